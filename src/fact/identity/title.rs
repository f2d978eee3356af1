//! The title among the first blocks, and what it says of year and agency.

use super::Evidence;
use crate::document::BlockKind;
use crate::fact::fold::Source;
use crate::fact::organ;
use crate::language::zh::layout::is_date;
use crate::language::zh::{organ as names, report as zh};
use crate::reading::date::{Date, Flaw};
use std::ops::Range;

/// How many pieces are looked through.
const PIECES: usize = 40;
/// The longest line that is taken for a title, in characters.
const LONGEST: usize = 64;
/// The longest line that is taken for a part of one, in characters.
const PART: usize = 34;

/// The folded range of the title; it may run over several pieces.
pub fn find(evidence: &Evidence<'_>) -> Option<Range<usize>> {
    let mut best: Option<(u32, usize, Range<usize>)> = None;
    let mut offer = |score: u32, at: usize, range: Range<usize>| {
        if best.as_ref().is_none_or(|(before, _, _)| score > *before) {
            best = Some((score, at, range));
        }
    };
    for (at, piece) in evidence.prose.pieces.iter().take(PIECES).enumerate() {
        let text = &evidence.prose.text[piece.range.clone()];
        let block = match piece.source {
            Source::Block(block) => evidence.document.blocks.get(block),
            Source::Cell(..) => {
                row(text, piece.range.start).into_iter().for_each(|(score, range)| offer(score, at, range));
                continue;
            }
        };
        let marked = block.is_some_and(|block| block.marker.is_some());
        let length = text.chars().count();
        if marked || (length > 90 && text.contains(['。', ','])) {
            break;
        }
        let titled = matches!(block.map(|block| block.kind), Some(BlockKind::Title));
        if let Some(score) = score(text, length, titled, at) {
            offer(score + spread(evidence, at, text), at, piece.range.clone());
        } else {
            row(text, piece.range.start).into_iter().for_each(|(score, range)| offer(score, at, range));
        }
    }
    let whole =
        |at: usize, range: &Range<usize>| evidence.prose.pieces.get(at).is_some_and(|piece| piece.range == *range);
    let (_, at, range) = best.or_else(|| leading(evidence).map(|range| (0, usize::MAX, range)))?;
    Some(if whole(at, &range) { widen(evidence, at) } else { range })
}

/// The titles in a row of a page's layout: a part between rules, or what stands behind the label of a title, that names
/// year and agency and the kind of report.
fn row(text: &str, base: usize) -> Vec<(u32, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive('|') {
        let bare = part.trim_end_matches('|');
        let label = zh::TITLE_LABELS.iter().find(|label| bare.trim_start().starts_with(**label));
        let behind = label.map_or(bare, |label| bare.trim_start().trim_start_matches(*label));
        let title = behind.trim();
        let from = start + bare.len() - behind.trim_start().len();
        start += part.len();
        let score = score(title, title.chars().count(), false, usize::MAX);
        if has_year(title) && ends_as_report(title) && agency_in(title).is_some() {
            found.extend(score.map(|score| (score, base + from..base + from + title.len())));
        }
    }
    found
}

/// The title that begins a report set on one line: the text goes on behind it without a stop.
fn leading(evidence: &Evidence<'_>) -> Option<Range<usize>> {
    let piece = evidence.prose.pieces.first()?;
    let text = &evidence.prose.text[piece.range.clone()];
    let reach = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let head = &text[..reach];
    let end = zh::REPORTS.iter().filter_map(|word| head.find(word).map(|at| at + word.len())).max()?;
    let (title, behind) = text.split_at(end);
    let plain = !title.contains(['。', ',', ';', ':', '《', '(', '|']);
    let begins = zh::BEGINNINGS.iter().any(|word| behind.starts_with(word));
    let start = piece.range.start;
    (plain && begins && has_year(title) && agency_in(title).is_some()).then(|| start..start + end)
}

/// How much a line looks like a title; none where it does not.
fn score(text: &str, length: usize, titled: bool, at: usize) -> Option<u32> {
    let noise = !titled && zh::NOISE.iter().any(|word| text.contains(word));
    if length == 0 || length > LONGEST || noise || text.contains(['。', ';', '|']) || text.ends_with([':', ',', '、'])
    {
        return None;
    }
    let year = has_year(text);
    let ends = ends_as_report(text);
    let first = at == 0 && year && length <= PART && !text.contains([',', ':']) && !is_date(text);
    if !titled && !ends && !first {
        return None;
    }
    let agency = agency_in(text).is_some();
    // What it says before how it is set: a site's name above the article is set as a title, too.
    Some(1 + 2 * u32::from(titled) + 3 * u32::from(year) + 2 * u32::from(agency) + 4 * u32::from(ends))
}

