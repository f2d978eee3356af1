//! Words that announce a number of a person, or a number that only looks like one.

/// Words before an identity number.
pub const IDENTITY: [&str; 4] = ["身份证", "身份号码", "证件号", "居民证"];

/// Words before a bank account's number.
pub const BANK: [&str; 10] = ["账号", "帐号", "卡号", "开户", "银行卡", "账户", "帐户", "储蓄卡", "存折", "一卡通"];

/// Words before a telephone number.
pub const PHONE: [&str; 8] = ["电话", "手机", "热线", "号码", "致电", "拨打", "联系", "传真"];

/// Words before a number that stands for a file, an organisation or a thing.
pub const FILE: [&str; 19] = [
    "信用代码",
    "机构代码",
    "代码",
    "索引号",
    "文号",
    "备案号",
    "许可证",
    "登记号",
    "流水号",
    "单号",
    "批号",
    "案号",
    "序号",
    "条码",
    "条形码",
    "群号",
    "标识码",
    "项目号",
    "书号",
];

/// Words before a number of a file that may as well be a person's: the checksum of an identity number decides.
pub const PAPERS: [&str; 2] = ["编号", "证号"];

/// What is counted or measured, behind a number.
pub const MEASURED: [&str; 16] =
    ["元", "万", "亿", "千", "件", "条", "次", "人", "平方", "公里", "米", "吨", "户", "号文", "号公告", "号令"];

/// Words for a person whom a report has no business to name.
pub const PERSONS: [&str; 17] = [
    "申请人",
    "当事人",
    "举报人",
    "投诉人",
    "信访人",
    "反映人",
    "原告",
    "被告",
    "第三人",
    "来访人",
    "来电人",
    "身份证",
    "村民",
    "居民",
    "市民",
    "群众",
    "网民",
];

/// Words after which a person is one who may call, not one whose number it is.
pub const INVITING: [&str; 14] =
    ["可", "请", "拨打", "致电", "咨询", "向我", "受理", "查询", "开通", "公布", "设立", "监督", "服务", "方便"];

/// Words by which an office gives its own number.
pub const OFFICES: [&str; 19] = [
    "联系电话",
    "咨询电话",
    "办公电话",
    "值班",
    "监督电话",
    "举报电话",
    "投诉电话",
    "服务电话",
    "热线",
    "联系方式",
    "联系人",
    "传真",
    "电话",
    "来电",
    "请与",
    "请联系",
    "可联系",
    "联系:",
    "联系单位",
];
