//! Hostile input, end to end: each limit is named, the batch goes on and ends with 3, memory stays bounded, and nothing
//! of a file reaches a terminal as a control sequence. The files are written here.
#![allow(clippy::print_stdout)]

#[allow(dead_code)]
mod forms;
#[allow(dead_code)]
mod writer;

use forms::word::{file, package};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const REPORT: &str = "云桥县水务局2012年政府信息公开工作年度报告\n\n一、概述\n\n2012年，我局公开信息30条。\n";

/// What becomes of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// It is not read, and the message says these words.
    Refused(&'static str),
    /// It is read, and the text of the notes says these words; empty for none.
    Read(&'static str),
}

fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
    command.args(["check", "--fail-on", "never", "--lang", "en"]).args(words).current_dir(folder);
    command.output().expect("hegui runs")
}

/// Check a folder of files beside a sound report; how each ended.
fn batch(files: &[(&str, Vec<u8>, End)], words: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("fine.txt"), REPORT).expect("written");
    for (name, bytes, _) in files {
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    let done = run(folder.path(), &[&["--format", "json", "."], words].concat());
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert_eq!(done.status.code(), Some(3), "{err}");
    assert!(!err.contains("internal error") && !err.contains("panicked"), "{err}");
    let output: Value = serde_json::from_str(&out).expect("JSON");
    let reports: BTreeMap<&str, &Value> = output["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .map(|report| (report["path"].as_str().unwrap_or_default().trim_start_matches("./"), report))
        .collect();
    assert_ne!(reports["fine.txt"]["verdict"], "unreadable", "the batch goes on");
    for (name, _, end) in files {
        let found = reports.iter().find(|(path, _)| **path == *name || path.starts_with(&format!("{name}!/")));
        let (_, report) = found.unwrap_or_else(|| panic!("{name} is not in {:?}", reports.keys()));
        match end {
            End::Refused(words) => {
                let error = report["error"].as_str().unwrap_or_default();
                assert!(report["verdict"] == "unreadable" && error.contains(words), "{name}: {report}");
                assert!(err.contains(words), "{name}: not on standard error: {err}");
            }
            End::Read(words) => {
                assert_ne!(report["verdict"], "unreadable", "{name}: {report}");
                assert!(report["notes"].to_string().contains(words), "{name}: {}", report["notes"]);
            }
        }
    }
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

/// An archive with a link to a file.
fn linked() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("link.txt", "a.txt", SimpleFileOptions::default()).expect("a link");
    writer.finish().expect("an archive").into_inner()
}

/// The bytes of an archive with some of them replaced, everywhere.
fn altered(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    for at in 0..bytes.len().saturating_sub(from.len()) {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

fn same_names() -> Vec<u8> {
    altered(zipped(&[("a.txt", REPORT.as_bytes()), ("b.txt", REPORT.as_bytes())]), b"a.txt", b"b.txt")
}

/// Two names for the bytes of one member.
fn overlapping() -> Vec<u8> {
    let bytes = zipped(&[("a.txt", REPORT.as_bytes()), ("b.txt", REPORT.as_bytes())]);
    let starts: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    let mut bytes = bytes;
    bytes[starts[1] + 42..starts[1] + 46].copy_from_slice(&[0; 4]);
    bytes
}

/// A member that is said to be packed with bzip2.
fn packed_otherwise() -> Vec<u8> {
    let bytes = altered(zipped(&[("a.txt", REPORT.as_bytes())]), b"\0\x08\0", b"\0\x0c\0");
    assert!(bytes.windows(3).any(|three| three == b"\0\x0c\0"));
    bytes
}

fn body(inner: &str) -> String {
    let title = "<w:p><w:r><w:t>云桥县水务局2012年政府信息公开工作年度报告</w:t></w:r></w:p>";
    format!("{title}{inner}<w:p><w:r><w:t>一、概述</w:t></w:r></w:p><w:p><w:r><w:t>公开30条。</w:t></w:r></w:p>")
}

/// A Word file of which the text part is this.
fn word(document: &str) -> Vec<u8> {
    package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='1' Type='x/officeDocument' Target='word/document.xml'/></Relationships>"
                .to_owned(),
        ),
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", document.to_owned()),
    ])
}

