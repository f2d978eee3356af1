//! One input of a batch to its entry: read within the limit, a rulebook chosen, judged.

use super::convert::{self, Converter};
use super::course::{Course, Courses};
use super::limits::{Limits, over};
use super::pair::{Owner, Pairs, Sight};
use super::roster::register::Register;
use super::sibling::Siblings;
use super::source::{Company, Source};
use super::walk::Input;
use super::worker::pool::Pool;
use super::{Entry, Unread, explain};
use crate::audit::choose::choose;
use crate::audit::{self, Beside};
use crate::check::similar::sketch;
use crate::check::{Check, Members};
use crate::document::{Document, Format, Note};
use crate::fact::{self, Facts, Given, Glance};
use crate::finding::{Severity, Wording};
use crate::read::{self, signature};
use crate::rulebook::Rulebook;
use crate::rulebook::adjust::{self, Change};
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

/// By which rulebook reports are judged.
#[derive(Clone, Debug)]
pub enum Books {
    /// The one that governs the report's year.
    Auto(Vec<Arc<Rulebook>>),
    /// The one that was named.
    Named(Arc<Rulebook>),
}

impl Books {
    /// The rulebooks that reports may be judged by.
    #[must_use]
    pub fn all(&self) -> &[Arc<Rulebook>] {
        match self {
            Self::Auto(books) => books,
            Self::Named(book) => std::slice::from_ref(book),
        }
    }

    /// The rulebooks with severities changed.
    #[must_use]
    pub fn adjusted(&self, changes: &[Change]) -> Self {
        match self {
            Self::Auto(books) => Self::Auto(books.iter().map(|book| adjust::adjusted(book, changes)).collect()),
            Self::Named(book) => Self::Named(adjust::adjusted(book, changes)),
        }
    }
}

/// Whether a rule of a rulebook compares a report with others of its run.
fn asks_siblings(book: &Rulebook) -> bool {
    let mut asked = book.rules.iter().filter(|rule| rule.severity != Severity::Off);
    asked.any(|rule| matches!(&rule.check, Check::Similar(params) if params.asks_siblings()))
}

/// What is done with a path.
type Told = dyn Fn(&str) + Send + Sync;

/// Told the path of every input when its reading begins, from whichever thread reads it.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<Told>>);

impl Watch {
    /// Tell this.
    #[must_use]
    pub fn new(told: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(told)))
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Watch").field(&self.0.is_some()).finish()
    }
}

/// How the inputs of a batch are read and judged.
#[derive(Clone, Debug)]
pub struct Judge {
    /// By what.
    pub courses: Arc<Courses>,
    /// What the user says of every report.
    pub given: Given,
    /// The day the reports were published.
    pub published: Option<jiff::civil::Date>,
    /// What is spent on an input at most.
    pub limits: Limits,
    /// Converts what has no reader.
    pub converter: Arc<Converter>,
    /// The format of standard input.
    pub standard: Format,
    /// Last year's reports.
    pub pairs: Pairs,
    /// Reports of the run that may be copies of each other.
    pub siblings: Siblings,
    /// Who reports to whom, where a roster was given.
    pub register: Option<Register>,
    /// Who is told what is being read.
    pub watch: Watch,
    /// The processes in which what is not light is read and judged; in this one where there are none.
    pub workers: Option<Arc<Pool>>,
}

impl Judge {
    /// Read and judge an input.
    #[must_use]
    pub fn entry(&self, input: &Input) -> Entry {
        let source = match self.source(input) {
            Ok(source) => source,
            Err(unread) => return Entry::Unread(unread),
        };
        match &self.workers {
            Some(workers) if !source.is_light() => workers.entry(self, &source),
            Some(_) | None => self.entry_here(&source),
        }
    }

    /// Read and judge a report in this process, unless what stands beside it is not light.
    fn entry_here(&self, source: &Source) -> Entry {
        let document = match source.document() {
            Ok(document) => document,
            Err(unread) => return Entry::Unread(unread),
        };
        let owner = if self.asks_owner() { self.owner_of(&document) } else { Owner::default() };
        let company = self.company(&document.path, &owner);
        match &self.workers {
            Some(workers) if !company.is_light() => workers.entry(self, source),
            Some(_) | None => self.audit(document, &company),
        }
    }

    /// Read an input in this process.
    ///
    /// # Errors
    /// Where it is not there, of a kind that is not read, over the limit or not decodable.
    pub fn read(&self, input: &Input) -> Result<Document, Unread> {
        self.source(input)?.document()
    }

