//! Totals and their parts as prose tells them: `共656条,其中A36条,B4条`. Tells what belongs together and how sure that
//! is; whether it adds up is for `breakdown` and `share` to say.

mod balance;
mod bare;
mod behind;
mod listed;
mod parts;
mod rows;
mod total;

use crate::fact::Facts;
use crate::fact::family::{self, Families, Kin};
use crate::language::zh::sum;
use crate::language::zh::unit::{self, Kind};
use crate::reading::clause::{self, Fine};
use crate::reading::numeral::Number;
use rust_decimal::Decimal;
use std::ops::Range;

/// A total with its parts.
#[derive(Debug)]
pub struct Group<'a> {
    /// The total.
    pub total: &'a Number,
    /// Its parts, in text order.
    pub parts: Vec<Part<'a>>,
    /// How the parts are announced.
    pub announced: Announced,
    /// Whether some parts only are named: 主要, 等, or a list that is cut short by something else.
    pub open: bool,
    /// Whether the parts are channels of publication, which repeat the same information.
    pub channels: bool,
    /// Other amounts that may be the total meant.
    pub rivals: Vec<Decimal>,
    /// Whether the list surely ends with its last part, so that no beginning of it can be meant alone.
    pub entire: bool,
}

impl Group<'_> {
    /// Whether a number is the total or a part.
    fn has(&self, number: &Number) -> bool {
        self.is_total(number) || self.parts.iter().any(|part| part.number.at == number.at)
    }

    fn is_total(&self, number: &Number) -> bool {
        self.total.at == number.at
    }

    /// Whether a number is the last part.
    fn ends_with(&self, number: &Number) -> bool {
        self.parts.last().is_some_and(|part| part.number.at == number.at)
    }
}

/// A part of a total.
#[derive(Debug)]
pub struct Part<'a> {
    /// The amount.
    pub number: &'a Number,
    /// The words before it, from the end of the part before.
    pub lead: Range<usize>,
    /// The percentage said to be its share.
    pub share: Option<&'a Number>,
}

/// How parts are announced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Announced {
    /// 其中.
    Among,
    /// 分别为.
    Respectively,
    /// A colon behind the total.
    Colon,
    /// 在…207条中,
    Within,
    /// 从申请方式看,
    Sorted,
    /// Parentheses behind the total.
    Paren,
    /// The total stands behind its parts: 合计.
    Behind,
    /// Nothing announces them; their names are of one kind.
    Bare,
}

/// An announcement of parts.
#[derive(Clone, Copy, Debug)]
struct Call {
    announced: Announced,
    /// Where the announcing words begin.
    at: usize,
    /// Where the parts begin.
    from: usize,
    /// The total, an index into the piece's numbers, where the announcement names it.
    total: Option<usize>,
}

/// More parts than this are no sentence that a person wrote.
const MANY: usize = 60;

/// A sentence of more numbers is not searched for parts that nothing announces.
const LONG: usize = 400;

/// How far within a sentence parts and their total may stand apart, in bytes: longer lists are no sentence that a person
/// wrote, and each is looked through from every number.
const REACH: usize = 6000;

/// How far back a total may stand, in bytes.
const BACK: usize = 900;

/// Every total with its parts, in the prose of a report.
#[must_use]
pub fn find<'a>(facts: &'a Facts<'_>) -> Vec<Group<'a>> {
    let mut groups = in_sentences(facts, |_| true);
    groups.extend(listed::find(facts));
    groups.extend(rows::find(facts));
    groups
}

/// Those of them that sentences tell in which a percentage is said: only their parts have shares.
#[must_use]
pub fn with_shares<'a>(facts: &'a Facts<'_>) -> Vec<Group<'a>> {
    in_sentences(facts, |numbers| numbers.iter().any(|number| number.percent))
}

