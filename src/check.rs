//! Check kinds: what a rule may ask. A kind knows no regulation; what it asks comes from the rulebook.
//!
//! A kind is a file with its parameters (`Params`, read from TOML by `compile`) and its question (`run`). This module
//! holds the two matches over all kinds: compile and run.

pub mod agency;
pub mod agreement;
pub mod breakdown;
pub mod condition;
pub mod contact;
pub mod count;
pub mod date;
pub mod declared;
pub mod equation;
pub mod expression;
pub mod length;
pub mod numbering;
pub mod order;
pub mod param;
pub mod period;
pub mod phrase;
pub mod privacy;
pub mod reference;
pub mod section;
pub mod share;
pub mod similar;
pub mod table;
#[cfg(test)]
pub mod testing;
pub mod title;
pub mod truncated;

use crate::fact::Facts;
use crate::finding::{Hit, Verdict, Wording};
use param::Fields;

/// What a check may look at: the report's facts and what was given beside it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The report.
    pub facts: &'a Facts<'a>,
    /// Last year's report of the same agency.
    pub previous: Option<&'a Facts<'a>>,
    /// The reports below this one, where a roster names them.
    pub members: Option<Members<'a>>,
    /// Other reports of the batch, for text copied from a sibling.
    pub siblings: &'a [&'a Facts<'a>],
    /// The day the report was published.
    pub published: Option<jiff::civil::Date>,
}

/// The reports below one.
#[derive(Clone, Copy, Debug)]
pub struct Members<'a> {
    /// Those that were given.
    pub reports: &'a [&'a Facts<'a>],
    /// How many the roster names.
    pub expected: usize,
}

/// How a check ended: a verdict and, where it failed, its hits.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// What was found, in text order. Empty unless the verdict is fail.
    pub hits: Vec<Hit>,
}

impl Outcome {
    /// Fail with hits, or pass without any.
    #[must_use]
    pub fn of(hits: Vec<Hit>) -> Self {
        let verdict = if hits.is_empty() { Verdict::Pass } else { Verdict::Fail };
        Self { verdict, hits }
    }

    /// Not asked of this report.
    #[must_use]
    pub fn not_applicable(reason: Wording) -> Self {
        Self { verdict: Verdict::NotApplicable(reason), hits: Vec::new() }
    }

    /// Could not be answered.
    #[must_use]
    pub fn undetermined(reason: Wording) -> Self {
        Self { verdict: Verdict::Undetermined(reason), hits: Vec::new() }
    }

    /// Fail with hits; without any, undetermined where there is a reason; else pass.
    #[must_use]
    pub fn or_undetermined(hits: Vec<Hit>, reason: Option<Wording>) -> Self {
        match reason {
            Some(reason) if hits.is_empty() => Self::undetermined(reason),
            _ => Self::of(hits),
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $module:ident),* $(,)?) => {
        /// A compiled check: one variant a kind.
        #[derive(Clone, Debug)]
        #[allow(missing_docs)]
        pub enum Check {
            $($variant($module::Params)),*
        }

        impl Check {
            /// The names of all kinds, as rulebooks have them.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($module)),*];

            /// The name of this check's kind.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($module)),*
                }
            }

            /// Read a kind's parameters; `None` where there is no kind of that name. Faults go to `fields`.
            pub fn compile(kind: &str, fields: &mut Fields<'_>) -> Option<Self> {
                match kind {
                    $(stringify!($module) => Some(Self::$variant($module::compile(fields))),)*
                    _ => None,
                }
            }

            /// Ask it of a report.
            #[must_use]
            pub fn run(&self, context: &Context<'_>) -> Outcome {
                match self {
                    $(Self::$variant(params) => $module::run(params, context)),*
                }
            }
        }
    };
}

kinds! {
    Section section,
    Order order,
    Declared declared,
    Title title,
    Period period,
    Contact contact,
    Equation equation,
    Table table,
    Breakdown breakdown,
    Share share,
    Count count,
    Numbering numbering,
    Agreement agreement,
    Phrase phrase,
    Date date,
    Agency agency,
    Truncated truncated,
    Length length,
    Privacy privacy,
    Reference reference,
    Similar similar,
}