    /// The bytes of an input.
    ///
    /// # Errors
    /// Where it is not there, of a kind that is not read, over the limit or cannot be converted.
    pub fn source(&self, input: &Input) -> Result<Source, Unread> {
        let path = input.path();
        if let Some(told) = &self.watch.0 {
            told(&path);
        }
        let named = match input {
            Input::Standard => Some(self.standard),
            Input::File(_) | Input::Member(_) | Input::Lost(..) => read::format_of(&path),
        };
        let unread = |error| Unread { path: path.clone(), format: named, error };
        let bytes = match input {
            Input::Lost(_, reason) => Err(reason.clone()),
            Input::Standard => self.limited(io::stdin().lock()),
            Input::File(file) => File::open(file).map_err(|error| unopened(&error)).and_then(|file| self.limited(file)),
            Input::Member(member) => member.bytes(),
        };
        let mut bytes = bytes.map_err(unread)?;
        let format = signature::settle(named, &bytes).map_err(|error| unread(explain(&error)))?;
        if convert::is_needed(format) {
            bytes = self.converter.modern(&path, format, &bytes, self.limits.size).map_err(unread)?;
        }
        Ok(Source { path, named, format, bytes })
    }

    /// All bytes of a source, whose declared size is not believed.
    fn limited(&self, source: impl Read) -> Result<Vec<u8>, Wording> {
        let mut bytes = Vec::new();
        source.take(self.limits.size.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unopened(&error))?;
        if bytes.len() as u64 > self.limits.size {
            return Err(over("--max-size", self.limits.size));
        }
        Ok(bytes)
    }

    /// The same without what the user says of this year's reports: for last year's.
    #[must_use]
    pub fn without_given(&self) -> Self {
        Self {
            courses: Arc::clone(&self.courses),
            given: Given::default(),
            published: None,
            limits: self.limits,
            converter: Arc::clone(&self.converter),
            standard: self.standard,
            pairs: Pairs::default(),
            siblings: Siblings::default(),
            register: None,
            watch: self.watch.clone(),
            workers: self.workers.clone(),
        }
    }

    /// Whose report an input is, and a sketch of what it says where a rule asks for copies among the reports of a run.
    ///
    /// # Errors
    /// Where it could not be read: the reason.
    pub fn sight(&self, input: &Input) -> Result<Sight, Wording> {
        let source = self.source(input).map_err(|unread| unread.error)?;
        match &self.workers {
            Some(workers) if !source.is_light() => workers.sight(&source, self.given.year),
            Some(_) | None => self.sight_of(&source),
        }
    }

    /// The same of its bytes, in this process.
    pub(super) fn sight_of(&self, source: &Source) -> Result<Sight, Wording> {
        let document = source.document().map_err(|unread| unread.error)?;
        let Some(glance) = self.glance(&document) else { return Ok(Sight::default()) };
        let asked = self.courses.of(&document.path).books.all().iter().any(|book| asks_siblings(book));
        let sketch = if asked { sketch::of(&document, &glance.prose, &glance.organs) } else { Vec::new() };
        Ok(Sight { owner: Owner::of(&glance.identity), sketch })
    }

    /// Whether what stands beside a report depends on whose it is.
    pub(super) fn asks_owner(&self) -> bool {
        !self.pairs.is_empty() || self.register.is_some()
    }

    pub(super) fn owner_of(&self, document: &Document) -> Owner {
        self.glance(document).map(|glance| Owner::of(&glance.identity)).unwrap_or_default()
    }

    fn glance(&self, document: &Document) -> Option<Glance> {
        let course = self.courses.of(&document.path);
        let book = course.books.all().first()?;
        Some(fact::glance(document, &book.vocabulary, &self.given_of(&course)))
    }

    /// The rulebook that a report is judged by, and whether it was guessed.
    #[must_use]
    pub fn rulebook(&self, document: &Document) -> Option<(Arc<Rulebook>, bool)> {
        let course = self.courses.of(&document.path);
        match &course.books {
            Books::Named(rulebook) => Some((Arc::clone(rulebook), false)),
            Books::Auto(books) => {
                choose(books, document, &self.given_of(&course)).map(|chosen| (chosen.rulebook, chosen.guessed))
            }
        }
    }

    /// What is said of the report at a path.
    #[must_use]
    pub fn said(&self, path: &str) -> Given {
        self.given_of(&self.courses.of(path))
    }

    /// What is said of a report: by the user, else by the override that its path falls under.
    fn given_of(&self, course: &Course) -> Given {
        Given { year: self.given.year.or(course.year), ..self.given.clone() }
    }

