//! How Chinese texts refer to an attachment (详见附件2, 见附表) and how an attachment announces itself (附件2:…).

/// What stands before the word when the text sends its reader there.
const SENDS: [&str; 16] = [
    "详见",
    "参见",
    "请见",
    "见",
    "见后",
    "如",
    "所附",
    "后附",
    "随附",
    "参阅",
    "列于",
    "列入",
    "并附",
    "并附有",
    "另附",
    "附有",
];

/// What stands behind an attachment that a report counts among its parts: 由概述……、附表组成.
const PARTS: [&str; 4] = ["组成", "等", "共", "构成"];

/// What stands behind the word when it is not an attachment of this text.
const ELSEWHERE: [&str; 18] = [
    "略",
    ":略",
    "下载",
    "栏",
    "形式",
    "方式",
    "格式",
    "上传",
    "材料",
    "要求",
    "规定",
    "所列",
    "所附",
    "中的",
    "的要求",
    "的规定",
    "另发",
    "另报",
];

/// Whether the words before and behind a word such as 附件 make a reference to an attachment of this text.
#[must_use]
pub fn is_reference(before: &str, behind: &str) -> bool {
    let rest = behind.trim_start_matches(is_number);
    if before.ends_with(['》', '”', '号']) || ELSEWHERE.iter().any(|word| rest.starts_with(word)) {
        return false;
    }
    let listed = before.ends_with(['、', ',', ';', '和', '及', '与']);
    let counted = PARTS.iter().any(|word| rest.starts_with(word))
        && ["组成", "部分", "构成"].iter().any(|word| rest.contains(word));
    let part = listed && (counted || rest.starts_with('。') && before.contains("包括"));
    // (附件1) and 具体情况(附表) send the reader there as 见 does.
    let bracketed = before.ends_with('(') && (rest.starts_with(')') || rest.starts_with("后)"));
    let mut lead = before.trim_end_matches(['“', '(', ':', '"']);
    for place in ["报告", "文", "本", "后面", "后", "下", "末", "文", "其"] {
        lead = lead.strip_suffix(place).unwrap_or(lead);
    }
    let sends = SENDS.iter().any(|word| lead.ends_with(word));
    // 意见附件, 可见, 常见 are no reference; 如附件 only in 如附件所示.
    let other = ["意见", "可见", "常见", "看见", "少见", "例如"].iter().any(|word| lead.ends_with(word));
    let shown =
        !lead.ends_with('如') || rest.starts_with("所示") || rest.starts_with(['。', ';', ')']) || rest.is_empty();
    bracketed || part || sends && !other && shown
}

/// Whether a line is nothing but the word, with an enumerator before it: (二)附表。
#[must_use]
pub fn is_alone(before: &str, behind: &str) -> bool {
    let marked = before.trim().chars().all(|c| "()、.,第一二三四五六七八九十0123456789".contains(c));
    marked && !before.trim().is_empty() && behind.trim().trim_end_matches(['。', ':', ';']).is_empty()
}

/// The number behind such a word: 2 of 附件2, 附件二; empty without.
#[must_use]
pub fn number(behind: &str) -> &str {
    let end = behind.find(|c: char| !is_number(c)).unwrap_or(behind.len());
    let count = behind[..end].chars().count();
    if count <= 2 { &behind[..end] } else { "" }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// Whether a paragraph begins as an attachment, or a list of them, begins: 附件:, 附件2, 附:, 附表一.
#[must_use]
pub fn announces(paragraph: &str) -> bool {
    let text = paragraph.trim_start_matches(['(', '【', '[', '“', ' ', '*']);
    let Some(rest) = text.strip_prefix('附') else { return false };
    let named = rest.trim_start_matches(['件', '表', '图', '录', '后']);
    // 附近 and 附属 begin sentences.
    let sure = named.len() < rest.len();
    let rest = named.trim_start_matches(is_number);
    rest.is_empty()
        || rest.starts_with([':', '.', '、', ' ', ')', '】', ']', '-', '《', '”'])
        || (sure && rest.chars().count() <= 30)
}

/// Whether a line names a table or a file that may be the attachment: …统计表, ….xls.
#[must_use]
pub fn names_file(line: &str) -> bool {
    let line = line.trim();
    let lower = line.to_ascii_lowercase();
    let file = [".doc", ".xls", ".pdf", ".wps", ".et", ".rar", ".zip", ".ofd", ".jpg", ".png", ".ppt"];
    let table = ["统计表", "情况表", "汇总表", "明细表", "一览表", "登记表", "报表", "申请表", "指标表", "数据表"];
    file.iter().any(|ending| lower.contains(ending))
        || line.chars().count() <= 40
            && table.iter().any(|word| line.trim_end_matches([')', '》', '"']).ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_attachments_are_told() {
        for (before, behind) in [
            ("数据详见", "1。"),
            ("数据(", ")。"),
            ("指标如", "所示。"),
            ("详见本报告", "。"),
            ("全文由概述、复议和诉讼情况、", "组成。"),
            ("六个部分,并附", "。"),
        ] {
            assert!(is_reference(before, behind), "{before}|{behind}");
        }
        for (before, behind) in
            [("《办法》", "2规定"), ("收集的意见", "齐全"), ("可在网站", "下载栏目"), ("通知(", "略)")]
        {
            assert!(!is_reference(before, behind), "{before}|{behind}");
        }
        assert!(announces("附件2:统计表") && announces("附:统计表") && !announces("附近设立公开栏"));
        assert_eq!((number("2:统计表"), number(":统计表")), ("2", ""));
    }
}
