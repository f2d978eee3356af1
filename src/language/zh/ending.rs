//! How a Chinese sentence ends, and by what one can tell that it does not: a comma, a word that needs another behind it,
//! a bracket left open.

/// How a paragraph ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// As a sentence ends.
    Closed,
    /// Without a stop, but as a sentence may end.
    Open,
    /// In mid-sentence.
    Broken,
}

/// Characters that need another word behind them.
const DANGLING: [char; 34] = [
    '的', '和', '及', '与', '或', '在', '对', '将', '把', '被', '从', '向', '由', '为', '以', '于', '并', '且', '而',
    '但', '因', '是', '使', '让', '至', '按', '据', '其', '不', '未', '没', '很', '最', '仅',
];

/// Words of two characters that need another behind them.
const HANGING: [&str; 30] = [
    "以及",
    "通过",
    "根据",
    "按照",
    "依照",
    "关于",
    "对于",
    "由于",
    "因为",
    "虽然",
    "但是",
    "尤其",
    "特别",
    "并且",
    "或者",
    "例如",
    "比如",
    "包括",
    "不断",
    "进一",
    "逐步",
    "切实",
    "严格",
    "不够",
    "认真",
    "积极",
    "不能",
    "没能",
    "政府信",
    "主要",
];

/// Words that need another behind them whatever stands before.
const CONNECTIVES: [&str; 15] = [
    "以及",
    "并且",
    "或者",
    "关于",
    "对于",
    "由于",
    "因为",
    "虽然",
    "但是",
    "尤其是",
    "例如",
    "比如",
    "进一步",
    "按照",
    "依照",
];

/// Adverbs that make no clause of their own.
const ADVERBS: [&str; 14] =
    ["不断", "逐步", "切实", "认真", "积极", "着力", "大力", "继续", "及时", "严格", "有效", "全面", "深入", "持续"];

/// Whether a clause ends at a character.
#[must_use]
pub fn ends_clause(c: char) -> bool {
    matches!(c, '。' | ';' | ',' | ':' | '!' | '?' | '\n')
}

/// The word that a clause ends with and that needs another behind it.
#[must_use]
pub fn dangles(clause: &str) -> Option<&'static str> {
    let clause = clause.trim();
    let connective = CONNECTIVES.iter().find(|word| clause.ends_with(**word));
    connective.or_else(|| ADVERBS.iter().find(|word| clause == **word)).copied()
}

/// Endings that are complete though the word is listed above.
const COMPLETE: [&str; 41] = [
    "目的",
    "需要的",
    "应有的",
    "行为",
    "作为",
    "成为",
    "认为",
    "以为",
    "为主",
    "参与",
    "给予",
    "赋予",
    "属于",
    "等于",
    "不是",
    "总和",
    "饱和",
    "方向",
    "面向",
    "甚至",
    "其中",
    "依据",
    "数据",
    "证据",
    "单据",
    "应对",
    "核对",
    "存在",
    "原因",
    "意向",
    "导向",
    "理由",
    "自由",
    "行使",
    "转让",
    "出让",
    "服从",
    "合并",
    "普及",
    "缓和",
    "志向",
];

/// What the last words of a sentence without its stop usually are: then the stop is missing and nothing else.
const FINAL: [&str; 62] = [
    "水平",
    "工作",
    "发展",
    "服务",
    "监督",
    "作用",
    "成效",
    "情况",
    "要求",
    "基础",
    "到位",
    "落实",
    "公开",
    "建设",
    "保障",
    "权益",
    "氛围",
    "环境",
    "提高",
    "提升",
    "完善",
    "问题",
    "措施",
    "效果",
    "实效",
    "任务",
    "能力",
    "质量",
    "效率",
    "满意",
    "满意度",
    "制度",
    "机制",
    "规范",
    "渠道",
    "平台",
    "需求",
    "需要",
    "报告",
    "事项",
    "附件",
    "实施",
    "开展",
    "进行",
    "改进",
    "解决",
    "加强",
    "透明度",
    "知情权",
    "参与权",
    "监督权",
    "公信力",
    "规范化",
    "制度化",
    "常态化",
    "信息",
    "贡献",
    "目标",
    "力度",
    "支持",
    "时效",
    "社会",
];

/// What a number at the very end of a text counts, or of what it is one: it lacks its unit where the text ends on it.
const BEFORE_NUMBER: [&str; 17] = [
    "共", "计", "约", "达", "到", "了", "收到", "受理", "公开", "发布", "办结", "答复", "增加", "减少", "增长", "下降",
    "占",
];

