//! Reading: bytes to `Document`. One match from a format to its reader; nothing here knows a regulation.

pub mod builder;
pub mod docx;
pub mod encoding;
mod grid;
pub mod html;
mod line;
pub mod markdown;
pub mod ofd;
pub mod outline;
pub mod package;
mod page;
mod paragraph;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod signature;
pub mod text;
#[cfg(feature = "xlsx")]
pub mod workbook;

use crate::document::{Document, Format};

/// Why a file could not be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReadError {
    /// The name's ending is of no format that is read here.
    #[error("unknown kind of file")]
    UnknownFormat,
    /// The bytes are text in no encoding that is known.
    #[error("not decodable as text")]
    Undecodable,
    /// A limit was exceeded: which, and its value.
    #[error("over the limit {name} ({limit})")]
    OverLimit {
        /// The limit's name.
        name: &'static str,
        /// Its value.
        limit: u64,
    },
    /// The file is of its kind and cannot be read to its end: what of it is broken, or refused.
    #[error("damaged: {what}")]
    Damaged {
        /// What: `zip`, `XML`, `DOCTYPE`, the name of a part.
        what: &'static str,
    },
    /// The file is protected by a password.
    #[error("encrypted")]
    Encrypted,
    /// The bytes are of another kind than the name says.
    #[error("not of the kind that its name says")]
    NotThisFormat,
}

/// The format that a file's name stands for; standard input (`-`) counts as text.
#[must_use]
pub fn format_of(path: &str) -> Option<Format> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        _ if path == "-" => Some(Format::Text),
        Some("txt" | "text") => Some(Format::Text),
        Some("md" | "markdown") => Some(Format::Markdown),
        Some("html" | "htm" | "xhtml" | "shtml") => Some(Format::Html),
        Some("pdf") => Some(Format::Pdf),
        Some("ofd") => Some(Format::Ofd),
        Some("docx" | "docm") => Some(Format::Docx),
        Some("doc") => Some(Format::Doc),
        Some("wps") => Some(Format::Wps),
        Some("odt") => Some(Format::Odt),
        Some("rtf") => Some(Format::Rtf),
        Some("xlsx" | "xlsm") => Some(Format::Xlsx),
        Some("xls") => Some(Format::Xls),
        Some("et") => Some(Format::Et),
        _ => None,
    }
}

/// Read a report. Of formats that are read as converted, `bytes` are the Word file or the workbook that was made of it.
///
/// # Errors
/// Where its bytes cannot be decoded or exceed a limit.
pub fn read(path: &str, format: Format, bytes: &[u8]) -> Result<Document, ReadError> {
    match format {
        Format::Text => typed(path, bytes),
        Format::Markdown => markdown::read(path, bytes),
        Format::Html => html::read(path, bytes),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(path, bytes),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(ReadError::UnknownFormat),
        Format::Ofd => ofd::read(path, bytes),
        Format::Docx => docx::read(path, bytes),
        Format::Doc | Format::Wps | Format::Odt | Format::Rtf => {
            read(path, Format::Docx, bytes).map(|document| Document { format, ..document })
        }
        #[cfg(feature = "xlsx")]
        Format::Xlsx => workbook::read(path, bytes),
        #[cfg(not(feature = "xlsx"))]
        Format::Xlsx => Err(ReadError::UnknownFormat),
        Format::Xls | Format::Et => read(path, Format::Xlsx, bytes).map(|document| Document { format, ..document }),
    }
}

/// A text file: as plain text, or as Markdown where its headings are marked so, as pasted drafts are.
fn typed(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let document = text::read(path, bytes)?;
    let marked = |line: &&str| {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && rest.starts_with(' ') && !rest.trim().is_empty()
    };
    if document.text.lines().filter(marked).take(2).count() < 2 {
        return Ok(document);
    }
    let marked = markdown::read(path, bytes)?;
    Ok(Document { format: document.format, ..marked })
}
