//! Tables that lost their grid: to be written.

use super::TableFact;
use super::line::Line;
use crate::fact::vocabulary::TableSpec;

/// What became of a table.
pub enum Answer {
    /// It was read, if only in part.
    Found(Box<TableFact>),
    /// Its labels are there and nothing could be read.
    Seen,
    /// It is not there.
    Absent,
}

/// Read a table from lines.
pub fn read(lines: &[Line], spec: &TableSpec) -> Answer {
    let _ = (lines, spec);
    Answer::Absent
}
