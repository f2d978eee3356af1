//! The numbers of automatic numbering as Word writes them: 一, (1), ①, IV, 壹. Knows no counters.

/// How a level's number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberFormat {
    /// 1, 2, 3.
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// １, ２, ３.
    FullWidth,
    /// 一, 二, …, 十一, 二十.
    Chinese,
    /// 一, 二, …, 一〇, 一一: digit by digit.
    ChineseDigits,
    /// 壹, 贰, 叁.
    ChineseLegal,
    /// ①, ②.
    Circled,
    /// ⑴, ⑵.
    Parenthesised,
    /// ⒈, ⒉.
    Stopped,
    /// 甲, 乙, 丙.
    Stems,
    /// 子, 丑, 寅.
    Branches,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C.
    UpperLetter,
    /// a, b, c.
    LowerLetter,
    /// No number.
    Nothing,
    /// A bullet: no number, and its sign is left out.
    Bullet,
}

impl NumberFormat {
    /// The format that a `numFmt` names; what is not known counts in digits, as Word does.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "none" => Self::Nothing,
            "bullet" => Self::Bullet,
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "japaneseDigitalTenThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "ideographEnclosedCircle"
            | "koreanDigital2" => Self::Chinese,
            "ideographDigital" | "taiwaneseDigital" => Self::ChineseDigits,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Self::ChineseLegal,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Parenthesised,
            "decimalEnclosedFullstop" => Self::Stopped,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            _ => Self::Decimal,
        }
    }

    /// A number as written.
    #[must_use]
    pub fn write(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::FullWidth => number.to_string().chars().map(wide).collect(),
            Self::Chinese => chinese(number, &CHINESE, &["", "十", "百", "千"]),
            Self::ChineseDigits => number.to_string().chars().map(|c| CHINESE[digit(c)]).collect(),
            Self::ChineseLegal => {
                let written = chinese(number, &LEGAL, &["", "拾", "佰", "仟"]);
                if written.starts_with('拾') { format!("壹{written}") } else { written }
            }
            Self::Circled => enclosed(number, 20, '①'),
            Self::Parenthesised => enclosed(number, 20, '⑴'),
            Self::Stopped => enclosed(number, 20, '⒈'),
            Self::Stems => listed(number, "甲乙丙丁戊己庚辛壬癸"),
            Self::Branches => listed(number, "子丑寅卯辰巳午未申酉戌亥"),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).to_lowercase(),
            Self::UpperLetter => letters(number, 'A'),
            Self::LowerLetter => letters(number, 'a'),
            Self::Nothing | Self::Bullet => String::new(),
        }
    }
}

const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn digit(c: char) -> usize {
    c.to_digit(10).map_or(0, |value| value as usize)
}

fn wide(c: char) -> char {
    char::from_u32(0xff10 + c.to_digit(10).unwrap_or(0)).unwrap_or(c)
}

/// A number up to 9999 in Chinese numerals, a larger one in digits.
fn chinese(number: u32, digits: &[char; 10], units: &[&str; 4]) -> String {
    if number > 9999 {
        return number.to_string();
    }
    if number == 0 {
        return digits[0].to_string();
    }
    let mut written = String::new();
    let mut gap = false;
    for power in (0..4_u32).rev() {
        let value = (number / 10_u32.pow(power) % 10) as usize;
        if value == 0 {
            gap |= !written.is_empty();
            continue;
        }
        if gap {
            written.push('零');
            gap = false;
        }
        // Eleven is 十一, not 一十一.
        if !(value == 1 && power == 1 && written.is_empty()) {
            written.push(digits[value]);
        }
        written.push_str(units[power as usize]);
    }
    written
}

fn enclosed(number: u32, most: u32, first: char) -> String {
    let sign = (1..=most).contains(&number).then(|| char::from_u32(first as u32 + number - 1)).flatten();
    sign.map_or_else(|| number.to_string(), String::from)
}

fn listed(number: u32, signs: &str) -> String {
    let sign = number.checked_sub(1).and_then(|at| signs.chars().nth(at as usize));
    sign.map_or_else(|| number.to_string(), String::from)
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

/// A, …, Z, AA, BB: the letter repeated, as Word does.
fn letters(number: u32, first: char) -> String {
    let Some(at) = number.checked_sub(1).filter(|at| *at < 26 * 20) else { return number.to_string() };
    let letter = char::from_u32(first as u32 + at % 26).unwrap_or(first);
    std::iter::repeat_n(letter, at as usize / 26 + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (name, number, written) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("chineseCountingThousand", 1, "一"),
            ("chineseCountingThousand", 10, "十"),
            ("chineseCounting", 11, "十一"),
            ("japaneseCounting", 20, "二十"),
            ("taiwaneseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("decimalEnclosedCircleChinese", 3, "③"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 4, "iv"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 3, "c"),
            ("ideographTraditional", 2, "乙"),
            ("none", 5, ""),
            ("bullet", 5, ""),
            ("upperRoman", u32::MAX, "4294967295"),
            ("lowerLetter", u32::MAX, "4294967295"),
        ] {
            assert_eq!(NumberFormat::named(name).write(number), written, "{name}");
        }
    }
}
