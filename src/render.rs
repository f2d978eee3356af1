//! Writers: audits to terminal text, JSON and one-line forms. Spans become places in `place` and excerpts in `excerpt`,
//! once for all. Every writer makes a string for one entry, so that entries can be rendered in parallel and written in
//! order; nothing here prints.

pub mod baseline;
pub mod checkstyle;
pub mod concise;
pub mod csv;
pub mod excerpt;
pub mod explain;
pub mod faults;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod ledger;
pub mod markdown;
pub mod notice;
pub mod place;
pub mod plain;
mod remedy;
pub mod roster;
pub mod sarif;
pub mod show;
pub mod skeleton;
pub mod text;
pub mod trial;
pub mod word;
pub mod wording;
#[cfg(feature = "xlsx")]
pub mod xlsx;
mod xml;

use crate::batch::Entry;
use crate::batch::roster::coverage::Coverage;
use crate::batch::tally::Tally;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::rulebook::Rulebook;
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
    /// A line a report, each as in JSON.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// The comment on a pull request.
    Markdown,
}

impl OutputFormat {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 13] = [
        ("text", Self::Text),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("html", Self::Html),
        ("csv", Self::Csv),
        ("xlsx", Self::Xlsx),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("junit", Self::Junit),
        ("checkstyle", Self::Checkstyle),
        ("markdown", Self::Markdown),
    ];
}

/// What an output takes of an entry.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A text, to be written as it is.
    Text(String),
    /// Rows of a workbook; none for what is no report.
    Rows(Option<Box<ledger::Extract>>),
}

/// What is known when all entries are written.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'a> {
    /// The totals.
    pub tally: &'a Tally,
    /// The code that the program will exit with.
    pub exit: u8,
    /// The rulebooks that reports may have been judged by.
    pub rulebooks: &'a [&'a Rulebook],
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
    /// Findings from this severity on fail the run; none do where it is none.
    pub fail_on: Option<Severity>,
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
            OutputFormat::Sarif => sarif::head(self),
            OutputFormat::Gitlab => gitlab::head(),
            OutputFormat::Junit => junit::head(),
            OutputFormat::Checkstyle => checkstyle::head(),
            OutputFormat::Xlsx | OutputFormat::Jsonl | OutputFormat::Github | OutputFormat::Markdown => String::new(),
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
            | OutputFormat::Csv
            | OutputFormat::Jsonl
            | OutputFormat::Sarif
            | OutputFormat::Github
            | OutputFormat::Gitlab
            | OutputFormat::Junit
            | OutputFormat::Checkstyle
            | OutputFormat::Markdown => Piece::Text(self.entry(entry)),
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
            OutputFormat::Jsonl => jsonl::entry(entry, self),
            OutputFormat::Sarif => sarif::entry(entry, self),
            OutputFormat::Github => github::entry(entry, self),
            OutputFormat::Gitlab => gitlab::entry(entry, self),
            OutputFormat::Junit => junit::entry(entry, self),
            OutputFormat::Checkstyle => checkstyle::entry(entry, self),
            OutputFormat::Markdown => markdown::entry(entry, self),
        }
    }

    /// What stands between two entries.
    #[must_use]
    pub fn between(&self) -> &'static str {
        match self.format {
            OutputFormat::Json | OutputFormat::Sarif | OutputFormat::Gitlab => ",\n",
            OutputFormat::Text
            | OutputFormat::Concise
            | OutputFormat::Html
            | OutputFormat::Csv
            | OutputFormat::Xlsx
            | OutputFormat::Jsonl
            | OutputFormat::Github
            | OutputFormat::Junit
            | OutputFormat::Checkstyle
            | OutputFormat::Markdown => "",
        }
    }

    /// What stands behind the last entry; where entries are held, what stands before them.
    #[must_use]
    pub fn tail(&self, closing: &Closing<'_>) -> String {
        match self.format {
            OutputFormat::Text => text::tail(closing.tally, self),
            OutputFormat::Json => json::tail(closing.tally),
            OutputFormat::Sarif => sarif::tail(closing, self),
            OutputFormat::Github => github::tail(closing, self),
            OutputFormat::Gitlab => gitlab::tail(),
            OutputFormat::Junit => junit::tail(),
            OutputFormat::Checkstyle => checkstyle::tail(),
            OutputFormat::Markdown => markdown::totals(closing, self),
            OutputFormat::Html => html::tail(closing.tally, self),
            OutputFormat::Concise | OutputFormat::Csv | OutputFormat::Xlsx | OutputFormat::Jsonl => String::new(),
        }
    }

    /// Where entries stand behind the totals, what holds them until those are known.
    #[must_use]
    pub fn held(&self) -> Option<markdown::Held> {
        (self.format == OutputFormat::Markdown).then(markdown::Held::default)
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
