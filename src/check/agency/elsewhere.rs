//! Other bodies and places where the report's own are to be expected: as the subject of an account of its work, as the
//! town it works in, as the maker of its own rules. At most warnings: others are rightly mentioned in many ways.

use super::own::{self, Own, Standing};
use super::quoted;
use crate::check::Context;
use crate::document::BlockKind;
use crate::fact::fold::{self, Source, is_ideograph};
use crate::fact::organ::Organ;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::agency::{self as zh, Kind};
use crate::language::zh::organ as names;
use std::ops::Range;

/// The longest name of a town, in characters, without its ending.
const TOWN: usize = 4;

/// The longest proper name of a body, in characters, without its ending.
const PROPER: usize = 14;

/// The longest title of a rule, in bytes.
const TITLE: usize = 300;

/// The longest that may stand between a paragraph's beginning and a body it begins with, in bytes.
const OPENING: usize = 48;

/// What other bodies and places are found.
pub fn find(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let mut found = accounts(context, own);
    found.extend(proper(context, own));
    found.extend(towns(context, own));
    found.extend(rules(context, own));
    found.extend(issued(context, own));
    found.extend(other_names(context, own));
    found.sort_by_key(|at| at.start);
    found.dedup_by(|next, last| next.start < last.end);
    let prose = &context.facts.prose;
    let hits = found.into_iter().filter_map(|at| {
        let name = prose.text.get(at.clone())?;
        let message = Wording::new(
            format!("报告机关是{},这里写的是{name}", own.agency),
            format!("the agency is {}, this speaks of {name}", own.agency),
        );
        Some(Hit::at(prose.source(at), message).subject("prose").at_most(Severity::Warning))
    });
    hits.collect()
}

/// Bodies that an account of the own work speaks of.
fn accounts(context: &Context<'_>, own: &Own) -> Vec<Range<usize>> {
    let text = &context.facts.prose.text;
    let foreign = |organ: &&Organ| {
        let name = &text[organ.name.clone()];
        let (opens, accounts) = (opens(context, organ.at.start), follows(text, organ.at.end, zh::ACCOUNTS));
        let dated = context.facts.dates.binary_search_by_key(&organ.at.end, |date| date.at.start).is_ok();
        match own.standing(&text[organ.place.clone()], name) {
            Standing::Elsewhere if own::like(&own.name, name) => {
                let account = accounts || dated || follows(text, organ.at.end, zh::OPENINGS);
                heads(text, organ.at.start) && account
            }
            Standing::PerhapsElsewhere => {
                // 云溪市政府 is short for 云溪市人民政府.
                let same = name.replace("人民政府", "政府") == own.name.replace("人民政府", "政府");
                opens && same && (accounts || follows(text, organ.at.end, zh::OPENINGS))
            }
            Standing::OtherBureau => opens && (accounts || follows(text, organ.at.end, zh::OPENINGS)),
            // Where the chapter of an office begins with another bureau's work, it was that bureau's report.
            Standing::Related if own.kind == Kind::Office && is_bureau(name) => {
                opens && leads(context, organ.at.start) && (accounts || follows(text, organ.at.end, zh::OPENINGS))
            }
            Standing::Elsewhere | Standing::Same | Standing::Related => false,
        }
    };
    let organs = context.facts.organs.iter().filter(foreign).filter(|organ| own_work(context, organ.at.start));
    organs.map(|organ| organ.at.clone()).collect()
}

/// Bodies of a proper name, of the kind of the report's own, where a paragraph begins.
fn proper(context: &Context<'_>, own: &Own) -> Vec<Range<usize>> {
    let text = &context.facts.prose.text;
    let ends = zh::PROPER.iter().filter(|end| own.agency.ends_with(**end)).flat_map(|end| text.match_indices(end));
    let found = ends.filter_map(|(at, end)| {
        let stem = text[..at].char_indices().rev().take(PROPER).take_while(|(_, c)| is_ideograph(*c));
        let start = stem.last().map(|(start, _)| start)?;
        let at = start..at + end.len();
        let account = follows(text, at.end, zh::ACCOUNTS) || follows(text, at.end, zh::OPENINGS);
        let foreign = own.standing_of(&text[at.clone()]) == Standing::Elsewhere;
        (foreign && account && opens(context, start) && own_work(context, start)).then_some(at)
    });
    found.collect()
}

