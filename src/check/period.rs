//! `check.period`: the statistics period is stated and is the report's year.
//!
//! ```toml
//! check.period = { required = true, from = "01-01", to = "12-31", first = 2008-05-01, missing = "warning" }
//! ```
//!
//! `from` and `to` are month and day; `first` is the first day of the regime, from which the report of its first year
//! may count; `missing` caps the severity of a period that is not stated. Days that do not exist or lie elsewhere are
//! errors; digits that vanished in copying make it undetermined; some activity's stretch of time is none of it.

use super::param::Fields;
use super::{Context, Outcome};
use crate::finding::{Fault, Hit, Severity, Wording};
use crate::language::zh::period as zh;
use crate::reading::date::{Date, Flaw, Period};
use crate::span::Span;
use crate::spanned::Value;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    required: bool,
    from: (u32, u32),
    to: (u32, u32),
    first: Option<(i32, u32, u32)>,
    missing: Option<Severity>,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let required = fields.flag("required").unwrap_or(true);
    let from = month_day(fields, "from").unwrap_or((1, 1));
    let to = month_day(fields, "to").unwrap_or((12, 31));
    let severities = [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];
    Params { required, from, to, first: first(fields), missing: fields.one_of("missing", &severities) }
}

fn month_day(fields: &mut Fields<'_>, key: &'static str) -> Option<(u32, u32)> {
    let (text, span) = fields.spanned_text(key)?;
    let parts = text.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    let valid = parts.filter(|(month, day)| (1..=12).contains(month) && (1..=31).contains(day));
    if valid.is_none() {
        fields.fault(Fault::new(span, Wording::new("这里应为“月-日”,如 01-01", "expected month and day, as in 01-01")));
    }
    valid
}

fn first(fields: &mut Fields<'_>) -> Option<(i32, u32, u32)> {
    let node = fields.node("first")?;
    let date = match &node.value {
        Value::Date(date) => date.date,
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::List(_) | Value::Table(_) => None,
    };
    if date.is_none() {
        let fault =
            Fault::new(node.span, Wording::new("这里应为日期,如 2008-05-01", "expected a date, as in 2008-05-01"));
        fields.fault(fault);
    }
    date.map(|date| (i32::from(date.year), u32::from(date.month), u32::from(date.day)))
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let mut stated: Vec<(&Period, bool)> = facts
        .periods
        .iter()
        .filter_map(|period| {
            let named = named(context, period);
            (named || whole_year(params, period) && !activity(context, period)).then_some((period, named))
        })
        .collect();
    // A year's span in passing does not stand in for the period that is named.
    if stated.iter().any(|(_, named)| *named) {
        stated.retain(|(_, named)| *named);
    }
    let damaged = |date: &Date| date.flaw == Some(Flaw::Damaged);
    let lost = Wording::new(
        "统计期限的数字在复制时丢失,无法判断",
        "digits of the statistics period vanished when the text was copied",
    );
    let year = facts.identity.settled_year();
    let mut hits = Vec::new();
    for (period, named) in &stated {
        if school_year(context, period, year) {
            return Outcome::of(Vec::new());
        }
        if damaged(&period.from) || damaged(&period.to) {
            return Outcome::undetermined(lost);
        }
        let hit = judge(params, context, period, year, *named);
        if hit.is_none() {
            return Outcome::of(Vec::new());
        }
        hits.extend(hit);
    }
    if !hits.is_empty() {
        // One period said wrongly in several places is one finding.
        hits.truncate(1);
        return Outcome::of(hits);
    }
    if facts.dates.iter().any(|date| damaged(date) && said_near(context, date.at.start, date.at.end)) {
        return Outcome::undetermined(lost);
    }
    if !params.required {
        return Outcome::not_applicable(Wording::new("没有写统计期限", "no statistics period is stated"));
    }
    if facts.dates.iter().any(|date| date.month.is_none() && whole_year_said(context, date)) {
        return Outcome::of(Vec::new());
    }
    let message = Wording::new("没有写明统计期限", "the statistics period is not stated");
    let hit = Hit::missing(facts.preface(), message).subject("period");
    Outcome::of(vec![match params.missing {
        Some(severity) => hit.at_most(severity),
        None => hit,
    }])
}

