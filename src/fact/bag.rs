//! The bag of a word's characters: tells at once that two words are further apart than a few edits, which most pairs of
//! words are. Never denies what is near.

/// The length of a word and a bit for each of its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bag {
    /// Characters.
    pub length: usize,
    bits: u64,
}

impl Bag {
    /// The bag of a word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        word.chars().fold(Self::default(), |bag, c| Self {
            length: bag.length + 1,
            bits: bag.bits | 1 << (u32::from(c).wrapping_mul(0x9e37_79b1) >> 26),
        })
    }

    /// Whether two words may be so many edits apart: an edit changes the length by one at most, and takes away or brings
    /// one character at most.
    #[must_use]
    pub fn may_be_within(self, other: Self, edits: usize) -> bool {
        let most = u32::try_from(edits).unwrap_or(u32::MAX);
        self.length.abs_diff(other.length) <= edits
            && (self.bits & !other.bits).count_ones() <= most
            && (other.bits & !self.bits).count_ones() <= most
    }
}

#[cfg(test)]
mod tests {
    use super::Bag;

    #[test]
    fn near_words_are_never_denied_and_far_ones_mostly() {
        let may = |left, right, edits| Bag::of(left).may_be_within(Bag::of(right), edits);
        assert!(may("本年新收申请数量", "本年新收申请数", 1));
        assert!(may("申请数量", "申数请量", 0));
        assert!(may("不予公开", "部分公开", 2));
        assert!(!may("不予公开", "部分公开", 1));
        assert!(!may("申请", "申请数量", 1));
    }
}
