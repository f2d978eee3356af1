//! Conversions kept from run to run, where the user asks for it: the one step that takes seconds a file. An entry is
//! found by what it was made of (the file's bytes, its format, the converting program and this one), carries a checksum
//! and is written beside its place and renamed; one that is damaged counts as absent. Judging is quicker than looking
//! up all that a verdict depends on, and is not kept.

use crate::document::Format;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Changes with what an entry is.
const FORM: &str = "hegui-conversion-1";

/// Bytes of a checksum.
const CHECKSUM: usize = blake3::OUT_LEN;

/// The longest that an entry is kept.
const AGE: Duration = Duration::from_secs(90 * 24 * 3600);

/// A folder of conversions.
#[derive(Clone, Debug)]
pub struct Keep {
    folder: PathBuf,
}

impl Keep {
    /// The conversions in a folder, which is made where it is not there, for its owner alone: reports may hold what is
    /// not for others. What is too old goes.
    ///
    /// # Errors
    /// Where the folder cannot be made or read.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let own = path.extension().is_some_and(|ending| ending == "kept" || ending == "tmp");
            let age = fs::metadata(&path).and_then(|data| data.modified()).ok();
            let age = age.and_then(|modified| SystemTime::now().duration_since(modified).ok());
            if own && age.is_some_and(|age| age > AGE) {
                // Another run may have removed it already.
                let _ = fs::remove_file(&path);
            }
        }
        Ok(Self { folder: folder.to_owned() })
    }

    /// The place of what a program makes of a file.
    #[must_use]
    pub fn place(&self, program: &Path, format: Format, bytes: &[u8]) -> PathBuf {
        let mut hasher = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for text in [FORM, env!("CARGO_PKG_VERSION"), format.name(), &version(program)] {
            part(text.as_bytes());
        }
        part(bytes);
        self.folder.join(format!("{}.kept", hasher.finalize().to_hex()))
    }
}

/// What tells one version of a program from another, without running it: its true path, size and date.
fn version(program: &Path) -> String {
    let truth = program.canonicalize().unwrap_or_else(|_| program.to_owned());
    let data = fs::metadata(&truth).ok();
    let size = data.as_ref().map_or(0, fs::Metadata::len);
    let changed = data.and_then(|data| data.modified().ok());
    let changed = changed.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {size} {}", truth.display(), changed.as_nanos())
}

/// What is kept at a place, where it is there and whole and has at most so many bytes.
#[must_use]
pub fn get(place: &Path, most: u64) -> Option<Vec<u8>> {
    if fs::metadata(place).ok()?.len() > most.saturating_add(CHECKSUM as u64) {
        return None;
    }
    let entry = fs::read(place).ok()?;
    let (checksum, content) = entry.split_at_checked(CHECKSUM)?;
    (blake3::hash(content).as_bytes() == checksum).then(|| content.to_vec())
}

/// Keep something at a place. Where that fails it will be made again, and nothing is lost.
pub fn put(place: &Path, content: &[u8]) {
    let written = || -> io::Result<()> {
        let folder = place.parent().unwrap_or(Path::new(""));
        let mut beside = tempfile::Builder::new().suffix(".tmp").tempfile_in(folder)?;
        beside.write_all(blake3::hash(content).as_bytes())?;
        beside.write_all(content)?;
        beside.persist(place)?;
        Ok(())
    };
    let _ = written();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_absent_and_what_differs_stands_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let keep = Keep::open(&folder.path().join("a/b")).unwrap();
        let place = keep.place(Path::new("soffice"), Format::Doc, b"report");
        assert_eq!(get(&place, 100), None);
        put(&place, b"made of it");
        assert_eq!(get(&place, 100).as_deref(), Some(&b"made of it"[..]));
        assert_eq!(get(&place, 3), None);
        let others = [
            keep.place(Path::new("soffice"), Format::Doc, b"report2"),
            keep.place(Path::new("soffice"), Format::Wps, b"report"),
            keep.place(Path::new("other"), Format::Doc, b"report"),
        ];
        assert!(others.iter().all(|other| *other != place));
        for damaged in [&b""[..], b"short", &[0; 64]] {
            fs::write(&place, damaged).unwrap();
            assert_eq!(get(&place, 100), None);
        }
        let names = fs::read_dir(folder.path().join("a/b")).unwrap().count();
        assert_eq!(names, 1, "nothing half-written stays");
    }

    #[test]
    fn what_is_too_old_goes() {
        let folder = tempfile::tempdir().unwrap();
        let keep = Keep::open(folder.path()).unwrap();
        let (old, other) = (keep.place(Path::new("s"), Format::Doc, b"x"), folder.path().join("letter.txt"));
        for path in [&old, &other] {
            let file = fs::File::create(path).unwrap();
            file.set_modified(SystemTime::now() - AGE - Duration::from_secs(60)).unwrap();
        }
        Keep::open(folder.path()).unwrap();
        assert_eq!((old.exists(), other.exists()), (false, true));
    }
}
