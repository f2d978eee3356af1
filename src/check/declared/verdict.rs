//! What is wrong between the announced parts and the chapters: one finding a cause.

use super::names::{Anchors, Cut, Name, OTHER, SAME};
use super::{Declared, Params};
use crate::check::Outcome;
use crate::fact::Facts;
use crate::fact::section::{Heading, wording::Title};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::announce::is_annex;
use crate::span::Span;
use std::ops::Range;

/// What is compared with.
pub struct Report<'r> {
    /// The report.
    pub facts: &'r Facts<'r>,
    /// Its chapters.
    pub chapters: &'r [&'r Heading],
    /// The same, made ready.
    pub anchors: &'r Anchors<'r>,
}

/// Each name's chapter: names in order take the chapter they fit best, the better fit first.
fn pair(cut: &Cut, chapters: usize) -> (Vec<Option<usize>>, Vec<bool>) {
    let mut taken = vec![false; chapters];
    let mut paired = vec![None; cut.names.len()];
    let mut order: Vec<usize> = (0..cut.names.len()).collect();
    order.sort_by(|a, b| {
        let fit = |at: &usize| cut.names[*at].best.map_or(0.0, |(_, fit)| fit);
        fit(b).total_cmp(&fit(a)).then(a.cmp(b))
    });
    for at in order {
        if let Some((chapter, fit)) = cut.names[at].best
            && fit >= SAME
        {
            // A chapter that joins two topics may be announced by two names.
            paired[at] = Some(chapter);
            taken[chapter] = true;
        }
    }
    (paired, taken)
}

/// Compare them.
pub fn judge(params: &Params, report: &Report<'_>, declared: &Declared) -> Outcome {
    let Some((list, cut)) = &declared.list else {
        return Outcome::of(number_alone(params, report, declared).into_iter().collect());
    };
    let at = |range: &Range<usize>| {
        let base = declared.sentence.start;
        report.facts.prose.source(base + range.start..base + range.end)
    };
    let whole = at(list);
    let (paired, taken) = pair(cut, report.chapters.len());
    let mut hits = Vec::new();
    let unwritten: Vec<&Name> = cut
        .names
        .iter()
        .zip(&paired)
        .filter(|(name, to)| to.is_none() && is_absent(report, declared, name))
        .map(|(name, _)| name)
        .collect();
    let unannounced: Vec<&Heading> = report
        .chapters
        .iter()
        .zip(&taken)
        .enumerate()
        .filter(|(index, (heading, taken))| !**taken && !is_annex(title(report, heading)) && !is_near(cut, *index))
        .map(|(_, (heading, _))| *heading)
        .collect();
    if params.number {
        hits.extend(wrong_number(declared, cut, report.chapters.len(), at, whole));
    }
    if params.names {
        let places: Vec<Span> = unwritten.iter().map(|name| at(&name.at)).collect();
        // A template of which hardly a chapter was written has one fault.
        if places.len() > 2 {
            hits.extend(mostly_unwritten(&places));
        } else {
            hits.extend(places.iter().map(|place| not_written(report, *place, &unannounced)));
        }
        if unwritten.is_empty() && !declared.told.open {
            let number = declared.told.number.as_ref().map(|(_, place)| at(place));
            hits.extend(unannounced.iter().map(|heading| not_announced(report, heading, whole, number)));
        }
    }
    if params.order {
        hits.extend(wrong_order(report, cut, &paired, at, whole));
    }
    if hits.is_empty() && params.number && unwritten.is_empty() && unannounced.is_empty() {
        hits.extend(number_against_chapters(declared, cut, report, at));
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::of(hits)
}

fn title<'f>(report: &Report<'f>, heading: &Heading) -> &'f str {
    report.facts.document.slice(heading.title).trim()
}

/// Whether some name resembles a chapter enough for doubt.
fn is_near(cut: &Cut, chapter: usize) -> bool {
    cut.names.iter().any(|name| name.best.is_some_and(|(best, fit)| best == chapter && fit >= OTHER))
}

