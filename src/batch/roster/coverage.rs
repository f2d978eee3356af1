//! Who has reported and who has not, by a roster: what is known once it is told whose the reports of a run are, before
//! any is judged. Who was late is told by rules and joins when all are judged.

use super::register::{Register, Report};
use crate::batch::tally::Late;
use std::collections::BTreeMap;

/// How the reports of a run cover a roster. Names as the roster has them, in its order; reports in the order of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The year that most reports are for; last year's may lie beside them.
    pub year: Option<i32>,
    /// How many units it names.
    pub expected: usize,
    /// How many of them sent a report.
    pub received: usize,
    /// The names of the others.
    pub missing: Vec<String>,
    /// Units with several reports for one year.
    pub duplicate: Vec<Duplicate>,
    /// Reports that are no unit's.
    pub unrecognised: Vec<Unrecognised>,
    /// Reports that were received and could not be read.
    pub unread: Vec<Filed>,
    /// Reports whose unit only the file's name told.
    pub by_file: Vec<Filed>,
    /// Reports that were published after their deadline.
    pub late: Vec<Late>,
}

/// A unit with several reports for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The unit.
    pub agency: String,
    /// The year, where it could be told.
    pub year: Option<i32>,
    /// The reports.
    pub paths: Vec<String>,
}

/// A report that is no unit's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrecognised {
    /// The report.
    pub path: String,
    /// Whose it says it is.
    pub agency: Option<String>,
}

/// A report with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The unit.
    pub agency: String,
    /// The report.
    pub path: String,
    /// Whose it says it is, where that is known and another name.
    pub said: Option<String>,
}

impl Coverage {
    /// How the reports in a register cover its roster.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let year = register.year;
        let this = |report: &Report| report.owner.year.is_none() || year.is_none() || report.owner.year == year;
        let units = &register.roster.units;
        let name = |unit: usize| units.get(unit).map(|unit| unit.agency.clone()).unwrap_or_default();
        let mut coverage = Self { year, expected: units.len(), ..Self::default() };
        let mut there = vec![false; units.len()];
        for report in &register.reports {
            let path = report.input.path();
            let Some(unit) = report.unit else {
                if this(report) && !report.unread {
                    coverage.unrecognised.push(Unrecognised { path, agency: report.owner.written.clone() });
                }
                continue;
            };
            there[unit] |= this(report);
            let said = report.owner.written.clone().filter(|said| !report.owner.by_file && *said != name(unit));
            let filed = Filed { agency: name(unit), path, said };
            if report.unread {
                coverage.unread.push(filed);
            } else if report.by_file {
                coverage.by_file.push(filed);
            }
        }
        coverage.missing = there.iter().enumerate().filter(|(_, there)| !**there).map(|(unit, _)| name(unit)).collect();
        coverage.received = coverage.expected - coverage.missing.len();
        coverage.duplicate =
            duplicates(register).map(|(unit, year, paths)| Duplicate { agency: name(unit), year, paths }).collect();
        coverage
    }
}

/// The units and years that several reports are of, in the roster's order.
fn duplicates(register: &Register) -> impl Iterator<Item = (usize, Option<i32>, Vec<String>)> {
    let mut paths: BTreeMap<(usize, Option<i32>), Vec<String>> = BTreeMap::new();
    for report in register.reports.iter().filter(|report| !report.unread) {
        if let Some(unit) = report.unit {
            paths.entry((unit, report.owner.year)).or_default().push(report.input.path());
        }
    }
    paths.into_iter().filter(|(_, paths)| paths.len() > 1).map(|((unit, year), paths)| (unit, year, paths))
}
