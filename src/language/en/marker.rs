//! Enumerators in Latin letters: I. A. and those in steps, V.A. or VI. C(2), of which the last step counts. Section
//! before them is part of them.

use crate::document::MarkerStyle;

/// Roman numerals as far as chapters are numbered.
pub const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX",
];

/// What may stand before an enumerator.
const SECTION: &str = "Section ";

/// The letters that number steps below a chapter; U.S. and the like are no enumerators.
const LETTERS: std::ops::RangeInclusive<u8> = b'A'..=b'L';

/// The enumerator in steps at the beginning of a text: style and number of its last step, its length in bytes. None for
/// one of a single step without Section before it: V. is for who reads single ones.
#[must_use]
pub fn stepped(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let lead = if text.starts_with(SECTION) { SECTION.len() } else { 0 };
    let rest = text.get(lead..)?;
    let roman = rest.bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
    let number = ROMAN.iter().position(|numeral| Some(*numeral) == rest.get(..roman))?;
    let mut found = (MarkerStyle::Roman, u32::try_from(number + 1).ok()?);
    let mut at = lead + roman;
    let mut steps = 1;
    let mut stopped = false;
    if text.get(at..)?.starts_with('.') {
        at += 1;
        stopped = true;
        let gap = blanks(text, at);
        let letter = text.as_bytes().get(at + gap).copied().filter(|byte| LETTERS.contains(byte));
        let behind = text.as_bytes().get(at + gap + 1).copied();
        if let Some(letter) = letter.filter(|_| matches!(behind, Some(b'.' | b'(' | b' ' | b':') | None)) {
            // A word of one letter behind the chapter's number, V. A Summary, is no step.
            if gap == 0 || matches!(behind, Some(b'.' | b'(')) {
                found = (MarkerStyle::Letter, u32::from(letter - b'A') + 1);
                at += gap + 1;
                steps = 2;
                stopped = behind == Some(b'.');
                at += usize::from(stopped);
            }
        }
    }
    if steps == 2
        && let Some((number, end)) = parens(text, at + blanks(text, at))
    {
        found = (MarkerStyle::ArabicParen, number);
        at = end;
        stopped = true;
        at += usize::from(text.as_bytes().get(at) == Some(&b'.'));
    }
    let after = text.get(at..)?.chars().next();
    let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—'));
    ((steps > 1 || (lead > 0 && stopped)) && ends).then_some((found.0, found.1, at))
}

/// (1): the number and the end.
fn parens(text: &str, at: usize) -> Option<(u32, usize)> {
    let inner = text.get(at..)?.strip_prefix('(')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let number = inner.get(..digits).filter(|_| digits <= 2)?.parse().ok()?;
    inner.get(digits..)?.starts_with(')').then_some((number, at + digits + 2))
}

fn blanks(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use MarkerStyle::{ArabicParen, Letter, Roman};

    #[test]
    fn steps() {
        for (text, told) in [
            ("V.A. Received Requests", Some((Letter, 1, "V.A."))),
            ("VI. A. Appeals", Some((Letter, 1, "VI. A."))),
            ("XII.A Backlogs", Some((Letter, 1, "XII.A"))),
            ("V.B.(1) Disposition", Some((ArabicParen, 1, "V.B.(1)"))),
            ("V. B. (2). Other", Some((ArabicParen, 2, "V. B. (2)."))),
            ("VI.C(4) Response Time", Some((ArabicParen, 4, "VI.C(4)"))),
            ("Section XII. Backlogs", Some((Roman, 12, "Section XII."))),
            ("Section V.A: Received", Some((Letter, 1, "Section V.A"))),
            ("V. A Summary", None),
            ("V. Requests", None),
            ("U.S. report", None),
            ("V.I.P. desk", None),
            ("I.D. cards", Some((Letter, 4, "I.D."))),
            ("Section VII of the law", None),
            ("X", None),
            ("", None),
        ] {
            assert_eq!(stepped(text), told.map(|(style, number, marker)| (style, number, marker.len())), "{text}");
        }
    }
}
