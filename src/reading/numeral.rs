//! Numbers as written: value, decimals, scale, unit and span. Each is read once; sums, shares, counts and figures read
//! this list.

use crate::language::Language;
pub use crate::language::zh::unit::Bound;
use crate::language::zh::{numeral, unit};
use crate::text::Folded;
use rust_decimal::Decimal;
use std::ops::Range;

/// A number in the folded text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The digits or numerals themselves, thousands separators and scale (万) included, unit and `%` left out.
    pub at: Range<usize>,
    /// With the unit or the percent sign behind it, where there is one.
    pub whole: Range<usize>,
    /// The exact value, scale applied: 1.2万 is 12000. A percentage keeps its figure: 53% is 53.
    pub value: Decimal,
    /// Digits behind the decimal point as written.
    pub decimals: u32,
    /// How it is written.
    pub form: Form,
    /// The power of ten of 万 (4), 亿 (8) written behind the digits; 0 without.
    pub scale: u32,
    /// Whether it is a percentage: `%`, 百分之.
    pub percent: bool,
    /// The unit behind it: 条, 件, 人次, 万元 as written (the scale's character is not part of it).
    pub unit: Option<Range<usize>>,
    /// Whether 余, 多, 约, 近, 左右, 以上 says that it is not exact, in any way.
    pub approximate: bool,
    /// In which way.
    pub bound: Bound,
}

impl Number {
    /// One of its last place that is not nought: how far an inexact number may lie off. 10 for 230, 100 for 1200.
    #[must_use]
    pub fn place(&self) -> Decimal {
        let mut place = Decimal::ONE;
        let mut rest = self.value.abs().trunc().normalize();
        while !rest.is_zero() && (rest % Decimal::TEN).is_zero() {
            let (Some(less), Some(more)) = (rest.checked_div(Decimal::TEN), place.checked_mul(Decimal::TEN)) else {
                break;
            };
            (rest, place) = (less, more);
        }
        place
    }

    /// The least that it can stand for.
    #[must_use]
    pub fn least(&self) -> Decimal {
        let tenth = self.value.abs().checked_div(Decimal::TEN).unwrap_or_default();
        match self.bound {
            Bound::Exact | Bound::Over => self.value,
            Bound::About => self.value - tenth,
            Bound::Under => self.value - self.place().max(tenth),
        }
    }

    /// The most that it can stand for.
    #[must_use]
    pub fn most(&self) -> Decimal {
        let tenth = self.value.abs().checked_div(Decimal::TEN).unwrap_or_default();
        match self.bound {
            Bound::Exact | Bound::Under => self.value,
            Bound::About => self.value.checked_add(tenth.max(self.place())).unwrap_or(Decimal::MAX),
            Bound::Over => self.value.checked_add(self.place()).unwrap_or(Decimal::MAX),
        }
    }
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// 123, １２３, 1,234.5.
    Digits,
    /// 一百二十三, 廿.
    Numeral,
}

/// Find every number of a folded text, in order. Digits inside dates, document numbers, telephone numbers and names
/// (`5G`) are numbers too: who reads the list knows by the unit what is counted. An ordinal (第20条) has no unit; 第一,
/// 一致, 三公 and 十二五 are no numbers.
#[must_use]
pub fn scan(prose: &Folded, language: Language) -> Vec<Number> {
    let text = prose.text.as_str();
    let bytes = text.as_bytes();
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_digit() {
            let (number, end) = digits(prose, at, language);
            numbers.extend(number);
            at = end;
        } else if *byte < 0x80 {
            at += 1;
        } else {
            let c = text[at..].chars().next().unwrap_or('\0');
            at = match language {
                Language::Zh if numeral::is_numeral(c) || c == '百' => {
                    let (number, end) = numerals(text, at);
                    numbers.extend(number);
                    end
                }
                Language::Zh | Language::En => at + c.len_utf8(),
            };
        }
    }
    numbers
}

