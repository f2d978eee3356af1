//! Markdown: CommonMark with tables. The text is the file itself; what markup hides from a reader is listed. Chapters
//! that were pasted as plain paragraphs are told as in plain text.

mod events;

use super::line::{Line, hide_unseen, lines};
use super::outline::visible_extent;
use super::text::assemble;
use super::{ReadError, encoding, grid, outline};
use crate::document::{Block, BlockKind, Comment, Document, Format, Table};
use crate::language::zh::marker::marker_at;
use crate::span::Span;
use events::{Part, Parts};

/// The most bytes of a heading: a paragraph over a ruling is a heading to CommonMark, and none to its writer.
const LONGEST_HEADING: usize = 300;

/// The most signs that may be markup within lines; the parser makes a part of each.
const MOST_MARKS: usize = 500_000;

/// The most lines; each may be a paragraph.
const MOST_LINES: usize = 1_000_000;

/// Read a Markdown text.
///
/// # Errors
/// Where it cannot be decoded, or has more marks or lines than a report.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let decoded = encoding::decode(bytes)?;
    let text = decoded.text;
    within(&text)?;
    let Parts { parts, mut hidden } = events::parts(&text);
    let mut reader =
        Reader { text: &text, hidden: &hidden, lines: Vec::new(), blocks: Vec::new(), tables: Vec::new(), soft: true };
    reader.soft = parts.iter().filter(|part| matches!(part, Part::Heading { .. })).count() >= 2;
    for part in &parts {
        reader.part(part);
    }
    reader.flush();
    let Reader { blocks, tables, .. } = reader;
    let blocks = settle(&text, &hidden, blocks);
    hide_unseen(&text, &blocks, &mut hidden);
    let comments = comments(&text, &hidden);
    Ok(Document {
        path: path.to_owned(),
        format: Format::Markdown,
        encoding: Some(decoded.encoding),
        text,
        hidden,
        runs: Vec::new(),
        blocks,
        tables,
        comments,
        notes: decoded.notes,
    })
}

/// Refuse what would cost many times its size: the parser keeps whole lists of marks and lines.
fn within(text: &str) -> Result<(), ReadError> {
    let (mut marks, mut lines) = (0_usize, 0_usize);
    for byte in text.bytes() {
        marks += usize::from(matches!(byte, b'[' | b']' | b'<' | b'`' | b'*' | b'_' | b'!' | b'&' | b'\\'));
        lines += usize::from(byte == b'\n');
    }
    if marks > MOST_MARKS {
        return Err(ReadError::OverLimit { name: "marks of Markdown", limit: MOST_MARKS as u64 });
    }
    if lines > MOST_LINES {
        return Err(ReadError::OverLimit { name: "lines", limit: MOST_LINES as u64 });
    }
    Ok(())
}

/// Comments addressed to the program: those that the reader of the report does not see, not those shown as code.
fn comments(text: &str, hidden: &[Span]) -> Vec<Comment> {
    let unseen = |at: usize| {
        let next = hidden.partition_point(|span| span.range().end <= at);
        hidden.get(next).is_some_and(|span| span.range().start <= at)
    };
    let (open, close) = ("<!--", "-->");
    let mut comments = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(open).map(|at| from + at) {
        from = start + open.len();
        if !unseen(start) {
            continue;
        }
        // A comment goes on to the first mark that closes it, whatever opens in it; without one none ends any more.
        let Some(length) = text[from..].find(close) else { break };
        let inner = &text[from..from + length];
        from += length + close.len();
        if let Some(said) = inner.trim().strip_prefix("hegui:") {
            comments.push(Comment { span: Span::new(start, from), text: said.trim().to_owned() });
        }
    }
    comments
}

struct Reader<'t> {
    text: &'t str,
    hidden: &'t [Span],
    /// Lines of paragraphs that were not made blocks yet.
    lines: Vec<Line<'t>>,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    /// Whether line ends inside paragraphs are blanks: not where the whole report was pasted as plain text.
    soft: bool,
}

