//! Texts and Markdown as people type and paste them.

use super::Form;
use super::source::{Grid, Piece};

/// A text.
pub fn text(pieces: &[Piece], form: Form) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text) => out.push_str(&format!("{text}\n\n")),
            Piece::Heading(_, text) | Piece::Paragraph(text) => out.push_str(&format!("　　{text}\n")),
            Piece::Table(grid) => out.push_str(&match form {
                Form::Cells => pasted(grid, "\n"),
                Form::Rows => pasted(grid, " "),
                Form::Bars
                | Form::Markdown
                | Form::Site
                | Form::Saved
                | Form::Styled
                | Form::Bold
                | Form::Pdf
                | Form::Ofd => bars(grid),
                #[cfg(feature = "xlsx")]
                Form::Workbook => bars(grid),
            }),
        }
    }
    out
}

fn bars(grid: &Grid) -> String {
    let row = |row: usize| -> String {
        let cells = (0..grid.columns).map(|column| grid.at(row, column).text.as_str());
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    format!("\n{}\n", (0..grid.rows).map(row).collect::<String>())
}

/// A table as it arrives when it is pasted: each merged cell once.
fn pasted(grid: &Grid, between: &str) -> String {
    let mut out = String::from("\n");
    for row in 0..grid.rows {
        let cells = grid.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.text.as_str());
        out.push_str(&cells.collect::<Vec<_>>().join(between));
        out.push('\n');
    }
    out.push('\n');
    out
}

/// Markdown.
pub fn markdown(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text) => out.push_str(&format!("# {text}\n\n")),
            Piece::Heading(level, text) => {
                out.push_str(&format!("{} {text}\n\n", "#".repeat(usize::from(*level) + 1)));
            }
            Piece::Paragraph(text) => out.push_str(&format!("{text}\n\n")),
            Piece::Table(grid) => {
                let rule = format!("|{}\n", " --- |".repeat(grid.columns));
                let all = bars(grid);
                let (first, rest) = all.trim_start().split_once('\n').unwrap_or_default();
                out.push_str(&format!("{first}\n{rule}{rest}\n"));
            }
        }
    }
    out
}
