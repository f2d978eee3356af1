//! A begun report as Markdown: guidance as HTML comments; a label that covers several cells repeated over them, a
//! value written once.

use super::{Grid, Part, Skeleton};
use std::fmt::Write;

/// The report as a text.
#[must_use]
pub fn text(skeleton: &Skeleton) -> String {
    let mut out = String::new();
    for part in &skeleton.parts {
        if !out.is_empty() {
            out.push('\n');
        }
        match part {
            Part::Title(text) => line(&mut out, "# ", text),
            Part::Heading(text) => line(&mut out, "## ", text),
            Part::Paragraph(text) => line(&mut out, "", text),
            Part::Guidance(text) => {
                let _ = writeln!(out, "<!-- {} -->", text.replace("--", "- -"));
            }
            Part::Table(grid) => table(&mut out, grid),
        }
    }
    out
}

/// A line of the text; what Markdown would take for markup in it is escaped.
fn line(out: &mut String, head: &str, text: &str) {
    out.push_str(head);
    escape(out, text);
    out.push('\n');
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
}

fn table(out: &mut String, grid: &Grid) {
    for row in 0..grid.rows {
        for column in 0..grid.columns {
            out.push_str("| ");
            if let Some(cell) = grid.at(row, column)
                && (cell.label || (cell.row, cell.column) == (row, column))
            {
                escape(out, &cell.text);
            }
            out.push(' ');
        }
        out.push_str("|\n");
        if row == 0 {
            out.push_str(&"| --- ".repeat(grid.columns as usize));
            out.push_str("|\n");
        }
    }
}
