//! Lines to paragraphs: which line continues the one before. Knows layout, not headings' levels; refuses to join what
//! may stand alone: titles, headings, labels, dates, signatures, bare numbers, rows.

use super::line::{Line, wrap_width};
use crate::document::{MarkerStyle, Table};
use crate::language::en::report as en;
use crate::language::zh::layout::{
    columns, completes, is_bare_value, is_clause_mark, is_date, is_label, is_row, is_signature, is_title,
    is_unnumbered_heading, leaves_open,
};
use crate::language::zh::page::is_boilerplate;
use std::ops::Range;

/// The columns of a line that is surely one of running text.
const LONG: u32 = 40;

/// How a text's lines are laid out as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The columns at which lines were broken.
    wrap: Option<u32>,
    /// The columns that all lines are indented by.
    margin: u32,
    /// Whether paragraphs begin with an indentation.
    indented: bool,
    /// Whether a line end inside a paragraph is a blank only, as in Markdown.
    soft: bool,
}

impl Layout {
    /// The layout of a text's lines, those of tables left out; `soft` where the format itself says that line ends are
    /// blanks.
    #[must_use]
    pub fn new(lines: &[Line<'_>], tables: &[(Range<usize>, Table)], soft: bool) -> Self {
        let mut prose = Vec::with_capacity(lines.len());
        let mut at = 0;
        for (range, _) in tables {
            prose.extend_from_slice(&lines[at..range.start]);
            at = range.end;
        }
        prose.extend_from_slice(&lines[at..]);
        let margin = prose.iter().map(|line| line.indent).min().unwrap_or(0);
        let deep = prose.iter().filter(|line| line.indent >= margin + 2).count();
        Self { wrap: wrap_width(&prose), margin, indented: deep >= 2, soft }
    }

    fn is_indented(&self, line: &Line<'_>) -> bool {
        line.indent >= self.margin + 2
    }

    /// Whether a line was full when it was broken: the first word of the next would not have fitted.
    fn is_full(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let Some(wrap) = self.wrap else { return false };
        let word: u32 = first_word(next.text).chars().map(columns).sum();
        // Marks that may not begin a line hang over its end, and programs count marks in two ways.
        line.width + word + 3 >= wrap && line.width * 2 >= wrap
    }

    /// Whether `next` continues the paragraph that begins with `first` and ends, so far, with `last`.
    #[must_use]
    pub fn joins(&self, first: &Line<'_>, last: &Line<'_>, next: &Line<'_>) -> bool {
        // A bracket opened on a long line goes on, whatever the next line looks like: 电话:⏎0375-5612003).
        if !next.gap && !self.is_indented(next) && last.width >= LONG {
            let count = |marks: [char; 2]| last.text.chars().filter(|c| marks.contains(c)).count();
            if count(['(', '（']) > count([')', '）']) && next.text.contains([')', '）']) {
                return true;
            }
        }
        if self.is_indented(next) || stands_alone(next) || stands_alone(last) {
            return false;
        }
        let full = !next.gap && self.is_full(last, next);
        let single = first.start == last.start;
        // In a text of indented paragraphs a line without indentation continues what stands before it.
        let inside = full && self.is_indented(first);
        if is_label(next.text) && !inside || is_label(last.text) && single && !inside {
            return false;
        }
        if single && (is_title(last.text) || en::is_title(last.text) || may_be_heading(last) && !full) {
            return false;
        }
        let Some(end) = last.text.chars().next_back() else { return false };
        if next.marker.is_some() && !self.marker_inside(full, end, next) {
            return false;
        }
        if self.soft && !next.gap {
            return true;
        }
        if completes(end) {
            return full && self.indented && (self.is_indented(first) || !single) && !is_signature(next.text);
        }
        if leaves_open(end) && last.width >= 16 {
            return true;
        }
        if is_signature(next.text) && !full {
            return false;
        }
        let prose = |line: &Line<'_>| line.text.chars().any(is_clause_mark);
        let length = last.width / 2;
        let long = length >= 30 || (length >= 20 && prose(last)) || (length >= 20 && !single);
        if next.gap || self.wrap.is_some() {
            let hangs = !next.gap && self.is_indented(first) && long;
            return full || hangs || (long && next.gap && prose(next));
        }
        long
    }

    /// Whether an enumerator at the beginning of a line stands in the middle of a paragraph, by the line's being broken
    /// there.
    fn marker_inside(&self, full: bool, end: char, next: &Line<'_>) -> bool {
        let Some((style, ..)) = next.marker else { return false };
        let inner = match style {
            MarkerStyle::Part | MarkerStyle::Chinese | MarkerStyle::ChineseParen => false,
            MarkerStyle::ArabicComma
            | MarkerStyle::ArabicDot
            | MarkerStyle::ArabicParen
            | MarkerStyle::Circled
            | MarkerStyle::ChineseShi
            | MarkerStyle::Ordinal
            | MarkerStyle::Qi
            | MarkerStyle::Roman
            | MarkerStyle::Letter => true,
        };
        inner && full && self.indented && !matches!(end, '。' | '！' | '？' | '：' | ':')
    }
}

/// The first word of a line, which a program does not break: letters and digits together, else one character with the
/// marks that must not begin a line.
#[must_use]
pub fn first_word(text: &str) -> &str {
    let solid = |c: char| c.is_ascii_graphic() && !matches!(c, ',' | ';' | ':' | ')' | '(');
    let word = text.find(|c| !solid(c)).unwrap_or(text.len()).min(80);
    let start = if word > 0 { word } else { text.chars().next().map_or(0, char::len_utf8) };
    let behind = &text[start..];
    let marks = behind.find(|c| !completes(c) && !matches!(c, '，' | ',' | '、' | '》')).unwrap_or(behind.len());
    &text[..start + marks]
}

/// Whether a line is a thing of its own, neither continued nor continuing.
fn stands_alone(line: &Line<'_>) -> bool {
    is_date(line.text)
        || is_bare_value(line.text)
        || is_row(line.text)
        || is_unnumbered_heading(line.text)
        || is_boilerplate(line.text)
}

/// Whether a line may be a heading by itself: it begins with an enumerator and is short.
fn may_be_heading(line: &Line<'_>) -> bool {
    let Some((style, _, length)) = line.marker else { return false };
    let rest = &line.text[length..];
    let short = rest.chars().count() <= 40 && !rest.chars().any(|c| matches!(c, '。' | '；'));
    let heading = match style {
        MarkerStyle::Part | MarkerStyle::Chinese | MarkerStyle::ChineseParen => true,
        MarkerStyle::ArabicComma | MarkerStyle::ArabicDot | MarkerStyle::ArabicParen => rest.chars().count() <= 30,
        MarkerStyle::Circled
        | MarkerStyle::ChineseShi
        | MarkerStyle::Ordinal
        | MarkerStyle::Qi
        | MarkerStyle::Roman
        | MarkerStyle::Letter => false,
    };
    short && heading
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;
    use crate::span::Span;

    /// The paragraphs of a text, lines joined with `+`.
    fn joined(text: &str) -> Vec<String> {
        let found = lines(text, Span::new(0, text.len()));
        let layout = Layout::new(&found, &[], false);
        let mut paragraphs: Vec<String> = Vec::new();
        let mut first = 0;
        for at in 0..found.len() {
            if at > 0 && layout.joins(&found[first], &found[at - 1], &found[at]) {
                let last = paragraphs.last_mut().unwrap();
                last.push('+');
                last.push_str(found[at].text);
            } else {
                paragraphs.push(found[at].text.to_owned());
                first = at;
            }
        }
        paragraphs
    }

    #[test]
    fn a_page_break_in_a_sentence_is_joined() {
        let text = "我站按照区里的统一部署,及时调整了信息公开的范围,确保了站里信息\n\n公开的全面、及时与安全,成效较好。\n\n另起一段,没有缩进。";
        assert_eq!(joined(text).len(), 2, "{:?}", joined(text));
    }

    #[test]
    fn what_stands_alone_is_not_joined() {
        for text in [
            "云岭县粮食局2011年政府信息公开工作年度报告\n本报告由云岭县粮食局编制,现予公布。",
            "五、因政府信息公开申请行政复议、诉讼和申诉情况\n我局没有发生因政府信息公开申请行政复议的情况。",
            "虽然做了一些工作,但与群众的要求相比还有不小的差距,特别是一些同志认识不到\n云岭县粮食局\n2012年1月4日",
            "联系地址:云岭县城关镇和平路与解放路交叉口西北角三楼\n邮政编码:234500",
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\n38",
        ] {
            assert_eq!(joined(text).len(), text.lines().count(), "{:?}", joined(text));
        }
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let text = "　　今年以来我镇按照县里的部署要求把信息公开工作列\n入重要议事日程，明确专人负责，健全了公开制度，做到\n人员到位、经费到位、责任到位。重点公开了惠农补贴发\n放\n　　下一步，我镇将继续加强对各村的业务指导和督促检\n查。";
        assert_eq!(joined(text).len(), 2, "{:?}", joined(text));
    }
}
