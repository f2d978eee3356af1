//! Families of names that divide a whole among them: 专职 and 兼职, 维持 and 纠正, 当面 and 信函. Parts named by one family
//! belong to one division though nothing (其中, 分别) announces it.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// A family: its names, and those of which one makes a list of two complete.
struct Family {
    names: &'static [&'static str],
    /// Whether two of the names already make the whole.
    pair: bool,
}

const FAMILIES: [Family; 18] = [
    // How an application was answered.
    Family {
        names: &[
            "予以公开",
            "同意公开",
            "全部公开",
            "部分公开",
            "不予公开",
            "不同意公开",
            "无法提供",
            "不予处理",
            "不存在",
            "非本机关",
            "不属于本",
            "不属本",
            "告知",
            "其他处理",
            "已主动公开",
            "属于主动公开",
            "属主动公开",
        ],
        pair: false,
    },
    // How a review or a lawsuit ended.
    Family {
        names: &[
            "维持",
            "纠正",
            "纠错",
            "驳回",
            "撤诉",
            "撤回",
            "终止",
            "未审结",
            "未结",
            "在审理",
            "确认违法",
            "胜诉",
            "败诉",
            "其他结果",
            "其他情形",
        ],
        pair: false,
    },
    // How an application came in.
    Family {
        names: &[
            "当面", "现场", "网络", "网上", "信函", "邮寄", "信件", "传真", "邮件", "在线", "来信", "来访", "来电",
            "电话",
        ],
        pair: false,
    },
    // Who applied.
    Family {
        names: &["自然人", "公民", "个人", "法人", "企业", "其他组织", "社会组织", "科研机构", "公益组织", "法律服务"],
        pair: false,
    },
    // What becomes of a document when it is drawn up.
    Family { names: &["主动公开", "依申请", "不予公开", "不公开", "免于公开"], pair: false },
    // What becomes of a document or a power when it is reviewed.
    Family {
        names: &["保留", "继续有效", "修订", "修改", "废止", "失效", "取消", "下放", "合并", "归并", "关停"],
        pair: false,
    },
    Family { names: &["优秀", "良好", "合格", "不合格", "优良", "达标"], pair: false },
    Family { names: &["首批", "第一批", "第二批", "第三批", "第四批", "第五批"], pair: false },
    Family { names: &["上半年", "下半年", "一季度", "二季度", "三季度", "四季度"], pair: false },
    // Who of an administration.
    Family {
        names: &["本级", "部门", "办公室", "直属", "乡镇", "街道", "县(市、区)", "市(县、区)", "区直", "县直", "市直"],
        pair: false,
    },
    Family { names: &["专职", "兼职"], pair: true },
    Family { names: &["按时", "按期", "延期", "逾期"], pair: true },
    Family { names: &["同意发布", "不予发布", "不同意发布"], pair: true },
    Family { names: &["公办", "民办", "公建民营"], pair: false },
    Family { names: &["城市", "城镇", "农村"], pair: false },
    Family { names: &["博士", "硕士", "研究生", "本科", "大专", "专科"], pair: false },
    Family { names: &["男", "女"], pair: true },
    Family { names: &["进口", "出口"], pair: true },
];

/// The names of all families in one automaton, and by each name's number its family's.
static NAMES: LazyLock<(Option<AhoCorasick>, Vec<usize>)> = LazyLock::new(|| {
    let names =
        || FAMILIES.iter().enumerate().flat_map(|(at, family)| family.names.iter().map(move |name| (at, *name)));
    (AhoCorasick::new(names().map(|(_, name)| name)).ok(), names().map(|(at, _)| at).collect())
});

/// Words by which a last part takes in what is left, so that it belongs to any family.
const REST: [&str; 5] = ["其他", "其它", "其余", "剩余", "余下"];

/// The longest name of a part, in characters.
const NAME: usize = 16;

/// The families that the name of a part belongs to, a bit for each; all of them for 其他 and 其余.
#[must_use]
pub fn families(name: &str) -> u32 {
    if name.chars().count() > NAME {
        return 0;
    }
    let (names, families) = &*NAMES;
    let met = names.iter().flat_map(|names| names.find_overlapping_iter(name));
    let found =
        met.filter_map(|met| families.get(met.pattern().as_usize())).fold(0, |found, family| found | 1 << family);
    if found == 0 && REST.iter().any(|word| name.starts_with(word)) { u32::MAX } else { found }
}

/// Whether two names of these families make a whole.
#[must_use]
pub fn is_pair(families: u32) -> bool {
    FAMILIES.iter().enumerate().any(|(at, family)| family.pair && families & (1 << at) != 0)
}

/// Whether these families divide what an office deals with: how it was answered, how it ended, how it came in, by whom.
#[must_use]
pub fn is_of_dealings(families: u32) -> bool {
    families & 0b1111 != 0
}

/// Whether two names of these families leave others to be expected: an application or a lawsuit can end in many ways.
#[must_use]
pub fn has_many(families: u32) -> bool {
    families & 0b11 != 0
}

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
    fn names_of_one_division_share_a_family() {
        for (one, other, kin) in [
            ("专职", "兼职", true),
            ("同意公开", "信息不存在", true),
            ("网上申请", "当面申请", true),
            ("维持", "其余", true),
            ("召开会议", "专职", false),
            ("专职", "维持", false),
        ] {
            assert_eq!(families(one) & families(other) != 0, kin, "{one} {other}");
        }
        assert!(is_pair(families("专职人员") & families("兼职人员")));
        assert!(!is_pair(families("维持")));
    }

    #[test]
    fn a_shared_head_is_what_names_end_in() {
        assert_eq!(shared_head("企业代表", "社区代表", 2), Some("代表"));
        assert_eq!(shared_head("代表", "社区代表", 2), None);
        assert_eq!(shared_head("会议", "培训", 2), None);
    }
}
