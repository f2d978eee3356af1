//! Faults of a rulebook, shown in its text as findings are shown in a report's.

use super::excerpt::{Mark, Painter, Source};
use super::text::footer;
use super::wording::{pick, say};
use super::{Style, plain};
use crate::finding::{Fault, Severity};
use crate::span::LineIndex;

/// The faults of a file, in text order.
#[must_use]
pub fn of(name: &str, text: &str, faults: &[Fault], style: &Style) -> String {
    let mut out = String::new();
    let lines = LineIndex::new(text);
    let painter = Painter::new(style.look);
    let name = plain::line(name);
    let source = Source { name: &name, text, lines: &lines, masks: &[] };
    for fault in faults {
        let message = say(&fault.message, style.language);
        let mark = Mark { span: fault.span, message: String::new(), primary: true, spot: None };
        painter.paint(&mut out, Severity::Error, message, &source, &[mark]);
        footer(&mut out, pick(style.language, "帮助", "help"), say(&fault.help, style.language), style);
        out.push('\n');
    }
    out
}
