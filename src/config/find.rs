//! Where the configuration stands: the nearest `hegui.toml` from a folder upwards, as far as the root of the
//! repository (the folder that holds `.git`), or of the file system.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The name of a configuration.
pub const NAME: &str = "hegui.toml";

/// The largest configuration that is read, in bytes.
const LIMIT: u64 = 1 << 20;

/// A configuration's text.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path, as messages have it.
    pub path: PathBuf,
    /// The text.
    pub text: String,
}

impl File {
    /// Read the file at a path.
    ///
    /// # Errors
    /// Where it cannot be read, is too large or no UTF-8.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LIMIT {
            return Err(io::Error::other("over the limit of 1 MB"));
        }
        let text = String::from_utf8(bytes).map_err(|_| io::Error::other("not UTF-8"))?;
        Ok(Self { path: path.to_owned(), text })
    }

    /// The folder that its paths are relative to; empty for the current one.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// The nearest configuration from the current folder upwards, relative to it.
#[must_use]
pub fn upwards(current: &Path) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    for folder in current.ancestors() {
        if folder.join(NAME).is_file() {
            return Some(up.join(NAME));
        }
        if folder.join(".git").exists() {
            return None;
        }
        up.push("..");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_ends_at_the_root_of_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("repo/a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(folder.path().join(NAME), "").unwrap();
        assert_eq!(upwards(&deep), Some(PathBuf::from("../../..").join(NAME)));
        fs::create_dir(folder.path().join("repo/.git")).unwrap();
        assert_eq!(upwards(&deep), None);
        fs::write(folder.path().join("repo").join(NAME), "").unwrap();
        assert_eq!(upwards(&deep), Some(PathBuf::from("../..").join(NAME)));
    }
}
