//! Words by which Chinese prose announces a number of things: what is announced (方面, 环节, 专栏), and how a list is tied
//! to its announcement.

use super::numeral;
use std::ops::Range;

/// What is announced as a number of things, so that a list of them is expected near by. Other nouns are counted, not
/// announced.
const THINGS: [&str; 34] = [
    "方面",
    "环节",
    "领域",
    "专栏",
    "栏目",
    "板块",
    "渠道",
    "途径",
    "形式",
    "方式",
    "类别",
    "问题",
    "措施",
    "举措",
    "工作",
    "任务",
    "重点",
    "场所",
    "步骤",
    "阶段",
    "机制",
    "制度",
    "办公室",
    "科室",
    "部门",
    "单位",
    "系统",
    "平台",
    "不足",
    "内容",
    "指标",
    "层面",
    "关键",
    "载体",
];

/// Where the noun ends that a number behind which it stands announces; none where it is counted, not announced.
#[must_use]
pub fn noun_end(noun: &str) -> Option<usize> {
    THINGS.iter().filter_map(|thing| noun.find(thing).map(|at| at + thing.len())).max()
}

/// Whether the words before a number tie it to what follows: 以下, 如下.
#[must_use]
pub fn points_ahead(lead: &str) -> bool {
    ["以下", "如下", "下列", "下面"].iter().any(|word| lead.contains(word))
}

/// Verbs whose object a number may be: what stands before them is done, and no list of what is counted.
const PREDICATES: [&str; 92] = [
    "分为", "分成", "为", "是", "有", "设", "即", "共有", "设有", "含", "包括", "包含", "涉及", "涵盖", "覆盖", "发布",
    "公开", "公布", "公示", "推出", "推送", "制作", "编发", "编制", "编写", "刊发", "刊登", "播发", "播出", "转载",
    "解读", "宣传", "开展", "组织", "举办", "召开", "参加", "完成", "实现", "达到", "达", "取得", "获得", "新增",
    "增加", "减少", "设立", "设置", "开设", "开通", "建立", "建成", "建设", "打造", "构建", "推进", "推动", "落实",
    "抓好", "做好", "加强", "强化", "突出", "聚焦", "围绕", "坚持", "实施", "执行", "制定", "出台", "印发", "制发",
    "修订", "废止", "清理", "梳理", "整理", "归集", "更新", "上传", "报送", "办理", "办结", "受理", "收到", "答复",
    "回应", "回复", "检查", "整改", "发现", "解决",
];

/// The verb that a text ends in, of which what follows is the object.
#[must_use]
pub fn predicate(text: &str) -> Option<&'static str> {
    PREDICATES.iter().copied().filter(|verb| text.ends_with(verb)).max_by_key(|verb| verb.len())
}

/// Whether a verb only links a number to what stands before it.
#[must_use]
pub fn links(verb: &str) -> bool {
    matches!(
        verb,
        "分为"
            | "分成"
            | "为"
            | "是"
            | "有"
            | "设"
            | "即"
            | "共有"
            | "设有"
            | "含"
            | "包括"
            | "包含"
            | "达到"
            | "达"
    )
}

/// Whether the first of some names begins an adverbial: by what, in what form, about what something is done.
#[must_use]
pub fn opens_adverbial(name: &str) -> bool {
    const OPENERS: [&str; 16] = [
        "以", "通过", "围绕", "利用", "运用", "采取", "采用", "借助", "依托", "根据", "按照", "针对", "结合", "经由",
        "聚焦", "紧扣",
    ];
    OPENERS.iter().any(|word| name.contains(word))
}

/// Whether 等 in a name is part of a word: 高等教育, 平等, 等级.
#[must_use]
pub fn is_rank(name: &str) -> bool {
    ["高等", "中等", "初等", "平等", "同等", "等级", "等次", "均等", "对等"].iter().any(|word| name.contains(word))
}

/// Where the names begin that a number counts, from behind its noun: `:`, `,即`, `,分别为`.
#[must_use]
pub fn ties_names(behind: &str) -> Option<usize> {
    const TIES: [&str; 10] =
        [":", ",即:", ",即", "(即", ",分别为:", ",分别为", ",分别是", ",依次为", ",依次是", ",主要是"];
    TIES.iter().filter(|tie| behind.starts_with(**tie)).map(|tie| tie.len()).max()
}

