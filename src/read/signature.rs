//! What a file is, by its first bytes, where these tell more than its name: Word files that are named `.wps`, web pages
//! and texts that are named `.doc`, packages without an ending. Reads no content.

use super::{ReadError, encoding};
use crate::document::Format;
use std::io::Cursor;
use zip::ZipArchive;

/// How much of a file is looked at, in bytes.
const HEAD: usize = 1024;

/// What compound files begin with: Word's binary format, WPS, encrypted packages.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The format of a file, by its name's and by its bytes.
///
/// # Errors
/// Where neither tells, or the bytes are of a kind that is not read.
pub fn settle(named: Option<Format>, bytes: &[u8]) -> Result<Format, ReadError> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"PK") {
        return match package(bytes) {
            Some(told) => Ok(told),
            None => named.ok_or(ReadError::UnknownFormat),
        };
    }
    if head.starts_with(COMPOUND) {
        return compound(named, bytes);
    }
    if head.windows(5).any(|window| window == b"%PDF-") && !named.is_some_and(is_text) {
        return Ok(Format::Pdf);
    }
    // Zero bytes go: what is asked is ASCII, in UTF-16 too.
    let ascii: Vec<u8> = head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let begin = ascii.iter().position(|byte| matches!(byte, b'<' | b'{' | b'%' | b'm')).unwrap_or(0);
    let leading = ascii.get(..begin).unwrap_or_default();
    let blank =
        leading.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf | 0xff | 0xfe));
    let start = if blank { ascii.get(begin..).unwrap_or_default() } else { &[] };
    if start.starts_with(b"%pdf-") {
        return Ok(Format::Pdf);
    }
    if start.starts_with(b"{\\rtf") {
        return Ok(Format::Rtf);
    }
    if start.starts_with(b"<?xml") && contains(start, b"mso-application") && contains(start, b"word.document") {
        return Ok(Format::Doc);
    }
    let is_page = [&b"<!doctype html"[..], b"<html", b"<head>"].iter().any(|mark| start.starts_with(mark));
    if is_page || start.starts_with(b"<?xml") && contains(start, b"<html") {
        return Ok(Format::Html);
    }
    match named {
        None => Err(ReadError::UnknownFormat),
        Some(named) if is_text(named) => Ok(named),
        // A web archive: its text is encoded in a way that nothing here decodes.
        Some(_) if start.starts_with(b"mime-version:") => Err(ReadError::NotThisFormat),
        Some(named) => Ok(if encoding::decode(bytes).is_ok() { Format::Text } else { named }),
    }
}

/// Whether a format is plain characters, whose first bytes tell nothing.
fn is_text(format: Format) -> bool {
    match format {
        Format::Text | Format::Markdown | Format::Html => true,
        Format::Docx | Format::Pdf | Format::Ofd | Format::Doc | Format::Wps | Format::Odt | Format::Rtf => false,
        Format::Xlsx | Format::Xls | Format::Et => false,
    }
}

/// The format of a package by its parts; none where it is of no kind that is read, or damaged.
#[must_use]
pub fn package(bytes: &[u8]) -> Option<Format> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    parts(archive.file_names_raw())
}

/// The format of a package by the names of its parts.
pub fn parts<'n>(names: impl Iterator<Item = &'n [u8]>) -> Option<Format> {
    let (mut types, mut word, mut book, mut open) = (false, false, false, 0);
    for name in names {
        let name = name.to_ascii_lowercase();
        match name.as_slice() {
            b"ofd.xml" => return Some(Format::Ofd),
            b"[content_types].xml" => types = true,
            b"mimetype" | b"content.xml" => open += 1,
            other => {
                word |= other.starts_with(b"word/") || other.starts_with(b"word\\");
                book |= other == b"xl/workbook.xml" || other == b"xl\\workbook.xml";
            }
        }
    }
    if types && word {
        return Some(Format::Docx);
    }
    if types && book {
        return Some(Format::Xlsx);
    }
    (open == 2).then_some(Format::Odt)
}

fn compound(named: Option<Format>, bytes: &[u8]) -> Result<Format, ReadError> {
    if is_encrypted(bytes) {
        return Err(ReadError::Encrypted);
    }
    match named {
        Some(Format::Doc | Format::Wps) => Ok(named.unwrap_or(Format::Doc)),
        _ if contains(bytes, &wide("WordDocument")) => Ok(Format::Doc),
        Some(Format::Et) => Ok(Format::Et),
        _ if contains(bytes, &wide("Workbook")) => Ok(Format::Xls),
        Some(_) => Err(ReadError::NotThisFormat),
        None => Err(ReadError::UnknownFormat),
    }
}

/// Whether a compound file holds an encrypted package: the names in its directory are UTF-16.
#[must_use]
pub fn is_encrypted(bytes: &[u8]) -> bool {
    contains(bytes, &wide("EncryptedPackage"))
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide_where_they_tell() {
        let compound = [COMPOUND, &wide("WordDocument")].concat();
        let encrypted = [COMPOUND, &wide("EncryptedPackage")].concat();
        let page = "<html><body>年报</body></html>".as_bytes();
        let wide_page: Vec<u8> = [&[0xff, 0xfe][..], &wide("<HTML>")].concat();
        type Case<'a> = (&'a [u8], Option<Format>, Result<Format, ReadError>);
        let cases: &[Case<'_>] = &[
            (b"{\\rtf1\\ansi", Some(Format::Doc), Ok(Format::Rtf)),
            (page, Some(Format::Doc), Ok(Format::Html)),
            (page, Some(Format::Text), Ok(Format::Html)),
            (page, None, Ok(Format::Html)),
            (&wide_page, Some(Format::Doc), Ok(Format::Html)),
            (b"\xef\xbb\xbf\n <!DOCTYPE HTML>", Some(Format::Docx), Ok(Format::Html)),
            (&compound, Some(Format::Docx), Ok(Format::Doc)),
            (&compound, Some(Format::Wps), Ok(Format::Wps)),
            (&compound, None, Ok(Format::Doc)),
            (&encrypted, Some(Format::Docx), Err(ReadError::Encrypted)),
            ("年度报告".as_bytes(), Some(Format::Doc), Ok(Format::Text)),
            ("年度报告".as_bytes(), Some(Format::Markdown), Ok(Format::Markdown)),
            ("年度报告".as_bytes(), None, Err(ReadError::UnknownFormat)),
            (b"MIME-Version: 1.0", Some(Format::Doc), Err(ReadError::NotThisFormat)),
            (b"%PDF-1.7", Some(Format::Docx), Ok(Format::Pdf)),
            (b"the mark %PDF-1.7 in a text", Some(Format::Text), Ok(Format::Text)),
            (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", Some(Format::Doc), Ok(Format::Doc)),
            (b"", Some(Format::Docx), Ok(Format::Text)),
            (b"PK\x03\x04", Some(Format::Docx), Ok(Format::Docx)),
        ];
        for (bytes, named, wanted) in cases {
            assert_eq!(&settle(*named, bytes), wanted, "{named:?} {:?}", String::from_utf8_lossy(bytes));
        }
    }
}
