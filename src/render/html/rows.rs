//! The text of a report in rows, each a block with the cards of the findings about it beside it. What stands far from
//! any finding is folded; past a bound it is left out and counted.

use super::report::Page;
use super::{card, inert, marks, passage, shell, table};
use crate::document::{Block, BlockKind};
use crate::finding::{Finding, Site};
use crate::language::Language;
use crate::render::wording::pick;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most text of folded blocks that the page holds of a report, in bytes.
const FOLDED: usize = 48 << 10;

/// A finding with its number.
type Numbered<'a> = (usize, &'a Finding);

/// The findings by what they stand beside.
#[derive(Default)]
struct Beside<'a> {
    /// Those about something absent.
    absent: Vec<Numbered<'a>>,
    /// Those at a block, by its index.
    blocks: BTreeMap<usize, Vec<Numbered<'a>>>,
}

/// All rows of a report.
pub(super) fn of(page: &Page<'_>, findings: &[&Finding]) -> Markup {
    let language = page.style.language;
    let blocks = &page.audit.document.blocks;
    let beside = sorted(blocks, findings);
    let mut left = FOLDED;
    html! {
        section.text-and-findings {
            @if !beside.absent.is_empty() {
                h4 { (pick(language, "应有而未见", "Absent")) }
                ol.cards.abreast { @for (number, finding) in &beside.absent { (card::of(page, *number, finding)) } }
            }
            @if !beside.blocks.is_empty() {
                h4 { (pick(language, "正文与问题", "Text and findings")) }
                div.rows lang=(inert::language(page.places.text())) {
                    @for stretch in stretches(page, &beside) {
                        @match stretch {
                            Stretch::Shown(at) => (row(page, at, beside.blocks.get(&at))),
                            Stretch::Folded(range) => (folded(page, range, &mut left)),
                        }
                    }
                }
            }
        }
    }
}

/// Each finding where it stands.
fn sorted<'a>(blocks: &[Block], findings: &[&'a Finding]) -> Beside<'a> {
    let mut beside = Beside::default();
    for (at, finding) in findings.iter().enumerate() {
        let numbered = (at + 1, *finding);
        match (finding.site, blocks.is_empty()) {
            (Site::At(span), false) => {
                let block = blocks.partition_point(|block| block.span.start <= span.start).saturating_sub(1);
                beside.blocks.entry(block).or_default().push(numbered);
            }
            (Site::MissingFrom(_), _) | (_, true) => beside.absent.push(numbered),
        }
    }
    beside
}

/// A stretch of blocks.
enum Stretch {
    /// A block that is shown.
    Shown(usize),
    /// Blocks that are folded.
    Folded(Range<usize>),
}

/// The blocks in order: shown are those with findings or marks, their neighbours, and the heading above.
fn stretches(page: &Page<'_>, beside: &Beside<'_>) -> Vec<Stretch> {
    let blocks = &page.audit.document.blocks;
    let mut shown = vec![false; blocks.len()];
    let mut heading = None;
    for (at, block) in blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            heading = Some(at);
        }
        if beside.blocks.contains_key(&at) || !page.marks.on(block.span).is_empty() {
            let near = at.saturating_sub(1)..(at + 2).min(blocks.len());
            near.chain(heading).for_each(|near| shown[near] = true);
        }
    }
    let mut stretches = Vec::new();
    for (at, shown) in shown.into_iter().enumerate() {
        match (shown, stretches.last_mut()) {
            (true, _) => stretches.push(Stretch::Shown(at)),
            (false, Some(Stretch::Folded(range))) => range.end = at + 1,
            (false, _) => stretches.push(Stretch::Folded(at..at + 1)),
        }
    }
    stretches
}

/// A block with the cards beside it.
fn row(page: &Page<'_>, at: usize, cards: Option<&Vec<Numbered<'_>>>) -> Markup {
    let Some(block) = page.audit.document.blocks.get(at) else { return Markup::default() };
    let code = shell::code(page.style.language);
    html! {
        div.row {
            (shown(page, block))
            @if let Some(cards) = cards {
                ol.cards lang=(code) { @for (number, finding) in cards {
                    @if !marks::is_painted(finding.site.span()) { (wide(page, *number)) }
                    (card::of(page, *number, finding))
                } }
            }
        }
    }
}

/// Where the card of a finding about more than can be painted leads to.
fn wide(page: &Page<'_>, number: usize) -> Markup {
    html! { li.anchor id=(page.mark(number)) aria-hidden="true" {} }
}

/// A block of the text. Its headings are none of the page's.
fn shown(page: &Page<'_>, block: &Block) -> Markup {
    let wide = page.marks.wide_on(block.span);
    let class = match block.kind {
        BlockKind::Title => "title",
        BlockKind::Heading { level: 1 } => "heading chapter",
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Table(_) => "tabular",
    };
    html! {
        div.block.wide[wide].(class) {
            @match block.kind {
                BlockKind::Table(at) => { @if let Some(found) = page.audit.document.tables.get(at) { (table::of(page, found)) } },
                BlockKind::Title | BlockKind::Heading { .. } | BlockKind::Paragraph => (passage::of(page, block.span)),
            }
        }
    }
}

/// Blocks without findings, folded; as many as the page has room for.
fn folded(page: &Page<'_>, range: Range<usize>, left: &mut usize) -> Markup {
    let blocks = page.audit.document.blocks.get(range).unwrap_or_default();
    let size = |block: &Block| block.span.len();
    let held = blocks.iter().scan(&mut *left, |left, block| {
        **left = left.checked_sub(size(block))?;
        Some(())
    });
    let held = held.count();
    let (kept, dropped) = blocks.split_at(held);
    if !dropped.is_empty() {
        // What comes behind would stand out of its order.
        *left = 0;
    }
    let code = shell::code(page.style.language);
    html! {
        @if !kept.is_empty() {
            details.folded {
                summary lang=(code) { @match page.style.language {
                    Language::Zh => { "其间 " (kept.len()) " 段没有问题" }
                    Language::En => { (kept.len()) " blocks without findings" }
                } }
                @for block in kept { (shown(page, block)) }
            }
        }
        @if !dropped.is_empty() {
            p.cut lang=(code) { @match page.style.language {
                Language::Zh => { "(略 " (dropped.len()) " 段没有问题的文字)" }
                Language::En => { "(" (dropped.len()) " blocks without findings left out)" }
            } }
        }
    }
}
