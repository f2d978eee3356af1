//! One report judged by one rulebook: every rule answers.

pub mod choose;
pub mod example;

use crate::document::Document;
use crate::finding::{Finding, Severity, Verdict};
use crate::span::Span;

/// A report as judged.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The report.
    pub document: Document,
    /// Id of the rulebook.
    pub rulebook: String,
    /// Version of the rulebook.
    pub rulebook_version: String,
    /// The year reported on, where it could be told.
    pub year: Option<i32>,
    /// The agency, where it could be told.
    pub agency: Option<String>,
    /// The kind of body, where it could be told.
    pub body: Option<String>,
    /// Every rule of the rulebook that is not switched off, in its order.
    pub outcomes: Vec<RuleOutcome>,
    /// Stretches of personal data, in order: masked in every output.
    pub masks: Vec<Span>,
}

/// How a rule ended.
#[derive(Clone, Debug)]
pub struct RuleOutcome {
    /// Id of the rule.
    pub rule: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Its findings, in text order.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// All findings in order of position, then rule.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.outcomes.iter().flat_map(|outcome| &outcome.findings).collect();
        findings.sort_by(|a, b| {
            let key = |finding: &&Finding| (finding.site.span().start, finding.site.span().end);
            key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
        });
        findings
    }

    /// The gravest severity among the findings.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.outcomes.iter().flat_map(|outcome| &outcome.findings).map(|finding| finding.severity).max()
    }

    /// The report's verdict: fail before undetermined before pass before not applicable.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        let any = |wanted: fn(&Verdict) -> bool| self.outcomes.iter().any(|outcome| wanted(&outcome.verdict));
        if any(|verdict| matches!(verdict, Verdict::Fail)) {
            "fail"
        } else if any(|verdict| matches!(verdict, Verdict::Undetermined(_))) {
            "undetermined"
        } else if any(|verdict| matches!(verdict, Verdict::Pass)) {
            "pass"
        } else {
            "not_applicable"
        }
    }
}
