//! The agency's full name: what the title says, made whole, or what the preface, the contact, the signature or the
//! file's name say of it.

use super::{Evidence, Origin, Told, stem, title};
use crate::fact::organ::{self, Organ};
use crate::language::zh::{organ as names, report as zh};

/// How many bytes count as the preface.
const PREFACE: usize = 3000;
/// How many pieces at the end may be a signature.
const TAIL: usize = 6;

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
    preface(evidence).or_else(|| signature(evidence)).or_else(|| place_of_year(evidence)).or_else(|| {
        let value = title::agency_in(&crate::fact::fold::fold_str(stem(&evidence.document.path)))?;
        let plain = value.chars().all(crate::fact::fold::is_ideograph);
        plain.then(|| Told { value: full(evidence, &value), span: None, from: Origin::FileName })
    })
}

/// The organ that the preface says has made the report, or whom to ask.
fn preface(evidence: &Evidence<'_>) -> Option<Told<String>> {
    let text = &evidence.prose.text;
    let mut best: Option<(u32, &Organ)> = None;
    for organ in evidence.organs.iter().filter(|organ| named(evidence, organ)) {
        let before = &text[..organ.at.start];
        let after = &text[organ.at.end..];
        let made = zh::AFTER_AGENCY.iter().any(|word| after.starts_with(word));
        let leads = zh::BEFORE_AGENCY.iter().any(|word| before.ends_with(word));
        let next = evidence.dates.partition_point(|date| date.at.start < organ.at.end);
        let year_behind =
            evidence.dates.get(next).is_some_and(|date| date.at.start == organ.at.end && date.month.is_none());
        let asked =
            zh::ASK.iter().any(|word| before.ends_with(word)) && after.chars().take(12).any(|c| c == '联' || c == '反');
        let near = organ.at.start < PREFACE;
        let score = match (made, leads, year_behind, asked) {
            (true, true, _, _) | (_, true, true, _) if near => 4,
            (true, _, _, _) | (_, true, _, _) if near => 3,
            (_, _, true, _) if near => 2,
            (_, _, _, true) => 1,
            _ => continue,
        };
        if best.is_none_or(|(before, _)| score > before) {
            best = Some((score, organ));
        }
    }
    best.map(|(_, organ)| told(evidence, organ))
}

/// Whether an organ is said with its place's name, not 县政府 alone.
fn named(evidence: &Evidence<'_>, organ: &Organ) -> bool {
    evidence.prose.text[organ.place.clone()].chars().count() >= 3
}

fn told(evidence: &Evidence<'_>, organ: &Organ) -> Told<String> {
    let written = &evidence.prose.text[organ.at.clone()];
    let span = Some(evidence.prose.source(organ.at.clone()));
    Told { value: full(evidence, written), span, from: Origin::Text }
}

/// The organ that has signed: alone on one of the last lines.
fn signature(evidence: &Evidence<'_>) -> Option<Told<String>> {
    let text = &evidence.prose.text;
    evidence.prose.pieces.iter().rev().take(TAIL).find_map(|piece| {
        let line = &text[piece.range.clone()];
        let organ = organ::scan_text(line).into_iter().next()?;
        let alone = organ.at.start <= 6 && organ.at.end == line.len() && organ.place.len() > 6;
        alone.then(|| {
            let value = full(evidence, line);
            Told { value, span: Some(evidence.prose.source(piece.range.clone())), from: Origin::Text }
        })
    })
}

/// 2010年,青山乡在…: the place that a year's account begins with.
fn place_of_year(evidence: &Evidence<'_>) -> Option<Told<String>> {
    let text = &evidence.prose.text;
    let years = evidence.dates.iter().filter(|date| date.month.is_none() && date.year.is_some());
    years.take_while(|date| date.at.start < PREFACE).find_map(|date| {
        let start = date.at.end + text[date.at.end..].bytes().take_while(|byte| *byte == b',').count();
        let rest = &text[start..];
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        let start = text.len() - (text.len() - start).min(rest.len());
        let near: String = rest.chars().take(9).collect();
        let end = near.char_indices().find_map(|(at, c)| {
            let end = at + c.len_utf8();
            (matches!(c, '镇' | '乡' | '县' | '市' | '区') && at >= 6).then_some(end)
        })?;
        let place = &near[..end];
        let plain = place.chars().all(crate::fact::fold::is_ideograph)
            && !names::STOPS.iter().any(|stop| place.starts_with(stop))
            && !place.starts_with(['市', '县', '区', '我', '全', '各', '在', '乡', '镇']);
        plain.then(|| Told {
            value: full(evidence, place),
            span: Some(evidence.prose.source(start..start + end)),
            from: Origin::Text,
        })
    })
}
