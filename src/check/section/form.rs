//! The form of headings: no heading without anything under it, and titles as they are prescribed or accepted. Whether a required
//! section is there and says something is asked elsewhere.

use crate::document::MarkerStyle;
use crate::fact::Facts;
use crate::fact::fold::Source;
use crate::fact::section::Match;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::marker::marker_at;
use std::ops::Range;

use super::body::is_unclear;

/// The longest lead of a paragraph that stands for a heading, in characters: (三)政府信息管理。
const LEAD: usize = 16;

/// The fewest characters behind such a lead that make it a heading.
const BEHIND: usize = 20;

/// Headings, sections of the vocabulary left out, under which nothing stands; and leads of paragraphs that stand for
/// headings, where their neighbours go on and one does not.
pub fn unfilled(facts: &Facts<'_>) -> Vec<Hit> {
    let outline = &facts.sections.outline;
    let headings = outline.iter().enumerate().filter(|(at, heading)| {
        let section = facts.sections.found.iter().any(|found| found.title == heading.title);
        let text = facts.prose.text.get(facts.prose.range(heading.body)).unwrap_or_default();
        heading.marker.is_some()
            && *at + 1 < outline.len()
            && !section
            && !text.contains(char::is_alphanumeric)
            && !is_unclear(outline, *at)
    });
    let mut hits: Vec<Hit> = headings.map(|(_, heading)| hit(facts, facts.prose.range(heading.title))).collect();
    hits.extend(leads(facts).into_iter().map(|lead| hit(facts, lead)));
    hits
}

fn hit(facts: &Facts<'_>, at: Range<usize>) -> Hit {
    let title = facts.prose.text.get(at.clone()).unwrap_or_default().trim().to_owned();
    let message =
        Wording::new(format!("标题“{title}”下没有内容"), format!("nothing stands under the heading “{title}”"));
    Hit::at(facts.prose.source(at), message).at_most(Severity::Warning).subject(title)
}

/// Paragraphs that are no more than a numbered lead, between neighbours of the next numbers that go on behind theirs.
fn leads(facts: &Facts<'_>) -> Vec<Range<usize>> {
    let prose = &facts.prose;
    let blocks: Vec<&str> = prose
        .pieces
        .iter()
        .map(|piece| match piece.source {
            Source::Block(_) => prose.text.get(piece.range.clone()).unwrap_or_default().trim(),
            Source::Cell(..) => "",
        })
        .collect();
    let found = blocks.windows(3).zip(prose.pieces.get(1..).unwrap_or_default()).filter_map(|(near, piece)| {
        let [before, this, after] = *near else { return None };
        let (first, second, third) = (Lead::of(before)?, Lead::of(this)?, Lead::of(after)?);
        let row = first.number.checked_add(1)? == second.number && second.number.checked_add(1)? == third.number;
        let alike = first.style == second.style && second.style == third.style;
        let bare = first.behind >= BEHIND && third.behind >= BEHIND && second.behind == 0;
        (row && alike && bare).then(|| piece.range.clone())
    });
    found.collect()
}

/// A paragraph that begins with an enumerator and a short lead.
struct Lead {
    style: MarkerStyle,
    number: u32,
    /// Characters behind the lead.
    behind: usize,
}

impl Lead {
    fn of(paragraph: &str) -> Option<Self> {
        let (style, number, length) = marker_at(paragraph)?;
        // Items of a list (1. 2.) may be short; only the numbers of chapters and their parts make a heading.
        if !matches!(style, MarkerStyle::Chinese | MarkerStyle::ChineseParen) {
            return None;
        }
        let rest = paragraph.get(length..)?;
        let (lead, behind) = rest.split_once('。')?;
        let short = lead.chars().count() <= LEAD && !lead.contains([',', ';', ':', '、']);
        short.then(|| Self { style, number, behind: behind.trim().chars().count() })
    }
}

/// Sections that key words alone told by their title: it is neither the prescribed one nor an accepted wording of it.
pub fn reworded(facts: &Facts<'_>, sections: &[String]) -> Vec<(String, Hit)> {
    let found = facts.sections.found.iter().filter(|found| sections.contains(&found.section));
    let hits = found.filter(|found| found.by == Match::Words && found.heading.is_some());
    let hits = hits.filter_map(|found| {
        let title = &facts.vocabulary.section(&found.section)?.title;
        let written = facts.document.slice(found.title).trim();
        let message = Wording::new(
            format!("标题“{written}”与规定的“{title}”不同"),
            format!("the heading “{written}” is not the prescribed “{title}”"),
        );
        let help = Wording::new(format!("改为“{title}”。"), format!("Write “{title}”."));
        Some((found.section.clone(), Hit::at(found.title, message).at_most(Severity::Info).help(help)))
    });
    hits.collect()
}
