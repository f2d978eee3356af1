//! Headings told from numbering, for any format whose paragraphs do not say what they are. First chapters that run on in
//! their own line are cut from what follows (`split`), then each numbered block is judged by its look, its siblings and
//! what stands under it (`series`). Knows no title of any regime.

mod series;
mod split;

pub use split::visible_extent;

use crate::document::{Block, BlockKind, Marker, MarkerStyle};
use crate::language::zh::layout::{
    ends_item, is_bare_value, is_blank, is_clause_mark, is_date, is_label, is_row, is_unnumbered_heading,
};
use crate::language::zh::marker::marker_at;
use crate::span::Span;

/// The most characters of a heading, its enumerator left out.
const LONGEST: usize = 40;

/// Tell headings among paragraphs, give every block its enumerator, and cut chapters from the text that follows in the
/// same line. Titles, headings and tables that the format told stay as they are. `hidden` is what a reader does not see.
#[must_use]
pub fn outline(text: &str, hidden: &[Span], blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = split::split(text, hidden, blocks);
    mark(text, &mut blocks);
    let looks: Vec<Look> = blocks.iter().map(|block| look(text, hidden, block)).collect();
    for (at, level) in series::headings(&blocks, &looks) {
        blocks[at].kind = BlockKind::Heading { level };
    }
    blocks
}

/// Give every block its enumerator where the format tells headings itself, and tell the chapters that were typed as
/// paragraphs all the same: those whose number is missing between two chapters' numbers, in their style.
#[must_use]
pub fn complete(text: &str, hidden: &[Span], mut blocks: Vec<Block>) -> Vec<Block> {
    mark(text, &mut blocks);
    let chapters: Vec<(usize, Marker)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind == BlockKind::Heading { level: 1 })
        .filter_map(|(at, block)| Some((at, block.marker?)))
        .collect();
    let mut found = Vec::new();
    for (index, (from, marker)) in chapters.iter().enumerate() {
        let next = chapters.get(index + 1);
        let to = next.map_or(blocks.len(), |(at, _)| *at);
        let mut expected = marker.number + 1;
        for (at, block) in blocks.iter().enumerate().take(to).skip(from + 1) {
            let fits = block.marker.is_some_and(|other| other.style == marker.style && other.number == expected);
            let missing = next.is_none_or(|(_, next)| next.number > expected);
            if fits && missing && look(text, hidden, block) == Look::Heading {
                found.push(at);
                expected += 1;
            }
        }
    }
    for at in found {
        blocks[at].kind = BlockKind::Heading { level: 1 };
    }
    blocks
}

/// Give every block the enumerator it begins with.
pub fn mark(text: &str, blocks: &mut [Block]) {
    for block in blocks {
        if matches!(block.kind, BlockKind::Table(_)) || block.marker.is_some() {
            continue;
        }
        let start = block.span.range().start;
        let found = text.get(block.span.range()).and_then(marker_at);
        block.marker =
            found.map(|(style, number, length)| Marker { style, number, span: Span::new(start, start + length) });
    }
}

/// What a block looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// An enumerator and a short line that ends as no sentence ends.
    Heading,
    /// An enumerator and a short line that ends with a full stop or a colon.
    Stopped,
    /// An enumerator and text, or an item that ends like one.
    Item,
    /// A heading that needs no number.
    Unnumbered,
    /// A number or a dash alone: a cell of a table that lost its grid.
    Value,
    /// A short line without an enumerator.
    Short,
    /// Anything else.
    Other,
}

