//! What charts are drawn from: a line a rule and the reports with the most findings, kept while entries stream by and
//! bounded however many there are. Draws nothing.

use super::Entry;
use crate::audit::{Audit, RuleOutcome};
use crate::finding::{Severity, Verdict, Wording};
use crate::rulebook::Rulebook;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many reports with the most findings are kept.
pub const HEAVIEST: usize = 15;

/// What charts are drawn from.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Reports by verdict.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// Those of them that failed and have no finding that was not exempted.
    pub exempted: usize,
    /// Rules by id, with how they ended over all reports.
    pub rules: BTreeMap<String, Answers>,
    /// The rulebooks that reports were judged by, by id: what the rules ask.
    pub books: BTreeMap<String, Arc<Rulebook>>,
    /// The reports with the most findings, the first the worst; at most [`HEAVIEST`].
    pub heaviest: Vec<Heavy>,
}

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are worth knowing.
    pub infos: usize,
}

/// How a rule ended over all reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Reports that satisfy it.
    pub pass: usize,
    /// Reports that do not.
    pub fail: usize,
    /// Reports of which it was not asked.
    pub not_applicable: usize,
    /// Reports for which it could not be answered.
    pub undetermined: usize,
    /// Its findings.
    pub findings: Weight,
}

/// A report with its findings counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heavy {
    /// Its path.
    pub path: String,
    /// Its agency.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// Its findings.
    pub findings: Weight,
}

impl Weight {
    /// Findings of outcomes from a severity on, without those that were exempted.
    #[must_use]
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a RuleOutcome>, least: Severity) -> Self {
        let mut weight = Self::default();
        let findings = outcomes.into_iter().flat_map(|outcome| &outcome.findings);
        for finding in findings.filter(|finding| finding.severity >= least && finding.exempt.is_none()) {
            match finding.severity {
                Severity::Error => weight.errors += 1,
                Severity::Warning => weight.warnings += 1,
                Severity::Info => weight.infos += 1,
                Severity::Off => {}
            }
        }
        weight
    }

    /// All findings.
    #[must_use]
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.infos
    }

    fn join(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }
}

impl Answers {
    /// Count an outcome.
    fn add(&mut self, outcome: &RuleOutcome, least: Severity) {
        match outcome.verdict {
            Verdict::Pass => self.pass += 1,
            Verdict::Fail => self.fail += 1,
            Verdict::NotApplicable(_) => self.not_applicable += 1,
            Verdict::Undetermined(_) => self.undetermined += 1,
        }
        self.findings.join(Weight::of([outcome], least));
    }

    fn join(&mut self, other: Self) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.not_applicable += other.not_applicable;
        self.undetermined += other.undetermined;
        self.findings.join(other.findings);
    }
}

impl Figures {
    /// Count an entry.
    pub fn add(&mut self, entry: &Entry, least: Severity) {
        match entry {
            Entry::Unread(_) => *self.verdicts.entry("unreadable").or_default() += 1,
            Entry::Judged(audit) => self.judged(audit, least),
            Entry::Exemptions(_) => {}
        }
    }

    fn judged(&mut self, audit: &Audit, least: Severity) {
        *self.verdicts.entry(audit.verdict()).or_default() += 1;
        self.exempted += usize::from(audit.is_exempted());
        if let Some(book) = &audit.book {
            self.books.entry(book.id.clone()).or_insert_with(|| Arc::clone(book));
        }
        for outcome in &audit.outcomes {
            self.rules.entry(outcome.rule.clone()).or_default().add(outcome, least);
        }
        self.heaviest.extend(heavy(audit, least));
        self.settle();
    }

    /// What a rule asks, by the first rulebook that has it.
    #[must_use]
    pub fn title(&self, rule: &str) -> Option<&Wording> {
        self.books.values().find_map(|book| book.rules.iter().find(|other| other.id == rule)).map(|rule| &rule.title)
    }

    /// Add the figures of another, whose entries came later.
    pub fn join(&mut self, other: Self) {
        self.exempted += other.exempted;
        for (verdict, count) in other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
        for (id, book) in other.books {
            self.books.entry(id).or_insert(book);
        }
        for (rule, answers) in other.rules {
            self.rules.entry(rule).or_default().join(answers);
        }
        self.heaviest.extend(other.heaviest);
        self.settle();
    }

    /// Keep the heaviest; of equals the one that came first.
    fn settle(&mut self) {
        let key = |heavy: &Heavy| (heavy.findings.total(), heavy.findings.errors, heavy.findings.warnings);
        self.heaviest.sort_by_key(|heavy| std::cmp::Reverse(key(heavy)));
        self.heaviest.truncate(HEAVIEST);
    }
}

/// A report with its findings, where it has any.
fn heavy(audit: &Audit, least: Severity) -> Option<Heavy> {
    let findings = Weight::of(&audit.outcomes, least);
    let (path, agency) = (audit.document.path.clone(), audit.agency.clone());
    (findings.total() > 0).then_some(Heavy { path, agency, year: audit.year, findings })
}
