//! How Chinese typing is laid out in lines: which marks end a sentence or leave it open, which lines stand alone (labels
//! with their values, dates, signatures, bare numbers), which headings need no number, and how wide text is.

use super::organ;

/// Whether a line that ends with this mark is complete, so that the next line begins something new.
#[must_use]
pub fn completes(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '；'
            | '：'
            | '!'
            | '?'
            | ';'
            | ':'
            | '.'
            | '．'
            | '”'
            | '’'
            | '）'
            | ')'
            | '】'
            | ']'
            | '…'
    )
}

/// Whether a line that ends with this mark surely goes on in the next.
#[must_use]
pub fn leaves_open(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '（' | '(' | '“' | '《' | '〔' | '[' | '【' | '—' | '〈')
}

/// Whether a mark ends a sentence or an item of a list.
#[must_use]
pub fn ends_item(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '，' | ',' | '、' | '！' | '!' | '？' | '?' | '…')
}

/// Whether a mark stands between the clauses of prose.
#[must_use]
pub fn is_clause_mark(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？')
}

/// White space as a reader sees it: Unicode's and the signs without width.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
}

/// Signs without width and without meaning: the byte order mark, the zero-width space.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

/// Words that a line's label holds when the line is a field of its own: 联系电话:…
const LABELS: &[&str] = &[
    "地址",
    "邮编",
    "邮政编码",
    "电话",
    "传真",
    "联系",
    "邮箱",
    "信箱",
    "电邮",
    "邮件",
    "E-mail",
    "Email",
    "email",
    "E-MAIL",
    "网址",
    "网站",
    "单位",
    "填报",
    "审核",
    "签发",
    "日期",
    "时间",
    "索引号",
    "机构",
    "主题词",
    "分类",
    "名称",
    "主题",
    "文号",
    "附件",
    "附表",
    "附图",
    "附",
    "注",
    "备注",
];

/// Whether a line is a field of its own, a label with a colon and a value: `联系电话:…`, `附件:…`.
#[must_use]
pub fn is_label(line: &str) -> bool {
    let mut head = String::new();
    for c in line.chars().filter(|c| !is_blank(*c)).take(13) {
        if matches!(c, '：' | ':') {
            return LABELS.iter().any(|label| head.ends_with(label))
                || head.strip_suffix([')', '）']).is_some_and(|head| LABELS.iter().any(|label| head.contains(label)));
        }
        head.push(c);
    }
    ["附件", "附表", "附图"].iter().any(|label| {
        let numbered = |c: char| c.is_numeric() || matches!(c, '一' | '二' | '三' | '四' | '五');
        head.strip_prefix(label).is_some_and(|rest| rest.chars().next().is_none_or(numbered))
    })
}

/// Whether a line is a date and nothing else: `2019年1月10日`, `二〇一九年一月十日`, blanks inside tolerated.
#[must_use]
pub fn is_date(line: &str) -> bool {
    let mut marks = String::new();
    let mut length = 0;
    for c in line.chars().filter(|c| !is_blank(*c)) {
        length += 1;
        match c {
            '年' | '月' | '日' => marks.push(c),
            '〇' | '○' | '零' | 'O' | 'o' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
            | '元' => {}
            '×' | '*' | 'X' | 'x' => {}
            c if c.is_numeric() || c == '０' => {}
            _ => return false,
        }
    }
    length <= 16 && matches!(marks.as_str(), "年月日" | "年月")
}

/// Whether a line may be a signature: short, without marks, ending as an organ's name ends.
#[must_use]
pub fn is_signature(line: &str) -> bool {
    let line = line.trim_end_matches("（盖章）").trim_end_matches("(盖章)").trim_end_matches("（公章）");
    let mut length = 0;
    for c in line.chars() {
        if is_clause_mark(c) || c == '、' || c.is_numeric() {
            return false;
        }
        length += usize::from(!is_blank(c));
    }
    let ends = [organ::PLACES, organ::GOVERNMENTS, organ::OFFICES, organ::BUREAUS, organ::BODIES];
    (2..=30).contains(&length)
        && (ends.iter().any(|ends| ends.iter().any(|end| line.ends_with(end)))
            || ["中心", "站", "所", "队", "会", "处", "科", "股"].iter().any(|end| line.ends_with(end)))
}