/// The number whose first digit stands at an offset, and where to go on.
fn digits(prose: &Folded, start: usize, language: Language) -> (Option<Number>, usize) {
    let text = prose.text.as_str();
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = start + run(start);
    if end - start <= 3 && bytes[start] != b'0' {
        while bytes.get(end) == Some(&b',') && run(end + 1) == 3 && separates(prose, end) {
            end += 4;
        }
        if end == start + run(start) {
            end = spaced(text, start, end).unwrap_or(end);
        }
    }
    let mut decimals = 0;
    if bytes.get(end) == Some(&b'.') {
        let more = run(end + 1);
        let next = end + 1 + more;
        // Two points make a date or a version (2010.12.31); four digits before 年 a year behind an enumerator (1.2010年).
        let chain = bytes.get(next) == Some(&b'.') && bytes.get(next + 1).is_some_and(u8::is_ascii_digit);
        let chained = start >= 2 && bytes[start - 1] == b'.' && bytes[start - 2].is_ascii_digit();
        let year = more == 4 && text[next..].starts_with('年');
        if more > 0 && !chain && !chained && !year {
            decimals = u32::try_from(more).unwrap_or(u32::MAX);
            end = next;
        }
    }
    let Some(mut value) = exact(&text[start..end], decimals) else { return (None, end) };
    let mut begin = start;
    if let Some(sign) = sign_before(text, start) {
        begin = start - sign.len_utf8();
        if sign != '+' {
            value.set_sign_negative(!value.is_zero());
        }
    }
    let scale = match language {
        Language::Zh => scale_at(&text[end..]),
        Language::En => None,
    };
    let mut power = 0;
    if let Some((length, exponent)) = scale
        && let Some(factor) = 10_i64.checked_pow(exponent)
        && let Some(scaled) = value.checked_mul(Decimal::from(factor))
    {
        value = scaled.normalize();
        power = exponent;
        end += length;
    }
    let number = finish(text, begin..end, value, Form::Digits, language);
    let next = number.whole.end;
    (Some(Number { decimals, scale: power, ..number }), next)
}

/// Whether the comma at an offset separates thousands: set like the digits beside it and without a space, so that a
/// full-width comma between half-width digits stays a comma.
fn separates(prose: &Folded, comma: usize) -> bool {
    let width = |at: usize| prose.source(at..at + 1);
    let (left, mid, right) = (width(comma - 1), width(comma), width(comma + 1));
    left.end == mid.start && mid.end == right.start && (mid.len() == 1 || right.len() == mid.len())
}

