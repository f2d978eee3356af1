//! How Chinese reports say that there is nothing to report, in so many words and no more.

/// Answers that only say "none".
const NONE: [&str; 17] = [
    "无",
    "暂无",
    "没有",
    "无情况",
    "无此情况",
    "无此类情况",
    "无此项",
    "无此项内容",
    "无此项工作",
    "无相关情况",
    "无内容",
    "无事项",
    "略",
    "空",
    "同上",
    "同上年",
    "待补充",
];

/// How a sentence says that something did not happen.
const DENIALS: [&str; 16] = [
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "未发生",
    "没有发生",
    "未受理",
    "没有受理",
    "未收取",
    "没有收取",
    "未出现",
    "没有出现",
    "未产生",
    "没有产生",
    "不存在",
    "没有因",
];

/// Whether a sentence says that something did not happen: 全年未收到申请. Such sentences are rightly the same each year.
#[must_use]
pub fn denies(sentence: &str) -> bool {
    DENIALS.iter().any(|denial| sentence.contains(denial))
}

/// Whether the letters of a text only say "none": 无, 本年度无.
#[must_use]
pub fn says_nothing(letters: &str) -> bool {
    let mut bare = letters;
    for lead in ["本年度", "本年", "全年", "年度", "我单位", "本单位", "我局", "我镇", "我乡"] {
        bare = bare.strip_prefix(lead).unwrap_or(bare);
    }
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.strip_prefix("年度").or_else(|| bare.strip_prefix('年')).unwrap_or(bare);
    NONE.contains(&bare)
}
