//! What is wrong with a file that the user wrote, and texts in the program's two languages.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A text in the program's two languages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Wording {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Wording {
    /// Both languages.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same text in both, for what is quoted.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }
}

/// A fault of a rulebook or another TOML file that the user wrote, with its place in that file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where in the TOML text.
    pub span: Span,
    /// What is wrong.
    pub message: Wording,
    /// What to do; may be empty.
    pub help: Wording,
}

impl Fault {
    /// A fault without help.
    #[must_use]
    pub fn new(span: Span, message: Wording) -> Self {
        Self { span, message, help: Wording::default() }
    }

    /// Say what to do.
    #[must_use]
    pub fn help(mut self, help: Wording) -> Self {
        self.help = help;
        self
    }
}
