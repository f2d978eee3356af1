//! PDF: what is read of one, and that no file harms the reader. The files are written here.
#![cfg(feature = "pdf")]

mod writer;

use hegui::document::{Document, Format, Note, Place};
use hegui::read::{ReadError, read};
use proptest::prelude::*;
use writer::{Sheet, pdf};

fn open(sheets: &[Sheet]) -> Document {
    read("a.pdf", Format::Pdf, &pdf(sheets)).expect("a PDF")
}

fn blocks(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| document.slice(block.span)).collect()
}

/// A page of a report: 28 characters of 16 points fill a line.
fn prose() -> Sheet {
    let mut sheet = Sheet::default();
    sheet.text(100.0, 90.0, 22.0, "苇塘县水务局办公室2019年政府信息公开");
    sheet.text(221.0, 125.0, 22.0, "工作的年度报告");
    sheet.text(106.0, 180.0, 16.0, "一、总体情况");
    sheet.text(106.0, 208.0, 16.0, "本年度我局认真贯彻落实条例，通过网站公开信息三十条，");
    sheet.text(74.0, 236.0, 16.0, "其中机构职能十条、工作动态二十条，没有收到申请，也没有收");
    sheet.text(74.0, 264.0, 16.0, "费。");
    sheet.text(106.0, 292.0, 16.0, "下一步，我局将继续健全制度，加强培训，把公开工作做得");
    sheet
}

#[test]
fn lines_become_paragraphs_across_pages() {
    let mut first = prose();
    first.text(290.0, 800.0, 10.0, "- 1 -");
    let mut second = Sheet::default();
    second.text(74.0, 90.0, 16.0, "更好。");
    second.text(106.0, 118.0, 16.0, "二、存在问题");
    second.text(106.0, 146.0, 16.0, "人手不足。");
    second.text(290.0, 800.0, 10.0, "- 2 -");
    let document = open(&[first, second]);
    assert_eq!(
        blocks(&document),
        [
            "苇塘县水务局办公室2019年政府信息公开工作的年度报告",
            "一、总体情况",
            "本年度我局认真贯彻落实条例，通过网站公开信息三十条，其中机构职能十条、工作动态二十条，没有收到申请，也没有收费。",
            "下一步，我局将继续健全制度，加强培训，把公开工作做得更好。",
            "二、存在问题",
            "人手不足。"
        ]
    );
    assert_eq!(document.runs[0].place, Place::Page { page: 1, line: 1 });
    let last = document.runs.last().expect("a run");
    assert_eq!(last.place, Place::Page { page: 2, line: 3 });
}

/// A table of columns of 100 points and rows of 24, its upper left corner given.
fn ruled(sheet: &mut Sheet, top: f32, rows: &[&[&str]]) {
    let columns = rows[0].len();
    let right = 90.0 + columns as f32 * 100.0;
    for row in 0..=rows.len() {
        let y = top + row as f32 * 24.0;
        sheet.line((90.0, y), (right, y));
    }
    for column in 0..=columns {
        let x = 90.0 + column as f32 * 100.0;
        sheet.line((x, top), (x, top + rows.len() as f32 * 24.0));
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.text(95.0 + column as f32 * 100.0, top + row as f32 * 24.0 + 16.0, 10.0, cell);
        }
    }
}

fn cells(document: &Document, table: usize) -> Vec<Vec<&str>> {
    let table = &document.tables[table];
    (0..table.rows)
        .map(|row| {
            (0..table.columns)
                .map(|column| table.at(row, column).map_or("?", |cell| document.slice(cell.span)))
                .collect()
        })
        .collect()
}

#[test]
fn rulings_make_a_table_that_goes_on_on_the_next_page() {
    let mut first = prose();
    ruled(&mut first, 700.0, &[&["项目", "单位", "数量"], &["规章", "件", "3"]]);
    let mut second = Sheet::default();
    ruled(&mut second, 80.0, &[&["项目", "单位", "数量"], &["许可", "件", "1 204"], &["处罚", "件", ""]]);
    second.text(74.0, 300.0, 16.0, "附注。");
    let document = open(&[first, second]);
    assert_eq!(document.tables.len(), 1);
    assert_eq!(
        cells(&document, 0),
        [["项目", "单位", "数量"], ["规章", "件", "3"], ["许可", "件", "1 204"], ["处罚", "件", ""]]
    );
    assert_eq!(blocks(&document).last(), Some(&"附注。"));
}

#[test]
fn missing_rulings_merge_cells_and_upright_labels_are_words() {
    let mut sheet = Sheet::default();
    for y in [100.0, 220.0] {
        sheet.line((90.0, y), (390.0, y));
    }
    for y in [140.0, 180.0] {
        sheet.line((120.0, y), (390.0, y));
    }
    for x in [90.0, 120.0, 290.0, 390.0] {
        sheet.line((x, 100.0), (x, 220.0));
    }
    for (at, sign) in ["办", "理", "结", "果"].iter().enumerate() {
        sheet.text(100.0, 130.0 + at as f32 * 20.0, 10.0, sign);
    }
    for (at, (label, value)) in [("予以公开", "5"), ("部分公开", "-"), ("不予公", "12")].iter().enumerate() {
        sheet.text(130.0, 116.0 + at as f32 * 40.0, 10.0, label);
        sheet.text(300.0, 116.0 + at as f32 * 40.0, 10.0, value);
    }
    sheet.text(130.0, 208.0, 10.0, "开");
    let document = open(&[sheet]);
    let rows = [["办理结果", "予以公开", "5"], ["办理结果", "部分公开", "-"], ["办理结果", "不予公开", "12"]];
    assert_eq!(cells(&document, 0), rows);
    assert_eq!(document.tables[0].cells[0].row_span, 3);
}

