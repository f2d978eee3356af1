//! What a cell's text is: a number with its unit, nothing, a dash, a token, or other text.

use super::CellValue;
use crate::fact::fold::{is_ideograph, narrow};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Signs that stand for "nothing to say" when a cell holds nothing else.
const DASHES: [char; 12] = ['/', '-', '—', '–', '―', '─', '－', '／', '\\', '﹣', '−', '‐'];

/// Characters behind a number that make it less than exact, or no quantity.
const INEXACT: [char; 11] = ['余', '多', '约', '近', '几', '左', '以', '年', '月', '日', '号'];

/// Read a cell's text.
pub fn read(text: &str, tokens: &[String]) -> CellValue {
    // What begins with a Chinese character is neither number nor dash.
    if tokens.is_empty() && text.chars().find(|c| !c.is_whitespace()).is_some_and(is_ideograph) {
        return CellValue::Text;
    }
    let narrowed: String = text.trim().chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    if narrowed.is_empty() {
        return CellValue::Blank;
    }
    if tokens.iter().any(|token| token.chars().map(narrow).filter(|c| !c.is_whitespace()).eq(narrowed.chars())) {
        return CellValue::Token(text.trim().to_owned());
    }
    if narrowed.chars().all(|c| DASHES.contains(&c)) {
        return CellValue::Dash;
    }
    // Digits with a space between them are two numbers, or one that was torn: which, is not known.
    if text.trim().chars().any(char::is_whitespace) && torn(text.trim()) {
        return CellValue::Text;
    }
    number(&narrowed).map_or(CellValue::Text, |(value, decimals)| CellValue::Number(value, decimals))
}

/// Whether a text was meant for a number and has letters for digits: O, 6O0, l2.
pub fn garbled(text: &str) -> bool {
    let letter = |c: char| matches!(c, 'O' | 'o' | 'Ο' | 'О' | 'l' | 'I');
    let alone = text.chars().all(|c| matches!(c, 'O' | 'o' | 'Ο' | 'О'));
    let mixed = text.chars().any(|c| c.is_ascii_digit()) && text.chars().any(letter);
    text.len() <= 8 && !text.is_empty() && (alone || mixed) && text.chars().all(|c| c.is_ascii_digit() || letter(c))
}

fn torn(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(narrow).collect();
    chars.split(|c| c.is_whitespace()).filter(|part| part.iter().any(char::is_ascii_digit)).count() > 1
}

/// A number with an optional sign, thousands separators, decimals, 万 or 亿, and a unit of at most three characters.
/// An amount of money keeps the figure before its unit: 3.5万元 is 3.5.
fn number(text: &str) -> Option<(Decimal, u32)> {
    let (negative, rest) = match text.chars().next()? {
        '+' => (false, &text[1..]),
        '-' => (true, &text[1..]),
        '−' => (true, &text['−'.len_utf8()..]),
        _ => (false, text),
    };
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    if !grouped(whole) || fraction.is_some_and(|part| part.is_empty() || part.contains([',', '.'])) {
        return None;
    }
    let scale = scale(unit)?;
    let plain = digits.replace(',', "");
    let mut value = Decimal::from_str(&plain).ok()?;
    let mut decimals = u32::try_from(fraction.map_or(0, str::len)).ok()?;
    if scale > 0 {
        value = value.checked_mul(Decimal::from(10_u64.checked_pow(scale)?))?;
        decimals = decimals.saturating_sub(scale);
    }
    if negative {
        value = -value;
    }
    Some((value, decimals))
}

/// Digits, alone or in groups of three behind commas.
fn grouped(whole: &str) -> bool {
    if whole.is_empty() {
        return false;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    !first.is_empty()
        && (rest.is_empty() || first.len() <= 3)
        && rest.iter().all(|group| group.len() == 3)
        && whole.chars().all(|c| c.is_ascii_digit() || c == ',')
}

/// The power of ten that a unit scales by; `None` where what stands behind the number is no unit.
fn scale(unit: &str) -> Option<u32> {
    if unit.is_empty() || matches!(unit, "%" | "元" | "万元" | "亿元") {
        return Some(0);
    }
    let (scale, rest) = match unit.chars().next()? {
        '万' => (4, &unit['万'.len_utf8()..]),
        '亿' => (8, &unit['亿'.len_utf8()..]),
        _ => (0, unit),
    };
    let fits = rest.chars().count() <= 3 && rest.chars().all(|c| is_ideograph(c) && !INEXACT.contains(&c));
    fits.then_some(scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_for_digits() {
        assert!(["O", "6O0", "l2", "1O", "OO"].iter().all(|text| garbled(text)));
        assert!(["", "10", "A", "OK", "I", "5G", "第1", "BOOLEAN12"].iter().all(|text| !garbled(text)));
    }

    #[test]
    fn cells_are_read_by_their_kind() {
        let tokens = ["N/A".to_owned(), "<1".to_owned()];
        for (text, wanted) in [
            ("１２３", Some(("123", 0))),
            ("14,069", Some(("14069", 0))),
            ("1，234", Some(("1234", 0))),
            ("72701.2578", Some(("72701.2578", 4))),
            ("+10", Some(("10", 0))),
            ("-3", Some(("-3", 0))),
            ("251000元", Some(("251000", 0))),
            ("6611.5212万元", Some(("6611.5212", 4))),
            ("3 件", Some(("3", 0))),
            ("14万件", Some(("140000", 0))),
            ("14万余", None),
            ("1,80", None),
            ("1 234", None),
            ("无", None),
            ("3.", None),
            ("1.属于国家秘密", None),
        ] {
            let wanted = wanted.map_or(CellValue::Text, |(value, decimals)| {
                CellValue::Number(Decimal::from_str(value).unwrap(), decimals)
            });
            assert_eq!(read(text, &tokens), wanted, "{text}");
        }
        for (text, wanted) in [
            ("", CellValue::Blank),
            ("　", CellValue::Blank),
            ("／", CellValue::Dash),
            ("——", CellValue::Dash),
            ("N/A", CellValue::Token("N/A".to_owned())),
            ("＜1", CellValue::Token("＜1".to_owned())),
        ] {
            assert_eq!(read(text, &tokens), wanted, "{text}");
        }
    }
}
