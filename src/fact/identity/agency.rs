//! The agency's full name: what the title says, made whole, or the best of what else speaks for an organ: that it made
//! or announces the report, that it has signed, that the account of the year is its own, that it is to be asked, that the
//! file is named by it. What stands in the title of a cited document speaks for nobody, and an organ of another kind than
//! the one that the text says 我局 or 我镇 of is not the report's.

use super::{Evidence, Origin, Told, stem, title};
use crate::fact::organ::{self, Organ};
use crate::language::zh::agency::{self as words, Kind};
use crate::language::zh::{organ as names, report as zh};
use crate::text::{fold_str, is_ideograph};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many bytes count as the preface.
const PREFACE: usize = 3000;
/// How many pieces at the end may be a signature.
const TAIL: usize = 6;
/// How far the opening mark of a title is looked for, in characters.
const TITLE: usize = 120;
/// The longest name of a body, in characters.
const NAME: usize = 26;

/// Why an organ may be the report's, the weightiest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Reason {
    /// It is to be asked.
    Asked,
    /// The account of a year begins with its place.
    Place,
    /// The account of a year, or of several paragraphs, is its own.
    Subject,
    /// It has signed.
    Signed,
    /// The report names it with its year.
    Named,
    /// It is said to have made or to announce the report.
    Made,
}

/// The full name for what a title says: a place stands for its government, unless the text names another kind.
pub fn full(evidence: &Evidence<'_>, written: &str) -> String {
    let place = written.strip_suffix("人民政府").or_else(|| written.strip_suffix("政府")).unwrap_or(written);
    let Some(government) = names::government_of(place) else { return written.to_owned() };
    let text = &evidence.prose.text;
    let kinds = names::GOVERNMENTS.iter().filter(|kind| **kind != "政府" && **kind != "人民政府");
    let other = kinds.map(|kind| format!("{place}{kind}")).find(|name| text.contains(name.as_str()));
    let stands = text.contains(&format!("{place}人民政府"));
    match other {
        Some(other) if !stands => other,
        Some(_) | None if written.ends_with("人民政府") || stands => format!("{place}人民政府"),
        Some(_) | None => government,
    }
}

/// Tell the agency from the text or the file's name.
pub fn tell(evidence: &Evidence<'_>) -> Option<Told<String>> {
    let own = own_kind(&evidence.prose.text);
    let fits = |value: &str| own.is_none_or(|own| agrees(own, value));
    let mut best: Option<(Reason, Range<usize>)> = None;
    for (reason, at) in candidates(evidence) {
        let better = best.as_ref().is_none_or(|(before, _)| reason > *before);
        if better && fits(&full(evidence, &evidence.prose.text[at.clone()])) {
            best = Some((reason, at));
        }
    }
    let told = best.map(|(reason, at)| {
        let value = full(evidence, &evidence.prose.text[at.clone()]);
        let from = if reason <= Reason::Place { Origin::Hint } else { Origin::Text };
        Told { value, span: Some(evidence.prose.source(at)), from }
    });
    let file = || {
        let value = full(evidence, &title::agency_in(&fold_str(stem(&evidence.document.path)))?);
        let plain = value.chars().all(is_ideograph) && fits(&value);
        plain.then_some(Told { value, span: None, from: Origin::FileName })
    };
    match told {
        Some(told) if told.from == Origin::Text => Some(told),
        other => file().or(other),
    }
}

/// All that speaks for an organ, in text order for each reason.
fn candidates(evidence: &Evidence<'_>) -> Vec<(Reason, Range<usize>)> {
    let text = &evidence.prose.text;
    let mut found: Vec<(Reason, Range<usize>)> = Vec::new();
    for organ in evidence.organs.iter().filter(|organ| named(evidence, organ)) {
        found.extend(reason(evidence, organ).map(|reason| (reason, organ.at.clone())));
    }
    found.extend(signature(evidence).map(|at| (Reason::Signed, at)));
    let mut subjects: BTreeMap<&str, (usize, Range<usize>)> = BTreeMap::new();
    for at in subjects_of_years(evidence) {
        let (count, _) = subjects.entry(&text[at.clone()]).or_insert((0, at));
        *count += 1;
    }
    let subject = subjects.into_values().max_by_key(|(count, at)| (*count, std::cmp::Reverse(at.start)));
    found.extend(subject.map(|(_, at)| (Reason::Subject, at)));
    found.extend(place_of_year(evidence).map(|at| (Reason::Place, at)));
    found
}

