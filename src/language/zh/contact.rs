//! How a Chinese report labels its contacts.

/// Labels of telephone numbers for questions; hotlines of other kinds (监督电话) are none.
pub const PHONE: &[&str] = &[
    "联系电话(传真)",
    "联系电话/传真",
    "联系电话及传真",
    "电话(传真)",
    "电话/传真",
    "电话及传真",
    "电话、传真",
    "联系电话",
    "咨询电话",
    "办公电话",
    "办公室电话",
    "值班电话",
    "电话号码",
    "固定电话",
    "座机",
    "电话",
    "Tel",
    "TEL",
    "tel",
];
/// Labels of fax numbers.
pub const FAX: &[&str] = &["传真电话", "传真号码", "传真", "Fax", "FAX", "fax"];
/// Labels of addresses for e-mail.
pub const EMAIL: &[&str] = &[
    "电子邮箱地址",
    "电子邮件地址",
    "电子邮箱",
    "电子邮件",
    "电子信箱",
    "邮箱地址",
    "E-mail",
    "E-Mail",
    "e-mail",
    "E-MAIL",
    "Email",
    "EMAIL",
    "email",
    "邮箱",
    "信箱",
    "Mail",
];
/// Labels of postcodes.
pub const POSTCODE: &[&str] = &["邮政编码", "邮编"];
/// Labels of addresses.
pub const ADDRESS: &[&str] = &["联系地址", "通讯地址", "通信地址", "办公地址", "单位地址", "邮寄地址", "地址"];
/// Labels of web sites.
pub const SITE: &[&str] = &["网站地址", "网址"];

/// What stands between a label and its value.
pub const TIES: &[char] = &[':', '为', '是', '：'];

/// Counters: a number before one of these counts something and is no telephone number.
pub const COUNTERS: &[char] =
    &['个', '次', '件', '条', '起', '人', '余', '多', '部', '宗', '份', '台', '门', '万', '场', '例'];

/// What stands before an extension.
pub const EXTENSIONS: &[&str] = &["转", "分机", "ext", "EXT", "Ext"];

/// What tells the foot of a web page, which is not the report's.
pub const FOOTERS: &[&str] = &[
    "ICP备",
    "备案",
    "版权所有",
    "主办单位",
    "承办单位",
    "主办:",
    "承办:",
    "标识码",
    "技术支持",
    "公网安备",
    "网站地图",
    "关于我们",
    "联系我们",
    "网站声明",
];

/// Words beside the label of a contact that is not for questions about the report.
pub const OTHER_PURPOSES: &[&str] = &["监督", "举报", "投诉", "报警", "求助", "热线", "查阅点", "查阅场所", "受理点"];

/// Signs that stand for a value still to be filled in.
pub const BLANKS: &[char] = &['X', 'x', '×', '*', '_', '□', '○', '?', '…'];

/// What an address ends on.
pub const PLACES: &[char] = &['号', '楼', '室', '层', '院', '厦', '路', '街', '巷', '村', '内'];

/// What stands right before a telephone number that has no label of its own.
pub const MEANS: &[&str] = &["联系方式", "联系方式:", "联系方式为", "联系方式是", "("];
