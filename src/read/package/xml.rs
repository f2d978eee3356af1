//! XML that may be hostile: guarded by one cheap pass before it is parsed, so that neither depth nor a tag of a million
//! attributes costs more than a document of people's making. Document type declarations are refused.

use crate::read::ReadError;
use roxmltree::{Document, ParsingOptions};

/// The deepest nesting of elements.
const DEEPEST: usize = 400;

/// The most attributes of one element.
const MOST_ATTRIBUTES: usize = 400;

/// The most declarations of namespaces in one part.
const MOST_NAMESPACES: usize = 40_000;

/// The most nodes of one part.
const MOST_NODES: u32 = 3_000_000;

/// Parse a part that `guard` has passed.
///
/// # Errors
/// Where it is not well-formed or has too many nodes.
pub fn parse(text: &str) -> Result<Document<'_>, ReadError> {
    // A byte order mark and white space before the declaration are forgiven.
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        if matches!(error, roxmltree::Error::NodesLimitReached) {
            ReadError::OverLimit { name: "XML nodes", limit: u64::from(MOST_NODES) }
        } else {
            ReadError::Damaged { what: "XML" }
        }
    })
}

/// Refuse what would cost too much to parse: document type declarations, deep nesting, tags of many attributes, many
/// namespaces. What is not well-formed is left for the parser to tell.
///
/// # Errors
/// Where one of these is found.
pub fn guard(text: &str) -> Result<(), ReadError> {
    let mut rest = text;
    let (mut depth, mut namespaces) = (0_usize, 0_usize);
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(end) = skipped(rest)? {
            rest = &rest[end..];
            continue;
        }
        let tag = tag(rest)?;
        namespaces += tag.namespaces;
        if namespaces > MOST_NAMESPACES {
            return Err(ReadError::OverLimit { name: "XML namespaces", limit: MOST_NAMESPACES as u64 });
        }
        if rest.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !rest[..tag.end].ends_with("/>") {
            depth += 1;
            if depth > DEEPEST {
                return Err(ReadError::OverLimit { name: "XML depth", limit: DEEPEST as u64 });
            }
        }
        rest = &rest[tag.end..];
    }
    Ok(())
}

/// The end of what is no element: a comment, character data, an instruction. None where an element's tag begins.
fn skipped(rest: &str) -> Result<Option<usize>, ReadError> {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inner) = rest.strip_prefix(start) {
            return Ok(Some(inner.find(end).map_or(rest.len(), |at| start.len() + at + end.len())));
        }
    }
    if rest.starts_with("<!") { Err(ReadError::Damaged { what: "DOCTYPE" }) } else { Ok(None) }
}

/// A tag's end, and how many namespaces it declares.
struct Tag {
    end: usize,
    namespaces: usize,
}

fn tag(rest: &str) -> Result<Tag, ReadError> {
    let (mut quote, mut attributes, mut end) = (None, 0_usize, rest.len());
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                attributes += 1;
                if attributes > MOST_ATTRIBUTES {
                    return Err(ReadError::OverLimit { name: "XML attributes", limit: MOST_ATTRIBUTES as u64 });
                }
            }
            (None, b'>') => {
                end = at + 1;
                break;
            }
            (None, _) => {}
        }
    }
    Ok(Tag { end, namespaces: rest[..end].matches("xmlns").count() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_xml_is_refused() {
        let deep = "<a>".repeat(1_000_000);
        let wide = format!("<a{}/>", " b='1'".repeat(1000));
        let many = format!("<a>{}</a>", "<b xmlns:c='d'/>".repeat(50_000));
        let typed = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        for text in [deep.as_str(), &wide, &many, typed] {
            assert!(guard(text).is_err(), "{:.40}", text);
        }
        for text in ["<a b='>'><!-- <b> --><![CDATA[<c>]]><d/></a>", "<a", "</a>", "<", "<a b='"] {
            assert_eq!(guard(text), Ok(()), "{text}");
        }
    }
}