/// Whether a line is a number, a dash or a cell that means nothing, alone: what a table flattened a cell a line is made
/// of.
#[must_use]
pub fn is_bare_value(line: &str) -> bool {
    let mut digits = 0;
    for (at, c) in line.chars().enumerate() {
        match c {
            '0'..='9' | '０'..='９' => digits += 1,
            '.' | ',' | '．' | '，' | '%' | '％' | '+' | '＋' | ' ' => {}
            '-' | '—' | '–' | '/' | '／' | '－' | '|' | '\\' => {}
            '件' | '条' | '元' | '个' | '次' | '万' | '项' | '人' | '篇' | '份' if digits > 0 => {}
            _ => return false,
        }
        if at >= 20 {
            return false;
        }
    }
    !line.is_empty()
}

/// Whether a line is a row of a table that lost its columns: words, then at least two numbers, blanks between.
#[must_use]
pub fn is_row(line: &str) -> bool {
    let mut values = 0;
    for token in line.rsplit(is_blank).filter(|token| !token.is_empty()).take(3) {
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '.' | ',' | '+' | '-' | '/' | '—');
        if !token.chars().all(plain) {
            break;
        }
        values += 1;
    }
    values >= 2
}

/// Headings that stand without a number, blanks left out.
const UNNUMBERED: &[&str] =
    &["引言", "前言", "序言", "导言", "概述", "概况", "附件", "附表", "附录", "附则", "结语", "结束语", "说明"];

/// Whether a line on its own is a heading that needs no number: 引 言.
#[must_use]
pub fn is_unnumbered_heading(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let word: String = line.chars().filter(|c| !is_blank(*c)).collect();
    UNNUMBERED.contains(&word.trim_end_matches(['：', ':']))
}

/// Kinds of papers that a title ends with.
const PAPERS: &[&str] = &["报告", "总结", "年报", "公报", "情况", "说明", "小结", "汇报", "通知", "函", "报"];

/// Whether a line may be a report's title: no clause in it, and the name of a paper, or a year in parentheses, at its end.
#[must_use]
pub fn is_title(line: &str) -> bool {
    if line.len() > 240 || line.chars().any(|c| matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':')) {
        return false;
    }
    let closed = line.trim_end_matches([')', '）']);
    let named = |text: &str| PAPERS.iter().any(|paper| text.trim_end_matches(is_blank).ends_with(paper));
    named(line)
        || (closed.len() < line.len() && closed.rsplit_once(['(', '（']).is_some_and(|(before, _)| named(before)))
}

/// The columns that a character takes: two for Chinese characters and marks, none for signs without width.
#[must_use]
pub fn columns(c: char) -> u32 {
    match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        c if is_unseen(c) || ('\u{300}'..='\u{36f}').contains(&c) => 0,
        _ => 1,
    }
}

/// Whether a character takes one column in some fonts and two in others: quotation marks, dashes, circled numbers.
#[must_use]
pub fn is_ambiguous(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '×' | '℃' | '※' | '\u{2460}'..='\u{24ff}' | '\u{2160}'..='\u{217f}' | '±' | '÷' | '°' | '§' | '■'..='◿')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stand_alone() {
        for line in
            ["联系电话：0555-123456", "地 址:某路1号", "附件：统计表", "附件1", "E-mail：a@b.cn", "电话（传真）：1"]
        {
            assert!(is_label(line), "{line}");
        }
        for line in ["现将情况报告如下：", "附件所列事项均已办结", "全年公开信息45条", "主要表现在:一是"]
        {
            assert!(!is_label(line), "{line}");
        }
        for line in ["2019年1月10日", "二〇一九年 一月十日", "2019 年 1 月", "二○一九年十二月", "×年×月×日"]
        {
            assert!(is_date(line), "{line}");
        }
        for line in ["2019年", "2019年1月10日止", "1月10日", "截至2019年1月1日"] {
            assert!(!is_date(line), "{line}");
        }
        for line in ["云岭县教育局", "某某镇人民政府", "市政务服务中心", "云岭县教育局（盖章）"]
        {
            assert!(is_signature(line), "{line}");
        }
        for line in ["到村", "公开工作的全面、及时", "由办公室", "公开了45条"].iter().skip(3) {
            assert!(!is_signature(line), "{line}");
        }
        for line in ["12", "1,234", "-", "/", "53%", "12件", "2670053元"] {
            assert!(is_bare_value(line), "{line}");
        }
        for line in ["", "一", "总计", "1、概述", "件"] {
            assert!(!is_bare_value(line), "{line}");
        }
        assert!(is_row("一、本年新收申请数量 13 2 0"));
        assert!(!is_row("2010年 6月 12日") && !is_row("信息33条 2010"));
        assert!(is_unnumbered_heading("引 言") && !is_unnumbered_heading("引言部分"));
        assert!(is_title("云岭县2019年工作年度报告") && is_title("某局工作年度报告（2024年）"));
        assert!(!is_title("我局编制本报告，现予公布"));
    }
}