/// Nouns that name a kind, not a thing: in brackets behind 县 they say what else is meant (市、区).
const GENERIC: [&str; 30] = [
    "市",
    "区",
    "县",
    "镇",
    "乡",
    "旗",
    "街",
    "村",
    "局",
    "委",
    "办",
    "街道",
    "园区",
    "社区",
    "管委会",
    "办事处",
    "开发区",
    "街道办",
    "部门",
    "单位",
    "机构",
    "科室",
    "中心",
    "直属单位",
    "事业单位",
    "企业",
    "学校",
    "医院",
    "街道办事处",
    "居委会",
];

/// Verbs that begin something new inside what looks like names joined by 、.
const ACTS: [&str; 16] = [
    "开展", "组织", "实施", "完成", "推进", "设立", "建立", "发布", "召开", "举办", "制定", "印发", "办理", "围绕",
    "通过", "做好",
];

/// Whether a name is that of a kind.
#[must_use]
pub fn is_generic(name: &str) -> bool {
    GENERIC.contains(&name) || name.chars().count() < 2
}

/// Whether a name behind the first says an action, so that the names begin there.
#[must_use]
pub fn acts_within(names: &str) -> bool {
    names.split('、').skip(1).any(|name| ACTS.iter().any(|act| name.contains(act)))
}

/// Whether the names before a number all end in what its noun says too: 浅湾海关、东礁海关 before 隶属海关.
#[must_use]
pub fn of_one_kind(names: &str, noun: &str) -> bool {
    let Some((first, rest)) = names.split_once('、') else { return false };
    let heads = first.char_indices().rev().skip(1).map(|(at, _)| &first[at..]);
    let mut heads = heads.take_while(|head| rest.split('、').all(|name| name.ends_with(head)));
    heads.any(|head| noun.contains(head))
}

/// Whether a list in brackets names some only, or what else is counted.
#[must_use]
pub fn opens_list(inside: &str) -> bool {
    ["含", "包括", "如", "主要", "其中", "不含", "除", "另", "每", "各", "均", "分别"]
        .iter()
        .any(|word| inside.starts_with(word))
}

/// Whether a character is a figure: a slogan (双随机、一公开) has its own count.
#[must_use]
pub fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || numeral::is_numeral(c) || c == '双'
}

/// How many titles 《…》 or quotations “…” stand side by side at the end of a text, and where they begin.
#[must_use]
pub fn quotations_at_end(text: &str) -> (usize, usize) {
    let mut end = text.trim_end_matches(['这', '共']).len();
    let (mut count, mut start) = (0, end);
    loop {
        let rest = &text[..end];
        let opening = match rest.chars().next_back() {
            Some('》') => '《',
            Some('”') => '“',
            Some('"') => '"',
            _ => return (count, start),
        };
        let inside = rest.trim_end_matches(['》', '”', '"']);
        let Some(at) = inside.rfind(opening) else { return (count, start) };
        count += 1;
        start = at;
        end = text[..at].trim_end_matches(['、', '和', '与', '及']).len();
    }
}

/// How many titles a text begins with, joined by stops, remarks in brackets between them, and how long they are; none
/// where 等 leaves more out.
#[must_use]
pub fn titles_at_start(text: &str) -> Option<(usize, usize)> {
    let (mut count, mut at) = (0, 0);
    let mut end = 0;
    while let Some(title) = text[at..].strip_prefix('《') {
        at += '《'.len_utf8() + title.find('》')? + '》'.len_utf8();
        if text[at..].starts_with('(') {
            at += text[at..].find(')')? + 1;
        }
        count += 1;
        end = at;
        let stop = text[at..].chars().next().filter(|c| matches!(c, '、' | ',' | ';' | '和' | '及'));
        at += stop.map_or(0, char::len_utf8);
    }
    (!text[end..].starts_with('等')).then_some((count, end))
}

/// A slogan that counts what it is made of: “四公开”, “三个一”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slogan {
    /// The number said.
    pub count: usize,
    /// The quotation, marks included, in bytes of the text.
    pub at: Range<usize>,
    /// What is counted: 公开, 一, 到位.
    pub head: Range<usize>,
}

/// Slogans whose parts every reader knows; what stands before them is not their list.
const KNOWN: [&str; 12] =
    ["五公开", "三公", "三农", "四风", "两会", "三会", "三级", "两级", "六稳", "六保", "四个意识", "两个维护"];

