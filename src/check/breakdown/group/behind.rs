//! Totals that stand behind their parts: `A120条,B30条,合计150条`. The other ways to announce parts are the parent's.

use super::{Announced, Group, MANY, Part, Scene};
use crate::language::zh::sum;
use crate::language::zh::unit::{self, Kind};

impl<'a> Scene<'a, '_> {
    /// A total that stands behind its parts.
    pub(super) fn behind(&self, first: usize, at: usize) -> Option<Group<'a>> {
        let total = &self.numbers[at];
        let lead = self.lead(at);
        if at <= first + 1 || !self.is_amount(at) {
            return None;
        }
        let carried = lead.trim_start().starts_with('共') && self.text[self.sentence.clone()].contains("结转");
        if !sum::totals(lead) && !carried {
            return None;
        }
        let mut parts: Vec<Part<'a>> = Vec::new();
        for index in (first..at).rev().take(MANY) {
            let number = &self.numbers[index];
            let words = self.lead(index);
            if number.percent || number.unit.is_none() || sum::is_change(words) {
                continue;
            }
            let behind = &self.text[number.whole.end..self.numbers[index + 1].whole.start];
            let announced = ["其中", "分别", ":", "("].iter().any(|word| behind.contains(word));
            if !self.is_amount(index) || self.unit(number) != self.unit(total) {
                if matches!(number.unit.clone().map(|unit| unit::kind(&self.text[unit])), Some(Kind::Time)) {
                    continue;
                }
                break;
            }
            if announced || behind.contains(';') || sum::speaks_of_total(words) {
                break;
            }
            let start = number.whole.start - words.len();
            parts.push(Part { number, lead: start..number.whole.start, share: None });
        }
        parts.reverse();
        let open = parts.iter().any(|part| sum::leaves_open(&self.text[part.number.whole.end..total.whole.start]));
        let group = Group { total, parts, announced: Announced::Behind, open, channels: false, rivals: Vec::new() };
        (group.parts.len() >= 2).then_some(group)
    }
}
