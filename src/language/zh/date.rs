//! Chinese dates: the characters of years, months and days, and the words that tie two dates into a period.

/// The characters behind a year, a month and a day.
pub const YEAR: char = '年';
/// The character behind a month.
pub const MONTH: char = '月';
/// The characters behind a day.
pub const DAY: [char; 2] = ['日', '号'];

/// 元月 is January.
pub const FIRST_MONTH: char = '元';

/// The value of a Chinese digit in a year written character by character.
#[must_use]
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | '◯' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Letters and digits that stand for 〇 inside a year in Chinese digits: 二O一O年.
#[must_use]
pub fn stands_for_zero(c: char) -> bool {
    matches!(c, 'O' | 'o' | '0' | 'Ο' | 'О')
}

/// The tens of a month or a day: 十 counts 10, 廿 20, 卅 30.
#[must_use]
pub fn tens(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// What may stand between the end of a date and the word that leads on to the next: hours, 起, brackets.
pub const AFTER: &[&str] = &[
    "零时零分",
    "零时",
    "0时0分",
    "00时00分",
    "0时",
    "00时",
    "24时",
    "二十四时",
    "0:00",
    "00:00",
    "00:00:00",
    "零点",
    "0点",
    "起始",
    "起算",
    "开始",
    "起",
    "始",
    ",",
    "、",
    ";",
    ":",
    " ",
    "(",
    ")",
    "(含)",
];

/// What leads from a period's first day to its last. Longer ones first.
pub const UNTIL: &[&str] = &[
    "终止时间",
    "终止日期",
    "结束时间",
    "结束日期",
    "截止时间",
    "截止日期",
    "截至时间",
    "截至日期",
    "截至到",
    "截止到",
    "截止至",
    "截至",
    "截止",
    "终止于",
    "终止",
    "结束于",
    "止于",
    "为止",
    "直至",
    "止",
    "至",
    "到",
    "-",
    "—",
    "–",
    "―",
    "─",
    "━",
    "~",
    "﹣",
    "∼",
    "〜",
    "﹏",
];

/// Words without meaning of their own between the two days: 终止时间为.
pub const FILL: &[&str] = &["为", "是", "于"];

/// What stands before a day whose year vanished when the text was copied: 自年1月1日.
#[must_use]
pub fn leads_to_date(c: char) -> bool {
    matches!(c, '自' | '从' | '至' | '到' | '为' | '于' | '起' | '(' | ':' | ',' | '-' | '—' | '~' | '止')
}
