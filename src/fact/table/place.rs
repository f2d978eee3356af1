//! Where a table stands: what announces it, and in which sections. Tables with the same labels are told apart by it.

use super::label::Label;
use super::value;
use crate::document::{BlockKind, Document};
use crate::fact::section::Sections;
use crate::fact::vocabulary::TableSpec;
use crate::span::Span;

/// How many blocks before a table may announce it.
const BLOCKS: usize = 6;

/// The longest line that announces a table, in bytes.
const LONGEST: usize = 240;

/// Where a table stands.
#[derive(Debug, Default)]
pub struct Place<'s> {
    /// The lines before it, nearest first.
    captions: Vec<Label>,
    /// The headings it stands under, innermost first.
    headings: Vec<Label>,
    /// Ids of the sections it stands in, innermost first.
    sections: Vec<&'s str>,
    /// The power of ten of the unit of money that a line before it says.
    pub unit: Option<u32>,
    /// All sections that the report has.
    known: &'s [crate::fact::section::Found],
}

/// What its surroundings say for a table: more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Evidence {
    /// How much of a caption its title is: 0 where no title was met.
    pub title: usize,
    /// 2 in its own section, 1 in one around it, -1 where its own section stands elsewhere, 0 where none is asked.
    pub section: i8,
}

/// What a title that is a whole line counts more than one that stands in a line.
const WHOLE: usize = 10_000;

/// What a title before the table counts more than one of a heading around it.
const NEAR: usize = 1_000;

impl<'s> Place<'s> {
    /// The place of something that begins at a span; its own first lines may announce it too.
    pub fn new(document: &Document, sections: &'s Sections, span: Span, own: &[&Label]) -> Self {
        let before = document.blocks.partition_point(|block| block.span.start < span.start);
        let mut captions: Vec<Label> = own.iter().map(|label| (*label).clone()).collect();
        let mut unit = None;
        for block in document.blocks[..before].iter().rev().take(BLOCKS) {
            if matches!(block.kind, BlockKind::Table(_)) {
                break;
            }
            let end = block.span.end.min(span.start);
            let lines = document.slice(Span { start: block.span.start, end }).lines().rev();
            for line in lines.filter(|line| line.len() <= LONGEST).take(BLOCKS) {
                unit = unit.or_else(|| value::stated(line));
                captions.push(Label::new(line));
            }
            if matches!(block.kind, BlockKind::Heading { .. }) {
                break;
            }
        }
        let inside = |body: Span| body.start <= span.start && span.start < body.end;
        let around = sections.outline.iter().rev().filter(|heading| inside(heading.body));
        let headings = around.map(|heading| Label::new(document.slice(heading.title))).collect();
        let mut within: Vec<_> = sections.found.iter().filter(|found| inside(found.body)).collect();
        within.sort_by_key(|found| found.body.len());
        let sections_in = within.into_iter().map(|found| found.section.as_str()).collect();
        Self { captions, headings, sections: sections_in, unit, known: &sections.found }
    }

    /// What it says for a table whose titles are ready for comparing.
    pub fn evidence(&self, spec: &TableSpec, titles: &[Label]) -> Evidence {
        let best = |lines: &[Label]| {
            let worth = |title: &Label, line: &Label| {
                let length = title.full.chars().count();
                let worth = if line.full == title.full { length + WHOLE } else { length };
                line.full.contains(&title.full).then_some(worth)
            };
            let titles = titles.iter().filter(|title| !title.is_empty());
            titles.flat_map(|title| lines.iter().filter_map(move |line| worth(title, line))).max()
        };
        let title = best(&self.captions).map(|worth| worth + NEAR).or_else(|| best(&self.headings)).unwrap_or(0);
        let section = spec.section.as_deref().map_or(0, |id| match self.sections.iter().position(|own| *own == id) {
            Some(0) => 2,
            Some(_) => 1,
            None if self.known.iter().any(|found| found.section == id) => -1,
            None => 0,
        });
        Evidence { title, section }
    }
}
