//! Enumerators as Chinese reports write them: 一、 (一) 1. 1、 (1) ① 一是 第一, 第一部分 其一 I. A. One parser for the
//! reader, which asks at the beginning of blocks, and for lists, which ask inside them. It tells the mark and no more:
//! whether a marked line is a heading or an item is not decided here.

use crate::document::MarkerStyle;
use crate::language::en::marker as latin;

/// The enumerator at the beginning of a text: its look, its number, its length in bytes, punctuation included, white
/// space behind it not. The text may be folded or not.
#[must_use]
pub fn marker_at(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let first = text.chars().next()?;
    match narrow(first) {
        '(' => in_parens(text),
        '第' => ordinal(text),
        '其' => qi(text),
        '0'..='9' => arabic(text),
        'A'..='Z' | '\u{2160}'..='\u{216b}' => latin::stepped(text).or_else(|| letter(text)),
        'a'..='l' => small_letter(text),
        c if digit(c).is_some() => chinese(text),
        c => single(c).map(|(style, number)| (style, number, first.len_utf8())),
    }
}

/// The number that Chinese numerals stand for at the beginning of a text, up to 99, with its length in bytes. None where
/// the numerals go on in a way that is no such number (二〇, 十二五).
#[must_use]
pub fn small_numeral(text: &str) -> Option<(u32, usize)> {
    let mut number = 0;
    let mut pending = None;
    let mut tens = false;
    let mut length = 0;
    for c in text.chars() {
        if c == '十' {
            if tens {
                return None;
            }
            tens = true;
            number = pending.take().unwrap_or(1) * 10;
        } else if let Some(value) = digit(c) {
            if pending.is_some() {
                return None;
            }
            pending = Some(value);
        } else if matches!(c, '〇' | '○' | '零' | '百' | '千' | '万' | '亿') {
            return None;
        } else {
            break;
        }
        length += c.len_utf8();
    }
    let number = number + pending.unwrap_or(0);
    (number > 0).then_some((number, length))
}

fn digit(c: char) -> Option<u32> {
    let value = match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    };
    Some(value)
}

/// Digits at the beginning of a text, at most two, with their length in bytes.
fn small_digits(text: &str) -> Option<(u32, usize)> {
    let mut number = 0;
    let mut length = 0;
    for (count, c) in text.chars().enumerate() {
        let Some(value) = narrow(c).to_digit(10) else { break };
        if count == 2 {
            return None;
        }
        number = number * 10 + value;
        length += c.len_utf8();
    }
    (number > 0).then_some((number, length))
}

