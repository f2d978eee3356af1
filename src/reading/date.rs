//! Dates and periods as written, impossible ones included.
//!
//! One pass over the folded text; nothing is judged here but what a calendar says.

mod english;
mod period;

use crate::language::Language;
use crate::language::zh::date as zh;
use crate::text::Folded;
pub use period::{Period, periods};
use std::ops::Range;

/// The first year that is taken for a year.
const FIRST: u32 = 1900;
/// The last year that is taken for a year.
const LAST: u32 = 2099;
/// The longest title in 《》 that is looked through for its end, in bytes.
const TITLE: usize = 400;

/// A date in the folded text: a year, a month of a year, or a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub at: Range<usize>,
    /// The year as read; none where it is not said (6月12日).
    pub year: Option<i32>,
    /// The month as written, possible or not.
    pub month: Option<u32>,
    /// The day as written, possible or not.
    pub day: Option<u32>,
    /// What is wrong with how it is written.
    pub flaw: Option<Flaw>,
    /// Whether it stands in a title in 《》 or in a document's number: not a date that the text itself says.
    pub quoted: bool,
}

/// What is wrong with how a date is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// No such day in the calendar: 2018年4月31日, 13月.
    Impossible,
    /// A year in Chinese numerals with too few characters: 二九年 for 二〇〇九年.
    LostZeros,
    /// Parts that vanished when the text was copied: 20131月1日, 201711日.
    Damaged,
}

impl Date {
    /// What two dates are ordered by: year, month, day; 0 where not said.
    #[must_use]
    pub fn key(&self) -> (i32, u32, u32) {
        (self.year.unwrap_or(0), self.month.unwrap_or(0), self.day.unwrap_or(0))
    }
}

/// Find every date of a folded text.
#[must_use]
pub fn scan(prose: &Folded, language: Language) -> Vec<Date> {
    match language {
        Language::Zh => Scanner::new(&prose.text).run(),
        Language::En => english::scan(&prose.text),
    }
}

/// How a numeral is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Script {
    /// 2010, 06
    Arabic,
    /// 二〇一〇
    Digits,
    /// 十二, 二十, 元
    Spelled,
}

/// A numeral in a text.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    script: Script,
    /// Characters.
    length: usize,
    value: Option<u32>,
}

impl Token {
    fn year(&self) -> Option<i32> {
        let four = self.length == 4 && self.script != Script::Spelled;
        let value = self.value.filter(|value| four && (FIRST..=LAST).contains(value))?;
        i32::try_from(value).ok()
    }

    /// A month or a day: at most two digits.
    fn small(&self) -> Option<u32> {
        let short = self.script == Script::Spelled || self.length <= 2;
        self.value.filter(|value| short && *value < 100)
    }
}

