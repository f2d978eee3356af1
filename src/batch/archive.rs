//! Archives of reports: their members as inputs, named `a.zip!/folder/b.docx`. Declared sizes are held to: a member that
//! inflates to more is refused, so that what an archive costs is known from its directory. Nothing is written to disk;
//! links, archives inside archives and what is packed by another method are members that say why they are not read. An
//! archive whose members overlap or share a name is refused: which bytes belong to which name is then a matter of taste.

use super::limits::{Limits, over};
use crate::finding::Wording;
use crate::read::signature;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::CompressionMethod;
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
    /// Why it is not read: a limit, or what it is.
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
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => method(),
        _ => Wording::new("压缩包已损坏", "the archive is damaged"),
    }
}

fn method() -> Wording {
    Wording::new("压缩方式不支持；请解压后检查", "packed by a method that is not read; unpack it and check the files")
}

/// Whether a name is an archive's.
#[must_use]
pub fn is_archive(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("zip"))
}

/// What an archive holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// It is no archive of files: one document, whose format keeps its parts in a zip.
    Document,
    /// Files and links, in order of their names; folders are left out.
    Members(Vec<Member>),
}

/// Look into an archive.
///
/// # Errors
/// Where it cannot be opened, is none, has too many entries, or members that overlap or share a name.
pub fn open(path: &Path, limits: &Limits) -> Result<Content, Wording> {
    let broken = || Wording::new("压缩包已损坏或不是 zip 文件", "damaged, or no zip archive");
    let mut file = File::open(path).map_err(|_| broken())?;
    let directory = directory(&mut file).unwrap_or_default();
    if directory.entries > limits.entries {
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
        if !entry.is_dir() {
            entries.push((decoded(entry.name_raw()), Arc::new(entry)));
        }
    }
    if directory.entries > archive.len() as u64 {
        // The library keeps one file of a name.
        return Err(same_name(&File::open(path).ok().and_then(|file| twice(file, directory)).unwrap_or_default()));
    }
    entries.sort_by_key(|(_, entry)| entry.header_start());
    if let Some([(one, _), (other, _)]) = entries.windows(2).find(|two| overlap(&two[0].1, &two[1].1)) {
        return Err(Wording::new(
            format!("压缩包中的文件相互重叠：{one}、{other}"),
            format!("members of the archive overlap: {one}, {other}"),
        ));
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    if let Some([(name, _), _]) = entries.windows(2).find(|two| two[0].0 == two[1].0) {
        return Err(same_name(name));
    }
    let mut sum = 0_u64;
    let members = entries.into_iter().map(|(name, entry)| {
        sum = sum.saturating_add(entry.size());
        let refused = kind(&name, &entry).or_else(|| refusal(&entry, sum, limits));
        Member { archive: path.to_owned(), name, refused, entry }
    });
    Ok(Content::Members(members.collect()))
}

/// Whether one member begins before another, which stands behind it, has ended: a local header is 30 bytes and the name.
fn overlap(one: &OwnedZipFileEntry, other: &OwnedZipFileEntry) -> bool {
    let header = 30 + one.name_raw().len() as u64;
    other.header_start() < one.header_start().saturating_add(header).saturating_add(one.compressed_size())
}

/// Why a member is not read whatever its size.
fn kind(name: &str, entry: &OwnedZipFileEntry) -> Option<Wording> {
    if entry.is_symlink() {
        Some(Wording::new(
            "压缩包中的链接不读取；请解压后检查",
            "a link in an archive is not followed; unpack it and check the file",
        ))
    } else if is_archive(name) {
        Some(Wording::new(
            "压缩包中的压缩包不读取；请解压后检查",
            "an archive inside an archive is not read; unpack it and check the files",
        ))
    } else if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        Some(method())
    } else {
        None
    }
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

fn same_name(name: &str) -> Wording {
    Wording::new(
        format!("压缩包中有同名文件：{name}；请解压后检查"),
        format!("the archive holds several files of one name: {name}; unpack it and check the files"),
    )
}

/// What an archive says of its directory.
#[derive(Clone, Copy, Debug, Default)]
struct Directory {
    /// How many entries it has.
    entries: u64,
    /// Where it begins, if it ends where its record begins.
    start: u64,
    /// How many bytes it has.
    length: u64,
}

/// The first name that a directory has twice.
fn twice(mut file: File, directory: Directory) -> Option<String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(directory.start)).ok()?;
    file.take(directory.length).read_to_end(&mut bytes).ok()?;
    let number = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut names = std::collections::BTreeSet::new();
    let mut at = 0;
    while bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        let (name, extra, comment) = (number(at + 28)?, number(at + 30)?, number(at + 32)?);
        let raw = bytes.get(at + 46..at + 46 + name)?;
        if !names.insert(raw) {
            return Some(decoded(raw));
        }
        at += 46 + name + extra + comment;
    }
    None
}

/// What an archive declares of its directory, before any entry is read.
fn directory(file: &mut (impl Read + Seek)) -> Option<Directory> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    let from = length.saturating_sub(TAIL);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(from)).ok()?;
    file.take(TAIL).read_to_end(&mut tail).ok()?;
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = u16::from_le_bytes(tail.get(end + 10..end + 12)?.try_into().ok()?);
    let size = u64::from(u32::from_le_bytes(tail.get(end + 12..end + 16)?.try_into().ok()?));
    let start = (from + end as u64).saturating_sub(size);
    let declared = Directory { entries: u64::from(count), start, length: size };
    if count < u16::MAX {
        return Some(declared);
    }
    // Larger archives have a record of their own, to which a locator before this one points.
    let locator = tail.get(end.checked_sub(20)?..end)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Some(declared);
    }
    let at = u64::from_le_bytes(locator.get(8..16)?.try_into().ok()?);
    let mut record = [0; 40];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut record).ok()?;
    Some(Directory { entries: u64::from_le_bytes(record.get(32..40)?.try_into().ok()?), ..declared })
}
