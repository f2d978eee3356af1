//! Totals and their parts as prose tells them: `共656条,其中A36条,B4条`. Tells what belongs together and how sure that
//! is; whether it adds up is for `breakdown` and `share` to say.

mod behind;

use crate::fact::Facts;
use crate::fact::number::Number;
use crate::language::zh::sum;
use crate::language::zh::unit::{self, Kind};
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

/// Every total with its parts, in the prose of a report.
#[must_use]
pub fn find<'a>(facts: &'a Facts<'_>) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    for piece in &facts.prose.pieces {
        if facts.in_table(piece.range.start) {
            continue;
        }
        let first = facts.numbers.partition_point(|number| number.at.start < piece.range.start);
        let last = facts.numbers.partition_point(|number| number.at.start < piece.range.end);
        let numbers = &facts.numbers[first..last];
        if numbers.len() < 2 {
            continue;
        }
        let mut before = piece.range.start..piece.range.start;
        for sentence in sentences(&facts.prose.text, piece.range.clone()) {
            let scene = Scene { text: &facts.prose.text, numbers, before: before.clone(), sentence: sentence.clone() };
            scene.groups(&mut groups);
            before = sentence;
        }
    }
    groups
}

/// The sentences of a range, their end marks left out.
fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = range.start;
    for (at, c) in text[range.clone()].char_indices().filter(|(_, c)| matches!(c, '。' | '!' | '?')) {
        sentences.push(start..range.start + at);
        start = range.start + at + c.len_utf8();
    }
    sentences.push(start..range.end);
    sentences
}

/// A sentence with the one before it and the numbers of their piece.
#[derive(Debug)]
struct Scene<'a, 'b> {
    text: &'b str,
    numbers: &'a [Number],
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
            let (announced, length) = if behind.starts_with(':') {
                (Announced::Colon, 1)
            } else if behind.starts_with('(') && !behind.starts_with("(其中") {
                (Announced::Paren, 1)
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
            !number.percent && matches!(kind, Some(Kind::Count | Kind::Money)) && !number.value.is_sign_negative()
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
        lead.rsplit([',', ';', '。', '、']).next().unwrap_or(lead)
    }

    fn group(&self, call: Call, context: Option<&'a Number>) -> Option<Group<'a>> {
        let (parts, mut open) = self.parts(call)?;
        let unit = self.unit(parts.first()?.number);
        let (total, rivals) = match call.total {
            Some(at) => (&self.numbers[at], Vec::new()),
            None => self.total(call, context, &parts, unit)?,
        };
        if self.unit(total) != unit {
            return None;
        }
        let first = &self.text[call.from..parts[0].number.whole.start];
        let label = first.trim_start_matches([':', ',']);
        open |= sum::announces_some(first) || (call.announced == Announced::Among && label.contains(':'));
        let leads = || parts.iter().map(|part| &self.text[part.lead.clone()]);
        let around = self.lead(self.index(total.at.start));
        open |= around.contains('约');
        let dealing = leads().any(sum::is_dealing) || sum::is_dealing(around);
        let channels = !dealing && leads().filter(|lead| sum::is_channel(lead)).count() * 2 > parts.len();
        Some(Group { total, parts, announced: call.announced, open, channels, rivals })
    }

    /// The total that an announcement without one speaks of, and the other amounts it may mean.
    fn total(
        &self,
        call: Call,
        context: Option<&'a Number>,
        parts: &[Part<'a>],
        unit: &str,
    ) -> Option<(&'a Number, Vec<Decimal>)> {
        let end = self.index(call.at);
        if self.text[..call.at].ends_with('(') {
            let at = end.checked_sub(1)?;
            let near = self.numbers[at].whole.end + 1 == call.at;
            return (near && self.is_amount(at)).then(|| (&self.numbers[at], Vec::new()));
        }
        if call.announced == Announced::Sorted
            && let Some(total) = context.filter(|total| self.unit(total) == unit)
        {
            return Some((total, Vec::new()));
        }
        let pick = |range: Range<usize>| -> Vec<usize> {
            let range = self.index(range.start)..self.index(range.end).min(end);
            range
                .rev()
                .filter(|at| self.is_amount(*at) && self.unit(&self.numbers[*at]) == unit)
                .filter(|at| !sum::is_change(self.lead(*at)))
                .take(MANY)
                .collect()
        };
        let mut found = pick(self.sentence.start..call.at);
        let opens = self.text[self.sentence.start..call.at].trim_matches([',', ' ']).is_empty();
        if found.is_empty() && (opens || call.announced != Announced::Respectively) {
            found = pick(self.before.clone());
        }
        let total = self.value_sum(parts);
        let nearest = *found.first()?;
        // Among several the one that the parts make up is meant, else the nearest that could hold them.
        let exact = found.iter().find(|at| Some(self.numbers[**at].value) == total);
        let large = found.iter().find(|at| parts.iter().all(|part| part.number.value <= self.numbers[**at].value));
        let chosen = *exact.or(large).unwrap_or(&nearest);
        let mut rivals: Vec<Decimal> =
            found.iter().filter(|at| **at != chosen).map(|at| self.numbers[*at].value).collect();
        let whole = found.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(self.numbers[*at].value));
        rivals.extend(whole.filter(|_| found.len() > 1));
        Some((&self.numbers[chosen], rivals))
    }

    fn value_sum(&self, parts: &[Part<'_>]) -> Option<Decimal> {
        parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.number.value))
    }

