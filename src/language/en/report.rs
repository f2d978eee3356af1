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
