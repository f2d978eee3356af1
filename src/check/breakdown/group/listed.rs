//! A total whose parts are the items of a list below it: `共109条,具体如下:` and `1.机构类18条;` `2.民政类34条。`.

use super::parts::speaks_of_share;
use super::{Announced, Group, Part};
use crate::fact::Facts;
use crate::language::zh::sum;
use crate::language::zh::unit::{self, Kind};
use crate::reading::clause::{self, Fine};
use crate::reading::list::List;
use crate::reading::numeral::Number;
use std::ops::Range;

/// How far before the list its total may stand, in bytes.
const BACK: usize = 500;
/// The longest name of a part, in bytes.
const NAME: usize = 90;

/// The totals of a report that a list divides.
pub(super) fn find<'a>(facts: &'a Facts<'_>) -> Vec<Group<'a>> {
    facts.lists.iter().filter(|list| list.items.len() >= 3).filter_map(|list| divided(facts, list)).collect()
}

fn divided<'a>(facts: &'a Facts<'_>, list: &List) -> Option<Group<'a>> {
    let runs_on = list.items.iter().enumerate().all(|(at, item)| item.number as usize == at + 1);
    let start = list.items.first()?.marker.start;
    let parts: Option<Vec<Part<'a>>> = list.items.iter().map(|item| part(facts, item.content.clone())).collect();
    let parts = parts.filter(|_| runs_on && !facts.in_table(start))?;
    let unit = unit_of(facts, parts.first()?.number);
    if parts.iter().any(|part| unit_of(facts, part.number) != unit) {
        return None;
    }
    let text = facts.prose.text.as_str();
    let back = text.floor_char_boundary(start.saturating_sub(BACK));
    let lead = text.get(back..start)?.trim_end_matches('\n');
    let paragraph = lead.rsplit('\n').next().unwrap_or(lead);
    let tied = lead.ends_with(':') || sum::points_to_list(paragraph);
    let from = back + lead.len() - paragraph.len();
    let of_unit = |range: Range<usize>| -> Vec<&Number> {
        amounts(facts, range).filter(|number| unit_of(facts, number) == unit && !is_change(text, number)).collect()
    };
    let said = of_unit(back..start);
    // The words that lead to the list say the total, or what stands before them does: its largest amount.
    let total = *match of_unit(from..start).as_slice() {
        [] => said.iter().max_by_key(|number| number.value)?,
        [.., last] => last,
    };
    let rivals = said.iter().filter(|number| number.at != total.at).map(|number| number.value).collect();
    let behind = text.get(total.whole.end.max(from)..start)?.replace(['\n', '。'], "");
    let open = total.approximate || sum::turns_away(&behind);
    let channels = parts.iter().any(|part| sum::is_channel(&text[part.lead.clone()]));
    let announced = Announced::Bare;
    (tied && !open && !channels).then_some(Group {
        total,
        parts,
        announced,
        open: false,
        channels: false,
        rivals,
        entire: true,
    })
}

/// Whether an amount is a difference to another time.
fn is_change(text: &str, number: &Number) -> bool {
    let before = &text[..number.whole.start];
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(60))..];
    sum::is_change(clause::last(before, Fine::Clause))
}

/// The only amount of an item, with its share.
fn part<'a>(facts: &'a Facts<'_>, content: Range<usize>) -> Option<Part<'a>> {
    let mut inside = amounts(facts, content.clone());
    let number = inside.next().filter(|number| !number.approximate)?;
    let unit = unit_of(facts, number);
    let alone = inside.all(|other| unit_of(facts, other) != unit);
    let lead = content.start..number.whole.start;
    let next = facts.numbers.partition_point(|other| other.at.start <= number.at.start);
    let share = facts.numbers.get(next).filter(|share| {
        share.percent
            && share.whole.end <= content.end
            && speaks_of_share(&facts.prose.text[number.whole.end..share.whole.start])
    });
    (alone && lead.len() <= NAME).then_some(Part { number, lead, share })
}

/// The amounts that stand in a range.
fn amounts<'a>(facts: &'a Facts<'_>, range: Range<usize>) -> impl DoubleEndedIterator<Item = &'a Number> {
    let from = facts.numbers.partition_point(|number| number.at.start < range.start);
    let to = facts.numbers.partition_point(|number| number.at.start < range.end);
    facts.numbers[from..to.max(from)].iter().filter(|number| {
        let kind = unit_of(facts, number).map(unit::kind);
        !number.percent && matches!(kind, Some(Kind::Count | Kind::Money | Kind::Measure))
    })
}

fn unit_of<'a>(facts: &'a Facts<'_>, number: &Number) -> Option<&'a str> {
    number.unit.clone().and_then(|unit| facts.prose.text.get(unit))
}
