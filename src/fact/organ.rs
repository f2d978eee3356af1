//! Organs named in a text: 县林业局, 市人民政府办公室, and the place before them. Not what merely sounds like one (布局,
//! 委托, 局长), and not we-words (我局), which name nobody.

use super::fold::{Folded, is_ideograph};
use crate::language::Language;
use crate::language::words::Words;
use crate::language::zh::organ as zh;
use std::ops::Range;
use std::sync::LazyLock;

static PLACES: LazyLock<Words> = LazyLock::new(|| Words::new(zh::PLACES));
static DOMAINS: LazyLock<Words> = LazyLock::new(|| Words::new(zh::DOMAINS));
static STOPS: LazyLock<Words> = LazyLock::new(|| Words::new(zh::STOPS));
static SOFT_STOPS: LazyLock<Words> = LazyLock::new(|| Words::new(zh::SOFT_STOPS));

/// How many characters before an organ's own name may be the place.
const REACH: usize = 16;

/// An organ named in the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    /// Where it stands.
    pub at: Range<usize>,
    /// The place it begins with (云桥区), empty where none is said.
    pub place: Range<usize>,
    /// What it is, without the place (民政局).
    pub name: Range<usize>,
}

/// Find the organs named in a folded text.
#[must_use]
pub fn scan(prose: &Folded, language: Language) -> Vec<Organ> {
    match language {
        Language::Zh => scan_text(&prose.text),
        Language::En => Vec::new(),
    }
}

/// Find the organs named in a text that is folded already.
#[must_use]
pub fn scan_text(text: &str) -> Vec<Organ> {
    let mut organs: Vec<Organ> = Vec::new();
    let mut run = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        // 2010年区发改委, 1号县政府: what counts time or houses behind digits belongs to the digits.
        let counts = at == run && matches!(c, '年' | '月' | '日' | '度' | '号' | '楼' | '层');
        if !is_ideograph(c) || counts {
            run = end;
            continue;
        }
        if !matches!(
            c,
            '局' | '厅' | '委' | '办' | '署' | '院' | '府' | '会' | '处' | '室' | '区' | '校' | '学' | '社' | '司'
        ) {
            continue;
        }
        let run = run.max(organs.last().map_or(0, |organ| organ.at.end));
        let Some(organ) = ending_at(text, run, end) else { continue };
        organs.push(organ);
    }
    organs
}

/// The organ whose name ends here, its beginning not before `run`.
fn ending_at(text: &str, run: usize, end: usize) -> Option<Organ> {
    let head = text.get(run..end)?;
    let rest = text.get(end..)?;
    government(text, run, head, rest).or_else(|| bureau(text, run, head, rest)).or_else(|| body(text, run, head, rest))
}

/// 县人民政府, 街道办事处, 开发区管委会, 县政府办公室: a place and its government.
fn government(text: &str, run: usize, head: &str, rest: &str) -> Option<Organ> {
    let end = run + head.len();
    let ending = zh::GOVERNMENTS.iter().find(|ending| head.ends_with(**ending))?;
    let at = end - ending.len();
    let before = &text[run..at];
    let named = PLACES.end(before).is_some();
    let compound = *ending == "政府" && zh::GOVERNMENT_COMPOUNDS.iter().any(|word| rest.starts_with(word));
    if !named || compound {
        return None;
    }
    let place = place_before(text, run, at);
    if place.is_empty() {
        return None;
    }
    let office = zh::OFFICES.iter().find(|office| rest.starts_with(**office)).map_or(0, |office| office.len());
    Some(Organ { at: place.start..end + office, name: at..end + office, place })
}