#[test]
fn archives() {
    let bomb = zipped(&[("a.txt", &vec![b' '; 30 << 20])]);
    let nested = zipped(&[("a.txt", REPORT.as_bytes()), ("b.zip", &bomb)]);
    let many: Vec<(String, Vec<u8>)> = (0..12_000).map(|at| (format!("{at}.txt"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let escape = zipped(&[("../../outside.txt", REPORT.as_bytes())]);
    batch(
        &[
            ("bomb.zip", bomb, End::Refused("--max-ratio")),
            ("many.zip", zipped(&many), End::Refused("--max-entries")),
            ("nested.zip", nested, End::Read("")),
            (
                "inside.zip",
                zipped(&[("b.zip", &zipped(&[("a.txt", REPORT.as_bytes())]))]),
                End::Refused("inside an archive"),
            ),
            ("link.zip", linked(), End::Refused("a link in an archive")),
            ("same.zip", same_names(), End::Refused("of one name: b.txt")),
            ("overlap.zip", overlapping(), End::Refused("members of the archive overlap")),
            ("method.zip", packed_otherwise(), End::Refused("a method that is not read")),
            ("escape.zip", escape, End::Read("")),
            ("broken.zip", b"PK\x03\x04 broken".to_vec(), End::Refused("damaged")),
        ],
        &[],
    );
}

#[test]
fn parts_of_packages() {
    let large = "<w:p/>".repeat(60 << 18);
    let space = format!("<w:document xmlns:w='w'><w:body>{large}</w:body></w:document>");
    let deep = format!("<w:document>{}", "<w:p>".repeat(1_000_000));
    let entity = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w='w'>&b;</w:document>";
    let wide = format!("<w:document{}/>", (0..100_000).map(|at| format!(" a{at}='1'")).collect::<String>());
    let pages = "<ofd:Page ID='1' BaseLoc='C.xml'/>".repeat(3000);
    let ofd = package(&[
        ("OFD.xml", "<ofd:OFD xmlns:ofd='o'><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:OFD>".to_owned()),
        ("D.xml", format!("<ofd:Document xmlns:ofd='o'><ofd:Pages>{pages}</ofd:Pages></ofd:Document>")),
        ("C.xml", "<ofd:Page xmlns:ofd='o'/>".to_owned()),
    ]);
    let outside = package(&[(
        "OFD.xml",
        "<ofd:OFD xmlns:ofd='o'><ofd:DocRoot>../../../etc/passwd</ofd:DocRoot></ofd:OFD>".to_owned(),
    )]);
    batch(
        &[
            ("large.docx", word(&space), End::Refused("over the limit")),
            ("deep.docx", word(&deep), End::Refused("XML depth")),
            ("entity.docx", word(entity), End::Refused("DOCTYPE")),
            ("wide.docx", word(&wide), End::Refused("XML attributes")),
            ("pages.ofd", ofd, End::Refused("pages")),
            ("outside.ofd", outside, End::Refused("damaged")),
            ("cut.docx", word(&space)[..2000].to_vec(), End::Refused("damaged")),
        ],
        &[],
    );
}

/// A workbook of one sheet with this content.
#[cfg(feature = "xlsx")]
fn workbook(sheet: &str) -> Vec<u8> {
    let part = |kind: &str, target: &str| {
        let uri = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Type='{uri}/{kind}' Target='{target}'/></Relationships>"
        )
    };
    let uri = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    package(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", part("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", part("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns='{uri}' xmlns:r='{relations}'><sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns='{uri}'>{sheet}</worksheet>")),
    ])
}

/// A workbook whose strings are shared, with so many declared.
#[cfg(feature = "xlsx")]
fn shared(strings: &str, count: &str, sheet: &str) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut plain = zip::ZipArchive::new(Cursor::new(workbook(sheet))).expect("a workbook");
    for at in 0..plain.len() {
        let mut part = plain.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("read");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    let uri = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let text = format!("<sst xmlns='{uri}' count='{count}' uniqueCount='{count}'>{strings}</sst>");
    parts.push(("xl/sharedStrings.xml".to_owned(), text.into_bytes()));
    for (name, bytes) in &mut parts {
        if name == "xl/_rels/workbook.xml.rels" {
            let text = String::from_utf8(std::mem::take(bytes)).expect("text");
            let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings";
            let one = format!("<Relationship Id='rId2' Type='{kind}' Target='sharedStrings.xml'/></Relationships>");
            *bytes = text.replace("</Relationships>", &one).into_bytes();
        }
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zipped(&parts)
}

#[cfg(feature = "xlsx")]
#[test]
fn workbooks_that_lie() {
    let title = format!("<c r='A1' t='inlineStr'><is><t>{REPORT}</t></is></c>");
    let one = format!("<sheetData><row r='1'>{title}</row><row r='2'><c r='A2' t='s'><v>0</v></c></row></sheetData>");
    let cells: String = (2..=300).map(|row| format!("<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>")).collect();
    let many = format!("<sheetData><row r='1'>{title}</row>{cells}</sheetData>");
    let long = format!("<si><t>{}</t></si>", "长".repeat(200_000));
    let merged = format!(
        "<dimension ref='C3:A1'/><sheetData><row r='1'>{title}</row></sheetData><mergeCells><mergeCell ref='C3:A1'/></mergeCells>"
    );
    batch(
        &[
            ("count.xlsx", shared("<si><t>a</t></si>", "4294967295", &one), End::Read("")),
            ("amplify.xlsx", shared(&long, "1", &many), End::Refused("text of all cells")),
            ("merged.xlsx", workbook(&merged), End::Read("")),
            ("broken.xlsx", b"PK".to_vec(), End::Refused("")),
        ],
        &[],
    );
}

#[cfg(feature = "xlsx")]
#[test]
fn workbooks() {
    let text = |at: &str, text: &str| format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>");
    let rows = |rows: &str| format!("<sheetData>{rows}</sheetData>");
    let (title, far) = (text("A1", REPORT), text("XFD1048576", "1"));
    let corners = rows(&format!("<row r='1'>{title}</row><row r='1048576'>{far}</row>"));
    let square = rows(&format!(
        "<row r='1'>{title}{}</row><row r='1048576'>{}{far}</row>",
        text("B1", "1"),
        text("A1048576", "2")
    ));
    let merged = format!("{square}<mergeCells count='1'><mergeCell ref='A1:XFD1048576'/></mergeCells>");
    let many: String = (1..=600_000).map(|row| format!("<row r='{row}'><c r='A{row}'><v>1</v></c></row>")).collect();
    let entity = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>";
    let locked = [
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..],
        &"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    ]
    .concat();
    batch(
        &[
            ("corners.xlsx", workbook(&corners), End::Read("")),
            ("square.xlsx", workbook(&square), End::Read("")),
            ("merged.xlsx", workbook(&merged), End::Refused("cells of a table")),
            ("many.xlsx", workbook(&rows(&many)), End::Refused("cells of a workbook")),
            ("entity.xlsx", workbook(entity), End::Refused("DOCTYPE")),
            ("locked.xlsx", locked, End::Refused("password")),
            ("cut.xlsx", workbook(&corners)[..400].to_vec(), End::Refused("damaged")),
        ],
        &[],
    );
}

#[test]
fn what_leads_outside_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("secret.xml"), "<w:styles xmlns:w='w'>云桥县审计局机密</w:styles>").expect("written");
    let relations = "<Relationships><Relationship Id='1' Type='x/styles' Target='../../secret.xml'/><Relationship Id='2' \
                     Type='x/footnotes' TargetMode='External' Target='file:///etc/passwd'/></Relationships>";
    let document = format!(
        "<w:document xmlns:w='w'><w:body>{}<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p></w:body></w:document>",
        body("")
    );
    let bytes = package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='1' Type='x/officeDocument' Target='word/document.xml'/></Relationships>"
                .to_owned(),
        ),
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/_rels/document.xml.rels", relations.to_owned()),
        ("word/document.xml", document),
    ]);
    fs::create_dir(folder.path().join("in")).expect("a folder");
    fs::write(folder.path().join("in/a.docx"), bytes).expect("written");
    let done = run(folder.path(), &["--format", "json", "in"]);
    let out = String::from_utf8_lossy(&done.stdout);
    assert!(out.contains("云桥县水务局") && !out.contains("机密") && !out.contains("root:"), "{out}");
}

