//! Which of the reports at hand is last year's of an agency. Names must agree and be the only ones of their kind: a
//! wrong partner would raise false alarms, so a name that several reports share is not paired at all.

use super::judge::Judge;
use super::sibling::Siblings;
use super::stream;
use super::walk::Input;
use crate::fact::fold;
use crate::fact::identity::{Identity, Origin};
use crate::finding::Wording;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The fewest letters of a name by which reports that were not given as last year's are paired: 教育局 alone may be any
/// county's.
const FEWEST: usize = 5;

/// Whose report it is and for which year, as far as could be told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Owner {
    /// Letters of the agency's name.
    pub agency: Option<String>,
    /// The year.
    pub year: Option<i32>,
    /// The agency's name as it was told.
    pub written: Option<String>,
    /// Whether only the file's name told the agency.
    pub by_file: bool,
}

impl Owner {
    /// The owner of an agency's name and a year.
    #[must_use]
    pub fn new(agency: Option<&str>, year: Option<i32>) -> Self {
        let letters = agency.map(fold::letters).filter(|name| !name.is_empty());
        Self { agency: letters, year, written: agency.map(str::to_owned), by_file: false }
    }

    /// The owner that a report's identity tells of.
    #[must_use]
    pub fn of(identity: &Identity) -> Self {
        let agency = identity.agency.as_ref().map(|told| told.value.as_str());
        let by_file = identity.agency.as_ref().is_some_and(|told| told.from == Origin::FileName);
        Self { by_file, ..Self::new(agency, identity.year.as_ref().map(|told| told.value)) }
    }

    /// The key of the same agency's report `years` later.
    fn key(&self, years: i32) -> Option<(String, i32)> {
        Some((self.agency.clone()?, self.year?.checked_add(years)?))
    }
}

/// What is told of a report before it is judged.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sight {
    /// Whose it is.
    pub owner: Owner,
    /// Hashes of what it says, where a rule asks for copies.
    pub sketch: Vec<u64>,
}

/// A report that was not paired, with the reason.
#[derive(Clone, Debug)]
pub struct Unpaired {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: Wording,
    /// Whether it could not even be read.
    pub unread: bool,
}

/// Last year's reports at hand.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// The reports of an agency and year that were given as last year's.
    given: BTreeMap<(String, i32), Vec<Input>>,
    /// Those of the run itself.
    run: BTreeMap<(String, i32), Vec<Input>>,
    /// The one given for the only report of the run: paired unless the years contradict.
    only: Option<(Input, Owner)>,
}

impl Pairs {
    /// Pair the inputs, whose owners are told, with those given as last year's, read here. Returns what of the latter has no partner.
    #[must_use]
    pub fn find(
        pool: &rayon::ThreadPool,
        judge: &Judge,
        (inputs, owners): (&[Input], &[Result<Owner, Wording>]),
        previous: &[Input],
    ) -> (Self, Vec<Unpaired>) {
        let mut pairs = Self::default();
        let mut unpaired = Vec::new();
        for (input, owner) in inputs.iter().zip(owners) {
            if let Some(key) = owner.as_ref().ok().and_then(|owner| owner.key(0)) {
                pairs.run.entry(key).or_default().push(input.clone());
            }
        }
        let given = owners_given(pool, judge, previous);
        if let ([_], [only], [Ok(owner)]) = (inputs, previous, given.as_slice()) {
            pairs.only = Some((only.clone(), owner.clone()));
        }
        let streamed = inputs.contains(&Input::Standard);
        for (input, owner) in previous.iter().zip(given) {
            let miss = |reason, unread| Unpaired { path: input.path(), reason, unread };
            match owner {
                Err(reason) => unpaired.push(miss(reason, true)),
                Ok(owner) => {
                    if let Some(key) = owner.key(0) {
                        pairs.given.entry(key).or_default().push(input.clone());
                    }
                    let wanted = owner.key(1).is_some_and(|key| pairs.run.contains_key(&key));
                    if !wanted && !streamed && pairs.only.is_none() {
                        unpaired.push(miss(lonely(&owner), false));
                    }
                }
            }
        }
        if let (Some((input, before)), Some(Ok(owner))) = (&pairs.only, owners.first())
            && contradict(before, owner)
        {
            unpaired.push(Unpaired { path: input.path(), reason: lonely(before), unread: false });
        }
        (pairs, unpaired)
    }

