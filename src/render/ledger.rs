//! The ledger of a supervising office: rows for a spreadsheet, made from one entry at a time and free of its text.
//! `csv` and `xlsx` write them; what a row holds is told here once.
//!
//! Texts are clipped, masked and rid of what steers or hides; numbers are kept exact or as text, never rounded.

mod row;

use super::Style;
use super::place::{Places, Spot};
use super::plain;
use super::wording::{note, pick, say, severity};
use crate::audit::{Audit, RuleOutcome};
use crate::batch::Entry;
use crate::document::{BlockKind, Place};
use crate::finding::{Severity, Site, Verdict, Wording};
use crate::language::Language;
use crate::rulebook::Rulebook;
use crate::span::Span;
pub use row::{CellRow, Field, FindingRow, OpenRow, cell_headings, finding_headings, open_headings};
use std::sync::Arc;

/// The longest text of a field, in characters.
const LONGEST: usize = 2000;

/// What an entry gives to the ledger.
#[derive(Clone, Debug)]
pub struct Extract {
    /// The report.
    pub report: Report,
    /// The rulebook it was judged by.
    pub book: Option<Arc<Rulebook>>,
    /// Rules asked of it, in the rulebook's order.
    pub marks: Vec<Mark>,
    /// Its findings, in order.
    pub findings: Vec<FindingRow>,
    /// The cells of its tables, in text order.
    pub cells: Vec<CellRow>,
    /// Rules that could not be answered, or why the file could not be read; what was lost in reading.
    pub open: Vec<OpenRow>,
}

/// A report in the ledger.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its path.
    pub path: String,
    /// Whose it is; empty where not told.
    pub agency: String,
    /// The year reported on.
    pub year: Option<i32>,
    /// The rulebook with its version; empty where it was not read.
    pub rulebook: String,
    /// How it ended: `pass`, `fail`, `undetermined`, `not_applicable`, `unreadable`, or `exempted`.
    pub verdict: &'static str,
    /// Findings that count: errors, warnings, infos.
    pub counts: [usize; 3],
    /// Findings that were exempted.
    pub exempted: usize,
    /// Rules that could not be answered.
    pub open: usize,
}

/// How a rule ended for a report.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Id of the rule.
    pub rule: String,
    /// How.
    pub ended: Ended,
}

/// How a rule ended, as a cell shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Satisfied.
    Pass,
    /// Not satisfied: the gravest finding.
    Found(Severity),
    /// Not satisfied; the finding stands under a rule with the same cause.
    Explained,
    /// Not satisfied; all findings were exempted.
    Exempted,
    /// Not asked of this report.
    NotApplicable,
    /// Could not be answered.
    Undetermined,
}

/// A rule as the ledger's heading and its list of rules show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Id.
    pub id: String,
    /// What it asks.
    pub title: String,
    /// Its severity.
    pub severity: Severity,
    /// Its basis.
    pub basis: String,
}

/// What an entry gives to the ledger; nothing for what is no report.
#[must_use]
pub fn extract(entry: &Entry, style: &Style) -> Option<Extract> {
    match entry {
        Entry::Exemptions(_) => None,
        Entry::Unread(unread) => {
            let path = text(&unread.path);
            let reason = text(say(&unread.error, style.language));
            let findings = vec![row::unread(&path, &reason, style.language)];
            let open = OpenRow { path: path.clone(), reason, ..OpenRow::default() };
            let report = Report {
                path,
                agency: String::new(),
                year: None,
                rulebook: String::new(),
                verdict: "unreadable",
                counts: [0; 3],
                exempted: 0,
                open: 0,
            };
            Some(Extract { report, book: None, marks: Vec::new(), findings, cells: Vec::new(), open: vec![open] })
        }
        Entry::Judged(audit) => Some(judged(audit, style)),
    }
}

/// The findings of an entry alone, those on a file of exemptions among them.
#[must_use]
pub fn findings(entry: &Entry, style: &Style) -> Vec<FindingRow> {
    match entry {
        Entry::Exemptions(audit) => row::findings(audit, &Places::of(audit), style),
        Entry::Judged(_) | Entry::Unread(_) => {
            extract(entry, style).map(|extract| extract.findings).unwrap_or_default()
        }
    }
}

fn judged(audit: &Audit, style: &Style) -> Extract {
    let places = Places::of(audit);
    let findings: Vec<FindingRow> = row::findings(audit, &places, style);
    let weight = |wanted: Severity| {
        let counted = audit.outcomes.iter().flat_map(|outcome| &outcome.findings);
        counted.filter(|found| found.exempt.is_none() && found.severity == wanted).count()
    };
    let all = || audit.outcomes.iter().flat_map(|outcome| &outcome.findings);
    let undetermined = |outcome: &&RuleOutcome| matches!(outcome.verdict, Verdict::Undetermined(_));
    let report = Report {
        path: text(&audit.document.path),
        agency: text(&places.hide(audit.agency.as_deref().unwrap_or_default())),
        year: audit.year,
        rulebook: format!("{} {}", audit.rulebook, audit.rulebook_version),
        verdict: if audit.verdict() == "fail" && audit.is_exempted() { "exempted" } else { audit.verdict() },
        counts: [Severity::Error, Severity::Warning, Severity::Info].map(weight),
        exempted: all().filter(|found| found.exempt.is_some()).count(),
        open: audit.outcomes.iter().filter(undetermined).count(),
    };
    let cells = row::cells(audit, &places, style.language, &report);
    let open = row::open(audit, &places, style.language, &report);
    let marks = audit.outcomes.iter().map(mark).collect();
    Extract { report, book: audit.book.clone(), marks, findings, cells, open }
}

