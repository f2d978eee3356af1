//! Enumerations: 一是…二是…, 1.…2.…, (1)…(2)…, whether each item is a block of its own or all stand in one paragraph.

use crate::document::{BlockKind, Document, MarkerStyle};
use crate::language::Language;
use crate::language::zh::marker::marker_at;
use crate::text::{Folded, Source};
use std::ops::Range;

/// An enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The look of its markers.
    pub style: MarkerStyle,
    /// The items in text order, with the numbers as written, gaps and repeats included.
    pub items: Vec<Item>,
    /// Whether its items are blocks (headings or paragraphs) rather than parts of one paragraph.
    pub blocks: bool,
    /// Whether its items are headings of the outline.
    pub headings: bool,
    /// The depth of those headings, from 1; none where it is no list of headings.
    pub level: Option<u8>,
}

/// An item of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The number its marker stands for.
    pub number: u32,
    /// The marker, in the folded text.
    pub marker: Range<usize>,
    /// The item's text behind the marker, up to the next item or the end of the block.
    pub content: Range<usize>,
}

/// A number that goes further than this beyond the last one is no item of the same list.
const LEAP: u32 = 8;

/// Find the enumerations of a report, lists of a single item included.
#[must_use]
pub fn scan(document: &Document, prose: &Folded, language: Language) -> Vec<List> {
    match language {
        Language::Zh | Language::En => {}
    }
    let mut builder = Builder { open: Vec::new(), done: Vec::new() };
    for (index, piece) in prose.pieces.iter().enumerate() {
        let Source::Block(block) = piece.source else { continue };
        let Some(block) = document.blocks.get(block) else { continue };
        let level = match block.kind {
            BlockKind::Heading { level } => Some(level),
            BlockKind::Paragraph => None,
            BlockKind::Title | BlockKind::Table(_) => continue,
        };
        let Some(text) = prose.text.get(piece.range.clone()) else { continue };
        let mut from = piece.range.start;
        if let Some((style, number, length)) = marker_at(text) {
            let marker = from..from + length;
            from = marker.end;
            let mark = Mark { style, number, marker, piece: index, head: true, level, end: piece.range.end };
            builder.take(mark);
        } else if let Some(level) = level {
            builder.close_deeper(level);
        }
        for mark in inline(prose, from..piece.range.end, index) {
            builder.take(mark);
        }
    }
    builder.finish()
}

/// An enumerator as met.
#[derive(Clone, Debug)]
struct Mark {
    style: MarkerStyle,
    number: u32,
    marker: Range<usize>,
    piece: usize,
    /// Whether it stands at the beginning of its block.
    head: bool,
    /// The depth of the heading that it begins.
    level: Option<u8>,
    /// The end of its piece.
    end: usize,
}

/// The enumerators inside a stretch of one piece.
fn inline(prose: &Folded, range: Range<usize>, piece: usize) -> Vec<Mark> {
    let Some(text) = prose.text.get(range.clone()) else { return Vec::new() };
    let mut marks = Vec::new();
    let mut before = prose.text[..range.start].chars().next_back();
    let mut skip = 0;
    for (offset, c) in text.char_indices() {
        if offset >= skip && may_begin(c) {
            let at = range.start + offset;
            if let Some((style, number, length)) = marker_at(&text[offset..])
                && bounded(prose, style, number, before, at, &text[offset + length..])
            {
                let marker = at..at + length;
                marks.push(Mark { style, number, marker, piece, head: false, level: None, end: range.end });
                skip = offset + length;
            }
        }
        before = Some(c);
    }
    marks
}

/// Whether an enumerator may begin with a character: a cheap test before the parser is asked.
fn may_begin(c: char) -> bool {
    matches!(
        c,
        '0'..='9' | '(' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '第' | '其'
            | '\u{2460}'..='\u{249b}' | '\u{2776}'..='\u{277f}' | '\u{3220}'..='\u{3229}'
    )
}

