//! How English sentences end.

/// Words that are shortened with a full stop which ends no sentence, in lower case.
const SHORTENED: &[&str] =
    &["no", "nos", "u.s", "u.s.c", "sec", "dept", "mr", "ms", "mrs", "dr", "st", "vs", "etc", "e.g", "i.e", "inc"];

/// Whether a sentence ends with the full stop between two stretches of text.
#[must_use]
pub fn ends_sentence(before: &str, after: &str) -> bool {
    let word = before.rsplit([' ', '\n', '(']).next().unwrap_or_default();
    let short = word.len() <= 1 || SHORTENED.contains(&word.to_ascii_lowercase().as_str());
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '(');
    let mut chars = after.chars();
    match chars.next() {
        None | Some('\n') => true,
        Some(' ') => !short && chars.next().is_none_or(opens),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops() {
        for (before, after, ends) in [
            ("The agency received 12 requests", " It processed 11", true),
            ("under 5 U.S.C", " 552(e)", false),
            ("Section V", " A shows", false),
            ("about 3", "5 days", false),
            ("in 2024", "", true),
            ("No", " 12", false),
        ] {
            assert_eq!(ends_sentence(before, after), ends, "{before}.{after}");
        }
    }
}
