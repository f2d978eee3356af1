//! Properties of reading: whatever the bytes, nothing panics, spans lie in the text, and nothing a reader sees is lost.

use hegui::document::{BlockKind, Document, Format};
use hegui::read::read;
use hegui::span::Span;
use proptest::prelude::*;

fn documents(bytes: &[u8]) -> Vec<Document> {
    [Format::Text, Format::Markdown].into_iter().filter_map(|format| read("a", format, bytes).ok()).collect()
}

/// What a report is made of, and what breaks readers.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[一二三四五六七八九十]{1,2}[、.． ]",
        "[（(][一二三1-9][)）]",
        "[0-9１]{1,2}[.、．)]",
        "第[一二三](部分|章|，)",
        "[①②⑴一-九]是?",
        "[概述情况公开的工作报告附件说明条件年月日局镇]{1,12}",
        "[概述情况公开的工作报告]{12,60}",
        "[，。；：、！？:;,.“”《》]",
        "(\n|\r\n|\r|\n\n|\u{c}|\u{2028})",
        "[ \u{3000}\t]{1,6}",
        "[|｜│]{1,3}",
        "\\|? ?[0-9]{1,3} ?\\|",
        "(\n\\|---\\|--:\\|\n|\n---\n|\n===\n)",
        "[0-9]{1,5}",
        "(# |## |### |- |> |\\*\\*|`|```\n|<td>|</p>|<!--|&nbsp;|\\[a\\]\\(b\\)|!\\[甲\\]\\(b\\)|\\\\)",
        "[\u{feff}\u{200b}\u{fffd}\u{0}\u{e000}\u{20000}é½]",
        "2019年1月10日",
        "联系电话：",
        "\\PC",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check(document: &Document) -> Result<(), TestCaseError> {
    let text = &document.text;
    let fits = |span: Span| text.get(span.range()).is_some();
    let mut end = 0;
    for hidden in &document.hidden {
        prop_assert!(fits(*hidden) && hidden.start >= end, "hidden {hidden:?} in {text:?}");
        end = hidden.end;
    }
    let mut end = 0;
    for block in &document.blocks {
        prop_assert!(fits(block.span) && block.span.start >= end && !block.span.is_empty(), "{block:?} in {text:?}");
        end = block.span.end;
        if let Some(marker) = block.marker {
            prop_assert!(fits(marker.span) && block.span.contains(marker.span), "{block:?} in {text:?}");
            prop_assert_eq!(marker.span.start, block.span.start);
        }
        if let BlockKind::Table(at) = block.kind {
            let table = document.tables.get(at);
            prop_assert!(table.is_some_and(|table| table.span == block.span), "{block:?} in {text:?}");
        }
    }
    for table in &document.tables {
        let mut end = table.span.start;
        for cell in &table.cells {
            prop_assert!(fits(cell.span) && table.span.contains(cell.span), "{cell:?} in {text:?}");
            prop_assert!(cell.span.start >= end, "{cell:?} in {text:?}");
            prop_assert!(cell.row + cell.row_span <= table.rows && cell.column + cell.column_span <= table.columns);
            end = cell.span.end;
        }
    }
    nothing_is_lost(document)
}

fn nothing_is_lost(document: &Document) -> Result<(), TestCaseError> {
    let (mut hidden, mut block) = (0, 0);
    for (at, c) in document.text.char_indices() {
        while document.hidden.get(hidden).is_some_and(|span| span.range().end <= at) {
            hidden += 1;
        }
        while document.blocks.get(block).is_some_and(|block| block.span.range().end <= at) {
            block += 1;
        }
        let unseen = document.hidden.get(hidden).is_some_and(|span| span.range().start <= at);
        let held = document.blocks.get(block).is_some_and(|block| block.span.range().start <= at);
        prop_assert!(c.is_whitespace() || unseen || held, "{c:?} at {at} of {:?} is lost", document.text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for document in documents(&bytes) {
            check(&document)?;
        }
    }

    #[test]
    fn nothing_of_a_report_is_lost(text in pieces()) {
        for document in documents(text.as_bytes()) {
            prop_assert_eq!(&document.text, &text);
            check(&document)?;
        }
    }

    #[test]
    fn encodings_of_one_text_read_alike(text in "(本局全年主动公开政府信息的情况如下：)[概述情况公开的工作报告，。、；\n　0-9（）一二三]{20,200}") {
        let plain = read("a", Format::Text, text.as_bytes()).unwrap();
        let (bytes, ..) = encoding_rs::GB18030.encode(&text);
        let other = read("a", Format::Text, &bytes).unwrap();
        prop_assert_eq!(other.encoding, Some("gb18030"));
        prop_assert_eq!(&other.text, &plain.text);
        let spans = |document: &Document| document.blocks.iter().map(|block| (block.kind, block.span)).collect::<Vec<_>>();
        prop_assert_eq!(spans(&other), spans(&plain));
    }
}

/// The time of reading grows with the length and not with its square: each of these is a long text of what a scan
/// could stumble over again and again.
#[test]
fn reading_is_linear() {
    let unit = [
        "一、概述 二、公开 ",
        "一、",
        "（一）甲 ",
        "甲  乙\n",
        "a | b ",
        "|",
        "\t",
        "1、甲\n",
        "全年公开信息四十五条，",
        "联系电话：1\n",
        "<",
        "**甲",
        "　",
        "一 ",
        "甲乙丙丁戊己庚辛\n\n",
    ];
    for unit in unit {
        let text = unit.repeat(300_000 / unit.len());
        for document in documents(text.as_bytes()) {
            assert!(document.blocks.len() <= text.len());
        }
    }
}

#[test]
fn a_text_with_marked_headings_is_read_as_markdown() {
    let text = "# 云桥县水务局2012年年报\n\n## 一、概述\n\n工作平稳。\n\n## 二、问题\n\n更新不够及时。\n";
    let document = hegui::read::read("a.txt", hegui::document::Format::Text, text.as_bytes()).expect("text");
    let headings =
        document.blocks.iter().filter(|block| matches!(block.kind, hegui::document::BlockKind::Heading { level: 1 }));
    assert_eq!((headings.count(), document.format), (2, hegui::document::Format::Text));
}
