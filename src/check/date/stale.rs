//! Years that were copied from an older report: another year said of this year's own work, a plan for a year that is past.
//!
//! All of it is at most a warning: a report may tell of the past. What tells of it (以来, 制定, 考核, a comparison, this
//! year's own number nearby) is left alone.

use super::{counts, hit};
use crate::check::Context;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::{period, time as zh};
use crate::reading::date::Date;

/// How far behind its sentence the year's own number excuses another one, in characters.
const BEHIND: usize = 80;

/// How far before it, in characters.
const AHEAD: usize = 60;

/// The words around a year.
struct Around<'t> {
    /// From its sentence's beginning to the date.
    head: &'t str,
    /// From the date to its sentence's end.
    rest: &'t str,
    /// Some of what follows the sentence.
    following: String,
    /// Some of what stands before it in its paragraph.
    preceding: String,
    /// Some of what stands before it, which may say what a list of plans is for.
    ahead: String,
    /// Whether it begins a paragraph.
    opens: bool,
    /// Whether the paragraph before or behind begins with a year too, as in an account by years.
    listed: bool,
}

impl<'t> Around<'t> {
    /// What stands around a date, no further than its paragraph: another paragraph, a heading or a table excuses nothing.
    fn of(context: &'t Context<'_>, date: &Date) -> Option<Self> {
        let prose = &context.facts.prose;
        let at = prose.pieces.partition_point(|piece| piece.range.end < date.at.start);
        let piece = prose.pieces.get(at)?.range.clone();
        let range = prose.sentence_at(date.at.start);
        let back = |from: usize| -> Option<String> {
            let before: Vec<char> =
                prose.text.get(from.min(range.start)..range.start)?.chars().rev().take(AHEAD).collect();
            Some(before.into_iter().rev().collect())
        };
        let opens = piece.start == date.at.start;
        let begun = |at: usize| {
            let piece = prose.pieces.get(at).map(|piece| piece.range.start);
            piece.is_some_and(|start| context.facts.dates.binary_search_by_key(&start, |date| date.at.start).is_ok())
        };
        Some(Self {
            head: prose.text.get(range.start..date.at.start)?,
            rest: prose.text.get(date.at.end..range.end)?,
            following: prose.text.get(range.end..piece.end.max(range.end))?.chars().take(BEHIND).collect(),
            preceding: back(piece.start)?,
            ahead: back(0)?,
            opens,
            listed: opens && (begun(at + 1) || at.checked_sub(1).is_some_and(begun)),
        })
    }
}

impl Around<'_> {
    /// What follows the date, without words that only look as if they told of the past.
    fn plain(&self) -> String {
        zh::NO_PAST.iter().fold(self.rest.to_owned(), |rest, word| rest.replace(word, ""))
    }
}

/// Another year in this year's place.
pub fn stale(context: &Context<'_>, date: &Date, year: i32) -> Option<Hit> {
    let said = date.year?;
    let around = Around::of(context, date)?;
    if passed(&around, date, said, year) {
        let message = Wording::new(
            format!("报告的是{year}年的工作,这里是对{said}年的打算"),
            format!("the report is for {year}, this is a plan for {said}"),
        );
        return Some(hit(context, date, message).at_most(Severity::Warning));
    }
    let copied = said != year
        && date.month.is_none()
        && (told(&around, said, year) || opening(&around, said, year) || compiled(&around, date, said, year));
    copied.then(|| {
        let message = Wording::new(
            format!("报告的是{year}年的工作,这里写的是{said}年"),
            format!("the report is for {year}, this says {said}"),
        );
        hit(context, date, message).at_most(Severity::Warning)
    })
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// 2009年,我局共公开信息45条 in a report for 2010: at the head of its sentence, with a count or with 没有, no comparison,
/// and no word of the report's own year in it or around it.
fn told(around: &Around<'_>, said: i32, year: i32) -> bool {
    if !around.head.is_empty() || around.listed || (year - said).abs() != 1 {
        return false;
    }
    let own = |text: &str| text.contains(&year.to_string());
    let rest = around.plain();
    let rest = rest.as_str();
    // What stands in another paragraph or a table excuses nothing, and what is said of no year before it does neither.
    let following = around.following.split('\n').next().unwrap_or_default();
    let preceding = around.preceding.rsplit('\n').next().unwrap_or_default();
    let work = has(rest, zh::THIS_YEAR) || has(rest, zh::OWN_WORK);
    let of_us = rest.trim_start_matches(',').starts_with(zh::US) || said > year;
    (counts(rest) || (of_us && has(rest, zh::DENIED)))
        && work
        && !around.listed
        && !has(rest, zh::OTHER_YEARS)
        && !has(rest, zh::PLANS)
        && ![rest, following, preceding].into_iter().any(own)
        && !has(following, zh::NOW)
}

/// 编制的2009年度…年度报告, 现将2009年…年度报告公布 in a report for another year: the report speaks of itself.
fn compiled(around: &Around<'_>, date: &Date, said: i32, year: i32) -> bool {
    let clause = around.rest.split([',', ';', ':', '(', '《']).next().unwrap_or_default();
    let named = zh::REPORTS.iter().any(|word| clause.contains(word));
    let head = around.head.rsplit([',', ';', '(']).next().unwrap_or_default();
    let made = has(head, zh::MAKES) && !has(head, zh::SINCE);
    !date.quoted && (1..=8).contains(&(year - said).abs()) && named && made && !around.rest.contains(&year.to_string())
}

/// 2009年,我局在县委领导下… as a paragraph's first words: not in an account by years, and nothing of the past in it.
fn opening(around: &Around<'_>, said: i32, year: i32) -> bool {
    if !around.opens || around.listed || !(1..=2).contains(&(year - said)) || !around.rest.starts_with(zh::LEADS) {
        return false;
    }
    let own = |text: &str| text.contains(&year.to_string()) || has(text, zh::NOW);
    let paragraph = around.following.split('\n').next().unwrap_or_default();
    // The period behind it says the year without being an account of it.
    let paragraph =
        period::NAMES.iter().filter_map(|name| paragraph.find(name)).min().map_or(paragraph, |at| &paragraph[..at]);
    let rest = around.plain();
    let past = !has(&rest, zh::SERVED) && (has(&rest, zh::PAST) || has(&rest, zh::SET_OUT));
    !past && !own(&rest) && !own(paragraph)
}

/// 2009年,我局将从… in a report for 2010, or for 2009 itself: a plan belongs to the year after.
fn passed(around: &Around<'_>, date: &Date, said: i32, year: i32) -> bool {
    if said > year || year - said > 5 || !around.head.chars().all(|c| !c.is_alphabetic()) {
        return false;
    }
    let coming = (year + 1).to_string();
    if date.month.is_some() {
        let ahead = [around.ahead.as_str(), around.head].concat();
        let done =
            around.rest.strip_prefix('前').is_some_and(|rest| zh::DONE.iter().any(|word| rest.starts_with(word)));
        return said < year && done && (ahead.contains(&coming) || has(&ahead, zh::PLANS));
    }
    let rest = around.rest.trim_start_matches(',');
    // Who it is that plans: 我局, 学校, a few characters without a mark.
    let begins = rest.char_indices().map(|(at, _)| at).take(9).take_while(|at| !rest[..*at].contains([',', '、', '(']));
    let plans = begins.into_iter().any(|at| zh::TO_COME.iter().any(|word| rest[at..].starts_with(word)));
    plans && !rest.contains(&coming) && (said < year || !around.rest.contains(&year.to_string()))
}
