//! The entries of all fuzz targets, for cargo-fuzz and for the plain test `tests/fuzz.rs`. Each takes any bytes; what must
//! not happen is a panic, a span that does not fit, or a run without end.

use hegui::audit::{self, Beside};
use hegui::document::{Document, Format};
use hegui::read::{read, signature};
use hegui::rulebook::Rulebook;
use hegui::rulebook::load::{Library, Source};
use std::sync::{Arc, OnceLock};

/// The rulebook of the pipeline, compiled once.
static BOOK: OnceLock<Arc<Rulebook>> = OnceLock::new();

/// What is fed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The reader of plain text.
    Text,
    /// The reader of Markdown.
    Markdown,
    /// The reader of web pages.
    Html,
    /// The reader of Word files.
    Docx,
    /// The reader of PDF.
    Pdf,
    /// The reader of OFD.
    Ofd,
    /// The reader of workbooks.
    Workbook,
    /// The parser of rulebooks.
    Rulebook,
    /// A file of unknown kind, read and judged.
    Pipeline,
}

impl Target {
    /// All of them; each is the name of a folder in `fuzz/corpus` too.
    #[allow(dead_code, reason = "a target of cargo-fuzz knows itself only")]
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Text, "text"),
        (Self::Markdown, "markdown"),
        (Self::Html, "html"),
        (Self::Docx, "docx"),
        (Self::Pdf, "pdf"),
        (Self::Ofd, "ofd"),
        (Self::Workbook, "workbook"),
        (Self::Rulebook, "rulebook"),
        (Self::Pipeline, "pipeline"),
    ];

    /// Feed bytes.
    pub fn run(self, bytes: &[u8]) {
        match self {
            Self::Text => reader(Format::Text, bytes),
            Self::Markdown => reader(Format::Markdown, bytes),
            Self::Html => reader(Format::Html, bytes),
            Self::Docx => reader(Format::Docx, bytes),
            Self::Pdf => reader(Format::Pdf, bytes),
            Self::Ofd => reader(Format::Ofd, bytes),
            Self::Workbook => reader(Format::Xlsx, bytes),
            Self::Rulebook => rulebook(bytes),
            Self::Pipeline => pipeline(bytes),
        }
    }
}

fn reader(format: Format, bytes: &[u8]) {
    if let Ok(document) = read("a", format, bytes) {
        sound(&document);
    }
}

/// Every span lies in the text, blocks and cells in order.
fn sound(document: &Document) {
    let fits = |span: hegui::span::Span| document.text.get(span.range()).is_some();
    let mut end = 0;
    for block in &document.blocks {
        assert!(fits(block.span) && block.span.start >= end, "{block:?}");
        end = block.span.end;
    }
    for table in &document.tables {
        assert!(fits(table.span), "{table:?}");
        for cell in &table.cells {
            assert!(fits(cell.span), "{cell:?}");
            assert!(
                cell.row + cell.row_span <= table.rows && cell.column + cell.column_span <= table.columns,
                "{cell:?}"
            );
        }
    }
    assert!(document.runs.windows(2).all(|pair| pair[0].start <= pair[1].start), "runs out of order");
}

fn rulebook(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut library = Library::builtin();
    if let Ok(id) = library.add(Source { name: "a.toml".to_owned(), text }) {
        let _ = library.get(&id);
    }
}

fn pipeline(bytes: &[u8]) {
    let Ok(format) = signature::settle(Some(Format::Text), bytes) else { return };
    let Ok(document) = read("a", format, bytes) else { return };
    sound(&document);
    let length = document.text.len();
    let book = BOOK.get_or_init(|| {
        Library::builtin().get("cn-2021").unwrap_or_else(|_| unreachable!("a built-in rulebook holds"))
    });
    let judged = audit::run(book, document, &Beside::default());
    assert_eq!(judged.document.text.len(), length);
}
