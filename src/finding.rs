//! Findings: what a check says of a report, in bytes of its text. Lines and columns are made when rendered.

pub use crate::fault::{Fault, Wording};

use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// How serious a finding is. The order is by weight, so that `max` is the gravest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Switched off: the rule is not run.
    Off,
    /// Worth knowing.
    Info,
    /// Probably to be corrected.
    Warning,
    /// To be corrected.
    Error,
}

impl Severity {
    /// The name in rulebooks and outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where a finding points.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Site {
    /// At something written.
    At(Span),
    /// At where something absent was looked for.
    MissingFrom(Span),
}

impl Site {
    /// The span, whichever kind.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::At(span) | Self::MissingFrom(span) => span,
        }
    }
}

/// A stretch of the text with a remark on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Label {
    /// The stretch.
    pub span: Span,
    /// The remark; may be empty.
    pub message: Wording,
    /// A value that would mend the report if written here.
    pub proposed: Option<String>,
}

/// The most findings of a rule that are listed: who has more has not written a report.
pub const MOST_FINDINGS: usize = 10_000;

/// What a check found: a finding without what the rule adds to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// What the rule iterated (a row, a column, a section); `None` where it iterated nothing: numbered `#n` in text
    /// order by the audit.
    pub instance: Option<String>,
    /// What it is about, in the rulebook's names: a section's id, `table.row.column`, a contact field. May be empty.
    pub subject: String,
    /// At most this severity, whatever the rule says; `None` leaves the rule's.
    pub at_most: Option<Severity>,
    /// What is wrong.
    pub message: Wording,
    /// What to do; empty leaves the rule's help.
    pub help: Wording,
    /// Values that the rule's own `message` may name in braces.
    pub values: BTreeMap<&'static str, String>,
    /// Where: the primary label.
    pub site: Site,
    /// The remark at the site.
    pub remark: Wording,
    /// A value that would mend the report if written at the site.
    pub proposed: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
    /// For an equation of sums, its operands, for finding the one cell that explains several broken equations.
    pub relation: Option<Relation>,
}

/// An equation of sums: the operands times their coefficients, and a constant, make nought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// The table it was asked of; may be empty.
    pub table: String,
    /// The row or column it was asked of; may be empty.
    pub instance: String,
    /// Its operands.
    pub terms: Vec<Term>,
    /// The sum: nought where it holds exactly.
    pub difference: rust_decimal::Decimal,
    /// Whether it holds, within its tolerance.
    pub holds: bool,
}

/// An operand of an equation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// In the rulebook's names: `table.row.column`, a figure's id.
    pub subject: String,
    /// As a reader calls it.
    pub label: String,
    /// Where it stands; none in another report.
    pub span: Option<Span>,
    /// Its value.
    pub value: rust_decimal::Decimal,
    /// What it is multiplied by.
    pub coefficient: rust_decimal::Decimal,
}

impl Hit {
    /// A hit at something written.
    #[must_use]
    pub fn at(span: Span, message: Wording) -> Self {
        Self::new(Site::At(span), message)
    }

    /// A hit for something absent, where it was looked for.
    #[must_use]
    pub fn missing(from: Span, message: Wording) -> Self {
        Self::new(Site::MissingFrom(from), message)
    }

    fn new(site: Site, message: Wording) -> Self {
        Self {
            instance: None,
            subject: String::new(),
            at_most: None,
            message,
            help: Wording::default(),
            values: BTreeMap::new(),
            site,
            remark: Wording::default(),
            proposed: None,
            labels: Vec::new(),
            relation: None,
        }
    }

    /// Name the subject.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    /// Name the instance.
    #[must_use]
    pub fn instance(mut self, instance: impl Into<String>) -> Self {
        self.instance = Some(instance.into());
        self
    }

    /// Lower the severity to at most this.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.at_most = Some(self.at_most.map_or(severity, |before| before.min(severity)));
        self
    }

    /// Say what to do.
    #[must_use]
    pub fn help(mut self, help: Wording) -> Self {
        self.help = help;
        self
    }

    /// The remark at the site.
    #[must_use]
    pub fn remark(mut self, remark: Wording) -> Self {
        self.remark = remark;
        self
    }

    /// A value for the rule's own `message`.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.insert(name, value.into());
        self
    }

    /// A further place with a remark.
    #[must_use]
    pub fn label(mut self, span: Span, message: Wording) -> Self {
        self.labels.push(Label { span, message, proposed: None });
        self
    }
}

/// A finding: a hit with what the rule says of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// What the rule iterated, or `#n` in text order.
    pub instance: String,
    /// Name of the check kind; the rule tells it where a finding comes from another process.
    #[serde(skip)]
    pub check: &'static str,
    /// What it is about, in the rulebook's names; may be empty.
    pub subject: String,
    /// How serious.
    pub severity: Severity,
    /// What is wrong.
    pub message: Wording,
    /// What to do; may be empty.
    pub help: Wording,
    /// The legal or customary basis, as cited.
    pub basis: String,
    /// Where: the primary label.
    pub site: Site,
    /// The remark at the site.
    pub remark: Wording,
    /// A value that would mend the report if written at the site.
    pub proposed: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What identifies it across edits elsewhere in the report; nought until the whole report is judged.
    pub fingerprint: Fingerprint,
    /// Why it does not count, where it was exempted: it stays a finding, and its rule failed.
    #[serde(skip)]
    pub exempt: Option<Exemption>,
}

impl Finding {
    /// What findings of a report are ordered by: position, then rule.
    #[must_use]
    pub fn order(&self) -> (Span, &str) {
        (self.site.span(), &self.rule)
    }
}

/// What identifies a finding: the same as long as the finding stays the same (`audit::fingerprint`). Written as 16
/// hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Fingerprint {
    /// Read 16 hexadecimal digits; none where it is something else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if digits { u64::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

/// Leave not to correct a finding, given by a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exemption {
    /// Why.
    pub reason: String,
    /// Who gave it, where that is said.
    pub by: Option<String>,
    /// The last day on which it holds, where it ends.
    pub until: Option<jiff::civil::Date>,
    /// What gave it.
    pub source: Source,
}

/// What an exemption was given by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A comment in the report: its number among the report's comments.
    Comment(usize),
    /// A fingerprint in a file of exemptions: its number among the entries of the run.
    Baseline(usize),
    /// A fragment of text in a file of exemptions: its number among the entries of the run.
    Fragment(usize),
}

impl Source {
    /// The name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Comment(_) => "comment",
            Self::Baseline(_) => "baseline",
            Self::Fragment(_) => "fragment",
        }
    }
}

/// How a rule ended for a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Verdict {
    /// Asked and satisfied.
    Pass,
    /// Asked and not satisfied.
    Fail,
    /// Not asked of this report: the reason.
    NotApplicable(Wording),
    /// Could not be answered: the reason.
    Undetermined(Wording),
}

impl Verdict {
    /// The name in outputs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotApplicable(_) => "not_applicable",
            Self::Undetermined(_) => "undetermined",
        }
    }
}
