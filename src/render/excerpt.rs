//! An excerpt of a text with marks under it, in the look of miette. Paragraphs of reports are single lines of hundreds
//! of characters, so the excerpt is a window around each mark and never the whole line: miette prints lines whole, and
//! is therefore given a view of its own, in which every line is cut to the width already. Reports and rulebooks are
//! shown by the same code.

mod view;

use super::place::Spot;
use crate::audit::mask::masked;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::plain::columns;

    fn painted(text: &str, words: &[(&str, &str)], width: usize) -> String {
        let lines = LineIndex::new(text);
        let source = Source { name: "a.txt", text, lines: &lines, masks: &[] };
        let mut marks = Vec::new();
        for (at, (word, message)) in words.iter().enumerate() {
            let start = text.find(word).unwrap();
            let span = Span::new(start, start + word.len());
            marks.push(Mark { span, message: (*message).to_owned(), primary: at == 0, spot: None });
        }
        let mut out = String::new();
        let look = Look { color: false, ascii: false, width };
        Painter::new(look).paint(&mut out, Severity::Error, "不符", &source, &marks);
        out
    }

    /// Where a word is shown, in columns, and the columns underlined below its line.
    fn aligned(out: &str, word: &str) -> bool {
        let lines: Vec<&str> = out.lines().collect();
        let at = lines.iter().position(|line| line.contains(" │ ") && line.contains(word)).unwrap();
        let from = columns(lines[at].split(word).next().unwrap());
        let under: Vec<char> = lines[at + 1].chars().collect();
        under.get(from..from + columns(word)).is_some_and(|under| under.iter().all(|c| "─┬".contains(*c)))
            && !under.get(from.wrapping_sub(1)).is_some_and(|c| "─┬".contains(*c))
    }

    #[test]
    fn underlines_stand_under_wide_and_narrow_and_replaced_characters() {
        let text = "本年度受理\u{3000}４５件,\u{1b}[1m“予以公开”30件\u{202e},不予公开12件。";
        let out = painted(text, &[("４５件", "总数"), ("30件", "分项"), ("12件", "")], 100);
        for word in ["４５件", "30件", "12件"] {
            assert!(aligned(&out, word), "{word}\n{out}");
        }
    }

    #[test]
    fn no_line_is_wider_than_asked_for_and_every_mark_is_shown() {
        let filler = "及时更新各栏目的内容,".repeat(300);
        let text = format!("{filler}共45条,{filler}动态12条,{filler}公告30条,{filler}");
        for width in [60, 80, 120] {
            let out = painted(&text, &[("45条", "总数45"), ("12条", "12"), ("30条", "分项三十条")], width);
            assert!(out.lines().all(|line| columns(line) <= width), "{out}");
            assert!(["45条", "12条", "30条"].iter().all(|word| aligned(&out, word)), "{out}");
        }
    }

    #[test]
    fn a_mark_over_lines_shows_its_head_and_its_tail() {
        let text = format!("一、概述\n{}\n{}末句。", "头".repeat(80), "中\n".repeat(40));
        let lines = LineIndex::new(&text);
        let source = Source { name: "a.txt", text: &text, lines: &lines, masks: &[] };
        let span = Span::new(text.find('头').unwrap(), text.len());
        let mark = Mark { span, message: "整段".to_owned(), primary: true, spot: None };
        let mut out = String::new();
        let look = Look { color: false, ascii: false, width: 80 };
        Painter::new(look).paint(&mut out, Severity::Warning, "与上年相同", &source, &[mark]);
        assert!(out.contains("头…末句。") && out.lines().all(|line| columns(line) <= 80), "{out}");
    }
}