fn look(text: &str, hidden: &[Span], block: &Block) -> Look {
    match block.kind {
        BlockKind::Paragraph => {}
        BlockKind::Title | BlockKind::Heading { .. } | BlockKind::Table(_) => return Look::Other,
    }
    let Some(line) = short_line(text, hidden, block.span) else {
        return if block.marker.is_some() { Look::Item } else { Look::Other };
    };
    let Some(marker) = block.marker else {
        return if is_bare_value(&line) {
            Look::Value
        } else if is_unnumbered_heading(&line) {
            Look::Unnumbered
        } else if line.chars().any(is_clause_mark) {
            Look::Other
        } else {
            Look::Short
        };
    };
    let rest =
        marker_at(&line).and_then(|(_, _, length)| line.get(length..)).unwrap_or_default().trim_matches(is_blank);
    judge(marker.style, rest, &line)
}

/// Whether what stands behind an enumerator looks like a heading.
fn judge(style: MarkerStyle, rest: &str, line: &str) -> Look {
    let high = match style {
        MarkerStyle::Part | MarkerStyle::Chinese | MarkerStyle::ChineseParen => true,
        MarkerStyle::ArabicComma | MarkerStyle::ArabicDot | MarkerStyle::ArabicParen => false,
        MarkerStyle::Circled
        | MarkerStyle::ChineseShi
        | MarkerStyle::Ordinal
        | MarkerStyle::Qi
        | MarkerStyle::Roman
        | MarkerStyle::Letter => return Look::Item,
    };
    let length = rest.chars().filter(|c| !is_blank(*c)).count();
    let Some(end) = rest.chars().next_back() else { return Look::Item };
    let inner = &rest[..rest.len() - end.len_utf8()];
    let sentence = |c: char| matches!(c, '。' | '；' | ';' | '！' | '？');
    let colon = |c: char| matches!(c, '：' | ':');
    if length > LONGEST
        || inner.chars().any(sentence)
        || is_row(line)
        || is_date(rest)
        || (is_label(rest) && !is_unnumbered_heading(rest))
    {
        return Look::Item;
    }
    if inner.chars().any(colon) && (!high || length > 25) {
        return Look::Item;
    }
    if matches!(end, '。' | '：' | ':') {
        return if high || colon(end) { Look::Stopped } else { Look::Item };
    }
    if ends_item(end) { Look::Item } else { Look::Heading }
}

