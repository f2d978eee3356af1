//! Which columns the header words above a flattened row name, and whether in the vocabulary's order.

use crate::fact::table::label::{Fit, Label, Path, fit};
use crate::fact::table::line::Word;
use crate::fact::table::{AxisFact, column_label};
use crate::fact::vocabulary::TableSpec;

/// The most words that a column label is broken into.
const PIECES: usize = 3;

/// The columns in the order of their values, which is the vocabulary's. `None` where fewer than half of their labels
/// are there, or in another order.
pub fn tell(spec: &TableSpec, paths: &[Path], header: &[&Word]) -> Option<Vec<(usize, AxisFact)>> {
    let leaves: Vec<Vec<&Label>> = (0..spec.columns.len())
        .map(|axis| paths.iter().filter(|path| path.axis == axis).filter_map(|path| path.labels.last()).collect())
        .collect();
    let printed = printed(&leaves, header);
    let distinct = first_of_kind(&leaves);
    let mut columns = Vec::new();
    for (axis, kind) in distinct.iter().enumerate() {
        let same: Vec<usize> = (0..leaves.len()).filter(|other| distinct[*other] == *kind).collect();
        let places: Vec<&Place> = printed.iter().filter(|place| distinct[place.leaf] == *kind).collect();
        if places.len() < same.len() {
            continue;
        }
        // Where a label stands for several columns, its last ones are those of the innermost header row.
        let rank = same.iter().position(|other| *other == axis)?;
        let place = places[places.len() - same.len() + rank];
        columns.push((axis, place));
    }
    if columns.is_empty() || columns.len() * 2 < spec.columns.len() || !ordered(spec, &columns) {
        return None;
    }
    let fact = |(axis, place): (usize, &Place)| {
        let word = header[place.word];
        (axis, AxisFact::new(&spec.columns[axis].id, &column_label(&spec.columns, axis, &word.text), word.span))
    };
    Some(columns.into_iter().map(fact).collect())
}

/// A column label met among the header words.
struct Place {
    word: usize,
    /// A column that it may be.
    leaf: usize,
}

fn printed(leaves: &[Vec<&Label>], header: &[&Word]) -> Vec<Place> {
    let mut places = Vec::new();
    let mut word = 0;
    while word < header.len() {
        let found = (1..=PIECES.min(header.len() - word)).find_map(|count| {
            let joined;
            let label = if count == 1 {
                &header[word].label
            } else {
                joined =
                    Label::new(&header[word..word + count].iter().map(|word| word.text.as_str()).collect::<String>());
                &joined
            };
            // Words broken apart must give the label to the letter.
            let accepts = |found: Option<Fit>| if count == 1 { found.is_some() } else { found == Some(Fit::Same) };
            let same = |wanted: Fit| {
                leaves.iter().position(|labels| {
                    labels
                        .iter()
                        .any(|leaf| fit(leaf, label).is_some_and(|found| found == wanted && accepts(Some(found))))
                })
            };
            same(Fit::Same).or_else(|| same(Fit::Near)).map(|leaf| (leaf, count))
        });
        match found {
            Some((leaf, count)) => {
                places.push(Place { word, leaf });
                word += count;
            }
            None => word += 1,
        }
    }
    places
}

/// For each column the first column with the same label.
fn first_of_kind(leaves: &[Vec<&Label>]) -> Vec<usize> {
    leaves
        .iter()
        .map(|labels| leaves.iter().position(|other| other.first() == labels.first()).unwrap_or_default())
        .collect()
}

/// Whether columns under one outer label stand in the vocabulary's order. Those of different depth are printed in
/// different header rows and cannot be compared.
fn ordered(spec: &TableSpec, columns: &[(usize, &Place)]) -> bool {
    let parent = |axis: usize| {
        let path = &spec.columns[axis].path;
        &path[..path.len().saturating_sub(1)]
    };
    columns.iter().enumerate().all(|(at, (axis, place))| {
        columns[at + 1..].iter().all(|(other, later)| parent(*axis) != parent(*other) || place.word < later.word)
    })
}