/// The end of digits whose thousands stand apart (`18 642人`): groups of three behind blanks, with a unit behind the last
/// and a word before the first, so that figures side by side stay apart.
fn spaced(text: &str, start: usize, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // Asked first: of figures side by side each would look through all that follow.
    let before = text[..start].chars().next_back();
    if !before.is_some_and(|c| !c.is_ascii() && c != '第' || matches!(c, '(' | ',')) {
        return None;
    }
    let is_group = |at: usize| {
        let digits = bytes.get(at + 1..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        bytes.get(at) == Some(&b' ') && digits == 3
    };
    let mut end = first;
    while is_group(end) {
        end += 4;
    }
    let behind = text.get(end..)?;
    let decimals = behind.strip_prefix('.').map_or("", |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let behind = if decimals.is_empty() { behind } else { decimals };
    let counted = scale_at(behind).is_some() || unit::length_at(behind).is_some();
    (end > first && counted).then_some(end)
}

/// Digits with thousands separators and a decimal point as an exact value; `None` beyond 28 digits.
fn exact(written: &str, decimals: u32) -> Option<Decimal> {
    let mut mantissa: i128 = 0;
    let mut length = 0;
    for digit in written.bytes().filter(u8::is_ascii_digit) {
        length += 1;
        if length > 28 {
            return None;
        }
        mantissa = mantissa * 10 + i128::from(digit - b'0');
    }
    Decimal::try_from_i128_with_scale(mantissa, decimals).ok()
}

/// A sign directly before a number, where it is a sign and not a dash: at the beginning of a piece or behind something
/// that is neither letter nor digit nor another dash.
fn sign_before(text: &str, start: usize) -> Option<char> {
    let mut before = text[..start].chars().rev();
    let sign = before.next().filter(|c| matches!(c, '-' | '+' | '−'))?;
    match before.next() {
        None => Some(sign),
        Some(c) if c.is_alphanumeric() || matches!(c, '-' | '—' | '+' | ')' | '〕' | ']' | '.' | '/') => None,
        Some(_) => Some(sign),
    }
}

/// 万, 亿, 万亿 and 千 behind digits: length in bytes and power of ten.
fn scale_at(text: &str) -> Option<(usize, u32)> {
    let mut chars = text.chars();
    match (chars.next()?, chars.next()) {
        ('万', Some('亿')) => Some(("万亿".len(), 12)),
        ('万', _) => Some(("万".len(), 4)),
        ('亿', _) => Some(("亿".len(), 8)),
        ('千', Some('克' | '瓦' | '米' | '伏' | '卡')) => None,
        ('千', Some('余' | '多' | '元')) => Some(("千".len(), 3)),
        _ => None,
    }
}

/// The numeral that begins at an offset, where it is a number, and where to go on.
fn numerals(text: &str, start: usize) -> (Option<Number>, usize) {
    if let Some(rest) = text[start..].strip_prefix("百分之") {
        return parts_of_hundred(text, start, start + text[start..].len() - rest.len());
    }
    let length: usize = text[start..].chars().take_while(|c| numeral::is_numeral(*c)).map(char::len_utf8).sum();
    let end = start + length;
    let written = &text[start..end];
    let count = written.chars().count();
    let Some(value) = numeral::parse(written) else { return (None, end) };
    let powers = written.chars().any(|c| numeral::digit(c).is_none());
    let positional = count >= 2 && !powers;
    if positional && count < 4 && !written.contains(['〇', '○', '零']) {
        return (None, end);
    }
    if part_of_word(text, start, end) {
        return (None, end);
    }
    let number = finish(text, start..end, Decimal::from(value), Form::Numeral, Language::Zh);
    let counted = number.unit.is_some() || number.percent;
    let long = count >= 4 || count >= 2 && powers;
    if !counted && !long {
        return (None, end);
    }
    let next = number.whole.end;
    let scale = match written.chars().next_back() {
        Some('亿') => 8,
        Some('万') => 4,
        _ => 0,
    };
    (Some(Number { scale, ..number }), next)
}

/// 百分之五十三, 百分之53.2, 百分之百; `from` is behind 百分之.
fn parts_of_hundred(text: &str, start: usize, from: usize) -> (Option<Number>, usize) {
    let rest = &text[from..];
    let numerals: usize = rest.chars().take_while(|c| numeral::is_numeral(*c)).map(char::len_utf8).sum();
    let (value, decimals, length, form) = if numerals > 0 {
        let whole = if &rest[..numerals] == "百" { Some(100) } else { numeral::parse(&rest[..numerals]) };
        let Some(whole) = whole else { return (None, from + numerals) };
        let behind = rest[numerals..].strip_prefix('点').unwrap_or_default();
        let mut value = Decimal::from(whole);
        let mut decimals = 0;
        let mut length = numerals;
        for c in behind.chars().take(6) {
            let Some(digit) = numeral::digit(c) else { break };
            if decimals == 0 {
                length += '点'.len_utf8();
            }
            decimals += 1;
            length += c.len_utf8();
            value += Decimal::new(i64::try_from(digit).unwrap_or(0), decimals);
        }
        (value, decimals, length, Form::Numeral)
    } else {
        let whole = rest.bytes().take_while(u8::is_ascii_digit).count();
        if whole == 0 {
            return (None, from);
        }
        let fraction = rest[whole..].strip_prefix('.').map_or(0, |r| r.bytes().take_while(u8::is_ascii_digit).count());
        let length = if fraction > 0 { whole + 1 + fraction } else { whole };
        let decimals = u32::try_from(fraction).unwrap_or(u32::MAX);
        let Some(value) = exact(&rest[..length], decimals) else { return (None, from + length) };
        (value, decimals, length, Form::Digits)
    };
    let end = from + length;
    let bound = unit::bound_before(&text[..start]).or_else(|| unit::bound_behind(&text[end..])).unwrap_or_default();
    let number = Number {
        at: from..end,
        whole: start..end,
        value,
        decimals,
        form,
        scale: 0,
        percent: true,
        unit: None,
        approximate: bound != Bound::Exact,
        bound,
    };
    (Some(number), end)
}

/// Whether a numeral belongs to a word or an ordinal: 第一, 统一, 唯一, 周一, 数十, 一方面, 三门峡.
fn part_of_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let written = &text[start..end];
    let behind = &text[end..];
    if before.is_some_and(|c| matches!(c, '第' | '数' | '几' | '其' | '周' | '初' | '之')) {
        return true;
    }
    let single = written.chars().count() == 1;
    let one = written == "一";
    if one
        && before.is_some_and(|c| {
            matches!(c, '统' | '唯' | '单' | '同' | '逐' | '专' | '万' | '合' | '不' | '如' | '另' | '某' | '进')
        })
    {
        return true;
    }
    const WORDS: [&str; 16] = [
        "方面",
        "部分",
        "次性",
        "条龙",
        "张网",
        "门式",
        "级政府",
        "点",
        "道",
        "号文",
        "网通",
        "窗",
        "时",
        "度",
        "份力",
        "面",
    ];
    if one && WORDS.iter().any(|word| behind.starts_with(word)) {
        return true;
    }
    // Names of places: 三门县, 五台山, 三元区, 五家渠.
    let mut chars = behind.chars();
    single
        && matches!(chars.next(), Some('门' | '台' | '元' | '家'))
        && matches!(chars.next(), Some('县' | '市' | '区' | '镇' | '乡' | '山' | '河' | '峡' | '渠' | '路' | '街'))
}

/// What stands around the digits: percent sign, unit, 余, 约.
fn finish(text: &str, at: Range<usize>, value: Decimal, form: Form, language: Language) -> Number {
    let behind = &text[at.end..];
    let mut number = Number {
        whole: at.clone(),
        at: at.clone(),
        value,
        decimals: 0,
        form,
        scale: 0,
        percent: false,
        unit: None,
        approximate: false,
        bound: Bound::Exact,
    };
    if let Some(c) = behind.chars().next().filter(|c| matches!(c, '%' | '﹪')) {
        number.percent = true;
        number.whole.end += c.len_utf8();
        if language == Language::Zh {
            number.bound = unit::bound_before(&text[..at.start])
                .or_else(|| unit::bound_behind(&text[number.whole.end..]))
                .unwrap_or_default();
            number.approximate = number.bound != Bound::Exact;
        }
        return number;
    }
    if language == Language::En {
        return number;
    }
    let between = unit::inexact_between(behind).unwrap_or(0);
    let ordinal = text[..at.start].ends_with('第');
    let unit_at = at.end + between;
    let over = match unit::length_at(&text[unit_at..]) {
        Some(length) if !ordinal => {
            number.unit = Some(unit_at..unit_at + length);
            number.whole.end = unit_at + length;
            between > 0
        }
        _ => behind.starts_with('余'),
    };
    let own = over.then_some(Bound::Over).or_else(|| unit::bound_before(&text[..at.start]));
    number.bound = own.or_else(|| unit::bound_behind(&text[number.whole.end..])).unwrap_or_default();
    number.approximate = number.bound != Bound::Exact;
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn read(text: &str) -> Vec<String> {
        let prose = Folded::new(&Document::passage("a.txt", text));
        let numbers = scan(&prose, Language::Zh);
        numbers
            .iter()
            .map(|number| {
                let unit = number.unit.clone().map_or("", |unit| &prose.text[unit]);
                let percent = if number.percent { "%" } else { "" };
                let about = if number.approximate { "~" } else { "" };
                format!("{about}{}{percent}{unit}", number.value)
            })
            .collect()
    }

    #[test]
    fn numbers_are_read() {
        for (text, expected) in [
            ("公开信息656 条", "656条"),
            ("１，２３４件和1，234件", "1234件 1 234件"),
            ("1,234,567元,1,2", "1234567元 1 2"),
            ("共18 642人,1 234 567元", "18642人 1234567元"),
            ("支出8 914.6万元", "89146000元"),
            ("12 345 678", "12 345 678"),
            ("第3 120件", "3 120件"),
            ("访问量185万余次", "~1850000次"),
            ("1.2万条,3.5亿元,12万亿", "12000条 350000000元 12000000000000"),
            ("占53%,占百分之五十三,百分之12.5,百分之百,3‰", "53% 53% 12.5% 100% 3"),
            ("约30件,近百件,20余条,5件左右,3件以上", "~30件 ~20条 ~5件 ~3件"),
            ("十余件,数十件,二十多个,两三个,三四十件", "~10件 ~20个"),
            ("一致,统一条件,三公,十二五,第一,一是,万一,一方面,一次性", ""),
            ("二〇一〇年,二○一○年,廿五日,两家,一百零三条", "2010年 2010年 25日 2家 103条"),
            ("2018年1月31日", "2018年 1月 31日"),
            ("第20条,第二十条", "20"),
            ("-5", "-5"),
            ("(+3)", "3"),
            ("0796-8203322", "796 8203322"),
            ("2010.12.31", "2010 12 31"),
            ("1.2010年", "1 2010年"),
            ("1.统一认识", "1"),
            ("5.15日", "5.15日"),
            ("提高3个百分点", "3个百分点"),
            ("三大类信息", "3大类"),
            ("赴三门县", ""),
            ("共计一百二十", "120"),
        ] {
            assert_eq!(read(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn numbers_keep_their_places() {
        let text = "访问185万余次";
        let prose = Folded::new(&Document::passage("a.txt", text));
        let numbers = scan(&prose, Language::Zh);
        assert_eq!(&prose.text[numbers[0].at.clone()], "185万");
        assert_eq!(&prose.text[numbers[0].whole.clone()], "185万余次");
        assert_eq!(numbers[0].scale, 4);
    }
}
