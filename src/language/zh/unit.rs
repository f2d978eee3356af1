//! Chinese units behind numbers, and the words that make a number inexact.
//!
//! Longest first: 人次 before 人. Knows what a unit counts only so far as to tell counts from stretches of time, money
//! and places.

/// What a unit is good for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Things that can be counted and summed: 条, 件, 人次.
    Count,
    /// Money: 元.
    Money,
    /// Dates and stretches of time: 年, 个月, 工作日.
    Time,
    /// Area, length and weight: 亩, 公里, 吨.
    Measure,
    /// Anything that is no quantity to be summed: 号, 楼, 个百分点, 倍.
    Other,
}

/// In which way a number is exact, or is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Bound {
    /// It is what it says.
    #[default]
    Exact,
    /// About as much: 约, 左右.
    About,
    /// More than that, by less than one of its last place: 余, 超过, 以上.
    Over,
    /// Less than that: 近, 不足, 以内.
    Under,
}

/// The length in bytes of the unit that a text begins with.
#[must_use]
pub fn length_at(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    candidates(first)
        .iter()
        .chain(objects(first))
        .chain(measures(first))
        .find(|unit| text.starts_with(**unit))
        .map(|unit| unit.len())
}

/// What a unit is good for.
#[must_use]
pub fn kind(unit: &str) -> Kind {
    match unit {
        "元" | "美元" | "角" => Kind::Money,
        "年" | "年度" | "月" | "个月" | "月份" | "日" | "天" | "周" | "周岁" | "岁" | "季度" | "个季度"
        | "个工作日" | "工作日" | "个自然日" | "小时" | "个小时" | "分钟" | "秒" | "时" | "点" | "分" | "周年"
        | "年级" | "年间" => Kind::Time,
        "米" | "公里" | "平方米" | "平方公里" | "亩" | "公顷" | "吨" | "公斤" | "千克" | "斤" => {
            Kind::Measure
        }
        "号" | "号楼" | "楼" | "层" | "室" | "单元" | "个百分点" | "百分点" | "倍" | "级" | "届" | "度" | "版"
        | "路" | "等奖" | "股" | "℃" | "寸" | "英寸" => Kind::Other,
        _ => Kind::Count,
    }
}

/// Whether a unit counts persons.
#[must_use]
pub fn is_of_persons(unit: &str) -> bool {
    matches!(unit, "人" | "人次" | "名" | "位" | "户" | "户次")
}

/// Units of what is counted by their first character, longest first.
fn candidates(first: char) -> &'static [&'static str] {
    match first {
        '个' => &["个百分点", "个工作日", "个自然日", "个季度", "个小时", "个月", "个"],
        '件' => &["件次", "件"],
        '条' => &["条次", "条"],
        '份' => &["份次", "份"],
        '次' => &["次"],
        '篇' => &["篇次", "篇"],
        '期' => &["期"],
        '场' => &["场次", "场"],
        '人' => &["人次", "人"],
        '名' => &["名"],
        '位' => &["位"],
        '户' => &["户次", "户"],
        '家' => &["家次", "家"],
        '项' => &["项次", "项"],
        '种' => &["种"],
        '类' => &["类"],
        '批' => &["批次", "批"],
        '页' => &["页"],
        '宗' => &["宗"],
        '例' => &["例"],
        '起' => &["起"],
        '册' => &["册"],
        '块' => &["块"],
        '处' => &["处"],
        '台' => &["台次", "台"],
        '部' => &["部分", "部"],
        _ => &[],
    }
}

/// Units of objects and of divisions by their first character, longest first.
fn objects(first: char) -> &'static [&'static str] {
    match first {
        '张' => &["张"],
        '幅' => &["幅"],
        '只' => &["只"],
        '封' => &["封"],
        '本' => &["本"],
        '套' => &["套"],
        '则' => &["则"],
        '档' => &["档"],
        '辆' => &["辆次", "辆"],
        '所' => &["所"],
        '间' => &["间"],
        '座' => &["座"],
        '栋' => &["栋"],
        '支' => &["支"],
        '盒' => &["盒"],
        '卷' => &["卷"],
        '字' => &["字"],
        '通' => &["通"],
        '笔' => &["笔"],
        '面' => &["面"],
        '片' => &["片"],
        '组' => &["组"],
        '轮' => &["轮"],
        '门' => &["门"],
        '款' => &["款"],
        '章' => &["章"],
        '集' => &["集"],
        '遍' => &["遍"],
        '趟' => &["趟"],
        '方' => &["方面"],
        '环' => &["环节"],
        '领' => &["领域"],
        '渠' => &["渠道"],
        '步' => &["步"],
        '大' => &[
            "大方面",
            "大板块",
            "大领域",
            "大部分",
            "大平台",
            "大举措",
            "大渠道",
            "大任务",
            "大环节",
            "大重点",
            "大工程",
            "大体系",
            "大行动",
            "大机制",
            "大栏目",
            "大系统",
            "大措施",
            "大类",
            "大项",
            "大块",
            "大步",
        ],
        _ => &[],
    }
}