/// Other towns in a town's report, and other sub-districts in a sub-district's.
fn towns(context: &Context<'_>, own: &Own) -> Vec<Range<usize>> {
    if !matches!(own.kind, Kind::Town | Kind::Township | Kind::Street) {
        return Vec::new();
    }
    let text = &context.facts.prose.text;
    let mut found = Vec::new();
    for end in ["镇", "乡", "街道"] {
        for (at, _) in text.match_indices(end) {
            let stem = text[..at].char_indices().rev().take(TOWN + 1).take_while(|(_, c)| is_ideograph(*c));
            let stem: Vec<(usize, char)> = stem.collect();
            let Some(start) = stem.last().map(|last| last.0).filter(|_| (2..=TOWN).contains(&stem.len())) else {
                continue;
            };
            let name = &text[start..at];
            // 乡镇 is no place, nor is what a verb makes of one.
            let compound = text[at + end.len()..].starts_with(['镇', '村']);
            if compound
                || stem.iter().any(|(_, c)| zh::NOT_IN_TOWNS.contains(*c))
                || zh::NOT_OF_NAMES.iter().any(|word| name.contains(word))
            {
                continue;
            }
            let start = if text[start..].starts_with('在') { start + '在'.len_utf8() } else { start };
            let at = start..at + end.len();
            let foreign = own::conflict(&own.place, &text[at.clone()], false) == Some(true);
            if foreign && heads(text, start) && own_work(context, start) && !own.agency.contains(&text[at.clone()]) {
                found.push(at);
            }
        }
    }
    found
}

/// Rules on openness that another place is said to have made: 《青石县政府信息公开指南》.
fn rules(context: &Context<'_>, own: &Own) -> Vec<Range<usize>> {
    let text = &context.facts.prose.text;
    let (subjects, ends) = zh::OWN_RULES;
    let found = text.match_indices('《').filter_map(|(at, mark)| {
        let start = at + mark.len();
        let title = fold::ahead(text, start, TITLE);
        let title = title.get(..title.find(['》', '\n'])?)?;
        let subject = subjects.iter().filter_map(|subject| title.find(subject)).min()?;
        let is_rule = ends.iter().any(|end| title.trim_end_matches("(试行)").ends_with(end));
        let place = own::places(title.get(..subject)?).last().map(|place| place.1)?;
        let foreign = own::conflict(&own.place, title.get(..place)?, true) == Some(true);
        (is_rule && foreign && own_work(context, at)).then(|| start..start + place)
    });
    found.collect()
}

/// Other bodies in the titles of documents that the report says are its own: 我乡印发了《青石乡人民政府关于…的通知》.
fn issued(context: &Context<'_>, own: &Own) -> Vec<Range<usize>> {
    let text = &context.facts.prose.text;
    let organs = &context.facts.organs;
    let found = organs.iter().filter(|organ| text[..organ.at.start].ends_with('《')).filter_map(|organ| {
        let mark = organ.at.start - '《'.len_utf8();
        let sentence = context.facts.prose.sentence_at(mark);
        let head = text.get(sentence.start..mark)?;
        let issued = zh::ISSUES.iter().any(|verb| head.ends_with(verb));
        // Who has issued it: the sentence speaks of the agency itself, and of no other organ.
        let first = organs.partition_point(|other| other.at.start < sentence.start);
        let other = organs.get(first).is_some_and(|other| other.at.start < mark);
        let own_work = ['我', '本'].iter().any(|we| head.contains(*we)) && !other;
        let standing = own.standing(&text[organ.place.clone()], &text[organ.name.clone()]);
        let foreign = matches!(standing, Standing::Elsewhere | Standing::OtherBureau);
        let government = own.is_bureau() && text[organ.name.clone()].contains("政府");
        (issued && own_work && foreign && !government).then(|| organ.at.clone())
    });
    found.collect()
}

