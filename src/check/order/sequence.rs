//! The numbers of chapters: no gap, no repeat, no step back. One finding a cause.

use crate::document::{Block, BlockKind, Marker};
use crate::fact::Facts;
use crate::fact::section::Heading;
use crate::finding::{Hit, Severity, Wording};
use crate::span::Span;
use std::collections::BTreeMap;

/// A numbered chapter.
#[derive(Clone, Copy, Debug)]
struct Chapter {
    marker: Marker,
    /// Number and title.
    span: Span,
}

/// What is wrong with the chapters' numbers; none where fewer than two chapters are numbered alike.
pub fn check(facts: &Facts<'_>) -> Option<Vec<Hit>> {
    let chapters = main_series(facts);
    if chapters.len() < 2 {
        return None;
    }
    let mut hits = Vec::new();
    let first = chapters[0];
    if first.marker.number == 2 && !number_is_written(facts, None, first, 1) {
        hits.push(begins_late(facts, first).at_most(Severity::Warning));
    }
    let mut seen: BTreeMap<u32, Chapter> = BTreeMap::new();
    seen.insert(first.marker.number, first);
    let mut last = first;
    // A repeat may stand for the number behind it: 一 二 二 四 has one fault.
    let mut spare = false;
    for (at, chapter) in chapters.iter().enumerate().skip(1) {
        let (number, before) = (chapter.marker.number, last.marker.number);
        let expected = before.saturating_add(1);
        if number == 1 && before > 1 && begins_anew(facts, &chapters[at..], last) {
            if goes_on(facts, &chapters[..at], &chapters[at..]) {
                hits.push(begun_again(facts, *chapter, last).at_most(Severity::Warning));
            }
            break;
        }
        if number == expected || (spare && number == expected.saturating_add(1)) {
            spare = false;
        } else if let Some(earlier) = seen.get(&number) {
            hits.push(repeated(facts, *chapter, *earlier));
            spare = true;
            // 一 二 三 二 五: the repeat stands where four was due.
            if number < before {
                last = Chapter { marker: Marker { number: expected, ..chapter.marker }, span: chapter.span };
                spare = false;
                continue;
            }
        } else if number > expected {
            if !number_is_written(facts, Some(last), *chapter, expected) {
                let later = chapters[at..].iter().any(|other| other.marker.number == expected);
                hits.push(skipped(facts, *chapter, last, expected, later));
            }
        } else {
            // A number that was skipped before comes late: said where it was skipped.
            seen.insert(number, *chapter);
            continue;
        }
        seen.insert(number, *chapter);
        last = *chapter;
    }
    Some(hits)
}

/// The chapters numbered in the look that most chapters have.
fn main_series(facts: &Facts<'_>) -> Vec<Chapter> {
    let mut counts = BTreeMap::new();
    let numbered = |heading: &Heading| heading.marker.map(|marker| (marker, heading.title));
    for (marker, _) in facts.sections.chapters().filter_map(numbered) {
        *counts.entry(marker.style).or_insert(0_usize) += 1;
    }
    let Some(style) = counts.iter().max_by_key(|(style, count)| (**count, std::cmp::Reverse(**style))) else {
        return Vec::new();
    };
    let style = *style.0;
    let chapter = |(marker, title): (Marker, Span)| Chapter { marker, span: marker.span.cover(title) };
    facts.sections.chapters().filter_map(numbered).filter(|(marker, _)| marker.style == style).map(chapter).collect()
}

/// Whether the numbers that begin with 1 again are another series: an annex, or a second report behind the first.
fn begins_anew(facts: &Facts<'_>, rest: &[Chapter], last: Chapter) -> bool {
    let Some(first) = rest.first() else { return false };
    let rises = rest.iter().take(2).map(|chapter| chapter.marker.number).eq([1, 2]);
    rises
        || rest.len() == 1
        || between(facts, Some(last), *first).any(|block| matches!(block.kind, BlockKind::Table(_)))
}

/// Whether chapters that count from 1 again are the same report's: they are sections that the rulebook knows and the
/// chapters before them are others of them. A second report or an annex has its own, or none that is wanted.
fn goes_on(facts: &Facts<'_>, before: &[Chapter], rest: &[Chapter]) -> bool {
    let wanted = |chapter: &Chapter| {
        facts.sections.found.iter().any(|found| found.heading.is_some() && found.title.end == chapter.span.end)
    };
    let rises = rest.iter().zip(1..).all(|(chapter, number)| chapter.marker.number == number);
    rises
        && rest.len() > 1
        && rest.first().is_some_and(wanted)
        && rest.iter().filter(|chapter| !wanted(chapter)).count() <= 1
        && before.iter().filter(|chapter| wanted(chapter)).count() > 1
}

