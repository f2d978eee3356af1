//! Facts: what was understood of a report, each with its span. Gathered once per report, by a rulebook's vocabulary;
//! every check kind reads them and none scans the text for numbers, dates, headings or tables again.
//!
//! Strangers to `read`: facts come from a `Document`, however it was read. Nothing here judges.

pub mod bag;
pub mod family;
pub mod figure;
pub mod identity;
pub mod organ;
pub mod privacy;
pub mod section;
pub mod table;
pub mod vocabulary;

pub use crate::text as fold;

use crate::document::Document;
use crate::language::zh::report;
use crate::lexicon::anchor::{Hits, Scanned};
use crate::reading::{date, list, numeral};
use crate::span::Span;
use fold::Folded;
use identity::Identity;
use vocabulary::Vocabulary;

/// What was understood of a report.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The report.
    pub document: &'a Document,
    /// The names it was read by.
    pub vocabulary: &'a Vocabulary,
    /// The text that matching runs over.
    pub prose: Folded,
    /// Where the anchors of the rulebook's patterns stand in it.
    pub hits: Hits,
    /// Title, year, agency, kind of body.
    pub identity: Identity,
    /// Headings and the sections found among them.
    pub sections: section::Sections,
    /// Every number, in text order.
    pub numbers: Vec<numeral::Number>,
    /// Every date, in text order.
    pub dates: Vec<date::Date>,
    /// Every stretch of time from a date to a date, in text order.
    pub periods: Vec<date::Period>,
    /// Enumerations, in text order of their first items.
    pub lists: Vec<list::List>,
    /// Organs named, in text order.
    pub organs: Vec<organ::Organ>,
    /// The vocabulary's tables.
    pub tables: table::Tables,
    /// The vocabulary's figures.
    pub figures: Vec<figure::Figure>,
    /// Personal data, to be masked in every output.
    pub private: Vec<privacy::Private>,
}

/// What the user or an example says of a report in place of what would be told from it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The year reported on.
    pub year: Option<i32>,
    /// The agency's full name.
    pub agency: Option<String>,
    /// The kind of body.
    pub body: Option<String>,
    /// Values of cells (`table.row.column` or `row.column`) that stand in for the report's tables, as written.
    pub cells: Vec<(String, String)>,
    /// Values of figures that stand in for the report's prose, as written.
    pub figures: Vec<(String, String)>,
    /// Whether a text without headings stands for whichever section is asked for: examples in rulebooks.
    pub excerpt: bool,
}

/// What is told of a report at first sight: whose it is and for which year, without gathering the rest.
#[derive(Debug)]
pub struct Glance {
    /// The text that matching runs over.
    pub prose: Folded,
    /// Organs named, in text order.
    pub organs: Vec<organ::Organ>,
    /// Title, year, agency, kind of body.
    pub identity: Identity,
}

/// Tell whose report it is and for which year, without gathering the rest.
#[must_use]
pub fn glance(document: &Document, vocabulary: &Vocabulary, given: &Given) -> Glance {
    let prose = Folded::new(document);
    let dates = date::scan(&prose, vocabulary.language);
    let periods = date::periods(&prose, &dates, vocabulary.language);
    let organs = organ::scan(&prose, vocabulary.language);
    let identity = identity::tell(document, &prose, (&dates, &periods), &organs, vocabulary, given);
    Glance { prose, organs, identity }
}

/// Tell whose report it is and for which year.
#[must_use]
pub fn identify(document: &Document, vocabulary: &Vocabulary, given: &Given) -> Identity {
    glance(document, vocabulary, given).identity
}

/// Gather the facts of a report.
#[must_use]
pub fn gather<'a>(document: &'a Document, vocabulary: &'a Vocabulary, given: &Given) -> Facts<'a> {
    let prose = Folded::new(document);
    let numbers = numeral::scan(&prose, vocabulary.language);
    let dates = date::scan(&prose, vocabulary.language);
    let periods = date::periods(&prose, &dates, vocabulary.language);
    let mut lists = list::scan(document, &prose, vocabulary.language);
    let organs = organ::scan(&prose, vocabulary.language);
    let sections = section::find(document, &prose, vocabulary, given.excerpt);
    let identity = identity::tell(document, &prose, (&dates, &periods), &organs, vocabulary, given);
    let year = identity.year.as_ref().map(|year| year.value);
    let tables = table::find(document, &prose, vocabulary, &sections, year, given);
    let hits = vocabulary.anchors.scan(&prose.text);
    let scanned = Scanned { text: &prose.text, hits: &hits };
    let mut figures = figure::find(&prose, scanned, &numbers, vocabulary, &sections, (&identity, &dates), given);
    // What stands in the cells of a table that lost its grid is neither said in prose nor a list of it.
    figures.retain(|figure| !tables.hold(figure.span));
    for list in lists.iter_mut().filter(|list| list.level != Some(1)) {
        list.items.retain(|item| !tables.hold(prose.source(item.marker.clone())));
    }
    lists.retain(|list| !list.items.is_empty());
    let private = privacy::scan(&prose);
    Facts {
        document,
        vocabulary,
        prose,
        hits,
        identity,
        sections,
        numbers,
        dates,
        periods,
        lists,
        organs,
        tables,
        figures,
        private,
    }
}

impl Facts<'_> {
    /// The text with where the anchors of patterns stand in it.
    #[must_use]
    pub fn scanned(&self) -> Scanned<'_> {
        Scanned { text: &self.prose.text, hits: &self.hits }
    }

    /// The folded range of a section's body (its heading left out), when the section is there.
    #[must_use]
    pub fn section_range(&self, id: &str) -> Option<std::ops::Range<usize>> {
        self.sections.get(id).map(|found| self.prose.range(found.body))
    }

    /// What stands before the first chapter, where title, period and contact are looked for; the first block where a
    /// chapter begins at once.
    #[must_use]
    pub fn preface(&self) -> Span {
        let blocks = &self.document.blocks;
        let chapters = || self.sections.chapters().filter(|heading| heading.block > 0);
        let preface = |title| report::PREFACES.iter().any(|word| fold::fold_str(self.document.slice(title)) == *word);
        let marked = chapters().find(|heading| heading.marker.is_some());
        let chapter =
            marked.or_else(|| chapters().find(|heading| !preface(heading.title))).map(|heading| heading.block);
        let first = blocks.first().map(|block| block.span).unwrap_or_default();
        let last = chapter.and_then(|chapter| blocks.get(chapter - 1)).map_or(first, |block| block.span);
        first.cover(last)
    }

    /// Whether a folded offset lies in a table: in a cell, or where a table that lost its grid was recovered.
    #[must_use]
    pub fn in_table(&self, offset: usize) -> bool {
        if self.prose.piece_at(offset).is_some_and(|piece| matches!(piece.source, fold::Source::Cell(..))) {
            return true;
        }
        let at = self.prose.source(offset..offset).start;
        self.tables.found.iter().any(|table| (table.span.start..table.span.end).contains(&at))
    }

    /// The span of the whole text that a reader sees; where something absent is said to be missing from.
    #[must_use]
    pub fn whole(&self) -> Span {
        let first = self.document.blocks.first().map(|block| block.span);
        let last = self.document.blocks.last().map(|block| block.span);
        match (first, last) {
            (Some(first), Some(last)) => first.cover(last),
            _ => Span::default(),
        }
    }
}
