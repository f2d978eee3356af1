//! Text of a report as a page may show it: what would reorder or hide is replaced by a picture, as on a terminal.
//! Markup is escaped by the template, not here.

use crate::fact::fold::is_ideograph;
use crate::render::plain;
use std::borrow::Cow;

/// A text that keeps its lines.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains(plain::is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' => {}
            '\n' => shown.push('\n'),
            c => plain::push(&mut shown, c),
        }
    }
    Cow::Owned(shown)
}

/// A text on one line.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    plain::line(text)
}

/// The language that a text is marked up as: browsers choose fonts and voices by it.
pub(super) fn language(text: &str) -> &'static str {
    if text.chars().take(2000).any(is_ideograph) { "zh-CN" } else { "en" }
}
