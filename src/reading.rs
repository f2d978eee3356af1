//! What a reader knows of a text before any rulebook is asked: numbers, dates, enumerations, clauses, the names that a
//! series is made of. Needs a language and no rulebook; each is read once, and whoever needs a number, a clause or the
//! names of a list asks here.

pub mod clause;
pub mod contents;
pub mod date;
pub mod list;
pub mod numeral;
pub mod series;