/// The visible text of a block, where it is short enough for a heading.
fn short_line(text: &str, hidden: &[Span], span: Span) -> Option<String> {
    const MOST: usize = 400;
    if span.len() > MOST {
        return None;
    }
    let mut at = hidden.partition_point(|unseen| unseen.end <= span.start);
    let mut line = String::new();
    for (offset, c) in text.get(span.range())?.char_indices() {
        let here = span.start + u32::try_from(offset).unwrap_or(0);
        while hidden.get(at).is_some_and(|unseen| unseen.end <= here) {
            at += 1;
        }
        if hidden.get(at).is_none_or(|unseen| unseen.start > here) {
            line.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
        }
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, Format};
    use crate::read::read;

    /// The blocks of a text: the level of a heading or `-`, and the text.
    fn blocks(text: &str) -> Vec<String> {
        let document = read("a.txt", Format::Text, text.as_bytes()).unwrap();
        let shown = |kind: BlockKind| match kind {
            BlockKind::Heading { level } => level.to_string(),
            BlockKind::Title | BlockKind::Paragraph => "-".to_owned(),
            BlockKind::Table(_) => "|".to_owned(),
        };
        document.blocks.iter().map(|block| format!("{} {}", shown(block.kind), document.slice(block.span))).collect()
    }

    fn headings(text: &str) -> Vec<String> {
        blocks(text).into_iter().filter(|block| !block.starts_with(['-', '|'])).collect()
    }

    #[test]
    fn headings_by_numbering() {
        for (text, expected) in [
            (
                "一、概述\n正文。\n二、 公开情况\n（一）数量\n正文。\n（二）形式\n正文。\n三.其他\n无。",
                vec!["1 一、概述", "1 二、 公开情况", "2 （一）数量", "2 （二）形式", "1 三.其他"],
            ),
            (
                "第一部分  概述\n正文。\n第二部分 公开\n一、数量\n正文。\n二、形式\n正文。",
                vec!["1 第一部分  概述", "1 第二部分 公开", "2 一、数量", "2 二、形式"],
            ),
            ("1. 概述\n正文。\n2. 公开\n正文。\n3. 其他\n无。", vec!["1 1. 概述", "1 2. 公开", "1 3. 其他"]),
            ("引 言\n正文。\n一 概 述\n正文。", vec!["1 引 言", "1 一 概 述"]),
            ("一、概述。\n正文。\n二、公开。\n正文。", vec!["1 一、概述。", "1 二、公开。"]),
            // Items of lists are no headings, whether they end with marks or not.
            (
                "一、问题\n1、内容有待完善;\n2、更新有待改善;\n3、分类不明确。\n二、措施\n1、加强学习\n2、加强管理\n下一步抓好落实。",
                vec!["1 一、问题", "1 二、措施"],
            ),
            (
                "一、概述\n(一)加强领导,精心部署。一是成立小组。\n(二)健全制度,规范流程。一是定制度。",
                vec!["1 一、概述"],
            ),
            ("一、概述\n1、公开的数量。2010年公开45条\n2、公开的类别。公开概况信息。", vec!["1 一、概述"]),
            // A list of contents before the chapters.
            (
                "目录\n一、概述\n二、公开\n三、其他\n一、概述\n正文。\n二、公开\n正文。\n三、其他\n无。",
                vec!["1 一、概述", "1 二、公开", "1 三、其他"],
            ),
            // A table flattened a cell a line.
            (
                "一、概述\n正文。\n二、申请\n项目\n总计\n一、新收数量\n3\n0\n二、结转数量\n0\n0\n三、办理结果\n（一）公开\n3\n0\n三、复议\n无。",
                vec!["1 一、概述", "1 二、申请", "1 三、复议"],
            ),
        ] {
            assert_eq!(headings(text), expected, "{text}");
        }
    }

    #[test]
    fn chapters_in_running_text_are_cut_out() {
        for (text, expected) in [
            (
                "一、概述\n正文。\n二、复议、诉讼情况 2011年,我站没有发生复议。\n三、其他\n无。",
                vec![
                    "1 一、概述",
                    "- 正文。",
                    "1 二、复议、诉讼情况",
                    "- 2011年,我站没有发生复议。",
                    "1 三、其他",
                    "- 无。",
                ],
            ),
            (
                "现将情况报告如下: 一、概述 2010年,我站认真工作。 二、公开情况 （一）公开数量 全年公开45条,内容全面。 （二）公开形式 以网站为主,公告栏为辅。 三、存在问题 人手不足。",
                vec![
                    "- 现将情况报告如下:",
                    "1 一、概述",
                    "- 2010年,我站认真工作。",
                    "1 二、公开情况",
                    "2 （一）公开数量",
                    "- 全年公开45条,内容全面。",
                    "2 （二）公开形式",
                    "- 以网站为主,公告栏为辅。",
                    "1 三、存在问题",
                    "- 人手不足。",
                ],
            ),
            (
                "报告如下。一、概述。2010年我站认真工作。二、公开情况。全年公开45条。三、存在问题。人手不足。",
                vec![
                    "- 报告如下。",
                    "1 一、概述。",
                    "- 2010年我站认真工作。",
                    "1 二、公开情况。",
                    "- 全年公开45条。",
                    "1 三、存在问题。",
                    "- 人手不足。",
                ],
            ),
        ] {
            assert_eq!(blocks(text), expected, "{text}");
        }
    }

    #[test]
    fn running_text_stays_whole() {
        for text in [
            "我市大力发展一、二、三产业，第一、二季度公开信息45条。",
            "主要做法：一、加强领导，二、健全制度。",
            "收到(一)、(二)两项申请，均已答复。",
            "一、公开信息 656 条，其中概况信息4条。",
        ] {
            assert_eq!(blocks(text).len(), 1, "{:?}", blocks(text));
        }
    }
}
