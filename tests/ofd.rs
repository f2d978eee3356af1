//! OFD: what is read of one, and that no file harms the reader. The files are written here.

use hegui::document::{Document, Format, Place};
use hegui::read::{ReadError, read};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ENTRY: &str = "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016' Version='1.0' DocType='OFD'><ofd:DocBody>\
    <ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("a part");
    }
    writer.finish().expect("a package").into_inner()
}

/// A line of text, in millimetres: each character steps by its width.
fn line(out: &mut String, x: f32, y: f32, size: f32, text: &str) {
    let steps: Vec<String> =
        text.chars().map(|c| if c.is_ascii() { size / 2.0 } else { size }).map(|step| step.to_string()).collect();
    let steps = if text.is_ascii() { steps.join(" ") } else { format!("g {} {}", text.chars().count() - 1, size) };
    let _ = write!(
        out,
        "<ofd:TextObject ID='1' Boundary='{x} {} 170 {size}' Font='3' Size='{size}'><ofd:TextCode X='0' Y='{}' \
         DeltaX='{steps}'>{text}</ofd:TextCode></ofd:TextObject>",
        y - size,
        size
    );
}

fn stroke(out: &mut String, from: (f32, f32), to: (f32, f32)) {
    let _ = write!(
        out,
        "<ofd:PathObject ID='2' Boundary='{} {} {} {}' LineWidth='0.2'><ofd:AbbreviatedData>M 0 0 L {} {}\
         </ofd:AbbreviatedData></ofd:PathObject>",
        from.0,
        from.1,
        to.0 - from.0,
        to.1 - from.1,
        to.0 - from.0,
        to.1 - from.1
    );
}

fn ofd(pages: &[String]) -> Vec<u8> {
    let mut list = String::new();
    for at in 0..pages.len() {
        let _ = write!(list, "<ofd:Page ID='{at}' BaseLoc='Pages/Page_{at}/Content.xml'/>");
    }
    let document = format!(
        "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 \
         297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let contents: Vec<(String, String)> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            let text = format!(
                "<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:Content><ofd:Layer ID='9'>{page}</ofd:Layer>\
                 </ofd:Content></ofd:Page>"
            );
            (format!("Doc_0/Pages/Page_{at}/Content.xml"), text)
        })
        .collect();
    let mut parts = vec![("OFD.xml", ENTRY), ("Doc_0/Document.xml", document.as_str())];
    parts.extend(contents.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    package(&parts)
}

fn prose() -> String {
    let mut page = String::new();
    line(&mut page, 35.0, 30.0, 8.0, "苇塘县林业局政府信息公开报告");
    line(&mut page, 37.0, 50.0, 5.5, "一、总体情况");
    line(&mut page, 37.0, 60.0, 5.5, "本年度我局认真贯彻落实条例，通过网站公开信息三十条，");
    line(&mut page, 26.0, 70.0, 5.5, "其中机构职能十条、工作动态二十条，没有收到申请，也没有收");
    line(&mut page, 26.0, 80.0, 5.5, "费。");
    let rows = [["项目", "数量"], ["规章", "3"], ["许可", "12"]];
    for row in 0..4 {
        stroke(&mut page, (30.0, 100.0 + row as f32 * 10.0), (130.0, 100.0 + row as f32 * 10.0));
    }
    for column in 0..3 {
        stroke(&mut page, (30.0 + column as f32 * 50.0, 100.0), (30.0 + column as f32 * 50.0, 130.0));
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            line(&mut page, 32.0 + column as f32 * 50.0, 107.0 + row as f32 * 10.0, 4.0, cell);
        }
    }
    page
}

fn blocks(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| document.slice(block.span)).collect()
}

#[test]
fn text_and_tables_are_read() {
    let document = read("a.ofd", Format::Ofd, &ofd(&[prose()])).expect("an OFD file");
    let read = blocks(&document);
    assert_eq!(read[0], "苇塘县林业局政府信息公开报告");
    assert_eq!(read[1], "一、总体情况");
    assert_eq!(
        read[2],
        "本年度我局认真贯彻落实条例，通过网站公开信息三十条，其中机构职能十条、工作动态二十条，没有收到申请，也没有收费。"
    );
    let table = &document.tables[0];
    let cells: Vec<&str> = table.cells.iter().map(|cell| document.slice(cell.span)).collect();
    assert_eq!(cells, ["项目", "数量", "规章", "3", "许可", "12"]);
    assert_eq!(document.runs[1].place, Place::Page { page: 1, line: 2 });
}

#[test]
fn prefixes_and_transformations_vary() {
    let bytes = ofd(&[prose()]);
    let whole = read("a.ofd", Format::Ofd, &bytes).expect("an OFD file").text;
    let content = "<Page xmlns='http://www.ofdspec.org/2016'><Content><Layer><TextObject Boundary='20 20 170 10' \
         Size='1' CTM='5 0 0 5 0 0'><TextCode X='0' Y='1' DeltaX='g 3 1'>总体情况</TextCode></TextObject></Layer></Content></Page>";
    let document = "<Document><Pages><Page BaseLoc='/Doc_0/P.xml'/></Pages></Document>";
    let entry =
        ENTRY.replace("ofd:", "").replace("xmlns:ofd", "xmlns").replace("xmlns='http://www.ofdspec.org/2016'", "");
    let bytes = package(&[("OFD.xml", &entry), ("Doc_0/Document.xml", document), ("Doc_0/P.xml", content)]);
    assert_eq!(read("a.ofd", Format::Ofd, &bytes).expect("an OFD file").text, "总体情况\n");
    assert!(whole.starts_with("苇塘县"));
}

#[test]
fn hostile_packages_are_refused() {
    let refused = |parts: &[(&str, &str)]| read("a.ofd", Format::Ofd, &package(parts)).expect_err("refused");
    assert_eq!(read("a.ofd", Format::Ofd, b"").unwrap_err(), ReadError::NotThisFormat);
    assert_eq!(refused(&[("a", "b")]), ReadError::NotThisFormat);
    let outside = ENTRY.replace("Doc_0/Document.xml", "../../etc/passwd");
    assert_eq!(refused(&[("OFD.xml", &outside)]), ReadError::Damaged { what: "OFD" });
    let typed = format!("<!DOCTYPE a [<!ENTITY b 'c'>]>{ENTRY}");
    assert_eq!(refused(&[("OFD.xml", &typed)]), ReadError::Damaged { what: "DOCTYPE" });
    let page = "<Page BaseLoc='P.xml'/>".repeat(2001);
    let many = format!("<Document><Pages>{page}</Pages></Document>");
    assert!(matches!(
        refused(&[("OFD.xml", ENTRY), ("Doc_0/Document.xml", &many), ("Doc_0/P.xml", "<Page/>")]),
        ReadError::OverLimit { .. }
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = ofd(&[prose()]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(document) = read("a.ofd", Format::Ofd, &bytes) {
            for block in &document.blocks {
                prop_assert!(document.text.get(block.span.range()).is_some());
            }
        }
    }

    #[test]
    fn changed_content_never_panics(text in "[一a0<>/='. g-]{0,40}", steps in "[g0-9. -]{0,30}", path in "[SMLQBAC0-9. -]{0,40}") {
        let text = text.replace(['<', '>'], "");
        let page = format!("<ofd:TextObject Boundary='1 1 9 9' Size='{path}' CTM='{steps}'><ofd:TextCode DeltaX='{steps}' DeltaY='{path}'>{text}</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary='1 2 3 4' Fill='true'><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>");
        let _ = read("a.ofd", Format::Ofd, &ofd(&[page]));
    }
}
