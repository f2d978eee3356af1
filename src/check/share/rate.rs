//! Rates that name their count, and growth that names its base: `抽检460份,合格437份,合格率95%`, `比2009年的5640条增长28%`. A
//! rate is wrong only where no two amounts of its sentence and the one before make it right.

use super::{Params, fits};
use crate::fact::Facts;
use crate::language::zh::{balance, share as zh};
use crate::reading::clause::{self, Fine};
use crate::reading::numeral::Number;
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::ops::Range;

/// How far to either side amounts may stand, in bytes.
const BACK: usize = 600;
/// More amounts than this are not tried with each other.
const MANY: usize = 24;

/// A rate that does not fit, with the two amounts that should make it.
pub struct Odd<'a> {
    /// The percentage.
    pub rate: &'a Number,
    /// The amount compared.
    pub count: &'a Number,
    /// The amount that it is compared with, or the difference to that.
    pub other: &'a Number,
    /// What the rate should be.
    pub is: Decimal,
}

/// The odd rates of a report.
pub fn odd<'a>(params: &Params, facts: &'a Facts<'_>, judged: &HashSet<usize>) -> Vec<Odd<'a>> {
    let rates = facts.numbers.iter().enumerate().filter(|(_, number)| {
        let told = number.percent && !number.approximate && !judged.contains(&number.at.start);
        told && !facts.in_table(number.at.start)
    });
    rates.filter_map(|(at, _)| Scope::new(facts, at)?.judge(params)).collect()
}

/// A percentage with the amounts that it may be made of.
struct Scope<'a, 'b> {
    facts: &'a Facts<'b>,
    at: usize,
    sentence: Range<usize>,
    amounts: Vec<&'a Number>,
}

impl<'a, 'b> Scope<'a, 'b> {
    fn new(facts: &'a Facts<'b>, at: usize) -> Option<Self> {
        let text = facts.prose.text.as_str();
        let start = facts.numbers[at].whole.start;
        let piece = facts.prose.piece_at(start)?;
        let back = text.floor_char_boundary(start.saturating_sub(BACK)).max(piece.range.start);
        let sentence = back + text[back..start].rfind('。').map_or(0, |stop| stop + '。'.len_utf8());
        let far = text.floor_char_boundary(start + BACK).min(piece.range.end);
        let end = text[start..far].find('。').map_or(far, |stop| start + stop);
        let from = facts.numbers.partition_point(|number| number.at.start < back);
        let amounts: Vec<&Number> = facts.numbers[from..]
            .iter()
            .take_while(|number| number.at.start < end)
            .filter(|number| !number.percent && number.unit.is_some())
            .collect();
        (amounts.len() <= MANY).then_some(Self { facts, at, sentence: sentence..end, amounts })
    }

