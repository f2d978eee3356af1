//! Numbers that point back: `针对上述四个问题` counts the problems listed before.

use super::{Call, Listed, first};
use crate::fact::Facts;
use crate::language::zh::tally;
use crate::reading::list::List;
use crate::reading::numeral::Number;

/// How far back the list may stand, in bytes.
const BACK: usize = 6000;
/// How far before a list the words stand that say what it lists, in bytes.
const LEAD: usize = 120;

/// How far behind a number the noun that it counts may stand, in bytes.
const NOUN: usize = 30;

/// The list that a number refers back to: the nearest of problems. None where any list, or any other number, says as many.
pub(super) fn listed(facts: &Facts<'_>, number: &Number, call: &Call) -> Option<Listed> {
    let text = facts.prose.text.as_str();
    let from = text.floor_char_boundary(number.whole.start.saturating_sub(BACK));
    let lead = text.get(from..number.whole.start)?;
    if !tally::points_back(lead) || !tally::speaks_of_problems(&text[call.at.clone()]) {
        return None;
    }
    let begins = facts.lists.partition_point(|list| first(list) < from);
    let before: Vec<&List> = facts.lists[begins..].iter().take_while(|list| first(list) < number.whole.start).collect();
    let begins = facts.numbers.partition_point(|other| other.at.start < from);
    let mut said = facts.numbers[begins..].iter().take_while(|other| other.at.start < number.whole.start);
    let said = said.by_ref().filter(|other| other.unit.is_some() && other.value == number.value).any(|other| {
        let behind = &text[other.whole.end..];
        tally::speaks_of_problems(&behind[..behind.floor_char_boundary(NOUN)])
    });
    let as_many = |list: &&List| {
        list.items.len() == call.count || list.items.iter().any(|item| item.number as usize == call.count)
    };
    if said || before.iter().any(as_many) {
        return None;
    }
    let of_problems = |list: &&&List| {
        let start = first(list);
        let from = text.floor_char_boundary(start.saturating_sub(LEAD));
        list.items.len() >= 2
            && list.items.first().is_some_and(|item| item.number == 1)
            && text.get(from..start).is_some_and(tally::speaks_of_problems)
    };
    let list = before.iter().rfind(of_problems)?;
    let places = list.items.iter().map(|item| item.marker.clone()).collect();
    Some(Listed { fewest: list.items.len(), most: list.items.len(), open: false, named: false, places })
}
