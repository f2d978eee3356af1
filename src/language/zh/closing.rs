//! What stands behind the last sentence of a Chinese report: signature, date, contact lines, names of attachments.

/// Endings of the names that sign.
const SIGNERS: [&str; 31] = [
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "管委会",
    "办事处",
    "局",
    "厅",
    "委",
    "院",
    "校",
    "中心",
    "镇",
    "乡",
    "街道",
    "学校",
    "学院",
    "大学",
    "中学",
    "小学",
    "公司",
    "协会",
    "联合会",
    "站",
    "所",
    "队",
    "处",
    "会",
    "部",
    "社",
    "办",
];

/// What contact lines, notes and links at the end begin with.
const LEADS: [&str; 48] = [
    "联系单位",
    "联系部门",
    "联系科室",
    "联系股室",
    "通讯地址",
    "办公地址",
    "单位负责人",
    "统计负责人",
    "填报人",
    "填表人",
    "填报日期",
    "制表人",
    "审核人",
    "签发人",
    "报送日期",
    "电话",
    "联系电话",
    "联系人",
    "联系地址",
    "地址",
    "邮编",
    "邮政编码",
    "传真",
    "电子邮箱",
    "电子信箱",
    "邮箱",
    "网址",
    "附件",
    "附表",
    "附:",
    "附注",
    "附录",
    "备注",
    "注:",
    "抄送",
    "主题词",
    "责任编辑",
    "编辑",
    "来源",
    "作者",
    "打印",
    "关闭",
    "分享",
    "上一篇",
    "下一篇",
    "扫一扫",
    "(盖章",
    "(此页无正文",
];

/// Whether a folded paragraph is no sentence of the report but stands behind its end.
#[must_use]
pub fn is_closing(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().take(61).count();
    if text.is_empty() {
        return true;
    }
    if count <= 60 && LEADS.iter().any(|lead| text.starts_with(lead)) {
        return true;
    }
    if text.contains(['。', ',', ';', ':', '!', '?']) {
        return false;
    }
    count <= 30 && (is_date(text) || is_signature(text) || is_page_number(text))
}

/// A line that is a date: 2012年3月1日, 二〇一二年三月, 2012-3-1, with a seal's remark.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let bare = text.trim_start_matches("日期").trim_matches(['(', ')', ' ']);
    let allowed = |c: char| c.is_ascii_digit() || "年月日零〇○O一二三四五六七八九十廿元 .-/".contains(c);
    bare.chars().all(allowed) && bare.chars().any(|c| c.is_ascii_digit() || "年月日".contains(c)) && bare.len() > 3
}

/// A line that is the name of an organ, with a date or a seal's remark behind it.
fn is_signature(text: &str) -> bool {
    let name = text.split(['(', ' ']).next().unwrap_or(text);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || "年月日〇○二一三四五六七八九十".contains(c));
    name.chars().count() >= 3 && SIGNERS.iter().any(|ending| name.ends_with(ending))
}

fn is_page_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || "-—第页共 /".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_last_sentence_is_told() {
        for line in
            ["石陂镇人民政府", "2012年2月20日", "二〇一二年三月", "附件:统计表", "联系电话:0796-8203322", "- 3 -"]
        {
            assert!(is_closing(line), "{line}");
        }
        for line in ["无", "今后将加强学习。", "尤其是个别人员认识不到", "公开信息20条"] {
            assert!(!is_closing(line), "{line}");
        }
    }
}
