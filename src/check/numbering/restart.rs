//! Points that count from 1 again right behind others, and points that begin with 2. Only those with Chinese numerals in
//! brackets, which number the parts of a chapter and nothing else, each at the beginning of its paragraph.

use crate::document::MarkerStyle;
use crate::fact::Facts;
use crate::reading::list::{Item, List};
use crate::text::Source;
use std::ops::Range;

/// A point that is numbered wrongly, and why.
#[derive(Clone, Debug)]
pub enum Odd {
    /// It is number 1 again, right behind the item.
    Again {
        /// The point.
        item: Item,
        /// The item before.
        before: Item,
    },
    /// It is the first of its chapter, and number 2.
    Late(Item),
}

/// The odd ones, in text order.
pub fn odd(facts: &Facts<'_>) -> Vec<Odd> {
    let parts: Vec<&List> = facts
        .lists
        .iter()
        .filter(|list| list.style == MarkerStyle::ChineseParen && list.blocks && outside_tables(facts, list))
        .collect();
    let again = parts.windows(2).filter_map(|pair| {
        let [before, list] = *pair else { return None };
        let (last, first) = (before.items.last()?, list.items.first()?);
        let whole = before.items.len() > 1 && before.items.iter().zip(1..).all(|(item, number)| item.number == number);
        (whole && first.number == 1 && adjoin(facts, last, first))
            .then(|| Odd::Again { item: first.clone(), before: last.clone() })
    });
    let late = parts.iter().filter_map(|list| {
        let [first, second, ..] = list.items.as_slice() else { return None };
        (first.number == 2 && second.number == 3 && chapter_opens_with(facts, first)).then(|| Odd::Late(first.clone()))
    });
    again.chain(late).collect()
}

fn outside_tables(facts: &Facts<'_>, list: &List) -> bool {
    list.items.first().is_some_and(|item| !facts.in_table(item.marker.start))
}

/// Whether two points stand in paragraphs that follow each other, and the first does not announce the second.
fn adjoin(facts: &Facts<'_>, last: &Item, first: &Item) -> bool {
    let pieces = &facts.prose.pieces;
    let at = |offset: usize| pieces.partition_point(|piece| piece.range.end <= offset);
    let (one, two) = (at(last.marker.start), at(first.marker.start));
    let (Some(before), Some(this)) = (pieces.get(one), pieces.get(two)) else { return false };
    let blocks = matches!((&before.source, &this.source), (Source::Block(_), Source::Block(_)));
    let text = facts.prose.text.get(before.range.clone()).unwrap_or_default().trim_end();
    blocks && two == one + 1 && before.range.start == last.marker.start && text.ends_with(['。', ';', '!'])
}

/// Whether no number 1 of any look stands between the heading of a chapter and a point in it: what was left out is not
/// written in another way.
fn chapter_opens_with(facts: &Facts<'_>, first: &Item) -> bool {
    let at = facts.prose.source(first.marker.clone());
    let Some(chapter) = facts.sections.chapters().filter(|chapter| chapter.body.contains(at)).last() else {
        return false;
    };
    let before: Range<usize> = facts.prose.range(chapter.body).start..first.marker.start;
    let marked = facts.lists.iter().flat_map(|list| &list.items).any(|item| before.contains(&item.marker.start));
    let text = facts.prose.text.get(before).unwrap_or_default();
    !marked && text.chars().count() <= NEAR && !text.contains("一")
}

/// A point farther behind the chapter's heading than this many characters may follow anything.
const NEAR: usize = 120;
