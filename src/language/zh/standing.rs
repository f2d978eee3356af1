//! What a report says of arrangements that stand from year to year, in rightly the same words.

/// Words of such sentences: who does what, where things are found, how long they take; and the counts that are asked for.
const WORDS: &[&str] = &[
    "设置",
    "设有",
    "设立",
    "下设",
    "开设",
    "负责",
    "指定",
    "专人",
    "组长",
    "领导小组",
    "公开渠道",
    "查阅点",
    "查阅场所",
    "地址",
    "电话",
    "网址",
    "http",
    "www",
    "工作日",
    "邮编",
    "条例",
    "依据",
    "根据",
    "为准",
    "口径",
    "统计",
    "主动公开",
    "申请",
    "制度",
    "职责",
    "职能",
    "分工",
    "实行",
];

/// Whether a sentence tells of a standing arrangement.
#[must_use]
pub fn stands(sentence: &str) -> bool {
    WORDS.iter().any(|word| sentence.contains(word))
}
