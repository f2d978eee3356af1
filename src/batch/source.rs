//! A report's bytes as they are read, and the reports that are read beside it.

use super::{Unread, explain};
use crate::document::{Document, Format, Note};
use crate::read;
use serde::{Deserialize, Serialize};

/// The largest text that is read and judged in this process: what such a text costs is in proportion to its length
/// (`tests/growth.rs`), its readers do not recurse, and a panic is caught.
const LIGHT: usize = 256 << 10;

/// The bytes of a report, converted where its format has no reader.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// The path for outputs.
    pub path: String,
    /// The format that its name tells.
    pub named: Option<Format>,
    /// The format that its bytes tell.
    pub format: Format,
    /// The bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

impl Source {
    /// Whether it can cost neither the memory nor the time that a process of its own would be held to.
    #[must_use]
    pub fn is_light(&self) -> bool {
        match self.format {
            Format::Text | Format::Markdown => self.bytes.len() <= LIGHT,
            Format::Html | Format::Docx | Format::Pdf | Format::Ofd | Format::Doc | Format::Wps => false,
            Format::Odt | Format::Rtf | Format::Xlsx | Format::Xls | Format::Et => false,
        }
    }

    /// Read it.
    ///
    /// # Errors
    /// Where it is damaged, over a limit or not decodable.
    pub fn document(&self) -> Result<Document, Unread> {
        let mut document = read::read(&self.path, self.format, &self.bytes).map_err(|error| Unread {
            path: self.path.clone(),
            format: self.named,
            error: explain(&error),
        })?;
        if self.named != Some(self.format) {
            document.notes.push(Note::ReadAs(self.format));
        }
        Ok(document)
    }
}

/// What stands beside a report, by its owner.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Company {
    /// Last year's report of the same agency.
    pub previous: Option<Source>,
    /// Reports that it may be a copy of.
    pub siblings: Vec<Source>,
    /// The reports below it, with how many there should be.
    pub below: Option<(Vec<Source>, usize)>,
    /// Its kind of body, by the roster.
    pub body: Option<String>,
    /// The day it was published, by the roster: `2025-01-31`.
    pub published: Option<String>,
}

impl Company {
    /// Whether all of it is light.
    #[must_use]
    pub fn is_light(&self) -> bool {
        let below = self.below.iter().flat_map(|(sources, _)| sources);
        self.previous.iter().chain(&self.siblings).chain(below).all(Source::is_light)
    }
}