#[test]
fn endless_tables() {
    let spans = format!(
        "<html><body><p>{REPORT}</p><table><tr><td rowspan=999999999 colspan=999999999>甲</td><td>1</td></tr><tr><td \
         rowspan=99999999999999999999>乙</td></tr></table></body></html>"
    );
    let nested = format!("<html><body><p>{REPORT}</p>{}", "<table><tr><td>甲".repeat(50_000));
    let divs = format!("<html><body>{}<p>{REPORT}</p>", "<div>".repeat(200_000));
    let attributes =
        format!("<html><body><p {}>{REPORT}</p>", (0..100_000).map(|at| format!("a{at}=1 ")).collect::<String>());
    let wide = format!("# 年报\n\n|{}\n|{}\n|{}\n", "甲|".repeat(20_000), "-|".repeat(20_000), "1|".repeat(20_000));
    let cell = |span: &str| {
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    };
    let mut inner = String::from("<w:p><w:r><w:t>内</w:t></w:r></w:p>");
    for _ in 0..60 {
        inner = format!("<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>");
    }
    batch(
        &[
            ("spans.html", spans.into_bytes(), End::Read("")),
            ("nested.html", nested.into_bytes(), End::Read("")),
            ("divs.html", divs.into_bytes(), End::Read("")),
            ("attributes.html", attributes.into_bytes(), End::Read("")),
            ("wide.md", wide.into_bytes(), End::Read("")),
            ("span.docx", file(&body(&cell("999999999"))), End::Read("")),
            ("spans.docx", file(&body(&cell("99999999999999999999"))), End::Read("")),
            ("nested.docx", file(&body(&inner)), End::Read("")),
            ("unread.docx", b"PK".to_vec(), End::Refused("")),
        ],
        &[],
    );
}

