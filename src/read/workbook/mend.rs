//! What the library believes of a workbook and should not: how many shared strings it declares, and ranges whose last
//! cell comes first. Parts that say such things are mended before they are read.

use crate::read::ReadError;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The package written anew, where one of its parts had to be mended; none where all can be believed.
///
/// # Errors
/// Where it cannot be written.
pub fn mended(parts: Vec<(String, Vec<u8>)>) -> Result<Option<Vec<u8>>, ReadError> {
    let mut changed = false;
    let parts: Vec<(String, Vec<u8>)> = parts
        .into_iter()
        .map(|(name, bytes)| match part(&bytes) {
            Some(mended) => {
                changed = true;
                (name, mended)
            }
            None => (name, bytes),
        })
        .collect();
    if !changed {
        return Ok(None);
    }
    let damaged = |_| ReadError::Damaged { what: "workbook" };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(name, stored).map_err(damaged)?;
        writer.write_all(&bytes).map_err(|_| ReadError::Damaged { what: "workbook" })?;
    }
    Ok(Some(writer.finish().map_err(damaged)?.into_inner()))
}

/// A part without its count, and with ranges in order; none where there is nothing to mend.
fn part(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut mended = String::new();
    let mut copied = 0;
    let mut replace = |from: usize, to: usize, with: &str| {
        mended.push_str(&text[copied..from]);
        mended.push_str(with);
        copied = to;
    };
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|open| at + open) {
        let end = text[open..].find('>').map_or(text.len(), |end| open + end);
        let tag = &text[open..end];
        at = end;
        let name = tag[1..].split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        let (attribute, counts) = match name.rsplit(':').next().unwrap_or_default() {
            "sst" => ("uniqueCount", true),
            "mergeCell" | "dimension" | "f" => ("ref", false),
            _ => continue,
        };
        let Some((from, value)) = value(tag, attribute) else { continue };
        if counts && value.parse::<usize>().is_ok_and(|count| count > bytes.len() / 4) {
            replace(open + from, open + from + value.len(), "0");
        }
        if !counts && let Some(ordered) = ordered(value) {
            replace(open + from, open + from + value.len(), &ordered);
        }
    }
    if copied == 0 {
        return None;
    }
    mended.push_str(&text[copied..]);
    Some(mended.into_bytes())
}

/// An attribute's value and where it begins in its tag.
fn value<'t>(tag: &'t str, name: &str) -> Option<(usize, &'t str)> {
    let places = tag.match_indices(name).filter(|(at, _)| tag[..*at].ends_with(|c: char| c.is_ascii_whitespace()));
    places.into_iter().find_map(|(at, _)| {
        let rest = tag[at + name.len()..].trim_ascii_start().strip_prefix('=')?.trim_ascii_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = rest[1..].split(quote).next()?;
        Some((tag.len() - rest.len() + 1, value))
    })
}

/// `C3:A1` as `A1:C3`; none where a range is in order, or none.
fn ordered(range: &str) -> Option<String> {
    let cell = |text: &str| {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) = text.split_at(digits);
        (letters.len() <= 3).then_some(())?;
        Some((letters.len(), letters.to_ascii_uppercase(), row.parse::<u32>().ok()?))
    };
    let (first, last) = range.split_once(':')?;
    let ((one, left, top), (other, right, bottom)) = (cell(first)?, cell(last)?);
    if (one, &left) <= (other, &right) && top <= bottom {
        return None;
    }
    let columns = if (one, &left) <= (other, &right) { (left, right) } else { (right, left) };
    Some(format!("{}{}:{}{}", columns.0, top.min(bottom), columns.1, top.max(bottom)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_believed_is_mended() {
        for (text, expected) in [
            ("<sst uniqueCount='4294967295'><si/></sst>", Some("<sst uniqueCount='0'><si/></sst>")),
            ("<x:sst\n uniqueCount = \"4294967295\"/>", Some("<x:sst\n uniqueCount = \"0\"/>")),
            ("<sst uniqueCount='1'><si/></sst>", None),
            (
                "<a><mergeCell ref='C3:A1'/><mergeCell ref='B1:AA1'/></a>",
                Some("<a><mergeCell ref='A1:C3'/><mergeCell ref='B1:AA1'/></a>"),
            ),
            ("<dimension ref='AA9:B10'/>", Some("<dimension ref='B9:AA10'/>")),
            ("<f t='shared' ref='B2:B1'>1</f>", Some("<f t='shared' ref='B1:B2'>1</f>")),
            ("<t>uniqueCount='4294967295' ref='C3:A1'</t>", None),
            ("<mergeCell ref='A1'/><mergeCell ref='", None),
        ] {
            assert_eq!(part(text.as_bytes()).as_deref(), expected.map(str::as_bytes), "{text}");
        }
    }
}
