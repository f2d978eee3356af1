//! `check.numbering`: enumerators run without gaps and repeats.
//!
//! ```toml
//! check.numbering = {}
//! ```
//!
//! Lists inside a paragraph, over several paragraphs, and sub-headings. The order of chapters is `order`'s. A list that
//! does not begin at 1 is judged from its first item on; a mark that runs on from nothing is no list.

mod decimal;
mod restart;

use super::param::Fields;
use super::{Context, Outcome};
use crate::document::MarkerStyle;
use crate::fact::Facts;
use crate::finding::{Hit, Severity, Wording};
use crate::reading::list::{Item, List};
use std::ops::Range;

/// Parameters: none.
#[derive(Clone, Debug)]
pub struct Params {}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let _ = fields;
    Params {}
}

/// How many characters of an item's words a label shows behind its mark.
const SHOWN: usize = 10;

/// Ask it.
#[must_use]
pub fn run(_: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let mut hits = Vec::new();
    let mut asked = false;
    for list in &facts.lists {
        let chapters = list.level == Some(1) || matches!(list.style, MarkerStyle::Part);
        let tabular = list.items.first().is_some_and(|item| facts.in_table(item.marker.start));
        if chapters || tabular || !is_list(list) {
            continue;
        }
        asked = true;
        hits.extend(judge(facts, list));
    }
    for (before, mark) in decimal::odd(facts) {
        asked = true;
        hits.push(decimal_hit(facts, &before, &mark));
    }
    for odd in restart::odd(facts) {
        asked = true;
        hits.push(odd_hit(facts, &odd));
    }
    if !asked {
        return Outcome::not_applicable(Wording::new("文中没有编号的条目", "nothing is enumerated"));
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::of(hits)
}

/// Whether marks make a list: two that begin at 1, or three of which the first two follow each other.
fn is_list(list: &List) -> bool {
    let numbers: Vec<u32> = list.items.iter().map(|item| item.number).collect();
    match numbers.as_slice() {
        // Two marks of which the second is far off are two chance marks rather than a list with a gap.
        [1, second] => (1..=3).contains(second),
        [1, ..] => true,
        [first, second, _, ..] => first + 1 == *second,
        _ => false,
    }
}

fn judge(facts: &Facts<'_>, list: &List) -> Vec<Hit> {
    let mut hits = Vec::new();
    for pair in list.items.windows(2) {
        let [before, item] = pair else { continue };
        if item.number == before.number + 1 {
            continue;
        }
        let (mark, last) = (said(facts, item), said(facts, before));
        let message = if item.number == before.number {
            Wording::new(format!("编号“{mark}”重复"), format!("the number `{mark}` is used twice"))
        } else if item.number < before.number {
            Wording::new(format!("编号“{mark}”在“{last}”之后"), format!("`{mark}` stands behind `{last}`"))
        } else {
            Wording::new(format!("编号从“{last}”跳到“{mark}”"), format!("the numbers jump from `{last}` to `{mark}`"))
        };
        let shown = shown(facts, item);
        let mut hit = Hit::at(facts.prose.source(item.marker.start..shown), message)
            .value("number", item.number.to_string())
            .label(
                facts.prose.source(before.marker.clone()),
                Wording::new(format!("前一项为{}", before.number), format!("the item before is {}", before.number)),
            )
            .help(Wording::new("核对编号,看是否漏写了一项", "check the numbers, and whether an item was left out"));
        if list.items.len() == 2 {
            hit = hit.at_most(Severity::Warning);
        }
        hits.push(hit);
    }
    hits
}

/// A mark in steps that does not go on from the one before.
fn decimal_hit(facts: &Facts<'_>, before: &decimal::Mark, mark: &decimal::Mark) -> Hit {
    let text = facts.prose.text.as_str();
    let (said, last) = (&text[mark.at.clone()], &text[before.at.clone()]);
    let message = if mark.last() == before.last() {
        Wording::new(format!("编号“{said}”重复"), format!("the number `{said}` is used twice"))
    } else {
        Wording::new(format!("编号从“{last}”跳到“{said}”"), format!("the numbers jump from `{last}` to `{said}`"))
    };
    Hit::at(facts.prose.source(mark.at.start..words_end(facts, mark.at.end..mark.end)), message)
        .value("number", said.to_owned())
        .label(
            facts.prose.source(before.at.clone()),
            Wording::new(format!("前一项为{last}"), format!("the item before is {last}")),
        )
        .help(Wording::new("核对编号,看是否漏写了一项", "check the numbers, and whether an item was left out"))
}

/// A point that counts from 1 again, or begins with 2.
fn odd_hit(facts: &Facts<'_>, odd: &restart::Odd) -> Hit {
    let (item, message) = match odd {
        restart::Odd::Again { item, before } => {
            let (mark, last) = (said(facts, item), said(facts, before));
            let zh = format!("编号到“{last}”之后又从“{mark}”开始");
            (item, Wording::new(zh, format!("the numbers begin with `{mark}` again behind `{last}`")))
        }
        restart::Odd::Late(item) => {
            let mark = said(facts, item);
            let zh = format!("编号从“{mark}”开始，缺第一项");
            (item, Wording::new(zh, format!("the numbers begin with `{mark}`; the first is left out")))
        }
    };
    let hit = Hit::at(facts.prose.source(item.marker.start..shown(facts, item)), message)
        .value("number", item.number.to_string())
        .at_most(Severity::Warning)
        .help(Wording::new("核对编号，看是否漏写了一项", "check the numbers, and whether an item was left out"));
    match odd {
        restart::Odd::Again { before, .. } => {
            let last =
                Wording::new(format!("前一项为{}", before.number), format!("the item before is {}", before.number));
            hit.label(facts.prose.source(before.marker.clone()), last)
        }
        restart::Odd::Late(_) => hit,
    }
}

/// The mark of an item without the punctuation behind it.
fn said<'a>(facts: &'a Facts<'_>, item: &Item) -> &'a str {
    facts.prose.text.get(item.marker.clone()).unwrap_or_default().trim_end_matches(['、', ',', '.', ':'])
}

/// Where the label of an item ends: behind its first words.
fn shown(facts: &Facts<'_>, item: &Item) -> usize {
    words_end(facts, item.content.clone())
}

/// The end of the first words of a range.
fn words_end(facts: &Facts<'_>, range: Range<usize>) -> usize {
    let content = facts.prose.text.get(range.clone()).unwrap_or_default();
    let words = content.char_indices().take(SHOWN).take_while(|(_, c)| !matches!(c, '。' | ';'));
    range.start + words.last().map_or(0, |(at, c)| at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;

    #[test]
    fn numbers_run_on_or_not() {
        for (text, expected) in [
            ("一是加强领导;二是完善制度;三是强化监督。", &[][..]),
            ("一是加强领导;二是完善制度;四是强化监督。", &["四是强化监督"]),
            ("工作如下:1、甲。2、乙。2、丙。", &["2、丙"]),
            ("问题:1、甲。2、乙。措施:1、丙。2、丁。", &[]),
        ] {
            let outcome = ask("numbering", "", &Vocabulary::default(), &Given::default(), text);
            assert_eq!(sites(text, &outcome), expected, "{text}");
        }
    }
}
