//! The year reported on, where the title does not say it: the statistics period, what the text says of its own year,
//! the file's name.

use super::{Evidence, Origin, Told, stem, title};
use crate::language::zh::report as zh;
use crate::reading::date::{Date, Flaw, Period};
use std::collections::BTreeMap;

/// How many bytes count as the opening.
const OPENING: usize = 1200;

/// Tell the year.
pub fn tell(evidence: &Evidence<'_>) -> Option<Told<i32>> {
    period(evidence).or_else(|| text(evidence)).or_else(|| {
        let value = title::year_in(stem(&evidence.document.path))?;
        Some(Told { value, span: None, from: Origin::FileName })
    })
}

/// The first period that is a year or ends with one.
pub fn period(evidence: &Evidence<'_>) -> Option<Told<i32>> {
    let begins = |date: &Date| (date.month, date.day) == (Some(1), Some(1));
    let ends = |date: &Date| date.month == Some(12) && date.day.is_some_and(|day| day >= 30);
    let whole = |period: &&Period| period.from.year == period.to.year && begins(&period.from) && ends(&period.to);
    let half = |period: &&Period| {
        period.from.year == period.to.year && (begins(&period.from) || ends(&period.to)) && period.from.day.is_some()
    };
    let found = evidence.periods.iter().find(whole).or_else(|| evidence.periods.iter().find(half))?;
    let value = found.to.year?;
    Some(Told { value, span: Some(evidence.prose.source(found.at.clone())), from: Origin::Period })
}

/// The year that the text says most, the opening counting more.
pub fn text(evidence: &Evidence<'_>) -> Option<Told<i32>> {
    let told = |date: &Date| {
        let span = Some(evidence.prose.source(date.at.clone()));
        date.year.map(|value| Told { value, span, from: Origin::Text })
    };
    let mut votes: BTreeMap<i32, (u32, usize)> = BTreeMap::new();
    let mut signed = None;
    for (at, date) in evidence.dates.iter().enumerate() {
        let Some(year) = date.year else { continue };
        if matches!(date.flaw, Some(Flaw::LostZeros)) {
            continue;
        }
        if alone(evidence, date) {
            signed = Some(at);
            continue;
        }
        if announced(evidence, date) {
            return told(date);
        }
        let weight = weight(evidence, date);
        let vote = votes.entry(year).or_insert((0, at));
        vote.0 = vote.0.saturating_add(weight);
    }
    let best = votes.values().filter(|vote| vote.0 >= 2).max_by_key(|vote| (vote.0, std::cmp::Reverse(vote.1)));
    if let Some((_, at)) = best {
        return told(&evidence.dates[*at]);
    }
    // Signed in the first months of a year: a report on the year before.
    let date = &evidence.dates[signed?];
    let early = date.month.is_some_and(|month| (1..=6).contains(&month));
    told(date).map(|told| Told { value: if early { told.value - 1 } else { told.value }, ..told })
}

/// Whether a date stands alone on its line: a signature's or a publication's.
fn alone(evidence: &Evidence<'_>, date: &Date) -> bool {
    let piece = evidence.prose.piece_at(date.at.start);
    date.day.is_some() && piece.is_some_and(|piece| piece.range.len() < date.at.len() + 8)
}

/// 现将2010年…情况报告如下
fn announced(evidence: &Evidence<'_>, date: &Date) -> bool {
    let before = &evidence.prose.text[..date.at.start];
    let near = before.char_indices().rev().take(24).take_while(|(_, c)| !matches!(c, '。' | '!' | '?' | ';' | '\n'));
    let near = near.last().map_or("", |(start, _)| &before[start..]);
    !date.quoted && date.month.is_none() && zh::ANNOUNCE.iter().any(|word| near.contains(word))
}

/// How much a mention of a year says about the year reported on.
fn weight(evidence: &Evidence<'_>, date: &Date) -> u32 {
    let text = &evidence.prose.text;
    let before = &text[..date.at.start];
    let after = &text[date.at.end..];
    let near: String = after.chars().take(14).take_while(|c| !matches!(c, '。' | '\n' | ';')).collect();
    let planned = zh::PLANS.iter().any(|word| near.contains(word)) && !near.contains("现将");
    let other = zh::OTHER_YEARS.iter().any(|word| before.ends_with(word));
    let since = zh::SINCE.iter().any(|word| after.starts_with(word));
    if planned || since || (other && date.day.is_some()) {
        return 0;
    }
    let weight = match (date.quoted || other, date.month, date.day) {
        (true, _, _) | (false, _, Some(_)) => 1,
        (false, Some(_), None) => 2,
        (false, None, None) => 3,
    };
    if date.at.start < OPENING { weight * 2 } else { weight }
}
