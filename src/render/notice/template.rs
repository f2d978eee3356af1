//! A Word file with placeholders in double braces, and its filling. Word splits a placeholder over runs as it likes: what
//! stands in a paragraph is joined, and each value written where its placeholder begins, in the look of that run.
//!
//! | placeholder | stands for |
//! | --- | --- |
//! | `{{agency}}` `{{year}}` `{{report}}` `{{files}}` `{{rulebook}}` | whose report, for which year, what it is called |
//! | `{{count}}` `{{errors}}` `{{warnings}}` | how many items |
//! | `{{office}}` `{{date}}` `{{deadline}}` `{{resubmission}}` | what the office says; the last is a sentence |
//! | `{{items}}` | all items, a paragraph a line, each in the look of its paragraph |
//! | `{{item.number}}` `{{item.message}}` `{{item.place}}` … | one item: its paragraphs or table rows are repeated |
//!
//! A paragraph of an item in which all placeholders are empty is left out. Refuses a template with an unknown
//! placeholder, or without one that must be there, and says which.

use super::{Item, Letter, Notice};
use crate::check::param::suggestion;
use crate::finding::Wording;
use crate::language::Language;
use crate::render::word::{self, Parts, escape};
use roxmltree::{Document, Node, NodeId};
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;

/// Placeholders for the whole notice.
const NAMES: [&str; 13] = [
    "agency",
    "year",
    "report",
    "files",
    "rulebook",
    "count",
    "errors",
    "warnings",
    "office",
    "date",
    "deadline",
    "resubmission",
    ITEMS,
];
/// Placeholders of one item.
const ITEM_NAMES: [&str; 9] = [
    "item.number",
    "item.message",
    "item.place",
    "item.quote",
    "item.requirement",
    "item.basis",
    "item.correction",
    "item.severity",
    "item.rule",
];
/// The placeholder for all items.
const ITEMS: &str = "items";
/// What the placeholders of one item begin with.
const ITEM: &str = "item.";

/// A template that was found to be whole.
#[derive(Clone, Debug)]
pub struct Template {
    parts: Parts,
    /// Which parts hold text to be filled.
    texts: Vec<usize>,
}

/// A paragraph with its placeholders.
struct Paragraph {
    /// The texts of its runs: where they stand in the part, and in `text`.
    pieces: Vec<(Range<usize>, Range<usize>)>,
    /// The texts joined.
    text: String,
    /// Placeholders by name, where they stand in `text`.
    holes: Vec<(String, Range<usize>)>,
    /// The paragraph, or the table row that is repeated with it.
    unit: NodeId,
    /// Whether it is a paragraph by itself that is repeated.
    alone: bool,
}

/// A replacement in the XML of a part.
type Edit = (Range<usize>, String);

impl Template {
    /// A template of the parts of a Word file, for letters of this kind.
    ///
    /// # Errors
    /// What is wrong with it, all at once.
    pub fn new(parts: Parts, letter: &Letter) -> Result<Self, Vec<Wording>> {
        let mut wrong = Vec::new();
        let mut names = BTreeSet::new();
        let is_text = |name: &str| {
            let name = name.to_ascii_lowercase();
            let beginnings = ["word/document", "word/header", "word/footer"];
            name.ends_with(".xml") && beginnings.iter().any(|beginning| name.starts_with(beginning))
        };
        let texts: Vec<usize> = (0..parts.len()).filter(|at| is_text(&parts[*at].0)).collect();
        for (name, bytes) in texts.iter().map(|at| &parts[*at]) {
            let read = std::str::from_utf8(bytes).ok().and_then(|text| Document::parse(text).ok());
            match read {
                Some(tree) => {
                    for paragraph in paragraphs(&tree) {
                        names.extend(paragraph.holes.into_iter().map(|(name, _)| name));
                        wrong.extend(unclosed(&paragraph.text));
                    }
                }
                None => wrong
                    .push(Wording::new(format!("{name} 不是可读的 XML"), format!("{name} is no XML that can be read"))),
            }
        }
        wrong.extend(names.iter().filter_map(|name| unknown(name)));
        wrong.extend(unsaid(&names, letter));
        if !texts.iter().any(|at| parts[*at].0.eq_ignore_ascii_case("word/document.xml")) {
            wrong = vec![Wording::new("不是 Word 文件(.docx)", "no Word file (.docx)")];
        }
        if wrong.is_empty() { Ok(Self { parts, texts }) } else { Err(wrong) }
    }

    /// The notice as a Word file.
    ///
    /// # Errors
    /// Where it would be larger than the container can hold.
    pub fn fill(&self, notice: &Notice, letter: &Letter) -> io::Result<Vec<u8>> {
        let mut parts = self.parts.clone();
        for at in &self.texts {
            let source = String::from_utf8_lossy(&self.parts[*at].1);
            let tree = Document::parse(&source).map_err(io::Error::other)?;
            parts[*at].1 = filled(&source, &tree, notice, letter).into_bytes();
        }
        word::bytes(&parts)
    }
}

