//! Word files that the program writes: the package, in the layout of official documents (GB/T 9704-2012: A4, 22 lines
//! a page, 方正小标宋 for the title, 黑体 for headings, 仿宋 for the text, page numbers on the outer side).
//!
//! Fonts are named with a second choice each; none is embedded. The same content gives the same bytes.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The name space of WordprocessingML.
pub const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Twips that a line of text may be long: 156 mm.
pub const TEXT_WIDTH: u32 = 8844;

/// The parts that every file has, but its text and its comments.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("word/parts/content_types.xml")),
    ("_rels/.rels", include_str!("word/parts/rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("word/parts/document_rels.xml")),
    ("word/styles.xml", include_str!("word/parts/styles.xml")),
    ("word/settings.xml", include_str!("word/parts/settings.xml")),
    ("word/fontTable.xml", include_str!("word/parts/fonts.xml")),
    ("word/footer1.xml", include_str!("word/parts/footer1.xml")),
    ("word/footer2.xml", include_str!("word/parts/footer2.xml")),
];

/// The page: A4, margins of GB/T 9704, page numbers in the footers.
const PAGE: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" \
                    r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" \
                    w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1361\" w:gutter=\"0\"/></w:sectPr>";

/// The parts of a file by name, in the order that they are written.
pub type Parts = Vec<(String, Vec<u8>)>;

/// A file of the body's XML (paragraphs and tables) and of comments, by number from 0.
#[must_use]
pub fn parts(body: &str, comments: &[String]) -> Parts {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let document = format!(
        "{head}<w:document xmlns:w=\"{SPACE}\" xmlns:r=\"{relations}\"><w:body>{body}{PAGE}</w:body></w:document>"
    );
    let comments: String = comments.iter().enumerate().map(|(id, text)| comment(id, text)).collect();
    let comments = format!("{head}<w:comments xmlns:w=\"{SPACE}\">{comments}</w:comments>");
    let mut parts: Parts =
        PARTS.iter().map(|(name, text)| ((*name).to_owned(), text.trim_end().as_bytes().to_vec())).collect();
    parts.push(("word/document.xml".to_owned(), document.into_bytes()));
    parts.push(("word/comments.xml".to_owned(), comments.into_bytes()));
    parts
}

fn comment(id: usize, text: &str) -> String {
    format!(
        "<w:comment w:id=\"{id}\" w:author=\"hegui\" w:initials=\"hg\"><w:p><w:pPr><w:pStyle w:val=\"CommentText\"/>\
         </w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:comment>",
        escape(text)
    )
}

/// The bytes of a file of parts.
///
/// # Errors
/// Where a part is larger than the container can hold.
pub fn bytes(parts: &Parts) -> std::io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A paragraph of a style.
#[must_use]
pub fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text))
}

/// A run of text.
#[must_use]
pub fn run(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A text as XML: markup escaped, characters that XML cannot hold left out, line feeds as spaces.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
