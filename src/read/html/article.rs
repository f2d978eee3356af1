//! The article inside a site's page: where the prose and the tables stand, without navigation, lists of other articles,
//! share buttons and footers.
//!
//! Every element is weighed by the prose and the cells in it, text of links left out. The article is the smallest
//! element that holds nearly all of the page's weight; what stands at its edges and consists of links, controls or a
//! site's boilerplate is left out again while it is written down (`flow`). Knows no site and no regime.

use super::tree::{Element, Node, Tree};
use crate::language::zh::page::{is_boilerplate, is_sentence_mark};

/// The part of the page's weight that the article holds, in hundredths.
const MOST: usize = 88;

/// Elements whose text no reader of the article sees.
const UNSEEN: [&str; 16] = [
    "script", "style", "noscript", "template", "head", "title", "select", "option", "button", "textarea", "input",
    "iframe", "object", "svg", "canvas", "nav",
];

/// Elements, by id, whose text is invisible only until the page's script has run: the body of an article on WeChat.
const SHOWN_BY_SCRIPT: [&str; 1] = ["js_content"];

/// Whether an element is shown and may belong to the article.
#[must_use]
pub fn is_seen(element: &Element) -> bool {
    if UNSEEN.contains(&element.name.as_str()) || element.attribute("hidden").is_some() {
        return false;
    }
    let style = element.attribute("style").unwrap_or_default().to_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let waits = element.attribute("id").is_some_and(|id| SHOWN_BY_SCRIPT.contains(&id));
    !style.contains("display:none") && (waits || !style.contains("visibility:hidden"))
}

/// What an element weighs.
#[derive(Clone, Copy, Default, Debug)]
struct Weight {
    /// Characters of prose and of cells, outside links.
    prose: usize,
    /// All characters.
    all: usize,
}

/// The element that holds the article; the root where nothing weighs anything.
#[must_use]
pub fn find(tree: &Tree, source: &str) -> usize {
    let mut weights = vec![Weight::default(); tree.elements.len()];
    weigh(tree, source, &mut weights);
    let whole = weights.first().map_or(0, |weight| weight.prose);
    if whole == 0 {
        return 0;
    }
    let mut at = 0;
    loop {
        let children = tree.elements[at].children.iter().filter_map(|child| match child {
            Node::Element(child) => Some(*child),
            Node::Text(_) => None,
        });
        let heavy = children.max_by_key(|child| weights[*child].prose);
        match heavy {
            Some(child) if weights[child].prose * 100 >= whole * MOST && !is_leaf(tree, child) => at = child,
            _ => return widen(tree, source, at, &weights),
        }
    }
}

/// Whether an element is itself a piece of the article rather than a container of it.
fn is_leaf(tree: &Tree, at: usize) -> bool {
    matches!(tree.elements[at].name.as_str(), "p" | "span" | "font" | "b" | "strong" | "table" | "tbody" | "tr" | "a")
        && !holds_blocks(tree, at)
}

