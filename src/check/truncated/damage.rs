//! What copying leaves behind: field codes of Word, lost references, entities and tags of web pages, replacement characters,
//! text decoded wrongly, dates and document numbers that lost a part.

use crate::document::Format;
use crate::fact::Facts;
use crate::finding::{Hit, Wording};
use crate::reading::date::Flaw;
use aho_corasick::AhoCorasick;
use regex::Regex;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// Places of one kind of damage that are labelled; more would only repeat.
const LABELS: usize = 20;

/// A kind of damage: how it is found in the folded text, and what it is called.
struct Kind {
    pattern: &'static str,
    /// What is in every match, in lower case: one pass over the text tells which kinds are worth a pattern.
    anchors: &'static [&'static str],
    /// Whether Markdown's own writing may look like it.
    markup: bool,
    zh: &'static str,
    en: &'static str,
}

const KINDS: [Kind; 8] = [
    Kind {
        pattern: r#"(?i:PAGEREF\s*_?[A-Za-z]*[0-9]*|HYPERLINK\s*(?:\\l\s*)?["“][^"”\n]{0,200}["”]|HYPERLINK\s*\\l|(?:\\\*\s*)?MERGEFORMAT(?:INET)?|_Toc[0-9]{4,}|EMBED\s?[A-Za-z]+\.[A-Za-z0-9.]+|INCLUDEPICTURE|\bREF\s+_Ref[0-9]+|TOC\s*\\o\s*"[^"\n]{0,20}"|SEQ\s?\p{Han}{1,2}\s?\\\*)"#,
        anchors: &[
            "pageref",
            "hyperlink",
            "mergeformat",
            "_toc",
            "embed",
            "includepicture",
            "_ref",
            "toc \\o",
            "toc\\o",
            "seq",
        ],
        markup: false,
        zh: "残留的域代码",
        en: "a field code left over from Word",
    },
    Kind {
        pattern: r"错误!\s*(?:未找到引用源|未定义书签|超链接引用无效|未找到目录项|文档中没有指定样式的文字)[。.]?|(?i:Error!\s*(?:Reference source not found|Bookmark not defined|Hyperlink reference not valid|No table of contents entries found)\.?)",
        anchors: &["错误!", "error!"],
        markup: false,
        zh: "失效的引用",
        en: "a reference that was lost",
    },
    Kind {
        pattern: r"(?:&?(?:amp;)?nbsp;)+|&(?:lt|gt|amp|quot|apos|ldquo|rdquo|lsquo|rsquo|middot|mdash|hellip|emsp|ensp|bull|copy);|&#x?[0-9a-fA-F]{2,6};",
        anchors: &["nbsp;", "&"],
        markup: false,
        zh: "残留的网页实体代码",
        en: "an entity left over from a web page",
    },
    Kind {
        pattern: r"(?i:</?(?:p|br|span|div|font|table|tbody|tr|td|th|strong|b|u|i|a|img|center|ul|li|h[1-6]|o:p|st1:[a-z]+|script|style|html|body|meta|input|iframe)(?:\s[^<>\n]{0,300})?/?>)|<!--|<!\[endif\]|mso-[a-z-]{3,}:|font-(?:family|size)\s*:|@font-face|document\.write|\$\(function",
        anchors: &["<", "mso-", "font-", "document.write", "$(function"],
        markup: true,
        zh: "残留的网页标签或样式代码",
        en: "markup left over from a web page",
    },
    Kind {
        pattern: "\u{fffd}+",
        anchors: &["\u{fffd}"],
        markup: false,
        zh: "无法显示的字符",
        en: "characters that were lost",
    },
    Kind {
        pattern: r"(?:锟斤拷)+|锟斤|烫烫烫+|屯屯屯+|[ÃÂ][\u{80}-\u{bf}](?:[ÃÂâåæçèé]?[\u{80}-\u{bf}])+|[åæçèé][\u{80}-\u{bf}]{2}|鏀垮簻|淇℃伅|鍏紑|鐨勬",
        anchors: &["锟斤", "烫烫烫", "屯屯屯", "Ã", "Â", "å", "æ", "ç", "è", "é", "鏀垮簻", "淇℃伅", "鍏紑", "鐨勬"],
        markup: false,
        zh: "乱码",
        en: "text decoded wrongly",
    },
    Kind {
        pattern: r"[〔\[](?:19|20)[0-9]{2}[0-9]{1,4}号",
        anchors: &["〔", "["],
        markup: false,
        zh: "残缺的文号",
        en: "a document number that lost a part",
    },
    Kind {
        pattern: r"\b20[0-2]年(?:通过|度|全年|共|我|本|[0-9]{1,2}月|[,。])|\b20[0-2][0-9](?:末|度(?:政府|主动|全)|全年(?:共|累计|主动|新))",
        anchors: &["20"],
        markup: false,
        zh: "残缺的年份",
        en: "a year that lost a part",
    },
];

