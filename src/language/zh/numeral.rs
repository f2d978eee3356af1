//! Chinese numerals: 一百零三, 三万五千, 廿五, and digits set one by one as in 二〇一〇.
//!
//! Reads numerals, not the words around them: whether 一 in 一致 is a number is for `reading::numeral` to say. Refuses what
//! is no number (十十, 两三) rather than guessing.

/// The value of a single digit: 零 to 九, 〇, the circle that is typed for it, and 两.
#[must_use]
pub fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a character multiplies by: 十 1, 百 2, 千 3, 万 4, 亿 8.
#[must_use]
pub fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Whether a character may stand in a numeral.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || power(c).is_some() || matches!(c, '廿' | '卅')
}

/// The numeral of a number below a hundred, as chapters are numbered: 一, 十, 十二, 二十. Digits from there on.
#[must_use]
pub fn written(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, 0) => "零".to_owned(),
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        (_, _) => number.to_string(),
    }
}

/// The value of a numeral; `None` where the characters make no number, or none below 10^18.
///
/// `一百零三` is 103, `十二` 12, `廿五` 25, `二〇一〇` 2010. Colloquial ellipses such as 三万五 are refused: they mean
/// thirty-five thousand to one reader and a slip to another.
#[must_use]
pub fn parse(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return match only {
            '十' | '拾' => Some(10),
            '廿' => Some(20),
            '卅' => Some(30),
            _ => digit(only),
        };
    }
    if text.chars().all(|c| digit(c).is_some() && c != '两') {
        return positional(text);
    }
    structured(text)
}

/// Digits set one by one.
fn positional(text: &str) -> Option<u64> {
    let mut value: u64 = 0;
    let mut length = 0;
    for c in text.chars() {
        length += 1;
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
    }
    (1..=18).contains(&length).then_some(value)
}

/// Digits with powers of ten: sections up to 千, closed by 万 and 亿.
fn structured(text: &str) -> Option<u64> {
    let mut total: u64 = 0;
    let mut closed: u32 = u32::MAX;
    let mut section = Section::default();
    for c in text.chars() {
        match (digit(c), power(c), c) {
            (Some(0), _, _) => section.nought()?,
            (Some(n), _, _) => section.digit(n)?,
            (None, Some(large @ (4 | 8)), _) => {
                // 万亿 closes twice; otherwise sections come in falling order.
                let value = if section.empty && large == 8 && closed == 4 {
                    let value = total;
                    total = 0;
                    value
                } else if large < closed {
                    section.close()?
                } else {
                    return None;
                };
                total = total.checked_add(value.checked_mul(10_u64.checked_pow(large)?)?)?;
                closed = large;
                section = Section { after_large: true, ..Section::default() };
            }
            (None, Some(small), _) => section.power(small)?,
            (None, None, '廿') => section.tens(2)?,
            (None, None, '卅') => section.tens(3)?,
            (None, None, _) => return None,
        }
    }
    let value = if section.empty { 0 } else { section.close()? };
    total.checked_add(value)
}

/// A group of up to four places while it is read.
#[derive(Debug)]
struct Section {
    value: u64,
    pending: Option<u64>,
    /// The last power used; powers fall.
    last: u32,
    nought: bool,
    after_large: bool,
    empty: bool,
}

impl Default for Section {
    fn default() -> Self {
        Self { value: 0, pending: None, last: 4, nought: false, after_large: false, empty: true }
    }
}

impl Section {
    fn nought(&mut self) -> Option<()> {
        if self.pending.is_some() || (self.empty && !self.after_large) {
            return None;
        }
        self.nought = true;
        self.empty = false;
        Some(())
    }

    fn digit(&mut self, n: u64) -> Option<()> {
        if self.pending.is_some() {
            return None;
        }
        self.pending = Some(n);
        self.empty = false;
        Some(())
    }

    fn power(&mut self, power: u32) -> Option<()> {
        if power >= self.last {
            return None;
        }
        // 十 may stand without a digit before it (十二, 一百十二); 百 and 千 may not.
        let n = match self.pending.take() {
            Some(n) => n,
            None if power == 1 => 1,
            None => return None,
        };
        self.value += n * 10_u64.pow(power);
        self.last = power;
        self.nought = false;
        self.empty = false;
        Some(())
    }

    fn tens(&mut self, n: u64) -> Option<()> {
        if self.pending.is_some() {
            return None;
        }
        self.pending = Some(n);
        self.power(1)
    }

    fn close(&mut self) -> Option<u64> {
        if self.empty {
            return None;
        }
        let Some(last) = self.pending.take() else {
            return (!self.nought && self.value > 0).then_some(self.value);
        };
        // A last digit counts ones only behind 十, behind 零, or alone.
        let alone = self.last == 4 && !self.after_large;
        (self.last == 1 || self.nought || alone).then_some(self.value + last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numerals_are_read() {
        for (text, value) in [
            ("一", 1),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("廿五", 25),
            ("卅", 30),
            ("一百零三", 103),
            ("一百十二", 112),
            ("一百一十二", 112),
            ("一千二百", 1200),
            ("一千零五", 1005),
            ("两千三百一十七", 2317),
            ("三万五千", 35000),
            ("一万零二十", 10020),
            ("十二万", 120_000),
            ("一亿二千万", 120_000_000),
            ("三万亿", 3_000_000_000_000),
            ("二〇一〇", 2010),
            ("二○一○", 2010),
            ("二零一八", 2018),
            ("〇", 0),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "十十",
            "两三",
            "十二五",
            "百",
            "千万",
            "一百百",
            "三万五",
            "一百三",
            "一百零",
            "零十",
            "甲",
            "一万万",
            "十百",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    fn write(value: u64) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        fn group(value: u64) -> String {
            let mut text = String::new();
            let mut gap = false;
            for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                let n = value / unit % 10;
                if n == 0 {
                    gap = !text.is_empty();
                    continue;
                }
                if gap {
                    text.push('零');
                }
                gap = false;
                text.push(DIGITS[n as usize]);
                text.push_str(name);
            }
            text
        }
        let (high, middle, low) = (value / 100_000_000, value / 10_000 % 10_000, value % 10_000);
        let mut text = String::new();
        if high > 0 {
            text.push_str(&group(high));
            text.push('亿');
        }
        if middle > 0 {
            if high > 0 && middle < 1000 {
                text.push('零');
            }
            text.push_str(&group(middle));
            text.push('万');
        }
        if low > 0 {
            if value > low && (low < 1000 || middle == 0) {
                text.push('零');
            }
            text.push_str(&group(low));
        }
        text
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in 1_u64..1_000_000_000_000) {
            prop_assert_eq!(parse(&write(value)), Some(value));
        }

        #[test]
        fn nothing_panics(text in "[零〇一二两三十百千万亿廿卅甲]{0,12}") {
            let _ = parse(&text);
        }
    }
}
