//! Totals of a batch, kept while its entries stream by: one line a rule at most, however many reports there are.

use super::Entry;
use super::figures::Figures;
use super::roster::coverage::Coverage;
use crate::audit::{Audit, RuleOutcome};
use crate::check::date::deadline::Overdue;
use crate::finding::{Severity, Verdict, Wording};
use std::collections::BTreeMap;

/// Unread files that are remembered by name.
const UNREAD: usize = 1000;

/// Totals of a batch.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Reports, those unread included.
    pub reports: usize,
    /// Reports that could not be read or judged.
    pub unreadable: usize,
    /// Of those, the paths and why, up to a thousand.
    pub unread: Vec<(String, Wording)>,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are worth knowing.
    pub infos: usize,
    /// Findings that do not count, since they were exempted; they are among none of the above.
    pub exempted: usize,
    /// Rules, over all reports, that could not be answered.
    pub undetermined: usize,
    /// Rules, over all reports, that were answered: pass or fail.
    pub answered: usize,
    /// Rules, over all reports, that were asked: answered or undetermined.
    pub asked: usize,
    /// The undetermined rules by id: how often, and the first reason.
    pub reasons: BTreeMap<String, (usize, Wording)>,
    /// Entries of files of exemptions that meant a report, by number, and whether a finding needed them.
    pub exemptions: BTreeMap<usize, bool>,
    /// The gravest finding.
    pub worst: Option<Severity>,
    /// Reports that were published after their deadline, in the order of the run.
    pub late: Vec<Late>,
    /// Whose reports were there, where a roster was given.
    pub roster: Option<Coverage>,
    /// What charts are drawn from, where an output has any.
    pub figures: Option<Box<Figures>>,
}

/// A report that was published after its deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The report.
    pub path: String,
    /// Whose it is, where it could be told.
    pub agency: Option<String>,
    /// The days.
    pub overdue: Overdue,
}

impl Tally {
    /// Totals that are yet to be counted; `charted` where an output has charts.
    #[must_use]
    pub fn new(charted: bool) -> Self {
        Self { figures: charted.then(Box::default), ..Self::default() }
    }

    /// Count an entry. Findings below `least` are not counted, though they keep their weight in `worst`.
    pub fn add(&mut self, entry: &Entry, least: Severity) {
        if let Some(figures) = &mut self.figures {
            figures.add(entry, least);
        }
        match entry {
            Entry::Unread(unread) => {
                self.reports += 1;
                self.unreadable += 1;
                self.unread.push((unread.path.clone(), unread.error.clone()));
            }
            Entry::Judged(audit) => {
                self.reports += 1;
                self.late.extend(audit.overdue.map(|overdue| Late {
                    path: audit.document.path.clone(),
                    agency: audit.agency.clone(),
                    overdue,
                }));
                audit.outcomes.iter().for_each(|outcome| self.rule(outcome));
                self.exemptions.extend(audit.exemptions.iter().copied());
                self.findings(audit, least);
            }
            Entry::Exemptions(audit) => self.findings(audit, least),
        }
    }

    /// Count how a rule ended.
    fn rule(&mut self, outcome: &RuleOutcome) {
        match &outcome.verdict {
            Verdict::Pass | Verdict::Fail => {
                self.asked += 1;
                self.answered += 1;
            }
            Verdict::Undetermined(reason) => {
                self.asked += 1;
                self.undetermined += 1;
                self.reasons.entry(outcome.rule.clone()).or_insert_with(|| (0, reason.clone())).0 += 1;
            }
            Verdict::NotApplicable(_) => {}
        }
    }

    /// Count findings.
    fn findings(&mut self, audit: &Audit, least: Severity) {
        self.worst = self.worst.max(audit.worst());
        let findings = audit.outcomes.iter().flat_map(|outcome| &outcome.findings);
        for finding in findings.filter(|finding| finding.severity >= least) {
            if finding.exempt.is_some() {
                self.exempted += 1;
                continue;
            }
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
                Severity::Off => {}
            }
        }
    }

    /// Add the totals of another.
    pub fn join(&mut self, other: Self) {
        self.reports += other.reports;
        self.unreadable += other.unreadable;
        let room = UNREAD.saturating_sub(self.unread.len());
        self.unread.extend(other.unread.into_iter().take(room));
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.exempted += other.exempted;
        for (entry, needed) in other.exemptions {
            *self.exemptions.entry(entry).or_default() |= needed;
        }
        self.undetermined += other.undetermined;
        self.answered += other.answered;
        self.asked += other.asked;
        self.worst = self.worst.max(other.worst);
        self.late.extend(other.late);
        if let (Some(figures), Some(other)) = (&mut self.figures, other.figures) {
            figures.join(*other);
        }
        for (rule, (count, reason)) in other.reasons {
            self.reasons.entry(rule).or_insert_with(|| (0, reason)).0 += count;
        }
    }
}
