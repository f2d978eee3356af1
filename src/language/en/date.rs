//! English dates: the names of months, what announces a year, and the words that tie two dates into a period.

/// The months' names in order; a prefix of at least three letters stands for the month too (Sept., Oct).
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What stands before a year that is said alone, in lower case. Longer ones first.
pub const YEARS: &[&str] = &["fiscal year", "calendar year", "fiscal-year", "fy", "year", "in", "during", "of"];

/// What leads from a period's first day to its last, in lower case.
pub const UNTIL: &[&str] = &["through", "to", "until", "till", "and ending", "and", "-", "–", "—"];

/// The month that a word names.
#[must_use]
pub fn month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let named = |name: &&str| **name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(&word));
    MONTHS.iter().position(named).and_then(|at| u32::try_from(at + 1).ok())
}
