//! `when`: on what a rule depends: body, year, section, cells, figures.

use super::Context;
use super::param::Fields;
use crate::finding::Wording;

/// A compiled `when`. Without any key it always holds.
#[derive(Clone, Debug, Default)]
pub struct Condition {}

/// Whether a condition holds of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not: the rule is not applicable, for this reason.
    No(Wording),
    /// It cannot be told: the rule is undetermined, for this reason.
    Unknown(Wording),
}

/// Read a `when` table.
pub fn compile(fields: &mut Fields<'_>) -> Condition {
    let _ = fields;
    Condition::default()
}

impl Condition {
    /// Ask it of a report.
    #[must_use]
    pub fn holds(&self, context: &Context<'_>) -> Holds {
        let _ = context;
        Holds::Yes
    }
}
