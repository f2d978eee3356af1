//! Word files as offices write them.

use super::source::{Grid, Piece};
use hegui::language::zh::marker::marker_at;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

/// A package of parts that are bytes.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a package").into_inner()
}

/// A package of parts.
pub fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let parts: Vec<(String, Vec<u8>)> =
        parts.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect();
    packed(&parts)
}

/// A file of a body, the styles, the numbering of these tests, with a running head and foot.
pub fn file(body: &str) -> Vec<u8> {
    let relation = |id: u32, kind: &str| {
        format!(
            "<Relationship Id='r{id}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' Target='{kind}.xml'/>"
        )
    };
    let relations: String =
        ["styles", "numbering", "header", "footer"].iter().zip(1..).map(|(kind, id)| relation(id, kind)).collect();
    let schema = "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'";
    package(&[
        (
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>".to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships {schema}><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>"
            ),
        ),
        ("word/_rels/document.xml.rels", format!("<Relationships {schema}>{relations}</Relationships>")),
        ("word/document.xml", format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/header.xml", format!("<w:hdr {W}><w:p><w:r><w:t>银杏市大数据中心</w:t></w:r></w:p></w:hdr>")),
        ("word/footer.xml", format!("<w:ftr {W}><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>")),
        (
            "word/styles.xml",
            format!(
                "<w:styles {W}><w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
                 <w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>\
                 <w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
                 <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style></w:styles>"
            ),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering {W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
                 <w:numFmt w:val='chineseCountingThousand'/><w:suff w:val='nothing'/><w:lvlText w:val='%1、'/></w:lvl>\
                 </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
            ),
        ),
    ])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{}</w:t></w:r>", escaped(text))
}

fn paragraph(properties: &str, inner: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>")
}

/// Headings by style; chapters numbered by Word where they run 一、二、三、 from the first.
pub fn styled(pieces: &[Piece]) -> Vec<u8> {
    let chapters: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| if let Piece::Heading(1, text) = piece { Some(text.as_str()) } else { None })
        .collect();
    let automatic = (1..).zip(&chapters).all(|(number, text)| {
        marker_at(text).is_some_and(|(_, told, length)| {
            told == number && text[..length].ends_with('、') && !text[length..].starts_with(' ')
        })
    });
    let mut body = String::new();
    for piece in pieces {
        body.push_str(&match piece {
            Piece::Title(text) => paragraph("<w:pStyle w:val='T'/><w:jc w:val='center'/>", &run(text)),
            Piece::Heading(1, text) if automatic => {
                let length = marker_at(text).map_or(0, |(.., length)| length);
                let number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
                paragraph(&format!("<w:pStyle w:val='1'/>{number}"), &run(&text[length..]))
            }
            Piece::Heading(level, text) => paragraph(&format!("<w:pStyle w:val='{}'/>", (*level).min(2)), &run(text)),
            Piece::Paragraph(text) => paragraph("<w:ind w:firstLineChars='200'/>", &run(text)),
            Piece::Table(grid) => table(grid),
        });
    }
    file(&body)
}

/// Headings as bold paragraphs, full-width spaces for indentation, words parted over runs, deletions and insertions.
pub fn bold(pieces: &[Piece]) -> Vec<u8> {
    let mut body = String::new();
    for piece in pieces {
        body.push_str(&match piece {
            Piece::Title(text) => paragraph("<w:jc w:val='center'/>", &parted(text)),
            Piece::Heading(_, text) => {
                let text = run(&format!("　　{text}")).replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>");
                paragraph("", &text)
            }
            Piece::Paragraph(text) => {
                let old = "<w:del w:id='1'><w:r><w:delText>截止××镇2001年99件</w:delText></w:r></w:del>";
                let inner = format!("{old}<w:ins w:id='2'>{}</w:ins>", parted(&format!("　　{text}")));
                let held = paragraph("", &inner);
                format!("<w:sdt><w:sdtPr><w:alias w:val='正文'/></w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>")
            }
            Piece::Table(grid) => table(grid),
        });
    }
    file(&body)
}

/// A text over runs of three characters, as a spelling checker leaves it.
fn parted(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters
        .chunks(3)
        .map(|part| run(&part.iter().collect::<String>()))
        .collect::<Vec<_>>()
        .join("<w:proofErr w:type='spellEnd'/>")
}

fn table(grid: &Grid) -> String {
    let mut out = String::from("<w:tbl>");
    for row in 0..grid.rows {
        out.push_str("<w:tr>");
        let mut column = 0;
        while column < grid.columns {
            let cell = grid.at(row, column);
            let merge = match (cell.down > 1, cell.row == row) {
                (false, _) => "",
                (true, true) => "<w:vMerge w:val='restart'/>",
                (true, false) => "<w:vMerge/>",
            };
            let text = if cell.row == row { run(&cell.text) } else { String::new() };
            out.push_str(&format!(
                "<w:tc><w:tcPr><w:gridSpan w:val='{}'/>{merge}</w:tcPr>{}</w:tc>",
                cell.across,
                paragraph("<w:jc w:val='center'/>", &text)
            ));
            column += cell.across;
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}