struct Scanner<'t> {
    text: &'t str,
    dates: Vec<Date>,
    /// Up to where a title in 《》 or a bracketed number reaches.
    quoted: usize,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, dates: Vec::new(), quoted: 0 }
    }

    fn run(mut self) -> Vec<Date> {
        let mut at = 0;
        while let Some(c) = self.at(at) {
            if c == '《' && at >= self.quoted {
                self.quoted = self.title_end(at);
            }
            let Some(token) = self.token(at) else {
                at += c.len_utf8();
                continue;
            };
            at = match self.date(token) {
                Some(date) => {
                    let end = date.at.end;
                    let last = self.last_day(&date);
                    self.dates.push(date);
                    self.dates.extend(last);
                    end.max(token.end)
                }
                None => token.end,
            };
        }
        self.dates
    }

    fn at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn follows(&self, at: usize, what: char) -> Option<usize> {
        (self.at(at) == Some(what)).then(|| at + what.len_utf8())
    }

    /// The end of the title in 《》 that begins here; its beginning where none is found near.
    fn title_end(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (offset, c) in self.text[start..].char_indices() {
            match c {
                '《' => depth += 1,
                '》' => depth = depth.saturating_sub(1),
                '\n' => return start,
                _ => {}
            }
            if depth == 0 {
                return start + offset;
            }
            if offset > TITLE {
                break;
            }
        }
        start
    }

    /// The numeral that begins here.
    fn token(&self, start: usize) -> Option<Token> {
        let first = self.at(start)?;
        if first.is_ascii_digit() {
            return Some(self.arabic(start));
        }
        if zh::digit(first).is_some() || zh::tens(first).is_some() {
            return Some(self.chinese(start));
        }
        let january = first == zh::FIRST_MONTH && self.at(start + first.len_utf8()) == Some(zh::MONTH);
        january.then(|| Token {
            start,
            end: start + first.len_utf8(),
            script: Script::Spelled,
            length: 1,
            value: Some(1),
        })
    }

    fn arabic(&self, start: usize) -> Token {
        let bytes = self.text.as_bytes();
        let mut end = start;
        let mut value = Some(0_u32);
        while let Some(digit) = bytes.get(end).filter(|byte| byte.is_ascii_digit()) {
            value = value.and_then(|value| value.checked_mul(10)?.checked_add(u32::from(digit - b'0')));
            end += 1;
        }
        Token { start, end, script: Script::Arabic, length: end - start, value }
    }

    fn chinese(&self, start: usize) -> Token {
        let (mut end, mut length, mut spelled) = (start, 0, false);
        let mut positional = Some(0_u32);
        let (mut sum, mut pending) = (Some(0_u32), None);
        while let Some(c) = self.at(end) {
            if let Some(tens) = zh::tens(c) {
                spelled = true;
                let factor = if tens == 10 { pending.take().unwrap_or(1) } else { 1 };
                sum = sum.and_then(|sum| sum.checked_add(tens.checked_mul(factor)?));
            } else if let Some(digit) = zh::digit(c).or_else(|| zh::stands_for_zero(c).then_some(0)) {
                positional = positional.and_then(|value| value.checked_mul(10)?.checked_add(digit));
                pending = Some(digit);
            } else {
                break;
            }
            length += 1;
            end += c.len_utf8();
        }
        let value = if spelled { sum.and_then(|sum| sum.checked_add(pending.unwrap_or(0))) } else { positional };
        let script = if spelled { Script::Spelled } else { Script::Digits };
        Token { start, end, script, length, value }
    }

    /// The date that begins with this numeral.
    fn date(&self, token: Token) -> Option<Date> {
        if let Some(after) = self.follows(token.end, zh::YEAR) {
            return self.begun_by_year(token, after);
        }
        if let Some(after) = self.follows(token.end, zh::MONTH) {
            return self.begun_by_month(token, after);
        }
        let written_out = token.script == Script::Arabic;
        if written_out && token.year().is_some() {
            return self.separated(token);
        }
        // 201711日: the digits of 2017年1月1日 without 年 and 月.
        if written_out
            && (5..=8).contains(&token.length)
            && self.at(token.end).is_some_and(|c| c == zh::DAY[0])
            && let Some(year) = self.leading_year(token)
        {
            let end = token.end + zh::DAY[0].len_utf8();
            return Some(self.made(token.start..end, Some(year), None, None, Some(Flaw::Damaged)));
        }
        None
    }

    /// 7月12日至35日: the last day of a stretch within a month, where no calendar has it.
    fn last_day(&self, date: &Date) -> Option<Date> {
        date.day?;
        let rest = self.text.get(date.at.end..)?;
        let connector = rest.chars().next().filter(|c| matches!(c, '至' | '到' | '-' | '—' | '~'))?;
        let token = self.token(date.at.end + connector.len_utf8()).filter(|token| token.small().is_some())?;
        let end = self.follows(token.end, zh::DAY[0])?;
        let stretch = self.at(end).is_some_and(|c| matches!(c, '内' | '后' | '间'));
        let made = self.made(token.start..end, date.year, date.month, token.small(), None);
        (!stretch && made.flaw == Some(Flaw::Impossible) && date.flaw.is_none()).then_some(made)
    }

    fn made(
        &self,
        at: Range<usize>,
        year: Option<i32>,
        month: Option<u32>,
        day: Option<u32>,
        flaw: Option<Flaw>,
    ) -> Date {
        let quoted = at.start < self.quoted || self.numbered(at.end);
        let flaw = flaw.or_else(|| impossible(year, month, day).then_some(Flaw::Impossible));
        Date { at, year, month, day, flaw, quoted }
    }

    /// 公告2010年第12号: the year is part of a document's number.
    fn numbered(&self, end: usize) -> bool {
        let Some(rest) = self.text[end..].strip_prefix('第') else { return false };
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with('号')
    }

    /// The first four digits of a run as a year.
    fn leading_year(&self, token: Token) -> Option<i32> {
        let value: u32 = self.text.get(token.start..token.start + 4)?.parse().ok()?;
        i32::try_from(value).ok().filter(|_| (2000..=LAST).contains(&value))
    }

    /// A numeral and 年 behind it.
    fn begun_by_year(&self, token: Token, after: usize) -> Option<Date> {
        let lost = self.lost_zeros(token, after);
        let year = token.year();
        let damaged = token.script == Script::Arabic && token.length == 5 && self.leading_year(token).is_some();
        if year.is_none() && !lost && !damaged && !self.short_year(token, after) {
            return None;
        }
        let flaw = if lost {
            Some(Flaw::LostZeros)
        } else if damaged {
            Some(Flaw::Damaged)
        } else {
            None
        };
        let year = year.or_else(|| damaged.then(|| self.leading_year(token)).flatten()).or_else(|| {
            let short = !lost && token.length == 2;
            short.then(|| token.value.and_then(|value| i32::try_from(2000 + value).ok())).flatten()
        });
        let mut end = after;
        if let Some(month) = self.token(after).filter(|month| month.small().is_some()) {
            if let Some(behind) = self.follows(month.end, zh::MONTH) {
                return Some(self.with_month(token.start, year, month, behind, flaw));
            }
            // 2010年1-6月: a range of months whose first lacks its 月.
            let range = self.at(month.end).is_some_and(|c| matches!(c, '-' | '—' | '~' | '～' | '至' | '到'));
            if range && self.months_follow(month.end) {
                return Some(self.made(token.start..month.end, year, month.small(), None, flaw));
            }
        }
        for part in ["底", "末"] {
            if self.text[after..].starts_with(part) {
                end = after + part.len();
            }
        }
        Some(self.made(token.start..end, year, None, None, flaw))
    }

    /// Whether a numeral with 月 stands behind a connector.
    fn months_follow(&self, at: usize) -> bool {
        let Some(connector) = self.at(at) else { return false };
        let next = at + connector.len_utf8();
        self.token(next).is_some_and(|token| token.small().is_some() && self.at(token.end) == Some(zh::MONTH))
    }

    /// 09年12月, 一八年三月: two digits stand for a year where a month follows.
    fn short_year(&self, token: Token, after: usize) -> bool {
        let two = token.length == 2 && token.script != Script::Spelled;
        let starts = match token.script {
            Script::Arabic => !self.before(token.start).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.'),
            Script::Digits => token.value.is_some_and(|value| (10..20).contains(&value)),
            Script::Spelled => false,
        };
        two && starts && self.month_follows(after)
    }

    fn month_follows(&self, at: usize) -> bool {
        self.token(at).is_some_and(|month| {
            month.small().is_some_and(|month| (1..=12).contains(&month)) && self.at(month.end) == Some(zh::MONTH)
        })
    }

    /// 二九年十二月: a year of the 21st century in Chinese digits that lost some of its characters. 二十年 is a stretch of
    /// time, and so is 二年, and 二九年 anywhere but before a month or alone on its line.
    fn lost_zeros(&self, token: Token, after: usize) -> bool {
        let short = match token.script {
            Script::Digits => matches!(token.length, 2 | 3) && self.at(token.start) == Some('二'),
            Script::Arabic => token.length == 3 && self.text[token.start..].starts_with("20"),
            Script::Spelled => false,
        };
        let alone = self.before(token.start).is_none_or(|c| c == '\n')
            && self.text[after..].trim_start_matches('度').chars().next().is_none_or(|c| c == '\n');
        let bounded = !self.before(token.start).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '第' | '.'));
        // 二〇九年: no number is said so, and no stretch of time.
        let zeros = token.script == Script::Digits
            && token.length == 3
            && token.value.is_some_and(|value| (200..210).contains(&value));
        short && bounded && (alone && token.script == Script::Digits || zeros || self.month_follows(after))
    }

    /// A numeral and 月 behind it, the year unsaid.
    fn begun_by_month(&self, token: Token, after: usize) -> Option<Date> {
        if token.small().is_some() {
            let date = self.with_month(token.start, None, token, after, None);
            let lost = self.before(token.start) == Some(zh::YEAR)
                && self.before(token.start - zh::YEAR.len_utf8()).is_none_or(zh::leads_to_date);
            let flaw = if lost { Some(Flaw::Damaged) } else { date.flaw };
            // A month out of range without a day is a stretch of time or a serial number, save where it is one of
            // several (5月和15月) or its end is meant (13月底).
            let among = self.before(token.start).is_some_and(|c| matches!(c, '和' | '、' | '至' | '到' | '-'))
                && self
                    .dates
                    .last()
                    .is_some_and(|last| last.month.is_some() && last.day.is_none() && token.start - last.at.end <= 3);
            let ends = ["底", "末", "上旬", "中旬", "下旬"].iter().any(|part| self.text[after..].starts_with(part));
            let month = date.month.is_some_and(|month| (1..=12).contains(&month));
            let stretch = date.day.is_none() && !month && !(token.script == Script::Arabic && (among || ends));
            return (!stretch).then_some(Date { flaw, ..date });
        }
        // 201312月31日, 20131月1日: a year that lost its 年.
        let run = token.script == Script::Arabic && matches!(token.length, 5 | 6);
        let year = if run { self.leading_year(token)? } else { return None };
        let month: u32 = self.text.get(token.start + 4..token.end)?.parse().ok()?;
        let date = self.with_month(token.start, Some(year), token, after, Some(Flaw::Damaged));
        Some(Date { month: Some(month), ..date })
    }

    /// The rest of a date from behind its 月.
    fn with_month(&self, start: usize, year: Option<i32>, month: Token, after: usize, flaw: Option<Flaw>) -> Date {
        let mut end = after;
        let mut day = None;
        if let Some(token) = self.token(after).filter(|token| token.small().is_some())
            && let Some(mark) = self.at(token.end).filter(|c| zh::DAY.contains(c))
        {
            end = token.end + mark.len_utf8();
            day = token.small();
        } else {
            for part in ["底", "末"] {
                if self.text[after..].starts_with(part) {
                    end = after + part.len();
                }
            }
        }
        self.made(start..end, year, month.small(), day, flaw)
    }

    /// 2019-01-10, 2019.1.10, 2019/1/10.
    fn separated(&self, token: Token) -> Option<Date> {
        let mark = self.at(token.end).filter(|c| matches!(c, '-' | '.' | '/'))?;
        let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '_');
        let period = self.dates.last().is_some_and(|date| date.at.end + 1 == token.start);
        if !period && self.before(token.start).is_some_and(joined) {
            return None;
        }
        let two = |start: usize| {
            let part = self.at(start).filter(char::is_ascii_digit).map(|_| self.arabic(start));
            part.filter(|part| part.length <= 2)
        };
        let month = two(token.end + 1)?;
        if self.at(month.end) != Some(mark) {
            return None;
        }
        let day = two(month.end + 1)?;
        // What goes on as an address or a longer number is none; 2010.1.1-2010.12.31 is one.
        let longer = match self.at(day.end) {
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '/' | '_') => true,
            Some(c) => c == mark && mark != '-' && self.at(day.end + 1).is_some_and(|c| c.is_ascii_digit()),
            None => false,
        };
        (!longer).then(|| self.made(token.start..day.end, token.year(), month.small(), day.small(), None))
    }
}

