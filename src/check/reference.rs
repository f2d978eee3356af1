//! `check.reference`: an attachment, table or chart that the text names is there.
//!
//! ```toml
//! check.reference = { words = ["附件", "附表"] }
//! ```
//!
//! The attachment may be a file of its own, so a finding is a warning at most. A table behind the reference, a paragraph
//! that begins as an attachment does, or a line that names a table or a file is enough. Attachments of other documents
//! (《…办法》附件) are none of this text's. Charts cannot be seen: undetermined.

use super::param::Fields;
use super::{Context, Outcome};
use crate::document::BlockKind;
use crate::fact::Facts;
use crate::fact::fold::{Piece, Source};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::{attachment, numeral};
use std::ops::Range;

/// The most mentions of a word that are looked at.
const MOST: usize = 200;

/// The most further mentions that a finding shows.
const MOST_SHOWN: usize = 3;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// Words for what is attached: 附件, 附表, 下图.
    pub words: Vec<String>,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    fields.require("words");
    Params { words: fields.texts("words") }
}

/// A reference: the word with its number, in the folded text, and the piece it stands in.
struct Reference {
    at: Range<usize>,
    piece: usize,
    number: String,
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let mut asked = false;
    let mut hits: Vec<Hit> = Vec::new();
    let mut chart = None;
    for word in params.words.iter().filter(|word| !word.is_empty()) {
        let references = references(facts, word);
        asked |= !references.is_empty();
        let mut absent = references.iter().filter(|reference| !is_there(facts, word, reference));
        let Some(first) = absent.next() else { continue };
        if word.ends_with('图') {
            chart = Some(Wording::new(
                format!("正文提到“{word}”,但图不能从文字中读出"),
                format!("the text names “{word}”, but charts cannot be read from text"),
            ));
            continue;
        }
        hits.push(absent.take(MOST_SHOWN).fold(hit(facts, word, first), |hit, again| {
            hit.label(facts.prose.source(again.at.clone()), Wording::new("这里也提到", "named here too"))
        }));
    }
    if !asked {
        return Outcome::not_applicable(Wording::new("正文没有提到附件、附表", "the text names no attachment"));
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::or_undetermined(hits, chart)
}

fn hit(facts: &Facts<'_>, word: &str, reference: &Reference) -> Hit {
    let site = facts.prose.source(reference.at.clone());
    let said = facts.document.slice(site);
    let message =
        Wording::new(format!("提到“{said}”,但没有附上"), format!("“{said}” is named, but nothing is attached"));
    Hit::at(site, message).at_most(Severity::Warning).subject(word).help(Wording::new(
        "附上;另行成文的,在文末列出其名称。",
        "Attach it; if it is a file of its own, list its name at the end.",
    ))
}

/// Where the text sends its reader to something attached.
fn references(facts: &Facts<'_>, word: &str) -> Vec<Reference> {
    let text = facts.prose.text.as_str();
    let mut references = Vec::new();
    for (at, _) in text.match_indices(word).take(MOST) {
        let piece = facts.prose.pieces.partition_point(|piece| piece.range.end <= at);
        let Some(within) = facts.prose.pieces.get(piece) else { continue };
        if !matches!(within.source, Source::Block(_)) || within.range.start > at {
            continue;
        }
        let (before, behind) = (&text[within.range.start..at], &text[at + word.len()..within.range.end]);
        let title = before.rfind('《').is_some_and(|open| !before[open..].contains('》'));
        let number = attachment::number(behind);
        let bare = attachment::is_alone(before, behind) && facts.prose.pieces.len() == piece + 1;
        if title || !(bare || attachment::is_reference(before, behind) || is_bare_heading(facts, within, word)) {
            continue;
        }
        references.push(Reference { at: at..at + word.len() + number.len(), piece, number: number.to_owned() });
    }
    references
}

/// A chapter's heading that promises the attachment (需要说明的事项与附表) with nothing under it.
fn is_bare_heading(facts: &Facts<'_>, piece: &Piece, word: &str) -> bool {
    let Source::Block(block) = piece.source else { return false };
    facts.sections.outline.iter().any(|heading| {
        heading.block == block && heading.body.is_empty() && facts.document.slice(heading.title).trim().ends_with(word)
    })
}

/// Whether what a reference names is there: a table behind it, or a paragraph that begins as an attachment or names one.
fn is_there(facts: &Facts<'_>, word: &str, reference: &Reference) -> bool {
    let pieces = &facts.prose.pieces;
    let text = |piece: &Piece| facts.prose.text.get(piece.range.clone()).unwrap_or_default();
    let counted = || numeral::parse(&reference.number).and_then(|number| usize::try_from(number).ok());
    let place = reference.number.parse().ok().or_else(counted).unwrap_or(1);
    let tables = tables_behind(facts, reference.piece);
    if tables > 0 && place == 1 {
        return true;
    }
    let prose = pieces.iter().enumerate().filter(|(at, piece)| *at != reference.piece && !is_cell(piece));
    let mut announced = false;
    for (at, piece) in prose {
        let line = text(piece);
        if at > reference.piece && attachment::names_file(line) && !attachment::announces(line) && place == 1 {
            return true;
        }
        if !attachment::announces(line) && !is_heading_of(facts, piece, word, reference) {
            continue;
        }
        let own = line.split_once(word).map_or("", |(_, behind)| attachment::number(behind));
        // One without a number is the first; 附件1 does not stand for 附件2.
        if reference.number.is_empty() || own == reference.number || (own.is_empty() && place == 1) {
            return true;
        }
        announced = true;
        // A list of attachments goes on within the line or in the lines behind it.
        let listed = |piece: &Piece| text(piece).contains(&format!("{place}."));
        if place > 1 && pieces.iter().skip(at).take(place).any(listed) {
            return true;
        }
    }
    // Where none has a name, as many tables as the number says may be the attachments.
    !announced && tables >= place
}

fn is_cell(piece: &Piece) -> bool {
    matches!(piece.source, Source::Cell(..))
}

/// How many tables behind a piece may be attached: those of its own chapter and of the last one. What other chapters hold
/// is theirs.
fn tables_behind(facts: &Facts<'_>, piece: usize) -> usize {
    let chapter = |at: u32| facts.sections.chapters().filter(|heading| heading.title.start <= at).count();
    let start = |piece: &Piece| facts.prose.source(piece.range.clone()).start;
    let own = facts.prose.pieces.get(piece).map(|piece| chapter(start(piece)));
    let last = chapter(u32::MAX);
    let mut tables: Vec<usize> = Vec::new();
    for piece in facts.prose.pieces.iter().skip(piece + 1) {
        if let Source::Cell(table, _) = piece.source
            && tables.last() != Some(&table)
            && [own, Some(last)].contains(&Some(chapter(start(piece))))
        {
            tables.push(table);
        }
    }
    tables.len()
}

/// Whether a heading that has something under it, other than the reference itself, names the attachment.
fn is_heading_of(facts: &Facts<'_>, piece: &Piece, word: &str, reference: &Reference) -> bool {
    let Source::Block(block) = piece.source else { return false };
    let asked = facts.prose.source(reference.at.clone());
    matches!(facts.document.blocks[block].kind, BlockKind::Heading { .. })
        && facts.sections.outline.iter().any(|heading| {
            let holds = !heading.body.is_empty() && !heading.body.overlaps(asked);
            heading.block == block && holds && facts.document.slice(heading.title).contains(word)
        })
}
