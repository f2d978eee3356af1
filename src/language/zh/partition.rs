//! Names that divide a whole in any text (专职 and 兼职, 上半年 and 下半年), and what the names of parts share. What divides a
//! whole in one regime stands in its rulebook as `[[family]]`.

/// Families of names: their names, and whether two of them already make the whole.
pub const FAMILIES: &[(&[&str], bool)] = &[
    (&["优秀", "良好", "合格", "不合格", "优良", "达标"], false),
    (&["首批", "第一批", "第二批", "第三批", "第四批", "第五批"], false),
    (&["上半年", "下半年", "一季度", "二季度", "三季度", "四季度"], false),
    (&["专职", "兼职"], true),
    (&["按时", "按期", "延期", "逾期"], true),
    (&["公办", "民办", "公建民营"], false),
    (&["城市", "城镇", "农村"], false),
    (&["博士", "硕士", "研究生", "本科", "大专", "专科"], false),
    (&["男", "女"], true),
    (&["进口", "出口"], true),
];

/// Words by which a last part takes in what is left, so that it belongs to any family.
pub const REST: &[&str] = &["其他", "其它", "其余", "剩余", "余下"];

/// What the names of parts end in alike, at least so many characters long, where they are more than that: 企业代表,
/// 社区代表.
#[must_use]
pub fn shared_head<'a>(one: &'a str, other: &str, least: usize) -> Option<&'a str> {
    let mut length = 0;
    for (a, b) in one.chars().rev().zip(other.chars().rev()) {
        if a != b || !('\u{4e00}'..='\u{9fff}').contains(&a) {
            break;
        }
        length += a.len_utf8();
    }
    let head = &one[one.len() - length..];
    (head.chars().count() >= least && length < one.len() && length < other.len()).then_some(head)
}

/// Whether the words of a total have the head of its parts, or the end of it: 二级以上医院 of 三级医院.
#[must_use]
pub fn has_head(words: &str, head: &str) -> bool {
    let mut ends = head.char_indices().map(|(at, _)| &head[at..]);
    words.contains(head) || ends.any(|end| end.chars().count() >= 2 && words.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_head_is_what_names_end_in() {
        assert_eq!(shared_head("企业代表", "社区代表", 2), Some("代表"));
        assert_eq!(shared_head("代表", "社区代表", 2), None);
        assert_eq!(shared_head("会议", "培训", 2), None);
    }
}
