//! What the program knows of languages: numerals, units, enumerators, the endings of organs' names, list words. One
//! folder per language; engine and check kinds ask here and hold no words of their own.

pub mod en;
pub mod words;
pub mod zh;

/// A language that reports are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language of a code such as `zh` or `en`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}
