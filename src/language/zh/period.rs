//! How a Chinese report names its statistics period, and what other stretches of time it speaks of.

/// The months that a school's year may begin with.
pub const SCHOOL_YEAR: std::ops::RangeInclusive<u32> = 7..=10;

/// The year of a school.
pub const SCHOOL_TERM: &str = "学年";

/// How names of schools end.
pub const SCHOOLS: &[&str] = &["大学", "学院", "学校", "中学", "小学", "幼儿园", "师专", "高专"];

/// Words that name the statistics period, in the same sentence.
pub const NAMES: &[&str] = &[
    "统计期",
    "统计时",
    "统计周期",
    "统计的期限",
    "统计的时",
    "统计区间",
    "统计日期",
    "统计范围",
    "统计起止",
    "统计截",
    "起止时间",
    "起止日期",
    "起始时间",
    "起始日期",
    "报告期",
    "报告年度",
    "报告时",
    "数据期限",
    "数据时限",
    "数据期间",
    "所列数据",
    "所用数据",
    "使用的数据",
    "数据取自",
    "数据均取自",
    "数据统计",
    "统计数据",
    "数据为",
    "数据的",
    "数据均",
    "数据从",
    "数据自",
    "期限为",
    "时限为",
    "时段",
    "期限自",
    "期限从",
    "时限自",
    "时限从",
    "涵盖",
    "本年报时间",
    "本年度报告时间",
    "时间范围",
    "统计口径",
];

/// Words beside a stretch of time that is some activity's, not the statistics period.
pub const ACTIVITIES: &[&str] = &[
    "累计",
    "历年",
    "开展",
    "活动",
    "专项",
    "培训",
    "公示",
    "征集",
    "征求",
    "有效期",
    "试行",
    "整改",
    "检查",
    "自查",
    "宣传月",
    "同期",
    "环比",
    "举办",
    "期间共",
    "建设期",
    "任期",
    "合同",
    "施工",
    "实施方案",
];