#[cfg(feature = "pdf")]
#[test]
fn loops_in_pdf() {
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let tree = writer::file(&[catalogue.clone(), "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>".to_owned()], "");
    let reference = writer::file(&[catalogue.clone(), "3 0 R".to_owned(), "2 0 R".to_owned()], "");
    let page = |font: &str, content: &str| {
        writer::file(
            &[
                catalogue.clone(),
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
                    .to_owned(),
                format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
                font.to_owned(),
                "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
                 /Supplement 0 >> /DW 1000 >>"
                    .to_owned(),
            ],
            "",
        )
    };
    let text = "BT /F 12 Tf 70 700 Td <00010002000300040005> Tj ET ".repeat(20);
    let mapless = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>";
    let itself = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>";
    batch(
        &[
            ("tree.pdf", tree, End::Refused("damaged")),
            ("reference.pdf", reference, End::Refused("damaged")),
            ("forms.pdf", writer::forms(20, 50), End::Refused("drawn")),
            ("mapless.pdf", page(mapless, &text), End::Read("do not say which characters")),
            ("itself.pdf", page(itself, &text), End::Read("")),
            ("encrypted.pdf", writer::encrypted(), End::Refused("password")),
            ("endless.pdf", page("[".repeat(100_000).as_str(), &text), End::Refused("nested")),
        ],
        &[],
    );
}

