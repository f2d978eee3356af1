//! `check.count`: an announced number of things is the number listed: 以下3方面, 五个环节, A、B、C等三个领域.
//!
//! ```toml
//! check.count = {}
//! ```
//!
//! A list belongs to an announcement only where it begins directly behind it (a colon, the same clause, the next blocks
//! behind a colon), stands in parentheses behind it, or is made of names joined by 、 directly before it. 和 is read both
//! ways; 等 with fewer names than said is open. 上述 points back to the problems listed before; a slogan (“四公开”) counts
//! the names that it sums up. How many chapters a report announces is `declared`'s.

mod names;
mod referred;
mod slogan;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::finding::{Hit, Wording};
use crate::language::zh::tally;
use crate::reading::clause::{self, Fine};
use crate::reading::list::List;
use crate::reading::numeral::Number;
use crate::reading::series::Names;
use crate::text::{Piece, is_ideograph};
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
    /// Where the noun ends that stands before a bracket or a colon.
    end: usize,
    /// Whether a list is to be expected; other things are counted, and listed only where nothing else can be meant.
    announces: bool,
}

impl Call {
    /// What is counted.
    fn noun<'a>(&self, facts: &'a Facts<'_>) -> &'a str {
        let behind = &facts.prose.text[self.at.end..];
        &behind[..noun_length(behind)]
    }
}

/// The length of a noun that a text begins with, in bytes.
fn noun_length(text: &str) -> usize {
    text.chars().take(NOUN).take_while(|c| is_ideograph(*c)).map(char::len_utf8).sum()
}

/// The longest noun, in characters.
const NOUN: usize = 12;

/// What is listed.
#[derive(Debug)]
struct Listed {
    fewest: usize,
    most: usize,
    /// Whether the list may leave some out.
    open: bool,
    /// Whether the places are the names.
    named: bool,
    places: Vec<Range<usize>>,
}

impl Listed {
    /// The names of a series whose text begins at an offset.
    fn of(names: &Names, from: usize) -> Self {
        let places = names.names.iter().map(|name| from + name.start..from + name.end).collect();
        Self { fewest: names.fewest, most: names.most, open: names.open, named: true, places }
    }

    /// So many things that stand in one place.
    fn fixed(count: usize, place: Range<usize>) -> Self {
        let places = std::iter::once(place).collect();
        Self { fewest: count, most: count, open: false, named: false, places }
    }

    /// Whether as many may be listed as a number says.
    fn fits(&self, count: usize) -> bool {
        (self.fewest..=self.most).contains(&count) || (self.open && self.fewest < count)
    }
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
        let listed = names::listed(facts, &call, piece)
            .or_else(|| referred::listed(facts, number, &call))
            .or_else(|| list_behind(facts, number, &call, piece).filter(|_| call.announces))
            .or_else(|| names::behind(facts, &call, piece));
        let Some(listed) = listed else { continue };
        asked = true;
        if !listed.fits(call.count) {
            hits.push(hit(facts, &call, &listed));
        }
    }
    for piece in facts.prose.pieces.iter().filter(|piece| !facts.in_table(piece.range.start)) {
        for (call, listed) in slogan::counted(&facts.prose.text, piece) {
            asked = true;
            if !listed.fits(call.count) {
                hits.push(hit(facts, &call, &listed));
            }
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
    let quoted = tally::quoted_noun(behind).filter(|_| matches!(unit, "个" | "项" | "种"));
    let affairs = (unit == "件" && behind.starts_with('事')).then(|| '事'.len_utf8());
    let announces = alone || kinds || (countable && ends.is_some()) || quoted.is_some() || affairs.is_some();
    if !announces && !tally::counts_things(unit) {
        return None;
    }
    let noun = number.whole.end + noun_length(behind);
    let at = number.whole.start..number.whole.end;
    let end = if text[noun..].starts_with(['(', ':']) { noun } else { at.end + ends.unwrap_or(0) };
    let at = if announces { at.start..at.end + ends.or(quoted).or(affairs).unwrap_or(0) } else { at };
    Some(Call { count, at, end, announces })
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
        let clause = clause::last(before, Fine::Part);
        tally::points_ahead(clause)
    });
    let tied = if begin < piece.range.end {
        !between.contains(['。', ';']) && (between.contains([':', ',']) || between.is_empty())
            || (ahead || between == "。") && between.ends_with('。')
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
    (tied && !taken).then_some(Listed { fewest, most, open: false, named: false, places })
}

fn first(list: &List) -> usize {
    list.items.first().map_or(0, |item| item.marker.start)
}

/// The most names that a message lists.
const LISTED: usize = 12;

fn hit(facts: &Facts<'_>, call: &Call, listed: &Listed) -> Hit {
    // A count between the fewest and the most would have fitted: the nearer end is what was listed at least, or at most.
    let said = call.count;
    let found = if said > listed.most { listed.most } else { listed.fewest };
    let names: Vec<&str> = listed.places.iter().map(|place| &facts.prose.text[place.clone()]).collect();
    let (names_zh, names_en) = if listed.named && names.len() <= LISTED {
        (format!("：{}", names.join("、")), format!(": {}", names.join("、")))
    } else {
        (String::new(), String::new())
    };
    let message = Wording::new(
        format!("称{said}个，列出{found}个{names_zh}"),
        format!("{said} announced, {found} listed{names_en}"),
    );
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
