//! Words by which Chinese prose announces a number of things: what is announced (方面, 环节, 专栏), and how a list is tied
//! to its announcement.

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

/// Names joined by 、 at the end of a text, as the fewest and the most they may be (和 joins two names or stands inside
/// one), where there are at least two; 、 inside brackets and quotation marks joins nothing. True where 等 closes them.
#[must_use]
pub fn names_before(lead: &str) -> Option<(usize, usize, bool)> {
    let bare = lead.trim_end_matches(['这', '共']);
    let closed = bare.strip_suffix('等');
    let (fewest, most) = names(closed.unwrap_or(bare))?;
    Some((fewest, most, closed.is_some()))
}

/// The names that a text without stops is made of.
#[must_use]
pub fn names(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut commas = 0;
    let mut joins = 0;
    let mut last = None;
    for c in text.chars() {
        match c {
            '(' | '《' | '“' | '〔' | '「' => depth += 1,
            ')' | '》' | '”' | '〕' | '」' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                if matches!(last, None | Some('、')) {
                    return None;
                }
                commas += 1;
            }
            '和' | '及' | '与' | '或' | '暨' if depth == 0 => joins += 1,
            _ => {}
        }
        last = Some(c);
    }
    (commas > 0 && depth == 0 && last != Some('、')).then_some((commas + 1, commas + 1 + joins))
}
