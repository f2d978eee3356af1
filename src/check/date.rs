//! `check.date`: dates exist, are written whole, and lie in the year that they are said to count.
//!
//! ```toml
//! check.date = { within = "period", unless = ["同比", "上年"] }
//! check.date = { deadline = "01-31", own = true }
//! check.date = { ended = true }
//! ```
//!
//! With `deadline` (a day of the year after the one reported on) or `ended` only the day of publication is asked
//! about: see [`deadline`].
//!
//! Impossible days and years that lost their zeros are found anywhere but in titles in 《》 and documents' numbers. With
//! `within = "period"` a count up to a day after the year, and (at most a warning) another year's number said of this
//! year's work or a signature dated before the year ends. Not in sentences that match one of `unless`. Plans,
//! comparisons and dates of publication are none of it; what copying damaged is not judged here.

pub mod deadline;
mod stale;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::fold;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::{date as written, period as names, time as zh};
use crate::lexicon::pattern::Pattern;
use crate::reading::date::{Date, Flaw};

/// How many pieces at the end may be a signature.
const TAIL: usize = 6;

/// How far behind a date what is counted up to it may stand, in bytes.
const REST: usize = 3000;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    within: bool,
    unless: Vec<Pattern>,
    publication: Option<deadline::Params>,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let within = fields.one_of("within", &[("period", true), ("anything", false)]).unwrap_or(false);
    Params { within, unless: fields.patterns("unless"), publication: deadline::compile(fields) }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    if let Some(publication) = &params.publication {
        return deadline::run(publication, context);
    }
    let facts = context.facts;
    let year = facts.identity.settled_year();
    let mut hits = Vec::new();
    let mut unknown = false;
    for date in facts.dates.iter().filter(|date| !date.quoted) {
        let hit = match date.flaw {
            Some(Flaw::Impossible) => impossible(context, date),
            Some(Flaw::LostZeros) => Some(lost_zeros(context, date)),
            Some(Flaw::Damaged) => None,
            None if params.within => {
                let counted = counted(context, date);
                unknown |= counted && year.is_none();
                year.and_then(|year| {
                    let outside = outside(context, date, year, counted);
                    outside.or_else(|| stale::stale(context, date, year)).or_else(|| signed_early(context, date, year))
                })
                .filter(|_| !excepted(params, context, date, counted))
            }
            None => None,
        };
        hits.extend(hit);
    }
    let reason = Wording::new(
        "报告年份不明,无法判断统计截止日是否在报告年度之内",
        "the report's year is unknown, so whether counts end within it cannot be told",
    );
    Outcome::or_undetermined(hits, unknown.then_some(reason))
}

/// Whether the report was published after the deadline that a rule sets.
#[must_use]
pub fn overdue(params: &Params, context: &Context<'_>) -> Option<deadline::Overdue> {
    deadline::overdue(params.publication.as_ref()?, context)
}

fn text<'c>(context: &Context<'c>, date: &Date) -> &'c str {
    context.facts.prose.text.get(date.at.clone()).unwrap_or_default()
}

fn sentence<'c>(context: &Context<'c>, date: &Date) -> &'c str {
    let prose = &context.facts.prose;
    prose.text.get(prose.sentence_at(date.at.start)).unwrap_or_default()
}

/// Whether one of `unless` is said in its sentence; of a count, in the clauses up to what is counted.
fn excepted(params: &Params, context: &Context<'_>, date: &Date, counted: bool) -> bool {
    let prose = &context.facts.prose;
    let mut sentence = prose.sentence_at(date.at.start);
    if counted {
        let range = prose.clause_at(date.at.start);
        let rest = fold::ahead(&prose.text, range.end, REST);
        let end = rest.match_indices(['。', ';', '\n', ',']).nth(1).map_or(rest.len(), |(at, _)| at);
        sentence = range.start..range.end + end;
    }
    params.unless.iter().any(|pattern| context.facts.scanned().matches(pattern, &sentence))
}

fn hit(context: &Context<'_>, date: &Date, message: Wording) -> Hit {
    Hit::at(context.facts.prose.source(date.at.clone()), message).subject("date")
}

/// Whether a date is an end of a period.
fn bounds(context: &Context<'_>, date: &Date) -> bool {
    let periods = &context.facts.periods;
    let at = periods.partition_point(|period| period.at.end <= date.at.start);
    periods.get(at).is_some_and(|period| period.at.contains(&date.at.start))
}

/// A day that no calendar has. That of a statistics period is the period's own finding.
fn impossible(context: &Context<'_>, date: &Date) -> Option<Hit> {
    let bounds = bounds(context, date);
    let sentence = sentence(context, date);
    if bounds && names::NAMES.iter().any(|name| sentence.contains(name)) {
        return None;
    }
    let day = text(context, date);
    Some(hit(context, date, Wording::new(format!("日期不存在:{day}"), format!("no such day: {day}"))))
}