    /// Whether nothing can be paired.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.only.is_none() && self.given.is_empty() && self.run.is_empty()
    }

    /// Last year's report of an owner.
    #[must_use]
    pub fn of(&self, owner: &Owner) -> Option<&Input> {
        if let Some((input, before)) = &self.only {
            return Some(input).filter(|_| !contradict(before, owner));
        }
        let key = owner.key(-1)?;
        let alone = |inputs: &'_ Vec<Input>| inputs.len() == 1;
        if let Some(given) = self.given.get(&key) {
            return given.first().filter(|_| alone(given));
        }
        let itself = owner.key(0).and_then(|key| self.run.get(&key));
        let before = self.run.get(&key)?;
        let sure = key.0.chars().count() >= FEWEST && alone(before) && itself.is_none_or(alone);
        before.first().filter(|_| sure)
    }
}

/// Whether two reports cannot be of consecutive years.
fn contradict(before: &Owner, owner: &Owner) -> bool {
    before.year.zip(owner.year).is_some_and(|(before, year)| before.checked_add(1) != Some(year))
}

/// Why a report that was given as last year's has no partner.
fn lonely(owner: &Owner) -> Wording {
    match (&owner.agency, owner.year) {
        (_, None) => Wording::new("未能判定报告年度", "its year could not be told"),
        (None, Some(_)) => Wording::new("未能判定报告机关", "its agency could not be told"),
        (Some(_), Some(year)) => Wording::new(
            format!("是 {year} 年的报告;本次检查的报告中没有同一机关次年的报告"),
            format!("a report for {year}; the same agency's report for the next year is not among those checked"),
        ),
    }
}

/// Read whose reports the inputs of a run are, and which of them may be copies of each other.
#[must_use]
pub fn owners(pool: &rayon::ThreadPool, judge: &Judge, inputs: &[Input]) -> (Vec<Result<Owner, Wording>>, Siblings) {
    let told = identify(pool, inputs, |input| match input {
        // It can be read only once, and is told when it is judged.
        Input::Standard => Ok(Sight::default()),
        Input::File(_) | Input::Member(_) | Input::Lost(..) => judge.sight(input),
    });
    let mut sketches = Vec::with_capacity(told.len());
    let mut owners = Vec::with_capacity(told.len());
    for told in told {
        let (owner, sketch) = match told {
            Ok(sight) => (Ok(sight.owner), sight.sketch),
            Err(reason) => (Err(reason), Vec::new()),
        };
        owners.push(owner);
        sketches.push(sketch);
    }
    let siblings = Siblings::find(inputs, &owners, &sketches);
    (owners, siblings)
}

fn owners_given(pool: &rayon::ThreadPool, judge: &Judge, previous: &[Input]) -> Vec<Result<Owner, Wording>> {
    // What the user says of the year is said of this year's reports.
    let judge = judge.without_given();
    identify(pool, previous, |input| judge.sight(input).map(|sight| sight.owner))
}

fn identify<T: Send>(
    pool: &rayon::ThreadPool,
    inputs: &[Input],
    owner: impl Fn(&Input) -> Result<T, Wording> + Sync,
) -> Vec<Result<T, Wording>> {
    let mut owners = Vec::with_capacity(inputs.len());
    stream::in_order(
        pool,
        inputs.len(),
        |index| owner(&inputs[index]),
        |_, told| {
            owners.push(told.unwrap_or_else(|| Err(Wording::new("程序内部错误", "internal error"))));
            true
        },
    );
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(agency: &str, year: i32) -> Owner {
        Owner::new(Some(agency), Some(year))
    }

    #[test]
    fn a_name_that_several_reports_share_is_not_paired() {
        let file = |name: &str| Input::File(name.into());
        let mut pairs = Pairs::default();
        let mut add = |agency: &str, year, name| {
            let key = owner(agency, year).key(0).unwrap();
            pairs.run.entry(key).or_default().push(file(name));
        };
        add("青禾县水务局", 2012, "a");
        add("教育局", 2012, "b");
        add("柳溪县民政局", 2012, "c");
        add("柳溪县民政局", 2012, "d");
        assert_eq!(pairs.of(&owner("青禾县水务局", 2013)), Some(&file("a")));
        assert_eq!(pairs.of(&owner("青禾县水务局", 2014)), None);
        assert_eq!(pairs.of(&owner("教育局", 2013)), None);
        assert_eq!(pairs.of(&owner("柳溪县民政局", 2013)), None);
    }

    #[test]
    fn one_report_and_one_given_for_it_are_paired_unless_the_years_contradict() {
        let given = Input::File("a".into());
        let pairs = Pairs { only: Some((given.clone(), owner("水务局", 2012))), ..Pairs::default() };
        assert_eq!(pairs.of(&owner("青禾县水务局", 2013)), Some(&given));
        assert_eq!(pairs.of(&Owner::default()), Some(&given));
        assert_eq!(pairs.of(&owner("青禾县水务局", 2012)), None);
    }
}
