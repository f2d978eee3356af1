//! Rulebooks from the command line: built-in ones by id, others from files.

use super::complain;
use super::options::Common;
use super::output::mutter;
use crate::batch::roster::Roster;
use crate::render::faults;
use crate::render::wording::{pick, say};
use crate::rulebook::Rulebook;
use crate::rulebook::load::{Library, LoadError, Source};
use std::path::Path;
use std::sync::Arc;

/// The largest rulebook that is read, in bytes.
const LIMIT: u64 = 16 << 20;

/// The rulebook that an option names: an id, or a file.
pub(super) fn named(library: &mut Library, name: &str, common: &Common) -> Option<Arc<Rulebook>> {
    let id = add(library, name, common)?;
    heed(library.get(&id), common)
}

/// Whether a name can only be a file's.
pub(super) fn names_file(name: &str) -> bool {
    name.ends_with(".toml") || name.contains(['/', '\\'])
}

/// Make a rulebook that an option names known, where it is a file; returns its id.
pub(super) fn add(library: &mut Library, name: &str, common: &Common) -> Option<String> {
    let path = Path::new(name);
    let is_file = path.is_file() && library.source(name).is_none();
    if !is_file && !names_file(name) {
        return Some(name.to_owned());
    }
    let text = match text_of(path) {
        Ok(text) => text,
        Err(error) => {
            complain(
                common,
                &format!("无法读取规则集 {name}:{error}"),
                &format!("cannot read the rulebook {name}: {error}"),
            );
            return None;
        }
    };
    let added = library.add(Source { name: name.to_owned(), text });
    heed(added, common)
}

/// The roster in a file; what is wrong with it is said on standard error.
pub(super) fn roster_of(path: &Path, bodies: &[String], common: &Common) -> Option<Roster> {
    let name = path.to_string_lossy();
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(
                common,
                &format!("无法读取名单 {name}:{error}"),
                &format!("cannot read the roster {name}: {error}"),
            );
            return None;
        }
    };
    match Roster::read(&name, &bytes, bodies) {
        Ok(roster) => Some(roster),
        Err(faulty) => {
            mutter(&faults::of(&name, &faulty.text, &faulty.faults, &common.error_style()));
            let count = faulty.faults.len();
            let words = pick(common.language(), "处名单错误", "faults in the roster");
            mutter(&format!("hegui: {count} {words}\n"));
            None
        }
    }
}

/// The text of a file that a user wrote.
pub(super) fn text_of(path: &Path) -> std::io::Result<String> {
    String::from_utf8(bytes(path)?).map_err(|_| std::io::Error::other("not UTF-8"))
}

/// The bytes of a file that a user wrote, within the limit.
pub(super) fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(std::io::Error::other("over the limit of 16 MB"));
    }
    Ok(bytes)
}

/// What was loaded; what is wrong with it is said on standard error.
pub(super) fn heed<T>(loaded: Result<T, LoadError>, common: &Common) -> Option<T> {
    match loaded {
        Ok(loaded) => Some(loaded),
        Err(LoadError::Unknown { id, help }) => {
            let help = say(&help, common.language()).to_owned();
            complain(common, &format!("没有规则集 `{id}`;{help}"), &format!("there is no rulebook `{id}`; {help}"));
            None
        }
        Err(LoadError::Faulty(faulty)) => {
            let style = common.error_style();
            let mut count = 0;
            for file in &faulty {
                count += file.faults.len();
                mutter(&faults::of(&file.source.name, &file.source.text, &file.faults, &style));
            }
            let words = pick(common.language(), "处规则集错误", "faults in rulebooks");
            mutter(&format!("hegui: {count} {words}\n"));
            None
        }
    }
}
