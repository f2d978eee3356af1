//! `check.equation`: to be written.

use super::param::Fields;
use super::{Context, Outcome};

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {}

impl Params {
    /// The table that names without one belong to.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        None
    }
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let _ = fields;
    Params {}
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let _ = (params, context);
    Outcome::of(Vec::new())
}
