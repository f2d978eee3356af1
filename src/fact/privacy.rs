//! Personal data: identity numbers with their checksum, mobile numbers, bank cards. Found whether or not a rule asks,
//! because every output masks them.
//!
//! Digits split by spaces or hyphens are read as one number where the groups are those people write. Numbers of
//! organisations, files and sums are left alone: their labels, units and checksums tell them. Whose number it is, is
//! not judged here.

use super::fold::Folded;
use crate::language::zh::private as words;
use crate::span::Span;
use std::ops::Range;

/// A piece of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Private {
    /// What it is.
    pub kind: PrivateKind,
    /// Where it stands, in `Document::text`.
    pub span: Span,
}

/// Kinds of personal data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrivateKind {
    /// A resident identity number: 18 characters with the right checksum, or 15 behind a word for it.
    Identity,
    /// A mobile number.
    Mobile,
    /// A bank card number, its checksum right.
    Bank,
}

/// A run of digits in groups, as in `139-4349 6185`.
struct Run {
    /// The groups, in the folded text.
    groups: Vec<Range<usize>>,
    /// Whether an X ends the last group.
    check_x: bool,
    /// Whether a Latin word or a decimal goes on before it.
    head: bool,
    /// Whether one goes on behind it.
    tail: bool,
}

/// The most digits of a number looked for.
const LONGEST: usize = 19;

/// The most groups that one number is written in.
const MOST_GROUPS: usize = 5;

/// Find the personal data of a folded text, in order.
#[must_use]
pub fn scan(prose: &Folded) -> Vec<Private> {
    let text = prose.text.as_str();
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !byte.is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = run(bytes, at);
        let end = run.groups.last().map_or(at + 1, |group| group.end);
        at = end.max(at + 1);
        // Most runs are short numbers of a report's prose.
        if run.groups.iter().map(Range::len).sum::<usize>() >= 11 {
            numbers(text, &run, |kind, range| found.push(Private { kind, span: prose.source(range) }));
        }
    }
    found
}

/// The run of digits that begins at an offset.
fn run(bytes: &[u8], start: usize) -> Run {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut groups = Vec::new();
    let mut at = start;
    loop {
        let from = at;
        while digit(at) {
            at += 1;
        }
        groups.push(from..at);
        if !(matches!(bytes.get(at), Some(b' ' | b'-')) && digit(at + 1)) {
            break;
        }
        at += 1;
    }
    let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@'));
    let check_x = matches!(bytes.get(at), Some(b'x' | b'X')) && !word(bytes.get(at + 1));
    let decimal = |mark: Option<&u8>, beyond: bool| beyond && matches!(mark, Some(b'.' | b','));
    let thousands = (1..=3).all(|step| digit(at + step)) && !digit(at + 4);
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    let beyond = start >= 2 && digit(start - 2) && !lists(bytes, start - 1);
    let behind = bytes.get(at);
    let more = match behind {
        Some(b',') => thousands,
        _ => bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
    };
    Run {
        groups,
        check_x,
        head: word(before) || decimal(before, beyond),
        tail: (word(behind) && !check_x) || decimal(behind, more),
    }
}

/// Whether a comma parts two numbers of a list and not the thousands of one: long digits on both sides.
fn lists(bytes: &[u8], comma: usize) -> bool {
    let digits = |range: Range<usize>| bytes.get(range).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
    bytes.get(comma) == Some(&b',') && digits(comma.saturating_sub(4)..comma) && digits(comma + 1..comma + 5)
}

/// The numbers of persons in a run.
fn numbers(text: &str, run: &Run, mut tell: impl FnMut(PrivateKind, Range<usize>)) {
    let mut first = 0;
    while first < run.groups.len() {
        let number = (first..run.groups.len().min(first + MOST_GROUPS))
            .find_map(|last| classify(text, run, first, last).map(|kind| (kind, last)));
        match number {
            Some((kind, last)) => {
                let end = run.groups[last].end
                    + usize::from(run.check_x && kind == PrivateKind::Identity && last + 1 == run.groups.len());
                tell(kind, run.groups[first].start..end);
                first = last + 1;
            }
            None => first += 1,
        }
    }
}

