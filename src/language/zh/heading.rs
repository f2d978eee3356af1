//! How Chinese headings are worded: what joins two topics in one heading, which characters may come and go without
//! changing a title, what a heading that names a measure begins with, what a heading that names a topic ends with.
//! Holds no title of any regime.

/// What stands above a table of contents, letters only.
pub const CONTENTS: &[&str] = &["目录", "目次", "内容目录", "本报告目录", "contents", "tableofcontents"];

/// Joins two topics in one heading: 收费及减免情况、复议诉讼情况.
const JOINERS: [char; 9] = ['、', '及', '和', '与', '暨', ',', ';', '并', '或'];

/// Whether a character may join two topics in one heading.
#[must_use]
pub fn joins(c: char) -> bool {
    JOINERS.contains(&c)
}

/// A title as it is compared: letters only, with the characters left out that come and go (的, 之) and one sign for all
/// that join (及, 和, 与, 以及).
#[must_use]
pub fn skeleton(letters: &str) -> String {
    let mut kept = String::with_capacity(letters.len());
    let mut chars = letters.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '的' | '之' => {}
            // 以及 is 及; 以 elsewhere stays.
            '以' if chars.peek() == Some(&'及') => {}
            '及' | '与' | '暨' => kept.push('和'),
            other => kept.push(other),
        }
    }
    kept
}

/// Verbs that a heading begins with when it names a measure taken and not a topic reported on.
const MEASURES: [&str; 40] = [
    "加强",
    "加大",
    "加快",
    "健全",
    "完善",
    "推进",
    "推动",
    "规范",
    "强化",
    "深化",
    "落实",
    "抓好",
    "抓紧",
    "狠抓",
    "做好",
    "提高",
    "提升",
    "严格",
    "严把",
    "认真",
    "积极",
    "建立",
    "创新",
    "拓宽",
    "拓展",
    "明确",
    "切实",
    "扎实",
    "稳步",
    "不断",
    "继续",
    "进一步",
    "努力",
    "大力",
    "注重",
    "突出",
    "优化",
    "细化",
    "充分",
    "畅通",
];

/// Whether a heading names a measure (加强组织领导) and not a topic.
#[must_use]
pub fn names_measure(title: &str) -> bool {
    MEASURES.iter().any(|verb| title.starts_with(verb))
}

/// Nouns that a heading which names a topic ends with.
const TOPICS: [&str; 23] = [
    "情况", "状况", "概况", "概述", "综述", "问题", "不足", "措施", "意见", "建议", "事项", "工作", "打算", "计划",
    "方向", "方式", "形式", "说明", "附表", "收费", "诉讼", "复议", "公开",
];

/// Whether a clause ends as headings end that name a topic.
#[must_use]
pub fn names_topic(clause: &str) -> bool {
    TOPICS.iter().any(|noun| clause.ends_with(noun))
}

/// Words of two characters that headings are made of: where a character differs from a title and makes one of these with
/// its neighbour, it was chosen and is no slip.
const ORDINARY: &str = "政务 状况 重要 突出 措施 办法 工作 开展 事项 意见 方面 进展 整体 总体 概况 受理 处理 办理 收取 减免 \
    免除 免收 提起 提出 引起 引发 申请 申诉 情况 现状 不足 改进 改善 整改 完善 建议 计划 打算 对策 进度 成效 成绩 做法 问题 困难 \
    存在 仍存 尚存 公开 发布 信息 资料 数据 需要 应当 说明 报告 汇报 通报 情形 内容 形式 渠道 方式 途径 复议 诉讼 投诉 举报 咨询 \
    回应 答复 收费 费用 支出 本年 全年 年度 其他 其它 其余 有关 相关 主要 基本 行政 主动 依法 依申 被申 因政 由于";

/// Whether two neighbouring characters make an ordinary word of headings.
#[must_use]
pub fn is_ordinary(pair: &str) -> bool {
    ORDINARY.split_whitespace().any(|word| word == pair)
}
