//! Archives of reports: their members as inputs, named `a.zip!/folder/b.docx`. Declared sizes are held to: a member that
//! inflates to more is refused, so that what an archive costs is known from its directory. Nothing is written to disk;
//! archives inside archives are only counted.

use super::limits::{Limits, over};
use crate::finding::Wording;
use crate::read::signature;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::read::{OwnedZipFileEntry, ZipArchive};
use zip::result::ZipError;

/// From which size on a member's ratio is asked, in bytes.
const LEAST_FOR_RATIO: u64 = 1 << 20;

/// How far from its end an archive's directory is looked for: the longest comment and the record itself.
const TAIL: u64 = 65_535 + 22 + 20;

/// A member of an archive.
#[derive(Clone, Debug)]
pub struct Member {
    /// The archive's path.
    pub archive: PathBuf,
    /// The member's own path in it, decoded.
    pub name: String,
    /// Why it is not read: a limit.
    pub refused: Option<Wording>,
    entry: Arc<OwnedZipFileEntry>,
}

impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        self.archive == other.archive && self.entry.header_start() == other.entry.header_start()
    }
}

impl Eq for Member {}

impl Member {
    /// The path for outputs.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}!/{}", super::paths::shown(&self.archive), self.name)
    }

    /// The member's bytes.
    ///
    /// # Errors
    /// Where it is over a limit, encrypted, packed in a way that is not read, or longer than declared.
    pub fn bytes(&self) -> Result<Vec<u8>, Wording> {
        if let Some(refused) = &self.refused {
            return Err(refused.clone());
        }
        let broken = |_| Wording::new("压缩包已损坏", "the archive is damaged");
        let mut file = BufReader::new(File::open(&self.archive).map_err(broken)?);
        let reader = self.entry.as_ref().as_ref().with_reader(&mut file, zip::ZipReadOptions::new());
        let reader = reader.map_err(|error| unpacked(&error))?;
        let mut bytes = Vec::new();
        reader.take(self.entry.size().saturating_add(1)).read_to_end(&mut bytes).map_err(broken)?;
        if bytes.len() as u64 > self.entry.size() {
            return Err(Wording::new(
                "压缩包已损坏:文件比标明的大",
                "the archive is damaged: the file is larger than declared",
            ));
        }
        Ok(bytes)
    }
}

/// Why a member cannot be unpacked, in words.
fn unpacked(error: &ZipError) -> Wording {
    #[allow(clippy::wildcard_enum_match_arm, reason = "the crate's kinds are not ours to list")]
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => Wording::new(
            "压缩包设有密码;请解压后检查",
            "the archive is protected by a password; unpack it and check the files",
        ),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Wording::new(
            "压缩方式不支持;请解压后检查",
            "packed by a method that is not read; unpack it and check the files",
        ),
        _ => Wording::new("压缩包已损坏", "the archive is damaged"),
    }
}

/// What an archive holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// It is no archive of files: one document, whose format keeps its parts in a zip.
    Document,
    /// Files, in order of their names; folders and links are left out.
    Members(Vec<Member>),
}

/// Look into an archive.
///
/// # Errors
/// Where it cannot be opened, is none, or has too many entries.
pub fn open(path: &Path, limits: &Limits) -> Result<Content, Wording> {
    let broken = || Wording::new("压缩包已损坏或不是 zip 文件", "damaged, or no zip archive");
    let mut file = File::open(path).map_err(|_| broken())?;
    if entries(&mut file).unwrap_or(0) > limits.entries {
        return Err(over("--max-entries", limits.entries));
    }
    let archive = ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    if archive.len() as u64 > limits.entries {
        return Err(over("--max-entries", limits.entries));
    }
    if signature::parts(archive.file_names_raw()).is_some() {
        return Ok(Content::Document);
    }
    let mut entries: Vec<(String, Arc<OwnedZipFileEntry>)> = Vec::new();
    for at in 0..archive.len() {
        let entry = OwnedZipFileEntry::from(archive.by_index_data(at).map_err(|_| broken())?);
        if entry.is_file() {
            entries.push((decoded(entry.name_raw()), Arc::new(entry)));
        }
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut sum = 0_u64;
    let members = entries.into_iter().map(|(name, entry)| {
        sum = sum.saturating_add(entry.size());
        let refused = refusal(&entry, sum, limits);
        Member { archive: path.to_owned(), name, refused, entry }
    });
    Ok(Content::Members(members.collect()))
}

/// The limit that a member exceeds, `sum` being the size of all up to it.
fn refusal(entry: &OwnedZipFileEntry, sum: u64, limits: &Limits) -> Option<Wording> {
    let packed = entry.compressed_size().max(1);
    if entry.size() > limits.size {
        Some(over("--max-size", limits.size))
    } else if entry.size() >= LEAST_FOR_RATIO && entry.size() / packed > limits.ratio {
        Some(over("--max-ratio", limits.ratio))
    } else if sum > limits.inflated {
        Some(over("--max-inflated", limits.inflated))
    } else {
        None
    }
}

/// A member's name: UTF-8, or what programs on Chinese systems write without saying so.
fn decoded(name: &[u8]) -> String {
    let name = match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(name).0.into_owned(),
    };
    name.replace('\\', "/")
}

/// How many entries an archive's directory declares, before any of them is read.
fn entries(file: &mut (impl Read + Seek)) -> Option<u64> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    let from = length.saturating_sub(TAIL);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(from)).ok()?;
    file.take(TAIL).read_to_end(&mut tail).ok()?;
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = u16::from_le_bytes(tail.get(end + 10..end + 12)?.try_into().ok()?);
    if count < u16::MAX {
        return Some(u64::from(count));
    }
    // Larger archives have a record of their own, to which a locator before this one points.
    let locator = tail.get(end.checked_sub(20)?..end)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Some(u64::from(count));
    }
    let at = u64::from_le_bytes(locator.get(8..16)?.try_into().ok()?);
    let mut record = [0; 40];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut record).ok()?;
    Some(u64::from_le_bytes(record.get(32..40)?.try_into().ok()?))
}
