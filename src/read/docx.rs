//! Word files (Office Open XML): the text that a reader sees, with automatic numbers, headings by style, outline level or
//! numbering, and tables with merged cells. Headers, footers, comments, deletions, hidden text and generated tables of
//! contents are left out. Refuses what is encrypted, damaged or hostile; only the parts that are needed are inflated.

mod body;
mod element;
mod heading;
mod inline;
mod numbering;
mod numeral;
mod style;
mod table;

use super::package::{Package, Relation, xml};
use super::{ReadError, signature};
use crate::document::{Document, Format, Note};
use crate::finding::Wording;
use body::Body;
use numbering::Numbering;
use style::Styles;

/// What a file of the older, binary kind begins with; an encrypted package is kept in one.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The text that a report has at least, in characters, to be taken for more than a frame around pictures.
const LEAST_TEXT: usize = 100;

/// Read a Word file.
///
/// # Errors
/// Where it is no such file, encrypted, damaged, or over a limit.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.starts_with(COMPOUND) {
        return Err(if signature::is_encrypted(bytes) { ReadError::Encrypted } else { ReadError::NotThisFormat });
    }
    if !bytes.starts_with(b"PK") {
        return Err(ReadError::NotThisFormat);
    }
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let relations = package.relations(&main)?;
    let text = package.text(&main)?.ok_or(ReadError::Damaged { what: "word/document.xml" })?;
    let tree = xml::parse(&text)?;
    let root = tree.root_element();
    let content = element::child(root, "body").ok_or(ReadError::NotThisFormat)?;
    let styles = match optional(&mut package, &relations, "styles")? {
        Some(text) => Styles::read(xml::parse(&text)?.root_element()),
        None => Styles::default(),
    };
    let numbering = match optional(&mut package, &relations, "numbering")? {
        Some(text) => Numbering::read(xml::parse(&text)?.root_element(), &styles),
        None => Numbering::default(),
    };
    let mut body = Body::new(styles, numbering);
    body.read(content)?;
    for kind in ["footnotes", "endnotes"] {
        if body.refers_to(kind)
            && let Some(text) = optional(&mut package, &relations, kind)?
        {
            body.append_notes(kind, xml::parse(&text)?.root_element());
        }
    }
    Ok(document(path, body))
}

fn document(path: &str, body: Body) -> Document {
    let undecodable = body.text.chars().filter(|c| *c == '\u{fffd}').count();
    let characters = body.text.chars().filter(|c| !c.is_whitespace()).count();
    let mut notes = Vec::new();
    if undecodable > 0 {
        notes.push(Note::Undecodable(u32::try_from(undecodable).unwrap_or(u32::MAX)));
    }
    if body.images > 0 && characters < LEAST_TEXT {
        notes.push(Note::PageWithoutText(1));
    }
    let lost = [
        (body.images, "图片", "pictures"),
        (body.objects, "嵌入对象", "embedded objects"),
        (body.chunks, "嵌入文档", "embedded documents"),
    ];
    for (count, zh, en) in lost {
        if count > 0 {
            let zh = format!("未读取{zh}中的内容({count}处)");
            notes.push(Note::LeftOut(Wording::new(zh, format!("what stands in {en} was not read ({count})"))));
        }
    }
    let finished = body.finish();
    Document {
        path: path.to_owned(),
        format: Format::Docx,
        encoding: None,
        text: finished.text,
        hidden: Vec::new(),
        runs: finished.runs,
        blocks: finished.blocks,
        tables: finished.tables,
        comments: Vec::new(),
        notes,
    }
}

/// The name of the part that holds the text.
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let relations = package.relations("")?;
    let named = relations.into_iter().find(|relation| relation.kind == "officeDocument").and_then(|found| found.target);
    let usual = "word/document.xml".to_owned();
    let name = named.filter(|name| package.has(name)).unwrap_or(usual);
    if package.has(&name) {
        return Ok(name);
    }
    let other = package.has("OFD.xml") || package.has("content.xml") || package.has("xl/workbook.xml");
    Err(if other { ReadError::NotThisFormat } else { ReadError::Damaged { what: "word/document.xml" } })
}

/// The text of a part that a document may do without; what is damaged of it is an error, so that nothing is lost in
/// silence.
fn optional(package: &mut Package<'_>, relations: &[Relation], kind: &str) -> Result<Option<String>, ReadError> {
    let named = relations.iter().find(|relation| relation.kind == kind).and_then(|relation| relation.target.clone());
    package.text(&named.unwrap_or_else(|| format!("word/{kind}.xml")))
}
