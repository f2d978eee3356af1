//! English: what the checks need of it. One file a topic.

pub mod date;
pub mod ending;
pub mod heading;
pub mod marker;
pub mod report;
pub mod table;
