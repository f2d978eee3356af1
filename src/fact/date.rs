//! Dates and periods as written, impossible ones included.

use super::fold::Folded;
use crate::language::Language;
use std::ops::Range;

/// A date in the folded text: a year, a month of a year, or a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub at: Range<usize>,
    /// The year as read; none where it is not said (6月12日).
    pub year: Option<i32>,
    /// The month as written, possible or not.
    pub month: Option<u32>,
    /// The day as written, possible or not.
    pub day: Option<u32>,
    /// What is wrong with how it is written.
    pub flaw: Option<Flaw>,
}

/// What is wrong with how a date is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// No such day in the calendar: 2018年4月31日, 13月.
    Impossible,
    /// A year in Chinese numerals with too few characters: 二九年 for 二〇〇九年.
    LostZeros,
    /// Parts that vanished when the text was copied: 20131月1日, 201711日.
    Damaged,
}

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

/// Find every date of a folded text.
#[must_use]
pub fn scan(prose: &Folded, language: Language) -> Vec<Date> {
    let _ = (prose, language);
    Vec::new()
}

/// Find every period among the dates of a folded text.
#[must_use]
pub fn periods(prose: &Folded, dates: &[Date], language: Language) -> Vec<Period> {
    let _ = (prose, dates, language);
    Vec::new()
}
