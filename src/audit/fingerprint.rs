//! Fingerprints: the same for a finding as long as it stays the same, wherever in its report it stands, so that a
//! list of known findings outlives edits elsewhere.
//!
//! A fingerprint is the 64-bit FNV-1a hash, in 16 hexadecimal digits, of these fields, each followed by a zero byte:
//! the rule, the instance (left out where it is only a number in text order, `#n`), the subject, and the text of the
//! primary label, folded and with personal data masked (left out where something is missing: what was looked through
//! changes with every edit). Where several findings of a report agree in all of these, the second one and those
//! behind it hash their ordinal too.

use super::{RuleOutcome, mask};
use crate::document::Document;
use crate::fact::fold;
use crate::finding::{Finding, Fingerprint, Site};
use crate::span::Span;
use std::collections::HashMap;

/// Give every finding of a report its fingerprint. Ordinals are counted in order of position, then rule.
pub(super) fn give(outcomes: &mut [RuleOutcome], document: &Document, masks: &[Span]) {
    let mut findings: Vec<&mut Finding> = outcomes.iter_mut().flat_map(|outcome| &mut outcome.findings).collect();
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut seen: HashMap<u64, u64> = HashMap::new();
    for finding in findings {
        let mut hash = Fnv::default();
        hash.field(&finding.rule);
        hash.field(if finding.instance.starts_with('#') { "" } else { &finding.instance });
        hash.field(&finding.subject);
        match finding.site {
            Site::At(span) => hash.field(&fold::fold_str(&mask::slice(document, masks, span))),
            Site::MissingFrom(_) => hash.field(""),
        }
        let seen = seen.entry(hash.0).or_default();
        *seen += 1;
        if *seen > 1 {
            hash.field(&seen.to_string());
        }
        finding.fingerprint = Fingerprint(hash.0);
    }
}

/// The fingerprint of a finding among those of all reports of a run: of the report's path and the finding's own.
#[must_use]
pub fn in_file(path: &str, fingerprint: Fingerprint) -> Fingerprint {
    let mut hash = Fnv::default();
    hash.field(path);
    hash.field(&fingerprint.to_string());
    Fingerprint(hash.0)
}

/// FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. Never changes between versions of Rust, as the
/// standard library's hashers may.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn field(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Fnv::default();
        hash.field("foobar");
        // The published value of "foobar", taken one zero byte further.
        assert_eq!(hash.0, 0x8594_4171_f739_67e8_u64.wrapping_mul(0x0000_0100_0000_01b3));
    }
}
