//! Word files: what is read of them, that nothing hostile harms the reader, and that a twin of a text gives its findings.

use hegui::audit::{self, Beside};
use hegui::document::{BlockKind, Document, Format, Note, Place};
use hegui::fact::Given;
use hegui::finding::Site;
use hegui::read::{self, ReadError};
use hegui::rulebook::load::Library;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:v='urn:schemas-microsoft-com:vml' \
     xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

/// A package of parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const STYLES: &str = "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='a'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='章'><w:name w:val='章题'/><w:basedOn w:val='1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/></w:style>\
    <w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>\
    <w:style w:type='paragraph' w:styleId='C'><w:name w:val='toc 1'/></w:style>\
    <w:style w:type='character' w:styleId='h'><w:name w:val='h'/><w:rPr><w:vanish/></w:rPr></w:style>";

const NUMBERING: &str = "<w:abstractNum w:abstractNumId='0'>\
    <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:suff w:val='nothing'/><w:lvlText w:val='%1、'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>\
    <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%3'/></w:lvl></w:abstractNum>\
    <w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num>\
    <w:num w:numId='6'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='1'><w:startOverride w:val='4'/></w:lvlOverride></w:num>";

fn file(body: &str, notes: &str) -> Vec<u8> {
    package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='1' Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>",
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='1' Type='http://x/styles' Target='styles.xml'/>\
             <Relationship Id='2' Type='http://x/numbering' Target='numbering.xml'/>\
             <Relationship Id='3' Type='http://x/footnotes' Target='footnotes.xml'/></Relationships>",
        ),
        ("word/document.xml", &format!("<?xml version='1.0'?><w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", &format!("<w:styles {W}>{STYLES}</w:styles>")),
        ("word/numbering.xml", &format!("<w:numbering {W}>{NUMBERING}</w:numbering>")),
        ("word/footnotes.xml", &format!("<w:footnotes {W}>{notes}</w:footnotes>")),
    ])
}

fn document(body: &str) -> Document {
    read::read("a.docx", Format::Docx, &file(body, "")).expect("a Word file")
}

/// A paragraph with a run of text.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

