//! How a Chinese preface announces the parts of its report: 本报告由A、B…等六部分组成; 全文包括A、B和C; 年报共六部分,依次为A,B….
//! Finds the stretches only; which names stand in the list, and whether they are there, is not judged here.

use super::numeral;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// An announcement in a sentence, in bytes of that sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The number of parts said, with where it stands (六部分).
    pub number: Option<(u32, Range<usize>)>,
    /// Where the names may stand: a few readings, the caller takes the one whose names fit best. Empty where only a
    /// number is said.
    pub lists: Vec<Range<usize>>,
    /// Whether the list says that it is not complete: 等 without a number behind it.
    pub open: bool,
}

static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:全文|正文|本文|年报|报告)[^,;。:、《》]{0,14}?(?:由|包括|包含|涵盖|分|共|有|内容|依次)").ok()
});
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:主要)?(?:包括|包含|涵盖|分为|分成|共分|由|依次为|依次是|分别为|分别是|内容为|内容有|即|分|为|是)[了有]?[::,]?").ok()
});
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})(?:个|大|个大|项)?(?:部分|部份|章节|章|篇章|板块|篇|方面)",
    )
    .ok()
});
static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"组成|构成|[,、;]?(?:并附|并附有|附有|另附|随附)|等(?:内容|方面|章节|部分|部份|情况)?(?:[,;]|$)|,(?:本报告|报告|年报|全文|本文|所列|文中|数据|统计|电子|现将|如|公众)").ok()
});
static ENUMERATOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:第[一二三四五六七八九十]{1,3}(?:个)?(?:部分|章)?[::、,为是]*|[一二三四五六七八九十]{1,3}(?:、|是)|[0-9]{1,2}[.、]|\([一二三四五六七八九十0-9]{1,3}\))").ok()
});

/// What stands between the names of a list.
const BETWEEN: [char; 6] = ['、', ',', ';', '和', '与', '及'];

/// The announcement in a folded sentence, its stop left out.
#[must_use]
pub fn announcement(sentence: &str) -> Option<Announcement> {
    // What the statute asks for is not what this report has.
    if ["应当", "应包括", "应包含", "须包括", "要求包括"].iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let subject = SUBJECT.as_ref()?.find(sentence)?;
    let number = number_of(sentence, subject.start());
    let mut lists: Vec<Range<usize>> = Vec::new();
    for verb in VERB.as_ref()?.find_iter(sentence).filter(|verb| verb.start() >= subject.start()).take(8) {
        if number.as_ref().is_some_and(|(_, at)| at.contains(&verb.start()) || verb.range().contains(&at.start)) {
            continue;
        }
        let list = list_from(sentence, verb.end(), number.as_ref().map(|(_, at)| at.clone()));
        if list.len() > 9 && sentence[list.clone()].contains(BETWEEN) && !lists.contains(&list) {
            lists.push(list);
        }
    }
    if let Some((_, at)) = &number {
        let list = list_from(sentence, at.end, None);
        if list.len() > 9 && sentence[list.clone()].contains(BETWEEN) && !lists.contains(&list) {
            lists.push(list);
        }
    }
    if number.is_none() && lists.is_empty() {
        return None;
    }
    let open = number.is_none()
        && lists.iter().any(|list| sentence[list.end..].starts_with('等') || sentence[list.clone()].ends_with('等'));
    Some(Announcement { number, lists, open })
}

/// The number of parts said behind an offset; 第一部分 and 一部分 are none.
fn number_of(sentence: &str, from: usize) -> Option<(u32, Range<usize>)> {
    for captures in NUMBER.as_ref()?.captures_iter(sentence) {
        let (Some(whole), Some(digits)) = (captures.get(0), captures.name("n")) else { continue };
        let before = sentence[..whole.start()].chars().next_back();
        if whole.start() < from || before == Some('第') {
            continue;
        }
        let value = match digits.as_str().parse::<u32>() {
            Ok(value) => value,
            Err(_) => match digits.as_str() {
                "两" => 2,
                text => numeral::parse(text).and_then(|value| u32::try_from(value).ok()).unwrap_or(0),
            },
        };
        if (2..=30).contains(&value) {
            return Some((value, whole.range()));
        }
    }
    None
}

/// The list that begins at an offset: up to the number, 组成, 等, what follows the list, or the end.
fn list_from(sentence: &str, from: usize, number: Option<Range<usize>>) -> Range<usize> {
    let mut start = from;
    loop {
        let rest = &sentence[start..];
        let lead = ["以下", "如下", "内容", "依次", "分别", "主要", "包括", "为", "是", "即", "了", ":", ",", "(", "“"];
        match lead.iter().find(|lead| rest.starts_with(**lead)) {
            Some(lead) => start += lead.len(),
            None => break,
        }
    }
    let mut end = sentence.len();
    if let Some(number) = number.filter(|number| number.start >= start) {
        end = number.start;
    }
    if let Some(tail) = TAIL.as_ref().and_then(|tail| tail.find(&sentence[start..])) {
        end = end.min(start + tail.start());
    }
    let kept = sentence[start.min(end)..end]
        .trim_end_matches([',', '、', ';', '等', '共', '计', '总', '这', '以', '上', ':', '(']);
    start.min(end)..start.min(end) + kept.len()
}

/// The length in bytes of the enumerator that a name in a list begins with; 0 without.
#[must_use]
pub fn enumerator(text: &str) -> usize {
    ENUMERATOR.as_ref().and_then(|pattern| pattern.find(text)).map_or(0, |found| found.end())
}

/// Whether a name is of an annex or preface, which may or may not count as a part.
#[must_use]
pub fn is_annex(name: &str) -> bool {
    ["附", "统计表", "说明", "引言", "前言", "导言", "编制说明"]
        .iter()
        .any(|word| name.starts_with(word) || name.ends_with(word))
        || name.contains("附表")
        || name.contains("附件")
}

/// Whether the words before a pause end a name: 主动公开情况、….
#[must_use]
pub fn ends_name(words: &str) -> bool {
    ["情况", "概述", "概况", "综述", "措施", "事项", "问题", "说明", "打算", "总体情况"]
        .iter()
        .any(|noun| words.ends_with(noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements_are_found_with_their_number_and_list() {
        let cases = [
            ("本报告由概述、主动公开情况、收费情况等三部分组成", Some("三部分"), "概述、主动公开情况、收费情况"),
            ("年报共三部分,依次为概述,主动公开情况,收费情况", Some("三部分"), "概述,主动公开情况,收费情况"),
            ("本报告包含以下3部分内容:概述;主动公开情况以及收费情况", Some("3部分"), "概述;主动公开情况以及收费情况"),
            ("全文包括概述、主动公开情况,以及收费情况,并附统计表", None, "概述、主动公开情况,以及收费情况"),
            ("本报告由某局编制,内容包括概述、收费情况,共两大部分", Some("两大部分"), "概述、收费情况"),
        ];
        for (sentence, number, list) in cases {
            let told = announcement(sentence).unwrap();
            assert_eq!(told.number.map(|(_, at)| &sentence[at]), number, "{sentence}");
            let lists: Vec<&str> = told.lists.iter().map(|at| &sentence[at.clone()]).collect();
            assert!(lists.contains(&list), "{sentence}: {lists:?}");
        }
        assert_eq!(announcement("本报告由县林业局编制"), None);
    }
}