/// The blocks between two chapters' headings.
fn between<'f>(facts: &'f Facts<'_>, from: Option<Chapter>, to: Chapter) -> impl Iterator<Item = &'f Block> {
    let blocks = &facts.document.blocks;
    let start = from.map_or(0, |from| blocks.partition_point(|block| block.span.start <= from.span.start));
    let stop = blocks.partition_point(|block| block.span.end <= to.span.start);
    blocks.get(start..stop.max(start)).unwrap_or_default().iter()
}

/// Whether a number that seems to be left out stands between two chapters after all, at the beginning of a block or in a
/// line that runs on: then the heading was not told, and the report is not to blame. Any look will do.
fn number_is_written(facts: &Facts<'_>, from: Option<Chapter>, to: Chapter, number: u32) -> bool {
    let written = facts.document.slice(to.marker.span);
    let marked = between(facts, from, to).any(|block| {
        block.marker.is_some_and(|marker| {
            marker.number == number
                && (marker.style == to.marker.style || matches!(block.kind, BlockKind::Heading { level: 1 }))
        })
    });
    if marked {
        return true;
    }
    let Some(numeral) = numeral_of(written, to.marker.number) else { return false };
    let Some(wanted) = spell(number) else { return false };
    let enumerator = written.trim().replacen(&numeral, wanted, 1);
    let start = from.map_or(0, |from| from.span.end as usize);
    let text = facts.document.text.get(start..to.span.start as usize).unwrap_or_default();
    // 十二、 holds 二、; 三、 in 其三、 is part of a list.
    text.match_indices(enumerator.as_str()).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before
            .is_none_or(|c| c.is_whitespace() || matches!(c, '。' | '；' | ';' | '：' | ':' | '！' | '?' | '？' | '|'))
    })
}

const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

fn spell(number: u32) -> Option<&'static str> {
    NUMERALS.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
}

/// The Chinese numeral in an enumerator as written.
fn numeral_of(written: &str, number: u32) -> Option<String> {
    spell(number).filter(|numeral| written.contains(numeral)).map(str::to_owned)
}

fn name<'f>(facts: &'f Facts<'_>, chapter: Chapter) -> &'f str {
    facts.document.slice(chapter.marker.span).trim()
}

fn begins_late(facts: &Facts<'_>, first: Chapter) -> Hit {
    let written = name(facts, first);
    let message = Wording::new(
        format!("章节序号从“{written}”开始,缺第一"),
        format!("the chapters begin with “{written}”; the first is left out"),
    );
    Hit::at(first.span, message).instance(first.marker.number.to_string())
}

fn skipped(facts: &Facts<'_>, chapter: Chapter, last: Chapter, expected: u32, later: bool) -> Hit {
    let (now, before) = (name(facts, chapter), name(facts, last));
    let lack = spell(expected).map_or_else(|| expected.to_string(), str::to_owned);
    let message = if later {
        Wording::new(
            format!("章节序号颠倒:“{before}”之后是“{now}”,“{lack}”在后面"),
            format!("chapters out of sequence: “{now}” follows “{before}”, number {expected} comes later"),
        )
    } else {
        Wording::new(
            format!("章节序号由“{before}”跳到“{now}”,缺“{lack}”"),
            format!("chapter numbers jump from “{before}” to “{now}”: number {expected} is left out"),
        )
    };
    Hit::at(chapter.span, message)
        .instance(chapter.marker.number.to_string())
        .label(last.span, Wording::new("前一章", "the chapter before"))
}

fn begun_again(facts: &Facts<'_>, chapter: Chapter, last: Chapter) -> Hit {
    let (now, before) = (name(facts, chapter), name(facts, last));
    let message = Wording::new(
        format!("章节序号到“{before}”之后又从“{now}”开始"),
        format!("the chapters count from “{now}” again behind “{before}”"),
    );
    Hit::at(chapter.span, message)
        .instance(chapter.marker.number.to_string())
        .label(last.span, Wording::new("前一章", "the chapter before"))
}

fn repeated(facts: &Facts<'_>, chapter: Chapter, earlier: Chapter) -> Hit {
    let now = name(facts, chapter);
    let message = Wording::new(format!("章节序号“{now}”重复"), format!("the chapter number “{now}” is used twice"));
    Hit::at(chapter.span, message)
        .instance(chapter.marker.number.to_string())
        .label(earlier.span, Wording::new("已用过这个序号", "first used here"))
}
