//! A finding in a few plain lines: what is wrong, where (if no line says it), what to do, on what basis. For outputs
//! that have one field for all of it. Masks personal data; escapes nothing, each writer does for its own.

use super::Style;
use super::place::Places;
use super::wording::{pick, say};
use crate::finding::Finding;
use std::fmt::Write;

/// The lines: the message first.
#[must_use]
pub fn said(finding: &Finding, places: &Places<'_>, style: &Style) -> String {
    let language = style.language;
    let mut lines = places.hide(say(&finding.message, language)).into_owned();
    let words = places.spot(finding.site.span()).words();
    let parts = [
        (pick(language, "位置", "place"), say(&words, language).into()),
        (pick(language, "建议值", "proposed"), finding.proposed.as_deref().unwrap_or_default().into()),
        (pick(language, "帮助", "help"), places.hide(say(&finding.help, language))),
        (pick(language, "依据", "basis"), finding.basis.as_str().into()),
    ];
    for (word, text) in parts.iter().filter(|(_, text)| !text.is_empty()) {
        let _ = write!(lines, "\n{word}: {text}");
    }
    lines
}
