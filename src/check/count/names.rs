//! The names that an announced number counts: before it (`《A》《B》两项制度`, `A、B等三个领域`), in brackets behind it, or
//! as titles behind a colon.

use super::{Call, Listed};
use crate::fact::Facts;
use crate::language::zh::{announce, tally};
use crate::reading::clause::{self, Fine};
use crate::reading::series;
use crate::text::{self, Piece};
use std::ops::Range;

/// How far to either side names are looked for, in bytes.
const BACK: usize = 400;
/// The longest name behind a number, in characters.
const NAME: usize = 14;

/// The names that an announcement counts, wherever they stand in its piece.
pub(super) fn listed(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    before(facts, call, piece)
        .or_else(|| quoted_before(facts, call, piece))
        .or_else(|| in_parens(facts, call, piece))
        .or_else(|| titles_behind(facts, call, piece))
}

/// The text before an announcement, so far as names may stand there, and where it begins.
fn ahead<'a>(facts: &'a Facts<'_>, call: &Call, piece: &Piece) -> Option<(&'a str, usize)> {
    let text = facts.prose.text.as_str();
    let from = text.floor_char_boundary(call.at.start.saturating_sub(BACK)).max(piece.range.start);
    Some((text.get(from..call.at.start)?, from))
}

/// Names joined by 、 directly before the number.
fn before(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let (before, from) = ahead(facts, call, piece)?;
    let start = clause::last_start(before, Fine::Clause);
    let clause = &before[start..];
    let names = series::before_number(clause)?;
    let named =
        call.announces || tally::of_one_kind(clause, call.noun(facts)) || names.open && !tally::acts_within(clause);
    if clause.ends_with('”') || !named || !call.announces && names.open && names.fewest <= call.count {
        return None;
    }
    Some(Listed::of(&names, from + start))
}

/// Names joined by 、 behind the number, where a colon or 即 ties them to it: `五类,即A、B、C和D`. Only too few of them tell:
/// what is more may be names in two parts.
pub(super) fn behind(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let behind = facts.prose.text.get(call.end..piece.range.end)?;
    let from = tally::ties_names(behind)?;
    let rest = text::ahead(behind, from, BACK);
    let end = rest.find(['。', ';', ',', ':', '\n']).unwrap_or(rest.len());
    let said = &rest[..end];
    let marked = announce::enumerator(said) > 0;
    let goes_on = marked || rest[end..].starts_with([',', ':']) || said.chars().any(|c| c.is_ascii_digit());
    let names = series::names(said).filter(|names| call.announces && !goes_on && !names.open)?;
    let plain = |at: &Range<usize>| {
        let name = &said[at.clone()];
        name.chars().count() <= NAME && !name.contains(['(', '“'])
    };
    (names.most < call.count && names.names.iter().all(plain)).then(|| Listed::of(&names, call.end + from))
}

/// Titles or quoted names side by side directly before the number, or the names inside a single quotation.
fn quoted_before(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let (before, from) = ahead(facts, call, piece)?;
    let (count, start) = tally::quotations_at_end(before);
    let place = from + start..call.at.start;
    if count >= 2 {
        return Some(Listed::fixed(count, place));
    }
    let inside = before.get(start..)?.strip_prefix('“')?.strip_suffix('”')?;
    let alone = !before[..start].ends_with(['、', '”', '》', '和', '与', '及']);
    if count != 1 || !call.announces || !alone || inside.chars().any(tally::is_figure) {
        return None;
    }
    // Two words in one quotation are one thing as often as two: “谁主管、谁负责”.
    let names = series::names(inside).filter(|names| names.fewest > 2)?;
    Some(Listed { places: one(place), ..Listed::of(&names, from + start + '“'.len_utf8()) })
}

/// Names in parentheses directly behind the announcement.
fn in_parens(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let text = facts.prose.text.get(call.end..piece.range.end)?;
    let inside = text.strip_prefix('(')?;
    let inside = &inside[..inside.find(')')?];
    if inside.contains([':', ';', '。', '(']) || tally::opens_list(inside) {
        return None;
    }
    let names = series::names(inside)?;
    // Behind a noun that is counted rather than announced, kinds (县(市、区)) and far fewer names tell nothing.
    let generic = inside.trim_end_matches('等').split('、').any(tally::is_generic);
    let vague = generic || names.most * 2 <= call.count;
    if !call.announces && (vague || inside.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    Some(Listed::of(&names, call.end + 1))
}

/// Titles joined by 、 behind a colon directly behind the number: `3件:《A》、《B》、《C》`.
fn titles_behind(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let text = facts.prose.text.get(call.end..piece.range.end)?;
    let (count, length) = tally::titles_at_start(text.strip_prefix(':')?)?;
    let from = call.end + 1;
    (count >= 2).then(|| Listed::fixed(count, from..from + length))
}

fn one(place: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(place).collect()
}
