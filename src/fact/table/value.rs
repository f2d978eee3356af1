//! What a cell's text is: a number with its unit, nothing, a dash, a token, or other text.

use super::CellValue;
use crate::fact::fold::{is_ideograph, narrow};
use crate::language::{en, zh};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Signs that stand for "nothing to say" when a cell holds nothing else.
const DASHES: [char; 12] = ['/', '-', '—', '–', '―', '─', '－', '／', '\\', '﹣', '−', '‐'];

/// Characters behind a number that make it less than exact, or no quantity.
const INEXACT: [char; 11] = ['余', '多', '约', '近', '几', '左', '以', '年', '月', '日', '号'];

/// Marks behind a number that point to a note.
const NOTES: [char; 6] = ['*', '†', '‡', '§', '#', '^'];

/// How the numbers of a table are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style<'a> {
    /// Cells that are no numbers and mean something.
    pub tokens: &'a [String],
    /// Whether a number in parentheses is negative.
    pub parentheses: bool,
    /// Whether a comma stands before decimals, and points or spaces between thousands.
    pub comma: bool,
}

/// A number as a cell has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Read {
    /// The value; an amount of money keeps the figure before its unit: 3.5万元 is 3.5.
    value: Decimal,
    /// Digits behind the point as written.
    decimals: u32,
    /// The power of ten of the unit of money behind it, where there is one: 4 of 万元, 0 of 元 and $.
    money: Option<u32>,
}

/// Read a cell's text.
pub fn read(text: &str, style: Style<'_>) -> CellValue {
    cell(text, style).0
}

/// Read a cell's text, with the power of ten of the unit of money written behind a number.
pub fn cell(text: &str, style: Style<'_>) -> (CellValue, Option<u32>) {
    let plain = |value: CellValue| (value, None);
    // What begins with a Chinese character is neither number nor dash.
    if style.tokens.is_empty()
        && text.chars().find(|c| !c.is_whitespace()).is_some_and(is_ideograph)
        && !is_priced(text)
    {
        return plain(CellValue::Text);
    }
    let narrowed: String = text.trim().chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    if narrowed.is_empty() {
        return plain(CellValue::Blank);
    }
    let said = |token: &String| token.chars().map(narrow).filter(|c| !c.is_whitespace()).eq(narrowed.chars());
    if style.tokens.iter().any(said) {
        return plain(CellValue::Token(text.trim().to_owned()));
    }
    if narrowed.chars().all(|c| DASHES.contains(&c)) {
        return plain(CellValue::Dash);
    }
    let read = written(text, style);
    read.map_or(plain(CellValue::Text), |read| (CellValue::Number(read.value, read.decimals), read.money))
}

/// The number that a cell holds, with its unit of money.
fn written(text: &str, style: Style<'_>) -> Option<Read> {
    let narrowed: String = text.trim().chars().map(narrow).collect();
    let plain: String = narrowed.chars().filter(|c| !c.is_whitespace()).collect();
    // Digits with a space between them are two numbers, or one that was torn: which, is not known. Groups of three are
    // one where the comma stands before decimals.
    if plain.len() < narrowed.len() && torn(&narrowed) && !(style.comma && spaced(&narrowed)) {
        return None;
    }
    number(&plain, style)
}

/// Whether a text begins with a sign of a currency that is a Chinese word: 人民币.
fn is_priced(text: &str) -> bool {
    zh::table::CURRENCIES.iter().any(|sign| text.trim_start().starts_with(sign))
}

impl Style<'_> {
    /// Whether numbers are written as everywhere and no word means anything.
    pub fn is_plain(&self) -> bool {
        self.tokens.is_empty() && !self.parentheses && !self.comma
    }
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

/// Whether all spaces of a number stand between groups of three digits.
fn spaced(text: &str) -> bool {
    let digits: &str = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit() && !c.is_whitespace()).unwrap_or(digits.len());
    let mut groups = digits[..end].trim_end().split(char::is_whitespace);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