/// Whether the calendar has no such month or day. A day of February without a year may be the 29th.
fn impossible(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> bool {
    let Some(month) = month else { return false };
    let leap = year.is_none_or(|year| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return true,
    };
    day.is_some_and(|day| day == 0 || day > days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn dates(text: &str) -> Vec<(String, Date)> {
        let document = Document::passage("a.txt", text);
        let prose = Folded::new(&document);
        scan(&prose, Language::Zh).into_iter().map(|date| (prose.text[date.at.clone()].to_owned(), date)).collect()
    }

    #[test]
    fn dates_in_their_many_forms() {
        type Case = (&'static str, &'static str, (i32, u32, u32), Option<Flaw>);
        let cases: &[Case] = &[
            ("于2010年6月12日上报", "2010年6月12日", (2010, 6, 12), None),
            ("于２０１０ 年 6 月 12 日上报", "2010年6月12日", (2010, 6, 12), None),
            ("2010年度", "2010年", (2010, 0, 0), None),
            ("截至2010年底", "2010年底", (2010, 0, 0), None),
            ("到12月底", "12月底", (0, 12, 0), None),
            ("二〇一〇年十二月三十一日", "二〇一〇年十二月三十一日", (2010, 12, 31), None),
            ("二○一○年元月廿一日", "二○一○年元月廿一日", (2010, 1, 21), None),
            ("二O一一年三月二十日", "二O一一年三月二十日", (2011, 3, 20), None),
            ("日期:2019-01-10", "2019-01-10", (2019, 1, 10), None),
            ("2019.1.10发布", "2019.1.10", (2019, 1, 10), None),
            ("2019/1/10", "2019/1/10", (2019, 1, 10), None),
            ("5月8日召开", "5月8日", (0, 5, 8), None),
            ("2018年4月31日", "2018年4月31日", (2018, 4, 31), Some(Flaw::Impossible)),
            ("2018年2月29日", "2018年2月29日", (2018, 2, 29), Some(Flaw::Impossible)),
            ("2020年2月29日", "2020年2月29日", (2020, 2, 29), None),
            ("2018年13月1日", "2018年13月1日", (2018, 13, 1), Some(Flaw::Impossible)),
            ("二九年十二月", "二九年十二月", (0, 12, 0), Some(Flaw::LostZeros)),
            ("二一〇年一月", "二一〇年一月", (0, 1, 0), Some(Flaw::LostZeros)),
            ("一八年三月", "一八年三月", (2018, 3, 0), None),
            ("20131月1日", "20131月1日", (2013, 1, 1), Some(Flaw::Damaged)),
            ("201312月31日", "201312月31日", (2013, 12, 31), Some(Flaw::Damaged)),
            ("201711日", "201711日", (2017, 0, 0), Some(Flaw::Damaged)),
            ("二〇九年,市局收到", "二〇九年", (0, 0, 0), Some(Flaw::LostZeros)),
            ("截至13月底", "13月底", (0, 13, 0), Some(Flaw::Impossible)),
            ("自年1月1日起", "1月1日", (0, 1, 1), Some(Flaw::Damaged)),
        ];
        for (text, written, key, flaw) in cases {
            let found = dates(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((found[0].0.as_str(), found[0].1.key(), found[0].1.flaw), (*written, *key, *flaw), "{text}");
        }
    }

    #[test]
    fn a_day_or_a_month_among_several_may_not_exist() {
        let flawed = |text| -> Vec<String> {
            dates(text).into_iter().filter(|(_, date)| date.flaw.is_some()).map(|(said, _)| said).collect()
        };
        assert_eq!(flawed("7月12日至35日"), ["35日"]);
        assert_eq!(flawed("2010年5月和15月"), ["15月"]);
        for text in ["7月12日至15日", "9月1日至30日内", "自6月1日至45日内", "5月、9月各一次", "1月至12月"]
        {
            assert!(flawed(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "二十年来",
            "二年内",
            "第二九年度",
            "12345年",
            "〔2010〕90号",
            "0416-2290120-802",
            "24月龄",
            "18月后",
            "3个月",
            "192.168.1.1",
            "80年代",
        ] {
            assert_eq!(dates(text), Vec::new(), "{text}");
        }
        assert!(dates("《2011年工作要点》")[0].1.quoted);
        assert!(dates("公告2010年第12号")[0].1.quoted);
        assert!(!dates("按照《条例》,2011年")[0].1.quoted);
    }
}
