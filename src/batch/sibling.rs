//! Which reports of a run may be copies of each other: those of different agencies that share hashes of their text
//! (`check::similar::sketch`). Only told here; what is repeated, and how much, the check says of the few that are named.

use super::pair::Owner;
use super::walk::Input;
use crate::check::similar::sketch::SHARED;
use crate::finding::Wording;
use std::collections::{BTreeMap, HashMap};

/// The most reports that one is compared with: those it shares most with.
const MOST: usize = 3;

/// The most reports kept for a hash. What more of them say is a phrase of the trade, or a text that all have copied: the
/// first ones stand for the rest.
const HOLDERS: usize = 12;

/// The reports that each may be a copy of, by path; those without any are not listed.
#[derive(Clone, Debug, Default)]
pub struct Siblings {
    partners: BTreeMap<String, Vec<Input>>,
}

impl Siblings {
    /// Compare the sketches of the inputs, each with whose report it is.
    #[must_use]
    pub fn find(inputs: &[Input], owners: &[Result<Owner, Wording>], sketches: &[Vec<u64>]) -> Self {
        let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, sketch) in sketches.iter().enumerate() {
            for hash in sketch {
                let held = holders.entry(*hash).or_default();
                if held.len() < HOLDERS {
                    held.push(at);
                }
            }
        }
        let owner = |at: usize| owners.get(at).and_then(|owner| owner.as_ref().ok());
        let mut partners = BTreeMap::new();
        for (at, (input, sketch)) in inputs.iter().zip(sketches).enumerate() {
            let Some(own) = owner(at) else { continue };
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for other in sketch.iter().filter_map(|hash| holders.get(hash)).flatten() {
                *shared.entry(*other).or_default() += 1;
            }
            shared.retain(|other, count| *count >= SHARED && owner(*other).is_some_and(|other| strangers(own, other)));
            let mut found: Vec<(usize, usize)> = shared.into_iter().collect();
            found.sort_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
            let found: Vec<Input> =
                found.into_iter().take(MOST).filter_map(|(other, _)| inputs.get(other).cloned()).collect();
            if !found.is_empty() {
                partners.insert(input.path(), found);
            }
        }
        Self { partners }
    }

    /// The reports that the one of a path may be a copy of, the likeliest first.
    #[must_use]
    pub fn of(&self, path: &str) -> &[Input] {
        self.partners.get(path).map_or(&[], Vec::as_slice)
    }
}

/// Whether two reports are surely of different agencies and may be for one year. A report in two formats is no copy, nor
/// is one whose agency is written short: 教育局 may be 云溪县教育局.
fn strangers(one: &Owner, other: &Owner) -> bool {
    let (Some(a), Some(b)) = (&one.agency, &other.agency) else { return false };
    let same_year = one.year.zip(other.year).is_none_or(|(one, other)| one == other);
    same_year && !a.ends_with(b.as_str()) && !b.ends_with(a.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_are_of_other_agencies_and_the_same_year() {
        let inputs: Vec<Input> = ["a", "b", "c", "d", "e"].iter().map(|name| Input::File((*name).into())).collect();
        let owner = |agency: &str, year| Ok(Owner::new(Some(agency), Some(year)));
        let owners = [
            owner("云溪县水务局", 2022),
            owner("云溪县民政局", 2022),
            owner("水务局", 2022),
            owner("云溪县林业局", 2021),
            owner("云溪县司法局", 2022),
        ];
        let sketches = [vec![1, 2, 3, 9], vec![1, 2, 3, 8], vec![1, 2, 3], vec![1, 2, 3], vec![1, 2, 7]];
        let siblings = Siblings::find(&inputs, &owners, &sketches);
        assert_eq!(siblings.of("a"), &inputs[1..2]);
        assert_eq!(siblings.of("b"), [inputs[0].clone(), inputs[2].clone()]);
        assert!(siblings.of("d").is_empty());
        assert!(siblings.of("e").is_empty());
    }
}
