//! Tokens to a tree of elements and text: the few rules of HTML that published pages rely on. Elements that may be left
//! open are closed by what follows them; depth is bounded, deeper elements lie flat at the bound.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use std::ops::Range;

/// The deepest nesting that is followed.
const DEEPEST: usize = 400;

/// A node: an element or a text.
#[derive(Clone, Debug)]
pub enum Node {
    /// An element: an index into `Tree::elements`.
    Element(usize),
    /// Bytes of the source, entities as written.
    Text(Range<usize>),
}

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name in lower case.
    pub name: String,
    /// Attributes that matter here: class, id, style, rowspan, colspan, hidden, href.
    pub attributes: Vec<(&'static str, String)>,
    /// What it holds, in order.
    pub children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

/// The name of an element that stands for a comment addressed to the program: no tag can have it.
pub const COMMENT: &str = "!--";

/// A page.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The elements; the first is the root.
    pub elements: Vec<Element>,
}

const KEPT: [&str; 7] = ["class", "id", "style", "rowspan", "colspan", "hidden", "href"];
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Parse a page.
#[must_use]
pub fn parse(source: &str) -> Tree {
    let mut tree = Tree { elements: vec![Element::default()] };
    let mut open: Vec<usize> = vec![0];
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).to_lowercase();
                close_for(&tree, &mut open, &name);
                let mut element = Element { name, ..Element::default() };
                for (key, value) in &tag.attributes {
                    if let Some(kept) = KEPT.iter().find(|kept| kept.as_bytes() == key.as_slice()) {
                        element.attributes.push((kept, String::from_utf8_lossy(value).into_owned()));
                    }
                }
                let leaf = tag.self_closing || VOID.contains(&element.name.as_str());
                let at = tree.elements.len();
                tree.elements.push(element);
                append(&mut tree, &open, Node::Element(at));
                if !leaf && open.len() < DEEPEST {
                    open.push(at);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).to_lowercase();
                close(&tree, &mut open, &name);
            }
            Token::String(text) => {
                let range = text.span.start..text.span.end;
                if source.get(range.clone()).is_some_and(|text| !text.is_empty()) {
                    append(&mut tree, &open, Node::Text(range));
                }
            }
            Token::Comment(comment) => {
                let text = String::from_utf8_lossy(&comment.value).into_owned();
                if let Some(said) = text.trim().strip_prefix("hegui:") {
                    let attributes = vec![("comment", said.trim().to_owned())];
                    let at = tree.elements.len();
                    tree.elements.push(Element { name: COMMENT.to_owned(), attributes, children: Vec::new() });
                    append(&mut tree, &open, Node::Element(at));
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    tree
}

fn append(tree: &mut Tree, open: &[usize], node: Node) {
    let parent = open.last().copied().unwrap_or(0);
    tree.elements[parent].children.push(node);
}

/// Close the element of an end tag, and what was left open in it; an end tag without its element closes nothing.
fn close(tree: &Tree, open: &mut Vec<usize>, name: &str) {
    let bound = scope(tree, open, name);
    if let Some(at) = open.iter().skip(bound).rposition(|element| tree.elements[*element].name == name) {
        open.truncate((bound + at).max(1));
    }
}

/// Close what may be left open before a start tag.
fn close_for(tree: &Tree, open: &mut Vec<usize>, name: &str) {
    let closed: &[&str] = match name {
        "tr" => &["tr", "td", "th", "p"],
        "td" | "th" => &["td", "th", "p"],
        "li" => &["li", "p"],
        "dt" | "dd" => &["dt", "dd", "p"],
        "option" => &["option"],
        "tbody" | "thead" | "tfoot" => &["tbody", "thead", "tfoot", "tr", "td", "th", "p"],
        "p" | "div" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "section"
        | "article" | "blockquote" | "dl" | "pre" | "form" | "header" | "footer" | "nav" => &["p"],
        _ => return,
    };
    let bound = scope(tree, open, name);
    if let Some(at) =
        open.iter().skip(bound).position(|element| closed.contains(&tree.elements[*element].name.as_str()))
    {
        open.truncate(bound + at);
    }
}

/// How many of the open elements lie outside the nearest table, list or cell, which end tags and openings do not reach
/// beyond.
fn scope(tree: &Tree, open: &[usize], name: &str) -> usize {
    let walls: &[&str] = match name {
        "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" => &["table"],
        "li" => &["ul", "ol", "table", "td", "th"],
        "table" | "body" | "html" => &[],
        _ => &["td", "th", "table"],
    };
    let wall = open.iter().rposition(|element| walls.contains(&tree.elements[*element].name.as_str()));
    wall.map_or(1, |at| at + 1).min(open.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(tree: &Tree, at: usize) -> String {
        let element = &tree.elements[at];
        let inner: String = element
            .children
            .iter()
            .map(|child| match child {
                Node::Element(at) => outline(tree, *at),
                Node::Text(_) => ".".to_owned(),
            })
            .collect();
        format!("<{}{inner}>", element.name)
    }

    #[test]
    fn what_is_left_open_is_closed_by_what_follows() {
        let shape = |source: &str| outline(&parse(source), 0);
        assert_eq!(shape("<p>a<p>b<div>c</div>"), "<<p.><p.><div.>>");
        assert_eq!(shape("<table><tr><td>a<td>b<tr><td>c</table>d"), "<<table<tr<td.><td.>><tr<td.>>>.>");
        assert_eq!(shape("<td><table><tr><td>x</td></tr></table></td>y"), "<<td<table<tr<td.>>>>.>");
        assert_eq!(shape("<div><p>a</div>b"), "<<div<p.>>.>");
    }

    #[test]
    fn nesting_is_bounded() {
        let source = "<div>".repeat(100_000);
        assert_eq!(parse(&source).elements.len(), 100_001);
    }
}
