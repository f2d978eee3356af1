//! The parts behind an announcement: which amounts belong to the list, where it ends, and what lies nested in it.

use super::{Announced, Call, MANY, Part, REACH, Scene};
use crate::language::zh::{share, sum};
use crate::reading::clause::{self, Fine};
use crate::reading::numeral::Number;

impl<'a> Scene<'a, '_> {
    /// The parts behind an announcement, and whether the list is cut short or left open.
    pub(super) fn parts(&self, call: Call) -> Option<(Vec<Part<'a>>, bool)> {
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
            if !parts.is_empty() && self.ends_before(call, lead, &parts, semicolons) {
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
    fn ends_before(&self, call: Call, lead: &str, parts: &[Part<'_>], semicolons: bool) -> bool {
        if lead.contains("其中") && !lead.contains("(其中") && parts.len() > 1 && lead.contains(';') {
            return true;
        }
        let first = self.text[parts[0].lead.clone()].trim_start_matches([',', ':']);
        if lead.contains("中,") && !lead.contains("其中,")
            || sum::speaks_of_total(lead) && !sum::counts_alike(first, clause::last(lead, Fine::Item))
        {
            return true;
        }
        // A semicolon separates items only where it does so from the first on.
        if lead.contains(';') && !semicolons && parts.len() > 1 {
            return true;
        }
        let clause = clause::last(lead, Fine::Clause);
        let separated = lead.contains([',', ';']);
        let anew = sum::begins_anew(clause) || sum::begins_anew(lead);
        separated && anew && !sum::begins_anew(first) && !self.goes_on(call, clause)
    }

    /// Whether a clause that begins anew does so with the total's own verb and noun, so that it goes on with its parts:
    /// `发布信息230条,其中…210条;发布概况类信息8条`.
    fn goes_on(&self, call: Call, clause: &str) -> bool {
        let Some(total) = self.index(call.at).checked_sub(1).filter(|at| self.is_amount(*at)) else { return false };
        let said = self.upto_stop(total);
        let verb = sum::fresh(clause);
        let noun = clause.char_indices().rev().nth(1).map(|(at, _)| &clause[at..]);
        verb.zip(noun).is_some_and(|(verb, noun)| said.contains(verb) && said.ends_with(noun))
    }

    /// Where the list ends at the latest: the end of the sentence or of the parentheses that it stands in.
    fn closing(&self, call: Call) -> usize {
        let mut depth = 0_i32;
        let last = self.text.floor_char_boundary(call.from.saturating_add(REACH)).clamp(call.from, self.sentence.end);
        let inside = self.text[..call.at].ends_with('(') || call.announced == Announced::Paren;
        for (at, c) in self.text[call.from..last].char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 && inside => return call.from + at,
                ')' => depth -= 1,
                _ => {}
            }
        }
        last
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
        if shares.len() == parts.len() && share::is_in_order(lead) && lead.chars().count() <= 12 {
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
pub(super) fn speaks_of_share(between: &str) -> bool {
    const BASES: [&str; 14] =
        ["全市", "全县", "全区", "全省", "全国", "上年", "去年", "计划", "任务", "预算", "收入", "率", "比上", "同比"];
    let plain = between.trim_start_matches([',', ' ', '(', '、']);
    let says = plain.is_empty() && between.starts_with('(')
        || ["占", "比例", "比重"].iter().any(|word| plain.contains(word)) && between.chars().count() <= 20;
    says && !between.contains("分别")
        && !share::is_of_change(between)
        && !between.contains([';', '。'])
        && !BASES.iter().any(|word| between.contains(word))
}
