//! How the examples of a rulebook ended: each mismatch in the rulebook's text, then a summary in four words.

use super::excerpt::{Mark, Painter, Source};
use super::wording::say;
use super::{Style, plain};
use crate::audit::example::{Ended, Run};
use crate::audit::mutate::Unnoticed;
use crate::finding::Severity;
use crate::language::Language;
use crate::span::{LineIndex, Span};
use std::fmt::Write;

/// The mismatches of a rulebook.
#[must_use]
pub fn of(name: &str, text: &str, runs: &[Run], style: &Style) -> String {
    let wrong = runs.iter().filter(|run| run.ended != Ended::Passed);
    marked(
        name,
        text,
        style,
        wrong.map(|run| {
            (run.span, format!("{}: {}", run.rule, run.ended.name()), say(&run.got, style.language).to_owned())
        }),
    )
}

/// The operands of equations that a rulebook's rules do not look at.
#[must_use]
pub fn unnoticed(name: &str, text: &str, found: &[Unnoticed], style: &Style) -> String {
    marked(
        name,
        text,
        style,
        found.iter().map(|one| {
            let message = match style.language {
                Language::Zh => format!("{}:改动 `{}`,规则没有发现", one.rule, one.operand),
                Language::En => format!("{}: a change of `{}` is not noticed", one.rule, one.operand),
            };
            (one.span, message, String::new())
        }),
    )
}

/// Messages with remarks at examples of a rulebook, of which the first line is shown.
fn marked(name: &str, text: &str, style: &Style, found: impl Iterator<Item = (Span, String, String)>) -> String {
    let mut out = String::new();
    let lines = LineIndex::new(text);
    let painter = Painter::new(style.look);
    let name = plain::line(name);
    let source = Source { name: &name, text, lines: &lines, masks: &[] };
    for (span, message, remark) in found {
        let (line, _) = lines.line_column(text, span.start);
        let end = lines.line_span(text, line).end;
        let span = Span { start: span.start, end: span.end.min(end).max(span.start) };
        let mark = Mark { span, message: remark, primary: true, spot: None };
        painter.paint(&mut out, Severity::Error, &message, &source, &[mark]);
        out.push('\n');
    }
    out
}

/// How many ended how.
#[must_use]
pub fn summary(runs: &[Run], _style: &Style) -> String {
    let mut out = String::new();
    for (at, ended) in [Ended::Passed, Ended::Missed, Ended::Noisy, Ended::Undetermined].into_iter().enumerate() {
        let count = runs.iter().filter(|run| run.ended == ended).count();
        let _ = write!(out, "{}{} {count}", if at == 0 { "" } else { ", " }, ended.name());
    }
    out.push('\n');
    out
}