/// What is wrong with a name.
fn unknown(name: &str) -> Option<Wording> {
    let known: Vec<&str> = NAMES.into_iter().chain(ITEM_NAMES).collect();
    if known.contains(&name) {
        return None;
    }
    let help = suggestion(name, &known);
    Some(Wording::new(
        format!("未知的占位符 {{{{{name}}}}};{}", help.zh),
        format!("unknown placeholder {{{{{name}}}}}; {}", help.en),
    ))
}

/// What a template lacks, or asks for and was not said.
fn unsaid(names: &BTreeSet<String>, letter: &Letter) -> Vec<Wording> {
    let has = |name: &str| names.contains(name);
    let missing = |name: &str| {
        Wording::new(format!("模板缺少占位符 {{{{{name}}}}}"), format!("the placeholder {{{{{name}}}}} is missing"))
    };
    let option = |name: &str| {
        Wording::new(
            format!("模板有 {{{{{name}}}}},请用 --{name} 写明"),
            format!("the template has {{{{{name}}}}}: say it with --{name}"),
        )
    };
    let mut wrong = Vec::new();
    if !has("agency") {
        wrong.push(missing("agency"));
    }
    if !has(ITEMS) && !has("item.message") {
        wrong.push(missing(ITEMS));
    }
    if letter.deadline.is_some() && !has("deadline") && !has("resubmission") {
        wrong.push(missing("deadline"));
    }
    if letter.deadline.is_none() && has("deadline") {
        wrong.push(option("deadline"));
    }
    if letter.office.is_none() && has("office") {
        wrong.push(option("office"));
    }
    wrong
}

/// Braces of a paragraph that open and do not close.
fn unclosed(text: &str) -> Option<Wording> {
    let open = text.rfind("{{").filter(|at| !text[*at..].contains("}}"))?;
    let shown: String = text[open..].chars().take(20).collect();
    Some(Wording::new(
        format!("占位符没有写完:{shown}(应以 }}}} 结束,在同一段内)"),
        format!("a placeholder does not end: {shown} (close it with }}}} in the same paragraph)"),
    ))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(word::SPACE)
}

/// The paragraphs of a part that hold text.
fn paragraphs(tree: &Document<'_>) -> Vec<Paragraph> {
    let all = tree.descendants().filter(|node| is(*node, "p"));
    all.filter_map(paragraph).filter(|paragraph| !paragraph.pieces.is_empty()).collect()
}

fn paragraph(node: Node<'_, '_>) -> Option<Paragraph> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    // A text box stands inside of a paragraph and has paragraphs of its own.
    let own = |run: &Node<'_, '_>| run.ancestors().find(|above| is(*above, "p")) == Some(node);
    for run in node.descendants().filter(|run| is(*run, "t")).filter(own) {
        for written in run.children().filter(Node::is_text) {
            let start = text.len();
            text.push_str(written.text().unwrap_or_default());
            pieces.push((written.range(), start..text.len()));
        }
    }
    let mut holes = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|found| at + found) {
        let Some(close) = text[open..].find("}}").map(|found| open + found) else { break };
        holes.push((text[open + 2..close].trim().to_owned(), open..close + 2));
        at = close + 2;
    }
    let repeats = holes.iter().any(|(name, _)| name.starts_with(ITEM));
    let row = node.ancestors().find(|above| is(*above, "tr")).filter(|_| repeats);
    Some(Paragraph { pieces, text, holes, unit: row.unwrap_or(node).id(), alone: row.is_none() })
}

impl Paragraph {
    fn repeats(&self) -> bool {
        self.holes.iter().any(|(name, _)| name.starts_with(ITEM) || name == ITEMS)
    }

    /// The edits that put values in its placeholders.
    fn edits(&self, value: impl Fn(&str) -> String) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (source, piece) in &self.pieces {
            let mut shown = String::new();
            let mut at = piece.start;
            let touched = self.holes.iter().filter(|(_, hole)| hole.start < piece.end && hole.end > piece.start);
            let mut any = false;
            for (name, hole) in touched {
                any = true;
                if hole.start >= at {
                    shown.push_str(&self.text[at..hole.start]);
                }
                if hole.start >= piece.start {
                    shown.push_str(&value(name));
                }
                at = hole.end.min(piece.end);
            }
            if any {
                shown.push_str(&self.text[at..piece.end]);
                edits.push((source.clone(), escape(&shown)));
            }
        }
        edits
    }
}

/// A part with everything filled in.
fn filled(source: &str, tree: &Document<'_>, notice: &Notice, letter: &Letter) -> String {
    let whole = |name: &str| notice.value(name, letter).unwrap_or_default();
    let paragraphs = paragraphs(tree);
    let mut edits: Vec<Edit> = Vec::new();
    let mut units: Vec<NodeId> = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.repeats()) {
        if units.last() != Some(&paragraph.unit) {
            units.push(paragraph.unit);
        }
    }
    let inside = |paragraph: &&Paragraph| units.contains(&paragraph.unit) || row_of(tree, paragraph, &units);
    for paragraph in paragraphs.iter().filter(|paragraph| !inside(paragraph)) {
        edits.extend(paragraph.edits(whole));
    }
    for block in blocks(tree, &units) {
        let Some((first, last)) = block.first().zip(block.last()) else { continue };
        let mut copies = String::new();
        for (at, item) in notice.items.iter().enumerate() {
            for unit in &block {
                copies.push_str(&copy(source, *unit, &paragraphs, (item, at + 1), notice, letter));
            }
        }
        edits.push((first.range().start..last.range().end, copies));
    }
    applied(source, 0..source.len(), edits)
}

