//! Totals that stand behind their parts: `A120条,B30条,合计150条`. The other ways to announce parts are the parent's.

use super::bare::{Row, measure};
use super::{Announced, Group, MANY, Part, Scene};
use crate::language::zh::sum;
use crate::language::zh::unit::{self, Kind};
use rust_decimal::Decimal;

impl<'a> Scene<'a, '_> {
    /// A total behind parts that stand joined directly before it: `专职1人、兼职2人,共3人`.
    pub(super) fn joined_behind(&self, groups: &[Group<'a>]) -> Vec<Group<'a>> {
        let mut found = Vec::new();
        for at in self.index(self.sentence.start)..self.index(self.sentence.end) {
            if self.is_amount(at) && sum::sums_up(self.lead(at)) {
                let total = &self.numbers[at];
                let rows = self.rows(self.sentence.start..total.whole.end, measure(self.unit(total)));
                found.extend(self.joined_before(&rows, groups));
            }
        }
        found
    }

    /// The amounts that stand joined before the last of some as its parts.
    fn joined_before(&self, rows: &[Row], groups: &[Group<'a>]) -> Option<Group<'a>> {
        let (last, before) = rows.split_last()?;
        let total = &self.numbers[last.at];
        let joined = before.iter().rev().take_while(|row| row.joined.is_some()).count();
        let from = before.len().checked_sub(joined + 1)?;
        let parts = self.parts_of(&before[from..]);
        let said = &self.text[parts.first()?.lead.start..total.whole.end];
        let touches = last.joined.is_some() && parts.len() >= 2;
        let each = sum::distributes(said) || sum::leaves_open(&self.text[before.last()?.lead.end..]);
        let exact = !total.approximate && parts.iter().all(|part| !part.number.approximate);
        if !touches
            || each
            || !exact
            || groups.iter().any(|group| group.announced == Announced::Behind && group.is_total(total))
        {
            return None;
        }
        // The first of them may be another total, the last a part of the others.
        let values: Vec<Decimal> = parts.iter().map(|part| part.number.value).collect();
        let all = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
        let sums = (0..values.len() - 1).map(|from| values[from..].iter().sum::<Decimal>());
        if sums.chain([all]).any(|sum| sum == total.value) || values.contains(&total.value) {
            return None;
        }
        let announced = Announced::Bare;
        Some(Group { total, parts, announced, open: false, channels: false, rivals: Vec::new(), entire: true })
    }

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
            if announced || behind.contains(';') || sum::speaks_of_total(words) && !carried {
                break;
            }
            let start = number.whole.start - words.len();
            parts.push(Part { number, lead: start..number.whole.start, share: None });
        }
        parts.reverse();
        let open = parts.iter().any(|part| sum::leaves_open(&self.text[part.number.whole.end..total.whole.start]));
        let group = Group {
            total,
            parts,
            announced: Announced::Behind,
            open,
            channels: false,
            rivals: Vec::new(),
            entire: false,
        };
        (group.parts.len() >= 2).then_some(group)
    }
}
