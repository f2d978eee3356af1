//! Amounts that are each other's rest or difference: `收到1427封,办结1419封,其余8封`, `593条,较上年的486条增加107条`. Only
//! those are told that no reading of the sentence makes right.

use super::bare::{Row, measure};
use super::{Announced, Group, MANY, Part, Scene};
use crate::language::zh::balance as zh;
use crate::reading::clause::{self, Fine};
use crate::reading::numeral::Number;
use rust_decimal::Decimal;
use std::ops::Range;

impl<'a> Scene<'a, '_> {
    /// What is left of a total behind what was taken from it, and differences to another year.
    pub(super) fn balances(&self, groups: &[Group<'a>]) -> Vec<Group<'a>> {
        let mut found = Vec::new();
        for at in self.index(self.sentence.start)..self.index(self.sentence.end) {
            if !self.is_amount(at) || groups.iter().any(|group| group.has(&self.numbers[at])) {
                continue;
            }
            if zh::is_left(self.lead(at)) {
                found.extend(self.rest(at));
            } else if zh::compares_with(self.upto_stop(at)) {
                found.extend(self.difference(at));
            }
        }
        found
    }

    /// `19件,已整改17件,其余2件`: the largest amount before is the total, and what stands between are its parts.
    fn rest(&self, at: usize) -> Option<Group<'a>> {
        let unit = measure(self.unit(&self.numbers[at]));
        let rows = self.rows(self.sentence.start..self.numbers[at].whole.end, unit);
        let (rest, before) = rows.split_last()?;
        if rest.at != at || before.len() > MANY {
            return None;
        }
        let most = before.iter().enumerate().rev().max_by_key(|(_, row)| self.numbers[row.at].value)?.0;
        let parts = rows.get(most + 1..)?;
        let earlier = self.rows(self.earlier.clone(), unit);
        let wholes = self.values(before).into_iter().chain(self.values(&earlier));
        let wholes: Vec<Decimal> = wholes.collect();
        let sums = (0..before.len()).map(|from| self.values(&rows[from..]).iter().sum::<Decimal>());
        let fits = sums.into_iter().any(|sum| wholes.contains(&sum));
        let total = &self.numbers[before.get(most)?.at];
        let parts = self.parts_of(parts);
        (parts.len() >= 2 && !fits).then(|| told(total, parts)).flatten()
    }

    /// `593条,较上年的486条增加107条`.
    fn difference(&self, at: usize) -> Option<Group<'a>> {
        let (then, change) = (&self.numbers[at], self.numbers.get(at + 1)?);
        let between = self.text.get(then.whole.end..change.whole.start)?;
        let same = self.is_amount(at + 1) && self.unit(then) == self.unit(change);
        if !same || !zh::differs_by(between) || change.whole.end > self.sentence.end {
            return None;
        }
        let rows = self.rows(self.sentence.clone(), measure(self.unit(then)));
        let now = rows.iter().rfind(|row| row.at < at).map(|row| &self.numbers[row.at])?;
        let fits = self.values(&rows).iter().any(|value| (*value - then.value).abs() == change.value);
        let (more, less) = if zh::is_less(between) { (then, now) } else { (now, then) };
        let part = |number: &'a Number, lead: Range<usize>| Part { number, lead, share: None };
        let lead = then.whole.end..change.whole.start;
        (!fits).then(|| told(more, vec![part(less, lead.start..lead.start), part(change, lead)])).flatten()
    }

    /// The words before a number, back to the stop before.
    pub(super) fn upto_stop(&self, at: usize) -> &str {
        let end = self.numbers[at].whole.start;
        clause::last(&self.text[self.earlier.start.min(end)..end], Fine::Item)
    }

    fn values(&self, rows: &[Row]) -> Vec<Decimal> {
        rows.iter().map(|row| self.numbers[row.at].value).collect()
    }

    /// Rows as the parts of a total.
    pub(super) fn parts_of(&self, rows: &[Row]) -> Vec<Part<'a>> {
        rows.iter().map(|row| Part { number: &self.numbers[row.at], lead: row.lead.clone(), share: None }).collect()
    }
}

/// A total with parts that surely are all of it; none where one is not exact.
fn told<'a>(total: &'a Number, parts: Vec<Part<'a>>) -> Option<Group<'a>> {
    let exact = !total.approximate && parts.iter().all(|part| !part.number.approximate);
    let announced = Announced::Bare;
    let group = Group { total, parts, announced, open: false, channels: false, rivals: Vec::new(), entire: true };
    exact.then_some(group)
}
