//! Words about reports as such, whatever they report on, and what ends an agency's name in a title.

/// What the title of a report is called by.
pub const REPORTS: &[&str] = &["report", "statement", "summary"];

/// Words at which an agency's name in front of the kind of report has ended, in lower case.
pub const KINDS: &[&str] = &["annual", "quarterly", "report", "fiscal", "fy", "calendar", "statement", "summary"];

/// What leads to the agency behind the kind of report, in lower case.
pub const OF: &[&str] = &["of", "by", "from"];

/// What a year's announcement begins with, in lower case; an agency's name has ended there.
pub const FOR: &[&str] = &["for", "in", "fiscal", "fy", "calendar", "covering"];

/// The last words of a statute's name, in lower case: no agency is called so.
pub const STATUTES: &[&str] = &["act", "law", "code"];

/// The longest title, in words.
const LONGEST: usize = 24;

/// Whether a line may be a report's title: capitalised, with a year and the name of a paper in it, and no sentence.
#[must_use]
pub fn is_title(line: &str) -> bool {
    if !line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || line.contains([';', ':', '?'])
        || line.ends_with(['.', ','])
    {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().take(LONGEST + 1).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let paper = words.iter().any(|word| REPORTS.contains(&bare(word).as_str()));
    let year = words.iter().any(|word| {
        let word = bare(word);
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
    });
    paper && year && words.len() <= LONGEST
}
