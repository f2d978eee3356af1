//! Words by which Chinese prose divides a total: what announces parts, what leaves a list open, what is no part.

/// Words directly behind 其中 that announce some parts only.
const SOME: [&str; 8] = ["主要", "包括", "包含", "例如", "比如", "较多", "重点", "如"];

/// Words that compare with another time: the amount behind them is neither total nor part.
const CHANGE: [&str; 17] = [
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "同比",
    "环比",
    "增长",
    "增加",
    "减少",
    "下降",
    "提高",
    "上升",
    "多出",
    "上年同期",
    "去年同期",
    "去年",
    "历年",
];

/// Words of a clause that begins something new rather than the next part.
const FRESH: [&str; 44] = [
    "办结",
    "已办结",
    "已办",
    "全部",
    "均",
    "按时",
    "按期",
    "答复",
    "已答复",
    "回复",
    "受理",
    "收到",
    "接待",
    "召开",
    "举办",
    "开展",
    "组织",
    "印发",
    "发放",
    "结转",
    "转办",
    "累计",
    "共",
    "另",
    "还",
    "同时",
    "此外",
    "目前",
    "截至",
    "截止",
    "接受",
    "制定",
    "制作",
    "开设",
    "更新",
    "上报",
    "报送",
    "编制",
    "发布",
    "全年",
    "本年",
    "今年",
    "解答",
    "完成",
];

/// Channels of publication. The same information may go out by several.
const CHANNEL: [&str; 28] = [
    "网站",
    "网页",
    "门户网",
    "信息网",
    "微信",
    "微博",
    "公众号",
    "客户端",
    "APP",
    "公报",
    "公开栏",
    "公示栏",
    "公告栏",
    "宣传栏",
    "显示屏",
    "电子屏",
    "触摸屏",
    "广播",
    "电视",
    "报纸",
    "报刊",
    "媒体",
    "查阅点",
    "平台",
    "渠道",
    "头条",
    "抖音",
    "短信",
];

/// Words of dealings between two sides, each of which takes one channel only.
const DEALING: [&str; 13] =
    ["申请", "提交", "咨询", "投诉", "举报", "来信", "来电", "来访", "受理", "收到", "留言", "办结", "答复"];

/// Words by which the last part takes in the rest.
const REST: [&str; 4] = ["其他", "其它", "其余", "剩余"];

fn any(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the words between 其中 and the first part announce some parts only.
#[must_use]
pub fn announces_some(lead: &str) -> bool {
    let lead = lead.trim_start_matches([',', ':', '、']);
    SOME.iter().any(|word| lead.starts_with(word))
}

/// Whether the words before an amount say that it is a difference to, or a value of, another time.
#[must_use]
pub fn is_change(lead: &str) -> bool {
    any(&CHANGE, lead)
}

/// Whether a clause begins something new.
#[must_use]
pub fn begins_anew(clause: &str) -> bool {
    fresh(clause).is_some()
}

/// The word by which a clause begins something new.
#[must_use]
pub fn fresh(clause: &str) -> Option<&'static str> {
    let clause = clause.trim_start_matches([',', ';', '、', ' ']);
    FRESH.iter().copied().find(|word| clause.starts_with(word))
}

/// Whether a part is counted over the years as the first one is (`公告累计4320条,专题累计2015条`), so that the word makes it no
/// total of the others.
#[must_use]
pub fn counts_alike(first: &str, part: &str) -> bool {
    const OVER: [&str; 3] = ["累计", "总数", "总量"];
    OVER.iter().any(|word| first.contains(word) && part.contains(word) && part != *word)
}

/// Whether the words before an amount name a channel of publication.
#[must_use]
pub fn is_channel(lead: &str) -> bool {
    any(&CHANNEL, lead)
}

/// Whether the words speak of dealings between two sides.
#[must_use]
pub fn is_dealing(lead: &str) -> bool {
    any(&DEALING, lead)
}

