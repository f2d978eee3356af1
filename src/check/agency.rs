//! `check.agency`: the report speaks of its own agency.
//!
//! ```toml
//! check.agency = { in = ["contact", "site", "self", "signature", "prose"] }
//! ```

use super::param::Fields;
use super::{Context, Outcome};

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    places: Vec<Place>,
}

/// Where the report speaks of an agency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Contact,
    Site,
    Own,
    Signature,
    Prose,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let places = fields.some_of(
        "in",
        &[
            ("contact", Place::Contact),
            ("site", Place::Site),
            ("self", Place::Own),
            ("signature", Place::Signature),
            ("prose", Place::Prose),
        ],
    );
    Params { places }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let _ = (&params.places, context);
    Outcome::of(Vec::new())
}