/// Whether it is the year of a school, in the report of a school or one that is titled by the year of a school: twelve
/// whole months from summer to summer, of which one end lies in the report's year.
fn school_year(context: &Context<'_>, period: &Period, year: Option<i32>) -> bool {
    let (from, to) = (&period.from, &period.to);
    let (Some(begins), Some(ends), Some(first), Some(last)) = (from.year, to.year, from.month, to.month) else {
        return false;
    };
    let whole = ends == begins + 1 && zh::SCHOOL_YEAR.contains(&first) && last + 1 == first;
    let edges = from.day.is_none_or(|day| day == 1) && to.day.is_none_or(|day| day >= 28) && to.flaw.is_none();
    let near = year.is_none_or(|year| year == begins || year == ends);
    whole && edges && near && of_a_school(context)
}

/// Whether the report is a school's, by its title or its agency's name.
fn of_a_school(context: &Context<'_>) -> bool {
    let facts = context.facts;
    let title = facts.identity.title.map_or("", |title| facts.document.slice(title));
    let agency = facts.identity.agency.as_ref().map_or("", |agency| agency.value.as_str());
    title.contains(zh::SCHOOL_TERM)
        || zh::SCHOOLS.iter().any(|school| agency.ends_with(school) || (agency.is_empty() && title.contains(school)))
}

/// Whether words in the same sentence name it the statistics period.
fn named(context: &Context<'_>, period: &Period) -> bool {
    said_near(context, period.at.start, period.at.end)
}

fn said_near(context: &Context<'_>, start: usize, end: usize) -> bool {
    let prose = &context.facts.prose;
    let sentence = prose.sentence_at(start);
    let before = prose.text.get(sentence.start..start).unwrap_or_default();
    let skip = before.char_indices().rev().nth(59).map_or(0, |(at, _)| at);
    let after = prose.text.get(end..prose.sentence_at(end).end).unwrap_or_default();
    let after: String = after.chars().take(24).collect();
    zh::NAMES.iter().any(|name| before[skip..].contains(name) || after.contains(name))
}

/// 1 January to 31 December, or as the rulebook has it, of whatever year.
fn whole_year(params: &Params, period: &Period) -> bool {
    let day =
        |date: &Date, (month, day): (u32, u32)| date.month == Some(month) && date.day.is_none_or(|said| said == day);
    day(&period.from, params.from) && day(&period.to, params.to) && period.from.year == period.to.year
}

/// Whether it is some activity's, or counts over many years.
fn activity(context: &Context<'_>, period: &Period) -> bool {
    let prose = &context.facts.prose;
    let clause = prose.text.get(prose.clause_at(period.at.start)).unwrap_or_default();
    zh::ACTIVITIES.iter().any(|word| clause.contains(word))
}

/// 报告期为2019年度: a year named as the period.
fn whole_year_said(context: &Context<'_>, date: &Date) -> bool {
    let after = context.facts.prose.text.get(date.at.end..).unwrap_or_default();
    !date.quoted && (after.starts_with('度') || after.starts_with("全年")) && {
        let prose = &context.facts.prose;
        let before = prose.text.get(prose.clause_at(date.at.start).start..date.at.start).unwrap_or_default();
        zh::NAMES.iter().any(|name| before.contains(name)) && before.chars().count() <= 24
    }
}