/// A PDF of one page with this content stream and this array of widths.
#[cfg(feature = "pdf")]
fn page_of(dictionary: &str, content: &[u8], widths: &str) -> Vec<u8> {
    // The writer takes text: each byte is a character here, and a byte again in the file.
    let stream: String = content.iter().map(|byte| char::from(*byte)).collect();
    let file = writer::file(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} {dictionary} >>\nstream\n\u{1}{stream}\u{2}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>".to_owned(),
            format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A {widths} >>"),
        ],
        "",
    );
    let (from, to) = (file.iter().position(|byte| *byte == 1), file.iter().position(|byte| *byte == 2));
    [&file[..from.expect("a stream")], content, &file[to.expect("its end") + 1..]].concat()
}

/// Zeros by the megabyte, deflated so many times.
#[cfg(feature = "pdf")]
fn deflated(megabytes: usize, times: usize) -> Vec<u8> {
    let mut bytes = vec![b' '; megabytes << 20];
    for _ in 0..times {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&bytes).expect("deflated");
        bytes = encoder.finish().expect("deflated");
    }
    bytes
}

#[cfg(feature = "pdf")]
#[test]
fn streams_and_widths_of_pdf() {
    let text = b"BT /F 12 Tf 70 700 Td <0001> Tj ET";
    let base85 = |bytes: &[u8]| -> Vec<u8> {
        let four = |four: &[u8]| {
            let mut value =
                four.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte)) << (8 * (4 - four.len()));
            let mut digits = [0; 5];
            for digit in digits.iter_mut().rev() {
                *digit = b'!' + u8::try_from(value % 85).expect("a digit");
                value /= 85;
            }
            digits
        };
        bytes.chunks(4).flat_map(four).chain(*b"~>").collect()
    };
    let ranges = "0 60000 500 ".repeat(2000);
    batch(
        &[
            ("flate.pdf", page_of("/Filter /FlateDecode", &deflated(80, 1), ""), End::Refused("size of a stream")),
            (
                "twice.pdf",
                page_of("/Filter [/FlateDecode /FlateDecode]", &deflated(80, 2), ""),
                End::Refused("size of a stream"),
            ),
            (
                "named.pdf",
                page_of("/Filter [/Fl#61teDecode /Fl]", &deflated(80, 2), ""),
                End::Refused("size of a stream"),
            ),
            ("short.pdf", page_of("/Filter /Fl /Length 9", &deflated(80, 1), ""), End::Refused("size of a stream")),
            (
                "often.pdf",
                page_of("/Filter [/Fl /Fl /Fl /Fl /Fl]", &deflated(1, 5), ""),
                End::Refused("filters of a stream"),
            ),
            (
                "base.pdf",
                page_of("/Filter [/A85 /Fl]", &base85(&deflated(80, 1)), ""),
                End::Refused("size of a stream"),
            ),
            (
                "runs.pdf",
                page_of("/Filter /RunLengthDecode", &[129, b' '].repeat(600_000), ""),
                End::Refused("size of a stream"),
            ),
            ("range.pdf", page_of("", text, "/W [0 2147483647 500]"), End::Refused("widths of a font")),
            ("ranges.pdf", page_of("", text, &format!("/W [{ranges}]")), End::Refused("widths of a font")),
            ("upright.pdf", page_of("", text, "/W2 [0 2147483647 500 500 500]"), End::Refused("widths of a font")),
        ],
        &[],
    );
}

#[test]
fn markup_without_end() {
    let head = "# 云桥县水务局2012年政府信息公开工作年度报告\n\n## 一、概述\n\n";
    let filled = |piece: &str, count: usize| format!("{head}{}\n", piece.repeat(count)).into_bytes();
    batch(
        &[
            ("links.md", filled("[]", 3_000_000), End::Refused("marks of Markdown")),
            ("comments.md", filled("<!--", 1_000_000), End::Refused("marks of Markdown")),
            ("lines.md", filled("\n", 1_500_000), End::Refused("lines")),
            ("nested.md", filled("1. ", 20_000), End::Read("")),
            ("blanks.txt", filled("XX局，", 11_000), End::Read("10000")),
        ],
        &[],
    );
}

