//! The ledger as another program reads it: what is in the sheets, and that hostile text stays text.
#![cfg(feature = "xlsx")]

use calamine::{Data, Reader, Xlsx, open_workbook};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const REPORT: &str = "# =SUM(A1)县林业局2023年政府信息公开工作年度报告

报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。

## 一、总体情况

=HYPERLINK(\"http://example.invalid\") +1 -1 @SUM(A1) 某某同志\u{202e}负责。联系人手机13912346185。

## 二、主动公开政府信息情况

| 第二十条第（八）项 | 第二十条第（八）项 |
| --- | --- |
| 信息内容 | 本年收费金额（单位：万元） |
| 行政事业性收费 | 1520.38 |
| 第二十条第（五）项 | 第二十条第（五）项 |
| 信息内容 | 本年处理决定数量 |
| 行政许可 | 12345678901234567 |
| 第二十条第（六）项 | 第二十条第（六）项 |
| 信息内容 | 本年处理决定数量 |
| 行政处罚 | =1+1 |
| 行政强制 | 13912346185 |
";

fn ledger(arguments: &[&str]) -> (tempfile::TempDir, Xlsx<std::io::BufReader<fs::File>>) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.md"), REPORT).expect("written");
    fs::write(folder.path().join("=b.docx"), "PK\u{3}\u{4}broken").expect("written");
    run(folder.path(), &[&["check", "--format", "xlsx=out.xlsx"], arguments].concat());
    let book = open_workbook(folder.path().join("out.xlsx")).expect("a workbook");
    (folder, book)
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
    command.args(arguments).current_dir(folder).env_clear().env("LANG", "zh_CN.UTF-8").stdin(Stdio::null());
    String::from_utf8(command.output().expect("hegui runs").stdout).expect("UTF-8")
}

fn rows(book: &mut Xlsx<std::io::BufReader<fs::File>>, sheet: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(sheet).unwrap_or_else(|error| panic!("{sheet}: {error}"));
    range.rows().map(<[Data]>::to_vec).collect()
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn sheets_stand_in_their_order_in_both_languages() {
    let (_folder, book) = ledger(&["."]);
    assert_eq!(book.sheet_names(), ["台账", "问题", "数据", "未能判定", "说明"]);
    let (_folder, book) = ledger(&[".", "--lang", "en"]);
    assert_eq!(book.sheet_names(), ["overview", "findings", "data", "open", "about"]);
}

#[test]
fn cells_are_numbers_where_a_spreadsheet_holds_them_exactly() {
    let (_folder, mut book) = ledger(&["."]);
    let rows = rows(&mut book, "数据");
    let cell = |table: &str, row: &str| {
        let found = rows.iter().find(|cells| cells[3] == text(table) && cells[5] == text(row));
        let cells = found.unwrap_or_else(|| panic!("{table}.{row} in {rows:?}"));
        (cells[10].clone(), cells[11].clone())
    };
    assert_eq!(cell("charges", "charge"), (Data::Float(1520.38), text("1520.38")));
    assert_eq!(cell("licences", "licence"), (text("12345678901234567"), text("12345678901234567")));
    assert_eq!(cell("penalties", "penalty"), (Data::Empty, text("=1+1")));
    assert_eq!(cell("penalties", "coercion"), (Data::Empty, text("139****6185")));
    assert_eq!(rows[1][1], Data::Float(2023.0));
}

#[test]
fn no_text_runs_and_none_of_personal_data_is_there() {
    let (folder, mut book) = ledger(&["."]);
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).expect("readable");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{sheet}");
        for cell in rows(&mut book, &sheet).into_iter().flatten() {
            let shown = cell.to_string();
            assert!(!shown.contains("13912346185") && !shown.contains('\u{202e}'), "{sheet}: {shown}");
        }
    }
    let list = run(folder.path(), &["check", "--format", "csv", "."]);
    let (mark, list) = list.split_at('\u{feff}'.len_utf8());
    assert_eq!(mark, "\u{feff}");
    let mut read = csv::Reader::from_reader(list.as_bytes());
    let mut seen = 0;
    for record in read.records() {
        for field in &record.expect("a record") {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field}");
            assert!(!field.contains("13912346185"), "{field}");
            seen += usize::from(field.starts_with("'="));
        }
    }
    assert!(seen > 0, "nothing hostile came through: {list}");
}

#[test]
fn the_overview_has_a_row_a_report_and_a_column_a_rule() {
    let (_folder, mut book) = ledger(&["."]);
    let rows = rows(&mut book, "台账");
    assert_eq!(rows.len(), 4, "counts, headings, two reports");
    let unread = rows.iter().find(|cells| cells[2].to_string().contains("=b.docx")).expect("the unreadable file");
    assert_eq!(unread[4], text("未能读取"));
    let report = rows.iter().find(|cells| cells[2].to_string().contains("a.md")).expect("the report");
    assert_eq!(report[4], text("有问题"));
    let rule = rows[1].iter().position(|cell| *cell == text("没有未填写的空白和模板占位符")).expect("the rule");
    assert_eq!((&report[rule], &rows[0][rule]), (&text("错误"), &Data::Float(1.0)));
    let open = rows_of_open(&mut book);
    assert!(open.iter().any(|row| row[2].to_string().contains("=b.docx")), "{open:?}");
}

fn rows_of_open(book: &mut Xlsx<std::io::BufReader<fs::File>>) -> Vec<Vec<Data>> {
    rows(book, "未能判定")
}
