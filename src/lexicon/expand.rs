//! A pattern as it is written to the regular expression that is compiled. The build script uses it as well.

use crate::text::narrow;

/// Typed captures written out, and full-width characters narrowed as the text is.
pub fn expand(source: &str) -> String {
    let mut expanded = String::with_capacity(source.len() + 16);
    for c in source.chars() {
        let narrow = narrow(c);
        if narrow != c && regex_syntax::is_meta_character(narrow) {
            expanded.push('\\');
        }
        expanded.push(narrow);
    }
    let mut seen = 0;
    for (name, body) in CAPTURES {
        while let Some(at) = expanded.find(name) {
            let group = name.trim_matches(['{', '}']);
            let tag = if seen == 0 { group.to_owned() } else { format!("{group}_{seen}") };
            expanded.replace_range(at..at + name.len(), &format!("(?P<{tag}>{body})"));
            seen += 1;
        }
        seen = 0;
    }
    expanded
}

/// The typed captures. A number is digits with separators and decimals or Chinese numerals, with 万 or 亿 behind it.
const CAPTURES: [(&str, &str); 3] = [
    ("{n}", r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|[零〇一二三四五六七八九十百千两廿卅]+)[万亿]?"),
    (
        "{date}",
        r"(?:[0-9]{4}|[零〇○一二三四五六七八九]{4})年[0-9零〇一二三四五六七八九十]{1,3}月[0-9零〇一二三四五六七八九十廿卅]{1,3}日",
    ),
    (
        "{agency}",
        r"\p{Han}{2,24}?(?:人民政府|办公厅|办公室|委员会|管委会|办事处|委|局|厅|院|社|会|镇|乡|中心|学校|学院|大学|中学|小学)",
    ),
];
