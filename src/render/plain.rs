//! What may reach a terminal: control, bidirectional and invisible characters replaced by visible pictures, and
//! texts measured, clipped and wrapped by display width. Every text of a report, a file's name or a rulebook goes
//! through here before it is printed.

use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// Whether a character must not reach a terminal as it is: it would steer it, reorder the line or hide.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Append a character, its picture where it is unsafe; a tab becomes a space.
pub fn push(shown: &mut String, c: char) {
    match c {
        '\t' => shown.push(' '),
        '\u{7f}' => shown.push('␡'),
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('?')),
        c if is_unsafe(c) => shown.extend(c.escape_unicode()),
        c => shown.push(c),
    }
}

/// A text on one line with pictures in place of what is unsafe.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Columns that a character takes on a terminal, once it is shown by `push`.
#[must_use]
pub fn columns_of(c: char) -> usize {
    match c {
        '\t' => 1,
        c if c < ' ' || c == '\u{7f}' => 1,
        c if is_unsafe(c) => c.escape_unicode().len(),
        c => c.width().unwrap_or(0),
    }
}

/// Columns that a text takes on a terminal, once it is shown by `line`.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// A text cut to at most `width` columns, with `mark` at the cut.
#[must_use]
pub fn clip(text: &str, width: usize, mark: &str) -> String {
    let mut shown = String::new();
    let room = width.saturating_sub(columns(mark));
    let mut kept = 0;
    let mut used = 0;
    for c in text.chars() {
        used += columns_of(c);
        if used > width {
            shown.truncate(kept);
            shown.push_str(mark);
            return shown;
        }
        push(&mut shown, c);
        if used <= room {
            kept = shown.len();
        }
    }
    shown
}

/// A text as lines of at most `width` columns. Chinese breaks between any two characters, except before closing and
/// behind opening punctuation; words of letters and digits are broken only where they fill a line by themselves. Line
/// feeds of the text are kept.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    for paragraph in text.trim_end().split('\n') {
        wrap_paragraph(paragraph.trim_end_matches('\r'), width, &mut lines);
    }
    lines
}

fn wrap_paragraph(text: &str, width: usize, lines: &mut Vec<String>) {
    let mut shown = String::new();
    let mut used = 0;
    // The last place where the line may be broken: bytes of `shown` and the columns up to there.
    let mut chance: Option<(usize, usize)> = None;
    let mut before: Option<char> = None;
    for c in text.chars() {
        let wide = columns_of(c);
        if before.is_some_and(|left| may_break(left, c)) {
            chance = Some((shown.len(), used));
        }
        if used + wide > width && !shown.is_empty() {
            let (at, columns) = chance.take().unwrap_or((shown.len(), used));
            let rest = shown.split_off(at);
            lines.push(shown.trim_end().to_owned());
            let trimmed = rest.trim_start();
            used -= columns + (rest.len() - trimmed.len());
            shown = trimmed.to_owned();
            if shown.is_empty() && c == ' ' {
                before = Some(c);
                continue;
            }
        }
        push(&mut shown, c);
        used += wide;
        before = Some(c);
    }
    lines.push(shown);
}

/// Whether a line may be broken between two characters.
fn may_break(left: char, right: char) -> bool {
    const CLOSING: &str = "，。、；：？！）》〉】〕」』”’…—,.;:?!)]}%％";
    const OPENING: &str = "（《〈【〔「『“‘([{";
    if CLOSING.contains(right) || OPENING.contains(left) {
        return false;
    }
    let wide = |c: char| columns_of(c) == 2;
    left == ' ' || (right != ' ' && (wide(left) || wide(right) || CLOSING.contains(left) && !left.is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        assert_eq!(line("报\u{1b}[31m告"), "报␛[31m告");
        assert_eq!(line("a\u{202e}b\u{9b}c\u{7f}"), "a\\u{202e}b\\u{9b}c␡");
        assert_eq!(line("行\n二\t三"), "行␊二 三");
        assert_eq!(columns("报\u{1b}告"), 5);
        assert_eq!(columns("\u{202e}"), line("\u{202e}").len());
    }

    #[test]
    fn clips_by_columns() {
        assert_eq!(clip("政府信息公开", 12, "…"), "政府信息公开");
        assert_eq!(clip("政府信息公开", 11, "…"), "政府信息公…");
        assert_eq!(clip("政府信息公开", 10, "…"), "政府信息…");
    }

    #[test]
    fn wraps_chinese_without_a_stop_at_the_beginning_of_a_line() {
        assert_eq!(wrap("核对表三该列的四,个数。", 16), ["核对表三该列的", "四,个数。"]);
        assert_eq!(wrap("did you mean `severity` here", 14), ["did you mean", "`severity`", "here"]);
        assert!(wrap(&"报告,".repeat(200), 30).iter().all(|line| columns(line) <= 30));
    }
}
