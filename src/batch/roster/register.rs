//! Which of the reports at hand are whose, by a roster: the reports below a unit. A unit that several reports of one
//! year are of has none that is sure.

use super::Roster;
use crate::batch::pair::Owner;
use crate::batch::walk::Input;
use crate::fact::identity;
use crate::finding::Wording;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A roster with the reports of a run.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// The roster.
    pub roster: Roster,
    /// The reports, in the order of the run.
    pub reports: Vec<Report>,
    /// The year that most of the units' reports are for: last year's may lie beside them.
    pub year: Option<i32>,
    /// Which of them are of a unit and a year.
    of: BTreeMap<(usize, Option<i32>), Vec<usize>>,
}

/// A report of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file.
    pub input: Input,
    /// Whose it says it is.
    pub owner: Owner,
    /// Whose it is, by the roster.
    pub unit: Option<usize>,
    /// Whether only the file's name told the unit.
    pub by_file: bool,
    /// Whether it could not be read.
    pub unread: bool,
}

impl Register {
    /// Enter the reports of a run, each with whose it is. Left out are standard input, which
    /// nobody has looked at yet, and paths that lead to nothing.
    #[must_use]
    pub fn new(roster: Roster, inputs: &[Input], owners: &[Result<Owner, Wording>]) -> Self {
        let mut register = Self { roster, ..Self::default() };
        for (input, owner) in inputs.iter().zip(owners) {
            match input {
                Input::File(_) | Input::Member(_) => register.enter(input, owner.as_ref().ok()),
                Input::Standard | Input::Lost(..) => {}
            }
        }
        register.year = register.main_year();
        register
    }

    /// The year that most reports are for, the later of two.
    fn main_year(&self) -> Option<i32> {
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        for year in self.reports.iter().filter(|report| report.unit.is_some()).filter_map(|report| report.owner.year) {
            *years.entry(year).or_default() += 1;
        }
        years.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
    }

    /// The day on which a unit's report for a year was published, as the roster has it: it says so of this year's.
    #[must_use]
    pub fn published(&self, unit: usize, year: Option<i32>) -> Option<Date> {
        self.roster.units.get(unit)?.published.filter(|_| year == self.year)
    }

    fn enter(&mut self, input: &Input, owner: Option<&Owner>) {
        let path = input.path();
        let unread = owner.is_none();
        // Of what cannot be read, the file's name is all that tells.
        let owner = owner.cloned().unwrap_or_else(|| {
            let agency = identity::agency_of_file(&path);
            Owner { by_file: true, ..Owner::new(agency.as_deref(), None) }
        });
        let found = self.roster.find(owner.agency.as_deref(), &path);
        let by_file = owner.by_file || found.is_some_and(|found| found.by_file);
        let unit = found.map(|found| found.unit);
        if let Some(unit) = unit.filter(|_| !unread) {
            self.of.entry((unit, owner.year)).or_default().push(self.reports.len());
        }
        self.reports.push(Report { input: input.clone(), owner, unit, by_file, unread });
    }

    /// The reports right below a unit for a year, and how many there should be; none where nothing is below it.
    #[must_use]
    pub fn members(&self, unit: usize, year: Option<i32>) -> Option<(Vec<&Input>, usize)> {
        let below = self.roster.below(unit);
        let found = below.iter().filter_map(|unit| match self.of.get(&(*unit, Some(year?)))?.as_slice() {
            [only] => self.reports.get(*only).map(|report| &report.input),
            _ => None,
        });
        (!below.is_empty()).then(|| (found.collect(), below.len()))
    }
}