#[test]
fn expressions_of_thousands_of_terms() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), REPORT).expect("written");
    for sign in ["+", "*", "-", "/"] {
        let sum = vec!["1"; 8000].join(sign);
        let book = format!(
            "edition = 1\n[rulebook]\nid = \"a\"\nversion = \"1.0.0\"\ntitle = \"t\"\n[basis]\nn = {{ name = \"n\" }}\n[[rule]]\nid =              \"a\"\ntitle = \"t\"\nseverity = \"warning\"\nbasis = \"n\"\ncheck.equation = {{ holds = '{sum} = 1' }}\n[[rule.pass]]\ntext =              \"1\"\n[[rule.fail]]\ntext = \"2\"\n"
        );
        fs::write(folder.path().join("book.toml"), book).expect("written");
        let done = run(folder.path(), &["--rulebook", "book.toml", "a.txt"]);
        let err = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{err}");
        assert!(err.contains("too long (over 1000") && err.contains("book.toml:13:"), "{sign}: {err}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let mut broken = REPORT.as_bytes().to_vec();
    broken.splice(30..30, [0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]);
    let nul = REPORT.replace("公开", "公\0开");
    let long = "全年公开信息45条，".repeat(3_000);
    batch(
        &[
            ("broken.html", [b"<html><meta charset=utf-8><p>", broken.as_slice()].concat(), End::Read("")),
            ("nul.txt", nul.into_bytes(), End::Refused("not decodable")),
            ("crlf.md", REPORT.replace('\n', "\r\n").into_bytes(), End::Read("")),
            ("cr.txt", REPORT.replace('\n', "\r").into_bytes(), End::Read("")),
            ("long.txt", long.into_bytes(), End::Read("")),
            ("size.txt", vec![b'a'; 9 << 20], End::Refused("--max-size")),
        ],
        &["--max-size", "8388608"],
    );
}

/// A file whose name and words hold what terminals obey.
#[cfg(unix)]
#[test]
fn nothing_reaches_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "evil\u{1b}[31m\u{202e}\u{7}\n::error::.txt";
    let evil = REPORT
        .replace("水务局", "水务\u{1b}]0;x\u{7}局")
        .replace("30条", "30条，其中\u{9b}31m甲10条、乙\u{202e}\u{2066}5条。××镇\u{1b}[2J公开××条");
    fs::write(folder.path().join(name), &evil).expect("written");
    fs::write(folder.path().join("b\u{1b}[31m.docx"), "x".repeat(3)).expect("written");
    fs::write(folder.path().join("c\u{202e}.zip"), zipped(&[("\u{1b}[2J.txt", evil.as_bytes())])).expect("written");
    for words in [&["."][..], &["--format", "concise", "."], &["--format", "json", "."], &["--lang", "zh", "."]] {
        let done = run(folder.path(), words);
        for bytes in [&done.stdout, &done.stderr] {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            let bad = |c: &char| {
                c.is_control() && *c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            let found: Vec<char> = text.chars().filter(bad).collect();
            assert!(found.is_empty(), "{words:?}: {found:?} in {text:?}");
            assert!(!text.lines().any(|line| line.starts_with("::error")), "{text}");
        }
    }
}

/// A text that takes long to judge, however quick the machine.
fn endless() -> String {
    format!("{REPORT}{}\n", "2012年".repeat(600_000))
}

/// What a file costs is held to a budget, in a process of its own: the rest is judged, and the limit is named.
#[test]
fn files_are_held_to_a_budget() {
    let fine = word(&format!("<w:document xmlns:w='w'><w:body>{}</w:body></w:document>", body("")));
    batch(
        &[
            ("fine.docx", fine.clone(), End::Read("")),
            ("slow.txt", endless().into_bytes(), End::Refused("--max-seconds (3)")),
        ],
        &["--max-seconds", "3"],
    );
    // Linux and its like hold a process to an amount of memory; other systems have the clock and the readers' limits.
    #[cfg(target_os = "linux")]
    batch(
        &[
            ("fine.docx", fine, End::Read("")),
            ("huge.txt", vec![b'a'; 60 << 20], End::Refused("--max-memory (1048576)")),
        ],
        &["--max-memory", "1M"],
    );
}

/// The thousand-file batch: whatever is among them, each has its answer, within the memory of one.
#[cfg(all(target_os = "linux", feature = "pdf", feature = "xlsx"))]
#[test]
fn a_thousand_files_have_a_thousand_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    let fine = word(&format!("<w:document xmlns:w='w'><w:body>{}</w:body></w:document>", body("")));
    let long = format!("<si><t>{}</t></si>", "长".repeat(200_000));
    let cells: String = (2..=300).map(|row| format!("<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>")).collect();
    let hostile: Vec<(&str, Vec<u8>)> = vec![
        ("slow.txt", endless().into_bytes()),
        ("huge.txt", vec![b'a'; 60 << 20]),
        ("overlap.zip", overlapping()),
        ("names.zip", same_names()),
        ("method.zip", packed_otherwise()),
        ("link.zip", linked()),
        ("nested.zip", zipped(&[("inner.zip", &zipped(&[("a.txt", REPORT.as_bytes())]))])),
        ("amplify.xlsx", shared(&long, "1", &format!("<sheetData>{cells}</sheetData>"))),
        ("flate.pdf", page_of("/Filter [/FlateDecode /FlateDecode]", &deflated(80, 2), "")),
        ("range.pdf", page_of("", b"BT ET", "/W [0 2147483647 500]")),
        ("cut.docx", fine[..fine.len() / 2].to_vec()),
        ("entity.docx", word("<!DOCTYPE a [<!ENTITY b 'c'>]><w:document xmlns:w='w'/>")),
        ("deep.docx", word(&format!("<w:document xmlns:w='w'>{}", "<w:p>".repeat(100_000)))),
        ("links.md", format!("# {REPORT}{}", "[]".repeat(3_000_000)).into_bytes()),
        ("noise.pdf", b"%PDF-1.7\n".iter().copied().chain((0..40_000_u32).map(|at| ((at * at) >> 7) as u8)).collect()),
        ("noise.ofd", (0..40_000_u32).map(|at| ((at * at) >> 5) as u8).collect()),
    ];
    hostile.iter().for_each(|(name, bytes)| put(name, bytes));
    for at in hostile.len()..1000 {
        let report = REPORT.replace("云桥县水务局", &format!("云桥县第{at}水务局"));
        if at % 10 == 0 { put(&format!("{at}.docx"), &fine) } else { put(&format!("{at}.txt"), report.as_bytes()) }
    }
    let words = [
        "check",
        "--no-config",
        "--fail-on",
        "never",
        "--format",
        "jsonl",
        "--max-seconds",
        "5",
        "--max-memory",
        "256M",
    ];
    let mut child = Command::new(env!("CARGO_BIN_EXE_hegui"))
        .args(words)
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("hegui runs");
    let (mut most, status) = (0, format!("/proc/{}/status", child.id()));
    let mut out = child.stdout.take().map(std::io::BufReader::new).expect("its output");
    let (mut line, mut answers, mut unread) = (String::new(), 0, 0);
    while std::io::BufRead::read_line(&mut out, &mut line).expect("read") > 0 {
        answers += 1;
        unread += usize::from(line.contains("\"verdict\":\"unreadable\""));
        line.clear();
        let said = fs::read_to_string(&status).unwrap_or_default();
        let peak = said.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(peak.unwrap_or(0_u64));
    }
    assert_eq!(child.wait().expect("ended").code(), Some(3));
    println!("{answers} answers, {unread} unread, {most} KB");
    assert_eq!(answers, 1000);
    assert!((10..=hostile.len()).contains(&unread), "{unread}");
    // The budget is the workers'; this process holds a few files' bytes and results.
    assert!(most < 400_000, "{most} KB");
}