/// Whether a name that fits no chapter is plainly not written: not a subsection's title, no section that was found, and
/// its words begin no paragraph.
fn is_absent(report: &Report<'_>, declared: &Declared, name: &Name) -> bool {
    let facts = report.facts;
    let text = facts.prose.text.get(declared.sentence.start + name.at.start..declared.sentence.start + name.at.end);
    let text = text.unwrap_or_default();
    if is_annex(text) || name.best.is_some_and(|(_, fit)| fit >= OTHER) {
        return false;
    }
    let own = Title::new(text);
    let titles: Vec<&str> = facts
        .sections
        .outline
        .iter()
        .filter(|heading| heading.level > 1)
        .map(|heading| facts.prose.text.get(facts.prose.range(heading.title)).unwrap_or_default())
        .collect();
    let known = &facts.vocabulary.sections;
    let written: Vec<usize> = (0..known.len()).filter(|at| facts.sections.get(&known[*at].id).is_some()).collect();
    if report.anchors.serves_elsewhere(text, &written, &titles) {
        return false;
    }
    let behind = facts.prose.text.get(declared.sentence.end..).unwrap_or_default();
    let key = own.key();
    key.chars().count() < 3 || !behind.lines().any(|line| begins_with(line, text))
}

/// Whether a paragraph begins with a title, an enumerator and punctuation left out.
fn begins_with(line: &str, title: &str) -> bool {
    let bare =
        line.trim_start_matches(|c: char| !c.is_alphanumeric() || "一二三四五六七八九十0123456789第部分章".contains(c));
    bare.starts_with(title) || line.starts_with(title)
}

/// The number said against the names listed.
fn wrong_number(
    declared: &Declared,
    cut: &Cut,
    chapters: usize,
    at: impl Fn(&Range<usize>) -> Span,
    whole: Span,
) -> Option<Hit> {
    let (said, place) = declared.told.number.as_ref()?;
    let listed = cut.names.len();
    let said = *said as usize;
    let annexes = cut.names.iter().filter(|name| name.best.is_none_or(|(_, fit)| fit < SAME) && !name.known).count();
    if listed == said || (listed > said && listed - said <= annexes.min(1) && chapters == said) {
        return None;
    }
    // 概述、收费等六部分: named are some.
    let partial = declared.told.lists.iter().any(|list| list.end < place.start) && listed < said && listed * 2 <= said;
    if partial {
        return None;
    }
    let message = Wording::new(
        format!("前言说有{said}部分,列出的是{listed}部分"),
        format!("the preface speaks of {said} parts and lists {listed}"),
    );
    let count =
        Wording::new(format!("列出{listed}部分,正文{chapters}章"), format!("{listed} listed, {chapters} written"));
    Some(Hit::at(at(place), message).value("said", said.to_string()).label(whole, count))
}

/// A number that names and chapters do not explain otherwise.
fn number_against_chapters(
    declared: &Declared,
    cut: &Cut,
    report: &Report<'_>,
    at: impl Fn(&Range<usize>) -> Span,
) -> Option<Hit> {
    let (said, place) = declared.told.number.as_ref()?;
    let written = report.chapters.len();
    let close = written.abs_diff(*said as usize) <= 1;
    // A chapter that joins two topics, an annex that counts or does not: no contradiction.
    if close || cut.names.len() == *said as usize {
        return None;
    }
    Some(count_hit(at(place), *said, written).at_most(Severity::Warning))
}

/// Only a number is said.
fn number_alone(params: &Params, report: &Report<'_>, declared: &Declared) -> Option<Hit> {
    let (said, place) = declared.told.number.as_ref()?;
    let written = report.chapters.len();
    let numbered = report.chapters.iter().filter(|heading| heading.marker.is_some()).count();
    let annex = report.chapters.iter().any(|heading| is_annex(title(report, heading)));
    let slack = usize::from(annex);
    if !params.number || written < 2 || numbered < written || written.abs_diff(*said as usize) <= slack {
        return None;
    }
    let base = declared.sentence.start;
    let span = report.facts.prose.source(base + place.start..base + place.end);
    Some(count_hit(span, *said, written).at_most(Severity::Warning))
}

