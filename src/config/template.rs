//! The commented configuration that `hegui init` writes: every key with what it is for, none set.

use crate::language::Language;

/// The text in a language.
#[must_use]
pub fn text(language: Language) -> &'static str {
    match language {
        Language::Zh => include_str!("template.zh.toml"),
        Language::En => include_str!("template.en.toml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    /// Every line that is a commented key or table, without its mark.
    fn uncommented(text: &str) -> String {
        text.lines().map(|line| line.strip_prefix("#:").unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_template_says_nothing_and_its_examples_are_right() {
        let keys = |text: &str| -> Vec<String> {
            let keys = text.lines().filter_map(|line| line.strip_prefix("#:"));
            keys.map(|line| line.split('=').next().unwrap_or_default().trim().to_owned()).collect()
        };
        for language in [Language::Zh, Language::En] {
            let (said, faults) = config::read(text(language));
            assert!(faults.is_empty(), "{faults:?}");
            assert!(said.outputs.is_empty() && said.fail_on.is_none() && said.overrides.is_empty());
            let (said, faults) = config::read(&uncommented(text(language)));
            assert!(faults.is_empty(), "{faults:?}");
            assert!(said.outputs.len() == 2 && said.jobs.is_some() && said.overrides[0].year.is_some());
        }
        assert_eq!(keys(text(Language::Zh)), keys(text(Language::En)));
    }
}
