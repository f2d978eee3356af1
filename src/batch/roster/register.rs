//! Which of the reports at hand are whose, by a roster: coverage, and the reports below one. A unit that several reports
//! of one year are of has none that is sure.

use super::Roster;
use crate::batch::pair::Owner;
use crate::batch::walk::Input;
use crate::finding::Wording;
use std::collections::BTreeMap;

/// A roster with the reports of a run.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// The roster.
    pub roster: Roster,
    /// Reports by unit and year.
    reports: BTreeMap<(usize, Option<i32>), Vec<Input>>,
}

/// How many of the reports that a roster names were there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many it names.
    pub expected: usize,
    /// How many were there.
    pub received: usize,
    /// The names of the others.
    pub missing: Vec<String>,
}

impl Register {
    /// Enter the reports of a run, each with whose it is.
    #[must_use]
    pub fn new(roster: Roster, inputs: &[Input], owners: &[Result<Owner, Wording>]) -> Self {
        let mut reports: BTreeMap<(usize, Option<i32>), Vec<Input>> = BTreeMap::new();
        for (input, owner) in inputs.iter().zip(owners) {
            let Ok(owner) = owner else { continue };
            if let Some(unit) = roster.unit(owner.agency.as_deref(), &input.path()) {
                reports.entry((unit, owner.year)).or_default().push(input.clone());
            }
        }
        Self { roster, reports }
    }

    /// The reports right below a unit for a year, and how many there should be; none where nothing is below it.
    #[must_use]
    pub fn members(&self, unit: usize, year: Option<i32>) -> Option<(Vec<&Input>, usize)> {
        let below = self.roster.below(unit);
        let found = below.iter().filter_map(|unit| match self.reports.get(&(*unit, Some(year?)))?.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        (!below.is_empty()).then(|| (found.collect(), below.len()))
    }

    /// Whose reports were there, for the year that most of them are for: last year's may lie beside them.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        for (_, year) in self.reports.keys() {
            if let Some(year) = year {
                *years.entry(*year).or_default() += 1;
            }
        }
        let year = years.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year);
        let there = |unit: usize| {
            self.reports.keys().any(|(at, told)| *at == unit && (told.is_none() || year.is_none() || *told == year))
        };
        let units = self.roster.units.iter().enumerate();
        let missing: Vec<String> = units.filter(|(at, _)| !there(*at)).map(|(_, unit)| unit.agency.clone()).collect();
        let expected = self.roster.units.len();
        Coverage { expected, received: expected - missing.len(), missing }
    }
}