/// The number that a text ends on though it should count something.
#[must_use]
pub fn bare_number(text: &str) -> bool {
    let text = text.trim_end();
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    before.len() < text.len()
        && text.contains([',', '。', ';'])
        && BEFORE_NUMBER.iter().any(|word| before.ends_with(word))
}

/// How a folded paragraph ends.
#[must_use]
pub fn of(text: &str) -> Ending {
    let text = text.trim_end();
    let Some(last) = text.chars().next_back() else { return Ending::Closed };
    if open_bracket(text).is_some() {
        return Ending::Broken;
    }
    if bare_number(text) {
        return Ending::Broken;
    }
    match last {
        '。' | '!' | '?' | ';' | '…' | '.' | '~' => return Ending::Closed,
        ',' | '、' | '《' | '“' | '(' | '〔' => return Ending::Broken,
        '”' | '’' | '"' | ')' | '》' | '〕' | ']' | '】' | '|' | ':' | '—' | '%' => return Ending::Closed,
        _ => {}
    }
    if !matches!(last, '\u{3400}'..='\u{9fff}') {
        return Ending::Closed;
    }
    if COMPLETE.iter().chain(&FINAL).any(|word| text.ends_with(word)) {
        return Ending::Open;
    }
    // …是必不可少的 is a whole sentence.
    let clause = text.rsplit(['。', ';', ',']).next().unwrap_or(text);
    if last == '的' && clause.contains('是') {
        return Ending::Open;
    }
    if DANGLING.contains(&last) || HANGING.iter().any(|word| text.ends_with(word)) {
        return Ending::Broken;
    }
    Ending::Open
}

/// What a clause begins with that needs another clause behind it.
const LEADS_ON: [&str; 16] = [
    "由于",
    "虽然",
    "尽管",
    "尤其",
    "特别是",
    "为了",
    "随着",
    "对于",
    "针对",
    "只有",
    "如果",
    "但由于",
    "但是",
    "但对",
    "因为",
    "通过",
];

/// Whether the last clause of a text announces another that does not come.
#[must_use]
pub fn leads_on(text: &str) -> bool {
    let clause = text.trim_end().rsplit(['。', ';', ',']).next().unwrap_or_default();
    LEADS_ON.iter().any(|word| clause.starts_with(word))
}

/// Whether what stands behind the last stop is an item of a list: 三是…, 3、…, (三)….
#[must_use]
pub fn is_item(text: &str) -> bool {
    let item = text.trim_end().rsplit(['。', ';', ':']).next().unwrap_or_default().trim_start_matches('(');
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = item.trim_start_matches(numeral);
    rest.len() < item.len() && rest.starts_with(['是', '、', '.', ')'])
}

/// Whether a sentence that has no stop ends on a word that sentences usually end on.
#[must_use]
pub fn is_final_word(text: &str) -> bool {
    let text = text.trim_end();
    FINAL.iter().any(|word| text.ends_with(word))
}

/// The byte offset of a bracket or quotation mark that is opened near the end of a text and never closed. One opened long
/// before the end is a slip of punctuation and no sign of a text that breaks off.
#[must_use]
pub fn open_bracket(text: &str) -> Option<usize> {
    const PAIRS: [(char, char); 4] = [('《', '》'), ('“', '”'), ('(', ')'), ('〔', '〕')];
    let tail: Vec<(usize, char)> = text.char_indices().rev().take(24).collect();
    for (open, close) in PAIRS {
        let mut depth = 0_i32;
        for (at, c) in &tail {
            if *c == close {
                depth += 1;
            } else if *c == open {
                depth -= 1;
                if depth < 0 {
                    return Some(*at);
                }
            } else if matches!(c, '。' | ';') {
                break;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_told() {
        let cases = [
            ("提高工作水平。", Ending::Closed),
            ("提高工作水平", Ending::Open),
            ("问题仍然存在", Ending::Open),
            ("这是必不可少的", Ending::Open),
            ("加强对信息公开工作的", Ending::Broken),
            ("内容还不够全,", Ending::Broken),
            ("依据是《中华人民共和国政府信息", Ending::Broken),
        ];
        for (text, expected) in cases {
            assert_eq!(of(text), expected, "{text}");
        }
        assert!(leads_on("有所改进,尤其是个别人员认识不到"));
        assert!(is_item("一是学习;二是检查") && !is_item("加强学习;严格检查"));
    }
}
