//! Spans as SARIF locations: a region of lines and columns where the format has them; for Word, PDF and OFD, and for
//! cells of tables in every format, a logical location. Paths as URIs.

use super::message;
use super::model::{ArtifactLocation, Location, LogicalLocation, PhysicalLocation, Region};
use crate::document::Place;
use crate::language::Language;
use crate::render::place::{Places, Spot, letters};
use crate::render::wording::say;
use crate::span::Span;
use std::fmt::Write;

/// The longest snippet, in characters: what was looked through may be the whole report.
const SNIPPET: usize = 300;

/// Where a span stands.
pub fn of(path: &str, places: &Places<'_>, span: Span, language: Language) -> Location {
    let spot = places.spot(span);
    let region = region(places, span);
    let by_cell = logical(spot, language);
    Location {
        id: None,
        physical_location: PhysicalLocation { artifact_location: artifact(path), region },
        logical_locations: by_cell.into_iter().collect(),
        message: None,
    }
}

/// A whole file.
pub fn file(path: &str) -> Location {
    let physical_location = PhysicalLocation { artifact_location: artifact(path), region: None };
    Location { id: None, physical_location, logical_locations: Vec::new(), message: None }
}

fn region(places: &Places<'_>, span: Span) -> Option<Region> {
    let Place::Line { line: start_line, column: start_column } = places.spot(span).place else { return None };
    let Place::Line { line: end_line, column: end_column } = places.end(span) else { return None };
    let text = places.slice(span);
    let long = text.chars().nth(SNIPPET).is_some();
    let snippet = (!long && !text.is_empty()).then(|| message(&text));
    // The end of a web page's text may stand before its start where the page moves it about.
    let (end_line, end_column) = (end_line, end_column).max((start_line, start_column));
    Some(Region { start_line, start_column, end_line, end_column, snippet })
}

fn logical(spot: Spot, language: Language) -> Option<LogicalLocation> {
    let mut name = match spot.place {
        Place::Line { .. } if spot.cell.is_none() => return None,
        Place::Line { .. } => String::new(),
        Place::Paragraph { section, paragraph } => format!("section {section}/paragraph {paragraph}"),
        Place::Page { page, line } => format!("page {page}/line {line}"),
        Place::Sheet { sheet, row, column } => format!("sheet {sheet}/cell {}{row}", letters(column)),
    };
    let mut kind = match spot.place {
        Place::Line { .. } | Place::Paragraph { .. } => "paragraph",
        Place::Page { .. } => "line",
        Place::Sheet { .. } => "cell",
    };
    let in_table = spot.cell.filter(|_| !matches!(spot.place, Place::Sheet { .. }));
    if let Some((table, row, column)) = in_table {
        kind = "cell";
        let separator = if name.is_empty() { "" } else { "/" };
        let _ = write!(name, "{separator}table {table}/row {row}/column {column}");
    }
    Some(LogicalLocation { name: say(&spot.words(), language).to_owned(), fully_qualified_name: name, kind })
}

fn artifact(path: &str) -> ArtifactLocation {
    let slashed = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let drive = slashed.get(1..3) == Some(":/");
    if slashed.starts_with('/') || drive {
        let slash = if drive { "/" } else { "" };
        return ArtifactLocation { uri: format!("file://{slash}{}", encoded(&slashed)), uri_base_id: None };
    }
    let relative = slashed.strip_prefix("./").unwrap_or(&slashed);
    ArtifactLocation { uri: encoded(relative), uri_base_id: Some("%SRCROOT%") }
}

/// A path with all percent-encoded that is no unreserved character of RFC 3986 and no slash.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        let uri = |path| artifact(path).uri;
        assert_eq!(uri("./r/a b.txt"), "r/a%20b.txt");
        assert_eq!(uri("报:告.txt"), "%E6%8A%A5%3A%E5%91%8A.txt");
        assert_eq!(uri("/r/a.txt"), "file:///r/a.txt");
        assert_eq!(uri("C:/r/a.txt"), "file:///C%3A/r/a.txt");
    }
}
