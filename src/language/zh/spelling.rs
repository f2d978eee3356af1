//! Words that are written in two ways and mean the same: what is compared is written in one. Refuses words that only
//! sound alike or differ in meaning.

/// The way that is not kept, and the way that is.
const SAME: [(&str, &str); 2] = [("其它", "其他"), ("或者", "或")];

/// A text with each such word written in one way.
#[must_use]
pub fn settled(text: String) -> String {
    let mut settled = text;
    for (from, to) in SAME {
        if settled.contains(from) {
            settled = settled.replace(from, to);
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn one_way_of_writing() {
        assert_eq!(settled("法人或者其它组织".to_owned()), "法人或其他组织");
        assert_eq!(settled("吉他".to_owned()), "吉他");
    }
}
