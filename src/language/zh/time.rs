//! Chinese words beside dates: up to a day, plans, comparisons.

/// What leads to the day up to which something is counted.
pub const UP_TO: &[&str] = &["截至到", "截止到", "截止至", "截至", "截止", "截止日期为", "统计到", "统计至"];

/// Counters of what a report counts.
pub const COUNTERS: &[&str] = &["条", "件", "篇", "份", "次", "期", "个", "人次", "万条", "余条", "多条"];

/// What tells a plan.
pub const PLANS: &[&str] = &["将", "计划", "打算", "拟", "要", "下一步", "安排", "目标", "力争", "预计", "继续"];

/// What tells a comparison or a count over years, in which other years are right.
pub const OTHER_YEARS: &[&str] = &[
    "同比", "相比", "比", "较", "上年", "去年", "以来", "累计", "历年", "结转", "增长", "减少", "下降", "增加", "施行",
    "实施", "成立", "开通", "此前", "以前", "起", "历史", "次年", "跨年",
];

/// What tells this year's own work.
pub const THIS_YEAR: &[&str] = &["全年", "本年度", "今年", "一年来", "年内"];