/// Units of money, time, place and measure by their first character, longest first.
fn measures(first: char) -> &'static [&'static str] {
    match first {
        '元' => &["元"],
        '美' => &["美元"],
        '角' => &["角"],
        '年' => &["年度", "年间", "年级", "年"],
        '月' => &["月份", "月"],
        '日' => &["日"],
        '天' => &["天"],
        '周' => &["周年", "周岁", "周"],
        '季' => &["季度"],
        '工' => &["工作日"],
        '小' => &["小时"],
        '分' => &["分钟", "分"],
        '秒' => &["秒"],
        '时' => &["时"],
        '点' => &["点"],
        '岁' => &["岁"],
        '号' => &["号楼", "号"],
        '楼' => &["楼"],
        '层' => &["层"],
        '室' => &["室"],
        '单' => &["单元"],
        '百' => &["百分点"],
        '倍' => &["倍"],
        '级' => &["级"],
        '届' => &["届"],
        '度' => &["度"],
        '米' => &["米"],
        '公' => &["公里", "公顷", "公斤"],
        '平' => &["平方公里", "平方米"],
        '亩' => &["亩"],
        '吨' => &["吨"],
        '千' => &["千克"],
        '斤' => &["斤"],
        '版' => &["版"],
        '路' => &["路"],
        '等' => &["等奖"],
        '股' => &["股"],
        '英' => &["英寸"],
        '寸' => &["寸"],
        '℃' => &["℃"],
        _ => &[],
    }
}

/// Words before a number that make it inexact: about as much, more than it, less than it.
const BEFORE: [(&str, Bound); 16] = [
    ("达到约", Bound::About),
    ("约", Bound::About),
    ("将近", Bound::Under),
    ("近", Bound::Under),
    ("不超过", Bound::Under),
    ("超过", Bound::Over),
    ("超", Bound::Over),
    ("逾", Bound::Over),
    ("不足", Bound::Under),
    ("不到", Bound::Under),
    ("不少于", Bound::Over),
    ("不低于", Bound::Over),
    ("至少", Bound::Over),
    ("最多", Bound::Under),
    ("突破", Bound::Over),
    ("大约", Bound::About),
];

/// Words behind a number with its unit that make it inexact.
const BEHIND: [(&str, Bound); 6] = [
    ("左右", Bound::About),
    ("以上", Bound::Over),
    ("以下", Bound::Under),
    ("以内", Bound::Under),
    ("上下", Bound::About),
    ("之多", Bound::About),
];

/// How the text before a number makes it inexact.
#[must_use]
pub fn bound_before(text: &str) -> Option<Bound> {
    BEFORE.iter().find(|(word, _)| text.ends_with(word)).map(|(_, bound)| *bound)
}

/// How the text behind a number and its unit makes it inexact.
#[must_use]
pub fn bound_behind(text: &str) -> Option<Bound> {
    if text.starts_with('余') && !text.starts_with("余额") {
        return Some(Bound::Over);
    }
    BEHIND.iter().find(|(word, _)| text.starts_with(word)).map(|(_, bound)| *bound)
}

/// The length in bytes of what stands between digits and unit and makes the number inexact: 余, 多, 来.
#[must_use]
pub fn inexact_between(text: &str) -> Option<usize> {
    ["余", "多", "来"].iter().find(|word| text.starts_with(**word)).map(|word| word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_wins() {
        for (text, unit) in [
            ("人次", "人次"),
            ("人,", "人"),
            ("个百分点", "个百分点"),
            ("个月", "个月"),
            ("大类信息", "大类"),
            ("件次", "件次"),
        ] {
            assert_eq!(length_at(text), Some(unit.len()), "{text}");
        }
        assert_eq!(length_at("致"), None);
        assert_eq!(length_at("大会"), None);
    }
}
