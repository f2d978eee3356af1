//! Web pages: what is read of a page, and that no page harms the reader.

use hegui::document::{BlockKind, Document, Format, Place};
use hegui::read;
use proptest::prelude::*;

fn page(body: &str) -> Document {
    let source = format!("<!DOCTYPE html><html><head><title>云桥县水务局年报</title></head><body>{body}</body></html>");
    read::read("a.html", Format::Html, source.as_bytes()).expect("a page")
}

fn blocks(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| document.slice(block.span)).collect()
}

const PROSE: &str = "<p>2012年，我局认真做好信息公开工作，全年公开信息三十条，受理申请两件，均已按期答复。</p>\
    <p>下一步，我局将继续完善制度，加强培训，强化监督，提高公开质量，方便群众查询。</p>";

#[test]
fn the_frame_of_a_site_is_left_out() {
    let document = page(&format!(
        "<div class='menu'><a href='/'>首页</a> <a href='/a'>政务公开</a></div>\
         <div class='position'>您当前的位置：首页 &gt; 年报</div>\
         <div class='left'><ul><li><a href='/1'>云桥县财政局2012年年报</a></li></ul></div>\
         <div class='right'><div class='bigtitle'>云桥县水务局2012年工作年度报告</div><div class='info'>浏览次数：15 字体：[<a>大</a>]</div>\
         <div class='text'>{PROSE}</div><div>【<a>打印</a>】【<a>关闭</a>】</div></div>\
         <div class='foot'>主办单位：云桥县水务局 ICP备12345号 电话：0999-1234567</div>"
    ));
    let blocks = blocks(&document);
    assert_eq!(blocks.len(), 3, "{blocks:?}");
    assert_eq!(blocks[0], "云桥县水务局2012年工作年度报告");
}

#[test]
fn merged_cells_make_a_grid_and_layout_tables_are_no_data() {
    let document = page(&format!(
        "<table><tr><td>{PROSE}<table border=1><tr><td rowspan=2>项目<td colspan='2'>数量<tr><td>上年<td>本年\
         <tr><td>收费<td>&nbsp;<td>3,000&nbsp;元</table></td></tr></table>"
    ));
    let [table] = document.tables.as_slice() else { panic!("{:?}", document.tables) };
    assert_eq!((table.rows, table.columns), (3, 3));
    let said = |row, column| table.at(row, column).map(|cell| document.slice(cell.span));
    assert_eq!(said(1, 0), Some("项目"));
    assert_eq!(said(0, 2), Some("数量"));
    assert_eq!(said(2, 1), Some(""));
    assert_eq!(said(2, 2), Some("3,000\u{a0}元"));
}

#[test]
fn places_are_those_of_the_source() {
    let source = "<html>\n<body>\n<p>全年共收到申请&nbsp;12件，\n其中网上申请7件，当面申请5件。</p>\n</body>";
    let document = read::read("a.html", Format::Html, source.as_bytes()).expect("a page");
    let at = document.text.find("7件").expect("there");
    let run = document.runs.iter().rev().find(|run| run.start as usize <= at).expect("a run");
    let Place::Line { line, column } = run.place else { panic!() };
    let before = document.text[run.start as usize..at].chars().count();
    let wanted = source.lines().nth(3).expect("a line").chars().position(|c| c == '7').expect("there");
    assert_eq!((line, column as usize + before), (4, wanted + 1));
}

#[test]
fn an_encoding_that_the_page_names_is_used() {
    let source = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><body><p>公开，信息。</p>";
    let (bytes, _, _) = encoding_rs::GBK.encode(source);
    let document = read::read("a.html", Format::Html, &bytes).expect("a page");
    assert_eq!((blocks(&document), document.encoding), (vec!["公开，信息。"], Some("gb18030")));
}

#[test]
fn bytes_that_are_utf8_beat_another_encoding_that_the_page_names() {
    for named in ["gb2312", "GBK", "unicode", "big5", "utf-16"] {
        let source = format!("<html><head><meta charset=\"{named}\"></head><body>{PROSE}</body></html>");
        let document = read::read("a.html", Format::Html, source.as_bytes()).expect("a page");
        assert_eq!(document.encoding, Some("utf-8"), "{named}");
        assert!(document.text.contains("全年公开信息三十条"), "{named}: {}", document.text);
    }
}

#[test]
fn an_article_that_a_script_shows_is_read_and_what_is_hidden_is_not() {
    let shown = page(&format!("<div id='js_content' style='visibility: hidden; opacity: 0'>{PROSE}</div>"));
    assert_eq!(blocks(&shown).len(), 2, "{:?}", blocks(&shown));
    for style in ["display:none", "visibility:hidden"] {
        let document = page(&format!("<div>{PROSE}<p style='{style}'>请删除本行。</p></div>"));
        assert_eq!(blocks(&document).len(), 2, "{style}");
    }
    let hidden = page(&format!(
        "<div><div>{PROSE}</div><div id='js_content' style='display: none'><p>请删除本行。</p></div></div>"
    ));
    assert_eq!(blocks(&hidden).len(), 2);
}

#[test]
fn headings_are_the_pages_own_or_told_from_numbering() {
    let levels = |document: &Document| -> Vec<(u8, String)> {
        let heading = |block: &hegui::document::Block| match block.kind {
            BlockKind::Heading { level } => Some((level, document.slice(block.span).to_owned())),
            BlockKind::Title | BlockKind::Paragraph | BlockKind::Table(_) => None,
        };
        document.blocks.iter().filter_map(heading).collect()
    };
    let marked =
        page(&format!("<h1>年报</h1><h2>一、概述</h2>{PROSE}<h3>（一）人员</h3>{PROSE}<h2>二、问题</h2>{PROSE}"));
    let typed =
        page(&format!("<p>年报</p><p><b>一、概述</b></p>{PROSE}<p>（一）人员</p>{PROSE}<p><b>二、问题</b></p>{PROSE}"));
    let wanted = [(1, "一、概述"), (2, "（一）人员"), (1, "二、问题")].map(|(level, text)| (level, text.to_owned()));
    assert_eq!(levels(&marked), wanted);
    assert_eq!(levels(&typed), wanted);
}

#[test]
fn hostile_pages_end() {
    let endless = format!("{PROSE}<table><tr><td rowspan=999999999 colspan=999999999>一<td>二<tr><td>三</table>");
    let document = page(&endless);
    assert!(document.tables.iter().all(|table| table.columns <= 2000 && table.rows <= 2000));
    page(&"<div>".repeat(200_000));
    page(&"<table><tr><td>".repeat(3_000));
    page(&"<b><i>".repeat(50_000));
    page(&"&#x1F600;".repeat(50_000));
    page("<script>while(true){}</script><style>p{}</style><!-- unclosed <p>一");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_in_the_text(source in "(<(/?)(p|td|tr|table|div|h2|br|a)( (rowspan|colspan)=[0-9]{1,9})?>|[一、。 \n&;#a-z0-9<>]{0,6}){0,60}") {
        let document = read::read("a.html", Format::Html, source.as_bytes()).expect("a page");
        let mut end = 0;
        for block in &document.blocks {
            prop_assert!(block.span.start >= end);
            end = block.span.end;
            prop_assert!(document.text.get(block.span.range()).is_some());
        }
        for cell in document.tables.iter().flat_map(|table| &table.cells) {
            prop_assert!(document.text.get(cell.span.range()).is_some());
        }
        for run in &document.runs {
            prop_assert!(document.text.is_char_boundary(run.start as usize));
        }
    }
}