fn count_hit(site: Span, said: u32, written: usize) -> Hit {
    let message = Wording::new(
        format!("前言说有{said}部分,正文有{written}章"),
        format!("the preface speaks of {said} parts, {written} chapters are written"),
    );
    Hit::at(site, message).value("said", said.to_string())
}

fn not_written(report: &Report<'_>, name: Span, unannounced: &[&Heading]) -> Hit {
    let said = report.facts.document.slice(name).trim();
    let message = Wording::new(
        format!("前言列有“{said}”,正文没有这一部分"),
        format!("the preface announces “{said}”, which is not written"),
    );
    let mut hit = Hit::at(name, message);
    for heading in unannounced {
        hit = hit.label(heading.title, Wording::new("前言没有列出这一章", "not announced in the preface"));
    }
    hit
}

fn mostly_unwritten(places: &[Span]) -> Option<Hit> {
    let (first, rest) = places.split_first()?;
    let count = places.len();
    let message = Wording::new(
        format!("前言所列的{count}部分在正文中没有"),
        format!("{count} of the parts announced in the preface are not written"),
    );
    let hit = Hit::at(*first, message);
    Some(rest.iter().fold(hit, |hit, place| hit.label(*place, Wording::new("正文没有", "not written"))))
}

fn not_announced(report: &Report<'_>, heading: &Heading, whole: Span, number: Option<Span>) -> Hit {
    let said = title(report, heading);
    let message = Wording::new(
        format!("正文有“{said}”,前言没有列出"),
        format!("“{said}” is written, but not announced in the preface"),
    );
    let hit = Hit::at(heading.title, message)
        .at_most(Severity::Info)
        .label(whole, Wording::new("前言所列各部分", "the parts announced"));
    match number {
        Some(number) => hit.label(number, Wording::new("前言所说的部分数", "the number announced")),
        None => hit,
    }
}

/// Names in another order than the chapters: from the first that is out of place to the last.
fn wrong_order(
    report: &Report<'_>,
    cut: &Cut,
    paired: &[Option<usize>],
    at: impl Fn(&Range<usize>) -> Span,
    whole: Span,
) -> Option<Hit> {
    let sure: Vec<(usize, usize)> = paired
        .iter()
        .enumerate()
        .filter_map(|(name, chapter)| {
            let chapter = (*chapter)?;
            let once = paired.iter().filter(|other| **other == Some(chapter)).count() == 1;
            (once && cut.names[name].best.is_some_and(|(_, fit)| fit >= 0.6)).then_some((name, chapter))
        })
        .collect();
    let behind = |at: usize| sure[at + 1..].iter().map(|(_, chapter)| *chapter).min();
    let first = (0..sure.len()).find(|at| behind(*at).is_some_and(|least| least < sure[*at].1))?;
    let before = |at: usize| sure[..at].iter().map(|(_, chapter)| *chapter).max();
    let last = (0..sure.len()).rfind(|at| before(*at).is_some_and(|most| most > sure[*at].1))?;
    let (from, to) = (&cut.names[sure[first].0].at, &cut.names[sure[last].0].at);
    let message = Wording::new(
        "前言所列各部分的先后与正文不一致",
        "the preface announces the parts in another order than they are written",
    );
    let mut hit = Hit::at(at(&(from.start..to.end)), message).remark(Wording::new("与正文先后不同", "another order"));
    let mut moved: Vec<usize> = sure[first..=last].iter().map(|(_, chapter)| *chapter).collect();
    moved.sort_unstable();
    for (place, chapter) in moved.into_iter().enumerate().take(6) {
        if let Some(heading) = report.chapters.get(chapter) {
            let number = place + 1;
            hit =
                hit.label(heading.title, Wording::new(format!("正文中第{number}"), format!("written number {number}")));
        }
    }
    Some(hit.label(whole, Wording::new("前言所列各部分", "the parts announced")))
}
