//! Paths to inputs: files, folders, patterns and standard input, each file once, in a stable order. Nothing is left
//! out in silence: what was skipped is counted, and what was not there is an input that cannot be read.

use super::archive::{self, Content, Member, is_archive};
use super::limits::Limits;
use super::paths::{self, Selection};
use crate::finding::Wording;
use crate::read;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The inputs of a batch.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// What is to be read, in order.
    pub inputs: Vec<Input>,
    /// Files in folders of kinds that are not read here, by ending in lower case; without one the ending is empty.
    pub unknown: BTreeMap<String, usize>,
    /// Hidden files and folders that were skipped, and the owner files that Word keeps beside open ones.
    pub hidden: usize,
    /// Files of kinds that are read, and folders, that the selection leaves out.
    pub unselected: usize,
}

/// An input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
    /// A member of an archive.
    Member(Member),
    /// A path that leads to nothing readable, with the reason.
    Lost(String, Wording),
}

impl Input {
    /// The path for outputs; `-` for standard input.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Standard => "-".to_owned(),
            Self::File(path) => paths::shown(path),
            Self::Member(member) => member.path(),
            Self::Lost(path, _) => path.clone(),
        }
    }
}

impl Input {
    /// The true path of the file that is read.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) => path.canonicalize().ok(),
            Self::Member(member) => member.archive.canonicalize().ok(),
            Self::Standard | Self::Lost(..) => None,
        }
    }
}

/// Find the inputs that paths name. A path that exists is taken as it is, before it is taken for a pattern: `[终稿].txt`
/// is a name. `hidden` walks hidden files and folders too; `selection` chooses among what folders and archives hold: a
/// file that is named itself is always taken.
#[must_use]
pub fn find(paths: &[PathBuf], hidden: bool, limits: &Limits, selection: &Selection) -> Inputs {
    let mut walk = Walk {
        hidden,
        limits: *limits,
        selection,
        found: Inputs::default(),
        files: BTreeSet::new(),
        folders: BTreeSet::new(),
    };
    for path in paths {
        walk.argument(path);
    }
    walk.found
}

/// Whether a name is that of the file that Word, Excel and WPS keep beside an open one: it holds a user's name, no text.
fn is_owner_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
}

struct Walk<'a> {
    hidden: bool,
    limits: Limits,
    selection: &'a Selection,
    found: Inputs,
    /// Files that are in the list already, by their true paths.
    files: BTreeSet<PathBuf>,
    /// The true paths of the folders that were walked: links may lead to one of them again, or round in a loop.
    folders: BTreeSet<PathBuf>,
}

impl Walk<'_> {
    fn argument(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            if !self.found.inputs.contains(&Input::Standard) {
                self.found.inputs.push(Input::Standard);
            }
        } else if path.is_dir() {
            self.folder(path);
        } else if path.exists() {
            self.file(path.to_owned());
        } else {
            self.pattern(path);
        }
    }

    fn pattern(&mut self, path: &Path) {
        let shown = paths::shown(path);
        let absent = || Wording::new("文件不存在", "no such file");
        let is_pattern = shown.contains(['*', '?', '[']);
        let Some(matches) = glob::glob(&shown).ok().filter(|_| is_pattern) else {
            self.found.inputs.push(Input::Lost(shown, absent()));
            return;
        };
        let mut any = false;
        for found in matches {
            any = true;
            match found {
                Ok(path) if path.is_dir() => self.folder(&path),
                // A pattern such as `*` touches everything: kinds that are not read here are counted, not failed.
                Ok(path) => self.listed(path, true),
                Err(error) => {
                    let reason = error.error().to_string();
                    self.lost(error.path(), &reason);
                }
            }
        }
        if !any {
            let reason = Wording::new("没有与此匹配的文件", "nothing matches this pattern");
            self.found.inputs.push(Input::Lost(shown, reason));
        }
    }

    fn lost(&mut self, path: &Path, reason: &str) {
        let words = Wording::new(format!("无法读取:{reason}"), format!("cannot be read: {reason}"));
        self.found.inputs.push(Input::Lost(paths::shown(path), words));
    }

    fn file(&mut self, path: PathBuf) {
        let truth = path.canonicalize().unwrap_or_else(|_| path.clone());
        if !self.files.insert(truth) {
            return;
        }
        if is_archive(&path.to_string_lossy()) {
            match archive::open(&path, &self.limits) {
                Ok(Content::Document) => self.found.inputs.push(Input::File(path)),
                Ok(Content::Members(members)) => members.into_iter().for_each(|member| self.member(member)),
                Err(reason) => self.found.inputs.push(Input::Lost(paths::shown(&path), reason)),
            }
        } else {
            self.found.inputs.push(Input::File(path));
        }
    }

    fn member(&mut self, member: Member) {
        let steps = || member.name.split('/');
        let is_hidden = steps().any(|step| step.starts_with('.') && step != "." && step != "..");
        let is_skipped = (is_hidden || steps().next() == Some("__MACOSX")) && !self.hidden;
        if is_skipped || is_owner_file(Path::new(&member.name)) {
            self.found.hidden += 1;
        } else if !self.has_member(&member) {
            self.found.unselected += usize::from(read::format_of(&member.name).is_some());
        } else if read::format_of(&member.name).is_some() || is_archive(&member.name) {
            self.found.inputs.push(Input::Member(member));
        } else {
            self.skip(Path::new(&member.name));
        }
    }

    /// Count a file of a kind that is not read.
    fn skip(&mut self, path: &Path) {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        *self.found.unknown.entry(ending).or_default() += 1;
    }

    /// Whether the selection takes a file of a folder; an archive may hold what it takes.
    fn has(&self, path: &Path, name: &str) -> bool {
        !self.selection.leaves_out(path) && (is_archive(name) || self.selection.takes(path))
    }

    /// Whether the selection takes a member, by its own path or with its whole archive.
    fn has_member(&self, member: &Member) -> bool {
        let path = member.path();
        let path = Path::new(&path);
        !self.selection.leaves_out(path) && (self.selection.takes(path) || self.selection.takes(&member.archive))
    }

    /// A file that was not named by itself: of a kind that is read here, or counted. A pattern on the command line
    /// chooses files itself.
    fn listed(&mut self, path: PathBuf, chosen: bool) {
        let name = path.to_string_lossy();
        let is_known = read::format_of(&name).is_some() || is_archive(&name);
        if is_owner_file(&path) {
            self.found.hidden += 1;
        } else if !chosen && !self.has(&path, &name) {
            // What would not have been read is not missed.
            self.found.unselected += usize::from(is_known);
        } else if is_known {
            self.file(path);
        } else {
            self.skip(&path);
        }
    }

    fn folder(&mut self, path: &Path) {
        let truth = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !self.folders.insert(truth) {
            return;
        }
        let entries = match std::fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.lost(path, &error.to_string()),
        };
        let mut paths = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.lost(path, &error.to_string()),
            }
        }
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') && !self.hidden {
                self.found.hidden += 1;
            } else if path.is_dir() {
                if self.selection.leaves_out(&path) {
                    self.found.unselected += 1;
                } else {
                    self.folder(&path);
                }
            } else {
                self.listed(path, false);
            }
        }
    }
}
