//! How an agency speaks of itself and of others in Chinese: we-words, web sites, whom to ask, who has signed.

/// What kind of organ a we-word stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Kind {
    /// 局.
    Bureau,
    /// 委, 委员会, 管委会.
    Committee,
    /// 办, an office of a government.
    Office,
    /// 厅.
    Department,
    /// 镇.
    Town,
    /// 乡.
    Township,
    /// 街道.
    Street,
    /// 省, 市, 县, 区: a government of a place.
    Government,
    /// 校, 院, 学区.
    School,
    /// Anything else.
    Other,
}

/// We-words behind 我, with the kind that says them; 我市, 我县, 我区 are anybody's place.
pub const OWN: &[(&str, Kind)] = &[
    ("局", Kind::Bureau),
    ("委", Kind::Committee),
    ("厅", Kind::Department),
    ("镇", Kind::Town),
    ("乡", Kind::Township),
];

/// What stands behind 局 or 委 and makes another word of it.
pub const NOT_OWN: &[&str] = &["托", "派", "任", "员", "限", "面", "势", "镇", "土", "亲", "村", "音", "贤", "会"];

/// What stands before 我 and makes another word of it: 自我.
pub const BEFORE_WE: &[char] = &['自', '敌', '忘', '本', '大', '小'];

/// The kind of an agency by the end of its name.
#[must_use]
pub fn kind(agency: &str) -> Kind {
    let ends = |ends: &[&str]| ends.iter().any(|end| agency.ends_with(end));
    if ends(&["街道办事处", "街道", "街道办"]) {
        Kind::Street
    } else if ends(&["镇人民政府", "镇政府", "镇"]) {
        Kind::Town
    } else if ends(&["乡人民政府", "乡政府", "乡", "苏木人民政府"]) {
        Kind::Township
    } else if ends(&["办公室", "办公厅", "府办", "办"]) {
        Kind::Office
    } else if ends(&["人民政府", "政府", "公署", "省", "市", "县", "旗", "州", "盟"]) {
        Kind::Government
    } else if ends(&["学区", "学校", "中学", "小学", "大学", "学院", "医院", "幼儿园", "卫生院", "法院", "检察院"])
    {
        Kind::School
    } else if ends(&["委员会", "委", "管委会"]) {
        Kind::Committee
    } else if ends(&["局"]) {
        Kind::Bureau
    } else if ends(&["厅"]) {
        Kind::Department
    } else {
        Kind::Other
    }
}

/// What a web site is called.
pub const SITES: &[&str] = &["网站", "网页", "官网", "信息网", "门户网", "政务网"];

/// What stands between the owner of a site and the word for it.
pub const SITE_WORDS: &[&str] = &[
    "门户",
    "官方",
    "政务",
    "公众信息网",
    "信息网",
    "公众",
    "互联网",
    "外网",
    "信息",
    "电子政务",
    "部门",
    "政府",
    "上的",
    "公开",
    "的",
];

/// What shows that a site is used as the agency's own channel.
pub const SITE_USES: &[&str] = &[
    "提交", "公开", "发布", "下载", "查询", "查阅", "公布", "申请", "获取", "登载", "刊登", "更新", "主动", "提出",
    "平台", "渠道", "载体", "开设", "栏目",
];

/// Bureaus whose sites others rightly use: budgets, recruitment, services, statistics.
pub const SHARED: &[&str] = &[
    "财政",
    "人社",
    "人事",
    "人力资源",
    "政务服务",
    "行政审批",
    "数据",
    "档案",
    "信访",
    "统计",
    "审计",
    "税务",
    "编制",
    "法制",
    "司法",
    "招商",
    "政务",
    "信息",
    "投资",
    "监察",
    "应急",
    "气象",
    "建设",
];

/// What shows that another agency is rightly mentioned.
pub const MENTIONS: &[&str] = &[
    "会同", "联合", "牵头", "借鉴", "学习", "兄弟", "考察", "委托", "链接", "转载", "协助", "配合", "合作", "来我",
    "参观", "交流", "抄送", "转发", "移交", "对口", "邀请", "指导", "监督",
];

/// What leads to whom questions are to be sent.
pub const ASKED: &[&str] =
    &["与", "向", "联系:", "联系单位:", "联系部门:", "联系机构:", "受理部门:", "受理机构:", "请联系"];

/// What an account of an agency's own work goes on with.
pub const ACCOUNTS: &[&str] = &[
    "认真",
    "高度重视",
    "切实",
    "积极",
    "主动",
    "严格",
    "始终",
    "紧紧",
    "共",
    "全年",
    "围绕",
    "坚持",
    "不断",
    "进一步",
    "政府信息",
    "信息公开",
    "政务公开",
    "深入",
    "全面",
    "结合",
    "组织编制",
    "编制",
];

/// What a place's name does not begin with, though it stands before 县 or 镇.
pub const NOT_NAMES: &[&str] = &[
    "今年", "去年", "上年", "当年", "全", "各", "该", "我", "本", "每", "其他", "外", "兄弟", "周边", "邻", "整个",
    "几个", "部分", "所有", "有关", "相关", "原", "两", "三", "一", "多", "老", "新", "内", "省", "市", "县", "区",
    "优化", "年初", "以",
];