/// A number with an optional sign, currency, thousands separators, decimals, scale and unit.
fn number(text: &str, style: Style<'_>) -> Option<Read> {
    let (text, inside) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) if style.parentheses => (inside, true),
        Some(_) | None => (text, false),
    };
    let (mut money, rest) = currency(text);
    let (negative, rest) = sign(rest);
    let (behind, rest) = currency(rest);
    money = money.or(behind);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '\''))).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let (point, group) = if style.comma { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = digits.split_once(point).map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let whole = whole.replace('\'', &group.to_string());
    if !grouped(&whole, group) || fraction.is_some_and(|part| part.is_empty() || part.contains([',', '.', '\''])) {
        return None;
    }
    let unit = unit.trim_end_matches(NOTES).trim_end_matches(|c: char| matches!(c, '¹' | '²' | '³' | '⁴'..='⁹'));
    let unit = note(unit);
    let (scale, said) = scale(unit)?;
    let plain = format!("{}.{}", whole.replace(group, ""), fraction.unwrap_or("0"));
    let mut value = Decimal::from_str(&plain).ok()?;
    let mut decimals = u32::try_from(fraction.map_or(0, str::len)).ok()?;
    value.rescale(decimals);
    if scale > 0 {
        value = value.checked_mul(Decimal::from(10_u64.checked_pow(scale)?))?;
        decimals = decimals.saturating_sub(scale);
    }
    if negative || inside {
        value = -value;
    }
    Some(Read { value, decimals, money: said.or(money) })
}

/// The text without the number of a note in brackets at its end: 12[1].
fn note(unit: &str) -> &str {
    let inner = unit.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    inner
        .filter(|(_, number)| number.len() <= 2 && number.bytes().all(|b| b.is_ascii_alphanumeric()))
        .map_or(unit, |(rest, _)| rest)
}

/// The sign of a currency at the beginning, and the rest.
fn currency(text: &str) -> (Option<u32>, &str) {
    let signs = zh::table::CURRENCIES.iter().chain(en::table::CURRENCIES);
    let found = signs.filter_map(|sign| text.strip_prefix(sign)).min_by_key(|rest| rest.len());
    found.map_or((None, text), |rest| (Some(0), rest))
}

fn sign(text: &str) -> (bool, &str) {
    match text.chars().next() {
        Some('+') => (false, &text[1..]),
        Some(c @ ('-' | '−' | '–')) => (true, &text[c.len_utf8()..]),
        Some(_) | None => (false, text),
    }
}

/// Digits, alone or in groups of three.
fn grouped(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    !first.is_empty()
        && (rest.is_empty() || first.len() <= 3)
        && rest.iter().all(|group| group.len() == 3)
        && whole.chars().all(|c| c.is_ascii_digit() || c == mark)
}

/// The power of ten of a unit of money: 4 of 万元; `None` where it is none.
pub fn money(unit: &str) -> Option<u32> {
    let unit: String = unit.trim().chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let bare = zh::table::CURRENCIES.iter().chain(en::table::CURRENCIES);
    let bare = bare.fold(unit.as_str(), |rest, sign| rest.strip_prefix(*sign).unwrap_or(rest));
    let known = zh::table::MONEY.iter().chain(en::table::MONEY);
    let found = known.filter(|(name, _)| bare.eq_ignore_ascii_case(name)).map(|(_, scale)| *scale).next();
    found.or_else(|| (bare.is_empty() && !unit.is_empty()).then_some(0))
}

/// The power of ten of the unit of money that a caption or a header says: 单位：万元, (in thousands), （万元）.
pub fn stated(text: &str) -> Option<u32> {
    let narrowed: String = text.chars().map(narrow).collect();
    let inside = narrowed.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let labelled = zh::table::UNITS.iter().filter_map(|word| narrowed.split_once(word)).map(|(_, rest)| rest);
    inside.chain(labelled).find_map(|said| {
        let said: String = said.trim_start_matches(|c: char| c.is_whitespace() || c == ':').to_owned();
        let labelled = zh::table::UNITS.iter().find_map(|word| said.strip_prefix(word));
        let said =
            labelled.map_or(said.as_str(), |rest| rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':'));
        let end = said.find([',', ')', ';', '、', '。']).unwrap_or(said.len());
        money(&said[..end]).or_else(|| scaled(&said[..end]))
    })
}

