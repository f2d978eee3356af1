//! By what the report at a path is judged: the batch's rulebooks, or what an override says of such paths. Where several
//! overrides mean a path, the later ones win, key by key; changes of severity add up.

use super::judge::Books;
use super::paths::Patterns;
use crate::rulebook::Rulebook;
use crate::rulebook::adjust::Change;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// What holds for the reports at some paths.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// The paths.
    pub paths: Patterns,
    /// Their rulebooks, in place of the batch's.
    pub books: Option<Books>,
    /// The year they report on, in place of what they say.
    pub year: Option<i32>,
    /// Severities of rules.
    pub changes: Vec<Change>,
}

/// By what a report is judged.
#[derive(Clone, Debug)]
pub struct Course {
    /// The rulebooks.
    pub books: Books,
    /// The year it reports on, where an override says so.
    pub year: Option<i32>,
}

/// The courses of a batch, each made when a path first needs it: changed rulebooks are compiled patterns, and shared.
#[derive(Debug)]
pub struct Courses {
    base: Arc<Course>,
    overrides: Vec<Override>,
    made: Mutex<BTreeMap<Vec<usize>, Arc<Course>>>,
}

impl Courses {
    /// The batch's own rulebooks and what holds in place of them.
    #[must_use]
    pub fn new(books: Books, overrides: Vec<Override>) -> Self {
        Self { base: Arc::new(Course { books, year: None }), overrides, made: Mutex::default() }
    }

    /// The kinds of body that the batch's own rulebooks know, in order.
    #[must_use]
    pub fn bodies(&self) -> Vec<String> {
        let bodies = self.base.books.all().iter().flat_map(|book| &book.vocabulary.bodies);
        bodies.map(|body| body.id.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// All rulebooks that a report may be judged by, those of overrides behind the batch's own.
    #[must_use]
    pub fn books(&self) -> Vec<&Rulebook> {
        let overrides = self.overrides.iter().filter_map(|one| one.books.as_ref());
        std::iter::once(&self.base.books).chain(overrides).flat_map(Books::all).map(|book| &**book).collect()
    }

    /// The course of a path.
    #[must_use]
    pub fn of(&self, path: &str) -> Arc<Course> {
        if self.overrides.is_empty() {
            return Arc::clone(&self.base);
        }
        let path = Path::new(path);
        let holding: Vec<usize> = (0..self.overrides.len()).filter(|at| self.overrides[*at].paths.mean(path)).collect();
        // Poisoned by a panic elsewhere, the map is as whole as before: an entry is put into it in one step.
        let mut made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(made.entry(holding).or_insert_with_key(|holding| Arc::new(self.make(holding))))
    }

    fn make(&self, holding: &[usize]) -> Course {
        let mut course = Course::clone(&self.base);
        let mut changes = Vec::new();
        for one in holding.iter().map(|at| &self.overrides[*at]) {
            if let Some(books) = &one.books {
                course.books = books.clone();
            }
            course.year = one.year.or(course.year);
            changes.extend(one.changes.iter().cloned());
        }
        course.books = course.books.adjusted(&changes);
        course
    }
}
