//! Styles: what a paragraph or a run takes over from the style that it names, and from those that the style is based on.

use super::element::{attribute, child, children, number, switch, value};
use roxmltree::Node;
use std::collections::BTreeMap;

/// The longest chain of styles based on each other that is followed.
const LONGEST_CHAIN: usize = 20;

/// What a style stands for in the outline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// The report's title.
    Title,
    /// A heading; its level from 1.
    Heading(u8),
    /// An entry of a table of contents.
    Contents,
    /// Text.
    Body,
}

/// The numbering that a paragraph or a style asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Numbered {
    /// The list; 0 switches numbering off.
    pub list: Option<u32>,
    /// The level, from 0.
    pub level: Option<usize>,
}

impl Numbered {
    /// The numbering in paragraph properties, direct or a style's.
    pub fn of(properties: Node<'_, '_>) -> Option<Self> {
        let found = child(properties, "numPr")?;
        let level = number(found, "ilvl").map(|level| (level as usize).min(8));
        Some(Self { list: number(found, "numId"), level })
    }
}

/// A style as written.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u32>,
    numbered: Option<Numbered>,
    hidden: Option<bool>,
    indented: Option<bool>,
    centred: Option<bool>,
}

/// The styles of a document by their ids.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    /// The styles of a `styles` element.
    #[must_use]
    pub fn read(root: Node<'_, '_>) -> Self {
        let mut found = Self::default();
        for node in children(root, "style") {
            let Some(id) = attribute(node, "styleId") else { continue };
            let properties = child(node, "pPr");
            let style = Style {
                name: value(node, "name").unwrap_or_default().trim().to_lowercase(),
                based_on: value(node, "basedOn").map(str::to_owned),
                outline: properties.and_then(|properties| number(properties, "outlineLvl")),
                numbered: properties.and_then(Numbered::of),
                hidden: child(node, "rPr").and_then(|properties| switch(properties, "vanish")),
                indented: properties.and_then(is_indented),
                centred: properties.and_then(is_centred),
            };
            let default = attribute(node, "default").is_some_and(|value| matches!(value, "1" | "true" | "on"));
            if default && attribute(node, "type") == Some("paragraph") {
                found.default = Some(id.to_owned());
            }
            found.styles.insert(id.to_owned(), style);
        }
        found
    }

    /// A style and those it is based on, nearest first; the default style where none is named.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let first = id.filter(|id| self.styles.contains_key(*id)).or(self.default.as_deref());
        let mut next = first;
        (0..LONGEST_CHAIN).map_while(move |_| {
            let style = self.styles.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        })
    }

    /// What a paragraph of a style is in the outline.
    #[must_use]
    pub fn role(&self, id: Option<&str>) -> Role {
        let named = id.unwrap_or_default();
        let mut outline = None;
        for style in self.chain(id) {
            if let Some(role) = role_of_name(&style.name) {
                // A heading style may be moved to another level, or out of the outline, by the style itself.
                return match (role, outline.or(style.outline)) {
                    (Role::Heading(_), Some(level)) => role_of_level(level),
                    (role, _) => role,
                };
            }
            outline = outline.or(style.outline);
        }
        if let Some(level) = outline {
            return role_of_level(level);
        }
        // A document that lost its styles still names them.
        let known = self.styles.contains_key(named);
        role_of_name(&named.to_lowercase()).filter(|_| !known).unwrap_or(Role::Body)
    }

    /// The numbering of a paragraph of a style.
    #[must_use]
    pub fn numbered(&self, id: Option<&str>) -> Option<Numbered> {
        self.chain(id).find_map(|style| style.numbered)
    }

    /// Whether the text of a style is hidden; none where it does not say.
    #[must_use]
    pub fn hidden(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|style| style.hidden)
    }

    /// Whether paragraphs of a style begin with an indentation; none where it does not say.
    #[must_use]
    pub fn indented(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|style| style.indented)
    }

    /// Whether paragraphs of a style are centred; none where it does not say.
    #[must_use]
    pub fn centred(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|style| style.centred)
    }
}

/// The role of an outline level as written, from 0; 9 is body text.
pub fn role_of_level(level: u32) -> Role {
    match u8::try_from(level) {
        Ok(level) if level < 9 => Role::Heading(level + 1),
        _ => Role::Body,
    }
}

fn role_of_name(name: &str) -> Option<Role> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if matches!(name.as_str(), "title" | "标题") {
        return Some(Role::Title);
    }
    if name == "tocheading" {
        return Some(Role::Contents);
    }
    let numbered = |prefix: &str| name.strip_prefix(prefix)?.parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    if numbered("toc").or_else(|| numbered("目录")).is_some() {
        return Some(Role::Contents);
    }
    numbered("heading").or_else(|| numbered("标题")).map(Role::Heading)
}

/// Whether paragraph properties set an indentation of the first line or of the whole; none where they do not say.
pub fn is_indented(properties: Node<'_, '_>) -> Option<bool> {
    let indent = child(properties, "ind")?;
    let sum = |names: [&str; 3]| -> Option<i64> {
        names.iter().filter_map(|name| attribute(indent, name)?.trim().parse::<i64>().ok()).reduce(i64::saturating_add)
    };
    let first = sum(["firstLine", "firstLineChars", "none"]);
    let whole = sum(["left", "start", "leftChars"]);
    (first.is_some() || whole.is_some()).then(|| first.unwrap_or(0) > 0 || whole.unwrap_or(0) > 0)
}

/// Whether paragraph properties centre the text or set it to the right; none where they do not say.
pub fn is_centred(properties: Node<'_, '_>) -> Option<bool> {
    Some(matches!(value(properties, "jc")?, "center" | "right" | "end"))
}