/// The most memory that a batch of large files takes, in kilobytes, as `time` says.
#[test]
fn memory_is_bounded() {
    let time = Path::new("/usr/bin/time");
    if !time.is_file() {
        println!("skipped: no /usr/bin/time to measure memory with");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for at in 0..12 {
        fs::write(folder.path().join(format!("{at}.zip")), zipped(&[("a.txt", &vec![b' '; 60 << 20])]))
            .expect("written");
        let spans = "<table><tr><td rowspan=65000 colspan=1000>甲</table>".repeat(20);
        fs::write(folder.path().join(format!("{at}.html")), format!("<html><p>{REPORT}</p>{spans}")).expect("written");
    }
    let done = Command::new(time)
        .args(["-v", env!("CARGO_BIN_EXE_hegui"), "check", "--fail-on", "never", "--format", "concise", "."])
        .current_dir(folder.path())
        .output()
        .expect("time runs");
    let err = String::from_utf8_lossy(&done.stderr);
    let said = err.lines().find_map(|line| line.trim().strip_prefix("Maximum resident set size (kbytes): "));
    let kilobytes: u64 = said.and_then(|said| said.parse().ok()).expect("a measure");
    println!("{kilobytes} KB");
    assert!(kilobytes < 400_000, "{kilobytes} KB");
}

/// What an output may do to what is there.
#[cfg(unix)]
#[test]
fn outputs_harm_nothing() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), REPORT).expect("written");
    fs::write(at("kept.json"), "old").expect("written");
    fs::set_permissions(at("kept.json"), fs::Permissions::from_mode(0o640)).expect("set");
    fs::write(at("fixed.json"), "old").expect("written");
    fs::set_permissions(at("fixed.json"), fs::Permissions::from_mode(0o444)).expect("set");
    symlink("kept.json", at("link.json")).expect("a link");
    symlink("nowhere.json", at("lost.json")).expect("a link");
    let code = |output: &str| run(folder.path(), &["--format", &format!("json={output}"), "a.txt"]).status.code();
    for output in ["fixed.json", "lost.json", "a.txt", "."] {
        assert_eq!(code(output), Some(2), "{output}");
    }
    assert_eq!(fs::read_to_string(at("a.txt")).expect("read"), REPORT);
    assert_eq!(fs::read_to_string(at("fixed.json")).expect("read"), "old");
    assert!(!at("nowhere.json").exists());
    assert_eq!(code("/dev/null"), Some(0));
    assert!(fs::metadata("/dev/null").expect("there").file_type().is_char_device());
    assert_eq!(code("link.json"), Some(0));
    assert!(at("link.json").symlink_metadata().expect("there").is_symlink());
    assert!(fs::read_to_string(at("kept.json")).expect("read").starts_with('{'));
    assert_eq!(fs::metadata(at("kept.json")).expect("there").permissions().mode() & 0o777, 0o640);
    let names = fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().ends_with(".tmp")));
}

