//! A list of words that texts are held against at many places: whether one begins or ends there. Most places are told
//! apart by one character, without going through the list.

/// A set of characters that may say yes wrongly, never no.
#[derive(Clone, Debug)]
struct Characters([u64; 16]);

impl Characters {
    fn of(characters: impl Iterator<Item = char>) -> Self {
        let mut bits = [0; 16];
        for c in characters {
            let (word, bit) = Self::place(c);
            bits[word] |= bit;
        }
        Self(bits)
    }

    fn place(c: char) -> (usize, u64) {
        let code = u32::from(c) & 1023;
        ((code >> 6) as usize, 1 << (code & 63))
    }

    fn may_hold(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0[word] & bit != 0
    }
}

/// A list of words, none of them empty.
#[derive(Clone, Debug)]
pub struct Words {
    words: &'static [&'static str],
    first: Characters,
    last: Characters,
}

impl Words {
    /// Make a list ready.
    #[must_use]
    pub fn new(words: &'static [&'static str]) -> Self {
        Self {
            words,
            first: Characters::of(words.iter().filter_map(|word| word.chars().next())),
            last: Characters::of(words.iter().filter_map(|word| word.chars().next_back())),
        }
    }

    /// The length of the longest word that a text begins with, in bytes.
    #[must_use]
    pub fn begin(&self, text: &str) -> Option<usize> {
        text.chars().next().filter(|c| self.first.may_hold(*c))?;
        self.words.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
    }

    /// The length of the longest word that a text ends with, in bytes.
    #[must_use]
    pub fn end(&self, text: &str) -> Option<usize> {
        text.chars().next_back().filter(|c| self.last.may_hold(*c))?;
        self.words.iter().filter(|word| text.ends_with(**word)).map(|word| word.len()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn the_longest_word_is_told_at_either_end() {
        let words = Words::new(&["市", "县级市", "办公室"]);
        for (text, begin, end) in
            [("县级市", Some(9), Some(9)), ("市里", Some(3), None), ("云岭市", None, Some(3)), ("", None, None)]
        {
            assert_eq!((words.begin(text), words.end(text)), (begin, end), "{text}");
        }
    }
}
