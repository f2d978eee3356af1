//! Rows typed as lines: `01 机构概况 12 4.38%`, one below the other, with a total before or behind them: `信息总计:274`.

use super::parts::speaks_of_share;
use super::{Announced, Group, Part};
use crate::fact::Facts;
use crate::language::zh::sum;
use crate::language::zh::unit::{self, Kind};
use crate::reading::numeral::Number;
use crate::text::{Piece, Source};

/// The longest line that is a row, in bytes.
const LINE: usize = 120;
/// The fewest rows that are a table.
const ROWS: usize = 3;

/// A line of a name and an amount.
struct Row<'a> {
    part: Part<'a>,
    total: bool,
}

/// The totals of a report whose parts are lines beside them.
pub(super) fn find<'a>(facts: &'a Facts<'_>) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    let mut run: Vec<Row<'a>> = Vec::new();
    for piece in &facts.prose.pieces {
        match row(facts, piece) {
            Some(row) => run.push(row),
            None => groups.extend(table(std::mem::take(&mut run))),
        }
    }
    groups.extend(table(run));
    groups
}

/// A run of lines as a total and its parts: the total stands first or last, and there is one.
fn table(mut run: Vec<Row<'_>>) -> Option<Group<'_>> {
    let total = match (run.first()?.total, run.last()?.total) {
        (true, false) => run.remove(0),
        (false, true) => run.pop()?,
        (true, true) | (false, false) => return None,
    };
    let same = |row: &Row<'_>| row.part.number.decimals == total.part.number.decimals;
    let exact = |number: &Number| !number.approximate;
    let fits = run.len() >= ROWS
        && run.iter().all(|row| !row.total && same(row) && exact(row.part.number))
        && exact(total.part.number);
    fits.then(|| Group {
        total: total.part.number,
        parts: run.into_iter().map(|row| row.part).collect(),
        announced: Announced::Bare,
        open: false,
        channels: false,
        rivals: Vec::new(),
        entire: true,
    })
}

/// The row that a line is: a name, an amount, and at most its share behind it.
fn row<'a>(facts: &'a Facts<'_>, piece: &Piece) -> Option<Row<'a>> {
    let text = facts.prose.text.get(piece.range.clone())?;
    let prose = matches!(piece.source, Source::Block(_)) && !text.contains([',', '。', ';', '(', '《']);
    if !prose || text.len() > LINE || facts.in_table(piece.range.start) {
        return None;
    }
    let from = facts.numbers.partition_point(|number| number.at.start < piece.range.start);
    let to = facts.numbers.partition_point(|number| number.at.start < piece.range.end);
    let numbers = facts.numbers.get(from..to)?;
    let at = numbers.iter().rposition(|number| !number.percent)?;
    let number = &numbers[at];
    let share = numbers.get(at + 1);
    let counted = match number.unit.clone().map(|unit| unit::kind(&facts.prose.text[unit])) {
        None => true,
        Some(Kind::Count | Kind::Money | Kind::Measure) => true,
        Some(Kind::Time | Kind::Other) => false,
    };
    let behind = facts.prose.text.get(number.whole.end..piece.range.end)?;
    let tail = share.map_or(behind, |share| &facts.prose.text[share.whole.end.min(piece.range.end)..piece.range.end]);
    let between = share.map_or("", |share| &facts.prose.text[number.whole.end..share.whole.start]);
    let plain = between.trim().is_empty() || speaks_of_share(between);
    let lead = piece.range.start..number.whole.start;
    // The number of the row may stand before its name.
    let name = facts.prose.text[lead.clone()].trim_start_matches(|c: char| c.is_ascii_digit() || " .、:".contains(c));
    let named = name.chars().filter(|c| crate::text::is_ideograph(*c)).count() >= 2;
    let one = numbers[..at].iter().all(|before| before.unit.is_none() && before.at.start == piece.range.start);
    (counted && plain && tail.trim().is_empty() && named && one)
        .then(|| Row { part: Part { number, lead, share }, total: sum::speaks_of_total(name) })
}
