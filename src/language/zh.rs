//! Chinese: numerals, units, enumerators, organs, list words. One file a topic.

pub mod agency;
pub mod announce;
pub mod attachment;
pub mod balance;
pub mod closing;
pub mod contact;
pub mod date;
pub mod ending;
pub mod heading;
pub mod layout;
pub mod marker;
pub mod nothing;
pub mod numeral;
pub mod organ;
pub mod page;
pub mod partition;
pub mod period;
pub mod private;
pub mod report;
pub mod share;
pub mod spelling;
pub mod sum;
pub mod table;
pub mod tally;
pub mod time;
pub mod unit;