    /// The parts behind an announcement, and whether the list is cut short or left open.
    fn parts(&self, call: Call) -> Option<(Vec<Part<'a>>, bool)> {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut open = false;
        let mut cursor = call.from;
        let mut at = self.index(call.from);
        let stop = self.closing(call);
        let mut semicolons = false;
        while let Some(number) = self.numbers.get(at).filter(|number| number.whole.end <= stop) {
            let lead = &self.text[cursor.min(number.whole.start)..number.whole.start];
            if parts.len() >= MANY {
                return None;
            }
            if number.percent {
                if let Some(part) = parts.last_mut()
                    && part.share.is_none()
                    && speaks_of_share(&self.text[part.number.whole.end..number.whole.start])
                {
                    part.share = Some(number);
                    cursor = number.whole.end;
                }
                at += 1;
                continue;
            }
            if !parts.is_empty() && self.ends_before(lead, &parts, semicolons) {
                break;
            }
            if !self.is_amount(at) {
                at += 1;
                continue;
            }
            if let Some(inner) = nested(lead) {
                // A list within a part: skipped where it adds up, else the outer one cannot be told.
                match self.skip_inner(at, stop, parts.last().map(|part| part.number)) {
                    Some((next, end)) => {
                        at = next;
                        cursor = end;
                        continue;
                    }
                    None if inner => return None,
                    None => {
                        open = true;
                        break;
                    }
                }
            }
            if sum::is_change(lead) {
                at += 1;
                continue;
            }
            if let Some(first) = parts.first()
                && self.unit(first.number) != self.unit(number)
            {
                open |= !lead.starts_with([',', ';']);
                break;
            }
            if parts.len() == 1 && lead.contains(';') {
                semicolons = true;
            }
            open |= sum::leaves_open(&self.text[number.whole.end..stop]);
            parts.push(Part { number, lead: cursor..number.whole.start, share: None });
            cursor = number.whole.end;
            at += 1;
        }
        let shares = !parts.is_empty() && parts.iter().all(|part| part.share.is_none());
        if shares {
            self.respective_shares(&mut parts, stop);
        }
        (!parts.is_empty()).then_some((parts, open))
    }

    /// Whether the words before the next amount end a list.
    fn ends_before(&self, lead: &str, parts: &[Part<'_>], semicolons: bool) -> bool {
        if lead.contains("其中") && !lead.contains("(其中") && parts.len() > 1 && lead.contains(';') {
            return true;
        }
        if lead.contains("中,") && !lead.contains("其中,") || sum::speaks_of_total(lead) {
            return true;
        }
        // A semicolon separates items only where it does so from the first on.
        if lead.contains(';') && !semicolons && parts.len() > 1 {
            return true;
        }
        let clause = lead.rsplit([',', ';']).next().unwrap_or(lead);
        let separated = lead.contains([',', ';']);
        let first = self.text[parts[0].lead.clone()].trim_start_matches([',', ':']);
        separated && (sum::begins_anew(clause) || sum::begins_anew(lead)) && !sum::begins_anew(first)
    }

    /// Where the list ends at the latest: the end of the sentence or of the parentheses that it stands in.
    fn closing(&self, call: Call) -> usize {
        let mut depth = 0_i32;
        let inside = self.text[..call.at].ends_with('(') || call.announced == Announced::Paren;
        for (at, c) in self.text[call.from..self.sentence.end].char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 && inside => return call.from + at,
                ')' => depth -= 1,
                _ => {}
            }
        }
        self.sentence.end
    }

    /// Skip the amounts that make up a part: the index and the offset behind them.
    fn skip_inner(&self, from: usize, stop: usize, part: Option<&Number>) -> Option<(usize, usize)> {
        let part = part?;
        let start = self.numbers[from].whole.start;
        let opened = self.text[part.whole.end..start].contains('(');
        if opened {
            let close = self.text[start..stop].find(')').map(|at| start + at)?;
            return Some((self.index(close), close));
        }
        let mut left = part.value;
        for at in from..self.numbers.len().min(from + MANY) {
            let number = &self.numbers[at];
            if number.whole.end > stop {
                return None;
            }
            if self.is_amount(at) && self.unit(number) == self.unit(part) {
                left = left.checked_sub(number.value)?;
                if left.is_zero() {
                    return Some((at + 1, number.whole.end));
                }
            }
        }
        None
    }

    /// `分别占30%、50%、20%` behind the parts.
    fn respective_shares(&self, parts: &mut [Part<'a>], stop: usize) {
        let Some(end) = parts.last().map(|part| part.number.whole.end) else { return };
        let from = self.index(end);
        let shares: Vec<&'a Number> =
            self.numbers[from..].iter().take_while(|number| number.percent && number.whole.end <= stop).collect();
        let Some(first) = shares.first() else { return };
        let lead = &self.text[end..first.whole.start];
        if shares.len() == parts.len() && lead.contains("分别占") && lead.chars().count() <= 12 {
            for (part, share) in parts.iter_mut().zip(shares) {
                part.share = Some(share);
            }
        }
    }
}

/// Whether the words before an amount begin a list within a part; true where 其中 says so.
fn nested(lead: &str) -> Option<bool> {
    let opens = lead.rfind('(').is_some_and(|at| !lead[at..].contains(')'));
    if lead.contains("其中") {
        return Some(true);
    }
    opens.then_some(false)
}

/// Whether the words between a count and a percentage make it the count's share.
fn speaks_of_share(between: &str) -> bool {
    const BASES: [&str; 14] =
        ["全市", "全县", "全区", "全省", "全国", "上年", "去年", "计划", "任务", "预算", "收入", "率", "比上", "同比"];
    let plain = between.trim_start_matches([',', ' ', '(', '、']);
    let says = plain.is_empty() && between.starts_with('(')
        || ["占", "比例", "比重"].iter().any(|word| plain.contains(word)) && between.chars().count() <= 20;
    says && !between.contains("分别")
        && !between.contains([';', '。'])
        && !BASES.iter().any(|word| between.contains(word))
}