/// What a line gains by what stands above or below it, where it is a part of a title over several lines: of two equal
/// parts, one of them a running head, the one beside the agency and the year is meant.
fn spread(evidence: &Evidence<'_>, at: usize, text: &str) -> u32 {
    let whole = evidence.prose.text[widen(evidence, at)].replace('\n', "");
    let gained = |before: bool, after: bool| 2 * u32::from(!before && after);
    gained(has_year(text), has_year(&whole))
        + gained(agency_in(text).is_some(), agency_in(&whole).is_some())
        + gained(ends_as_report(text), ends_as_report(&whole))
}

/// Whether a line ends as a report's title does, brackets behind it left out.
fn ends_as_report(text: &str) -> bool {
    let mut text = text.trim_end_matches(['》', '”', '"']);
    while text.ends_with(')')
        && let Some(at) = text.rfind('(')
    {
        text = &text[..at];
    }
    let text = text.trim_end_matches(['》', '”', '"']);
    zh::REPORTS.iter().any(|word| text.ends_with(word))
}

fn has_year(text: &str) -> bool {
    year_in(text).is_some()
}

/// A title over several lines: the agency on one, the year and the rest on the next.
fn widen(evidence: &Evidence<'_>, at: usize) -> Range<usize> {
    let pieces = &evidence.prose.pieces;
    let line = |at: usize| pieces.get(at).map_or("", |piece| &evidence.prose.text[piece.range.clone()]);
    let mut end = pieces[at].range.end;
    // A year in brackets may stand on a line of its own below.
    let below = line(at + 1);
    let bracketed = below.starts_with('(') && below.ends_with(')') && below.chars().count() <= 12;
    if bracketed && has_year(below) && !has_year(line(at)) {
        end = pieces.get(at + 1).map_or(end, |piece| piece.range.end);
    }
    // The kind of report may stand on the line below agency and year.
    if !ends_as_report(line(at)) && has_year(line(at)) && is_kind(line(at + 1)) {
        end = pieces.get(at + 1).map_or(end, |piece| piece.range.end);
    }
    let mut first = at;
    for _ in 0..2 {
        let so_far = &evidence.prose.text[pieces[first].range.start..end];
        let complete = agency_in(&so_far.replace('\n', "")).is_some() && has_year(so_far);
        let Some(before) = first.checked_sub(1) else { break };
        let text = line(before);
        let length = text.chars().count();
        let part = (2..=PART).contains(&length)
            && matches!(pieces[before].source, Source::Block(_))
            && !text.contains(['。', ',', ';', ':', '|', '、'])
            && !zh::NOISE.iter().any(|word| text.contains(word))
            && !ends_as_report(text);
        let names = agency_in(text).is_some() || is_organ(text) || has_year(text);
        if complete || !part || !names || is_date(text) {
            break;
        }
        first = before;
    }
    // The words of the title may go on: 政府信息公开 on one line, 工作年度报告 on the next.
    pieces[first].range.start..end
}

/// Whether a line is the second half of a title: the kind of report, and neither a year nor an agency of its own.
fn is_kind(text: &str) -> bool {
    let short = text.chars().count() <= PART && !text.contains(['。', ',', ';', ':', '|', '、']);
    short && ends_as_report(text) && !has_year(text) && agency_in(text).is_none()
}

/// Whether a line is the name of an organ or of a place.
fn is_organ(text: &str) -> bool {
    organ::scan_text(text).first().is_some_and(|organ| organ.at == (0..text.len()))
        || names::PLACES.iter().any(|place| text.ends_with(place))
}

/// The year that a title says.
pub fn year(evidence: &Evidence<'_>, title: Range<usize>) -> Option<i32> {
    let said = |date: &&Date| title.contains(&date.at.start) && date.flaw != Some(Flaw::LostZeros);
    let date = evidence.dates.iter().filter(said).find_map(|date| date.year);
    date.or_else(|| year_in(&evidence.prose.text[title]))
}

/// The first four digits of a text that are a year, with or without 年.
pub fn year_in(text: &str) -> Option<i32> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let numbered = text.get(..at).is_some_and(|before| before.ends_with(['〔', '[', '【']));
        if digits == 4 && !numbered {
            let year: i32 = text.get(at..at + 4)?.parse().ok()?;
            if (2000..=2099).contains(&year) {
                return Some(year);
            }
        }
        at += digits.max(1);
    }
    let mut chars = text.char_indices();
    let chinese = chars.find_map(|(at, _)| {
        let mut rest = text[at..].chars();
        let mut value = 0;
        for _ in 0..4 {
            let digit = rest.next().and_then(crate::language::zh::date::digit)?;
            value = value * 10 + i32::try_from(digit).ok()?;
        }
        (rest.next() == Some('年')).then_some(value)
    });
    chinese.filter(|year| (2000..=2099).contains(year))
}

