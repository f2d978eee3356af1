//! Words in tables that reports add on their own: totals, parts of parts, shares.

/// What a row of totals is called.
pub const TOTALS: &[&str] = &["合计", "总计", "共计", "总数", "合 计", "总 计"];

/// What tells rows that are parts of other rows.
pub const PARTS: &[&str] = &["小计", "其中", "累计"];

/// What heads a column that does not add up.
pub const SHARES: &[&str] = &["比", "率", "%", "序号", "编号", "平均", "人均", "排名", "得分", "时间", "日期", "年份"];

/// Words between a label and its number.
const BETWEEN: &[&str] = &["类信息", "信息", "类", "方面", "的", "共计", "共", "为", "有", "计", "达"];

/// The text behind words that may stand between a label and its number.
#[must_use]
pub fn skip(text: &str) -> &str {
    let mut rest = text;
    while let Some(word) = BETWEEN.iter().find(|word| rest.starts_with(**word)) {
        rest = &rest[word.len()..];
    }
    rest
}

/// Signs and names of currencies before a number.
pub const CURRENCIES: &[&str] = &["人民币", "￥", "¥"];

/// Units of money and the power of ten of each.
pub const MONEY: &[(&str, u32)] = &[
    ("元", 0),
    ("千元", 3),
    ("万元", 4),
    ("百万元", 6),
    ("千万元", 7),
    ("亿元", 8),
    ("円", 0),
    ("千円", 3),
    ("百万円", 6),
];

/// Words of scale behind a number and the power of ten of each.
pub const MAGNITUDES: &[(&str, u32)] = &[("万", 4), ("亿", 8)];

/// What a caption or a header says of units begins with.
pub const UNITS: &[&str] = &["金额单位", "计量单位", "单位"];
