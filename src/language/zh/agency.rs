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
    /// 校, 学院, 学区.
    School,
    /// 医院, 法院, 研究院.
    Institute,
    /// 海关.
    Customs,
    /// 中心.
    Center,
    /// Anything else.
    Other,
}

/// A word by which an agency speaks of itself behind 我.
#[derive(Clone, Copy, Debug)]
pub struct WeWord {
    /// The word.
    pub word: &'static str,
    /// Who says it.
    pub kind: Kind,
    /// What stands behind it where it is another word: 委托, 关注.
    pub not_before: &'static [&'static str],
}

const fn we(word: &'static str, kind: Kind, not_before: &'static [&'static str]) -> WeWord {
    WeWord { word, kind, not_before }
}

/// The words by which agencies speak of themselves; 我市, 我区 are anybody's place.
pub const OWN: &[WeWord] = &[
    we("局", Kind::Bureau, &["长", "限", "面", "势", "部", "镇"]),
    we("委", Kind::Committee, &["托", "派", "任", "员", "会"]),
    we("厅", Kind::Department, &[]),
    we("镇", Kind::Town, &[]),
    we("乡", Kind::Township, &["土", "亲", "村", "音", "贤", "镇"]),
    we("苏木", Kind::Township, &[]),
    we("街道", Kind::Street, &[]),
    we("校", Kind::School, &[]),
    we("院", Kind::Institute, &["校", "落", "子"]),
    we("关", Kind::Customs, &["注", "心", "于", "系", "切", "联", "键", "爱", "怀", "闭", "节", "口", "照", "停"]),
    we("办", Kind::Office, &["理", "事", "公", "法", "学", "结", "证", "案", "好", "实", "成", "件"]),
];

/// We-words of places, by what a place's name ends with; a lower place's word is foreign to a higher one's report. 我市, 我区
/// and 我省 may be a superior's anywhere.
pub const OWN_PLACES: &[(&str, &[&str])] = &[("县", &["市", "区", "州", "盟", "省"]), ("旗", &["市", "区", "省"])];

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
    } else if ends(&["乡人民政府", "乡政府", "乡", "苏木人民政府", "苏木"]) {
        Kind::Township
    } else if ends(&["办公室", "办公厅", "府办", "办"]) {
        Kind::Office
    } else if ends(&["人民政府", "政府", "公署", "省", "市", "县", "旗", "州", "盟"]) {
        Kind::Government
    } else if ends(&["学区", "学校", "中学", "小学", "大学", "学院", "幼儿园"]) {
        Kind::School
    } else if ends(&["院"]) {
        Kind::Institute
    } else if ends(&["海关"]) {
        Kind::Customs
    } else if ends(&["中心"]) {
        Kind::Center
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

/// The end of a name that a body of a kind has for sure, where the kind tells it.
#[must_use]
pub fn typical(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Bureau => Some("局"),
        Kind::Committee => Some("委员会"),
        Kind::Department => Some("厅"),
        Kind::Town => Some("镇人民政府"),
        Kind::Township => Some("乡人民政府"),
        Kind::Street => Some("街道办事处"),
        Kind::School => Some("学校"),
        Kind::Customs => Some("海关"),
        Kind::Center => Some("中心"),
        Kind::Office | Kind::Government | Kind::Institute | Kind::Other => None,
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

/// What a report on the web is called.
pub const COPY: &str = "电子版";

/// What the names of bodies end with that are proper names and have no place in them.
pub const PROPER: &[&str] = &["海关", "中学", "小学", "学校", "学院", "大学", "医院", "管委会", "管理委员会"];

/// What leads to the name of the body that filled in a form.
pub const FILLED_BY: &[&str] =
    &["填报单位", "填表单位", "填报机关", "填报部门", "报送单位", "编制单位", "编报单位", "报告单位", "上报单位"];

/// What a body has done that is said to have made the report, behind its name.
pub const MADE: &[&str] = &["编制", "汇总", "综合汇编", "组织编制", "编制并公布", "负责编制", "编写", "起草"];

/// What the grounds begin with on which a report is made.
pub const GROUNDS: &[&str] = &["依据", "根据", "按照", "依照", "遵照", "结合", "汇总", "对照", "综合", "组织"];

/// Characters of sentences (现将我镇, 根据乡) that names of towns hardly have.
pub const NOT_IN_TOWNS: &str =
    "我本各全该每将使据合过为由向把让到从对与及以的了是有现并被所给入自按照就也都还能会要可应";

/// Words that stand before 镇, 乡 or 街道 and are no part of a name: 公开街道…, 其中乡镇….
pub const NOT_OF_NAMES: &[&str] = &[
    "公开", "其中", "报送", "专门", "主动", "政务", "政府", "农村", "县城", "重点", "所有", "涉及", "多个", "部分",
    "一些", "其他", "其它", "本级", "下属", "辖区", "基层", "有关", "相关", "各类", "机关", "单位", "部门", "网站",
    "信息", "发布", "通过", "指导", "督促", "覆盖", "深入", "开展", "建立", "结合", "加强", "推进", "示范", "全体",
    "安全", "健康",
];

/// What a report is called where who made it is said.
pub const REPORT: &[&str] = &["本报告", "本年报", "本年度报告", "年度报告"];

/// What an agency's own rules on openness are about, and how their titles end.
pub const OWN_RULES: (&[&str], &[&str]) = (
    &["政务公开", "信息公开", "信息主动公开"],
    &["指南", "目录", "办法", "制度", "细则", "规程", "流程", "清单", "方案"],
);

/// What an agency does to documents that are its own, directly before their titles.
pub const ISSUES: &[&str] = &[
    "印发了",
    "制定了",
    "出台了",
    "下发了",
    "制订了",
    "修订了",
    "印制了",
    "建立了",
    "编制了",
    "起草了",
    "发布了",
    "制定印发了",
    "制定出台了",
    "印发",
    "制定",
    "出台",
    "下发",
    "制订",
    "修订",
    "制定并印发",
    "制定下发了",
];

/// Bureaus that may rightly be asked about a government's report.
pub const DESKS: &[&str] = &[
    "政务",
    "信息",
    "数据",
    "行政审批",
    "审批",
    "法制",
    "司法",
    "监察",
    "档案",
    "督查",
    "公开",
    "办公",
    "发展和改革",
    "发改",
    "工业和信息化",
    "经济和信息化",
    "经信",
    "工信",
    "机关事务",
];

/// Words for the year that an account of an agency's own work begins with.
pub const SPANS: &[&str] =
    &["一年来", "过去一年", "过去的一年", "这一年", "全年", "年内", "本年度", "年度内", "今年", "今年以来", "去年"];

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

/// What an account of an agency's own work goes on with where a paragraph begins with the agency, beside those.
pub const OPENINGS: &[&str] = &[
    "把",
    "按照",
    "贯彻",
    "聚焦",
    "紧盯",
    "对照",
    "没有",
    "未",
    "现行有效",
    "汇总",
    "收到",
    "受理",
    "依据",
    "根据",
    "以",
    "通过",
    "继续",
    "持续",
    "着力",
    "扎实",
    "深入",
    "立足",
    "落实",
    "充分",
    "大力",
    "加强",
    "及时",
    "贯彻落实",
    "制定",
    "编制",
    "组织",
    "开展",
    "召开",
    "完成",
    "建立",
    "健全",
    "成立",
    "推进",
    "强化",
    "优化",
    "发布",
];

/// What a place's name does not begin with, though it stands before 县 or 镇.
pub const NOT_NAMES: &[&str] = &[
    "今年", "去年", "上年", "当年", "全", "各", "该", "我", "本", "每", "其他", "外", "兄弟", "周边", "邻", "整个",
    "几个", "部分", "所有", "有关", "相关", "原", "两", "三", "一", "多", "老", "新", "内", "省", "市", "县", "区",
    "优化", "年初", "以", "城", "乡", "集", "小", "古", "建制", "中心", "重点", "特色", "文明", "示范", "生态", "卫生",
    "平安", "美丽",
];

/// Words that speak for a whole place, with the end of its name.
pub const WHOLES: &[(&str, &str)] = &[("全镇", "镇"), ("全乡", "乡"), ("全街道", "街道"), ("全县", COUNTY)];

/// The end of a county's name.
pub const COUNTY: &str = "县";

/// Characters before 全 that make it the end of another word: 健全, 安全.
pub const BEFORE_WHOLE: &[char] = &['健', '安', '完', '齐', '周', '保', '成', '顾'];

/// Characters behind such a word that make it another one: 全乡镇, 全县(市、区).
pub const BEHIND_WHOLE: &[char] = &['镇', '村', '街', '级', '域', '(', '区', '市', '、'];
