//! The total that an announcement of parts speaks of, where it does not name it itself, and the other amounts it may mean.

use super::{Announced, Call, MANY, Part, REACH, Scene, noun};
use crate::language::zh::{balance, sum};
use crate::reading::numeral::Number;
use rust_decimal::Decimal;
use std::ops::Range;

impl<'a> Scene<'a, '_> {
    /// The total that an announcement without one speaks of, and the other amounts it may mean.
    pub(super) fn total(
        &self,
        call: Call,
        context: Option<&'a Number>,
        parts: &[Part<'a>],
        unit: &str,
    ) -> Option<(&'a Number, Vec<Decimal>)> {
        let end = self.index(call.at);
        if self.text[..call.at].ends_with('(') {
            let at = end.checked_sub(1)?;
            let behind = &self.text[self.numbers[at].whole.end..];
            let near = self.numbers[at].whole.end + noun(behind) + 1 == call.at;
            return (near && self.is_amount(at)).then(|| (&self.numbers[at], Vec::new()));
        }
        if call.announced == Announced::Sorted
            && let Some(total) = context.filter(|total| self.unit(total) == unit)
        {
            return Some((total, Vec::new()));
        }
        // What was counted over more years has parts of its own.
        if end.checked_sub(1).is_some_and(|at| self.lead(at).contains("历年")) {
            return None;
        }
        let pick = |range: Range<usize>| -> Vec<usize> {
            let range = self.index(range.start)..self.index(range.end).min(end);
            range
                .rev()
                .filter(|at| self.is_amount(*at) && self.unit(&self.numbers[*at]) == unit)
                .filter(|at| !sum::is_change(self.lead(*at)) && !balance::compares_with(self.upto_stop(*at)))
                .filter(|at| !self.is_aside(*at, call.at))
                .take(MANY)
                .collect()
        };
        let near = self.text.floor_char_boundary(call.at.saturating_sub(REACH)).max(self.sentence.start);
        let mut found = pick(near..call.at);
        let opens = self.text[self.sentence.start..call.at].trim_matches([',', ' ']).is_empty();
        if found.is_empty() && (opens || call.announced != Announced::Respectively) {
            found = pick(self.before.clone());
        }
        if call.announced == Announced::Sorted {
            // A division before this one has parts, not the total.
            found.retain(|at| !self.is_divided(*at));
            if found.is_empty() {
                found = pick(self.earlier.start..self.before.start);
                found.retain(|at| !self.is_divided(*at));
            }
        }
        let total = self.value_sum(parts);
        let nearest = *found.first()?;
        // Among several the one that the parts make up is meant, else the nearest that could hold them.
        let exact = found.iter().find(|at| Some(self.numbers[**at].value) == total);
        let large = found.iter().find(|at| parts.iter().all(|part| part.number.value <= self.numbers[**at].value));
        let chosen = *exact.or(large).unwrap_or(&nearest);
        let mut rivals: Vec<Decimal> =
            found.iter().filter(|at| **at != chosen).map(|at| self.numbers[*at].value).collect();
        let whole = found.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(self.numbers[*at].value));
        rivals.extend(whole.filter(|_| found.len() > 1));
        Some((&self.numbers[chosen], rivals))
    }

    /// The total at an index; where it came from another (58 of `由58个归并为22个:`), that one, and it as the rival.
    pub(super) fn changed_from(&self, at: usize) -> (&'a Number, Vec<Decimal>) {
        let total = &self.numbers[at];
        let from = at.checked_sub(1).filter(|before| {
            let same = self.is_amount(*before) && self.unit(&self.numbers[*before]) == self.unit(total);
            same && ["由", "从"].iter().any(|word| self.lead(*before).ends_with(word))
        });
        from.map_or((total, Vec::new()), |from| (&self.numbers[from], vec![total.value]))
    }

    /// Whether the clauses before an amount, back to the sentence's beginning, divide a total: 其中, 从申请方式看.
    fn is_divided(&self, at: usize) -> bool {
        let end = self.numbers[at].whole.start;
        let start = self.text[self.earlier.start.min(end)..end].rfind('。').map_or(0, |stop| stop + '。'.len_utf8());
        let said = &self.text[self.earlier.start.min(end) + start..end];
        said.contains("其中") || !sum::sorted_by(said).is_empty()
    }

    /// Whether an amount stands in brackets that are closed before an offset: it says something of the total.
    fn is_aside(&self, at: usize, before: usize) -> bool {
        let number = &self.numbers[at].whole;
        let open = self.text[self.sentence.start.min(number.start)..number.start].rfind(['(', ')']);
        let opened = open.is_some_and(|mark| self.text[self.sentence.start + mark..].starts_with('('));
        opened && self.text.get(number.end..before).is_some_and(|behind| behind.contains(')'))
    }

    fn value_sum(&self, parts: &[Part<'_>]) -> Option<Decimal> {
        parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.number.value))
    }
}
