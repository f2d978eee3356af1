//! Slogans that count what they are made of: `依据、条件、程序、期限“四公开”`, `“三个一”:一辆车,一本手册,一条短信`. Those
//! that every reader knows (五公开) count nothing near them.

use super::{Call, Listed};
use crate::language::zh::tally;
use crate::reading::clause::{self, Fine};
use crate::reading::series;
use crate::text::Piece;

/// The longest text between a slogan and the colon before its list, in characters.
const APART: usize = 8;

/// How far to either side names and items are looked for, in bytes.
const REACH: usize = 600;

/// The slogans of a piece with what they count.
pub(super) fn counted(text: &str, piece: &Piece) -> Vec<(Call, Listed)> {
    let said = text.get(piece.range.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for slogan in tally::slogans(said) {
        let at = piece.range.start + slogan.at.start..piece.range.start + slogan.at.end;
        let head = &said[slogan.head];
        let behind = &said[slogan.at.end..];
        let behind = &behind[..behind.floor_char_boundary(REACH)];
        let back = said.floor_char_boundary(slogan.at.start.saturating_sub(REACH));
        let before = &said[..slogan.at.start];
        let start = back + clause::last_start(&before[back..], Fine::Clause);
        let names = series::before_number(&before[start..]);
        let listed = if let Some(names) = names
            && tally::ends_slogan(behind)
            && !tally::says_whose(&before[start..])
        {
            Some(Listed { open: false, ..Listed::of(&names, piece.range.start + start) })
        } else {
            items_behind(behind, head).map(|(count, from, to)| Listed::fixed(count, at.end + from..at.end + to))
        };
        let call = Call { count: slogan.count, end: at.end, at, announces: true };
        found.extend(listed.map(|listed| (call, listed)));
    }
    found
}

/// The items of a list behind a slogan: their number, and where they begin and end.
fn items_behind(behind: &str, head: &str) -> Option<(usize, usize, usize)> {
    let colon = behind.find(':')?;
    let between = &behind[..colon];
    if between.chars().count() > APART || between.contains(['。', ',', ';', '\n']) {
        return None;
    }
    let from = colon + 1;
    let to = behind[from..].find(['。', '\n']).map_or(behind.len(), |at| from + at);
    let count = tally::parallel_items(&behind[from..to], head)?;
    Some((count, from, to))
}
