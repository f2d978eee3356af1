//! `check.count`: an announced number of things is the number listed: 以下3方面, 五个环节, A、B、C等三个领域.
//!
//! ```toml
//! check.count = {}
//! ```
//!
//! A list belongs to an announcement only where it begins directly behind it (a colon, the same clause, the next blocks
//! behind a colon), stands in parentheses behind it, or is made of names joined by 、 directly before it. 和 is read both
//! ways; 等 with fewer names than said is open. How many chapters a report announces is `declared`'s.

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::fact::fold::Piece;
use crate::fact::list::List;
use crate::fact::number::Number;
use crate::finding::{Hit, Wording};
use crate::language::zh::tally;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// Parameters: none.
#[derive(Clone, Debug)]
pub struct Params {}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let _ = fields;
    Params {}
}

/// An announcement.
#[derive(Debug)]
struct Call {
    count: usize,
    /// The number with its unit and noun: 三个领域.
    at: Range<usize>,
}

/// What is listed.
#[derive(Debug)]
struct Listed {
    fewest: usize,
    most: usize,
    /// Whether the list may leave some out.
    open: bool,
    places: Vec<Range<usize>>,
}

/// Ask it.
#[must_use]
pub fn run(_: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let mut hits = Vec::new();
    let mut asked = false;
    for number in &facts.numbers {
        let Some(piece) = facts.prose.piece_at(number.at.start) else { continue };
        if facts.in_table(number.at.start) {
            continue;
        }
        let Some(call) = announcement(facts, number, piece) else { continue };
        let listed = names_before(facts, number, piece)
            .or_else(|| in_parens(facts, &call, piece))
            .or_else(|| list_behind(facts, number, &call, piece));
        let Some(listed) = listed else { continue };
        asked = true;
        let fits = (listed.fewest..=listed.most).contains(&call.count) || (listed.open && listed.fewest < call.count);
        if !fits {
            hits.push(hit(facts, &call, &listed));
        }
    }
    if !asked {
        return Outcome::not_applicable(Wording::new(
            "文中没有“几个方面”之类的列举",
            "no number of things is announced",
        ));
    }
    Outcome::of(hits)
}

/// Whether a number announces things to be listed.
fn announcement(facts: &Facts<'_>, number: &Number, piece: &Piece) -> Option<Call> {
    let text = facts.prose.text.as_str();
    let unit = &text[number.unit.clone()?];
    let count = number.value.to_usize().filter(|count| (2..=20).contains(count))?;
    if number.approximate || number.percent || number.decimals > 0 || number.scale > 0 {
        return None;
    }
    let behind = text.get(number.whole.end..piece.range.end)?;
    let noun: usize = behind
        .char_indices()
        .take(9)
        .take_while(|(_, c)| !matches!(c, ',' | ':' | ';' | '。' | '、' | '(' | '的' | '作' | '和' | '中'))
        .map(|(_, c)| c.len_utf8())
        .sum();
    let noun = &behind[..noun];
    // 工作 ends in 作, which otherwise begins what is done (作了规定).
    let noun = if behind[noun.len()..].starts_with('作') && noun.ends_with('工') {
        &behind[..noun.len() + '作'.len_utf8()]
    } else {
        noun
    };
    let ends = tally::noun_end(noun);
    let alone = matches!(unit, "方面" | "环节" | "领域" | "渠道" | "点") || unit.starts_with('大');
    let kinds = matches!(unit, "种" | "类" | "级");
    let countable = matches!(unit, "个" | "项" | "种" | "类" | "条" | "家" | "级");
    let fine = alone || kinds || (countable && ends.is_some());
    let end = number.whole.end + ends.unwrap_or(0);
    fine.then_some(Call { count, at: number.whole.start..end })
}

/// Names joined by 、 directly before the number.
fn names_before(facts: &Facts<'_>, number: &Number, piece: &Piece) -> Option<Listed> {
    let text = facts.prose.text.as_str();
    let from = text.floor_char_boundary(number.whole.start.saturating_sub(400)).max(piece.range.start);
    let before = text.get(from..number.whole.start)?;
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' | '》' | '”' => depth += 1,
            '(' | '《' | '“' if depth > 0 => depth -= 1,
            ',' | ';' | ':' | '。' | '(' | '“' | '《' | '!' | '?' if depth == 0 => {
                start = at + c.len_utf8();
                break;
            }
            _ => {}
        }
    }
    let clause = &before[start..];
    let (fewest, most, open) = tally::names_before(clause)?;
    let place = from + start..number.whole.start;
    let quoted = clause.ends_with('”');
    (!quoted).then(|| Listed { fewest, most, open, places: vec![place] })
}

