//! Chinese: numerals, units, enumerators, organs, list words. One file a topic.

pub mod numeral;
pub mod unit;
