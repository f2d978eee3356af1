//! One input of a batch to its entry: read within the limit, a rulebook chosen, judged.

use super::convert::{self, Converter};
use super::limits::{Limits, over};
use super::pair::{Owner, Pairs};
use super::roster::register::Register;
use super::walk::Input;
use super::{Entry, Unread, explain};
use crate::audit::choose::choose;
use crate::audit::{self, Beside};
use crate::check::Members;
use crate::document::{Document, Format, Note};
use crate::fact::{self, Facts, Given};
use crate::finding::Wording;
use crate::read::{self, signature};
use crate::rulebook::Rulebook;
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

/// How the inputs of a batch are read and judged.
#[derive(Clone, Debug)]
pub struct Judge {
    /// By what.
    pub books: Books,
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
    /// Who reports to whom, where a roster was given.
    pub register: Option<Register>,
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
            bytes = self.converter.docx(&path, format, &bytes, self.limits.size).map_err(unread)?;
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
            books: self.books.clone(),
            given: Given::default(),
            published: None,
            limits: self.limits,
            converter: Arc::clone(&self.converter),
            standard: self.standard,
            pairs: Pairs::default(),
            register: None,
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

    fn owner_of(&self, document: &Document) -> Owner {
        let book = match &self.books {
            Books::Named(book) => Some(book),
            Books::Auto(books) => books.first(),
        };
        let Some(book) = book else { return Owner::default() };
        let identity = fact::identify(document, &book.vocabulary, &self.given);
        let agency = identity.agency.as_ref().map(|told| told.value.as_str());
        Owner::new(agency, identity.year.as_ref().map(|told| told.value))
    }

    /// The rulebook that a report is judged by, and whether it was guessed.
    #[must_use]
    pub fn rulebook(&self, document: &Document) -> Option<(Arc<Rulebook>, bool)> {
        match &self.books {
            Books::Named(rulebook) => Some((Arc::clone(rulebook), false)),
            Books::Auto(books) => choose(books, document, &self.given).map(|chosen| (chosen.rulebook, chosen.guessed)),
        }
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
        let (body, below) = self.rostered(&document);
        let read: Vec<(Document, Arc<Rulebook>)> =
            below.iter().flat_map(|(inputs, _)| inputs).filter_map(|input| self.other(input)).collect();
        let members: Vec<Facts<'_>> = read.iter().map(|(document, rulebook)| numbers(document, rulebook)).collect();
        let reports: Vec<&Facts<'_>> = members.iter().collect();
        let members = below.map(|(_, expected)| Members { reports: &reports, expected });
        let beside = Beside {
            given: Given { body: body.or_else(|| self.given.body.clone()), ..self.given.clone() },
            previous: previous.as_ref(),
            members,
            published: self.published,
            ..Beside::default()
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

    /// What the roster says of a report: its kind of body, and the reports below it with how many there should be.
    fn rostered(&self, document: &Document) -> (Option<String>, Option<(Vec<&Input>, usize)>) {
        let Some(register) = &self.register else { return (None, None) };
        let owner = self.owner_of(document);
        let Some(unit) = register.roster.unit(owner.agency.as_deref(), &document.path) else { return (None, None) };
        let body = register.roster.units.get(unit).and_then(|unit| unit.body.clone());
        (body, register.members(unit, owner.year))
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
