//! Single shares whose total is said somewhere else: `办结203件,…公开91件,占办结总数的44.8%`. A share is wrong only where no
//! number of the report, and no two of its paragraph together, would make it right, and where its total is known to be
//! said: named behind 占, in the same paragraph, or by shares beside it that do fit.

use super::series::{Odd, pairs};
use super::{Params, fits, percentage};
use crate::fact::Facts;
use crate::language::zh::share as zh;
use crate::language::zh::unit;
use crate::reading::clause::{self, Fine};
use crate::reading::numeral::Number;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// How many pairs to either side may tell the total, and how far away they may stand, in bytes.
const BESIDE: usize = 4;
const NEAR: usize = 600;
/// How many numbers to either side of a count may be its total: more than a report has.
const REACH: usize = 600;
/// How many amounts behind each other are added up.
const ADDED: usize = 8;

/// The shares that fit no total, those already judged left out.
pub fn odd<'a>(params: &Params, facts: &'a Facts<'_>, judged: &HashSet<usize>) -> Vec<Odd<'a>> {
    let pairs = pairs(facts);
    let mut bases = Bases::new(facts);
    let mut found = Vec::new();
    for (at, (count, share)) in pairs.iter().enumerate() {
        let (number, percent) = (&facts.numbers[*count], &facts.numbers[*share]);
        let whole = percent.value >= Decimal::ONE_HUNDRED || facts.in_table(number.at.start);
        if whole || judged.contains(&percent.at.start) || bases.make_right(params, number, percent) {
            continue;
        }
        let beside = &pairs[at.saturating_sub(BESIDE)..pairs.len().min(at + 1 + BESIDE)];
        let total = named(facts, number, percent)
            .or_else(|| in_paragraph(facts, number, percent))
            .or_else(|| told_beside(params, facts, number, beside));
        found.extend(total.map(|total| Odd { count: number, share: percent, total }));
    }
    found
}

fn unit_of<'a>(facts: &'a Facts<'_>, number: &Number) -> Option<&'a str> {
    number.unit.clone().and_then(|unit| facts.prose.text.get(unit))
}

/// The numbers before a count, so far as its total may stand there.
fn before<'a>(facts: &'a Facts<'_>, count: &Number) -> &'a [Number] {
    let at = facts.numbers.partition_point(|number| number.at.start < count.at.start);
    &facts.numbers[at.saturating_sub(REACH)..at]
}

/// The numbers around a count, so far as its total may stand there.
fn around<'a>(facts: &'a Facts<'_>, count: &Number) -> &'a [Number] {
    let at = facts.numbers.partition_point(|number| number.at.start < count.at.start);
    &facts.numbers[at.saturating_sub(REACH)..facts.numbers.len().min(at + REACH)]
}

/// What may be the total of a share, in order: those that make it right are a stretch of it.
struct Bases<'f, 'd> {
    facts: &'f Facts<'d>,
    /// The numbers of the report, and the days of a year.
    numbers: Vec<Decimal>,
    /// Sums of neighbouring amounts of a unit, by the paragraph that they stand in.
    sums: HashMap<(usize, Option<&'f str>), Vec<Decimal>>,
}

impl<'f, 'd> Bases<'f, 'd> {
    fn new(facts: &'f Facts<'d>) -> Self {
        let days = [365, 366].into_iter().map(Decimal::from);
        let numbers = facts.numbers.iter().filter(|number| !number.percent).map(|number| number.value).chain(days);
        Self { facts, numbers: in_order(numbers.collect()), sums: HashMap::new() }
    }