/// What is wrong with a period; none where it is the report's year.
fn judge(params: &Params, context: &Context<'_>, period: &Period, year: Option<i32>, named: bool) -> Option<Hit> {
    let prose = &context.facts.prose;
    let at = prose.source(period.at.clone());
    let written = |date: &Date| prose.text.get(date.at.clone()).unwrap_or_default().to_owned();
    let hit = |message: Wording, part: &Date| {
        let span = prose.source(part.at.clone());
        Some(hit_at(at, message, span))
    };
    for date in [&period.from, &period.to] {
        if date.flaw == Some(Flaw::Impossible) {
            let day = written(date);
            return hit(
                Wording::new(
                    format!("统计期限的日期不存在:{day}"),
                    format!("the period has a day that does not exist: {day}"),
                ),
                date,
            );
        }
    }
    if period.from.year != period.to.year && !named {
        return None;
    }
    let same_day =
        |date: &Date, (month, day): (u32, u32)| date.month == Some(month) && date.day.is_none_or(|said| said == day);
    let first = params.first.is_some_and(|(first_year, month, day)| {
        let begins = (period.from.month.unwrap_or(0), period.from.day.unwrap_or(0));
        period.from.year == Some(first_year) && begins <= (month, day)
    });
    let (from, to) = (params.from, params.to);
    let asked = year.map_or_else(String::new, |year| format!("{year}年"));
    let asked_en = year.map_or_else(String::new, |year| format!("{year}-"));
    if !same_day(&period.to, to) || year.is_some_and(|year| period.to.year.is_some_and(|said| said != year)) {
        let wrong = format!("统计期限止于{},应止于{asked}{}月{}日", written(&period.to), to.0, to.1);
        let wrong_en = format!("the period ends on {}, not on {asked_en}{:02}-{:02}", written(&period.to), to.0, to.1);
        return hit(Wording::new(wrong, wrong_en), &period.to);
    }
    // 2021年1月1日—2021年12月: the day fell off. 12月底 is a day.
    if named && period.from.day.is_some() && period.to.day.is_none() && written(&period.to).ends_with('月') {
        let day = written(&period.to);
        let wrong = format!("统计期限的止日没有写全:{day}");
        return hit(Wording::new(wrong, format!("the period's last day is not written out: {day}")), &period.to)
            .map(|hit| hit.at_most(Severity::Warning));
    }
    let other_year = year.or(period.to.year).is_some_and(|year| period.from.year.is_some_and(|said| said != year));
    if (!same_day(&period.from, from) && !first) || other_year {
        let wrong = format!("统计期限始于{},应始于{asked}{}月{}日", written(&period.from), from.0, from.1);
        let wrong_en =
            format!("the period begins on {}, not on {asked_en}{:02}-{:02}", written(&period.from), from.0, from.1);
        return hit(Wording::new(wrong, wrong_en), &period.from);
    }
    None
}

fn hit_at(at: Span, message: Wording, part: Span) -> Hit {
    Hit::at(at, message).subject("period").label(part, Wording::new("这里", "here"))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;
    use crate::finding::{Site, Verdict};

    const PARAMS: &str = "required = true\nfrom = '01-01'\nto = '12-31'\nfirst = 2008-05-01\nmissing = 'warning'";

    fn given(year: i32) -> Given {
        Given { year: Some(year), excerpt: true, ..Given::default() }
    }

    #[test]
    fn periods_right_and_wrong() {
        let cases: &[(i32, &str, &[&str])] = &[
            (2010, "本报告所列数据的统计期限自2010年1月1日起至2010年12月31日止。", &[]),
            (2008, "统计时限为2008年5月1日至2008年12月31日。", &[]),
            (2009, "统计时限为2009年5月1日至2009年12月31日。", &["2009年5月1日至2009年12月31日"]),
            (2011, "内容涵盖我乡2011年1月1日至12月31日期间的工作。", &[]),
            (2011, "统计期限为2011年1月1日至12月20日。", &["2011年1月1日至12月20日"]),
            (2011, "统计期限为2010年1月1日至2010年12月31日。", &["2010年1月1日至2010年12月31日"]),
            (2011, "统计期限为2011年1月1日至2011年12月。", &["2011年1月1日至2011年12月"]),
            (2011, "统计期限为2011年1月1日至12月底。", &[]),
            (2011, "统计期限为2011年1月至12月。", &[]),
            (2011, "统计期限为2011年1月1日至2011年12月32日。", &["2011年1月1日至2011年12月32日"]),
            (2011, "3月1日至5月31日开展专项检查;统计期限为2011年1月1日至12月31日。", &[]),
        ];
        for (year, text, expected) in cases {
            let outcome = ask("period", PARAMS, &Vocabulary::default(), &given(*year), text);
            assert_eq!(sites(text, &outcome), *expected, "{text}");
        }
    }

    #[test]
    fn absent_or_damaged() {
        let absent = ask("period", PARAMS, &Vocabulary::default(), &given(2010), "截至12月底,共公开信息30条。");
        assert!(matches!(absent.hits[0].site, Site::MissingFrom(_)));
        let damaged = "统计期限自20131月1日起至201312月31日止。";
        let outcome = ask("period", PARAMS, &Vocabulary::default(), &given(2013), damaged);
        assert!(matches!(outcome.verdict, Verdict::Undetermined(_)), "{outcome:?}");
    }
}