/// What the words around an organ say for it.
fn reason(evidence: &Evidence<'_>, organ: &Organ) -> Option<Reason> {
    let text = &evidence.prose.text;
    let (before, after) = (&text[..organ.at.start], &text[organ.at.end..]);
    let next = evidence.dates.partition_point(|date| date.at.start < organ.at.end);
    let year = evidence.dates.get(next).filter(|date| date.at.start == organ.at.end && date.month.is_none());
    if let Some(title) = cited(text, organ.at.start) {
        // 《云溪县林业局2012年…年度报告》 is its own report, if it is said to be made or published.
        let own = year.is_some() && title.start == organ.at.start && reports(&text[title]);
        return own.then_some(Reason::Named);
    }
    let near = organ.at.start < PREFACE;
    let made = zh::AFTER_AGENCY.iter().any(|word| after.starts_with(word));
    let leads = zh::BEFORE_AGENCY.iter().any(|word| before.ends_with(word));
    let report = year.is_some_and(|year| {
        let behind = &text[year.at.end..];
        let clause = behind.find([',', '。', ';', '\n']).map_or(behind, |end| &behind[..end]);
        zh::REPORTS.iter().any(|word| clause.contains(word))
    });
    let asked =
        zh::ASK.iter().any(|word| before.ends_with(word)) && after.chars().take(12).any(|c| c == '联' || c == '反');
    match (made, leads, report) {
        (true, true, _) | (_, true, true) if near => Some(Reason::Made),
        (true, _, _) | (_, _, true) if near => Some(Reason::Named),
        (_, true, _) if near && !asked => Some(Reason::Subject),
        _ if asked => Some(Reason::Asked),
        _ => None,
    }
}

/// The title in 《》 that a place lies in, its marks left out.
fn cited(text: &str, at: usize) -> Option<Range<usize>> {
    let mut before = text[..at].char_indices().rev().take(TITLE).take_while(|(_, c)| *c != '\n');
    let (open, mark) = before.find(|(_, c)| matches!(c, '《' | '》'))?;
    let start = open + mark.len_utf8();
    let reach = text[at..].char_indices().nth(TITLE).map_or(text.len(), |(end, _)| at + end);
    let end = text[at..reach].find(['》', '\n']).map_or(reach, |end| at + end);
    (mark == '《').then_some(start..end)
}

/// Whether the title of a document is that of a report and not of a notice on reports.
fn reports(title: &str) -> bool {
    let title = title.trim_end_matches(')');
    zh::REPORTS.iter().any(|word| title.ends_with(word)) && !zh::ABOUT.iter().any(|word| title.contains(word))
}

/// Whether an organ is said with its place's name, not 县政府 alone.
fn named(evidence: &Evidence<'_>, organ: &Organ) -> bool {
    evidence.prose.text[organ.place.clone()].chars().count() >= 3
}

/// The organ that has signed: alone on one of the last lines.
fn signature(evidence: &Evidence<'_>) -> Option<Range<usize>> {
    let text = &evidence.prose.text;
    evidence.prose.pieces.iter().rev().take(TAIL).find_map(|piece| {
        let line = &text[piece.range.clone()];
        let organ = organ::scan_text(line).into_iter().next()?;
        let alone = organ.at.start <= 6 && organ.at.end == line.len() && organ.place.len() > 6;
        alone.then(|| piece.range.clone())
    })
}

/// The bodies with which accounts begin: at the beginning of a paragraph or behind its year, before what a body does.
fn subjects_of_years(evidence: &Evidence<'_>) -> Vec<Range<usize>> {
    let text = &evidence.prose.text;
    let opening = evidence.prose.pieces.iter().map(|piece| piece.range.start);
    let behind = evidence.dates.iter().filter(|date| date.month.is_none() && date.year.is_some() && !date.quoted);
    let behind = behind.map(|date| behind_year(text, date.at.end));
    let mut starts: Vec<usize> = opening.chain(behind).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().filter_map(|start| subject_at(evidence, start)).collect()
}

/// Where the text goes on behind a year: 2012年, 2012年度.
fn behind_year(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let rest = rest.strip_prefix('度').unwrap_or(rest).trim_start_matches(',');
    text.len() - rest.len()
}