    /// Whether any number of the report, neighbours of the same paragraph, or the days of a year make a share right.
    fn make_right(&mut self, params: &Params, count: &Number, share: &Number) -> bool {
        if any_fits(params, &self.numbers, count, share) {
            return true;
        }
        let facts = self.facts;
        let Some(piece) = facts.prose.piece_at(count.at.start) else { return true };
        let unit = unit_of(facts, count);
        let sums = self.sums.entry((piece.range.start, unit)).or_insert_with(|| {
            let from = facts.numbers.partition_point(|number| number.at.start < piece.range.start);
            let inside = facts.numbers[from..].iter().take_while(|number| number.at.start < piece.range.end);
            let alike = inside.filter(|number| !number.percent && unit_of(facts, number) == unit);
            sums(&alike.map(|number| number.value).collect::<Vec<Decimal>>())
        });
        any_fits(params, sums, count, share)
    }
}

fn in_order(mut values: Vec<Decimal>) -> Vec<Decimal> {
    values.sort_unstable();
    values.dedup();
    values
}

/// Sums of up to `ADDED` values behind each other, in order.
fn sums(values: &[Decimal]) -> Vec<Decimal> {
    let sums = (0..values.len()).flat_map(|from| {
        values[from..].iter().take(ADDED).scan(Decimal::ZERO, |sum, value| {
            *sum = sum.checked_add(*value)?;
            Some(*sum)
        })
    });
    in_order(sums.collect())
}

/// Whether one of some values in order, and no less than the count, makes a share right.
fn any_fits(params: &Params, values: &[Decimal], count: &Number, share: &Number) -> bool {
    let fit = |whole: Decimal| fits(params, count, whole, share);
    // The larger the whole, the smaller the share: where it is still too large, go on.
    let above = |whole: Decimal| percentage(count, whole).is_none_or(|is| is > share.value && !fit(whole));
    let from = values.partition_point(|whole| *whole < count.value);
    let rest = &values[from..];
    rest.get(rest.partition_point(|whole| above(*whole))).is_some_and(|whole| fit(*whole))
}

/// The total that 占 names, where an amount of that name is said before: 占办结总数的.
fn named(facts: &Facts<'_>, count: &Number, share: &Number) -> Option<Decimal> {
    let text = facts.prose.text.as_str();
    let base = zh::base(text.get(count.whole.end..share.whole.start)?)?;
    let unit = unit_of(facts, count);
    let mut said = before(facts, count).iter().filter(|number| !number.percent && unit_of(facts, number) == unit);
    said.rfind(|number| {
        let from = text.floor_char_boundary(number.whole.start.saturating_sub(48));
        let lead = clause::last(&text[from..number.whole.start], Fine::Clause);
        number.value >= count.value && !number.approximate && lead.contains(base)
    })
    .map(|number| number.value)
}

/// An amount of the same paragraph that is more than the count, where 占 names nothing.
fn in_paragraph(facts: &Facts<'_>, count: &Number, share: &Number) -> Option<Decimal> {
    let text = facts.prose.text.as_str();
    let between = text.get(count.whole.end..share.whole.start)?;
    let unit = unit_of(facts, count)?;
    if !zh::names_nothing(between) || unit::is_of_persons(unit) {
        return None;
    }
    let piece = facts.prose.piece_at(count.at.start)?;
    let mut inside =
        before(facts, count).iter().filter(|number| number.at.start >= piece.range.start && !number.percent);
    if unit == "天" {
        return Some(Decimal::from(365));
    }
    inside
        .rfind(|number| unit_of(facts, number) == Some(unit) && number.value > count.value && !number.approximate)
        .map(|number| number.value)
}

/// The total that other shares near by fit.
fn told_beside(params: &Params, facts: &Facts<'_>, count: &Number, beside: &[(usize, usize)]) -> Option<Decimal> {
    let near: Vec<(&Number, &Number)> = beside
        .iter()
        .map(|(count, share)| (&facts.numbers[*count], &facts.numbers[*share]))
        .filter(|(other, _)| other.at.start.abs_diff(count.at.start) <= NEAR && other.at != count.at)
        .filter(|(other, _)| unit_of(facts, other) == unit_of(facts, count))
        .collect();
    let totals = around(facts, count).iter().filter(|number| unit_of(facts, number) == unit_of(facts, count));
    let totals = totals.filter(|number| !number.percent && number.value > count.value);
    totals.map(|number| number.value).find(|total| {
        let fitting = near
            .iter()
            .filter(|(other, share)| other.value < *total && share.decimals > 0 && fits(params, other, *total, share));
        fitting.count() >= 2.min(near.len()).max(1)
    })
}
