//! What row a stack of printed labels stands for.

use crate::fact::table::label::{self, Fit, Label, Path};

/// What a stack of row labels was told to be.
pub struct Resolved {
    /// The row that the vocabulary names, or the wildcard.
    pub axis: usize,
    /// The wildcard it also stands below.
    pub group: Option<usize>,
    /// Whether it is a leaf below the wildcard.
    pub leaf: bool,
    /// Whether the labels are the same and none is at odds.
    pub sure: bool,
}

/// Tell the row; `None` where it is none of the vocabulary's, or could be several.
pub fn resolve(paths: &[Path], stack: &[&Label]) -> Option<Resolved> {
    let (last, outer) = stack.split_last()?;
    let below = paths.iter().filter(|path| path.leaves).find(|path| {
        path.labels.last().is_some_and(|group| {
            outer.iter().any(|label| label::fit(group, label).is_some()) || label::same(group, last)
        })
    });
    let group = below.map(|path| path.axis);
    let scored: Vec<(label::Score, usize)> = paths
        .iter()
        .filter(|path| !path.leaves)
        .filter_map(|path| label::score(&path.labels, stack).map(|score| (score, path.axis)))
        .collect();
    if let Some(best) = scored.iter().map(|(score, _)| *score).max() {
        let mut axes: Vec<usize> = scored.iter().filter(|(score, _)| *score == best).map(|(_, axis)| *axis).collect();
        axes.dedup();
        if let [axis] = axes.as_slice()
            && (best.agrees || group.is_none())
        {
            let sure = best.agrees && best.leaf == Fit::Same;
            return Some(Resolved { axis: *axis, group, leaf: false, sure });
        }
    }
    group.map(|axis| Resolved { axis, group, leaf: true, sure: true })
}
