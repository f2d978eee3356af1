//! English dates: September 30, 2024; 30 September 2024; 09/30/2024 and 2024-09-30; Fiscal Year 2024; and the periods
//! between two of them.

use super::{Date, Flaw, Period, impossible};
use crate::language::en::date as en;
use std::ops::Range;

/// A word or a number in a text.
#[derive(Clone)]
struct Token {
    at: Range<usize>,
    month: Option<u32>,
    number: Option<u32>,
}

/// Find every date of a folded text.
pub fn scan(text: &str) -> Vec<Date> {
    let tokens = tokens(text);
    let mut dates = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date(text, &tokens[at..]) {
            Some((date, used)) => {
                dates.push(date);
                at += used;
            }
            None => at += 1,
        }
    }
    dates
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    let kind = |byte: u8| if byte.is_ascii_digit() { 1 } else { u8::from(byte.is_ascii_alphabetic()) * 2 };
    let bytes = text.as_bytes();
    for at in 0..=bytes.len() {
        let now = bytes.get(at).map_or(0, |byte| kind(*byte));
        if let Some((from, what)) = start
            && now != what
        {
            let word: &str = text.get(from..at).unwrap_or_default();
            let month = if what == 2 { en::month(word) } else { None };
            let number = if what == 1 && word.len() <= 4 { word.parse().ok() } else { None };
            tokens.push(Token { at: from..at, month, number });
            start = None;
        }
        if now != 0 && start.is_none() {
            start = Some((at, now));
        }
    }
    tokens
}

/// The date that some tokens begin with, and how many it takes.
fn date(text: &str, tokens: &[Token]) -> Option<(Date, usize)> {
    let first = tokens.first()?;
    let gap = |at: usize| Some(text.get(tokens.get(at)?.at.end..tokens.get(at + 1)?.at.start)?.trim());
    let number = |at: usize| tokens.get(at).and_then(|token| token.number);
    let digits = |at: usize| tokens.get(at).map_or(0, |token| token.at.len());
    let year = |at: usize| number(at).filter(|year| digits(at) == 4 && (super::FIRST..=super::LAST).contains(year));
    let small = |at: usize| number(at).filter(|_| digits(at) <= 2);
    if let Some(month) = first.month {
        // May and March are words too: a day or a year has to follow.
        if let (Some("" | "."), Some(day), Some(","), Some(year)) = (gap(0), small(1), gap(1), year(2)) {
            return Some((made(text, tokens, 3, year, Some(month), Some(day)), 3));
        }
        if let (Some("" | "." | ","), Some(year)) = (gap(0), year(1)) {
            return Some((made(text, tokens, 2, year, Some(month), None), 2));
        }
        return None;
    }
    if let (Some(day), Some("" | "of"), Some(month), Some("" | "." | ","), Some(year)) =
        (small(0), gap(0), tokens.get(1).and_then(|token| token.month), gap(1), year(2))
    {
        return Some((made(text, tokens, 3, year, Some(month), Some(day)), 3));
    }
    if let (Some(month), Some("/"), Some(day), Some("/"), Some(year)) = (small(0), gap(0), small(1), gap(1), year(2)) {
        return Some((made(text, tokens, 3, year, Some(month), Some(day)), 3));
    }
    if let (Some(year), Some("-"), Some(month), Some("-"), Some(day)) = (year(0), gap(0), small(1), gap(1), small(2)) {
        return Some((made(text, tokens, 3, year, Some(month), Some(day)), 3));
    }
    let near = (first.at.start.saturating_sub(16)..first.at.start).find(|at| text.is_char_boundary(*at))?;
    let before = text.get(near..first.at.start)?.trim_end().to_ascii_lowercase();
    let led = en::YEARS
        .iter()
        .any(|word| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphabetic())));
    let year = year(0).filter(|_| led)?;
    Some((made(text, tokens, 1, year, None, None), 1))
}

fn made(text: &str, tokens: &[Token], used: usize, year: u32, month: Option<u32>, day: Option<u32>) -> Date {
    let start = tokens.first().map_or(0, |token| token.at.start);
    let end = tokens.get(used - 1).map_or(text.len(), |token| token.at.end);
    let year = i32::try_from(year).ok();
    let flaw = impossible(year, month, day).then_some(Flaw::Impossible);
    Date { at: start..end, year, month, day, flaw, quoted: false }
}

/// Find every period among the dates of a text.
pub fn periods(text: &str, dates: &[Date]) -> Vec<Period> {
    let mut periods = Vec::new();
    for pair in dates.windows(2) {
        let [from, to] = pair else { continue };
        let between = text.get(from.at.end..to.at.start).unwrap_or_default();
        let between = between.trim_matches([' ', ',']).to_ascii_lowercase();
        if from.day.is_some() && to.day.is_some() && en::UNTIL.contains(&between.as_str()) {
            periods.push(Period { at: from.at.start..to.at.end, from: from.clone(), to: to.clone() });
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_periods() {
        for (text, told) in [
            ("ended September 30, 2024.", vec![(2024, Some(9), Some(30))]),
            ("Sept. 30, 2024", vec![(2024, Some(9), Some(30))]),
            ("30 September 2024", vec![(2024, Some(9), Some(30))]),
            ("2024-09-30 and 09/30/2024", vec![(2024, Some(9), Some(30)), (2024, Some(9), Some(30))]),
            ("Report for Fiscal Year 2024", vec![(2024, None, None)]),
            ("FY2024 and FY 2023", vec![(2024, None, None), (2023, None, None)]),
            ("September 31, 2024", vec![(2024, Some(9), Some(31))]),
            ("may 2024 requests; you may 12 times", vec![(2024, Some(5), None)]),
            ("room 2024, 1,999 requests, 552(e)", vec![]),
        ] {
            let dates = scan(text);
            let got: Vec<_> = dates.iter().map(|date| (date.year.unwrap(), date.month, date.day)).collect();
            assert_eq!(got, told, "{text}");
            let bad = dates.iter().any(|date| date.flaw.is_some());
            assert_eq!(bad, text.contains("September 31"), "{text}");
        }
        for (text, count) in [
            ("October 1, 2023 through September 30, 2024", 1),
            ("from October 1, 2023, to September 30, 2024", 1),
            ("October 1, 2023. On September 30, 2024", 0),
        ] {
            assert_eq!(periods(text, &scan(text)).len(), count, "{text}");
        }
    }
}
