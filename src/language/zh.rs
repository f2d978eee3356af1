//! Chinese: numerals, units, enumerators, organs, list words. One file a topic.

pub mod date;
pub mod heading;
pub mod numeral;
pub mod organ;
pub mod report;
pub mod unit;