#[test]
fn columns_without_rulings_make_a_table() {
    let mut sheet = prose();
    for (at, cells) in
        [["指标名称", "单位", "数量"], ["公开条数", "条", "30"], ["受理申请", "件", "12"]].iter().enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.text(80.0 + column as f32 * 150.0, 400.0 + at as f32 * 24.0, 12.0, cell);
        }
    }
    let document = open(&[sheet]);
    assert_eq!(cells(&document, 0)[1], ["公开条数", "条", "30"]);
}

#[test]
fn a_turned_page_reads_as_an_upright_one() {
    let upright = open(&[prose()]);
    for turn in [90, 180, 270] {
        let mut sheet = prose();
        sheet.rotate = turn;
        assert_eq!(open(&[sheet]).text, upright.text, "drawn turned, shown by /Rotate {turn}");
        let mut sheet = prose();
        sheet.drawn = turn;
        assert_eq!(open(&[sheet]).text, upright.text, "drawn turned by {turn}");
    }
}

#[test]
fn a_page_without_text_is_noted() {
    let mut scan = Sheet::default();
    scan.image = true;
    let document = open(&[prose(), scan.clone()]);
    assert_eq!(document.notes, [Note::PageWithoutText(2)]);
    scan.text(290.0, 800.0, 10.0, "- 2 -");
    assert_eq!(open(&[prose(), scan, Sheet::default()]).notes, [Note::PageWithoutText(2)]);
}

#[test]
fn what_a_page_unread_may_hold_is_not_missing() {
    let rulebook = hegui::rulebook::load::Library::builtin().get("cn-2021").expect("a rulebook");
    let mut scan = Sheet::default();
    scan.image = true;
    let audit = hegui::audit::run(&rulebook, open(&[prose(), scan]), &Default::default());
    for outcome in &audit.outcomes {
        assert!(
            outcome.findings.iter().all(|finding| matches!(finding.site, hegui::finding::Site::At(_))),
            "{}: {:?}",
            outcome.rule,
            outcome.findings
        );
    }
    let undetermined = |outcome: &&hegui::audit::RuleOutcome| outcome.verdict.name() == "undetermined";
    assert!(audit.outcomes.iter().filter(undetermined).count() * 2 > audit.outcomes.len());
}

#[test]
fn what_is_no_pdf_is_said_to_be_none() {
    assert_eq!(read("a.pdf", Format::Pdf, b"").unwrap_err(), ReadError::NotThisFormat);
    assert_eq!(read("a.pdf", Format::Pdf, b"PK\x03\x04").unwrap_err(), ReadError::NotThisFormat);
    let damaged = ReadError::Damaged { what: "PDF" };
    assert_eq!(read("a.pdf", Format::Pdf, b"%PDF-1.4\n%%EOF").unwrap_err(), damaged);
    assert_eq!(read("a.pdf", Format::Pdf, &writer::encrypted()).unwrap_err(), ReadError::Encrypted);
}

#[test]
fn hostile_files_end() {
    let nested = |open: &str, close: &str| {
        let depth = 1_000_000;
        format!(
            "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages {}{} >>\nendobj\ntrailer << /Root 1 0 R >>",
            open.repeat(depth),
            close.repeat(depth)
        )
    };
    for file in [
        nested("[", "]"),
        nested("<< /A ", ">>"),
        nested("(", ")"),
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 9 >>\nendobj\n3 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\ntrailer << /Root 1 0 R >>".to_owned(),
        "%PDF-1.4\n1 0 obj\n1 0 R\nendobj\ntrailer << /Root 1 0 R /Prev 0 >>\nstartxref\n0\n%%EOF".to_owned(),
    ] {
        let begun = std::time::Instant::now();
        let _ = read("a.pdf", Format::Pdf, file.as_bytes());
        assert!(begun.elapsed().as_secs() < 30, "{}", &file[..80]);
    }
}

#[test]
fn forms_that_draw_each_other_end() {
    let ended = read("a.pdf", Format::Pdf, &writer::forms(12, 10));
    assert!(ended.is_ok() || matches!(ended, Err(ReadError::OverLimit { .. } | ReadError::Damaged { .. })));
}

#[test]
fn a_truncated_file_is_read_or_refused() {
    let whole = pdf(&[prose()]);
    for cut in (0..whole.len()).step_by(97) {
        let _ = read("a.pdf", Format::Pdf, &whole[..cut]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = pdf(&[prose()]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(document) = read("a.pdf", Format::Pdf, &bytes) {
            for block in &document.blocks {
                prop_assert!(document.text.get(block.span.range()).is_some());
            }
        }
    }
}
