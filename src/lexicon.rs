//! Words, and what is looked for with them: patterns of rulebooks, and the anchors by which one pass over a text tells
//! where each of them can match at all.
//!
//! A pattern is never run over a report. Its anchors (literals of which every match holds one) stand in one automaton
//! with those of all other rules; the pattern is compiled when one of them is met for the first time, and runs only
//! around the places where they stand. What a report costs does not depend on the number of rules.

pub mod anchor;
mod expand;
mod need;
pub mod pattern;