/// What the groups from one to another are, taken as one number.
fn classify(text: &str, run: &Run, first: usize, last: usize) -> Option<PrivateKind> {
    let (from, to) = (run.groups.get(first)?, run.groups.get(last)?);
    let last_of_all = last + 1 == run.groups.len();
    if to.end - from.start > LONGEST + MOST_GROUPS {
        return None;
    }
    let lengths: Vec<usize> = run.groups.get(first..=last)?.iter().map(Range::len).collect();
    let check_x = run.check_x && last_of_all;
    let count = lengths.iter().sum::<usize>();
    if !matches!(count, 11 | 15..=LONGEST) || !edge(text, run, first, last) {
        return None;
    }
    let written = text.get(from.start..to.end)?;
    let digits: Vec<u8> = written.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
    let lead = lead(text, from.start);
    let named = |words: &[&str]| words.iter().any(|word| lead.contains(word));
    let person = named(&words::IDENTITY);
    if !person && named(&words::FILE) {
        return None;
    }
    let current = identity(&digits, check_x) && (person || lengths.iter().all(|length| *length >= 3));
    let old = person && lengths.len() == 1 && !check_x && old_identity(&digits);
    // A birth date and a checksum tell it whatever it is joined to: letters, an address, a serial number's label.
    if current {
        return Some(PrivateKind::Identity);
    }
    let joined = (first == 0 && run.head) || (last_of_all && run.tail) || in_address(text, from.start);
    if joined || (!person && named(&words::PAPERS)) {
        return None;
    }
    if old {
        return Some(PrivateKind::Identity);
    }
    let grouped = written.contains(' ') && !named(&words::PHONE);
    if mobile(&digits, &lengths) && !check_x && !grouped && !measured(text, to.end) {
        return Some(PrivateKind::Mobile);
    }
    (bank(&digits, &lengths, named(&words::BANK)) && !check_x).then_some(PrivateKind::Bank)
}

/// Whether no other digits are joined to the groups by a hyphen, an area code or the country's number excepted.
fn edge(text: &str, run: &Run, first: usize, last: usize) -> bool {
    let mark = |at: usize| text.as_bytes().get(at).copied();
    let before = first.checked_sub(1).and_then(|before| run.groups.get(before)).is_none_or(|group| {
        let digits = text.get(group.clone()).unwrap_or_default();
        mark(group.end) == Some(b' ')
            || matches!(digits, "86" | "0086")
            || (digits.len() <= 4 && digits.starts_with('0'))
    });
    let behind =
        last + 1 == run.groups.len() || run.groups.get(last).is_some_and(|group| mark(group.end) == Some(b' '));
    before && behind
}

/// How far before a number its label may stand, in characters.
const LEAD: usize = 14;

/// What stands before a number in its piece, back to the end of the sentence before.
fn lead(text: &str, start: usize) -> &str {
    let before = text.get(..start).unwrap_or_default();
    let from = before.char_indices().rev().take(LEAD).take_while(|(_, c)| !matches!(c, '\n' | '。' | ';')).last();
    from.and_then(|(at, _)| before.get(at..)).unwrap_or_default()
}

/// How far back an address of the web is looked for, in bytes.
const ADDRESS: usize = 120;

/// Whether a number is part of an address of the web.
fn in_address(text: &str, start: usize) -> bool {
    let before = text.as_bytes().get(start.saturating_sub(ADDRESS)..start).unwrap_or_default();
    let length =
        before.iter().rev().take_while(|byte| byte.is_ascii_graphic() && !matches!(byte, b',' | b';' | b'(')).count();
    let token = &before[before.len() - length..];
    [&b"://"[..], b"www.", b".cn", b".com"].iter().any(|mark| token.windows(mark.len()).any(|window| window == *mark))
}

/// Whether a unit stands behind a number.
fn measured(text: &str, end: usize) -> bool {
    let behind = text.get(end..).unwrap_or_default();
    words::MEASURED.iter().any(|unit| behind.starts_with(unit)) || behind.starts_with('%')
}

/// The provinces' numbers, by which an identity number begins.
fn province(digits: &[u8]) -> bool {
    let [a, b, ..] = digits else { return false };
    matches!(a * 10 + b, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(*digit))
}

fn day_exists(month: u32, day: u32) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 29,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// GB 11643-1999: province, birth date, sequence, and a check character modulo 11.
fn identity(digits: &[u8], check_x: bool) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if digits.len() + usize::from(check_x) != 18 || !province(digits) {
        return false;
    }
    let year = number(&digits[6..10]);
    if !(1890..=2040).contains(&year) || !day_exists(number(&digits[10..12]), number(&digits[12..14])) {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let check = if check_x { 10 } else { digits.get(17).map_or(0, |digit| u32::from(*digit)) };
    (sum + check) % 11 == 1
}