/// 县林业局, 发改委: what it deals with and the ending of a bureau.
fn bureau(text: &str, run: usize, head: &str, rest: &str) -> Option<Organ> {
    let end = run + head.len();
    let ending = zh::BUREAUS.iter().find(|ending| head.ends_with(**ending))?;
    if ending.chars().count() == 1 && zh::NOT_BUREAU.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let mut name = end - ending.len();
    let deals = |end: usize| DOMAINS.end(&text[run..end]).is_some();
    if !deals(name) {
        name -= zh::MODIFIERS.iter().find(|word| text[run..name].ends_with(**word)).map_or(0, |word| word.len());
    }
    let mut found = false;
    loop {
        let before = &text[run..name];
        let joined = ["和", "与", "及"].iter().find(|join| found && before.ends_with(**join)).map_or("", |join| join);
        let before = &before[..before.len() - joined.len()];
        let Some(domain) = DOMAINS.end(before) else { break };
        name -= joined.len() + domain;
        found = true;
    }
    if !found {
        return None;
    }
    let before = &text[run..name];
    let named = PLACES.end(before).is_some();
    let place = if named { place_before(text, run, name) } else { name..name };
    Some(Organ { at: place.start..end, name: name..end, place })
}

/// 白高台学区, 第二中学: a proper name.
fn body(text: &str, run: usize, head: &str, rest: &str) -> Option<Organ> {
    let end = run + head.len();
    let ending = zh::BODIES.iter().find(|ending| head.ends_with(**ending))?;
    if ["生", "习", "者", "科", "术"].iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let start = place_before(text, run, end - ending.len()).start;
    let before = &text[start..end - ending.len()];
    let place = zh::PLACES.iter().filter_map(|place| before.rfind(place).map(|at| at + place.len())).max();
    let place = place.map_or(start, |length| start + length);
    (before.chars().count() >= 2).then_some(Organ { at: start..end, place: start..place, name: place..end })
}

/// The place that ends at `end`: back to the boundary of the run, a stop word or the reach.
fn place_before(text: &str, run: usize, end: usize) -> Range<usize> {
    let mut start = end;
    for (at, _) in text[run..end].char_indices().rev().take(REACH) {
        start = run + at;
    }
    let mut from = start;
    let mut at = start;
    while at < end {
        let rest = &text[at..end];
        let soft = |length: &usize| {
            // 和平区 behind a boundary is a name; 将柳林市 is not, since 柳林市 is long enough by itself, nor is 至县.
            let left = rest[*length..].chars().count();
            // Inside a run only prepositions, and not behind a place: 云浦市从江县 is a chain.
            let chain = PLACES.end(&text[from..at]).is_some();
            let leads = rest.starts_with(['至', '从', '向', '将', '于', '经', '以', '同']);
            left != 2 && (at == from || (leads && (left == 1 || !chain)))
        };
        at += match STOPS.begin(rest).or_else(|| SOFT_STOPS.begin(rest).filter(soft)) {
            Some(length) => {
                from = at + length;
                length
            }
            None => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    from..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organs(text: &str) -> Vec<(&str, &str)> {
        scan_text(text).into_iter().map(|organ| (&text[organ.place], &text[organ.name])).collect()
    }

    #[test]
    fn organs_and_their_places() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("由青峰县林业局编制", &[("青峰县", "林业局")]),
            ("请与云溪市人民政府办公室联系", &[("云溪市", "人民政府办公室")]),
            ("和平区安全生产监督管理局组织编制", &[("和平区", "安全生产监督管理局")]),
            ("县经济和信息化委员会", &[("县", "经济和信息化委员会")]),
            ("向云溪市青峰镇人民政府反映", &[("云溪市青峰镇", "人民政府")]),
            (
                "2010年区发改委与平原台区发改委、本原市水务局",
                &[("区", "发改委"), ("平原台区", "发改委"), ("本原市", "水务局")],
            ),
            ("电子版可从云溪县林业局获取", &[("云溪县", "林业局")]),
            ("会同云溪县司法局研究", &[("云溪县", "司法局")]),
            ("云溪市政府信息公开工作", &[]),
            ("工作布局合理,全局上下形成良好局面,教育局局长,委托农业部门", &[("", "教育局")]),
            ("县委、县政府高度重视", &[("县", "政府")]),
            ("我委通过市发改委网站", &[("市", "发改委")]),
            ("云溪县白石台学区", &[("云溪县", "白石台学区")]),
        ];
        for (text, expected) in cases {
            assert_eq!(organs(text), *expected, "{text}");
        }
    }
}
