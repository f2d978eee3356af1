//! Writers: audits to terminal text, JSON and one-line forms. Spans become places in `place` and excerpts in `excerpt`,
//! once for all. Every writer makes a string for one entry, so that entries can be rendered in parallel and written in
//! order; nothing here prints.

pub mod concise;
pub mod csv;
pub mod excerpt;
pub mod explain;
pub mod faults;
pub mod html;
pub mod json;
pub mod ledger;
pub mod notice;
pub mod place;
pub mod plain;
pub mod roster;
pub mod show;
pub mod skeleton;
pub mod text;
pub mod trial;
pub mod word;
pub mod wording;
#[cfg(feature = "xlsx")]
pub mod xlsx;

use crate::batch::Entry;
use crate::batch::roster::coverage::Coverage;
use crate::batch::tally::Tally;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use excerpt::Look;

/// A form of output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutputFormat {
    /// For people.
    Text,
    /// One line a finding.
    Concise,
    /// The JSON contract, schema version 1.
    Json,
    /// One self-contained page.
    Html,
    /// The list of findings for a spreadsheet.
    Csv,
    /// The ledger as a workbook.
    Xlsx,
}

/// What an output takes of an entry.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A text, to be written as it is.
    Text(String),
    /// Rows of a workbook; none for what is no report.
    Rows(Option<Box<ledger::Extract>>),
}

/// How an output is made.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The form.
    pub format: OutputFormat,
    /// The language of messages.
    pub language: Language,
    /// The look of excerpts.
    pub look: Look,
    /// Findings below are left out.
    pub least: Severity,
    /// Reports without findings are left out, and totals.
    pub quiet: bool,
}

impl Style {
    /// What stands before the first entry. Of a roster it is known by then who has reported and who has not.
    #[must_use]
    pub fn head(&self, roster: Option<&Coverage>) -> String {
        match self.format {
            OutputFormat::Text => text::preface(roster, self),
            OutputFormat::Concise => concise::head(roster, self),
            OutputFormat::Json => json::head(),
            OutputFormat::Html => html::head(self),
            OutputFormat::Csv => csv::head(self.language),
            OutputFormat::Xlsx => String::new(),
        }
    }

    /// What the output takes of an entry.
    #[must_use]
    pub fn piece(&self, entry: &Entry) -> Piece {
        match self.format {
            OutputFormat::Xlsx => Piece::Rows(ledger::extract(entry, self).map(Box::new)),
            OutputFormat::Text
            | OutputFormat::Concise
            | OutputFormat::Json
            | OutputFormat::Html
            | OutputFormat::Csv => Piece::Text(self.entry(entry)),
        }
    }

    /// An entry as a text; empty for a workbook, which has none.
    #[must_use]
    pub fn entry(&self, entry: &Entry) -> String {
        match self.format {
            OutputFormat::Text => text::entry(entry, self),
            OutputFormat::Concise => concise::entry(entry, self),
            OutputFormat::Json => json::entry(entry, self),
            OutputFormat::Html => html::entry(entry, self),
            OutputFormat::Csv => csv::entry(entry, self),
            OutputFormat::Xlsx => String::new(),
        }
    }

    /// What stands between two entries.
    #[must_use]
    pub fn between(&self) -> &'static str {
        match self.format {
            OutputFormat::Text
            | OutputFormat::Concise
            | OutputFormat::Html
            | OutputFormat::Csv
            | OutputFormat::Xlsx => "",
            OutputFormat::Json => ",\n",
        }
    }

    /// What stands behind the last entry.
    #[must_use]
    pub fn tail(&self, tally: &Tally) -> String {
        match self.format {
            OutputFormat::Text => text::tail(tally, self),
            OutputFormat::Concise | OutputFormat::Csv | OutputFormat::Xlsx => String::new(),
            OutputFormat::Json => json::tail(tally),
            OutputFormat::Html => html::tail(tally, self),
        }
    }

    /// The findings of an audit that are shown, in order of position, then rule: those that count.
    fn shown<'a>(&self, audit: &'a crate::audit::Audit) -> Vec<&'a Finding> {
        let mut findings = self.kept(audit);
        findings.retain(|finding| finding.exempt.is_none());
        findings
    }

    /// The same with those that were exempted, for outputs that say so of each.
    fn kept<'a>(&self, audit: &'a crate::audit::Audit) -> Vec<&'a Finding> {
        let mut findings = audit.findings();
        findings.retain(|finding| finding.severity >= self.least);
        findings
    }
}
