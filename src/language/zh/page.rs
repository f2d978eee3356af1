//! Words of web pages: what a site's frame says around an article.

/// Whether a character ends a sentence or a clause of one: what menus and footers hardly have.
#[must_use]
pub fn is_sentence_mark(c: char) -> bool {
    matches!(c, '。' | '，' | '；' | ',' | ';')
}

/// Openings and contents of lines that belong to a site and not to an article.
const FRAME: [&str; 34] = [
    "您当前的位置",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "所在位置",
    "索引号",
    "索 引 号",
    "发布机构",
    "信息来源",
    "文章来源",
    "来源：",
    "来源:",
    "浏览次数",
    "阅读次数",
    "点击数",
    "访问量：",
    "字体：",
    "字号：",
    "【字体",
    "[字体",
    "分享到",
    "打印本页",
    "关闭窗口",
    "扫一扫",
    "上一篇",
    "下一篇",
    "相关链接",
    "相关文章",
    "主办单位",
    "主办：",
    "承办单位",
    "版权所有",
    "网站标识码",
    "ICP备",
];

/// Whether a line belongs to a site's frame: position, index, share buttons, footer.
#[must_use]
pub fn is_boilerplate(text: &str) -> bool {
    let line = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    let long = line.chars().count();
    if long == 0 || long > 160 {
        return false;
    }
    let starts = FRAME.iter().any(|word| line.starts_with(word));
    let footer = ["ICP备", "公网安备", "网站标识码", "版权所有", "Copyright", "COPYRIGHT", "技术支持"];
    starts || footer.iter().any(|word| line.contains(word))
}