/// Whether what stands before an enumerator inside a paragraph lets it be one.
fn bounded(prose: &Folded, style: MarkerStyle, number: u32, before: Option<char>, at: usize, after: &str) -> bool {
    let Some(before) = before else { return true };
    let stop = matches!(before, '。' | ';' | ':' | '!' | '?' | '\n' | ' ' | '…');
    let soft = stop || matches!(before, ',' | ')' | '”' | '》' | '—');
    match style {
        MarkerStyle::Circled => true,
        MarkerStyle::ChineseParen | MarkerStyle::ArabicParen => {
            let opens =
                prose.text[at..].starts_with('(') || !prose.text[at..].starts_with(|c: char| c.is_ascii_digit());
            let cited = matches!(before, '第' | '条' | '款' | '号' | '〕' | ']')
                || after.starts_with(['项', '款', '条', '号', '班']);
            if opens { !cited && !before.is_ascii_alphanumeric() } else { soft && !cited }
        }
        MarkerStyle::ArabicDot | MarkerStyle::ArabicComma => soft || gap(prose, at) || (number == 1 && before == '、'),
        MarkerStyle::Chinese => (stop || gap(prose, at)) && !prose.text[at..].starts_with(|c: char| c.is_ascii_digit()),
        MarkerStyle::ChineseShi => {
            soft || (number == 1
                && !matches!(before, '统' | '唯' | '单' | '同' | '专' | '之' | '第' | '其' | '如' | '合'))
        }
        MarkerStyle::Ordinal | MarkerStyle::Qi => soft,
        MarkerStyle::Part | MarkerStyle::Roman | MarkerStyle::Letter => false,
    }
}

/// Whether white space stood before an offset that folding dropped.
fn gap(prose: &Folded, at: usize) -> bool {
    at > 0 && prose.source(at - 1..at).end < prose.source(at..at + 1).start
}

/// A list that may still grow.
#[derive(Debug)]
struct Open {
    list: List,
    /// The piece of its last item.
    piece: usize,
    /// The depth of its headings; for paragraphs and inline items beyond every heading.
    depth: u16,
}

impl Open {
    fn last(&self) -> u32 {
        self.list.items.last().map_or(0, |item| item.number)
    }
}

/// Lists while they are put together: the open ones, the outermost first.
#[derive(Debug)]
struct Builder {
    open: Vec<Open>,
    done: Vec<List>,
}

impl Builder {
    fn take(&mut self, mark: Mark) {
        let found = self.open.iter().rposition(|open| open.list.style == mark.style && continues(open, &mark));
        match found {
            Some(at) if mark.number != 1 => {
                self.close_from(at + 1, Some(&mark));
                if let Some(open) = self.open.get_mut(at) {
                    end_before(&mut open.list, open.piece, &mark);
                    open.piece = mark.piece;
                    open.list.blocks &= mark.head;
                    open.list.items.push(item(&mark));
                }
            }
            Some(at) => {
                self.close_from(at, Some(&mark));
                self.push(&mark);
            }
            None => {
                if let Some(level) = mark.level {
                    self.close_deeper(level);
                }
                self.push(&mark);
            }
        }
    }

    fn push(&mut self, mark: &Mark) {
        let list = List {
            style: mark.style,
            items: vec![item(mark)],
            blocks: mark.head,
            headings: mark.level.is_some(),
            level: mark.level,
        };
        let depth = mark.level.map_or(if mark.head { 256 } else { 257 }, u16::from);
        self.open.push(Open { list, piece: mark.piece, depth });
    }

    /// Close the lists from an index on; their last items end where the mark begins.
    fn close_from(&mut self, at: usize, mark: Option<&Mark>) {
        for mut open in self.open.drain(at..) {
            if let Some(mark) = mark {
                end_before(&mut open.list, open.piece, mark);
            }
            self.done.push(open.list);
        }
    }

