//! Shares in a list whose total stands in a sentence before it: all but one of them agree on the total.
//!
//! Only the odd one of a list is told: a list of which fewer shares fit some total is not understood, and left alone.

use super::{Params, fits};
use crate::fact::Facts;
use crate::language::zh::share as zh;
use crate::reading::numeral::Number;
use rust_decimal::Decimal;

/// The longest text between a count and its share, in bytes.
const BETWEEN: usize = 48;
/// The longest text between a share and the next count, in bytes.
const APART: usize = 90;
/// How far back the total may stand, in bytes.
const BACK: usize = 500;
/// How many amounts are tried as the total.
const BASES: usize = 6;

/// A share that does not fit, with its count and the total that the others fit.
pub struct Odd<'a> {
    /// The count.
    pub count: &'a Number,
    /// Its share.
    pub share: &'a Number,
    /// The total.
    pub total: Decimal,
}

/// The odd shares of a report's lists.
pub fn odd<'a>(params: &Params, facts: &'a Facts<'_>) -> Vec<Odd<'a>> {
    let mut found = Vec::new();
    let mut list: Vec<(usize, usize)> = Vec::new();
    for (count, share) in pairs(facts) {
        let goes_on = list.last().is_some_and(|(first, last)| {
            let between = gap(facts, *last, count).unwrap_or("。");
            let unit = |at: usize| facts.numbers[at].unit.clone().and_then(|unit| facts.prose.text.get(unit));
            between.len() <= APART && !between.contains(['。', '\n']) && unit(*first) == unit(count)
        });
        if !goes_on {
            found.extend(odd_one(params, facts, &list));
            list.clear();
        }
        list.push((count, share));
    }
    found.extend(odd_one(params, facts, &list));
    for list in in_order(facts) {
        found.extend(odd_one(params, facts, &list));
    }
    found
}

/// Every count with the share that is tied to it, as indices of numbers.
pub fn pairs(facts: &Facts<'_>) -> Vec<(usize, usize)> {
    let shared = |at: &usize| is_pair(facts, at - 1, *at) && !is_first_of_several(facts, *at);
    (1..facts.numbers.len()).filter(shared).map(|at| (at - 1, at)).collect()
}

/// Whether another percentage is joined to one, so that both are of counts before: 占总数的21.4%和16.7%.
fn is_first_of_several(facts: &Facts<'_>, share: usize) -> bool {
    let next = facts.numbers.get(share + 1).filter(|next| next.percent);
    next.is_some() && gap(facts, share, share + 1).is_some_and(|gap| matches!(gap, "、" | "和" | "及" | "与"))
}

/// Lists whose shares stand behind all of the counts, in their order: 占比依次为51.4%、16.1%和32.5%.
fn in_order(facts: &Facts<'_>) -> Vec<Vec<(usize, usize)>> {
    let numbers = &facts.numbers;
    let joined = |at: usize| gap(facts, at - 1, at).is_some_and(|gap| matches!(gap, "、" | "和" | "," | "及"));
    let mut lists = Vec::new();
    let mut at = 1;
    while at < numbers.len() {
        let first = at;
        at += 1;
        if !numbers[first].percent
            || numbers[first - 1].percent
            || !gap(facts, first - 1, first).is_some_and(zh::is_in_order)
        {
            continue;
        }
        while at < numbers.len() && numbers[at].percent && joined(at) {
            at += 1;
        }
        let length = at - first;
        let counts = first.checked_sub(length).map(|from| from..first);
        let unit = |at: usize| numbers[at].unit.clone().and_then(|unit| facts.prose.text.get(unit));
        let Some(counts) = counts.filter(|_| length > 2) else { continue };
        let alike = counts.clone().all(|at| {
            let exact = !numbers[at].percent && !numbers[at].approximate && numbers[at].unit.is_some();
            exact && unit(at) == unit(first - 1)
        });
        let near = numbers[first].at.start - numbers[counts.start].at.start <= BACK;
        if alike && near {
            lists.push(counts.zip(first..at).collect());
        }
    }
    lists
}

/// The text between two numbers.
fn gap<'a>(facts: &'a Facts<'_>, before: usize, behind: usize) -> Option<&'a str> {
    facts.prose.text.get(facts.numbers[before].whole.end..facts.numbers[behind].whole.start)
}

fn is_pair(facts: &Facts<'_>, count: usize, share: usize) -> bool {
    let (number, percent) = (&facts.numbers[count], &facts.numbers[share]);
    let exact = !number.approximate && !percent.approximate;
    let kinds = !number.percent && number.unit.is_some() && percent.percent;
    if !exact || !kinds || number.value.is_zero() {
        return false;
    }
    let between = gap(facts, count, share).unwrap_or_default();
    between.len() <= BETWEEN
        && !zh::is_of_change(between)
        && zh::TIES.iter().any(|tie| between.trim_start_matches([',', '(']).starts_with(tie))
}

fn odd_one<'a>(params: &Params, facts: &'a Facts<'_>, list: &[(usize, usize)]) -> Option<Odd<'a>> {
    let (first, _) = *list.first()?;
    if list.len() < 2 {
        return None;
    }
    let numbers = &facts.numbers;
    let counts = list.iter().map(|(count, _)| numbers[*count].value);
    let sum = counts.clone().try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let most = counts.max()?;
    let unit = |number: &Number| number.unit.clone().and_then(|unit| facts.prose.text.get(unit));
    let wanted = unit(&numbers[first]);
    let near = numbers[..first].iter().rev().take_while(|number| number.at.start + BACK >= numbers[first].at.start);
    let said: Vec<Decimal> = near
        .filter(|number| unit(number) == wanted && !number.percent)
        .take(BASES)
        .map(|number| number.value)
        .collect();
    let mut odd: Option<Odd<'a>> = None;
    for total in said.iter().copied().chain([sum]).filter(|total| *total >= most) {
        let wrong: Vec<&(usize, usize)> =
            list.iter().filter(|(count, share)| !fits(params, &numbers[*count], total, &numbers[*share])).collect();
        match wrong.as_slice() {
            [] => return None,
            [(count, share)] if list.len() > 2 || (total == sum && said.contains(&sum)) => {
                if odd.as_ref().is_some_and(|odd| odd.total != total) {
                    return None;
                }
                odd = Some(Odd { count: &numbers[*count], share: &numbers[*share], total });
            }
            _ => {}
        }
    }
    odd
}