/// Each kind compiled by itself, and only where one of its marks stands.
static PATTERNS: [OnceLock<Option<Regex>>; KINDS.len()] = [const { OnceLock::new() }; KINDS.len()];

/// All anchors, with the kind that each belongs to.
static ANCHORS: LazyLock<(Option<AhoCorasick>, Vec<usize>)> = LazyLock::new(|| {
    let all = KINDS.iter().enumerate().flat_map(|(at, kind)| kind.anchors.iter().map(move |anchor| (at, *anchor)));
    let (kinds, anchors): (Vec<usize>, Vec<&str>) = all.unzip();
    (AhoCorasick::builder().ascii_case_insensitive(true).build(anchors).ok(), kinds)
});

/// Which kinds have an anchor in a text.
fn likely(text: &str) -> [bool; KINDS.len()] {
    let mut likely = [false; KINDS.len()];
    let (Some(automaton), kinds) = (&ANCHORS.0, &ANCHORS.1) else { return [true; KINDS.len()] };
    for found in automaton.find_iter(text) {
        likely[kinds[found.pattern().as_usize()]] = true;
    }
    likely
}

/// The damage of a report, one hit a kind.
pub fn find(facts: &Facts<'_>) -> Vec<Hit> {
    let text = facts.prose.text.as_str();
    let mut hits = Vec::new();
    let likely = likely(text);
    for ((kind, pattern), likely) in KINDS.iter().zip(PATTERNS.iter()).zip(likely) {
        if !likely || kind.markup && facts.document.format == Format::Markdown {
            continue;
        }
        let Some(pattern) = pattern.get_or_init(|| Regex::new(kind.pattern).ok()) else { continue };
        let places: Vec<Range<usize>> = pattern
            .find_iter(text)
            .map(|found| found.range())
            .filter(|range| !is_address(text, range) && !is_markdown_entity(facts, text, range))
            .take(LABELS)
            .collect();
        hits.extend(hit(facts, &places, kind.zh, kind.en));
    }
    let dates: Vec<Range<usize>> = facts
        .dates
        .iter()
        .filter(|date| date.flaw == Some(Flaw::Damaged))
        .map(|date| date.at.clone())
        .take(LABELS)
        .collect();
    hits.extend(hit(facts, &dates, "残缺的日期", "a date that lost a part"));
    hits
}

fn hit(facts: &Facts<'_>, places: &[Range<usize>], zh: &str, en: &str) -> Option<Hit> {
    let (first, rest) = places.split_first()?;
    let site = facts.prose.source(first.clone());
    let said: String = facts.document.slice(site).chars().take(30).collect();
    let message = Wording::new(format!("{zh}:“{said}”"), format!("{en}: “{said}”"));
    let mut hit = Hit::at(site, message);
    for place in rest {
        hit = hit.label(facts.prose.source(place.clone()), Wording::default());
    }
    Some(hit)
}

/// Whether a place stands inside an address (`…?a=1&lt;…`), where such letters are its own.
fn is_address(text: &str, range: &Range<usize>) -> bool {
    let before = &text[..range.start];
    let word = before.rsplit(|c: char| !c.is_ascii_graphic() || c == '"').next().unwrap_or_default();
    word.contains("://") && !text[range.clone()].to_ascii_uppercase().starts_with("HYPERLINK")
}

/// In Markdown an entity with its `&` is markup and shows as what it stands for.
fn is_markdown_entity(facts: &Facts<'_>, text: &str, range: &Range<usize>) -> bool {
    facts.document.format == Format::Markdown && text[range.clone()].starts_with('&')
}