/// The power of ten of words such as "in $ thousands".
fn scaled(text: &str) -> Option<u32> {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let bare = en::table::ASIDE.iter().fold(letters.as_str(), |rest, word| rest.strip_prefix(*word).unwrap_or(rest));
    let bare = en::table::ASIDE.iter().fold(bare, |rest, word| rest.strip_suffix(*word).unwrap_or(rest));
    en::table::STATED.iter().find(|(name, _)| *name == bare).map(|(_, scale)| *scale)
}

/// An amount in another unit of money; `None` where it grows too large.
pub fn rescaled(amount: Decimal, decimals: u32, from: u32, to: u32) -> Option<CellValue> {
    let power = Decimal::from(10_u64.checked_pow(from.abs_diff(to))?);
    Some(if from >= to {
        CellValue::Number(amount.checked_mul(power)?, decimals.saturating_sub(from - to))
    } else {
        CellValue::Number(amount.checked_div(power)?, decimals + (to - from))
    })
}

/// The power of ten that a unit scales by, and that of the unit of money that it is; `None` where what stands behind the
/// number is no unit.
fn scale(unit: &str) -> Option<(u32, Option<u32>)> {
    if unit.is_empty() || unit == "%" {
        return Some((0, None));
    }
    if let Some(money) = money(unit) {
        return Some((0, Some(money)));
    }
    let magnitudes = zh::table::MAGNITUDES.iter().chain(en::table::MAGNITUDES);
    let prefix = |name: &str| unit.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let found = magnitudes.filter(|(name, _)| prefix(name)).max_by_key(|(name, _)| name.len());
    let (scale, rest) = found.map_or((0, unit), |(name, scale)| (*scale, &unit[name.len()..]));
    let fits = rest.chars().count() <= 3 && rest.chars().all(|c| is_ideograph(c) && !INEXACT.contains(&c));
    fits.then_some((scale, None)).or_else(|| money(rest).map(|_| (scale, None)))
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
        let style = Style { tokens: &tokens, ..Style::default() };
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
            ("3.00*", Some(("3.00", 2))),
            ("12[1]", Some(("12", 0))),
            ("$1,250.50", Some(("1250.50", 2))),
            ("-$40", Some(("-40", 0))),
            ("$-40", Some(("-40", 0))),
            ("€ 40", Some(("40", 0))),
            ("人民币40元", Some(("40", 0))),
            ("1.5 million", Some(("1500000", 0))),
            ("$2 billion", Some(("2000000000", 0))),
            ("(40)", None),
            ("1.5 miles", None),
            ("45 days", None),
        ] {
            let wanted = wanted.map_or(CellValue::Text, |(value, decimals)| {
                CellValue::Number(Decimal::from_str(value).unwrap(), decimals)
            });
            assert_eq!(read(text, style), wanted, "{text}");
        }
        for (text, wanted) in [
            ("", CellValue::Blank),
            ("　", CellValue::Blank),
            ("／", CellValue::Dash),
            ("——", CellValue::Dash),
            ("N/A", CellValue::Token("N/A".to_owned())),
            ("＜1", CellValue::Token("＜1".to_owned())),
        ] {
            assert_eq!(read(text, style), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_as_the_table_writes_them() {
        let comma = Style { comma: true, ..Style::default() };
        let owed = Style { parentheses: true, ..Style::default() };
        for (text, style, wanted) in [
            ("1.234,5", comma, Some("1234.5")),
            ("1 234,5", comma, Some("1234.5")),
            ("1\u{202f}234\u{202f}567", comma, Some("1234567")),
            ("12 34", comma, None),
            ("1.23", comma, None),
            ("-3,00 €", comma, Some("-3.00")),
            ("(1,250.5)", owed, Some("-1250.5")),
            ("($40)", owed, Some("-40")),
        ] {
            let wanted = wanted.map(|value| Decimal::from_str(value).unwrap());
            assert_eq!(written(text, style).map(|read| read.value), wanted, "{text}");
        }
        for (unit, wanted) in
            [("万元", Some(4)), ("元", Some(0)), ("人民币万元", Some(4)), ("$", Some(0)), ("件", None), ("", None)]
        {
            assert_eq!(money(unit), wanted, "{unit}");
        }
    }
}
