//! How Chinese prose ties a percentage to counts: a share of a whole (占), shares of several in order (分别占), a named rate
//! (合格率), growth against another time.

/// What stands between a count and its share of a whole, at its beginning.
pub const TIES: &[&str] = &["占", "所占", "约占", "比例为", "比例"];

/// Words that announce the shares of several counts in their order.
const IN_ORDER: [&str; 10] = [
    "分别占",
    "依次占",
    "各占",
    "占比依次为",
    "占比分别为",
    "占比分别是",
    "比例分别为",
    "比例依次为",
    "比重分别为",
    "比重依次为",
];

/// Words of a whole whose name tells which amount it is.
const BASES: [&str; 9] = ["主动公开", "办结", "受理", "收到", "新收", "应办", "答复", "登记", "发布"];

/// Words by which an amount grows or shrinks.
const GROWTH: [&str; 14] = [
    "增长",
    "增幅",
    "上升",
    "提高",
    "增加",
    "下降",
    "减少",
    "降低",
    "降幅",
    "增长率",
    "同比增",
    "同比降",
    "升幅",
    "减幅",
];

/// Rates whose name says of what: they are of another whole than the counts beside them.
const LOOSE: [&str; 8] = ["满意", "知晓", "覆盖", "普及", "全文电子化", "电子化", "公开", "及时"];

/// What may stand before the name of a rate and does not change what it is of.
const OF_WHAT: [&str; 10] = ["栏目", "留言", "问卷", "的", "”", "意见", "建议", "案件", "样品", "信箱"];

/// Whether the words before the first of several percentages say that they are in the order of the counts before.
#[must_use]
pub fn is_in_order(between: &str) -> bool {
    IN_ORDER.iter().any(|word| between.ends_with(word))
}

/// What the whole of a share is, of which 占 says the name: 办结 of 占办结总数的.
#[must_use]
pub fn base(between: &str) -> Option<&'static str> {
    let name = &between[between.find('占')?..];
    BASES.iter().copied().find(|base| name.contains(base))
}

/// Whether nothing is said between a count and its percentage but that it is its share.
#[must_use]
pub fn names_nothing(between: &str) -> bool {
    let between = between.trim_start_matches([',', '(']).trim_end_matches(['为', '达', '了']);
    matches!(between, "占" | "占比" | "占总数的" | "占总量的" | "占全部的" | "占总体的")
}

/// The name of a rate that the words before a percentage end in: 合格 of 合格率为.
#[must_use]
pub fn rate(lead: &str) -> Option<&str> {
    let lead = lead.trim_end_matches(['为', '达', '到', '是', '仅', '约']);
    let name = lead.strip_suffix('率')?;
    let start = name.char_indices().rev().nth(1).map(|(at, _)| at)?;
    // 提前办结率 is of other counts than 办结.
    let plain = start == 0 || OF_WHAT.iter().any(|word| name[..start].ends_with(word));
    (plain && !LOOSE.iter().any(|word| name.ends_with(word))).then(|| &name[start..])
}

/// Whether the words before a count make it the one that a rate is of: 已合格 of 合格率, not 不合格.
#[must_use]
pub fn is_of(name: &str, lead: &str) -> bool {
    let Some((before, _)) = lead.split_once(name) else { return false };
    !before.ends_with(['不', '未', '非', '无'])
}

/// Whether the words before a percentage end in a word of growth.
#[must_use]
pub fn grows(lead: &str) -> bool {
    let lead = lead.trim_end_matches(['为', '了', '达', '约']);
    GROWTH.iter().any(|word| lead.ends_with(word))
}

/// Whether the words before a percentage say that things became fewer by it: 精简比例为.
#[must_use]
pub fn shrinks(lead: &str) -> bool {
    let lead = lead.trim_end_matches(['为', '达', '是']);
    ["比例", "率", "幅度"].iter().any(|end| {
        let verb = lead.strip_suffix(end).unwrap_or_default();
        ["精简", "压缩", "压减", "减少"].iter().any(|word| verb.ends_with(word))
    })
}

/// Whether the words before an amount say that there were so many before: 原有.
#[must_use]
pub fn was(lead: &str) -> bool {
    ["原有", "原", "原来有", "原先有"].iter().any(|word| lead.ends_with(word))
}

/// Whether the words between two amounts make the second what the first became: 提高到, 减少至.
#[must_use]
pub fn changes_to(between: &str) -> bool {
    let verb = between.trim_end_matches(['到', '至', '为']);
    verb != between && verb.chars().count() <= 4 && GROWTH.iter().any(|word| verb.ends_with(word))
}

/// Whether the words between two amounts make the second the difference to another time: ,同比增加.
#[must_use]
pub fn differs(between: &str) -> bool {
    let between = between.trim_start_matches([',', '(']);
    ["同比", "比上年", "较上年", "比去年", "较去年"].iter().any(|word| {
        let verb = between.strip_prefix(word).map(|verb| verb.trim_end_matches('了'));
        verb.is_some_and(|verb| matches!(verb, "增加" | "增长" | "减少" | "下降" | "上升"))
    })
}

/// Whether such words say that it became less.
#[must_use]
pub fn is_less(between: &str) -> bool {
    ["减少", "下降", "降低", "降幅", "减幅", "同比降", "精简", "压缩", "压减"].iter().any(|word| between.contains(word))
}

/// Whether words name another year: 2013年, 上年为.
#[must_use]
pub fn is_year(words: &str) -> bool {
    let year = words.trim_end_matches(['为', '是', '度', '的']).trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(year, "年" | "上年" | "去年" | "上年同期" | "去年同期" | "年同期")
}

/// Whether a percentage is of what went or came (精简比例), not of what a count is.
#[must_use]
pub fn is_of_change(between: &str) -> bool {
    ["精简", "压缩", "压减", "减少", "增"].iter().any(|word| between.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_tied_to_what_they_are_of() {
        assert!(is_in_order(",占比依次为") && !is_in_order(",占"));
        assert_eq!(base(",占办结总数的"), Some("办结"));
        assert!(names_nothing(",占") && !names_nothing(",占全村总户数的"));
        assert_eq!(rate("合格率为"), Some("合格"));
        assert_eq!(rate("群众满意率"), None);
        assert!(is_of("合格", "抽检合格") && !is_of("合格", "不合格"));
        assert!(grows("增幅") && grows("同比增长了") && !grows("占"));
        assert!(changes_to("提高到") && !changes_to("到"));
        assert!(is_year("2013年为") && !is_year("其中"));
    }
}
