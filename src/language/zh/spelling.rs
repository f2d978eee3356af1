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

/// Parts of organs' names that are written long and short, the longer first.
const ORGANS: [(&str, &str); 3] = [("人民政府", "政府"), ("管理委员会", "管委会"), ("委员会", "委")];

/// The letters of an organ's name in one way of writing, for comparing only: 发展和改革委员会 and 发展改革委 are one.
#[must_use]
pub fn organ(letters: &str) -> String {
    let mut name = letters.replace('和', "");
    for (long, short) in ORGANS {
        if name.contains(long) {
            name = name.replace(long, short);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{organ, settled};

    #[test]
    fn one_way_of_naming_an_organ() {
        assert_eq!(organ("云溪县人民政府"), organ("云溪县政府"));
        assert_eq!(organ("云溪县发展和改革委员会"), organ("云溪县发展改革委"));
        assert_eq!(organ("云溪高新区管理委员会"), organ("云溪高新区管委会"));
        assert_ne!(organ("云溪县教育局"), organ("云溪县体育局"));
    }

    #[test]
    fn one_way_of_writing() {
        assert_eq!(settled("法人或者其它组织".to_owned()), "法人或其他组织");
        assert_eq!(settled("吉他".to_owned()), "吉他");
    }
}
