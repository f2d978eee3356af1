//! An excerpt of a text with marks under it, in the look of miette. Paragraphs of reports are single lines of hundreds
//! of characters, so the excerpt is a window around each mark and never the whole line: miette prints lines whole, and
//! is therefore given a view of its own, in which every line is cut to the width already. Reports and rulebooks are
//! shown by the same code.

mod view;

use super::place::{Spot, masked};
use crate::finding::Severity;
use crate::span::{LineIndex, Span};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};
use std::fmt;
use view::View;

/// How excerpts look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// With escape sequences for colours.
    pub color: bool,
    /// Without box characters.
    pub ascii: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Look {
    /// What stands where something was left out.
    #[must_use]
    pub fn elision(self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }
}

/// A text that is excerpted.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Name in the frame, shown as it is.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
    /// Its lines.
    pub lines: &'a LineIndex,
    /// Stretches to be masked, in order.
    pub masks: &'a [Span],
}

/// A mark in an excerpt.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What it stands under.
    pub span: Span,
    /// The remark; may be empty.
    pub message: String,
    /// Whether the frame names its place.
    pub primary: bool,
    /// Its place, where that is not line and column of the text.
    pub spot: Option<Spot>,
}

/// A message above an excerpt.
#[derive(Debug)]
struct Shown<'a> {
    message: &'a str,
    severity: miette::Severity,
    view: View,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.view)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// Draws messages with their excerpts.
#[derive(Debug)]
pub struct Painter {
    look: Look,
    handler: GraphicalReportHandler,
}

impl Painter {
    /// A painter of a look.
    #[must_use]
    pub fn new(look: Look) -> Self {
        let theme = GraphicalTheme {
            characters: if look.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() },
            styles: if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(look.width.max(40))
            .with_links(false)
            .with_context_lines(0);
        Self { look, handler }
    }

    /// Append a message and its excerpt. The message and the remarks may hold anything.
    pub fn paint(&self, out: &mut String, severity: Severity, message: &str, source: &Source<'_>, marks: &[Mark]) {
        let (view, labels) = View::new(source, marks, self.look);
        let severity = match severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info | Severity::Off => miette::Severity::Advice,
        };
        let message = super::plain::line(message);
        let shown = Shown { message: &message, severity, view, labels };
        let before = out.len();
        if self.handler.render_report(out, &shown).is_err() {
            out.truncate(before);
            out.push_str(&message);
            out.push('\n');
        }
    }
}

/// A character of the text as it is shown in an excerpt: starred where it lies in a mask.
fn shown_char(source: &Source<'_>, offset: usize, c: char) -> char {
    let at = source.masks.partition_point(|mask| mask.end as usize <= offset);
    let Some(mask) = source.masks.get(at).filter(|mask| mask.start as usize <= offset) else { return c };
    let Some(before) = source.text.get(mask.start as usize..offset) else { return '*' };
    let hidden = masked(source.text.get(mask.range()).unwrap_or_default());
    hidden.chars().nth(before.chars().count()).unwrap_or('*')
}
