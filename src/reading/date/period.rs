//! Stretches of time from a date to a date: 自…起至…止, the year said once, digits that vanished.

use super::{Date, Flaw, impossible};
use crate::language::Language;
use crate::language::zh::date as zh;
use crate::text::Folded;
use std::ops::Range;

/// A stretch of time from a date to a date, both days included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// From the first character of its beginning to the last of its end, 自 and 止 left out.
    pub at: Range<usize>,
    /// Its first day, as an entry like those of the dates' list; the year filled in where it was said once.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// Find every period among the dates of a folded text.
#[must_use]
pub fn periods(prose: &Folded, dates: &[Date], language: Language) -> Vec<Period> {
    match language {
        Language::Zh => {}
        Language::En => return super::english::periods(&prose.text, dates),
    }
    let text = &prose.text;
    let mut periods = Vec::new();
    let mut at = 0;
    while at + 1 < dates.len() {
        let (from, to) = (&dates[at], &dates[at + 1]);
        let (Some(between), true) = (text.get(from.at.end..to.at.start), within_year(from, to)) else {
            at += 1;
            continue;
        };
        let Some(year_vanished) = leads_on(between) else {
            at += 1;
            continue;
        };
        let (mut from, mut to) = (from.clone(), to.clone());
        let mut start = from.at.start;
        if from.year.is_none()
            && let Some(before) = at.checked_sub(1).map(|at| &dates[at])
            && before.month.is_none()
            && text.get(before.at.end..start).is_some_and(|gap| matches!(gap, "度(" | "(" | "度" | "度," | "," | "度:"))
        {
            from.year = before.year;
            start = before.at.start;
        }
        if to.year.is_none() {
            to.year = from.year;
            to.flaw = to.flaw.or_else(|| impossible(to.year, to.month, to.day).then_some(Flaw::Impossible));
        }
        if year_vanished {
            to.flaw = Some(Flaw::Damaged);
        }
        periods.push(Period { at: start..to.at.end, from, to });
        at += 2;
    }
    periods
}

/// Whether two dates are both days, both months, or both remains of dates, so that they can bound a period.
fn within_year(from: &Date, to: &Date) -> bool {
    let damaged = |date: &Date| date.flaw == Some(Flaw::Damaged);
    (from.month.is_some() || damaged(from)) && (to.month.is_some() || damaged(to)) && !from.quoted && !to.quoted
}

/// Whether what stands between two dates leads from the one to the other; true inside where a 年 without its digits
/// stands before the second.
fn leads_on(between: &str) -> Option<bool> {
    if between.len() > 80 {
        return None;
    }
    let (mut rest, vanished) = match between.strip_suffix(zh::YEAR) {
        Some(rest) => (rest, true),
        None => (between, false),
    };
    let mut leads = false;
    while !rest.is_empty() {
        let word = |words: &[&str]| words.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        if let Some(length) = word(zh::UNTIL) {
            leads = true;
            rest = &rest[length..];
        } else if let Some(length) = word(zh::AFTER).or_else(|| word(zh::FILL)) {
            rest = &rest[length..];
        } else {
            return None;
        }
    }
    leads.then_some(vanished)
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;
    use crate::document::Document;

    #[test]
    fn periods_in_their_many_forms() {
        let cases = [
            ("自2010年1月1日起至2010年12月31日止", "2010年1月1日起至2010年12月31日", 2010, 2010),
            ("2011年1月1日----2011年12月31日。", "2011年1月1日----2011年12月31日", 2011, 2011),
            ("2011年1月1日——2011年12月31日", "2011年1月1日——2011年12月31日", 2011, 2011),
            ("２０２５年１月１日－１２月３１日", "2025年1月1日-12月31日", 2025, 2025),
            ("2022年1月1日至12月31日", "2022年1月1日至12月31日", 2022, 2022),
            ("从2024年1月1日到12月31日止", "2024年1月1日到12月31日", 2024, 2024),
            ("起始时间为2018年1月1日,终止时间为2018年12月31日", "2018年1月1日,终止时间为2018年12月31日", 2018, 2018),
            ("统计时间自2009年1月1日起,截至2009年12月31日", "2009年1月1日起,截至2009年12月31日", 2009, 2009),
            ("2009年01月01日零时至2009年12月31日二十四时", "2009年01月01日零时至2009年12月31日", 2009, 2009),
            ("2019年度(1月1日至12月31日)", "2019年度(1月1日至12月31日", 2019, 2019),
            ("2010.1.1-2010.12.31", "2010.1.1-2010.12.31", 2010, 2010),
            ("2010年1—12月", "2010年1—12月", 2010, 2010),
        ];
        for (text, written, from, to) in cases {
            let document = Document::passage("a.txt", text);
            let prose = Folded::new(&document);
            let dates = scan(&prose, Language::Zh);
            let periods = periods(&prose, &dates, Language::Zh);
            assert_eq!(periods.len(), 1, "{text}: {dates:?}");
            assert_eq!(&prose.text[periods[0].at.clone()], written);
            assert_eq!((periods[0].from.year, periods[0].to.year), (Some(from), Some(to)), "{text}");
        }
    }
}