/// The slogans of a text.
#[must_use]
pub fn slogans(text: &str) -> Vec<Slogan> {
    let mut found = Vec::new();
    for (open, mark) in text.match_indices('“') {
        let from = open + mark.len();
        let Some(length) = text[from..].find('”') else { break };
        let inside = &text[from..from + length];
        let Some(first) = inside.chars().next() else { continue };
        let Some(count) = numeral::digit(first).filter(|count| (2..=9).contains(count)) else { continue };
        let head = inside[first.len_utf8()..].trim_start_matches(['个', '项', '种']);
        let plain = !head.is_empty() && head.chars().count() <= 4 && (head == "一" || !head.chars().any(is_figure));
        let whole = inside.chars().count() >= 3;
        if plain && whole && !KNOWN.contains(&inside) {
            let head = from + length - head.len()..from + length;
            let count = usize::try_from(count).unwrap_or(0);
            found.push(Slogan { count, at: open..from + length + '”'.len_utf8(), head });
        }
    }
    found
}

/// The items of a list in one clause chain that a slogan's head makes parallel: each begins or ends with it, or holds it.
#[must_use]
pub fn parallel_items(list: &str, head: &str) -> Option<usize> {
    let items: Vec<&str> = list.split([',', ';']).collect();
    let alike = items.iter().all(|item| if head == "一" { item.starts_with(head) } else { item.ends_with(head) });
    (alike && items.len() >= 2).then_some(items.len())
}

/// Whether the words before a number point back to a list: 上述, 以上.
#[must_use]
pub fn points_back(lead: &str) -> bool {
    ["上述", "以上", "前述", "上列"].iter().any(|word| lead.ends_with(word))
}

/// Whether words speak of shortcomings, which a report lists and then refers back to.
#[must_use]
pub fn speaks_of_problems(text: &str) -> bool {
    ["问题", "不足", "困难"].iter().any(|word| text.contains(word))
}

/// Whether what stands behind a slogan lets it be one that sums up the names before it: a stop, or 的, 要求.
#[must_use]
pub fn ends_slogan(behind: &str) -> bool {
    behind.is_empty()
        || behind.starts_with([',', ';', '。', '的', '\n'])
        || ["要求", "制度", "机制", "原则", "办法", "工作法"].iter().any(|word| behind.starts_with(word))
}

/// Whether a text before a slogan says whose it is rather than what it is made of: 落实国务院、省政府“六公开”.
#[must_use]
pub fn says_whose(names: &str) -> bool {
    ["落实", "贯彻", "按照", "根据", "省", "国务院", "中央", "政府", "上级"].iter().any(|word| names.contains(word))
}

/// The length of a quoted noun directly behind a number: “不够” of `两个“不够”`.
#[must_use]
pub fn quoted_noun(behind: &str) -> Option<usize> {
    let inside = behind.strip_prefix('“')?;
    let end = inside.find('”')?;
    (inside[..end].chars().count() <= 4).then(|| '“'.len_utf8() + end + '”'.len_utf8())
}

/// Whether a unit counts things that have names, each of which may be said beside the number.
#[must_use]
pub fn counts_things(unit: &str) -> bool {
    matches!(unit, "个" | "项" | "种" | "类" | "家" | "座" | "所" | "起" | "部" | "件" | "支" | "处")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_counted_or_left() {
        assert_eq!(quotations_at_end("制定《甲》《乙》和《丙》").0, 3);
        assert_eq!(quotations_at_end("制定《甲》,执行").0, 0);
        assert_eq!(titles_at_start("《甲》(2018年)、《乙》,废止").map(|(count, _)| count), Some(2));
        assert_eq!(titles_at_start("《甲》《乙》等"), None);
        assert!(of_one_kind("浅湾海关、东礁海关", "隶属海关") && !of_one_kind("企业、商户", "单位"));
        assert!(acts_within("干部、群众开展宣传") && !acts_within("开展宣传、培训"));
        assert!(is_generic("市") && is_generic("街道") && !is_generic("财政所"));
        assert_eq!(quoted_noun("“不够”:"), Some("“不够”".len()));
    }

    #[test]
    fn slogans_count_their_names() {
        let counts = |text: &str| slogans(text).iter().map(|slogan| slogan.count).collect::<Vec<_>>();
        assert_eq!(counts("依据、程序“两公开”,“三个一”"), [2, 3]);
        assert!(counts("“五公开”“三公”“三重一大”“双随机”“一窗受理”").is_empty());
        assert_eq!(parallel_items("与甲相结合,与乙相结合", "结合"), Some(2));
        assert_eq!(parallel_items("加强领导,完善制度", "结合"), None);
    }
}
