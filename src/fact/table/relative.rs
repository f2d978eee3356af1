//! Labels that name years by the report's own: `{year}`, `{last}`, `{next}`, `{year-2}`, `{year+1}`.

use std::borrow::Cow;

/// How far a placeholder may lie from the report's year.
const FARTHEST: i32 = 99;

/// The placeholders of a text: where each stands, braces included, and how many years it lies from the report's; `None`
/// where what stands in the braces is no year.
pub fn placeholders(text: &str) -> Vec<(std::ops::Range<usize>, Option<i32>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let Some(close) = text[open..].find('}').map(|at| open + at) else { break };
        found.push((open..close + 1, offset(text[open + 1..close].trim())));
        from = close + 1;
    }
    found
}

fn offset(name: &str) -> Option<i32> {
    match name {
        "year" => Some(0),
        "last" => Some(-1),
        "next" => Some(1),
        _ => {
            let rest = name.strip_prefix("year")?.trim_start();
            let sign = if rest.starts_with('-') { -1 } else { 1 };
            let number = rest.strip_prefix(['-', '+'])?.trim();
            number.parse::<i32>().ok().filter(|number| (0..=FARTHEST).contains(number)).map(|number| number * sign)
        }
    }
}

/// Whether a text names a year by the report's own.
pub fn is_relative(text: &str) -> bool {
    text.contains('{') && placeholders(text).iter().any(|(_, offset)| offset.is_some())
}

/// The text with its years written out; as it is where there is no year.
pub fn fill(text: &str, year: Option<i32>) -> Cow<'_, str> {
    let Some(year) = year.filter(|_| text.contains('{')) else { return Cow::Borrowed(text) };
    let mut filled = String::with_capacity(text.len());
    let mut from = 0;
    for (range, offset) in placeholders(text) {
        let Some(offset) = offset else { continue };
        filled.push_str(&text[from..range.start]);
        filled.push_str(&(year + offset).to_string());
        from = range.end;
    }
    filled.push_str(&text[from..]);
    Cow::Owned(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_written_out() {
        for (text, wanted) in [
            ("{year}年决算数", "2023年决算数"),
            ("FY {last} to {year}", "FY 2022 to 2023"),
            ("{next}", "2024"),
            ("{year-2} / { year + 1 }", "2021 / 2024"),
            ("{yaer}", "{yaer}"),
            ("plain", "plain"),
        ] {
            assert_eq!(fill(text, Some(2023)), wanted);
        }
        assert_eq!(fill("{year}", None), "{year}");
        assert_eq!(placeholders("a {yaer} {year-500}"), [(2..8, None), (9..19, None)]);
    }
}