/// Whether an element holds paragraphs, headings or other blocks directly or below wrappers.
#[must_use]
pub fn holds_blocks(tree: &Tree, at: usize) -> bool {
    let mut open = vec![at];
    let mut seen = 0;
    while let Some(at) = open.pop() {
        for child in &tree.elements[at].children {
            if let Node::Element(child) = child {
                seen += 1;
                if matches!(tree.elements[*child].name.as_str(), "p" | "div" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol")
                {
                    return true;
                }
                if seen < 4096 {
                    open.push(*child);
                }
            }
        }
    }
    false
}

/// How many elements up from the text its title is looked for.
const CLIMB: usize = 8;

/// The article's title often stands beside the element that holds its text: take in the nearest element that holds both,
/// where what it adds is short.
fn widen(tree: &Tree, source: &str, at: usize, weights: &[Weight]) -> usize {
    let parents = parents(tree);
    let title = page_title(tree, source);
    let mut below = at;
    for _ in 0..CLIMB {
        let Some(above) = parents[below] else { break };
        let added = weights[above].all.saturating_sub(weights[at].all);
        if added > 400 + weights[at].all / 4 {
            break;
        }
        let titled = tree.elements[above].children.iter().any(|child| match child {
            Node::Element(child) if *child != below => holds_title(tree, source, *child, &title, 0),
            Node::Element(_) | Node::Text(_) => false,
        });
        if titled {
            return above;
        }
        below = above;
    }
    at
}

fn parents(tree: &Tree) -> Vec<Option<usize>> {
    let mut parents = vec![None; tree.elements.len()];
    for (at, element) in tree.elements.iter().enumerate() {
        for child in &element.children {
            if let Node::Element(child) = child {
                parents[*child] = Some(at);
            }
        }
    }
    parents
}

/// The letters of the page's own title, which usually begins with the article's.
fn page_title(tree: &Tree, source: &str) -> String {
    let title = tree.elements.iter().find(|element| element.name == "title");
    let text = title.into_iter().flat_map(|element| &element.children).map(|child| match child {
        Node::Text(range) => source.get(range.clone()).unwrap_or_default(),
        Node::Element(_) => "",
    });
    text.flat_map(letters).collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// Whether an element is or holds the article's title: a heading, what is called a title, or the page's own title.
fn holds_title(tree: &Tree, source: &str, at: usize, title: &str, depth: usize) -> bool {
    let element = &tree.elements[at];
    if depth > 4 || !is_seen(element) {
        return false;
    }
    let named = |key| element.attribute(key).is_some_and(|value| value.to_lowercase().contains("title"));
    let text = text_of(tree, source, at, 600);
    let said: String = letters(&text).collect();
    let long = said.chars().count();
    let heading = matches!(element.name.as_str(), "h1" | "h2") || named("class") || named("id");
    let is_title =
        (6..=80).contains(&long) && !is_boilerplate(&text) && (heading || long >= 8 && title.contains(&said));
    let linked = element.name == "a";
    is_title && !linked
        || element.children.iter().take(64).any(|child| match child {
            Node::Element(child) if long <= 300 => holds_title(tree, source, *child, title, depth + 1),
            Node::Element(_) | Node::Text(_) => false,
        })
}

/// The text of an element as written, entities undecoded, at most `most` bytes or little more.
#[must_use]
pub fn text_of(tree: &Tree, source: &str, at: usize, most: usize) -> String {
    let mut text = String::new();
    let mut open: Vec<&Node> = tree.elements[at].children.iter().rev().collect();
    while let Some(node) = open.pop() {
        if text.len() > most {
            break;
        }
        match node {
            Node::Text(range) => text.push_str(source.get(range.clone()).unwrap_or_default()),
            Node::Element(child) if is_seen(&tree.elements[*child]) => {
                open.extend(tree.elements[*child].children.iter().rev());
            }
            Node::Element(_) => {}
        }
    }
    text
}

/// Weigh every element, the deepest first: elements come in the order of their openings, so that a parent stands
/// before its children.
fn weigh(tree: &Tree, source: &str, weights: &mut [Weight]) {
    let mut seen = vec![true; tree.elements.len()];
    let mut linked = vec![false; tree.elements.len()];
    let mut celled = vec![false; tree.elements.len()];
    for (at, element) in tree.elements.iter().enumerate() {
        seen[at] = seen[at] && is_seen(element);
        linked[at] = linked[at] || element.name == "a";
        celled[at] = celled[at] || matches!(element.name.as_str(), "td" | "th");
        for child in &element.children {
            if let Node::Element(child) = child {
                (seen[*child], linked[*child], celled[*child]) = (seen[at], linked[at], celled[at]);
            }
        }
    }
    for (at, element) in tree.elements.iter().enumerate().rev() {
        let mut weight = weights[at];
        for child in &element.children {
            match child {
                Node::Element(child) => {
                    weight.prose += weights[*child].prose;
                    weight.all += weights[*child].all;
                }
                Node::Text(range) if seen[at] => {
                    let text = source.get(range.clone()).unwrap_or_default();
                    let long = text.chars().filter(|c| !c.is_whitespace()).count();
                    weight.all += long;
                    // Prose has sentences; a cell is part of the report whatever it holds.
                    if !linked[at] && (text.chars().any(is_sentence_mark) || celled[at]) && !is_boilerplate(text) {
                        weight.prose += long;
                    }
                }
                Node::Text(_) => {}
            }
        }
        weights[at] = weight;
    }
}
