//! What the two processes say to each other: messages with their length before them.

use crate::audit::{Audit, RuleOutcome};
use crate::batch::judge::Judge;
use crate::batch::pair::{Owner, Sight};
use crate::batch::source::{Company, Source};
use crate::batch::{Entry, Unread};
use crate::check::date::deadline::Overdue;
use crate::document::Document;
use crate::fact::table::Tables;
use crate::finding::Wording;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// What is to be done.
#[derive(Serialize, Deserialize)]
pub enum Task<'a> {
    /// Tell whose report it is, in a run for a year where the user says which.
    Sight { source: Cow<'a, Source>, year: Option<i32> },
    /// Read a report, and tell whose it is where that is asked.
    Read { source: Cow<'a, Source>, owner: bool },
    /// Judge the report that was read last.
    Judge(Cow<'a, Company>),
}

/// What became of it.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// Nothing was asked yet: the process has begun.
    Ready,
    /// Whose report it is, or why it could not be read.
    Sight(Result<Sight, Wording>),
    /// It was read, or why not.
    Read(Result<Owner, Unread>),
    /// It was judged.
    Judged(Box<Judged>),
    /// It was not.
    Unread(Unread),
    /// The program failed on it.
    Panicked,
}

/// An audit on its way: what it shares with its rulebook stays behind.
#[derive(Serialize, Deserialize)]
pub struct Judged {
    document: Document,
    rulebook: String,
    rulebook_version: String,
    year: Option<i32>,
    agency: Option<String>,
    body: Option<String>,
    outcomes: Vec<RuleOutcome>,
    tables: Tables,
    masks: Vec<Span>,
    secrets: Vec<String>,
    overdue: Option<(String, String)>,
}

impl From<Audit> for Judged {
    fn from(audit: Audit) -> Self {
        Self {
            document: audit.document,
            rulebook: audit.rulebook,
            rulebook_version: audit.rulebook_version,
            year: audit.year,
            agency: audit.agency,
            body: audit.body,
            outcomes: audit.outcomes,
            tables: audit.tables,
            masks: audit.masks,
            secrets: audit.secrets,
            overdue: audit.overdue.map(|days| (days.published.to_string(), days.deadline.to_string())),
        }
    }
}

impl Judged {
    /// The entry that it was, its rulebook being one of the judge's.
    pub fn entry(self, judge: &Judge) -> Entry {
        let course = judge.courses.of(&self.document.path);
        let book = course.books.all().iter().find(|book| book.id == self.rulebook).map(Arc::clone);
        let mut outcomes = self.outcomes;
        for outcome in &mut outcomes {
            let rule = book.iter().flat_map(|book| &book.rules).find(|rule| rule.id == outcome.rule);
            let kind = rule.map_or("", |rule| rule.check.kind());
            outcome.findings.iter_mut().for_each(|finding| finding.check = kind);
        }
        let overdue = self.overdue.and_then(|(published, deadline)| {
            Some(Overdue { published: published.parse().ok()?, deadline: deadline.parse().ok()? })
        });
        Entry::Judged(Box::new(Audit {
            document: self.document,
            rulebook: self.rulebook,
            rulebook_version: self.rulebook_version,
            year: self.year,
            agency: self.agency,
            book,
            body: self.body,
            outcomes,
            tables: self.tables,
            masks: self.masks,
            secrets: self.secrets,
            overdue,
            exemptions: Vec::new(),
        }))
    }
}

/// Write a message.
pub fn send(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(message).map_err(io::Error::other)?;
    output.write_all(&(bytes.len() as u64).to_le_bytes())?;
    output.write_all(&bytes)?;
    output.flush()
}

/// The bytes of the next message; none at the end.
pub fn receive(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 == length).then_some(bytes))
}

/// A message of its bytes.
pub fn parse<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(io::Error::other)
}
