//! Labels of contacts and the values behind them: inline, a label a line, or in neighbouring cells.

use super::form;
use crate::check::Context;
use crate::fact::fold::{Source, is_ideograph};
use crate::language::words::Words;
use crate::language::zh::contact as zh;
use std::ops::Range;
use std::sync::LazyLock;

/// The labels of each field, made ready to be met at any place.
static LABELS: LazyLock<[(Field, Words); 6]> =
    LazyLock::new(|| Field::ALL.map(|field| (field, Words::new(field.labels()))));

/// A field of a contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    Address,
    Postcode,
    Phone,
    Fax,
    Email,
    Site,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 6] = [Self::Phone, Self::Fax, Self::Email, Self::Postcode, Self::Address, Self::Site];

    /// The name in rulebooks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Phone => "phone",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::Site => "site",
        }
    }

    /// The name in Chinese messages.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Address => "地址",
            Self::Postcode => "邮政编码",
            Self::Phone => "电话",
            Self::Fax => "传真",
            Self::Email => "电子邮箱",
            Self::Site => "网址",
        }
    }

    fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Address => zh::ADDRESS,
            Self::Postcode => zh::POSTCODE,
            Self::Phone => zh::PHONE,
            Self::Fax => zh::FAX,
            Self::Email => zh::EMAIL,
            Self::Site => zh::SITE,
        }
    }
}

/// A label and what stands behind it, in the folded text.
#[derive(Clone, Debug)]
pub struct Labelled {
    pub field: Field,
    /// The label with what ties it to its value.
    pub label: Range<usize>,
    /// The value; empty where none stands behind it.
    pub value: Range<usize>,
    /// Whether it is told to be for questions about the report: in the preface, at the end, or in such a sentence.
    pub asked: bool,
}

/// Every label with a value, and every label that should have one.
pub fn find(context: &Context<'_>, near: &[String]) -> Vec<Labelled> {
    let prose = &context.facts.prose;
    let preface = prose.range(context.facts.preface());
    let pieces = &prose.pieces;
    let tail = pieces.len().saturating_sub(12);
    let mut found = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let text = &prose.text[piece.range.clone()];
        if zh::FOOTERS.iter().any(|word| text.contains(word)) {
            // What follows the foot of a page is the site's.
            if at >= tail && text.chars().count() < 120 {
                break;
            }
            continue;
        }
        let length = text.chars().count();
        let goes_on = at > 0 && length < 60 && block_goes_on(context, at, near);
        let place = piece.range.start < preface.end || at >= tail && length < 80;
        for (field, label) in labels(text) {
            let start = piece.range.start + label.start;
            let sentence = prose.text.get(prose.sentence_at(start)).unwrap_or_default();
            let said = near.iter().any(|word| sentence.contains(word.as_str())) || goes_on;
            let asked = (place || said) && !zh::OTHER_PURPOSES.iter().any(|word| sentence.contains(word));
            if let Some(labelled) = value(context, at, field, &label, asked) {
                found.push(labelled);
            }
        }
    }
    found
}

/// Whether a near line before this one announces a contact: 如有疑问,请联系:
fn block_goes_on(context: &Context<'_>, at: usize, near: &[String]) -> bool {
    let prose = &context.facts.prose;
    prose.pieces[at.saturating_sub(6)..at].iter().any(|piece| {
        let text = &prose.text[piece.range.clone()];
        text.chars().count() < 80 && near.iter().any(|word| text.contains(word.as_str()))
    })
}

/// The labels of a piece, in order, the longest at each place; 监督电话 and 网络地址 are none.
fn labels(text: &str) -> Vec<(Field, Range<usize>)> {
    let mut found: Vec<(Field, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let fits = LABELS.iter().filter_map(|(field, words)| Some((*field, words.begin(rest)?)));
        let Some((field, length)) = fits.max_by_key(|(_, length)| *length) else {
            at += c.len_utf8();
            continue;
        };
        let label = &rest[..length];
        let before = text[..at].chars().next_back();
        let joined = before.is_some_and(|c| is_ideograph(c) || c.is_ascii_alphabetic());
        let end = at + label.len();
        let tied = text[end..].starts_with(':') || text[end..].starts_with(|c: char| c.is_ascii_digit() || c == '(');
        // A short word behind another is a part of it; a full label may stand behind an address without a mark.
        if !joined || (label.chars().count() >= 4 && tied) {
            found.push((field, at..end));
        }
        at = end;
    }
    found
}

