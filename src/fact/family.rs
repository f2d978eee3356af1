//! Families of names that divide a whole among them: the language's and the rulebook's, met in one pass over a name.

use super::vocabulary::Family;
use crate::language::zh::partition::{FAMILIES, REST};
use aho_corasick::AhoCorasick;

/// A set of families, a bit for each.
pub type Kin = u128;

/// All families, for the last part that takes in what is left (其他).
pub const ANY: Kin = Kin::MAX;

/// The most families that a rulebook may name, with those that it takes over.
pub const MOST: usize = 100;

/// The longest name of a part, in characters.
const NAME: usize = 16;

/// The families of a vocabulary, ready for asking.
#[derive(Clone, Debug)]
pub struct Families {
    names: Option<AhoCorasick>,
    /// The family of each name of the automaton.
    owners: Vec<usize>,
    pair: Kin,
    dealings: Kin,
    many: Kin,
}

impl Families {
    /// Make the families of a rulebook ready, with those of the language.
    #[must_use]
    pub fn new(own: &[Family]) -> Self {
        let own = own.get(..MOST.min(own.len())).unwrap_or_default();
        let mut names: Vec<&str> = Vec::new();
        let mut owners = Vec::new();
        let (mut pair, mut dealings, mut many): (Kin, Kin, Kin) = (0, 0, 0);
        for (at, (words, whole)) in FAMILIES.iter().enumerate() {
            names.extend(*words);
            owners.extend(words.iter().map(|_| at));
            pair |= Kin::from(*whole) << at;
        }
        for (at, family) in own.iter().enumerate() {
            let at = at + FAMILIES.len();
            names.extend(family.names.iter().map(String::as_str));
            owners.extend(family.names.iter().map(|_| at));
            pair |= Kin::from(family.pair) << at;
            dealings |= Kin::from(family.dealings) << at;
            many |= Kin::from(family.many) << at;
        }
        Self { names: AhoCorasick::new(names).ok(), owners, pair, dealings, many }
    }

    /// The families that the name of a part belongs to; all of them for 其他 and 其余.
    #[must_use]
    pub fn of(&self, name: &str) -> Kin {
        if name.chars().count() > NAME {
            return 0;
        }
        let met = self.names.iter().flat_map(|names| names.find_overlapping_iter(name));
        let found = met
            .filter_map(|met| self.owners.get(met.pattern().as_usize()))
            .fold(0, |found: Kin, family| found | 1 << family);
        if found == 0 && REST.iter().any(|word| name.starts_with(word)) { ANY } else { found }
    }

    /// Whether two names of these families make a whole.
    #[must_use]
    pub fn is_pair(&self, kin: Kin) -> bool {
        kin & self.pair != 0
    }

    /// Whether these families divide what an office deals with: how it was answered, how it ended, how it came in.
    #[must_use]
    pub fn is_of_dealings(&self, kin: Kin) -> bool {
        kin & self.dealings != 0
    }

    /// Whether two names of these families leave others to be expected.
    #[must_use]
    pub fn has_many(&self, kin: Kin) -> bool {
        kin & self.many != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_division_share_a_family() {
        let family = |names: &[&str], many| Family {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            many,
            ..Family::default()
        };
        let families = Families::new(&[family(&["维持", "纠正"], true), family(&["当面", "信函"], false)]);
        for (one, other, kin) in [
            ("专职", "兼职", true),
            ("维持原判", "纠正", true),
            ("信函申请", "当面申请", true),
            ("维持", "其余", true),
            ("召开会议", "专职", false),
            ("专职", "维持", false),
        ] {
            assert_eq!(families.of(one) & families.of(other) != 0, kin, "{one} {other}");
        }
        assert!(families.is_pair(families.of("专职人员")) && !families.is_pair(families.of("维持")));
        assert!(families.has_many(families.of("维持")) && !families.has_many(families.of("当面")));
    }
}