/// Names in parentheses directly behind the announcement.
fn in_parens(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let text = facts.prose.text.get(call.at.end..piece.range.end)?;
    let inside = text.strip_prefix('(')?;
    let inside = &inside[..inside.find(')')?];
    let open = inside.ends_with('等');
    if inside.contains([':', ';', '。']) {
        return None;
    }
    let (fewest, most) = tally::names(inside.trim_end_matches('等'))?;
    let from = call.at.end + 1;
    Some(Listed { fewest, most, open, places: std::iter::once(from..from + inside.len()).collect() })
}

/// A list that begins directly behind the announcement, in its piece or in the next.
fn list_behind(facts: &Facts<'_>, number: &Number, call: &Call, piece: &Piece) -> Option<Listed> {
    let text = facts.prose.text.as_str();
    let at = facts.lists.partition_point(|list| first(list) < call.at.end);
    let list = facts.lists.get(at)?;
    let begin = first(list);
    let between = text.get(call.at.end..begin)?;
    if list.items.len() < 2
        || list.items.first().is_none_or(|item| item.number != 1)
        || between.chars().count() > 30
        || list.headings
    {
        return None;
    }
    let ahead = text.get(piece.range.start..number.whole.start).is_some_and(|before| {
        let clause = before.rsplit(['。', ';']).next().unwrap_or(before);
        tally::points_ahead(clause)
    });
    let tied = if begin < piece.range.end {
        !between.contains(['。', ';']) && (between.contains([':', ',']) || between.is_empty())
            || ahead && between.ends_with('。')
    } else {
        let line = between.trim_end_matches('\n');
        line.ends_with(':') && !line.contains(['。', ';', '\n'])
            || ahead && line.ends_with('。') && !line.contains('\n')
    };
    // Another announcement in between takes the list for itself.
    let next = facts.numbers.iter().skip(facts.numbers.partition_point(|other| other.at.start < call.at.end));
    let taken = next.take_while(|other| other.at.start < begin).any(|other| other.unit.is_some());
    // Numbers that leave a gap are `numbering`'s; the list is then as long as its last number says.
    let last = list.items.iter().map(|item| item.number as usize).max().unwrap_or(0);
    let (fewest, most) = (list.items.len().min(last), list.items.len().max(last));
    let places = list.items.iter().map(|item| item.marker.clone()).collect();
    (tied && !taken).then_some(Listed { fewest, most, open: false, places })
}

fn first(list: &List) -> usize {
    list.items.first().map_or(0, |item| item.marker.start)
}

fn hit(facts: &Facts<'_>, call: &Call, listed: &Listed) -> Hit {
    let (said, found) = (call.count, listed.fewest);
    let message = Wording::new(format!("称{said}个,列出{found}个"), format!("{said} announced, {found} listed"));
    let mut hit = Hit::at(facts.prose.source(call.at.clone()), message)
        .remark(Wording::new(format!("称{said}个"), format!("{said} announced")))
        .value("announced", said.to_string())
        .value("listed", found.to_string())
        .help(Wording::new("核对数目与所列各项", "check the number and the items listed"));
    for (at, place) in listed.places.iter().take(24).enumerate() {
        let remark = if listed.places.len() == 1 {
            Wording::new(format!("列出{found}个"), format!("{found} listed"))
        } else {
            Wording::same((at + 1).to_string())
        };
        hit = hit.label(facts.prose.source(place.clone()), remark);
    }
    hit
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;

    #[test]
    fn as_many_as_announced_or_not() {
        for (text, expected) in [
            ("做好教育、医疗、就业等三个领域的公开。", &[][..]),
            ("做好教育、医疗、就业、低保等三个领域的公开。", &["三个领域"]),
            ("形式主要有三种:1、会议。2、网站。", &["三种"]),
            ("围绕三个方面开展工作。", &[]),
        ] {
            let outcome = ask("count", "", &Vocabulary::default(), &Given::default(), text);
            assert_eq!(sites(text, &outcome), expected, "{text}");
        }
    }
}
