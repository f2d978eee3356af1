//! The names that a series is made of: `教育、医疗和就业`, with the readings that are possible where 、 or 和 may stand
//! inside a name as well as between two. Which of the readings is meant is for whoever knows the names, or the number
//! that was announced, to say; where several fit, none is wrong.

use super::clause::depth;
use crate::language::zh::announce::{ends_name, enumerator};
use crate::language::zh::tally;
use std::ops::Range;

/// A stretch between two gaps of a series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Atom {
    /// Where it stands in the text.
    pub at: Range<usize>,
    /// What stands before it.
    pub before: Gap,
}

/// What stands before a piece of a series, from what surely parts two names to what may stand inside one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gap {
    /// 和, 及, 与, 以及 between words.
    Weak,
    /// 、
    Pause,
    /// A comma.
    Comma,
    /// A semicolon, an enumerator, the beginning.
    Strong,
}

/// The pieces of a series that stands in a range of a text. What stands in brackets, quotation marks or a title belongs
/// to the piece around it.
#[must_use]
pub fn atoms(text: &str, range: &Range<usize>) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    let mut before = Gap::Strong;
    let (mut fresh, mut inside) = (true, 0_i32);
    while at < range.end {
        let rest = &text[at..range.end];
        let marker = if std::mem::take(&mut fresh) { enumerator(rest) } else { 0 };
        if marker > 0 {
            at += marker;
            start = at;
            before = Gap::Strong;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        inside = (inside + depth(c)).max(0);
        let (gap, length) = if inside == 0 && depth(c) == 0 { gap_at(rest) } else { (None, c.len_utf8()) };
        let Some(gap) = gap else {
            at += length;
            continue;
        };
        push(text, &mut atoms, start..at, before);
        // 、以及 and ,和 are one gap: the stronger.
        before = if start == at { before.max(gap) } else { gap };
        at += length;
        start = at;
        fresh = gap != Gap::Weak;
    }
    push(text, &mut atoms, start..range.end, before);
    atoms
}

fn push(text: &str, atoms: &mut Vec<Atom>, at: Range<usize>, before: Gap) {
    if text.get(at.clone()).is_some_and(|said| said.contains(char::is_alphanumeric)) {
        atoms.push(Atom { at, before });
    }
}

/// The gap that a text begins with and its length; without one, the length of the first character.
fn gap_at(text: &str) -> (Option<Gap>, usize) {
    for (mark, gap) in [(";", Gap::Strong), (",", Gap::Comma), ("、", Gap::Pause), ("以及", Gap::Weak)] {
        if text.starts_with(mark) {
            return (Some(gap), mark.len());
        }
    }
    match text.chars().next() {
        Some(c @ ('和' | '及' | '与' | '或' | '暨')) => (Some(Gap::Weak), c.len_utf8()),
        Some(c) => (None, c.len_utf8()),
        None => (None, 1),
    }
}

/// The names of a series without commas.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Names {
    /// The names, 、 between them.
    pub names: Vec<Range<usize>>,
    /// The fewest that they may be: a name without the noun that the others end in may go together with the next
    /// (被申请行政复议、提起行政诉讼情况).
    pub fewest: usize,
    /// The most that they may be: each 和 may join two.
    pub most: usize,
    /// Whether 等 leaves more out.
    pub open: bool,
}

/// The names that a text is made of, where 、 stands between at least two; none where a bracket is left open or a name is
/// empty.
#[must_use]
pub fn names(text: &str) -> Option<Names> {
    let said = text.trim_end_matches('等');
    let step = |inside: i32, c: char| Some(inside + depth(c)).filter(|inside| *inside >= 0);
    let inside = said.chars().try_fold(0_i32, step);
    if inside != Some(0) || said.ends_with('、') || said.starts_with('、') || said.contains("、、") {
        return None;
    }
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut joins = 0;
    for atom in atoms(said, &(0..said.len())) {
        match (atom.before, names.last_mut()) {
            (Gap::Weak, Some(last)) => {
                joins += 1;
                last.end = atom.at.end;
            }
            _ => names.push(atom.at),
        }
    }
    let halves = halves(said, &names);
    let (count, open) = (names.len(), said.len() < text.len());
    (count > 1).then_some(Names { fewest: (count - halves).max(1), most: count + joins, names, open })
}

/// How many names may be the first half of the next: where most end in a noun that closes a name (情况, 措施), one that
/// does not is not surely a name.
fn halves(text: &str, names: &[Range<usize>]) -> usize {
    let closed = names.iter().filter(|name| ends_name(&text[(*name).clone()])).count();
    if closed * 2 < names.len() || closed < 2 {
        0
    } else {
        names[..names.len() - 1].iter().filter(|name| !ends_name(&text[(*name).clone()])).count()
    }
}

/// The names that stand directly before a number and are what it counts: `教育、医疗、就业等三个领域`. None where the last of
/// them ends in what is done with the number (`以图解、动画等形式发布16条`), so that they are no apposition to it.
#[must_use]
pub fn before_number(clause: &str) -> Option<Names> {
    let bare = clause.trim_end_matches(['这', '共']);
    let found = names(bare)?;
    let said = |name: &Range<usize>| &bare[name.clone()];
    let (last, others) = found.names.split_last()?;
    let last = said(last).trim_end_matches(['了', '过', '出']);
    // 等 inside the last name closed the series before the number.
    let closed_before = last.contains('等') && !tally::is_rank(last);
    // A verb alone is a name among others (起草、审核、签发), and so is one that all end in. Else a verb takes the number for
    // its object where the names are of an adverbial (以A、B形式发布), or where it can only link them to it (分为).
    let shared = |verb: &str| verb == last || others.iter().any(|other| said(other).ends_with(verb));
    let adverbial = others.first().is_some_and(|first| tally::opens_adverbial(said(first)));
    let acts = tally::predicate(last).is_some_and(|verb| !shared(verb) && (adverbial || tally::links(verb)));
    (!closed_before && !acts).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_be_fewer_or_more() {
        for (text, expected) in [
            ("教育、医疗、就业", Some((3, 3))),
            ("教育、医疗和就业", Some((2, 3))),
            ("总体情况、被申请行政复议、提起行政诉讼情况、主要问题", Some((3, 4))),
            ("甲(乙、丙)、丁", Some((2, 2))),
            ("甲“乙、丙”", None),
            ("甲、、乙", None),
            ("甲(乙、丙", None),
        ] {
            let found = names(text).map(|names| (names.fewest, names.most));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_is_done_with_a_number_is_no_name_before_it() {
        for (text, fits) in [
            ("教育、医疗、就业等", true),
            ("以图解、动画、视频等形式发布", false),
            ("通过网站、微信、电子屏公开的信息分为", false),
            ("主动公开、依申请公开", true),
            ("围绕稳定增长、加快建设", false),
        ] {
            assert_eq!(before_number(text).is_some(), fits, "{text}");
        }
    }

    #[test]
    fn what_stands_in_brackets_parts_nothing() {
        let text = "概述、诉讼的情况(公民、法人和其他组织)、收费以及问题";
        let found: Vec<&str> = atoms(text, &(0..text.len())).into_iter().map(|atom| &text[atom.at]).collect();
        assert_eq!(found, ["概述", "诉讼的情况(公民、法人和其他组织)", "收费", "问题"]);
    }
}
