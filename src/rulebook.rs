//! Rulebooks, compiled: what a regulation requires of a report, always valid.
//!
//! The TOML form is read in `schema` with spans and every fault gathered, taken over along `extends`, and compiled
//! here. The built-in ones are embedded (`builtin`).

pub mod adjust;
pub mod builtin;
pub mod load;
pub mod rule;
pub mod schema;
pub mod skeleton;
pub mod vocabulary;

use crate::check::Check;
use crate::check::condition::Condition;
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Severity, Wording};
use crate::lexicon::pattern::Pattern;
use crate::span::Span;

/// A compiled rulebook.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Id, kebab-case.
    pub id: String,
    /// Version of its content.
    pub version: String,
    /// Title, in the rulebook's language; English where given.
    pub title: Wording,
    /// The report years it governs, both ends included.
    pub years: Years,
    /// Whether `--rulebook auto` may choose it.
    pub auto: bool,
    /// The rulebooks it extends, nearest first.
    pub extends: Vec<String>,
    /// Citations by key, those taken over included.
    pub basis: std::collections::BTreeMap<String, String>,
    /// How a report is begun, where it says so or takes it over.
    pub skeleton: Option<skeleton::Skeleton>,
    /// The names that its rules use, those taken over included.
    pub vocabulary: Vocabulary,
    /// Its rules, those taken over first, each where its first rulebook put it.
    pub rules: Vec<Rule>,
}

/// A span of report years; an end that is absent is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Years {
    /// First year.
    pub from: Option<i32>,
    /// Last year.
    pub to: Option<i32>,
}

impl Years {
    /// Whether a year lies within.
    #[must_use]
    pub fn contains(self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Id, kebab-case, unique in the rulebook.
    pub id: String,
    /// What it asks, in a line.
    pub title: Wording,
    /// How serious a finding is; `Off` for a rule that was switched off.
    pub severity: Severity,
    /// Why a child changed or switched it off.
    pub reason: Option<String>,
    /// The basis, as cited.
    pub basis: String,
    /// On what it depends.
    pub when: Condition,
    /// What lowers its findings to info.
    pub excused: Option<Excused>,
    /// The check.
    pub check: Check,
    /// The rule's own message, with values in braces.
    pub message: Option<Wording>,
    /// The rule's own help.
    pub help: Wording,
    /// Examples.
    pub examples: Vec<Example>,
    /// Id of the rulebook that defines it.
    pub defined_in: String,
    /// Id of the rulebook that asks it anew: a child that changed its check or on what it depends.
    pub changed_in: Option<String>,
    /// Where it is defined: the span of its id in that rulebook's text.
    pub span: Span,
}

/// What lowers a rule's findings to info: words said near other words.
#[derive(Clone, Debug)]
pub struct Excused {
    /// What is said.
    pub said: Pattern,
    /// The words it is said near: in the same sentence. Anywhere where empty.
    pub near: Vec<Pattern>,
}

/// An example of a rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// What the rule must answer.
    pub expect: Expect,
    /// A text, as a report or as a passage.
    pub text: Option<String>,
    /// The report's year.
    pub year: Option<i32>,
    /// Its kind of body.
    pub body: Option<String>,
    /// Its agency.
    pub agency: Option<String>,
    /// Cells, by `row.column` of the rule's table or `table.row.column`, as written.
    pub cells: Vec<(String, String)>,
    /// Figures by id, as written.
    pub figures: Vec<(String, String)>,
    /// Last year's report: its text, cells and figures.
    pub previous: Option<Box<Example>>,
    /// The reports below it.
    pub members: Vec<Example>,
    /// Other reports of its batch, of other agencies.
    pub siblings: Vec<Example>,
    /// How many reports a roster names below it; as many as there are where not said.
    pub expected: Option<usize>,
    /// The day it was published.
    pub published: Option<jiff::civil::Date>,
    /// In an example of `fail`: each of these must lie under a label.
    pub marks: Vec<String>,
    /// Id of the rulebook in whose text it stands: the rule's own, or a child's that changed the rule.
    pub stands_in: String,
    /// Where it stands in that text.
    pub span: Span,
}

/// What a rule must answer to an example.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expect {
    /// Pass.
    Pass,
    /// Fail.
    Fail,
    /// Undetermined.
    Undetermined,
}