    /// Close the lists that a heading of a level ends: those of deeper headings and of paragraphs.
    fn close_deeper(&mut self, level: u8) {
        let kept = self.open.iter().position(|open| open.depth > u16::from(level)).unwrap_or(self.open.len());
        self.close_from(kept, None);
    }

    fn finish(mut self) -> Vec<List> {
        self.close_from(0, None);
        self.done.sort_by_key(|list| list.items.first().map_or(0, |item| item.marker.start));
        self.done
    }
}

/// Whether a mark of the same look may belong to an open list, or begin it anew.
fn continues(open: &Open, mark: &Mark) -> bool {
    let last = open.last();
    let next = mark.number == last + 1;
    if mark.number > last + LEAP {
        return false;
    }
    match (mark.level, open.list.level) {
        // Headings of one depth are one list; of several depths only where the number goes on.
        (Some(level), Some(before)) => level == before || next,
        (Some(_), None) => next && open.list.blocks,
        (None, Some(_)) => next && mark.head,
        (None, None) if mark.head => open.list.blocks || next || mark.number == 1,
        (None, None) => open.piece == mark.piece || next,
    }
}

/// A list's last item ends where the next mark begins, when both stand in one piece.
fn end_before(list: &mut List, piece: usize, mark: &Mark) {
    if piece == mark.piece
        && let Some(last) = list.items.last_mut()
    {
        last.content.end = last.content.end.min(mark.marker.start).max(last.content.start);
    }
}

fn item(mark: &Mark) -> Item {
    Item { number: mark.number, marker: mark.marker.clone(), content: mark.marker.end..mark.end.max(mark.marker.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each list as its numbers, `h` before a list of headings, `b` before one of blocks.
    fn lists(text: &str) -> String {
        let document = Document::passage("a.txt", text);
        let prose = Folded::new(&document);
        let lists = scan(&document, &prose, Language::Zh);
        let lists: Vec<String> = lists
            .iter()
            .map(|list| {
                let kind = if list.headings {
                    "h"
                } else if list.blocks {
                    "b"
                } else {
                    ""
                };
                let numbers: Vec<String> = list.items.iter().map(|item| item.number.to_string()).collect();
                format!("{kind}{}", numbers.join(","))
            })
            .collect();
        lists.join(" ")
    }

    #[test]
    fn inline_lists_are_found() {
        for (text, expected) in [
            ("一是健全制度,二是拓宽渠道,三是强化培训。", "b1,2,3"),
            ("主要有:1、召开座谈会。2、通过网站发布。4、公开栏。", "1,2,4"),
            ("采取三种形式:(1)网站;(2)公报;(3)发布会。", "1,2,3"),
            ("根据第二十条第(一)项、第(五)项", ""),
            ("增长3.5个百分点,其中1.2万条;2018.12.31", ""),
            ("①网站②公报③公开栏", "b1,2,3"),
            ("第一,认识不足。第二,第二季度更新少。第三,人员少。", "b1,2,3"),
            ("问题:一是不全;二是不快。下一步:一是完善;二是加快;三是培训。", "1,2 1,2,3"),
            ("抓好:一是抓学习。1.集中学;2.个人学。二是抓制度。", "1,2 1,2"),
            ("信息一是加强维护;二是公示;", "1,2"),
            ("统一是要求。", ""),
        ] {
            let found = lists(text).replace(['b', 'h'], "");
            assert_eq!(found, expected.replace('b', ""), "{text}");
        }
    }

    #[test]
    fn items_end_where_the_next_begins() {
        let text = "抓好:一是抓学习。1.集中学;2.个人学。二是抓制度。";
        let document = Document::passage("a.txt", text);
        let prose = Folded::new(&document);
        let lists = scan(&document, &prose, Language::Zh);
        let content: Vec<&str> =
            lists.iter().flat_map(|list| &list.items).map(|item| &prose.text[item.content.clone()]).collect();
        assert_eq!(content, ["抓学习。1.集中学;2.个人学。", "抓制度。", "集中学;", "个人学。"]);
    }
}
