//! Severities of rules changed from outside of a rulebook: what an office's configuration says of them. The content of
//! the rulebook stays as it is.

use super::Rulebook;
use crate::finding::Severity;
use std::sync::Arc;

/// What is said of a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its id.
    pub rule: String,
    /// How serious it is from now on.
    pub severity: Severity,
    /// Why; a rule is not switched off without.
    pub reason: Option<String>,
}

/// A rulebook with changed severities; the same one where none of its rules is concerned.
#[must_use]
pub fn adjusted(book: &Arc<Rulebook>, changes: &[Change]) -> Arc<Rulebook> {
    let concerned = |change: &&Change| book.rules.iter().any(|rule| rule.id == change.rule);
    let changes: Vec<&Change> = changes.iter().filter(concerned).collect();
    if changes.is_empty() {
        return Arc::clone(book);
    }
    let mut changed = Rulebook::clone(book);
    for change in changes {
        for rule in changed.rules.iter_mut().filter(|rule| rule.id == change.rule) {
            rule.severity = change.severity;
            rule.reason = change.reason.clone().or(rule.reason.take());
        }
    }
    Arc::new(changed)
}