fn mark(outcome: &RuleOutcome) -> Mark {
    let counted = outcome.findings.iter().filter(|found| found.exempt.is_none());
    let ended = match &outcome.verdict {
        Verdict::Pass => Ended::Pass,
        Verdict::NotApplicable(_) => Ended::NotApplicable,
        Verdict::Undetermined(_) => Ended::Undetermined,
        Verdict::Fail => match counted.map(|found| found.severity).max() {
            Some(worst) => Ended::Found(worst),
            None if outcome.findings.is_empty() => Ended::Explained,
            None => Ended::Exempted,
        },
    };
    Mark { rule: outcome.rule.clone(), ended }
}

/// The rules of a rulebook that are not switched off.
#[must_use]
pub fn rules(book: &Rulebook, language: Language) -> Vec<Rule> {
    let rules = book.rules.iter().filter(|rule| rule.severity != Severity::Off);
    rules
        .map(|rule| Rule {
            id: rule.id.clone(),
            title: text(say(&rule.title, language)),
            severity: rule.severity,
            basis: text(&rule.basis),
        })
        .collect()
}

impl Ended {
    /// The word in a cell.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::Pass => pick(language, "通过", "pass"),
            Self::Found(worst) => severity(worst, language),
            Self::Explained => pick(language, "同因", "same cause"),
            Self::Exempted => pick(language, "已豁免", "exempted"),
            Self::NotApplicable => pick(language, "不适用", "n/a"),
            Self::Undetermined => pick(language, "未判定", "open"),
        }
    }
}

/// The word for a report's verdict.
#[must_use]
pub fn verdict(name: &str, language: Language) -> &'static str {
    match name {
        "fail" => pick(language, "有问题", "findings"),
        "exempted" => pick(language, "问题均已豁免", "all exempted"),
        "undetermined" => pick(language, "未能判定", "not fully evaluated"),
        "not_applicable" => pick(language, "不适用", "not applicable"),
        "unreadable" => pick(language, "未能读取", "unreadable"),
        _ => pick(language, "通过", "pass"),
    }
}

/// A place as a person says it: the chapter, and where in it.
#[must_use]
pub fn place(audit: &Audit, places: &Places<'_>, span: Span, language: Language) -> String {
    let said = spot(places.spot(span), language);
    match chapter(audit, span) {
        Some(title) => match language {
            Language::Zh => format!("“{}” {said}", text(&places.hide(title))),
            Language::En => format!("“{}”, {said}", text(&places.hide(title))),
        },
        None => said,
    }
}

/// The place of a finding as a person says it; of something absent, near where it was looked for.
#[must_use]
pub fn found_at(audit: &Audit, places: &Places<'_>, site: Site, language: Language) -> String {
    let said = place(audit, places, site.span(), language);
    match (site, language) {
        (Site::At(_), _) => said,
        (Site::MissingFrom(_), Language::Zh) => format!("{said}附近"),
        (Site::MissingFrom(_), Language::En) => format!("near {said}"),
    }
}

/// The title of the chapter that a place lies in.
fn chapter(audit: &Audit, span: Span) -> Option<&str> {
    let blocks = &audit.document.blocks;
    let before = blocks.get(..blocks.partition_point(|block| block.span.start <= span.start))?;
    let heading = before.iter().rev().find(|block| matches!(block.kind, BlockKind::Heading { level: 1 }))?;
    Some(audit.document.slice(heading.span).trim())
}

fn spot(spot: Spot, language: Language) -> String {
    let words = spot.words();
    let words = say(&words, language);
    match spot.place {
        Place::Line { line, column } if words.is_empty() => match language {
            Language::Zh => format!("第{line}行 第{column}字"),
            Language::En => format!("line {line}, column {column}"),
        },
        Place::Line { line, .. } => match language {
            Language::Zh => format!("第{line}行 {words}"),
            Language::En => format!("line {line}, {words}"),
        },
        Place::Paragraph { .. } | Place::Page { .. } | Place::Sheet { .. } => words.to_owned(),
    }
}

/// A text as a field holds it: on one line, without what steers or hides, clipped.
#[must_use]
pub fn text(text: &str) -> String {
    let shown = plain::line(text);
    if shown.chars().nth(LONGEST).is_none() {
        return shown.into_owned();
    }
    shown.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// What was lost or guessed while reading, in words.
fn notes(audit: &Audit, language: Language) -> Vec<String> {
    let told = |wording: &Wording| text(say(wording, language));
    audit.document.notes.iter().map(|lost| told(&note(lost))).collect()
}
