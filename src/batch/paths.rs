//! Patterns of paths, relative to a folder: which files are taken, and for which files something else holds. They mean
//! the same on every system: `/` and `\` both separate folders, capitals do not matter, `*` stays in a folder and `**`
//! crosses folders. A pattern without a separator is a name anywhere below; what matches a folder matches all in it.

use crate::finding::Wording;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

/// How names are compared.
const MATCHING: glob::MatchOptions =
    glob::MatchOptions { case_sensitive: false, require_literal_separator: true, require_literal_leading_dot: false };

/// A pattern of paths below a folder.
#[derive(Clone, Debug)]
pub struct Pattern {
    pattern: glob::Pattern,
    /// It is a name, wherever the file stands.
    name_only: bool,
}

impl Pattern {
    /// Read a pattern.
    ///
    /// # Errors
    /// Where it is none: the reason.
    pub fn new(text: &str) -> Result<Self, Wording> {
        let slashed = text.replace('\\', "/");
        let trimmed = slashed.trim_end_matches('/');
        let trimmed = trimmed.strip_prefix("./").unwrap_or(trimmed);
        if trimmed.is_empty() {
            return Err(Wording::new("模式为空", "the pattern is empty"));
        }
        if trimmed.starts_with('/') || trimmed.split('/').any(|step| step == "..") {
            return Err(Wording::new(
                "模式相对于配置文件所在的文件夹,不能指向其外",
                "a pattern is relative to the folder of its file and cannot lead out of it",
            ));
        }
        let pattern = glob::Pattern::new(trimmed).map_err(|bad| Wording::same(bad.msg))?;
        Ok(Self { pattern, name_only: !trimmed.contains('/') })
    }

    /// Whether a path, its steps from the folder on, or a folder that it lies in is meant.
    fn matches(&self, steps: &[&str]) -> bool {
        (1..=steps.len()).any(|end| {
            let tested = if self.name_only { steps[end - 1].to_owned() } else { steps[..end].join("/") };
            self.pattern.matches_with(&tested, MATCHING)
        })
    }
}

/// Patterns with the folder that they are relative to.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// The folder, absolute and without `..`.
    root: PathBuf,
    list: Vec<Pattern>,
}

impl Patterns {
    /// Patterns relative to a folder; an empty path is the current one.
    #[must_use]
    pub fn new(root: &Path, list: Vec<Pattern>) -> Self {
        Self { root: absolute(&Path::new(".").join(root)), list }
    }

    /// Whether there is no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them means a path. What lies outside of the folder is not meant.
    #[must_use]
    pub fn mean(&self, path: &Path) -> bool {
        !self.list.is_empty()
            && self.steps(path).is_some_and(|steps| {
                let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
                self.list.iter().any(|pattern| pattern.matches(&steps))
            })
    }

    /// The steps from the folder to a path; none where it lies outside.
    fn steps(&self, path: &Path) -> Option<Vec<String>> {
        let path = absolute(path);
        let below = path.strip_prefix(&self.root).ok()?;
        Some(below.components().map(|step| step.as_os_str().to_string_lossy().into_owned()).collect())
    }
}

/// Which files in folders are taken.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these, where there are any; what lies outside of their folder is not asked.
    pub include: Patterns,
    /// Not these.
    pub exclude: Patterns,
}

impl Selection {
    /// Whether a file or folder is left out by name.
    #[must_use]
    pub fn leaves_out(&self, path: &Path) -> bool {
        self.exclude.mean(path)
    }

    /// Whether a file that is not left out is taken.
    #[must_use]
    pub fn takes(&self, path: &Path) -> bool {
        self.include.is_empty() || self.include.mean(path) || self.include.steps(path).is_none()
    }
}

/// A path from the root of the file system on, `.` and `..` resolved by name.
fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut resolved = PathBuf::new();
    for step in whole.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => resolved.push(step),
        }
    }
    resolved
}

/// A path as outputs have it: with `/` between folders on every system, so that they are the same everywhere.
#[must_use]
pub fn shown(path: &Path) -> String {
    slashed(&path.to_string_lossy(), MAIN_SEPARATOR)
}

fn slashed(path: &str, separator: char) -> String {
    if separator == '/' { path.to_owned() } else { path.replace(separator, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(patterns: &[&str], path: &str) -> bool {
        let list = patterns.iter().map(|text| Pattern::new(text).unwrap()).collect();
        Patterns::new(Path::new("/office"), list).mean(Path::new(path))
    }

    #[test]
    fn patterns_mean_files_and_what_lies_in_folders() {
        assert!(mean(&["reports"], "/office/2024/reports/a/b.docx"));
        assert!(mean(&["reports/*.docx"], "/office/reports/A.DOCX"));
        assert!(mean(&["reports\\*.docx"], "/office/reports/a.docx"));
        assert!(!mean(&["reports/*.docx"], "/office/reports/a/b.docx"));
        assert!(mean(&["**/*.docx"], "/office/reports/a/b.docx"));
        assert!(mean(&["*草稿*"], "/office/a/年报草稿.md"));
        assert!(mean(&["./reports/"], "/office/x/../reports/a.md"));
        assert!(!mean(&["**"], "/elsewhere/a.md"));
        assert!(Pattern::new("../a").is_err() && Pattern::new("[a").is_err() && Pattern::new("/").is_err());
    }

    #[test]
    fn outputs_have_slashes_on_every_system() {
        assert_eq!(slashed("reports\\终稿\\a.docx", '\\'), "reports/终稿/a.docx");
        assert_eq!(slashed("a\\b", '/'), "a\\b");
    }
}