/// Full-width forms to half-width ones.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The length of the blanks at the beginning of a text; blanks within a line only.
fn blanks(text: &str) -> usize {
    text.find(|c: char| !matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\t')).unwrap_or(text.len())
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn first(text: &str) -> Option<char> {
    text.chars().next().map(narrow)
}

/// Signs that stand for an enumerator as a whole: ① ⑴ ⒈ ㈠.
fn single(c: char) -> Option<(MarkerStyle, u32)> {
    let at = c as u32;
    match c {
        '\u{2460}'..='\u{2473}' => Some((MarkerStyle::Circled, at - 0x245f)),
        '\u{2776}'..='\u{277f}' => Some((MarkerStyle::Circled, at - 0x2775)),
        '\u{2474}'..='\u{2487}' => Some((MarkerStyle::ArabicParen, at - 0x2473)),
        '\u{2488}'..='\u{249b}' => Some((MarkerStyle::ArabicDot, at - 0x2487)),
        '\u{3220}'..='\u{3229}' => Some((MarkerStyle::ChineseParen, at - 0x321f)),
        _ => None,
    }
}

/// (一) (1) and their kin, blanks inside tolerated.
fn in_parens(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let mut at = text.chars().next()?.len_utf8();
    at += blanks(rest(text, at));
    let (style, (number, length)) = match small_numeral(rest(text, at)) {
        Some(found) => (MarkerStyle::ChineseParen, found),
        None => (MarkerStyle::ArabicParen, small_digits(rest(text, at))?),
    };
    at += length;
    at += blanks(rest(text, at));
    closed(text, at).map(|end| (style, number, end))
}

/// The end of the closing parenthesis at an offset, a stop behind it left out.
fn closed(text: &str, at: usize) -> Option<usize> {
    let close = rest(text, at).chars().next()?;
    (narrow(close) == ')').then_some(at + close.len_utf8())
}

/// 1. 1、 1)
fn arabic(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let (number, length) = small_digits(text)?;
    let at = length + blanks(rest(text, length));
    let mark = rest(text, at).chars().next()?;
    let end = at + mark.len_utf8();
    let after = rest(text, end);
    match narrow(mark) {
        '、' => (!runs_on(number, after)).then_some((MarkerStyle::ArabicComma, number, end)),
        '.' => {
            let goes_on = first(after).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
            (!goes_on).then_some((MarkerStyle::ArabicDot, number, end))
        }
        ')' => Some((MarkerStyle::ArabicParen, number, end)),
        // 1 概述: the digits and blanks alone, before a Chinese character that nothing is counted by.
        c if at > length && is_ideograph(c) && !MEASURES.contains(&c) && !COUNTED.contains(&c) => {
            Some((MarkerStyle::ArabicDot, number, length))
        }
        _ => None,
    }
}

/// 一、 一. 一是 一)
fn chinese(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let (number, length) = small_numeral(text)?;
    let gap = blanks(rest(text, length));
    let at = length + gap;
    let mark = rest(text, at).chars().next()?;
    let end = at + mark.len_utf8();
    let after = rest(text, end);
    match narrow(mark) {
        '、' => (!runs_on(number, after)).then_some((MarkerStyle::Chinese, number, end)),
        '.' => {
            let goes_on = first(after).is_some_and(|c| c.is_ascii_alphanumeric() || digit(c).is_some() || c == '.');
            (!goes_on).then_some((MarkerStyle::Chinese, number, end))
        }
        ',' => (!runs_on(number, after)).then_some((MarkerStyle::Chinese, number, end)),
        ')' => Some((MarkerStyle::ChineseParen, number, end)),
        '是' if gap == 0 => Some((MarkerStyle::ChineseShi, number, end)),
        // 一要, 二要; 二要素 and 一要求 are words.
        '要' if gap == 0 && !after.starts_with(['求', '素', '点', '务', '闻', '件', '害', '领']) => {
            Some((MarkerStyle::ChineseShi, number, end))
        }
        // 一 概 述: the numeral and blanks alone, before a Chinese character that is no numeral and no measure.
        c if gap > 0 && is_ideograph(c) && digit(c).is_none() && !MEASURES.contains(&c) => {
            Some((MarkerStyle::Chinese, number, length))
        }
        _ => None,
    }
}

/// Further characters that digits count, when blanks were typed between them.
const COUNTED: &[char] = &[
    '户', '家', '篇', '场', '处', '天', '岁', '起', '宗', '亩', '公', '平', '多', '余', '种', '位', '张', '台', '套',
    '册', '本', '支', '辆', '所', '座', '块', '吨', '小', '分', '周', '秒', '倍', '成', '折', '点', '时', '只', '批',
    '轮', '步', '组', '版', '页', '字', '例', '栋', '间', '株', '头', '把', '瓶', '箱', '包', '部', '名', '市', '县',
    '镇', '乡', '村', '局', '省', '区', '大',
];

/// Characters that a numeral counts or dates, when blanks were typed between them.
const MEASURES: &[char] = &[
    '是', '年', '月', '日', '个', '项', '条', '件', '次', '号', '级', '类', '名', '人', '期', '份', '季', '方', '些',
    '般', '定', '直', '样', '切', '批', '届', '楼', '层', '元', '万', '百', '千', '亿', '至', '到', '和', '或', '与',
    '及',
];

/// Whether what follows `n、` continues a list of numbers (一、二、三产业; 1、2号楼) and so makes it no enumerator.
fn runs_on(number: u32, after: &str) -> bool {
    let Some((next, length)) = small_numeral(after).or_else(|| small_digits(after)) else { return false };
    if next != number + 1 {
        return false;
    }
    rest(after, length).chars().next().is_none_or(|c| {
        matches!(
            c,
            '、' | '季'
                | '产'
                | '线'
                | '级'
                | '类'
                | '期'
                | '号'
                | '次'
                | '批'
                | '届'
                | '楼'
                | '层'
                | '至'
                | '到'
                | '位'
                | '者'
                | '月'
                | '日'
                | '年'
                | '项'
                | '条'
                | '款'
                | '组'
                | '等'
                | '两'
                | '和'
                | '及'
                | '与'
                | '章'
                | '部'
        )
    })
}

/// 第一部分, 第二章; 第一, 第一、 第一是 第一:
fn ordinal(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let mut at = '第'.len_utf8();
    at += blanks(rest(text, at));
    let (number, length) = small_numeral(rest(text, at)).or_else(|| small_digits(rest(text, at)))?;
    at += length;
    let tight = at;
    at += blanks(rest(text, at));
    let after = rest(text, at);
    for part in ["部分", "章", "篇", "编", "节"] {
        if after.starts_with(part) {
            return Some((MarkerStyle::Part, number, at + part.len()));
        }
    }
    let mark = rest(text, tight).chars().next()?;
    let end = tight + mark.len_utf8();
    let marks = matches!(narrow(mark), ',' | '、' | ':' | '是' | '.');
    (marks && !runs_on(number, rest(text, end))).then_some((MarkerStyle::Ordinal, number, end))
}

/// 其一, 其二是
fn qi(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let at = '其'.len_utf8();
    let (number, length) = small_numeral(rest(text, at))?;
    let mark = rest(text, at + length).chars().next()?;
    matches!(narrow(mark), ',' | '、' | ':' | '是').then_some((MarkerStyle::Qi, number, at + length + mark.len_utf8()))
}

/// I. Ⅱ、 A. B.; the full stop must end a word.
fn letter(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let mut word = String::new();
    let mut at = 0;
    for raw in text.chars() {
        let c = narrow(raw);
        if !(c.is_ascii_uppercase() || matches!(c, '\u{2160}'..='\u{216b}')) || word.len() > 6 {
            break;
        }
        word.push(c);
        at += raw.len_utf8();
    }
    let mark = rest(text, at).chars().next()?;
    let end = at + mark.len_utf8();
    let single = word.chars().next()?;
    let roman = match single {
        '\u{2160}'..='\u{216b}' if word.len() == single.len_utf8() => Some(single as u32 - 0x215f),
        _ => latin::ROMAN.iter().position(|roman| *roman == word).and_then(|at| u32::try_from(at + 1).ok()),
    };
    let stops = match narrow(mark) {
        '.' => !first(rest(text, end)).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.'),
        '、' => single >= '\u{2160}',
        _ => false,
    };
    if !stops {
        return None;
    }
    match roman {
        Some(number) => Some((MarkerStyle::Roman, number, end)),
        None if word.len() == 1 => Some((MarkerStyle::Letter, single as u32 - 'A' as u32 + 1, end)),
        None => None,
    }
}

/// a) b) c): a small letter and a closing bracket.
fn small_letter(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let mut chars = text.chars();
    let (letter, mark) = (chars.next()?, chars.next()?);
    let number = u32::from(narrow(letter)).checked_sub(u32::from('a'))? + 1;
    (narrow(mark) == ')').then_some((MarkerStyle::Letter, number, letter.len_utf8() + mark.len_utf8()))
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use MarkerStyle::*;

    #[test]
    fn enumerators() {
        for (text, style, number, marker) in [
            ("一、概述", Chinese, 1, "一、"),
            ("一 、概述", Chinese, 1, "一 、"),
            ("三.依申请公开", Chinese, 3, "三."),
            ("三．依申请公开", Chinese, 3, "三．"),
            ("一 概 述", Chinese, 1, "一"),
            ("一　总体情况", Chinese, 1, "一"),
            ("十二、附则", Chinese, 12, "十二、"),
            ("九十九、末", Chinese, 99, "九十九、"),
            ("二、一年来的工作", Chinese, 2, "二、"),
            ("二、三公经费", Chinese, 2, "二、"),
            ("(一)申请", ChineseParen, 1, "(一)"),
            ("（ 二 ）申请", ChineseParen, 2, "（ 二 ）"),
            ("二）申请", ChineseParen, 2, "二）"),
            ("㈢申请", ChineseParen, 3, "㈢"),
            ("1、概述", ArabicComma, 1, "1、"),
            ("１、概述", ArabicComma, 1, "１、"),
            ("1、2010年区里公开", ArabicComma, 1, "1、"),
            ("1. 概述", ArabicDot, 1, "1."),
            ("12．概述", ArabicDot, 12, "12．"),
            ("⒉概述", ArabicDot, 2, "⒉"),
            ("1) 概述", ArabicParen, 1, "1)"),
            ("(1)概述", ArabicParen, 1, "(1)"),
            ("（10）概述", ArabicParen, 10, "（10）"),
            ("⑴概述", ArabicParen, 1, "⑴"),
            ("②概述", Circled, 2, "②"),
            ("一是抓落实", ChineseShi, 1, "一是"),
            ("二要抓落实", ChineseShi, 2, "二要"),
            ("c)隶属海关", Letter, 3, "c)"),
            ("第一，抓落实", Ordinal, 1, "第一，"),
            ("第二、抓落实", Ordinal, 2, "第二、"),
            ("第三是抓落实", Ordinal, 3, "第三是"),
            ("第一部分  概述", Part, 1, "第一部分"),
            ("第二章 管理", Part, 2, "第二章"),
            ("其一，人手少", Qi, 1, "其一，"),
            ("II. Requests", Roman, 2, "II."),
            ("Ⅳ、附则", Roman, 4, "Ⅳ、"),
            ("B. Appeals", Letter, 2, "B."),
        ] {
            assert_eq!(marker_at(text), Some((style, number, marker.len())), "{text}");
        }
    }

    #[test]
    fn no_enumerators() {
        for text in [
            "十二五规划",
            "二要素",
            "a类",
            "一年来",
            "二〇一〇年",
            "三公经费",
            "5.15",
            "2010.6.12",
            "1月1日",
            "100条",
            "3个方面",
            "1.2.3",
            "2010.3",
            "第一条",
            "第十二项",
            "一、二、三产业",
            "二、三产业",
            "第一、二季度",
            "1、2号楼",
            "一般",
            "一方面",
            "其他",
            "其一般",
            "U.S. report",
            "e.g. this",
            "(2010)12号",
            "2010年",
            "0771-1234",
            "",
            "（请填写）",
            "一 年来",
            "1",
            "一",
            "A",
            "第",
            "其",
            "(",
        ] {
            assert_eq!(marker_at(text), None, "{text}");
        }
    }
}
