//! The text of a paragraph: runs with their fields, breaks and signs, through every wrapper; deletions and hidden text
//! left out. What stands in text boxes is handed back apart.

use super::element::{attribute, child, is_on, name, switch, value};
use super::style::Styles;
use roxmltree::Node;
use std::collections::BTreeSet;

/// What was found in a paragraph.
#[derive(Debug, Default)]
pub struct Inline<'a, 'i> {
    /// The text.
    pub text: String,
    /// The contents of its text boxes, in order.
    pub boxes: Vec<Node<'a, 'i>>,
    /// Notes referred to: `footnotes` or `endnotes`, and the id.
    pub notes: Vec<(&'static str, String)>,
    /// Pictures.
    pub images: u32,
    /// Embedded objects.
    pub objects: u32,
    /// Texts drawn as pictures: WordArt.
    pub drawn: Vec<String>,
}

/// The fields that are open, which may reach over paragraphs: whether each is still in its instruction.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// The beginnings of fields that have an end.
    whole: BTreeSet<u32>,
    open: Vec<bool>,
}

impl Fields {
    /// Find the fields of a part that are whole: text after the beginning of a broken one is text.
    #[must_use]
    pub fn new(root: Node<'_, '_>) -> Self {
        let mut whole = BTreeSet::new();
        let mut open = Vec::new();
        for node in root.descendants().filter(|node| name(*node) == "fldChar") {
            if node.ancestors().any(|outer| matches!(name(outer), "del" | "moveFrom" | "Fallback")) {
                continue;
            }
            match attribute(node, "fldCharType") {
                Some("begin") => open.push(node.id().get()),
                Some("end") => whole.extend(open.pop()),
                _ => {}
            }
        }
        Self { whole, open: Vec::new() }
    }

    fn mark(&mut self, node: Node<'_, '_>) {
        match attribute(node, "fldCharType") {
            Some("begin") if self.whole.contains(&node.id().get()) => self.open.push(true),
            Some("separate") => {
                if let Some(last) = self.open.last_mut() {
                    *last = false;
                }
            }
            Some("end") => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// Whether what stands here is an instruction.
    fn in_code(&self) -> bool {
        self.open.contains(&true)
    }
}

/// Read what stands in a paragraph into `found`; `hidden` is what its style says of hidden text.
pub fn read<'a, 'i>(
    node: Node<'a, 'i>,
    styles: &Styles,
    fields: &mut Fields,
    hidden: bool,
    found: &mut Inline<'a, 'i>,
) {
    for inner in node.children().filter(Node::is_element) {
        match name(inner) {
            "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "del" | "moveFrom" | "delText" | "delInstrText" | "rt" => {}
            "r" if is_hidden(inner, styles, hidden) => keep_fields(inner, fields),
            "txbxContent" => found.boxes.push(inner),
            "AlternateContent" => {
                let choice = child(inner, "Choice").or_else(|| child(inner, "Fallback"));
                if let Some(choice) = choice {
                    read(choice, styles, fields, hidden, found);
                }
            }
            "footnoteReference" => refer("footnotes", inner, found),
            "endnoteReference" => refer("endnotes", inner, found),
            "blip" | "imagedata" => found.images += 1,
            "OLEObject" => found.objects += 1,
            "textpath" => found.drawn.extend(attribute(inner, "string").map(str::to_owned)),
            "fldChar" => {
                fields.mark(inner);
                checkbox(inner, found);
                read(inner, styles, fields, hidden, found);
            }
            "instrText" if !fields.open.is_empty() => {}
            _ if fields.in_code() => read(inner, styles, fields, hidden, found),
            "t" | "instrText" => found.text.push_str(&text(inner)),
            "tab" | "ptab" => found.text.push('\t'),
            "br" | "cr" => found.text.push('\n'),
            "noBreakHyphen" => found.text.push('-'),
            "sym" => found.text.extend(sign(inner)),
            _ => read(inner, styles, fields, hidden, found),
        }
    }
}

/// The fields' marks in a hidden run count all the same.
fn keep_fields(run: Node<'_, '_>, fields: &mut Fields) {
    for node in run.children().filter(|node| name(*node) == "fldChar") {
        fields.mark(node);
    }
}

fn is_hidden(run: Node<'_, '_>, styles: &Styles, paragraph: bool) -> bool {
    let Some(properties) = child(run, "rPr") else { return paragraph };
    let by_style = || value(properties, "rStyle").and_then(|style| styles.hidden(Some(style)));
    switch(properties, "vanish").or_else(by_style).unwrap_or(paragraph)
}

fn refer(kind: &'static str, node: Node<'_, '_>, found: &mut Inline<'_, '_>) {
    found.notes.extend(attribute(node, "id").map(|id| (kind, id.to_owned())));
}

/// A form's box to tick, as it looks.
fn checkbox(field: Node<'_, '_>, found: &mut Inline<'_, '_>) {
    let Some(ticks) = child(field, "ffData").and_then(|data| child(data, "checkBox")) else { return };
    let ticked = switch(ticks, "checked").or_else(|| switch(ticks, "default")).unwrap_or(false);
    found.text.push(if ticked { '☑' } else { '□' });
}

/// The text of a `t`; white space at its ends counts only where it says so.
fn text(node: Node<'_, '_>) -> String {
    let kept = attribute(node, "space") == Some("preserve");
    let all: String = node.children().filter_map(|child| child.text()).collect();
    let all = if kept { all.as_str() } else { all.trim_matches([' ', '\t', '\r', '\n']) };
    all.replace(['\r', '\n'], " ")
}

/// A sign of a symbol font, as far as it means something in a report: boxes and numbers in circles.
fn sign(node: Node<'_, '_>) -> Option<char> {
    let code = u32::from_str_radix(attribute(node, "char")?.trim(), 16).ok()?;
    if !(0xe000..=0xf8ff).contains(&code) && code > 0xff {
        return char::from_u32(code);
    }
    let second = attribute(node, "font").is_some_and(|font| font.contains('2'));
    match (code & 0xff, second) {
        (0x52 | 0x54, true) | (0xfe | 0xfd, false) => Some('☑'),
        (0x50, true) | (0xfc, false) => Some('✓'),
        (0xa3 | 0x2a | 0x30, true) | (0xa8 | 0x6f | 0x71 | 0x72, false) => Some('□'),
        (low @ (0x81..=0x8a), false) => char::from_u32('①' as u32 + low - 0x81),
        (low @ (0x20..=0x7e), _) if !attribute(node, "font").is_some_and(|font| font.contains("dings")) => {
            char::from_u32(low)
        }
        _ => None,
    }
}

/// Whether the mark at a paragraph's end was deleted in a tracked change: what follows then runs on.
pub fn mark_deleted(properties: Option<Node<'_, '_>>) -> bool {
    let mark = properties.and_then(|properties| child(properties, "rPr"));
    mark.is_some_and(|mark| child(mark, "del").or_else(|| child(mark, "moveFrom")).is_some())
}

/// Whether the mark at a paragraph's end is hidden.
pub fn mark_hidden(properties: Option<Node<'_, '_>>) -> bool {
    let mark = properties.and_then(|properties| child(properties, "rPr"));
    mark.and_then(|mark| child(mark, "vanish")).is_some_and(|vanish| is_on(attribute(vanish, "val")))
}