/// The body whose name begins at a place, with a place's name in it or proper, and goes on with what a body does.
fn subject_at(evidence: &Evidence<'_>, start: usize) -> Option<Range<usize>> {
    let text = &evidence.prose.text;
    let acts = |end: usize| {
        let rest = &text[end..];
        [words::ACCOUNTS, words::OPENINGS, zh::ACTS].iter().any(|list| list.iter().any(|word| rest.starts_with(word)))
    };
    let at = evidence.organs.partition_point(|organ| organ.at.start < start);
    if let Some(organ) = evidence.organs.get(at).filter(|organ| organ.at.start == start) {
        return (organ.place.len() >= 9 && acts(organ.at.end)).then(|| organ.at.clone());
    }
    let run = text[start..].char_indices().take(NAME).take_while(|(_, c)| is_ideograph(*c));
    let reach = run.last().map_or(start, |(at, c)| start + at + c.len_utf8());
    let name = &text[start..reach];
    let ends = zh::BODY_ENDS.iter().flat_map(|end| name.match_indices(end).map(|(at, end)| start + at + end.len()));
    let end = ends.filter(|end| *end - start >= 12 && acts(*end)).max()?;
    let plain = !names::STOPS.iter().any(|stop| name.starts_with(stop)) && !name.starts_with(['我', '本', '该', '全']);
    plain.then_some(start..end)
}

/// 2010年,青山乡在…: the place that a year's account begins with.
fn place_of_year(evidence: &Evidence<'_>) -> Option<Range<usize>> {
    let text = &evidence.prose.text;
    let years = evidence.dates.iter().filter(|date| date.month.is_none() && date.year.is_some() && !date.quoted);
    years.take_while(|date| date.at.start < PREFACE).find_map(|date| {
        let start = behind_year(text, date.at.end);
        let near: String = text[start..].chars().take(9).collect();
        let end = near.char_indices().find_map(|(at, c)| {
            let end = at + c.len_utf8();
            (matches!(c, '镇' | '乡' | '县' | '市' | '区') && at >= 6).then_some(end)
        })?;
        let place = &near[..end];
        let rest = &text[start + end..];
        let whole = [words::ACCOUNTS, words::OPENINGS, zh::ACTS].iter().flat_map(|list| list.iter());
        let whole = whole.into_iter().any(|word| rest.starts_with(word)) || rest.starts_with([',', '。']);
        let plain = place.chars().all(is_ideograph)
            && !names::STOPS.iter().any(|stop| place.starts_with(stop))
            && !place.starts_with(['市', '县', '区', '我', '全', '各', '在', '乡', '镇']);
        (plain && whole).then_some(start..start + end)
    })
}

/// The kind of body that a text speaks of itself as most: 我局, 我镇. None where it does not, or of two kinds as often.
pub fn own_kind(text: &str) -> Option<Kind> {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for (at, we) in text.match_indices('我') {
        let rest = &text[at + we.len()..];
        let Some(own) = words::OWN.iter().find(|own| rest.starts_with(own.word)) else { continue };
        let other = own.not_before.iter().any(|word| rest[own.word.len()..].starts_with(word));
        let compound = text[..at].chars().next_back().is_some_and(|c| words::BEFORE_WE.contains(&c));
        if !other && !compound {
            *counts.entry(own.kind).or_default() += 1;
        }
    }
    let (kind, most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let rivals = counts.iter().filter(|(other, count)| *other != kind && **count * 2 > *most).count();
    (rivals == 0).then_some(*kind)
}

/// Whether a body of this name may call itself by a word of a kind.
fn agrees(own: Kind, name: &str) -> bool {
    let kind = words::kind(name);
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    kind == own
        || match own {
            Kind::Bureau | Kind::Department => matches!(kind, Kind::Committee | Kind::Center | Kind::Other),
            Kind::Committee => matches!(kind, Kind::Bureau | Kind::Office | Kind::Other),
            Kind::Town => holds(&["镇"]),
            Kind::Township => holds(&["乡", "苏木"]),
            Kind::Street => holds(&["街道"]),
            Kind::Office => !matches!(kind, Kind::Bureau | Kind::Department),
            Kind::School => holds(&["学院", "教育", "教体", "学区"]) || kind == Kind::Institute,
            Kind::Institute => holds(&["学院", "卫生", "医"]) || kind == Kind::School,
            Kind::Customs | Kind::Government | Kind::Center | Kind::Other => true,
        }
}
