//! A report as it was read: its text, where each stretch of the text came from, its blocks and its tables.
//!
//! Plain data. Readers fill it (`read`), facts are gathered from it (`fact`). Nothing here parses or interprets.

use crate::finding::Wording;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// The format of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    Text,
    /// CommonMark with tables.
    Markdown,
    /// A web page.
    Html,
    /// Word, Office Open XML.
    Docx,
    /// PDF.
    Pdf,
    /// GB/T 33190, the national fixed-layout format.
    Ofd,
    /// Word, the older binary format; read as converted.
    Doc,
    /// WPS Writer; read as converted.
    Wps,
    /// OpenDocument text; read as converted.
    Odt,
    /// Rich Text Format; read as converted.
    Rtf,
    /// A workbook, Office Open XML.
    Xlsx,
    /// A workbook of the older binary format; read as converted.
    Xls,
    /// WPS Spreadsheets; read as converted.
    Et,
}

impl Format {
    /// The name in outputs, which is also the usual ending of a file's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Doc => "doc",
            Self::Wps => "wps",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Et => "et",
        }
    }
}

/// A report as read.
///
/// For text and Markdown `text` is the decoded file itself, byte order mark and markup included, so that offsets are
/// those of the file; what a reader does not see of it (markup, the mark) is listed in `hidden`. For other formats
/// `text` is what a reader sees and `hidden` is empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// The path as it was given, for messages; `-` for standard input.
    pub path: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding it was decoded from, in lower case (`utf-8`, `gb18030`, `utf-16le`, `big5`); none where the
    /// format has its own.
    #[serde(deserialize_with = "maybe_encoding")]
    pub encoding: Option<Encoding>,
    /// The text, never normalised.
    pub text: String,
    /// Stretches of `text` that a reader of the report does not see, in order, not overlapping.
    pub hidden: Vec<Span>,
    /// Where stretches of the text came from, in order of `start`. Empty for formats whose places are lines and
    /// columns of `text`.
    pub runs: Vec<Run>,
    /// The blocks in reading order, not overlapping; together they cover all that a reader sees.
    pub blocks: Vec<Block>,
    /// The tables, in reading order.
    pub tables: Vec<Table>,
    /// Comments addressed to the program (`<!-- hegui: … -->`), in order; only Markdown and web pages have them.
    pub comments: Vec<Comment>,
    /// What was lost or guessed while reading.
    pub notes: Vec<Note>,
}

/// A comment addressed to the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Where it stands; empty in formats whose text has no comments, at what follows it.
    pub span: Span,
    /// What it says behind `hegui:`.
    pub text: String,
}

/// The name of an encoding, in lower case.
pub type Encoding = &'static str;

/// The encodings that texts are decoded from, as a document names them.
pub const ENCODINGS: [Encoding; 5] = ["utf-8", "gb18030", "utf-16le", "utf-16be", "big5"];

fn encoding<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Encoding, D::Error> {
    let name = String::deserialize(from)?;
    known(&name).ok_or_else(|| serde::de::Error::custom("an unknown encoding"))
}

fn maybe_encoding<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Encoding>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.and_then(|name| known(&name)))
}

fn known(name: &str) -> Option<Encoding> {
    ENCODINGS.into_iter().find(|known| *known == name)
}

impl Document {
    /// The verbatim slice of a span; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// A stretch of `Document::text` that came from one place; it ends where the next begins.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    /// First byte of `Document::text`.
    pub start: u32,
    /// Where it came from.
    pub place: Place,
}

/// A place that a person can find in the original. All numbers count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Place {
    /// A line and a column in characters.
    Line {
        /// Line.
        line: u32,
        /// Column, in characters.
        column: u32,
    },
    /// A paragraph of a section: Word files have no lines.
    Paragraph {
        /// Section of the document.
        section: u32,
        /// Paragraph in the section; a table counts as one.
        paragraph: u32,
    },
    /// A line of a page.
    Page {
        /// Page.
        page: u32,
        /// Line of the page.
        line: u32,
    },
    /// A cell of a workbook's sheet.
    Sheet {
        /// Sheet of the workbook, hidden ones counted.
        sheet: u32,
        /// Row of the sheet.
        row: u32,
        /// Column of the sheet: 2 is B.
        column: u32,
    },
}

