//! The JSON contract, schema version 1 (DESIGN.md, section 4): the wire form, apart from the core types. Keys stand in
//! the contract's order; reports can be streamed, each on a line of its own.

mod escape;
mod roster;

use super::Style;
use super::place::Places;
use super::wording::{note, say};
use crate::audit::Audit;
use crate::batch::tally::Tally;
use crate::batch::{Entry, Unread};
use crate::document;
use crate::finding::{Exemption, Finding, Site, Verdict, Wording};
use crate::span::Span;
pub(super) use escape::to_string;
pub(super) use roster::Roster;
use serde::Serialize;
use std::borrow::Cow;

/// The contract's version.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize, Default)]
struct Report<'a> {
    path: &'a str,
    format: Option<&'static str>,
    encoding: Option<&'static str>,
    rulebook: Option<&'a str>,
    rulebook_version: Option<&'a str>,
    year: Option<i32>,
    agency: Option<&'a str>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    rules: Counts,
    outcomes: Vec<Outcome<'a>>,
    findings: Vec<Found<'a>>,
    notes: Vec<String>,
}

#[derive(Serialize, Default)]
struct Counts {
    pass: usize,
    fail: usize,
    not_applicable: usize,
    undetermined: usize,
}

#[derive(Serialize)]
struct Outcome<'a> {
    rule: &'a str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'a str,
    instance: &'a str,
    check: &'static str,
    subject: &'a str,
    severity: &'static str,
    message: Cow<'a, str>,
    help: Cow<'a, str>,
    basis: &'a str,
    fingerprint: String,
    labels: Vec<Label<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exempted: Option<Exempted<'a>>,
}

/// Why a finding does not count.
#[derive(Serialize)]
struct Exempted<'a> {
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    source: &'static str,
}

#[derive(Serialize)]
struct Label<'a> {
    start: u32,
    end: u32,
    primary: bool,
    missing: bool,
    message: Cow<'a, str>,
    text: Cow<'a, str>,
    place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed: Option<&'a str>,
}

/// A place: line and column of the source, section and paragraph, or page and line. Of a cell, `column` is the table's:
/// the contract has one key of that name, and a table's column is what a reader of the report counts.
#[derive(Serialize, Default)]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

#[derive(Serialize)]
struct Summary<'a> {
    reports: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    exempted: usize,
    undetermined: usize,
    unreadable: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    roster: Option<Roster<'a>>,
}

/// What stands before the first report.
#[must_use]
pub fn head() -> String {
    let tool = Tool { name: "hegui", version: env!("CARGO_PKG_VERSION") };
    format!("{{\"schema\":{SCHEMA},\"tool\":{},\"reports\":[\n", to_string(&tool))
}

/// What stands behind the last report.
#[must_use]
pub fn tail(tally: &Tally) -> String {
    format!("\n],\"summary\":{}}}\n", summary(tally))
}

/// The totals, as the contract has them.
pub(super) fn summary(tally: &Tally) -> String {
    to_string(&Summary {
        reports: tally.reports,
        errors: tally.errors,
        warnings: tally.warnings,
        infos: tally.infos,
        exempted: tally.exempted,
        undetermined: tally.undetermined,
        unreadable: tally.unreadable,
        roster: tally.roster.as_ref().map(Roster::of),
    })
}

/// A report.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    match entry {
        Entry::Judged(audit) | Entry::Exemptions(audit) => to_string(&judged(audit, &Places::of(audit), style)),
        Entry::Unread(unread) => to_string(&unreadable(unread, style)),
    }
}

fn unreadable<'a>(unread: &'a Unread, style: &Style) -> Report<'a> {
    Report {
        path: &unread.path,
        format: unread.format.map(|format| format.name()),
        verdict: "unreadable",
        error: Some(say(&unread.error, style.language)),
        ..Report::default()
    }
}

fn judged<'a>(audit: &'a Audit, places: &Places<'a>, style: &Style) -> Report<'a> {
    let mut rules = Counts::default();
    let mut outcomes = Vec::with_capacity(audit.outcomes.len());
    for outcome in &audit.outcomes {
        let (count, reason) = match &outcome.verdict {
            Verdict::Pass => (&mut rules.pass, None),
            Verdict::Fail => (&mut rules.fail, None),
            Verdict::NotApplicable(reason) => (&mut rules.not_applicable, Some(reason)),
            Verdict::Undetermined(reason) => (&mut rules.undetermined, Some(reason)),
        };
        *count += 1;
        let reason = reason.map(|reason| places.hide(say(reason, style.language))).filter(|reason| !reason.is_empty());
        outcomes.push(Outcome { rule: &outcome.rule, verdict: outcome.verdict.name(), reason });
    }
    Report {
        path: &audit.document.path,
        format: Some(audit.document.format.name()),
        encoding: audit.document.encoding,
        rulebook: Some(&audit.rulebook),
        rulebook_version: Some(&audit.rulebook_version),
        year: audit.year,
        agency: audit.agency.as_deref(),
        verdict: audit.verdict(),
        error: None,
        rules,
        outcomes,
        findings: style.kept(audit).into_iter().map(|finding| found(finding, places, style)).collect(),
        notes: audit.document.notes.iter().map(|n| say(&note(n), style.language).to_owned()).collect(),
    }
}

fn found<'a>(finding: &'a Finding, places: &Places<'a>, style: &Style) -> Found<'a> {
    let words = |wording: &'a Wording| places.hide(say(wording, style.language));
    let label = |span: Span, message: &'a Wording, proposed: &'a Option<String>| Label {
        start: span.start,
        end: span.end,
        primary: false,
        missing: false,
        message: words(message),
        text: places.slice(span),
        place: place(places, span),
        proposed: proposed.as_deref(),
    };
    let missing = match finding.site {
        Site::At(_) => false,
        Site::MissingFrom(_) => true,
    };
    let site = label(finding.site.span(), &finding.remark, &finding.proposed);
    let mut labels = vec![Label { primary: true, missing, ..site }];
    labels.extend(finding.labels.iter().map(|other| label(other.span, &other.message, &other.proposed)));
    Found {
        rule: &finding.rule,
        instance: &finding.instance,
        check: finding.check,
        subject: &finding.subject,
        severity: finding.severity.name(),
        message: words(&finding.message),
        help: words(&finding.help),
        basis: &finding.basis,
        fingerprint: finding.fingerprint.to_string(),
        labels,
        exempted: finding.exempt.as_ref().map(exempted),
    }
}

fn exempted(exemption: &Exemption) -> Exempted<'_> {
    Exempted {
        reason: &exemption.reason,
        by: exemption.by.as_deref(),
        until: exemption.until.map(|day| day.to_string()),
        source: exemption.source.name(),
    }
}

fn place(places: &Places<'_>, span: Span) -> Place {
    let spot = places.spot(span);
    let mut place = match spot.place {
        document::Place::Line { line, column } => Place { line: Some(line), column: Some(column), ..Place::default() },
        document::Place::Paragraph { section, paragraph } => {
            Place { section: Some(section), paragraph: Some(paragraph), ..Place::default() }
        }
        document::Place::Page { page, line } => Place { page: Some(page), line: Some(line), ..Place::default() },
        document::Place::Sheet { sheet, row, column } => {
            return Place { sheet: Some(sheet), row: Some(row), column: Some(column), ..Place::default() };
        }
    };
    if let Some((table, row, column)) = spot.cell {
        place.table = Some(table);
        place.row = Some(row);
        place.column = Some(column);
    }
    place
}