/// The groups of paragraphs whose numbers are wanted.
fn in_sentences<'a>(facts: &'a Facts<'_>, wanted: impl Fn(&[Number]) -> bool) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    for piece in &facts.prose.pieces {
        if facts.in_table(piece.range.start) {
            continue;
        }
        let first = facts.numbers.partition_point(|number| number.at.start < piece.range.start);
        let last = facts.numbers.partition_point(|number| number.at.start < piece.range.end);
        let numbers = &facts.numbers[first..last];
        if numbers.len() < 2 || !wanted(numbers) {
            continue;
        }
        let mut before = piece.range.start..piece.range.start;
        for sentence in clause::sentences(&facts.prose.text, piece.range.clone()) {
            let text = facts.prose.text.as_str();
            let back = text.floor_char_boundary(sentence.start.saturating_sub(BACK)).max(piece.range.start);
            let scene = Scene {
                text,
                families: facts.vocabulary.families(),
                numbers,
                earlier: back..before.end,
                before: before.clone(),
                sentence: sentence.clone(),
            };
            scene.groups(&mut groups);
            before = sentence;
        }
    }
    groups
}

/// A sentence with the one before it and the numbers of their piece.
#[derive(Debug)]
struct Scene<'a, 'b> {
    text: &'b str,
    families: &'a Families,
    numbers: &'a [Number],
    /// What its piece says before it, so far as a total may stand there.
    earlier: Range<usize>,
    before: Range<usize>,
    sentence: Range<usize>,
}