/// 二九年十二月. Two characters that may be this century's short form are at most a warning.
fn lost_zeros(context: &Context<'_>, date: &Date) -> Hit {
    let said = text(context, date);
    let digits: Vec<u32> = said.chars().map_while(written::digit).collect();
    let short_form = digits.len() == 2 && digits.get(1).is_some_and(|digit| (1..=7).contains(digit));
    let hit = hit(
        context,
        date,
        Wording::new(
            format!("年份缺字(可能丢失了“〇”):{said}"),
            format!("the year lacks characters, 〇 perhaps: {said}"),
        ),
    )
    .help(Wording::new("年份写全四位,如“二〇一二年”", "write all four characters of the year"));
    if short_form { hit.at_most(Severity::Warning) } else { hit }
}

/// Whether something is counted up to this date: 截至… and a number with its counter in the sentence.
fn counted(context: &Context<'_>, date: &Date) -> bool {
    let prose = &context.facts.prose;
    let before = prose.text.get(..date.at.start).unwrap_or_default();
    let up_to = zh::UP_TO.iter().any(|word| before.ends_with(word));
    up_to && !bounds(context, date) && date.month.is_some() && counts(fold::ahead(&prose.text, date.at.end, REST))
}

/// Whether what is left of the sentence counts something.
fn counts(rest: &str) -> bool {
    let end = rest.find(['。', '\n', ';']).unwrap_or(rest.len());
    let rest = &rest[..end];
    let mut digits = false;
    for (at, c) in rest.char_indices() {
        if digits && zh::COUNTERS.iter().any(|counter| rest[at..].starts_with(counter)) {
            return true;
        }
        // A number that was left unfilled (**条) counts as one.
        digits = c.is_ascii_digit()
            || matches!(c, '*' | '×' | 'X' | 'x')
            || (digits && matches!(c, ',' | '.' | ' ' | '余' | '多' | '万'));
    }
    false
}

/// Whether it ends a stretch over years that is counted: 自2008年5月1日至2012年12月31日,历年累计公开300条.
fn accumulated(context: &Context<'_>, date: &Date) -> bool {
    let prose = &context.facts.prose;
    let rest = prose.text.get(date.at.end..prose.sentence_at(date.at.end).end).unwrap_or_default();
    let begins = rest.trim_start_matches(['止', ',', ' ']);
    bounds(context, date)
        && date.month.is_some()
        && zh::OVER_YEARS.iter().any(|word| begins.starts_with(word))
        && counts(rest)
}

/// Counts up to a day after the year reported on.
fn outside(context: &Context<'_>, date: &Date, year: i32, counted: bool) -> Option<Hit> {
    date.year.filter(|said| *said > year && (counted || accumulated(context, date)))?;
    let day = text(context, date);
    let message = Wording::new(
        format!("统计截至{day},不在报告年度({year}年)之内"),
        format!("counts up to {day}, outside the year reported on ({year})"),
    );
    let help = Wording::new(format!("数字应截至{year}年12月31日"), format!("count up to 31 December {year}"));
    Some(hit(context, date, message).help(help))
}

/// Whether a date stands alone in a line at the end, as below a signature.
fn signs(context: &Context<'_>, date: &Date) -> bool {
    let prose = &context.facts.prose;
    let tail = prose.pieces.len().saturating_sub(TAIL).max(1);
    let at = prose.pieces.partition_point(|piece| piece.range.end < date.at.end);
    let line =
        |at: usize| prose.pieces.get(at).and_then(|piece| prose.text.get(piece.range.clone())).unwrap_or_default();
    let alone = line(at).trim_matches(['(', ')', ' ']).len() == date.at.len();
    // Where annexes stand behind it, the agency's name above it tells.
    let agency = context.facts.identity.agency.as_ref().map(|agency| agency.value.as_str());
    let below = at > 1 && agency.is_some_and(|agency| line(at - 1) == agency) && at > TAIL;
    alone && (at >= tail || below)
}

/// A signature dated before the year reported on was over.
fn signed_early(context: &Context<'_>, date: &Date, year: i32) -> Option<Hit> {
    let alone = signs(context, date);
    let (said, month) = (date.year?, date.month?);
    let early = said < year || (said == year && month <= 10);
    (alone && early && date.day.is_some() && (year - said) <= 2).then(|| {
        let day = text(context, date);
        let message = Wording::new(
            format!("落款日期{day}早于报告年度({year}年)结束"),
            format!("signed on {day}, before the year reported on ({year}) was over"),
        );
        hit(context, date, message).at_most(Severity::Warning)
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;

    #[test]
    fn dates_right_and_wrong() {
        let params = "within = 'period'\nunless = ['同比', '上年']";
        let cases: &[(&str, &[&str])] = &[
            ("2010年4月31日召开会议。", &["2010年4月31日"]),
            ("二九年十二月", &["二九年十二月"]),
            ("截止2011年3月24日,我乡已主动公开信息30条。", &["2011年3月24日"]),
            ("截至2010年12月31日,我乡已主动公开信息30条。", &[]),
            ("2011年,我局将继续公开信息100条以上。", &[]),
            ("《2011年4月31日通知》", &[]),
            ("2009年,我局共公开信息45条。", &["2009年"]),
            ("2009年,我局共公开信息45条,2010年60条。", &[]),
        ];
        for (text, expected) in cases {
            let given = Given { year: Some(2010), excerpt: true, ..Given::default() };
            let outcome = ask("date", params, &Vocabulary::default(), &given, text);
            assert_eq!(sites(text, &outcome), *expected, "{text}");
        }
    }
}
