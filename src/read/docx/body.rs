//! The blocks of a Word file in order: paragraphs with their marks and roles, tables, text boxes behind the paragraph
//! that they hang on, notes at the end. Writes the text, and where each paragraph of it came from.

use super::element::{attribute, child, children, name, number, value};
use super::heading::{self, Finished, Item};
use super::inline::{self, Fields, Inline};
use super::numbering::Numbering;
use super::style::{Numbered, Role, Styles, is_centred, is_indented, role_of_level};
use super::table;
use crate::document::{Place, Run, Table};
use crate::read::ReadError;
use crate::span::Span;
use roxmltree::Node;

/// A report while it is read.
#[derive(Debug)]
pub struct Body {
    /// The text so far; each paragraph and each row ends with a line end.
    pub text: String,
    /// Pictures met.
    pub images: u32,
    /// Embedded objects met.
    pub objects: u32,
    /// Embedded documents met.
    pub chunks: u32,
    /// The tables so far.
    pub tables: Vec<Table>,
    pub(super) items: Vec<Item>,
    runs: Vec<Run>,
    styles: Styles,
    numbering: Numbering,
    fields: Fields,
    section: u32,
    paragraph: u32,
    /// Text of paragraphs whose ends were deleted: it belongs to the next.
    carried: String,
    notes: Vec<(&'static str, String, Place)>,
}

/// A paragraph as read.
struct Paragraph<'a, 'i> {
    text: String,
    role: Role,
    indented: bool,
    centred: bool,
    boxes: Vec<Node<'a, 'i>>,
    drawn: Vec<String>,
}

/// A child of a block container, wrappers looked through.
pub(super) enum Part<'a, 'i> {
    Paragraph(Node<'a, 'i>),
    Table(Node<'a, 'i>),
}

impl Body {
    /// An empty report.
    #[must_use]
    pub fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            text: String::new(),
            images: 0,
            objects: 0,
            chunks: 0,
            tables: Vec::new(),
            items: Vec::new(),
            runs: Vec::new(),
            styles,
            numbering,
            fields: Fields::default(),
            section: 1,
            paragraph: 0,
            carried: String::new(),
            notes: Vec::new(),
        }
    }

    /// Read the body.
    ///
    /// # Errors
    /// Where a table is over the limit.
    pub fn read(&mut self, content: Node<'_, '_>) -> Result<(), ReadError> {
        self.fields = Fields::new(content);
        for part in self.parts(content) {
            self.paragraph += 1;
            match part {
                Part::Paragraph(node) => {
                    self.paragraph(node)?;
                    let properties = child(node, "pPr");
                    if properties.is_some_and(|properties| child(properties, "sectPr").is_some()) {
                        self.section += 1;
                        self.paragraph = 0;
                    }
                }
                Part::Table(node) => self.table(node)?,
            }
        }
        let carried = std::mem::take(&mut self.carried);
        self.write(&carried, Role::Body, false, false);
        Ok(())
    }

    /// Read the blocks of a text box or of a cell that only lays out.
    pub(super) fn blocks(&mut self, content: Node<'_, '_>) -> Result<(), ReadError> {
        for part in self.parts(content) {
            match part {
                Part::Paragraph(node) => self.paragraph(node)?,
                Part::Table(node) => self.table(node)?,
            }
        }
        Ok(())
    }

    /// The paragraphs and tables of a container, in order.
    pub(super) fn parts<'a, 'i>(&mut self, content: Node<'a, 'i>) -> Vec<Part<'a, 'i>> {
        let mut found = Vec::new();
        self.gather(content, &mut found);
        found
    }

    fn gather<'a, 'i>(&mut self, content: Node<'a, 'i>, found: &mut Vec<Part<'a, 'i>>) {
        for node in content.children().filter(Node::is_element) {
            match name(node) {
                "p" => found.push(Part::Paragraph(node)),
                "tbl" => found.push(Part::Table(node)),
                "altChunk" | "subDoc" => self.chunks += 1,
                "sectPr" | "sdtPr" | "sdtEndPr" | "tcPr" | "del" | "moveFrom" => {}
                "sdt" if is_contents(node) => {}
                "AlternateContent" => {
                    if let Some(choice) = child(node, "Choice").or_else(|| child(node, "Fallback")) {
                        self.gather(choice, found);
                    }
                }
                _ => self.gather(node, found),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) -> Result<(), ReadError> {
        let found = self.content(node);
        self.write(&found.text, found.role, found.indented, found.centred);
        for drawn in found.drawn {
            self.write(&drawn, Role::Body, false, true);
        }
        for content in found.boxes {
            self.blocks(content)?;
        }
        Ok(())
    }

    /// What stands in a paragraph, its automatic number before it.
    fn content<'a, 'i>(&mut self, node: Node<'a, 'i>) -> Paragraph<'a, 'i> {
        let properties = child(node, "pPr");
        let style = properties.and_then(|properties| value(properties, "pStyle"));
        let mut found = Inline::default();
        let hidden = self.styles.hidden(style).unwrap_or(false);
        inline::read(node, &self.styles, &mut self.fields, hidden, &mut found);
        self.images += found.images;
        self.objects += found.objects;
        let place = self.place();
        self.notes.extend(found.notes.into_iter().map(|(kind, id)| (kind, id, place)));
        let deleted = inline::mark_deleted(properties);
        let unseen = found.text.trim().is_empty() && (hidden || inline::mark_hidden(properties));
        if deleted {
            self.carried.push_str(&found.text);
            found.text.clear();
        } else if !unseen {
            found.text.insert_str(0, &std::mem::take(&mut self.carried));
            let mark = self.mark(properties, style).unwrap_or_default();
            found.text.insert_str(0, &mark);
        }
        let direct = properties.and_then(|properties| number(properties, "outlineLvl")).map(role_of_level);
        let role = match (self.styles.role(style), direct) {
            (role @ (Role::Title | Role::Contents), _) => role,
            (role @ (Role::Heading(_) | Role::Body), direct) => direct.unwrap_or(role),
        };
        if role == Role::Contents {
            found.text.clear();
        }
        let indented = properties.and_then(is_indented).or_else(|| self.styles.indented(style)).unwrap_or(false);
        let centred = properties.and_then(is_centred).or_else(|| self.styles.centred(style)).unwrap_or(false);
        Paragraph { text: found.text, role, indented, centred, boxes: found.boxes, drawn: found.drawn }
    }

    /// The automatic number of a paragraph.
    fn mark(&mut self, properties: Option<Node<'_, '_>>, style: Option<&str>) -> Option<String> {
        let direct = properties.and_then(Numbered::of);
        let styled = self.styles.numbered(style);
        let level = direct.and_then(|direct| direct.level).or_else(|| styled.and_then(|styled| styled.level));
        let list = direct.and_then(|direct| direct.list).or_else(|| styled.and_then(|styled| styled.list));
        self.numbering.next(Numbered { list, level }, style)
    }

    /// Write a paragraph of its own.
    fn write(&mut self, text: &str, role: Role, indented: bool, centred: bool) {
        if text.trim().is_empty() {
            return;
        }
        self.begin();
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        self.items.push(Item::Paragraph { span, role, indented, centred });
    }

    /// Say where the text that follows comes from.
    pub(super) fn begin(&mut self) {
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let place = self.place();
        self.runs.push(Run { start, place });
    }

    fn place(&self) -> Place {
        Place::Paragraph { section: self.section, paragraph: self.paragraph.max(1) }
    }

    /// Write what stands in a cell, paragraphs and the rows of inner tables on lines of their own.
    pub(super) fn flow(&mut self, content: Node<'_, '_>) {
        for part in self.parts(content) {
            match part {
                Part::Paragraph(node) => {
                    let found = self.content(node);
                    self.line(&found.text);
                    for drawn in &found.drawn {
                        self.line(drawn);
                    }
                    for inner in found.boxes {
                        self.flow(inner);
                    }
                }
                Part::Table(node) => {
                    for cell in table::rows(node).into_iter().flat_map(|row| row.cells) {
                        self.flow(cell.node);
                    }
                }
            }
        }
    }

    fn line(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.text.push_str(&text.replace('\t', " "));
            self.text.push('\n');
        }
    }

    /// Whether the text refers to notes of a kind.
    #[must_use]
    pub fn refers_to(&self, kind: &str) -> bool {
        self.notes.iter().any(|(other, ..)| *other == kind)
    }

    /// Append the notes of a kind that the text refers to, in the order of its references.
    pub fn append_notes(&mut self, kind: &'static str, root: Node<'_, '_>) {
        self.fields = Fields::new(root);
        let wanted: Vec<(String, Place)> =
            self.notes.iter().filter(|(other, ..)| *other == kind).map(|(_, id, place)| (id.clone(), *place)).collect();
        let notes: std::collections::BTreeMap<&str, Node<'_, '_>> =
            [children(root, "footnote"), children(root, "endnote")]
                .into_iter()
                .flatten()
                .filter_map(|note| Some((attribute(note, "id")?, note)))
                .collect();
        let mut written = std::collections::BTreeSet::new();
        for (id, place) in wanted {
            let Some(note) = notes.get(id.as_str()).filter(|_| written.insert(id.clone())) else { continue };
            let start = self.text.len();
            self.flow(*note);
            let kept = self.text.get(start..).unwrap_or_default().trim_end().len();
            if kept > 0 {
                self.runs.push(Run { start: u32::try_from(start).unwrap_or(u32::MAX), place });
                self.items.push(Item::Note(Span::new(start, start + kept)));
            }
        }
    }

    /// The report's blocks.
    #[must_use]
    pub fn finish(self) -> Finished {
        heading::settle(self.text, self.items, self.tables, self.runs)
    }
}

/// Whether a content control holds a generated table of contents.
fn is_contents(node: Node<'_, '_>) -> bool {
    let gallery = child(node, "sdtPr")
        .and_then(|properties| child(properties, "docPartObj"))
        .and_then(|part| value(part, "docPartGallery"));
    gallery.is_some_and(|gallery| gallery.eq_ignore_ascii_case("Table of Contents"))
}
