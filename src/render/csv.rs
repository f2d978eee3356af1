//! Findings as a list for a spreadsheet: UTF-8 with a byte order mark, without which Excel takes another encoding; lines end
//! in CR LF; a text that a spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV injection).

use super::Style;
use super::ledger::{self, Field, finding_headings};
use crate::batch::Entry;
use crate::language::Language;
use std::borrow::Cow;

/// What stands before the first entry: the mark and the headings.
#[must_use]
pub fn head(language: Language) -> String {
    let headings: Vec<Field<'_>> = finding_headings(language).into_iter().map(Field::Text).collect();
    format!("\u{feff}{}", lines([headings]))
}

/// The findings of an entry, a line each.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    let findings = ledger::findings(entry, style);
    lines(findings.iter().map(|row| row.fields()))
}

fn lines<'a>(rows: impl IntoIterator<Item = Vec<Field<'a>>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let fields = row.iter().map(|field| match field {
            Field::Text(text) => inert(text),
            Field::Number(number) => Cow::Owned(number.to_string()),
        });
        let written = writer.write_record(fields.map(|field| field.into_owned().into_bytes()));
        // A vector takes all that is written, and rows of one list are of one length.
        debug_assert!(written.is_ok());
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A text that no spreadsheet takes for a formula.
fn inert(text: &str) -> Cow<'_, str> {
    let runs = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if runs || text.starts_with(['\t', '\r', '\n']) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_runs_as_a_formula_and_numbers_stay_numbers() {
        let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "a,\"b\"", "甲"];
        let rows = hostile.map(|text| vec![Field::Text(text), Field::Number(-2.5)]);
        let expected = "'=1+1,-2.5\r\n'+1,-2.5\r\n'-1,-2.5\r\n'@SUM(A1),-2.5\r\n'\t=1,-2.5\r\n\"'\r=1\",-2.5\r\n\
                        ' =1,-2.5\r\n'＝1+1,-2.5\r\n\"a,\"\"b\"\"\",-2.5\r\n甲,-2.5\r\n";
        assert_eq!(lines(rows), expected);
    }
}
