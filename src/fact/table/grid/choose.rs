//! Which table of the vocabulary a printed one is. Every reading that is possible is a candidate; where two want the
//! same cells the better evidence wins, and a tie is neither: a printed table never serves two names.

use super::draft::Draft;
use super::segment::Reading;
use crate::fact::table::place::Evidence;
use std::collections::HashMap;

/// A reading of a printed table as one of the vocabulary's.
pub struct Candidate<'a> {
    /// Which table of the vocabulary.
    pub index: usize,
    /// Which printed table.
    pub grid: usize,
    /// What was read.
    pub reading: Reading<'a>,
    /// What its place says for it.
    pub evidence: Evidence,
}

/// From how many parts in a hundred on labels tell a table without its title.
const CLEAR: usize = 67;

/// How good a candidate is: more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Worth {
    told: bool,
    evidence: Evidence,
    fit: usize,
    columns: usize,
    rows: usize,
}

impl Candidate<'_> {
    fn worth(&self) -> Worth {
        let draft = &self.reading.draft;
        let fit = self.reading.fit;
        Worth {
            told: fit >= CLEAR || self.evidence.title > 0,
            evidence: self.evidence,
            fit,
            columns: draft.columns.iter().flatten().count(),
            rows: draft.rows.len(),
        }
    }
}

/// What was chosen.
#[derive(Default)]
pub struct Chosen<'a> {
    /// For each table of the vocabulary, what was read.
    pub drafts: Vec<Option<Draft<'a>>>,
    /// For each table of the vocabulary, the printed table it begins in.
    pub grids: Vec<Option<usize>>,
    /// For each table of the vocabulary, the one it could not be told from: itself where it was printed twice.
    pub tied: Vec<Option<usize>>,
    /// Which cells of which printed tables are taken, and by which table.
    taken: HashMap<(usize, usize), usize>,
}

impl<'a> Chosen<'a> {
    /// Nothing chosen yet of so many tables.
    pub fn new(count: usize) -> Self {
        Self {
            drafts: (0..count).map(|_| None).collect(),
            grids: vec![None; count],
            tied: vec![None; count],
            taken: HashMap::new(),
        }
    }

    /// Choose among candidates.
    pub fn choose(&mut self, mut candidates: Vec<Candidate<'a>>) {
        // A stable order: of equals the first printed comes first.
        candidates.sort_by_key(|candidate| std::cmp::Reverse((!candidate.reading.weak, candidate.worth())));
        let mut worths: Vec<Option<Worth>> = vec![None; self.drafts.len()];
        let mut rest = Vec::new();
        for candidate in candidates {
            let worth = candidate.worth();
            let index = candidate.index;
            match self.rival(&candidate) {
                Some(other) => {
                    if worths[other] == Some(worth) {
                        self.tied[other] = Some(index);
                        self.tied[index].get_or_insert(other);
                    }
                }
                None if candidate.reading.weak || self.drafts[index].is_some() => rest.push((worth, candidate)),
                None => {
                    worths[index] = Some(worth);
                    self.claim(index, &candidate.reading.draft.claims);
                    self.grids[index] = Some(candidate.grid);
                    self.drafts[index] = Some(candidate.reading.draft);
                }
            }
        }
        rest.sort_by_key(|(_, candidate)| candidate.grid);
        for (worth, candidate) in rest {
            let index = candidate.index;
            if self.rival(&candidate).is_some() || worth.evidence.section < 0 {
                continue;
            }
            let Some(draft) = &mut self.drafts[index] else { continue };
            let claims = candidate.reading.draft.claims.clone();
            let again =
                !candidate.reading.weak && worths[index] == Some(worth) && draft.differs(&candidate.reading.draft);
            if draft.adopt(candidate.reading.draft) {
                self.taken.extend(claims.into_iter().map(|claim| (claim, index)));
            } else if again {
                self.tied[index].get_or_insert(index);
            }
        }
    }

    /// The table that has a cell of a candidate already.
    fn rival(&self, candidate: &Candidate<'_>) -> Option<usize> {
        let claims = candidate.reading.draft.claims.iter();
        claims.filter_map(|claim| self.taken.get(claim)).copied().find(|other| *other != candidate.index)
    }

    /// Whether cells are free for a table.
    pub fn is_free(&self, index: usize, claims: &[(usize, usize)]) -> bool {
        claims.iter().all(|claim| self.taken.get(claim).is_none_or(|other| *other == index))
    }

    /// Note that a table has some cells.
    pub fn claim(&mut self, index: usize, claims: &[(usize, usize)]) {
        self.taken.extend(claims.iter().map(|claim| (*claim, index)));
    }
}
