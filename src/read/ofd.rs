//! OFD (GB/T 33190): a package of XML parts, a page each; their text and lines are assembled as any page of a fixed
//! layout. Annotations and seals are left out. Refuses what leaves the package, is encrypted or exceeds limits.

mod content;

use super::package::{Package, resolve, xml};
use super::{ReadError, page};
use crate::document::{Document, Format};
use content::Canvas;
use roxmltree::Node;
use std::collections::BTreeMap;

/// The most pages of a file.
const MOST_PAGES: usize = 2000;
/// The most signs and lines of a file.
const MOST_DRAWN: usize = 5_000_000;

/// Read an OFD file.
///
/// # Errors
/// Where it is no such file, encrypted, damaged, or over a limit.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if !bytes.starts_with(b"PK") {
        return Err(ReadError::NotThisFormat);
    }
    let mut package = Package::open(bytes)?;
    let entry = package.text("OFD.xml")?.ok_or(ReadError::NotThisFormat)?;
    let entry = xml::parse(&entry)?;
    let roots: Vec<String> = named(entry.root_element(), "DocRoot")
        .filter_map(|node| resolve("", node.text().unwrap_or_default().trim()))
        .collect();
    let mut pages = Vec::new();
    let mut left = MOST_DRAWN;
    for root in roots.iter().take(16) {
        read_document(&mut package, root, &mut pages, &mut left)?;
    }
    if pages.is_empty() {
        return Err(ReadError::Damaged { what: "OFD" });
    }
    Ok(page::document(path, Format::Ofd, pages, Vec::new()))
}

/// The pages of one document of a package.
fn read_document(
    package: &mut Package<'_>,
    part: &str,
    pages: &mut Vec<page::Page>,
    left: &mut usize,
) -> Result<(), ReadError> {
    let text = package.text(part)?.ok_or(ReadError::Damaged { what: "Document.xml" })?;
    let tree = xml::parse(&text)?;
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let location = |node: Node<'_, '_>| resolve(folder, attribute(node, "BaseLoc")?.trim());
    let size = named(tree.root_element(), "PageArea").next().and_then(area);
    let templates: BTreeMap<&str, String> = named(tree.root_element(), "TemplatePage")
        .filter_map(|node| Some((attribute(node, "ID")?, location(node)?)))
        .collect();
    for node in named(tree.root_element(), "Page") {
        if pages.len() >= MOST_PAGES {
            return Err(ReadError::OverLimit { name: "pages", limit: MOST_PAGES as u64 });
        }
        let part = location(node).ok_or(ReadError::Damaged { what: "Document.xml" })?;
        let text = package.text(&part)?.ok_or(ReadError::Damaged { what: "Content.xml" })?;
        let content = xml::parse(&text)?;
        let own = named(content.root_element(), "Area").next().and_then(area);
        let mut canvas = Canvas::new(own.or(size).unwrap_or([0.0, 0.0, 210.0, 297.0]), *left);
        for used in named(content.root_element(), "Template") {
            if let Some(template) = attribute(used, "TemplateID").and_then(|id| templates.get(id))
                && let Some(text) = package.text(template)?
            {
                canvas.draw(xml::parse(&text)?.root_element());
            }
        }
        canvas.draw(content.root_element());
        *left = canvas.left();
        if *left == 0 {
            return Err(ReadError::OverLimit { name: "drawn", limit: MOST_DRAWN as u64 });
        }
        pages.push(canvas.finish(u32::try_from(pages.len() + 1).unwrap_or(u32::MAX)));
    }
    Ok(())
}

/// The elements of a name, whatever their prefix.
fn named<'a, 'i: 'a>(root: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    root.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The box of a page, in millimetres: what is printed, else the sheet.
fn area(node: Node<'_, '_>) -> Option<[f32; 4]> {
    let part = |name| named(node, name).next().and_then(|part| four(part.text().unwrap_or_default()));
    part("PhysicalBox").or_else(|| part("ApplicationBox"))
}

/// Four numbers.
fn four(text: &str) -> Option<[f32; 4]> {
    let mut numbers = content::numbers(text);
    Some([numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?])
}