/// Whether a part takes in all that is left.
#[must_use]
pub fn is_rest(lead: &str) -> bool {
    any(&REST, lead)
}

/// Words between a total and what follows that make it something else than all of its parts.
const AWAY: [&str; 14] =
    ["等", "主要", "包括", "包含", "累计", "另", "还", "同时", "此外", "分别", "其中", "。", "如", "历年"];

/// Whether the words between a total and a list turn to something else, or name some parts only.
#[must_use]
pub fn turns_away(between: &str) -> bool {
    any(&AWAY, between.replace("如下", "").as_str())
}

/// Whether a paragraph ties the list below it to what it says: 具体如下.
#[must_use]
pub fn points_to_list(paragraph: &str) -> bool {
    ["如下", "以下", "具体", "分类", "类别"].iter().any(|word| paragraph.contains(word))
}

/// Whether the words directly before an amount make it a total: 合计, 共计, 总计.
#[must_use]
pub fn totals(lead: &str) -> bool {
    let lead = lead.trim_end_matches(['为', '有', '达', '是', ':']);
    ["合计", "共计", "总计", "总共"].iter().any(|word| lead.ends_with(word))
}

/// Whether the words between a stop and an amount say no more than that it sums up what stands before: 共, 计.
#[must_use]
pub fn sums_up(lead: &str) -> bool {
    let lead = lead.trim_end_matches(['为', '有', '达', ':']);
    matches!(lead, "共" | "计" | "一共" | "合计" | "共计" | "总计" | "总共" | "两项合计" | "三项合计" | "合计共")
}

/// Whether amounts are said of each of several things: 各1名, 每个部门1名, 户均3万元.
#[must_use]
pub fn distributes(text: &str) -> bool {
    ["各", "每", "均", "人均", "户均", "分别为"].iter().any(|word| text.contains(word))
}

/// Whether the words before an amount speak of a total at all.
#[must_use]
pub fn speaks_of_total(lead: &str) -> bool {
    let lead = lead.trim_start_matches([',', ';', '、', '(']);
    ["合计", "共计", "总计", "总共", "累计", "总数", "总量"].iter().any(|word| lead.contains(word))
        || lead.starts_with('共')
}

/// Whether what stands behind an amount leaves its list open: 等.
#[must_use]
pub fn leaves_open(behind: &str) -> bool {
    let mut chars = behind.char_indices().take(8);
    chars
        .find(|(_, c)| matches!(c, '等' | '…' | ',' | ';' | '。' | '、' | '(' | ')' | '%'))
        .is_some_and(|(_, c)| matches!(c, '等' | '…'))
}

/// The length in bytes of what makes an amount the whole of what follows (`207条信息中,`), from behind the amount.
#[must_use]
pub fn within(behind: &str) -> Option<usize> {
    let mut inside = false;
    for (count, (at, c)) in behind.char_indices().enumerate() {
        match c {
            '中' => inside = true,
            ',' | ':' if inside => return Some(at + 1),
            ',' | ':' | ';' | '。' | '、' | '(' | ')' | '\n' => return None,
            _ if count > 14 => return None,
            _ => inside = false,
        }
    }
    None
}

/// Where a clause such as 从申请方式看, 按申请人划分, or 在公开的信息中, stands in a text: its beginning and its end.
#[must_use]
pub fn sorted_by(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, ',' | ':')) {
        let Some(clause) = text[..at].rsplit([',', ';', '。', ':', '\n', '(']).next() else { continue };
        let opens = clause.starts_with(['从', '按']);
        let closes = ["看", "划分", "区分", "分类", "分", "统计"].iter().any(|word| clause.ends_with(word));
        // 在主动公开的信息中, speaks of the total said before, unless it says one itself.
        let among = clause.starts_with('在')
            && clause.ends_with('中')
            && clause.contains('的')
            && !clause.contains(|c: char| c.is_ascii_digit());
        if (opens && closes || among) && clause.chars().count() <= 18 {
            found.push((at - clause.len(), at + mark.len_utf8()));
        }
    }
    found
}