impl Reader<'_> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Heading { level, span } => {
                self.flush();
                let Some(extent) = visible_extent(self.text, self.hidden, *span) else { return };
                let long = extent.len() > LONGEST_HEADING;
                let kind = if long { BlockKind::Paragraph } else { BlockKind::Heading { level: *level } };
                self.blocks.push(Block { kind, span: extent, marker: None });
            }
            Part::Paragraph(span) => self.paragraph(*span),
            Part::Plain(span) => {
                self.flush();
                self.paragraph(*span);
                let lines = std::mem::take(&mut self.lines);
                self.blocks.extend(assemble(&lines, false, &mut self.tables));
            }
            Part::Break => self.flush(),
            Part::Table { rows, rest } => {
                self.flush();
                self.table(rows);
                if let Some(rest) = rest {
                    self.paragraph(*rest);
                }
            }
        }
    }

    /// Add the lines of a paragraph.
    fn paragraph(&mut self, span: Span) {
        for (at, mut line) in lines(self.text, span).into_iter().enumerate() {
            let whole = Span::new(line.start, line.end());
            let Some(extent) = visible_extent(self.text, self.hidden, whole) else { continue };
            line.text = self.text.get(extent.range()).unwrap_or_default();
            line.start = extent.range().start;
            line.marker = marker_at(line.text);
            line.gap |= at == 0;
            self.lines.push(line);
        }
    }

    /// Make blocks of the lines gathered.
    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if !lines.is_empty() {
            self.blocks.extend(assemble(&lines, self.soft, &mut self.tables));
        }
    }

    fn table(&mut self, rows: &[Vec<Span>]) {
        let Some(extent) = rows.iter().flatten().copied().reduce(Span::cover) else { return };
        let mut grid = grid::Grid::default();
        for row in rows {
            grid.row(row.clone());
        }
        if let Some(table) = grid.over(extent) {
            self.blocks.push(Block { kind: BlockKind::Table(self.tables.len()), span: table.span, marker: None });
            self.tables.push(table);
        } else if let Some(extent) = visible_extent(self.text, self.hidden, extent) {
            self.blocks.push(Block { kind: BlockKind::Paragraph, span: extent, marker: None });
        }
    }
}

/// Whether a title was set on two lines, each marked as a heading: two headings of the highest level that stand behind each
/// other before anything else, and no more of them.
fn doubled_title(text: &str, blocks: &[Block], head: Option<usize>, level: impl Fn(&Block) -> Option<u8>) -> bool {
    let Some(head) = head else { return false };
    let Some(top) = blocks.get(head).and_then(&level) else { return false };
    let second = blocks.get(head + 1).filter(|block| level(block) == Some(top));
    let plain = second.is_some_and(|block| marker_at(&text[block.span.range()]).is_none());
    plain && blocks.iter().filter(|block| level(block) == Some(top)).count() == 2
}