    /// Judge a report beside others.
    pub(super) fn audit(&self, mut document: Document, company: &Company) -> Entry {
        let Some((rulebook, guessed)) = self.rulebook(&document) else {
            let error = Wording::new("没有可自动选用的规则集", "no rulebook may be chosen automatically");
            return Entry::Unread(Unread { path: document.path, format: Some(document.format), error });
        };
        if guessed {
            document.notes.push(Note::RulebookGuessed(rulebook.id.clone()));
        }
        let others = self.without_given();
        let previous = company.previous.as_ref().and_then(|source| others.other(source));
        let previous = previous
            .as_ref()
            .map(|(document, rulebook)| fact::gather(document, &rulebook.vocabulary, &Given::default()));
        let below = company.below.iter().flat_map(|(sources, _)| sources);
        let below: Vec<(Document, Arc<Rulebook>)> = below.filter_map(|source| others.other(source)).collect();
        let members: Vec<Facts<'_>> = below.iter().map(|(document, rulebook)| numbers(document, rulebook)).collect();
        let reports: Vec<&Facts<'_>> = members.iter().collect();
        let members = company.below.as_ref().map(|(_, expected)| Members { reports: &reports, expected: *expected });
        let siblings: Vec<(Document, Arc<Rulebook>)> =
            company.siblings.iter().filter_map(|source| others.other(source)).collect();
        let siblings: Vec<Facts<'_>> = siblings
            .iter()
            .map(|(document, rulebook)| fact::gather(document, &rulebook.vocabulary, &Given::default()))
            .collect();
        let siblings: Vec<&Facts<'_>> = siblings.iter().collect();
        let given = self.said(&document.path);
        let published = company.published.as_ref().and_then(|day| day.parse().ok());
        let beside = Beside {
            given: Given { body: company.body.clone().or_else(|| given.body.clone()), ..given },
            previous: previous.as_ref(),
            members,
            siblings: &siblings,
            published: published.or(self.published),
        };
        let mut audit = audit::run(&rulebook, document, &beside);
        if audit.year.is_none() {
            audit.document.notes.push(Note::YearUnknown);
        }
        Entry::Judged(Box::new(audit))
    }

    /// Another report, with its own year's rulebook.
    fn other(&self, source: &Source) -> Option<(Document, Arc<Rulebook>)> {
        let other = source.document().ok()?;
        let (rulebook, _) = self.rulebook(&other)?;
        Some((other, rulebook))
    }

    /// What stands beside the report at a path, by its owner. What cannot be had is left out: it is an entry of its own.
    pub(super) fn company(&self, path: &str, owner: &Owner) -> Company {
        let source = |input: &Input| self.source(input).ok();
        let mut company = Company {
            previous: self.pairs.of(owner).and_then(source),
            siblings: self.siblings.of(path).iter().filter_map(source).collect(),
            ..Company::default()
        };
        let Some(register) = &self.register else { return company };
        let Some(found) = register.roster.find(owner.agency.as_deref(), path) else { return company };
        company.body = register.roster.units.get(found.unit).and_then(|unit| unit.body.clone());
        company.published = register.published(found.unit, owner.year).map(|day| day.to_string());
        let below = register.members(found.unit, owner.year);
        company.below = below.map(|(inputs, expected)| (inputs.into_iter().filter_map(source).collect(), expected));
        company
    }
}

/// The facts of a report below another: only what is added up is kept.
fn numbers<'a>(document: &'a Document, rulebook: &'a Rulebook) -> Facts<'a> {
    let mut facts = fact::gather(document, &rulebook.vocabulary, &Given::default());
    facts.numbers = Vec::new();
    facts.lists = Vec::new();
    facts.organs = Vec::new();
    facts
}

/// Why a file could not be opened or read to its end, in words.
#[allow(clippy::wildcard_enum_match_arm)] // not an enum of ours, and open
fn unopened(error: &io::Error) -> Wording {
    #[allow(clippy::wildcard_enum_match_arm, reason = "the system's kinds are not ours to list")]
    match error.kind() {
        io::ErrorKind::NotFound => Wording::new("文件不存在", "no such file"),
        io::ErrorKind::PermissionDenied => Wording::new("没有读取权限", "permission denied"),
        io::ErrorKind::IsADirectory => Wording::new("是文件夹,不是文件", "is a folder, not a file"),
        _ => Wording::new(format!("读取失败:{error}"), format!("cannot be read: {error}")),
    }
}
