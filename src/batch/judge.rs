//! One input of a batch to its entry: read within the limit, a rulebook chosen, judged.

use super::convert::{self, Converter};
use super::course::{Course, Courses};
use super::limits::{Limits, over};
use super::pair::{Owner, Pairs, Sight};
use super::roster::register::Register;
use super::sibling::Siblings;
use super::walk::Input;
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
}

impl Judge {
    /// Read and judge an input.
    #[must_use]
    pub fn entry(&self, input: &Input) -> Entry {
        match self.read(input) {
            Ok(document) => self.audit(document),
            Err(unread) => Entry::Unread(unread),
        }
    }

    /// Read an input.
    ///
    /// # Errors
    /// Where it is not there, of a kind that is not read, over the limit or not decodable.
    pub fn read(&self, input: &Input) -> Result<Document, Unread> {
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
        let mut document = read::read(&path, format, &bytes).map_err(|error| unread(explain(&error)))?;
        if named != Some(format) {
            document.notes.push(Note::ReadAs(format));
        }
        Ok(document)
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
        }
    }

    /// Whose report an input is.
    ///
    /// # Errors
    /// Where it could not be read: the reason.
    pub fn owner(&self, input: &Input) -> Result<Owner, Wording> {
        let document = self.read(input).map_err(|unread| unread.error)?;
        Ok(self.owner_of(&document))
    }

    /// Whose report an input is, and a sketch of what it says where a rule asks for copies among the reports of a run.
    ///
    /// # Errors
    /// Where it could not be read: the reason.
    pub fn sight(&self, input: &Input) -> Result<Sight, Wording> {
        let document = self.read(input).map_err(|unread| unread.error)?;
        let Some(glance) = self.glance(&document) else { return Ok(Sight::default()) };
        let asked = self.courses.of(&document.path).books.all().iter().any(|book| asks_siblings(book));
        let sketch = if asked { sketch::of(&document, &glance.prose, &glance.organs) } else { Vec::new() };
        Ok(Sight { owner: Owner::of(&glance.identity), sketch })
    }

    fn owner_of(&self, document: &Document) -> Owner {
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

    fn audit(&self, mut document: Document) -> Entry {
        let Some((rulebook, guessed)) = self.rulebook(&document) else {
            let error = Wording::new("没有可自动选用的规则集", "no rulebook may be chosen automatically");
            return Entry::Unread(Unread { path: document.path, format: Some(document.format), error });
        };
        if guessed {
            document.notes.push(Note::RulebookGuessed(rulebook.id.clone()));
        }
        let previous = self.previous(&document);
        let previous = previous
            .as_ref()
            .map(|(document, rulebook)| fact::gather(document, &rulebook.vocabulary, &Given::default()));
        let Rostered { body, published, below } = self.rostered(&document);
        let read: Vec<(Document, Arc<Rulebook>)> =
            below.iter().flat_map(|(inputs, _)| inputs).filter_map(|input| self.other(input)).collect();
        let members: Vec<Facts<'_>> = read.iter().map(|(document, rulebook)| numbers(document, rulebook)).collect();
        let reports: Vec<&Facts<'_>> = members.iter().collect();
        let members = below.map(|(_, expected)| Members { reports: &reports, expected });
        let siblings: Vec<(Document, Arc<Rulebook>)> =
            self.siblings.of(&document.path).iter().filter_map(|input| self.other(input)).collect();
        let siblings: Vec<Facts<'_>> = siblings
            .iter()
            .map(|(document, rulebook)| fact::gather(document, &rulebook.vocabulary, &Given::default()))
            .collect();
        let siblings: Vec<&Facts<'_>> = siblings.iter().collect();
        let given = self.said(&document.path);
        let beside = Beside {
            given: Given { body: body.or_else(|| given.body.clone()), ..given },
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

    /// Last year's report of the same agency, with its own year's rulebook.
    fn previous(&self, document: &Document) -> Option<(Document, Arc<Rulebook>)> {
        if self.pairs.is_empty() {
            return None;
        }
        let input = self.pairs.of(&self.owner_of(document))?;
        self.other(input)
    }

    /// Another report, with its own year's rulebook.
    fn other(&self, input: &Input) -> Option<(Document, Arc<Rulebook>)> {
        let judge = self.without_given();
        let other = judge.read(input).ok()?;
        let (rulebook, _) = judge.rulebook(&other)?;
        Some((other, rulebook))
    }

    /// What the roster says of a report.
    fn rostered(&self, document: &Document) -> Rostered<'_> {
        let Some(register) = &self.register else { return Rostered::default() };
        let owner = self.owner_of(document);
        let Some(found) = register.roster.find(owner.agency.as_deref(), &document.path) else {
            return Rostered::default();
        };
        Rostered {
            body: register.roster.units.get(found.unit).and_then(|unit| unit.body.clone()),
            published: register.published(found.unit, owner.year),
            below: register.members(found.unit, owner.year),
        }
    }
}

/// What a roster says of a report.
#[derive(Default)]
struct Rostered<'a> {
    /// Its kind of body.
    body: Option<String>,
    /// The day it was published.
    published: Option<jiff::civil::Date>,
    /// The reports below it, with how many there should be.
    below: Option<(Vec<&'a Input>, usize)>,
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