/// A block of the text: a heading, a paragraph, a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its extent, without surrounding white space.
    pub span: Span,
    /// The enumerator it begins with, where it has one: `一、`, `(二)`, `3.`.
    pub marker: Option<Marker>,
}

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BlockKind {
    /// The report's title, where the format says so (Markdown's first `#`). Text files have none: the title is then
    /// told among the first paragraphs.
    Title,
    /// A heading; 1 is a chapter, 2 a section of it, and so on.
    Heading {
        /// Depth, from 1.
        level: u8,
    },
    /// A paragraph or a list item.
    Paragraph,
    /// A table: an index into `Document::tables`.
    Table(usize),
}

/// An enumerator as written at the beginning of a block or inside a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Marker {
    /// Its look. Two markers belong to one series only when their styles are equal.
    pub style: MarkerStyle,
    /// The number it stands for.
    pub number: u32,
    /// Where it stands, punctuation included.
    pub span: Span,
}

/// The look of an enumerator.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MarkerStyle {
    /// 第一部分, 第二章.
    Part,
    /// 一、 or 一. or 一 followed by a space.
    Chinese,
    /// (一).
    ChineseParen,
    /// 1、
    ArabicComma,
    /// 1. or 1．
    ArabicDot,
    /// (1) or 1) or ⑴.
    ArabicParen,
    /// ①.
    Circled,
    /// 一是.
    ChineseShi,
    /// 第一, or 首先 is not one of them.
    Ordinal,
    /// 其一.
    Qi,
    /// I., II.
    Roman,
    /// A., B.
    Letter,
}

/// A table as a grid. Cells that are merged stand once in `cells` and cover several rows or columns.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    /// From the first to the last cell, rulings included.
    pub span: Span,
    /// Number of rows of the grid, header rows counted.
    pub rows: u32,
    /// Number of columns of the grid.
    pub columns: u32,
    /// The cells in reading order.
    pub cells: Vec<Cell>,
}

impl Table {
    /// The cell that covers a row and a column, both from 0.
    #[must_use]
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        // Most cells cover one place, and in reading order they are sorted by it.
        let exact = self.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
        if let Ok(at) = exact {
            return self.cells.get(at);
        }
        self.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        })
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// First row it covers, from 0, header rows counted.
    pub row: u32,
    /// First column it covers, from 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub column_span: u32,
    /// Its content without surrounding white space; for an empty cell the empty span where it would stand.
    pub span: Span,
}

/// What was lost or guessed while reading a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// The encoding was told from the bytes, not from a mark.
    EncodingDetected(#[serde(deserialize_with = "encoding")] Encoding),
    /// Bytes that mean nothing in the encoding were replaced by U+FFFD; the count of replacements.
    Undecodable(u32),
    /// The file is of another format than its name says, and was read as what it is.
    ReadAs(Format),
    /// The report's year could not be told; the rulebook was chosen by its chapters.
    YearUnknown,
    /// The rulebook was guessed: its id.
    RulebookGuessed(String),
    /// A page without text (a scan): its number from 1. What stands on it was not read.
    PageWithoutText(u32),
    /// Something of the file was left out: what, in the two languages.
    LeftOut(Wording),
}

impl Document {
    /// A passage: one paragraph a line, without headings or tables.
    #[must_use]
    pub fn passage(path: &str, text: &str) -> Self {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let kept = line.trim();
            if !kept.is_empty() {
                let at = start + line.find(kept).unwrap_or(0);
                let span = Span::new(at, at + kept.len());
                blocks.push(Block { kind: BlockKind::Paragraph, span, marker: None });
            }
            start += line.len();
        }
        Self {
            path: path.to_owned(),
            format: Format::Text,
            encoding: Some("utf-8"),
            text: text.to_owned(),
            hidden: Vec::new(),
            runs: Vec::new(),
            blocks,
            tables: Vec::new(),
            comments: Vec::new(),
            notes: Vec::new(),
        }
    }
}
