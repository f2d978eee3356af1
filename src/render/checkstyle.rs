//! Checkstyle's XML: a file a report, an error a finding. Where a format has no lines, the two numbers of its place
//! stand for line and column, as in one-line output.

use super::place::Places;
use super::wording::say;
use super::{Style, remedy, xml};
use crate::batch::Entry;
use quick_xml::Writer;
use std::io;

/// What stands before the first report.
#[must_use]
pub fn head() -> String {
    format!("{}<checkstyle version=\"10.0\">\n", xml::DECLARATION)
}

/// What stands behind the last report.
#[must_use]
pub fn tail() -> String {
    "</checkstyle>\n".to_owned()
}

/// A report; none where there is nothing to say of it.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    let mut errors: Vec<Error> = Vec::new();
    match entry {
        Entry::Unread(unread) => errors.push(Error {
            place: (1, 1),
            severity: "error",
            message: say(&unread.error, style.language).to_owned(),
            source: "hegui.unreadable".to_owned(),
        }),
        Entry::Judged(audit) | Entry::Exemptions(audit) => {
            let findings = style.shown(audit);
            if findings.is_empty() {
                return String::new();
            }
            let places = Places::of(audit);
            errors.extend(findings.into_iter().map(|finding| Error {
                place: places.spot(finding.site.span()).pair(),
                severity: finding.severity.name(),
                message: remedy::said(finding, &places, style).replace('\n', " "),
                source: format!("hegui.{}", finding.rule),
            }));
        }
    }
    xml::written(|writer| file(writer, entry.path(), &errors))
}

struct Error {
    place: (u32, u32),
    severity: &'static str,
    message: String,
    source: String,
}

fn file(writer: &mut Writer<Vec<u8>>, path: &str, errors: &[Error]) -> io::Result<()> {
    let file = writer.create_element("file").with_attribute(("name", xml::line(path).as_ref()));
    file.write_inner_content(|writer| {
        for error in errors {
            let (line, column) = (error.place.0.to_string(), error.place.1.to_string());
            writer
                .create_element("error")
                .with_attribute(("line", line.as_str()))
                .with_attribute(("column", column.as_str()))
                .with_attribute(("severity", error.severity))
                .with_attribute(("message", xml::line(&error.message).as_ref()))
                .with_attribute(("source", xml::line(&error.source).as_ref()))
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}