    fn judge(&self, params: &Params) -> Option<Odd<'a>> {
        let rate = &self.facts.numbers[self.at];
        let lead = self.lead(rate.whole.start);
        if let Some(name) = zh::rate(lead) {
            return self.rate(params, rate, name);
        }
        (zh::grows(lead) || zh::shrinks(lead)).then(|| self.growth(params, rate)).flatten()
    }

    /// The words before an offset, back to the stop or the number before.
    fn lead(&self, start: usize) -> &'a str {
        let at = self.facts.numbers.partition_point(|number| number.whole.end <= start);
        let from = at.checked_sub(1).map_or(0, |before| self.facts.numbers[before].whole.end).max(self.sentence.start);
        let lead = self.facts.prose.text.get(from.min(start)..start).unwrap_or_default();
        clause::last(lead, Fine::Item)
    }

    /// The words before an offset, back to the stop before.
    fn clause(&self, start: usize) -> &'a str {
        let said = self.facts.prose.text.get(self.sentence.start.min(start)..start).unwrap_or_default();
        clause::last(said, Fine::Item)
    }

    fn unit(&self, number: &Number) -> Option<&'a str> {
        number.unit.clone().and_then(|unit| self.facts.prose.text.get(unit))
    }

    fn inside(&self) -> impl DoubleEndedIterator<Item = &'a Number> + '_ {
        self.amounts.iter().copied().filter(|number| number.at.start >= self.sentence.start && !number.approximate)
    }

    /// `合格437份,合格率95%`: the count has the rate's name, the base stands before it.
    fn rate(&self, params: &Params, rate: &'a Number, name: &str) -> Option<Odd<'a>> {
        if rate.value >= Decimal::ONE_HUNDRED {
            return None;
        }
        let count = self.inside().find(|number| zh::is_of(name, self.lead(number.whole.start)))?;
        let mut bases = self.inside().filter(|number| {
            number.at.start < count.at.start && self.unit(number) == self.unit(count) && number.value >= count.value
        });
        let base = bases.next_back()?;
        let any = self.amounts.iter().any(|base| {
            self.amounts.iter().any(|count| base.value >= count.value && fits(params, count, base.value, rate))
        });
        let is = count.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base.value)?;
        (!any).then_some(Odd { rate, count, other: base, is })
    }

    /// `7218条,比2009年的5640条增长28.0%`, `同比增长56.25%(2013年16件)`, `由560元提高到610元,增幅8.9%`.
    fn growth(&self, params: &Params, rate: &'a Number) -> Option<Odd<'a>> {
        let (count, other, then) = self.compared()?;
        let fit = |now: Decimal, base: Decimal| grown(now, base).is_some_and(|is| close(params, is, rate));
        let less = zh::is_less(self.lead(rate.whole.start));
        let amounts = || self.amounts.iter().filter(|number| self.unit(number) == self.unit(count));
        // Of two amounts either may be this time's, the other time's, or the difference between them.
        let any = amounts().any(|one| {
            amounts().any(|two| {
                let (now, base) = (one.value, two.value);
                let before = if less { now + base } else { now - base };
                (now < base) == less && fit(now, base) || fit(now, before) || fit(now + base, now)
            })
        });
        (!any).then_some(Odd { rate, count, other, is: grown(count.value, then)? })
    }

    /// The amount of this time, what says the other time's, and that, where the sentence says both.
    fn compared(&self) -> Option<(&'a Number, &'a Number, Decimal)> {
        let rate = &self.facts.numbers[self.at];
        let text = self.facts.prose.text.as_str();
        if zh::shrinks(self.lead(rate.whole.start)) {
            let then = self.inside().find(|number| zh::was(self.lead(number.whole.start)))?;
            let now = self.inside().find(|number| self.unit(number) == self.unit(then) && number.at != then.at)?;
            return Some((now, then, then.value));
        }
        let before: Vec<&Number> = self.inside().filter(|number| number.at.start < rate.at.start).collect();
        let last = *before.last()?;
        let near = text.get(last.whole.end..rate.whole.start)?;
        let same = |number: &&&Number| self.unit(number) == self.unit(last);
        // (2013年16件) behind the rate.
        let behind = text.get(rate.whole.end..self.sentence.end)?;
        if let Some(inside) = behind.strip_prefix('(') {
            let close = rate.whole.end + 1 + inside.find(')')?;
            let then = self.inside().rfind(|number| number.at.start > rate.at.start && number.whole.end == close)?;
            let year = text.get(rate.whole.end + 1..then.whole.start)?;
            let now = before.iter().rfind(|number| self.unit(number) == self.unit(then))?;
            return zh::is_year(year).then_some((*now, then, then.value));
        }
        if balance::compares_with(self.clause(last.whole.start)) && zh::grows(near) {
            let now = before.iter().rev().skip(1).find(same)?;
            return Some((*now, last, last.value));
        }
        let (from, to) = (*before.iter().rev().nth(1)?, last);
        let between = text.get(from.whole.end..to.whole.start)?;
        if self.unit(from) != self.unit(to) || near.chars().count() > 6 {
            return None;
        }
        if zh::changes_to(between) {
            return Some((to, from, from.value));
        }
        let less = zh::is_less(between);
        let then = if less { from.value + to.value } else { from.value - to.value };
        (zh::differs(between) && then > Decimal::ZERO).then_some((from, to, then))
    }
}

/// By how much, in percent, an amount is more or less than another.
fn grown(now: Decimal, then: Decimal) -> Option<Decimal> {
    (now - then).abs().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(then.abs())
}

fn close(params: &Params, is: Decimal, rate: &Number) -> bool {
    let written = Decimal::new(15, rate.decimals.saturating_add(1).min(20)).max(Decimal::new(6, 2));
    (is - rate.value).abs() <= params.tolerance.unwrap_or(written)
}