/// Whether a paragraph without placeholders of its own stands in a row that is repeated.
fn row_of(tree: &Document<'_>, paragraph: &Paragraph, units: &[NodeId]) -> bool {
    tree.get_node(paragraph.unit).is_some_and(|node| node.ancestors().any(|above| units.contains(&above.id())))
}

/// Units that follow each other directly, which are repeated together.
fn blocks<'a, 'i>(tree: &'a Document<'i>, units: &[NodeId]) -> Vec<Vec<Node<'a, 'i>>> {
    let mut blocks: Vec<Vec<Node<'_, '_>>> = Vec::new();
    for unit in units.iter().filter_map(|unit| tree.get_node(*unit)) {
        match blocks.last_mut() {
            Some(block) if block.last().and_then(Node::next_sibling_element) == Some(unit) => block.push(unit),
            Some(_) | None => blocks.push(vec![unit]),
        }
    }
    blocks
}

/// A unit for one item: itself filled in, several paragraphs for `{{items}}`, nothing where the item has no values.
fn copy(
    source: &str,
    unit: Node<'_, '_>,
    paragraphs: &[Paragraph],
    (item, number): (&Item, usize),
    notice: &Notice,
    letter: &Letter,
) -> String {
    let range = unit.range();
    let within = |paragraph: &&Paragraph| {
        paragraph.pieces.first().is_some_and(|(at, _)| range.start <= at.start && at.end <= range.end)
    };
    let own: Vec<&Paragraph> = paragraphs.iter().filter(within).collect();
    let value = |name: &str| match name.strip_prefix(ITEM) {
        Some(name) => item.value(name, number, letter.language),
        None => notice.value(name, letter).unwrap_or_default(),
    };
    let written = |line: Option<&str>| {
        let filled = |name: &str| if name == ITEMS { line.unwrap_or_default().to_owned() } else { value(name) };
        let mut edits: Vec<Edit> = own.iter().flat_map(|paragraph| paragraph.edits(filled)).collect();
        edits.extend(identities(unit));
        applied(source, range.clone(), edits)
    };
    let holes = || own.iter().flat_map(|paragraph| &paragraph.holes).map(|(name, _)| name.as_str());
    if holes().any(|name| name == ITEMS) {
        return lines(item, number, letter.language).iter().map(|line| written(Some(line))).collect();
    }
    let alone = own.iter().all(|paragraph| paragraph.alone);
    if alone && holes().filter(|name| name.starts_with(ITEM)).all(|name| value(name).is_empty()) {
        return String::new();
    }
    written(None)
}

/// An item as lines, for `{{items}}`.
fn lines(item: &Item, number: usize, language: Language) -> Vec<String> {
    let value = |name: &str| item.value(name, number, language);
    let labels: [(&str, &str); 5] = match language {
        Language::Zh => [
            ("位置：", "place"),
            ("原文：", "quote"),
            ("要求：", "requirement"),
            ("依据：", "basis"),
            ("更正：", "correction"),
        ],
        Language::En => [
            ("Place: ", "place"),
            ("Text: ", "quote"),
            ("Requirement: ", "requirement"),
            ("Basis: ", "basis"),
            ("Correction: ", "correction"),
        ],
    };
    let head = match language {
        Language::Zh => format!("{number}．{}（{}）", value("message"), value("severity")),
        Language::En => format!("{number}. {} ({})", value("message"), value("severity")),
    };
    let rest = labels.into_iter().map(|(label, name)| (label, value(name))).filter(|(_, value)| !value.is_empty());
    std::iter::once(head).chain(rest.map(|(label, value)| format!("{label}{value}"))).collect()
}

/// Edits that take away what must be unique in a file and would be repeated: Word's ids of paragraphs.
fn identities(unit: Node<'_, '_>) -> Vec<Edit> {
    let named = unit.descendants().flat_map(|node| node.attributes());
    let ids = named.filter(|attribute| matches!(attribute.name(), "paraId" | "textId"));
    ids.map(|attribute| (attribute.range(), String::new())).collect()
}

/// A stretch of a part with edits applied; edits do not overlap.
fn applied(source: &str, range: Range<usize>, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(at, _)| at.start);
    let mut out = String::with_capacity(range.len());
    let mut at = range.start;
    for (place, text) in edits {
        out.push_str(source.get(at..place.start).unwrap_or_default());
        out.push_str(&text);
        at = place.end;
    }
    out.push_str(source.get(at..range.end).unwrap_or_default());
    out
}
