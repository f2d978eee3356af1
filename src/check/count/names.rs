//! The names that an announced number counts: before it (`《A》《B》两项制度`, `A、B等三个领域`), in brackets behind it, or
//! as titles behind a colon.

use super::{Call, Listed};
use crate::fact::Facts;
use crate::fact::fold::Piece;
use crate::language::zh::tally;
use std::ops::Range;

/// How far back names are looked for, in bytes.
const BACK: usize = 400;

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
    let start = clause_start(before);
    let clause = &before[start..];
    let (fewest, most, open) = tally::names_before(clause)?;
    let named = call.announces || tally::of_one_kind(clause, call.noun(facts)) || open && !tally::acts_within(clause);
    if clause.ends_with('”') || !named || !call.announces && open && fewest <= call.count {
        return None;
    }
    Some(Listed { fewest, most, open, places: one(from + start..call.at.start) })
}

/// Where the last clause of a text begins; stops inside brackets and quotation marks end none.
pub(super) fn clause_start(before: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' | '》' | '”' => depth += 1,
            '(' | '《' | '“' if depth > 0 => depth -= 1,
            ',' | ';' | ':' | '。' | '(' | '“' | '《' | '!' | '?' if depth == 0 => return at + c.len_utf8(),
            _ => {}
        }
    }
    0
}

/// Titles or quoted names side by side directly before the number, or the names inside a single quotation.
fn quoted_before(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let (before, from) = ahead(facts, call, piece)?;
    let (count, start) = tally::quotations_at_end(before);
    let place = from + start..call.at.start;
    if count >= 2 {
        return Some(Listed { fewest: count, most: count, open: false, places: one(place) });
    }
    let inside = before.get(start..)?.strip_prefix('“')?.strip_suffix('”')?;
    let alone = !before[..start].ends_with(['、', '”', '》', '和', '与', '及']);
    if count != 1 || !call.announces || !alone || inside.chars().any(tally::is_figure) {
        return None;
    }
    // Two words in one quotation are one thing as often as two: “谁主管、谁负责”.
    let (fewest, most) = tally::names(inside).filter(|(fewest, _)| *fewest > 2)?;
    Some(Listed { fewest, most, open: inside.ends_with('等'), places: one(place) })
}

/// Names in parentheses directly behind the announcement.
fn in_parens(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let text = facts.prose.text.get(call.end..piece.range.end)?;
    let inside = text.strip_prefix('(')?;
    let inside = &inside[..inside.find(')')?];
    let open = inside.ends_with('等');
    let names = inside.trim_end_matches('等');
    if inside.contains([':', ';', '。', '(']) || tally::opens_list(inside) {
        return None;
    }
    let (fewest, most) = tally::names(names)?;
    // Behind a noun that is counted rather than announced, kinds (县(市、区)) and far fewer names tell nothing.
    let vague = names.split('、').any(tally::is_generic) || most * 2 <= call.count;
    if !call.announces && (vague || names.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    let from = call.end + 1;
    Some(Listed { fewest, most, open, places: one(from..from + inside.len()) })
}

/// Titles joined by 、 behind a colon directly behind the number: `3件:《A》、《B》、《C》`.
fn titles_behind(facts: &Facts<'_>, call: &Call, piece: &Piece) -> Option<Listed> {
    let text = facts.prose.text.get(call.end..piece.range.end)?;
    let (count, length) = tally::titles_at_start(text.strip_prefix(':')?)?;
    let from = call.end + 1;
    (count >= 2).then(|| Listed { fewest: count, most: count, open: false, places: one(from..from + length) })
}

fn one(place: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(place).collect()
}