/// Other names for the report's own body: another bureau's where an account begins with it, and the own name with its
/// first character lost.
fn other_names(context: &Context<'_>, own: &Own) -> Vec<Range<usize>> {
    let text = &context.facts.prose.text;
    let mut found = Vec::new();
    if own.is_bureau() && is_bureau(&own.name) {
        let nameless = context.facts.organs.iter().filter(|organ| organ.place.is_empty());
        let account = nameless.filter(|organ| {
            let name = &text[organ.at.clone()];
            is_bureau(name)
                && !own::like(&own.name, name)
                && name.chars().count() >= 4
                && opens(context, organ.at.start)
                && (follows(text, organ.at.end, zh::ACCOUNTS) || follows(text, organ.at.end, zh::OPENINGS))
        });
        found.extend(account.map(|organ| organ.at.clone()));
    }
    let mut letters = own.name.chars();
    let (Some(first), rest) = (letters.next(), letters.as_str()) else { return found };
    if rest.chars().count() >= 4 && own::places(rest).is_empty() {
        found.extend(text.match_indices(rest).filter_map(|(at, _)| {
            let before = text[..at].chars().next_back();
            let whole = before == Some(first);
            let begins =
                before.is_none_or(|c| !is_ideograph(c) || matches!(c, '县' | '市' | '区' | '州' | '旗' | '省'));
            (!whole && begins).then(|| at..at + rest.len())
        }));
    }
    found
}

/// Whether a clause begins here.
fn heads(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| matches!(c, '。' | '\n' | ',' | ';' | ':'))
        || text[..at].ends_with('在') && heads(text, at - '在'.len_utf8())
}

/// Whether a paragraph begins here, or behind no more than a year or a heading within the line.
fn opens(context: &Context<'_>, at: usize) -> bool {
    let prose = &context.facts.prose;
    let Some(piece) = prose.piece_at(at) else { return false };
    let near = fold::back(prose.text.get(piece.range.start..at).unwrap_or_default(), at - piece.range.start, OPENING);
    let sentence = near.rsplit('。').next().unwrap_or_default();
    if sentence.len() == near.len() && piece.range.start + near.len() < at {
        return false;
    }
    let before = sentence.trim_end_matches(',');
    before.is_empty()
        || before.trim_end_matches(['年', '度']).chars().all(|c| c.is_ascii_digit())
        || zh::SPANS.contains(&before)
}

/// Whether a chapter begins with the paragraph that holds this place.
fn leads(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts;
    let Some(Source::Block(block)) = facts.prose.piece_at(at).map(|piece| piece.source) else { return false };
    let before = block.checked_sub(1).and_then(|before| facts.document.blocks.get(before));
    before.is_some_and(|before| matches!(before.kind, BlockKind::Heading { .. }))
}

fn is_bureau(name: &str) -> bool {
    names::BUREAUS.iter().any(|end| name.ends_with(end) && *end != "办公室" && *end != "办")
}

fn follows(text: &str, end: usize, words: &[&str]) -> bool {
    let behind = &text[end..];
    words.iter().any(|word| behind.starts_with(word))
}

/// Whether a place is not in the title, nor in a sentence that rightly mentions others, nor quoted.
fn own_work(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts;
    let text = &facts.prose.text;
    let sentence = text.get(facts.prose.sentence_at(at)).unwrap_or_default();
    let mentioned = zh::MENTIONS.iter().any(|word| sentence.contains(word));
    let titled = facts.identity.title.is_some_and(|title| facts.prose.range(title).contains(&at));
    !mentioned && !titled && !quoted(text, at) && !facts.in_table(at)
}