impl<'a> Scene<'a, '_> {
    fn groups(&self, groups: &mut Vec<Group<'a>>) {
        let first = self.index(self.sentence.start);
        let last = self.index(self.sentence.end);
        if first == last {
            return;
        }
        let mut calls = self.calls(first, last);
        let known = groups.len();
        calls.sort_by_key(|call| call.at);
        let mut context: Option<&'a Number> = None;
        for call in calls {
            if let Some(group) = self.group(call, context) {
                context = Some(group.total);
                groups.push(group);
            }
        }
        for at in first..last {
            groups.extend(self.behind(first, at));
        }
        if last - first > LONG {
            return;
        }
        let behind = self.joined_behind(groups.get(known..).unwrap_or_default());
        groups.extend(behind);
        let bare = self.bare(groups.get(known..).unwrap_or_default());
        groups.extend(bare);
        let balances = self.balances(groups.get(known..).unwrap_or_default());
        groups.extend(balances);
    }

    /// The index of the first number at or behind an offset.
    fn index(&self, offset: usize) -> usize {
        self.numbers.partition_point(|number| number.at.start < offset)
    }

    fn calls(&self, first: usize, last: usize) -> Vec<Call> {
        let said = &self.text[self.sentence.clone()];
        let mut calls = Vec::new();
        for (word, announced) in [("其中", Announced::Among), ("分别", Announced::Respectively)] {
            for (at, _) in said.match_indices(word) {
                let at = self.sentence.start + at;
                calls.push(Call { announced, at, from: at + word.len(), total: None });
            }
        }
        for (from, to) in sum::sorted_by(said) {
            let (at, from) = (self.sentence.start + from, self.sentence.start + to);
            calls.push(Call { announced: Announced::Sorted, at, from, total: None });
        }
        for at in first..last {
            let end = self.numbers[at].whole.end;
            if !self.is_amount(at) || end > self.sentence.end {
                continue;
            }
            let behind = &self.text[end..self.sentence.end];
            let noun = noun(behind);
            let (announced, length) = if behind.starts_with(':') {
                (Announced::Colon, 1)
            } else if behind[noun..].starts_with('(') && !behind[noun..].starts_with("(其中") {
                (Announced::Paren, noun + 1)
            } else if let Some(length) = sum::within(behind) {
                (Announced::Within, length)
            } else {
                continue;
            };
            let announcing =
                self.text[end + length..].starts_with("其中") || self.text[end + length..].starts_with("分别");
            if !announcing {
                calls.push(Call { announced, at: end, from: end + length, total: Some(at) });
            }
        }
        calls
    }

    /// Whether a number is an amount that can be summed.
    fn is_amount(&self, at: usize) -> bool {
        self.numbers.get(at).is_some_and(|number| {
            let kind = number.unit.clone().map(|unit| unit::kind(&self.text[unit]));
            !number.percent
                && matches!(kind, Some(Kind::Count | Kind::Money | Kind::Measure))
                && !number.value.is_sign_negative()
        })
    }

    fn unit(&self, number: &Number) -> &str {
        number.unit.clone().map_or("", |unit| &self.text[unit])
    }

    /// The words before a number, back to the number or the clause before it.
    fn lead(&self, at: usize) -> &str {
        let number = &self.numbers[at];
        let from = if at > 0 { self.numbers[at - 1].whole.end } else { self.before.start };
        let from = from.max(self.before.start).min(number.whole.start);
        let lead = &self.text[from..number.whole.start];
        clause::last(lead, Fine::Item)
    }

    fn group(&self, call: Call, context: Option<&'a Number>) -> Option<Group<'a>> {
        let (parts, mut open) = self.parts(call)?;
        let unit = self.unit(parts.first()?.number);
        let (total, rivals) = match call.total {
            Some(at) => self.changed_from(at),
            None => self.total(call, context, &parts, unit)?,
        };
        if self.unit(total) != unit {
            return None;
        }
        let first = &self.text[call.from..parts[0].number.whole.start];
        // Titles, or a sentence, behind a colon are what was counted; the amounts behind them are others.
        if call.announced == Announced::Colon && (first.contains('》') || first.chars().count() > OPENING) {
            return None;
        }
        let label = first.trim_start_matches([':', ',']);
        open |= sum::announces_some(first) || (call.announced == Announced::Among && label.contains(':'));
        let leads = || parts.iter().map(|part| &self.text[part.lead.clone()]);
        let around = self.lead(self.index(total.at.start));
        open |= around.contains('约');
        let dealing = leads().any(sum::is_dealing) || sum::is_dealing(around);
        let channels = !dealing && leads().filter(|lead| sum::is_channel(lead)).count() * 2 > parts.len();
        let family = self.family(&parts);
        let entire = family != 0 || parts.len() > 2 && self.is_listed(&parts);
        let rest = parts.last().is_some_and(|part| sum::is_rest(&self.text[part.lead.clone()]));
        let named = matches!(call.announced, Announced::Among | Announced::Paren | Announced::Respectively);
        open |= named && self.families.has_many(family) && parts.len() == 2 && !rest;
        Some(Group { total, parts, announced: call.announced, open, channels, rivals, entire })
    }

    /// The families that the names of all parts belong to; 0 where they share none.
    fn family(&self, parts: &[Part<'_>]) -> Kin {
        let name = |part: &Part<'_>| self.text[part.lead.clone()].trim_start_matches([',', ';', '、', ':']);
        let kin = parts.iter().fold(family::ANY, |all, part| all & self.families.of(name(part)));
        if kin == family::ANY { 0 } else { kin }
    }

    /// Whether all parts are joined by 、.
    fn is_listed(&self, parts: &[Part<'_>]) -> bool {
        parts.iter().skip(1).all(|part| self.text[part.lead.clone()].starts_with('、'))
    }
}

/// The longest text between a colon and the first part behind it, in characters.
const OPENING: usize = 30;

/// The longest noun that a number counts, in characters.
const NOUN: usize = 14;

/// The length of the noun that a number directly before counts: 基层医疗卫生机构 of `78个基层医疗卫生机构(…)`. Only where it
/// ends at a bracket.
fn noun(behind: &str) -> usize {
    let noun: usize =
        behind.chars().take(NOUN).take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).map(char::len_utf8).sum();
    if behind[noun..].starts_with('(') { noun } else { 0 }
}
