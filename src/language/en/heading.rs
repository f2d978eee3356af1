//! How English headings are worded. Holds no title of any regime.

/// A title as it is compared: letters only, where `&` is the word that it stands for and an article counts for nothing.
#[must_use]
pub fn skeleton(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty());
    let mut kept = String::with_capacity(title.len());
    for word in words {
        match word.to_lowercase().as_str() {
            "the" | "a" | "an" => {}
            "&" => kept.push_str("and"),
            word => kept.push_str(word),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_signs_do_not_count() {
        for (left, right, same) in [
            ("Received, Processed & Pending", "received, processed and pending", true),
            ("Disposition of the Requests", "Disposition of Requests", true),
            ("Requests", "Request", false),
        ] {
            assert_eq!(skeleton(left) == skeleton(right), same, "{left} / {right}");
        }
    }
}