/// The agency that a title names, as written.
pub fn agency(evidence: &Evidence<'_>, title: Range<usize>) -> Option<String> {
    agency_in(&evidence.prose.text[title].replace('\n', ""))
}

/// The agency in the words of a title: what stands before its year, or before what the report is on.
pub fn agency_in(title: &str) -> Option<String> {
    let mut title = title.trim_start_matches(['《', '“', '"', ' ']);
    for lead in zh::TITLE_LEADS {
        title = title.strip_prefix(lead).unwrap_or(title);
    }
    let (before, after) = around_year(title);
    let before = trimmed(before);
    if before.is_empty() { named(trimmed(after), false) } else { named(before, !after.is_empty()) }
}

fn trimmed(text: &str) -> &str {
    let text = text.trim_matches(['(', ')', ' ', '-', '—', '·', '《', '》', '[', ']', '〔', '〕', '"']);
    zh::TITLE_LEADS.iter().fold(text, |text, lead| text.strip_suffix(lead).unwrap_or(text))
}

/// A title cut at its year; all of it before where it has none or where the year is a remark at the end.
fn around_year(title: &str) -> (&str, &str) {
    for (at, c) in title.char_indices() {
        let year = c.is_ascii_digit() || crate::language::zh::date::digit(c).is_some();
        if !year {
            continue;
        }
        let digits: String = title[at..].chars().take(4).collect();
        let short = year_in(&digits).is_some() || year_in(&format!("{digits}年")).is_some();
        if short {
            let rest = &title[at + digits.len()..];
            let rest = rest.strip_prefix('年').unwrap_or(rest);
            let rest = rest.strip_prefix('度').unwrap_or(rest);
            return (&title[..at], rest.trim_start_matches([')', '年', '度']));
        }
    }
    (title, "")
}

/// The agency at the beginning of a part of a title. `whole` where a year follows it directly, so that all of it is
/// the agency's name unless it already names the kind of report.
fn named(part: &str, whole: bool) -> Option<String> {
    let topic = topic(part);
    let reports = zh::REPORTS.iter().any(|word| part.contains(word));
    if whole && topic.is_none() && !reports {
        return valid(part);
    }
    if let Some(at) = topic {
        // 云溪县人民政府信息公开: the government is named, and shares its last word with what the report is on.
        let shared = if part[..at].ends_with("人民") { "政府".len() } else { 0 };
        return valid(&part[..at + shared]);
    }
    let organs = organ::scan_text(part);
    let mut end = organs.first().filter(|organ| organ.at.start <= 12).map(|organ| organ.at.end);
    for organ in organs.iter().skip(1) {
        if end == Some(organ.at.start) {
            end = Some(organ.at.end);
        }
    }
    end.and_then(|end| valid(part.get(..end)?)).or_else(|| place(part))
}

/// Where a title turns to what the report is on: 政府 with what governments have behind it, the last of them.
fn topic(part: &str) -> Option<usize> {
    let government = part.rmatch_indices("政府").find(|(at, word)| {
        let rest = &part[at + word.len()..];
        names::GOVERNMENT_COMPOUNDS.iter().any(|compound| rest.starts_with(compound))
    });
    government.map(|(at, _)| at)
}

/// The place at the beginning of a part of a title; the longest chain of places.
fn place(part: &str) -> Option<String> {
    let mut end = None;
    for place in names::PLACES {
        for (at, found) in part.match_indices(place).take(3) {
            let reach = at + found.len();
            let near = part[..reach].chars().count() <= 14 && at >= 2;
            let rest = &part[reach..];
            let deals = names::DOMAINS.iter().any(|domain| rest.starts_with(domain)) || rest.starts_with('级');
            if near && !deals && end.is_none_or(|end| reach > end) {
                end = Some(reach);
            }
        }
    }
    valid(part.get(..end?)?)
}

/// A name that can be an agency's.
fn valid(name: &str) -> Option<String> {
    let name = trimmed(name);
    let length = name.chars().count();
    let fits = (2..=30).contains(&length)
        && !name.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '。' | ':' | ';' | '>' | '/'))
        && !matches!(name, "年度" | "工作" | "附件" | "政府" | "各级");
    fits.then(|| name.to_owned())
}