/// The form before 1999: 15 digits with a two-digit year, without a check.
fn old_identity(digits: &[u8]) -> bool {
    digits.len() == 15 && province(digits) && day_exists(number(&digits[8..10]), number(&digits[10..12]))
}

/// Eleven digits from 13 to 19, whole or in the groups that people write.
fn mobile(digits: &[u8], lengths: &[usize]) -> bool {
    matches!(digits, [1, 3..=9, ..])
        && digits.len() == 11
        && matches!(lengths, [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4] | [4, 4, 3] | [3, 5, 3])
}

/// A card's number: 16 to 19 digits of a known issuer with Luhn's checksum, behind a word for an account or by its form.
fn bank(digits: &[u8], lengths: &[usize], named: bool) -> bool {
    let form = matches!(lengths, [16..=19] | [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] | [6, 10..=13]);
    let issuer = matches!(digits, [6, 2, ..] | [4, ..] | [5, 1..=5, ..] | [9, ..] | [3, 5..=7, ..] | [6, 0, ..]);
    let own = matches!(digits, [6, 2, ..]) && digits.len() == 19;
    form && issuer && (16..=LONGEST).contains(&digits.len()) && (named || own) && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(*digit);
            match (at % 2, digit) {
                (0, digit) => digit,
                (_, digit) if digit > 4 => digit * 2 - 9,
                (_, digit) => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A number with its middle starred out: of a mobile number the first three and last four digits stay, of the others
/// the first three and last four characters.
#[must_use]
pub fn masked(number: &str) -> String {
    let kept: Vec<char> = number.chars().filter(|c| c.is_alphanumeric()).collect();
    let hidden = kept.len().saturating_sub(7);
    kept.iter().enumerate().map(|(at, c)| if at >= 3 && at < 3 + hidden { '*' } else { *c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// The numbers found in a text, with the first letter of their kinds.
    fn found(text: &str) -> Vec<String> {
        let document = Document::passage("a.txt", text);
        let found = scan(&Folded::new(&document));
        found.iter().map(|private| format!("{:?} {}", private.kind, document.slice(private.span))).collect()
    }

    #[test]
    fn numbers_of_persons() {
        for (text, expected) in [
            ("身份证号:11010519491231002X。", "Identity 11010519491231002X"),
            ("身份证号：１１０１０５１９４９１２３１００２ｘ，", "Identity １１０１０５１９４９１２３１００２ｘ"),
            ("王某(110105 19491231 002X)", "Identity 110105 19491231 002X"),
            ("身份证号码110105491231002", "Identity 110105491231002"),
            ("证号11010519491231002X。", "Identity 11010519491231002X"),
            ("受理编号11010519491231002X", "Identity 11010519491231002X"),
            ("IDNO11010519491231002X", "Identity 11010519491231002X"),
            ("http://a.gov.cn/q?id=11010519491231002X", "Identity 11010519491231002X"),
            ("编号1,11010519491231002X。", "Identity 11010519491231002X"),
            ("手机13912345678。", "Mobile 13912345678"),
            ("手机:139 1234 5678,", "Mobile 139 1234 5678"),
            ("致电139-1234-5678。", "Mobile 139-1234-5678"),
            ("电话+86-13912345678", "Mobile 13912345678"),
            ("电话0766-8123456 13912345678", "Mobile 13912345678"),
            ("群众13912345678,QQ10010", "Mobile 13912345678"),
            ("账号6222021234567890128", "Bank 6222021234567890128"),
            ("开户行:农行,卡号:6228 4804 0256 4890 018", "Bank 6228 4804 0256 4890 018"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn numbers_of_other_things() {
        for text in [
            "统一社会信用代码110105194912310021、11440825007010008X",
            "索引号:11010519491231002X",
            "编号13912345678，证号6222021234567890128",
            "身份证号:110105194912310021",
            "110105194913310028",
            "收入13912345678元,用地13912345678.5平方米",
            "1,391,234,567,813912345678",
            "文号13912345678,备案号:13912345678,第13912345678号文",
            "电话0766-8123456、400-812-3456、12345",
            "13912345678@163.com",
            "http://www.yunpu.gov.cn/art/13912345678.html",
            "行政许可156 2034 1120",
            "账号440501234567890123",
            "条码6901234567892",
            "x13912345678y 2010-13912345678-01",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_mask_keeps_the_first_three_and_the_last_four() {
        assert_eq!(masked("13912345678"), "139****5678");
        assert_eq!(masked("11010519491231002X"), "110***********002X");
        assert_eq!(masked("139 1234-5678"), "139****5678");
    }
}