/// A configuration that came with the files writes neither through a link nor among what keeps their versions.
#[cfg(unix)]
#[test]
fn a_configuration_writes_into_its_folder_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), REPORT).expect("written");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).expect("a link");
    for output in ["out/a.json", ".git/config", ".GIT/hooks/a", "../a.json"] {
        fs::write(folder.path().join("hegui.toml"), format!("outputs = ['json={output}']\n")).expect("written");
        let done = run(folder.path(), &["a.txt"]);
        assert_eq!(done.status.code(), Some(2), "{output}: {}", String::from_utf8_lossy(&done.stderr));
    }
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
}

/// Where nothing can be written any more, the exit code says so; standard error that is full stops nothing.
#[cfg(target_os = "linux")]
#[test]
fn full_disks_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), REPORT).expect("written");
    let full = || fs::File::options().write(true).open("/dev/full").expect("Linux");
    let hegui = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
        command.args(words).current_dir(folder.path());
        command
    };
    for words in [&["check", "a.txt"][..], &["show", "a.txt"], &["rules"], &["explain", "title"], &["man"]] {
        let done = hegui(words).stdout(full()).output().expect("hegui runs");
        assert_eq!(done.status.code(), Some(2), "{words:?}");
    }
    let done = hegui(&["check", "--format", "json", "absent.txt"]).stderr(full()).output().expect("hegui runs");
    assert_eq!(done.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&done.stdout).contains("unreadable"));
}
