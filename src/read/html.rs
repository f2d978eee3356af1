//! Web pages: the article inside the page, as headings, paragraphs and tables, with places in the page's source.

mod article;
mod entity;
mod flow;
mod tree;

use super::{ReadError, encoding, outline};
use crate::document::{Block, BlockKind, Document, Format};
use crate::span::LineIndex;
use flow::Flow;

/// How much of a page is looked at for the encoding that it names, in bytes.
const HEAD: usize = 4096;

/// Read a page.
///
/// # Errors
/// Where it cannot be decoded.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let decoded = match named_encoding(bytes) {
        Some(encoding) => encoding::decode_as(encoding, bytes),
        None => encoding::decode(bytes)?,
    };
    let source = decoded.text;
    let tree = tree::parse(&source);
    let root = article::find(&tree, &source);
    let lines = LineIndex::new(&source);
    let mut flow = Flow::new(&tree, &source, &lines);
    flow.write(root);
    let (builder, levels) = (flow.builder, flow.levels);
    let blocks = headings(&builder.text, builder.blocks, &levels);
    Ok(Document {
        path: path.to_owned(),
        format: Format::Html,
        encoding: Some(decoded.encoding),
        text: builder.text,
        hidden: Vec::new(),
        runs: builder.runs,
        blocks,
        tables: builder.tables,
        comments: builder.comments,
        notes: decoded.notes,
    })
}

/// The encoding that a page names in its head, where it is one that pages are really written in and neither a mark nor the
/// bytes themselves say otherwise: sites are moved to UTF-8 and their templates still name the old encoding.
fn named_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if encoding_rs::Encoding::for_bom(bytes).is_some() || is_wide_utf8(bytes) {
        return None;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    let named = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'', ' ']);
    let label: String = named.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    // Pages that say UTF-8 and are not are told from their bytes. A name that was read byte by byte cannot stand in UTF-16.
    let told = [encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE];
    (!told.contains(&encoding)).then_some(encoding)
}

/// Whether the bytes are UTF-8 without a fault and hold characters of three bytes and more: a few characters of two bytes
/// may be those of another encoding.
fn is_wide_utf8(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| *byte >= 0xe0) && std::str::from_utf8(bytes).is_ok()
}

/// Headings as the page has them, the title apart; where it has none, as their numbering tells.
fn headings(text: &str, mut blocks: Vec<Block>, levels: &[(usize, u8)]) -> Vec<Block> {
    let top = levels.iter().map(|(_, level)| *level).min().unwrap_or(1);
    let tops: Vec<usize> = levels.iter().filter(|(_, level)| *level == top).map(|(at, _)| *at).collect();
    // One heading of the highest level that stands before the others is the title.
    let title = match tops.as_slice() {
        [only] if levels.first().is_some_and(|(first, _)| first == only) => Some(*only),
        _ => None,
    };
    let rest: Vec<(usize, u8)> = levels.iter().filter(|(at, _)| Some(*at) != title).copied().collect();
    if let Some(title) = title {
        blocks[title].kind = BlockKind::Title;
    }
    if rest.len() < 2 {
        return outline::outline(text, &[], blocks);
    }
    let mut depths: Vec<u8> = rest.iter().map(|(_, level)| *level).collect();
    depths.sort_unstable();
    depths.dedup();
    for (at, level) in rest {
        let depth = depths.iter().position(|other| *other == level).unwrap_or(0);
        blocks[at].kind = BlockKind::Heading { level: u8::try_from(depth + 1).unwrap_or(u8::MAX) };
    }
    outline::complete(text, &[], blocks)
}
