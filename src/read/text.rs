//! Plain text: decoded, cut into lines, lines gathered to tables and paragraphs, headings told from their numbering.

use super::line::{Line, hide_unseen, lines};
use super::paragraph::Layout;
use super::{ReadError, encoding, grid, outline};
use crate::document::{Block, BlockKind, Document, Format, Table};
use crate::span::Span;

/// Read a plain text.
///
/// # Errors
/// Where it cannot be decoded.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let decoded = encoding::decode(bytes)?;
    let text = decoded.text;
    let mut tables = Vec::new();
    let found = lines(&text, Span::new(0, text.len()));
    let blocks = assemble(&found, false, &mut tables);
    let blocks = outline::outline(&text, &[], blocks);
    let mut hidden = Vec::new();
    hide_unseen(&text, &blocks, &mut hidden);
    Ok(Document {
        path: path.to_owned(),
        format: Format::Text,
        encoding: Some(decoded.encoding),
        text,
        hidden,
        runs: Vec::new(),
        blocks,
        tables,
        comments: Vec::new(),
        notes: decoded.notes,
    })
}

/// Gather lines to tables and paragraphs; tables are appended to `tables`. `soft` where the format itself says that line
/// ends inside a paragraph are blanks.
#[must_use]
pub fn assemble(lines: &[Line<'_>], soft: bool, tables: &mut Vec<Table>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let grids = grid::tables(lines);
    let layout = Layout::new(lines, &grids, soft);
    let mut grids = grids.into_iter().peekable();
    let mut at = 0;
    while at < lines.len() {
        if let Some((range, table)) = grids.next_if(|(range, _)| range.start == at) {
            blocks.push(Block { kind: BlockKind::Table(tables.len()), span: table.span, marker: None });
            tables.push(table);
            at = range.end;
            continue;
        }
        let first = at;
        let stop = grids.peek().map_or(lines.len(), |(range, _)| range.start);
        at += 1;
        while at < stop && layout.joins(&lines[first], &lines[at - 1], &lines[at]) {
            at += 1;
        }
        let span = Span::new(lines[first].start, lines[at - 1].end());
        blocks.push(Block { kind: BlockKind::Paragraph, span, marker: None });
    }
    blocks
}
