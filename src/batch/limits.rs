//! What a batch spends on one input at most. Each limit has a flag, by which messages name it.

use crate::finding::Wording;
use std::time::Duration;

/// The limits of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest file that is read, in bytes; a member of an archive counts as a file.
    pub size: u64,
    /// The most entries of an archive.
    pub entries: u64,
    /// The most bytes of an archive's members together, inflated.
    pub inflated: u64,
    /// How many times its packed size a member may be, from a megabyte on.
    pub ratio: u64,
    /// The longest that a conversion may take.
    pub conversion: Duration,
    /// The most memory that the process takes in which a file is read and judged, in bytes.
    pub memory: u64,
    /// The longest that reading and judging a file may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size: 64 << 20,
            entries: 10_000,
            inflated: 1 << 30,
            ratio: 200,
            conversion: Duration::from_secs(60),
            memory: 2 << 30,
            time: Duration::from_secs(60),
        }
    }
}

/// Says that a limit was exceeded.
#[must_use]
pub fn over(flag: &str, limit: u64) -> Wording {
    Wording::new(format!("超出限制 {flag}({limit})"), format!("over the limit {flag} ({limit})"))
}
