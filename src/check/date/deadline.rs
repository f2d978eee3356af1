//! Whether a report was published in time: not before its year was over, not after the deadline.
//!
//! The day of publication is the one that was given beside the report. Where none was and the rule says `own = true`,
//! the day below the signature stands for it, and a finding is no more than info: a report may be signed anew. Without
//! a day the question does not apply. A signature that is dated before the year was over is not asked about here.

use super::{signs, text};
use crate::check::param::Fields;
use crate::check::{Context, Outcome};
use crate::finding::{Fault, Hit, Severity, Wording};
use crate::reading::date::Date as Written;
use jiff::civil::Date;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// The last day, month and day of the year after the one reported on.
    deadline: Option<(i8, i8)>,
    /// Whether the document's own date stands for the day of publication.
    own: bool,
    /// Whether publication before the year was over is a fault.
    ended: bool,
}

/// Read the parameters; none where a rule asks about no publication.
pub fn compile(fields: &mut Fields<'_>) -> Option<Params> {
    let own = fields.flag("own");
    let ended = fields.flag("ended").unwrap_or(false);
    let written = fields.spanned_text("deadline");
    let asked = written.is_some();
    let deadline = written.and_then(|(text, span)| {
        let day = month_day(&text);
        if day.is_none() {
            let message = Wording::new("期限写作 \"01-31\"(月-日)", "a deadline is written \"01-31\", month and day");
            fields.fault(Fault::new(span, message));
        }
        day
    });
    if own.is_some() && !asked {
        let message = Wording::new("`own` 须与 `deadline` 一起写", "`own` goes with `deadline`");
        fields.fault(Fault::new(fields.span, message));
    }
    (asked || ended).then_some(Params { deadline, own: own.unwrap_or(false), ended })
}

fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Date::new(2001, month, day).is_ok().then_some((month, day))
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let signed = || signature(context).filter(|_| params.own && params.deadline.is_some());
    let (day, written) = match (context.published, signed()) {
        (Some(day), _) => (day, None),
        (None, Some((day, written))) => (day, Some(written)),
        (None, None) => {
            return Outcome::not_applicable(Wording::new("没有给出公布日期", "the day of publication was not given"));
        }
    };
    let Some(year) = context.facts.identity.settled_year() else {
        return Outcome::undetermined(Wording::new(
            "报告年份不明,无法判断公布期限",
            "the report's year is unknown, and so is its deadline",
        ));
    };
    let hit = match written {
        Some(written) if written.year.is_none_or(|said| !(year + 1..=year + 2).contains(&said)) => None,
        Some(_) | None => late(params, context, day, year, written).or_else(|| early(params, context, day, year)),
    };
    Outcome::of(hit.into_iter().collect())
}

/// A publication that came late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Overdue {
    /// The day it was published.
    pub published: Date,
    /// The last day on which it should have been.
    pub deadline: Date,
}

/// Whether the day of publication that was given is past the deadline.
#[must_use]
pub fn overdue(params: &Params, context: &Context<'_>) -> Option<Overdue> {
    let published = context.published?;
    let deadline = past(params, published, context.facts.identity.settled_year()?)?;
    Some(Overdue { published, deadline })
}

/// The deadline for a year's report, where a day is past it.
fn past(params: &Params, day: Date, year: i32) -> Option<Date> {
    let (month, last) = params.deadline?;
    let next = i16::try_from(year).ok()?.checked_add(1)?;
    Date::new(next, month, last).ok().filter(|deadline| day > *deadline)
}

fn late(params: &Params, context: &Context<'_>, day: Date, year: i32, written: Option<&Written>) -> Option<Hit> {
    let deadline = past(params, day, year)?;
    let (zh, en) = (chinese(deadline), deadline.to_string());
    Some(
        match written {
            Some(written) => {
                let said = text(context, written);
                let message = Wording::new(
                    format!("落款日期{said}晚于公布期限{zh}"),
                    format!("signed on {said}, after the deadline {en}"),
                );
                Hit::at(context.facts.prose.source(written.at.clone()), message).at_most(Severity::Info)
            }
            None => {
                let message = Wording::new(
                    format!("{}公布,晚于公布期限{zh}", chinese(day)),
                    format!("published on {day}, after the deadline {en}"),
                );
                Hit::at(head(context), message)
            }
        }
        .subject("date")
        .value("deadline", zh),
    )
}

fn early(params: &Params, context: &Context<'_>, day: Date, year: i32) -> Option<Hit> {
    (params.ended && i32::from(day.year()) <= year).then(|| {
        let message = Wording::new(
            format!("{}公布,早于报告年度({year}年)结束", chinese(day)),
            format!("published on {day}, before the year reported on ({year}) was over"),
        );
        Hit::at(head(context), message).subject("date").at_most(Severity::Warning)
    })
}

/// The day below the signature: the last that stands alone at the end, written whole.
fn signature<'c>(context: &Context<'c>) -> Option<(Date, &'c Written)> {
    let whole = |date: &Written| {
        let (year, month, day) = (date.year?, date.month?, date.day?);
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let dates = context.facts.dates.iter().rev().filter(|date| !date.quoted && date.flaw.is_none());
    dates.filter_map(|date| Some((whole(date)?, date))).find(|(_, date)| signs(context, date))
}

/// Where a finding on the whole report points: its title, else its first block.
fn head(context: &Context<'_>) -> crate::span::Span {
    let first = || context.facts.document.blocks.first().map(|block| block.span);
    context.facts.identity.title.or_else(first).unwrap_or_default()
}

fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::compile;
    use crate::check::{Context, Outcome};
    use crate::document::Document;
    use crate::fact::vocabulary::Vocabulary;
    use crate::fact::{Given, gather};
    use crate::finding::{Severity, Verdict};

    fn ask(params: &str, published: Option<&str>, text: &str) -> Outcome {
        let vocabulary = Vocabulary::default();
        let (check, faults) = compile("date", params, &vocabulary);
        assert!(faults.is_empty(), "{faults:?}");
        let document = Document::passage("a.txt", text);
        let facts = gather(&document, &vocabulary, &Given { year: Some(2022), ..Given::default() });
        let published = published.map(|day| day.parse().unwrap());
        check.run(&Context { facts: &facts, previous: None, members: None, siblings: &[], published })
    }

    #[test]
    fn late_early_and_in_time() {
        let report = "某局2022年政府信息公开工作年度报告\n工作平稳。\n某局\n2023年2月3日";
        let own = "deadline = '01-31'\nown = true";
        assert_eq!(ask("deadline = '01-31'", Some("2023-01-31"), report).verdict, Verdict::Pass);
        let late = ask("deadline = '01-31'", Some("2023-02-01"), report);
        assert_eq!((late.hits.len(), late.hits[0].at_most), (1, None));
        assert_eq!(ask(own, None, report).hits[0].at_most, Some(Severity::Info));
        assert_eq!(ask(own, Some("2023-01-20"), report).verdict, Verdict::Pass);
        assert_eq!(ask(own, None, &report.replace("2月3日", "1月3日")).verdict, Verdict::Pass);
        assert!(matches!(ask("deadline = '01-31'", None, report).verdict, Verdict::NotApplicable(_)));
        assert!(matches!(ask(own, None, "工作平稳。").verdict, Verdict::NotApplicable(_)));
        assert_eq!(ask("ended = true", Some("2022-12-20"), report).hits.len(), 1);
        assert_eq!(ask("ended = true", Some("2023-01-20"), report).verdict, Verdict::Pass);
    }
}
