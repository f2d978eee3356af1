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

/// What a report counts or denies as its own work.
pub const OWN_WORK: &[&str] = &["我", "共", "申请", "公开", "复议", "诉讼"];

/// What denies that something happened.
pub const DENIED: &[&str] = &[
    "没有",
    "未",
    "无依申请",
    "无申请",
    "无公民",
    "无政府信息",
    "无政务",
    "无信息公开",
    "无行政",
    "无任何",
    "无此类",
    "无相关",
    "无收费",
    "无费用",
    "无减免",
    "无复议",
    "无诉讼",
    "无举报",
    "无投诉",
    "零申请",
];

/// Who begins to speak of its own work.
pub const US: &[char] = &['我', '本', '全'];

/// What speaks of the year reported on without its number.
pub const NOW: &[&str] = &["今年", "本年", "当年", "目前", "现"];

/// What may stand behind a year that opens a paragraph on that year's work.
pub const LEADS: &[char] = &[',', '我', '全', '本', '存', '度'];

/// What a report's work is said to be done under: an opening that tells nothing of the past.
pub const SERVED: &[&str] = &["领导下", "领导和", "指导下", "部署下", "支持下", "关心下"];

/// What holds a character of those words and is none.
pub const NO_PAST: &[&str] = &["提起", "引起", "发起", "上年结转", "上年度结转"];

/// What a report is called, behind its year.
pub const REPORTS: &[&str] = &["年度报告", "年报", "工作报告"];

/// What makes or announces a report, in its sentence before its year.
pub const MAKES: &[&str] = &["编制的", "编制了", "编制", "现将", "公布", "发布", "汇编"];

/// What leads to a year in the past.
pub const SINCE: &[&str] = &["自", "从", "首", "上年", "往年", "历年", "以来", "此前", "去年", "较", "比", "与"];

/// What plans without a doubt.
pub const SET_OUT: &[&str] = &["计划", "打算", "目标", "安排", "将", "拟"];

/// What tells of the past.
pub const PAST: &[&str] = &[
    "以来",
    "报告",
    "印发",
    "制定",
    "出台",
    "考核",
    "评估",
    "评议",
    "测评",
    "获评",
    "评为",
    "评选",
    "荣获",
    "获得",
    "成立",
    "建成",
    "建立",
    "开通",
    "启用",
    "上线",
    "此前",
    "以前",
    "提出",
    "确定",
    "起",
    "施行",
    "实施",
    "历史",
    "底",
    "末",
    "初",
    "整改",
    "审计",
    "检查",
    "巡视",
    "巡察",
    "督查",
    "改革",
    "机构",
    "决算",
    "次年",
    "通过验收",
    "发现",
    "完成",
];

/// How a plan goes on behind its year.
pub const TO_COME: &[&str] = &[
    "将从",
    "将重点",
    "将着力",
    "将继续",
    "将进一步",
    "将按照",
    "将围绕",
    "将以",
    "将针对",
    "将采取",
    "将加强",
    "将努力",
    "将做好",
    "将抓好",
    "将切实",
    "将大力",
    "将不断",
    "拟采取",
    "拟从",
    "重点抓好",
    "重点做好",
    "力争",
    "计划",
];

/// What is to be done by a day.
pub const DONE: &[&str] = &["完成", "实现", "建成", "上线", "全面", "出台", "印发", "投入", "编制"];

/// What begins a count over years.
pub const OVER_YEARS: &[&str] = &["历年", "累计", "共"];
