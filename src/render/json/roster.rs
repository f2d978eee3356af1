//! `summary.roster`: whose reports a roster expects, and what became of them. What is empty is left out, save `missing`.

use crate::batch::roster::coverage::{Coverage, Duplicate, Filed, Unrecognised};
use crate::batch::tally::Late;
use serde::Serialize;

/// The wire form of a coverage.
#[derive(Serialize)]
pub(in crate::render) struct Roster<'a> {
    expected: usize,
    received: usize,
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duplicate: Vec<Twice<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unrecognised: Vec<Sent<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread: Vec<Sent<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_file: Vec<Sent<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    late: Vec<Overdue<'a>>,
}

/// A unit with several reports for one year.
#[derive(Serialize)]
struct Twice<'a> {
    agency: &'a str,
    year: Option<i32>,
    paths: &'a [String],
}

/// A report, whose it is by the roster, and whose it says it is where that is another name.
#[derive(Serialize)]
struct Sent<'a> {
    path: &'a str,
    agency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<&'a str>,
}

/// A report that was published late; days as 2025-01-31.
#[derive(Serialize)]
struct Overdue<'a> {
    path: &'a str,
    agency: Option<&'a str>,
    published: String,
    deadline: String,
}

impl<'a> Roster<'a> {
    /// The wire form.
    pub(in crate::render) fn of(coverage: &'a Coverage) -> Self {
        Self {
            expected: coverage.expected,
            received: coverage.received,
            missing: &coverage.missing,
            year: coverage.year,
            duplicate: coverage.duplicate.iter().map(twice).collect(),
            unrecognised: coverage.unrecognised.iter().map(unrecognised).collect(),
            unread: coverage.unread.iter().map(filed).collect(),
            by_file: coverage.by_file.iter().map(filed).collect(),
            late: coverage.late.iter().map(overdue).collect(),
        }
    }
}

fn twice(duplicate: &Duplicate) -> Twice<'_> {
    Twice { agency: &duplicate.agency, year: duplicate.year, paths: &duplicate.paths }
}

fn unrecognised(report: &Unrecognised) -> Sent<'_> {
    Sent { path: &report.path, agency: report.agency.as_deref(), said: None }
}

fn filed(report: &Filed) -> Sent<'_> {
    Sent { path: &report.path, agency: Some(&report.agency), said: report.said.as_deref() }
}

fn overdue(late: &Late) -> Overdue<'_> {
    let (published, deadline) = (late.overdue.published.to_string(), late.overdue.deadline.to_string());
    Overdue { path: &late.path, agency: late.agency.as_deref(), published, deadline }
}