/// A paragraph with properties.
fn q(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn listed(list: u32, level: u32, text: &str) -> String {
    q(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"), text)
}

/// The blocks, a line each: T title, a number for a heading's level, | table, - paragraph.
fn shown(document: &Document) -> Vec<String> {
    let sign = |kind| match kind {
        BlockKind::Title => "T".to_owned(),
        BlockKind::Heading { level } => level.to_string(),
        BlockKind::Paragraph => "-".to_owned(),
        BlockKind::Table(_) => "|".to_owned(),
    };
    document.blocks.iter().map(|block| format!("{} {}", sign(block.kind), document.slice(block.span))).collect()
}

#[test]
fn paragraphs() {
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            t(result)
        )
    };
    for (inner, text) in [
        (format!("{}{}", t("全年公开信"), t("息三条")), "全年公开信息三条"),
        (format!("{}<w:ins>{}</w:ins><w:del>{}</w:del>", t("甲"), t("乙"), t("丙")), "甲乙"),
        (format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", t("甲"), t("乙")), "乙"),
        (format!("甲{}", field("PAGE", "7")), "7"),
        (format!("<w:r><w:fldChar w:fldCharType='begin'/></w:r>{}", t("甲")), "甲"),
        (format!("<w:fldSimple w:instr='X'>{}</w:fldSimple><w:hyperlink>{}</w:hyperlink>", t("甲"), t("乙")), "甲乙"),
        (format!("<w:smartTag><w:customXml>{}</w:customXml></w:smartTag>", t("甲")), "甲"),
        (format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", t("甲")), "甲"),
        (format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>{}", t("乙")), "乙"),
        (format!("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>甲</w:t></w:r>{}", t("乙")), "甲乙"),
        (format!("<w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>甲</w:t></w:r>{}", t("乙")), "乙"),
        ("<w:r><w:t>010</w:t><w:noBreakHyphen/><w:t>123</w:t><w:softHyphen/><w:t>4</w:t></w:r>".into(), "010-1234"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t></w:r>".into(), "☑是"),
        ("<w:r><w:t>甲</w:t><w:commentReference w:id='1'/><w:br/><w:t>乙</w:t></w:r>".into(), "甲\n乙"),
    ] {
        let document = document(&format!("<w:p>{inner}</w:p>"));
        assert_eq!(document.text.trim_end(), text, "{inner}");
    }
}

#[test]
fn text_boxes_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("盒中"));
    let both = format!(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(shown(&document(&both)), ["- 甲", "- 盒中"]);
}

#[test]
fn numbers_headings_and_titles() {
    let body = [
        q("<w:pStyle w:val='T'/>", "云岭县粮食局"),
        q("<w:pStyle w:val='T'/>", "2011年政府信息公开工作年度报告"),
        q("<w:pStyle w:val='C'/>", "一、概述 1"),
        listed(5, 0, "概述"),
        p("我局认真做好公开工作。"),
        listed(5, 1, "主要做法"),
        p("做法如下。"),
        listed(5, 1, "主要成效"),
        p("成效如下。"),
        listed(5, 0, "主动公开情况"),
        p("公开三条。"),
        listed(5, 1, "公开范围"),
        p("范围如下。"),
    ]
    .concat();
    let document = document(&body);
    assert_eq!(
        shown(&document),
        [
            "T 云岭县粮食局\n2011年政府信息公开工作年度报告",
            "1 一、概述",
            "- 我局认真做好公开工作。",
            "2 （一）主要做法",
            "- 做法如下。",
            "2 （二）主要成效",
            "- 成效如下。",
            "1 二、主动公开情况",
            "- 公开三条。",
            "2 （一）公开范围",
            "- 范围如下。",
        ]
    );
    assert_eq!(document.blocks[7].marker.map(|marker| marker.number), Some(2));
}

#[test]
fn lists_start_where_they_are_told() {
    let body = [listed(5, 0, "甲"), listed(6, 1, "乙"), listed(6, 1, "丙"), listed(5, 2, "丁")].concat();
    let text = document(&body).text;
    assert_eq!(text.lines().collect::<Vec<_>>(), ["一、甲", "（四）乙", "（五）丙", "1.1 丁"]);
}

#[test]
fn styles_and_typed_numbers_complete_each_other() {
    let styled = |text| q("<w:pStyle w:val='章'/>", text);
    for (body, chapters) in [
        ([styled("一、概述"), p("正文。"), p("二、公开情况"), p("正文。"), styled("三、其他"), p("无。")].concat(), 3),
        ([styled("概述"), p("正文。"), styled("公开情况"), p("正文。"), styled("其他"), p("无。")].concat(), 3),
        ([p("一、概述"), p("正文。"), p("二、公开情况"), p("正文。"), p("三、其他"), p("无。")].concat(), 3),
        (
            [
                p("一、概述"),
                q("<w:pStyle w:val='2'/>", "（一）做法"),
                p("正文。"),
                q("<w:pStyle w:val='2'/>", "（二）成效"),
                p("正文。"),
                p("二、其他"),
                p("无。"),
            ]
            .concat(),
            2,
        ),
        ([q("<w:outlineLvl w:val='0'/>", "概述"), p("正文。"), q("<w:outlineLvl w:val='0'/>", "其他")].concat(), 2),
    ] {
        let document = document(&body);
        let found = document.blocks.iter().filter(|block| block.kind == BlockKind::Heading { level: 1 });
        assert_eq!(found.count(), chapters, "{:?}", shown(&document));
    }
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn cells(document: &Document) -> Vec<String> {
    let table = &document.tables[0];
    table
        .cells
        .iter()
        .map(|cell| {
            let (row, column, down, right) = (cell.row, cell.column, cell.row_span, cell.column_span);
            format!("{row},{column} {down}x{right} {}", document.slice(cell.span))
        })
        .collect()
}

#[test]
fn merged_cells_make_a_grid() {
    let table = [
        "<w:tbl><w:tr>",
        &cell("<w:vMerge w:val='restart'/>", &p("项目")),
        &cell("<w:gridSpan w:val='4'/>", &p("数量")),
        "</w:tr><w:tr><w:trPr><w:ins/></w:trPr>",
        &cell("<w:vMerge/>", "<w:p/>"),
        &cell("<w:gridSpan w:val='2'/>", &p("上年")),
        &cell("<w:gridSpan w:val='2'/>", &(p("本") + &p("年"))),
        "</w:tr><w:tr><w:trPr><w:del/></w:trPr>",
        &cell("", &p("删去")),
        "</w:tr><w:sdt><w:sdtContent><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>",
        &cell("<w:gridSpan w:val='2'/>", "<w:p/>"),
        &cell(
            "<w:gridSpan w:val='2'/>",
            &format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/>", cell("", &p("1")), cell("", &p("2"))),
        ),
        "</w:tr></w:sdtContent></w:sdt></w:tbl>",
    ]
    .concat();
    let document = document(&[p("前文。"), table, p("后文。")].concat());
    assert_eq!(
        cells(&document),
        ["0,0 2x1 项目", "0,1 1x2 数量", "1,1 1x1 上年", "1,2 1x1 本\n年", "2,1 1x1 ", "2,2 1x1 1\n2"]
    );
    assert_eq!(document.blocks.len(), 3);
    let runs: Vec<Place> = document.runs.iter().map(|run| run.place).collect();
    let place = |paragraph| Place::Paragraph { section: 1, paragraph };
    assert_eq!(runs, [place(1), place(2), place(3)]);
}

#[test]
fn a_frame_of_one_cell_is_no_table() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", &p("甲")), cell("", &p("1")));
    let frame = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", &[p("一、概述"), inner, p("正文。")].concat()));
    let document = document(&frame);
    assert_eq!(document.tables.len(), 1);
    assert_eq!(document.blocks.len(), 3, "{:?}", shown(&document));
}

#[test]
fn sections_notes_and_pictures() {
    let body = [
        q("<w:sectPr/>", "甲"),
        "<w:p><w:r><w:t>乙</w:t><w:footnoteReference w:id='2'/><w:drawing><blip/></w:drawing></w:r></w:p>".to_owned(),
    ]
    .concat();
    let notes = format!("<w:footnote w:id='0'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote>", p("线"), p("注"));
    let document = read::read("a.docx", Format::Docx, &file(&body, &notes)).unwrap();
    assert_eq!(shown(&document), ["- 甲", "- 乙", "- 注"]);
    assert_eq!(document.runs[1].place, Place::Paragraph { section: 2, paragraph: 1 });
    assert_eq!(document.runs[2].place, document.runs[1].place);
    assert!(document.notes.contains(&Note::PageWithoutText(1)));
}

#[test]
fn what_is_hostile_is_refused() {
    let whole = file(&p("甲"), "");
    let main = |text: &str| package(&[("word/document.xml", text)]);
    let open = |text: &str| format!("<w:document {W}><w:body>{text}</w:body></w:document>");
    let mut encrypted = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let damaged = |error: &ReadError| matches!(error, ReadError::Damaged { .. });
    let over = |error: &ReadError| matches!(error, ReadError::OverLimit { .. });
    let bomb = " ".repeat(70 << 20);
    for (name, bytes, expected) in [
        ("truncated", whole[..whole.len() / 2].to_vec(), &damaged as &dyn Fn(&ReadError) -> bool),
        ("no document", package(&[("word/styles.xml", "<a/>")]), &damaged),
        ("DOCTYPE", main(&format!("<!DOCTYPE a [<!ENTITY b 'c'>]>{}", open(&p("&b;")))), &damaged),
        ("deep", main(&open(&"<w:sdt>".repeat(1_000_000))), &over),
        ("bomb", main(&open(&bomb)), &over),
        ("encrypted", encrypted, &|error| *error == ReadError::Encrypted),
        ("text", "一、概述".as_bytes().to_vec(), &|error| *error == ReadError::NotThisFormat),
        ("empty", Vec::new(), &|error| *error == ReadError::NotThisFormat),
        ("cut", main("<w:document"), &damaged),
    ] {
        let error = read::read("a.docx", Format::Docx, &bytes).expect_err(name);
        assert!(expected(&error), "{name}: {error}");
    }
    let wide = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val='4294967295'/>", &p("甲")),
        cell("", &p("1"))
    );
    assert_eq!(document(&wide).tables[0].columns, 2);
}

/// A Word twin of a text whose tables have pipes: paragraphs in a plain style, equal cells beside each other merged.
fn twin(text: &str) -> Vec<u8> {
    let mut body = String::new();
    let mut rows = false;
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        let line = line.trim_start_matches('#').trim();
        let row = line.starts_with('|');
        if row != rows {
            body.push_str(if row { "<w:tbl>" } else { "</w:tbl>" });
            rows = row;
        }
        if row && !line.contains("---") {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            body.push_str("<w:tr>");
            for same in cells.chunk_by(|a, b| a == b && a.parse::<f64>().is_err()) {
                body.push_str(&cell(&format!("<w:gridSpan w:val='{}'/>", same.len()), &p(same[0])));
            }
            body.push_str("</w:tr>");
        } else if !row && !line.is_empty() {
            body.push_str(&q("<w:ind w:firstLine='640'/>", line));
        }
    }
    body.push_str(if rows { "</w:tbl>" } else { "" });
    file(&body, "")
}

#[test]
fn a_twin_gives_the_findings_of_its_text() {
    for name in ["2023-石盘镇人民政府.txt", "2022-赤松岭市人民政府.md", "2013-苍岭市规划局.md"] {
        let path = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(&path).unwrap();
        let format = read::format_of(&path).unwrap();
        let found = |document: Document| {
            let books = Library::builtin().automatic().unwrap_or_else(|_| panic!("rulebooks"));
            let chosen = audit::choose::choose(&books, &document, &Given::default()).expect("a rulebook");
            let audit = audit::run(&chosen.rulebook, document, &Beside::default());
            let shown = |span| audit.document.slice(span).replace(['\n', '#'], "").trim().to_owned();
            let findings = audit.outcomes.iter().flat_map(|outcome| &outcome.findings).map(|finding| {
                let at = match finding.site {
                    Site::At(span) => shown(span),
                    Site::MissingFrom(_) => String::new(),
                };
                (finding.rule.clone(), finding.subject.clone(), at)
            });
            findings.collect::<Vec<_>>()
        };
        let text = String::from_utf8(bytes.clone()).unwrap();
        let original = found(read::read(&path, format, &bytes).unwrap());
        let word = found(read::read("a.docx", Format::Docx, &twin(&text)).unwrap());
        assert_eq!(original, word, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read::read("a.docx", Format::Docx, &bytes);
        let _ = read::read("a.docx", Format::Docx, &[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_mutation_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>()) {
        let mut bytes = file(&[p("甲"), listed(5, 0, "概述")].concat(), "");
        for (at, value) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *value;
        }
        let _ = read::read("a.docx", Format::Docx, &bytes);
        let _ = read::read("a.docx", Format::Docx, &bytes[..cut.index(bytes.len())]);
    }

    #[test]
    fn spans_lie_in_the_text(parts in proptest::collection::vec(0..8_usize, 0..24)) {
        let known = [
            p("一、概述"), p("正文有字。"), listed(5, 0, "公开"), listed(6, 1, "做法"), q("<w:pStyle w:val='T'/>", "题"),
            "<w:p/>".to_owned(), format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("<w:vMerge/>", &p("甲")), cell("", "<w:p/>")),
            q("<w:pStyle w:val='2'/><w:rPr><w:del/></w:rPr>", "（一）乙"),
        ];
        let document = document(&parts.iter().map(|at| known[*at].as_str()).collect::<String>());
        let mut end = 0;
        for block in &document.blocks {
            prop_assert!(block.span.start >= end && !document.slice(block.span).is_empty());
            end = block.span.end;
        }
        for table in &document.tables {
            prop_assert!(table.cells.iter().all(|cell| table.span.contains(cell.span)));
        }
    }
}