/// Levels of headings counted from 1, the title told from chapters; without chapters the outline of plain text.
fn settle(text: &str, hidden: &[Span], mut blocks: Vec<Block>) -> Vec<Block> {
    let level = |block: &Block| if let BlockKind::Heading { level } = block.kind { Some(level) } else { None };
    let mut used: Vec<u8> = blocks.iter().filter_map(level).collect();
    let first = used.first().copied();
    used.sort_unstable();
    let top = used.first().copied();
    let alone = used.get(1) != used.first();
    used.dedup();
    let head = blocks.iter().position(|block| level(block).is_some());
    let numbered = head.is_some_and(|at| marker_at(&text[blocks[at].span.range()]).is_some());
    let titled = first.is_some() && first == top && alone && !numbered;
    let titled = titled || (first.is_some() && first == top && !numbered && doubled_title(text, &blocks, head, level));
    if let (true, Some(head)) = (titled, head) {
        let end = blocks.iter().skip(head).take_while(|block| level(block) == first).count();
        blocks[head..head + end.min(2)].iter_mut().for_each(|block| block.kind = BlockKind::Title);
        used.remove(0);
    }
    for block in &mut blocks {
        if let BlockKind::Heading { level } = &mut block.kind {
            let rank = used.iter().position(|other| other == level).unwrap_or(0);
            *level = u8::try_from(rank + 1).unwrap_or(u8::MAX);
        }
    }
    if used.is_empty() { outline::outline(text, hidden, blocks) } else { outline::complete(text, hidden, blocks) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a text, a line each: T title, a number for a heading's level, | table, - paragraph.
    fn blocks(text: &str) -> Vec<String> {
        let document = read("a.md", text.as_bytes()).unwrap();
        let shown = |block: &Block| {
            let sign = match block.kind {
                BlockKind::Title => "T".to_owned(),
                BlockKind::Heading { level } => level.to_string(),
                BlockKind::Paragraph => "-".to_owned(),
                BlockKind::Table(at) => {
                    let table = &document.tables[at];
                    let cells: Vec<_> = table.cells.iter().map(|cell| document.slice(cell.span)).collect();
                    return format!("| {}", cells.join(","));
                }
            };
            format!("{sign} {}", document.slice(block.span))
        };
        document.blocks.iter().map(shown).collect()
    }

    #[test]
    fn structure() {
        for (text, expected) in [
            (
                "# 年度报告\n\n正文。\n\n## 一、概述\n\n### （一）成效\n\n有成效。",
                vec!["T 年度报告", "- 正文。", "1 一、概述", "2 （一）成效", "- 有成效。"],
            ),
            (
                "# 某县林业局\n# 2012年年度报告\n\n正文。\n\n## 一、概述\n\n正文。",
                vec!["T 某县林业局", "T 2012年年度报告", "- 正文。", "1 一、概述", "- 正文。"],
            ),
            ("\u{feff}# 年度报告\n\n## 一、概述\n\n正文。", vec!["T 年度报告", "1 一、概述", "- 正文。"]),
            ("# 一、概述\n\n正文。\n\n# 二、其他\n\n正文。", vec!["1 一、概述", "- 正文。", "1 二、其他", "- 正文。"]),
            (
                "# 年度报告\n\n一、概述\n\n正文。\n\n二、其他\n\n无。",
                vec!["T 年度报告", "1 一、概述", "- 正文。", "1 二、其他", "- 无。"],
            ),
            ("一、概述\n正文。\n二、其他\n无。", vec!["1 一、概述", "- 正文。", "1 二、其他", "- 无。"]),
            (
                "## 一、概述\n\n正文。\n\n**二、公开**\n\n正文。\n\n## 三、其他\n\n无。",
                vec!["1 一、概述", "- 正文。", "1 二、公开", "- 正文。", "1 三、其他", "- 无。"],
            ),
            ("| 名称 | 数量 |\n| --- | --: |\n| 规章 | **3** |\n| 甲 | | 5 |\n", vec!["| 名称,数量,规章,3,甲,,5"]),
            ("| 名称 | 数量 |\n| 规章 | 3 |\n", vec!["| 名称,数量,规章,3"]),
            ("1. 甲\n2. 乙\n\n- 丙\n", vec!["- 1. 甲", "- 2. 乙", "- 丙"]),
            ("一行\n又一行", vec!["- 一行", "- 又一行"]),
            ("<p>甲</p>\n<!-- 乙 -->\n\n丙", vec!["- 甲", "- 丙"]),
        ] {
            assert_eq!(blocks(text), expected, "{text}");
        }
    }

    #[test]
    fn markup_is_hidden() {
        for (text, seen) in [
            (
                "## 一、概述 ##\n\n**本局**公开[信息](http://a.cn)`x`&nbsp;\\*。\n\n---\n\n- 甲\n1. 乙\n",
                "一、概述本局公开信息x*。甲1.乙",
            ),
            ("| 甲 | 乙 |\n|--|--|\n| 1\\|2 | 3 |\n正文", "甲乙1|23正文"),
            ("```\n甲\n```\n> 乙\n", "甲乙"),
        ] {
            let document = read("a.md", text.as_bytes()).unwrap();
            let hidden = |at: usize| document.hidden.iter().any(|span| span.range().contains(&at));
            let shown: String =
                text.char_indices().filter(|(at, c)| !hidden(*at) && !c.is_whitespace()).map(|(_, c)| c).collect();
            assert_eq!(shown, seen, "{text}");
        }
    }
}
