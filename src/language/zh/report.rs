//! Words about reports as such, whatever they report on: what titles end with, what stands around a title, and how a
//! report says whose it is.

/// What the title of a report ends with.
pub const REPORTS: &[&str] =
    &["报告书", "报告", "年报", "总结", "小结", "公报", "汇报", "报表说明", "年度情况", "工作情况", "情况说明"];

/// Words of a line around the article that is no title: a site's navigation, an index table.
pub const NOISE: &[&str] = &[
    "索引号",
    "发布机构",
    "生成日期",
    "发文日期",
    "成文日期",
    "发布日期",
    "发布时间",
    "信息来源",
    "来源:",
    "浏览",
    "点击",
    "字体",
    "打印",
    "分享",
    "当前位置",
    "您的位置",
    "首页",
    "附件",
    "目录",
    "公文种类",
    "主题词",
    "下载",
    "栏目",
    "上一篇",
    "下一篇",
    "版权",
    ">",
];

/// Labels of a title in a page's index.
pub const TITLE_LABELS: &[&str] = &["名称:", "标题:", "信息名称:", "文件名称:", "题名:"];

/// What stands before the agency in a title.
pub const TITLE_LEADS: &[&str] =
    &["关于印发", "关于报送", "关于上报", "关于公布", "关于发布", "关于呈报", "关于", "报送", "上报", "呈报", "印发"];

/// What leads to the agency by which, or of whose year, a report was made. The agency stands directly behind.
pub const BEFORE_AGENCY: &[&str] = &[
    "由",
    "现将",
    "现就",
    "现公布",
    "公布",
    "发布",
    "编制单位:",
    "编制机关:",
    "报告单位:",
    "填报单位:",
    "联系单位:",
    "单位名称:",
    "报告编制单位:",
    "编写单位:",
    "制作单位:",
    "受理部门:",
    "受理机构:",
];

/// What follows an agency that has made the report. Directly behind its name.
pub const AFTER_AGENCY: &[&str] = &[
    "编制",
    "编写",
    "汇编",
    "综合编制",
    "组织编制",
    "组织编写",
    "组织汇编",
    "负责编制",
    "负责编写",
    "认真汇总",
    "认真编制",
    "依据",
    "根据",
    "结合工作实际",
    "结合实际",
    "特编制",
    "汇总",
    "现编制",
    "按照",
];

/// What tells the title of a document that is about reports and is none.
pub const ABOUT: &[&str] = &["通知", "条例", "办法", "规定", "格式", "通报", "意见", "方案", "函"];

/// What the names of bodies end with that are proper names, as the subject of an account.
pub const BODY_ENDS: &[&str] = &[
    "有限责任公司",
    "有限公司",
    "集团公司",
    "集团",
    "公司",
    "海关",
    "总署",
    "中心",
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "管理委员会",
    "管委会",
    "研究院",
    "总队",
    "支队",
];

/// What a body does, behind its name, where an account of its work begins, beside the words of `agency`.
pub const ACTS: &[&str] =
    &["在", "于", "将", "对", "公开", "发布", "办理", "开展", "推进", "做好", "完善", "建立", "明确", "召开", "印发"];

/// What leads to whom questions are to be sent.
pub const ASK: &[&str] = &["与", "向", "联系:", "联系单位:", "联系"];

/// What a report announces itself with; the year it reports on stands near.
pub const ANNOUNCE: &[&str] = &["现将", "现就", "现公布", "现把", "特将"];

/// What tells a plan, behind a year.
pub const PLANS: &[&str] = &["将", "计划", "打算", "要进一步", "要继续", "拟", "工作安排", "继续"];

/// What tells, before a year, that it is not the year reported on.
pub const OTHER_YEARS: &[&str] =
    &["自", "从", "截至", "截止", "截止到", "始于", "截至到", "比", "较", "与", "于", "同比", "早在"];

/// What tells, behind a date, that something began or took force then.
pub const SINCE: &[&str] = &["以来", "起", "施行", "实施", "修订", "印发", "成立", "同期", "以前", "之前"];

/// Headings of what stands before the first chapter.
pub const PREFACES: &[&str] = &["引言", "前言", "序言", "导言", "编制说明", "说明", "总说明", "引语"];

/// How the text behind a title begins where both stand on one line.
pub const BEGINNINGS: &[&str] = &[
    "根据",
    "按照",
    "依据",
    "依照",
    "为",
    "现",
    "本报告",
    "本年报",
    "本年度报告",
    "一、",
    "第一部分",
    "引言",
    "前言",
    "概述",
];