/// The value behind a label; none where the label is a mere mention.
fn value(context: &Context<'_>, at: usize, field: Field, label: &Range<usize>, asked: bool) -> Option<Labelled> {
    let prose = &context.facts.prose;
    let piece = &prose.pieces[at];
    let text = &prose.text[piece.range.clone()];
    let mut start = label.end;
    // 0796-8203322(传真): a remark on the number before it.
    if text[..label.start].ends_with('(') && text[start..].starts_with(')') {
        return None;
    }
    // 电话(传真):
    if text[start..].starts_with('(')
        && let Some(close) = text[start..].find(')')
        && text[start + close + 1..].starts_with(':')
    {
        start += close + 1;
    }
    let tie = text[start..].chars().next().filter(|c| zh::TIES.contains(c));
    start += tie.map_or(0, char::len_utf8);
    start += text[start..].len() - text[start..].trim_start_matches([' ', ':']).len();
    let rest = near(&text[start..]);
    let base = piece.range.start;
    let made = |value: Range<usize>| Labelled { field, label: base + label.start..base + start, value, asked };
    if rest.is_empty() {
        let clause = text[..label.start].chars().next_back().is_none_or(|c| matches!(c, ',' | ';' | ':' | '(' | '。'));
        if let Some(next) = next_line(context, at, field) {
            return (tie.is_some() || label.start == 0).then(|| made(next));
        }
        return (tie.is_some() || (clause && asked)).then(|| made(base + start..base + start));
    }
    let value = &rest[..value_end(field, rest)];
    let trimmed = value.trim_end_matches([' ', ',', '、']);
    let range = base + start..base + start + trimmed.len();
    if trimmed.is_empty() {
        let before = text[..label.start].chars().next_back();
        let alone = before.is_none_or(|c| matches!(c, ',' | ';' | ':' | '(' | '。'));
        let ends = rest.starts_with(['。', ';', ')']) || (tie.is_some() && rest.starts_with(','));
        return (ends && (tie.is_some() || alone)).then(|| made(range));
    }
    let starts = trimmed.chars().next()?;
    let plain = starts.is_ascii_alphanumeric() || matches!(starts, '+' | '(') || zh::BLANKS.contains(&starts);
    (tie == Some(':') || (plain && (field != Field::Address || asked))).then(|| made(range))
}

/// As much of a text as a value may need.
fn near(text: &str) -> &str {
    let end = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The next line or cell as the value of a label that ends its own; none where it is a heading or another label. A line
/// that goes on as a sentence is one as far as its first clause, where that has the form of such a value.
fn next_line(context: &Context<'_>, at: usize, field: Field) -> Option<Range<usize>> {
    let prose = &context.facts.prose;
    let piece = prose.pieces.get(at + 1)?;
    let text = &prose.text[piece.range.clone()];
    let heading = match piece.source {
        Source::Block(block) => context.facts.document.blocks.get(block).is_some_and(|block| block.marker.is_some()),
        Source::Cell(..) => false,
    };
    let label = labels(near(text)).first().is_some_and(|(_, label)| label.start == 0);
    if heading || label || text.is_empty() {
        return None;
    }
    if text.chars().count() < 60 && !text.contains('。') {
        return Some(piece.range.clone());
    }
    let value = near(text);
    let value = value[..value_end(field, value)].trim_end();
    let fits = value.chars().count() < 40 && form::fits(field, value);
    fits.then(|| piece.range.start..piece.range.start + value.len())
}

/// Where a value ends: at the end of its clause, or where the next label begins.
fn value_end(field: Field, rest: &str) -> usize {
    let next = labels(rest).iter().map(|(_, label)| label.start).find(|start| *start > 0).unwrap_or(rest.len());
    let rest = &rest[..next];
    let mut depth = 0_i32;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            '。' | ';' | '\n' => {
                let dotted = field == Field::Email && next.is_some_and(|c| c.is_ascii_alphabetic());
                if !dotted {
                    return at;
                }
            }
            ',' => {
                let goes_on = match field {
                    Field::Email => next.is_some_and(|c| c.is_ascii_alphanumeric()),
                    Field::Phone | Field::Fax => next.is_some_and(|c| c.is_ascii_digit() || c == '('),
                    Field::Address | Field::Postcode | Field::Site => false,
                };
                if !goes_on {
                    return at;
                }
            }
            _ => {}
        }
    }
    rest.len()
}
