//! Packages of XML parts in a zip, as Word and OFD make them: opened, their parts inflated one by one within a limit,
//! their XML guarded before it is parsed. Knows no format; refuses paths that leave the package, and never believes a
//! size that the package declares.

pub mod xml;

use super::ReadError;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes of one part, inflated.
const LARGEST_PART: u64 = 64 << 20;

/// The most bytes of all parts that are read together, inflated.
const LARGEST_SUM: u64 = 192 << 20;

/// The most parts of a package.
const MOST_PARTS: usize = 20_000;

/// A package that was opened.
#[derive(Debug)]
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Where a part stands in the archive, by its name as `key` makes it.
    parts: BTreeMap<String, usize>,
    /// Bytes inflated so far.
    spent: u64,
}

/// A relationship of a part to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its id, by which the part's text names it.
    pub id: String,
    /// The last word of its type: `styles`, `footnotes`, `image`.
    pub kind: String,
    /// The name of the part that it leads to; none where that lies outside of the package.
    pub target: Option<String>,
}

impl<'b> Package<'b> {
    /// Open a package.
    ///
    /// # Errors
    /// Where the bytes are no zip, broken off, or hold too many parts.
    pub fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged { what: "zip" })?;
        if archive.len() > MOST_PARTS {
            return Err(ReadError::OverLimit { name: "parts", limit: MOST_PARTS as u64 });
        }
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                parts.entry(key(&name)).or_insert(at);
            }
        }
        Ok(Self { archive, parts, spent: 0 })
    }

    /// Whether a part is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// The names of the parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The bytes of a part; none where the package has none of that name.
    ///
    /// # Errors
    /// Where it is encrypted, cannot be inflated or grows over the limit.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(at) = self.parts.get(&key(name)) else { return Ok(None) };
        let damaged = ReadError::Damaged { what: "zip" };
        let part = self.archive.by_index(*at).map_err(|error| {
            let locked = zip::result::ZipError::PASSWORD_REQUIRED;
            let is_locked = matches!(error, zip::result::ZipError::UnsupportedArchive(reason) if reason == locked);
            if is_locked { ReadError::Encrypted } else { damaged.clone() }
        })?;
        let limit = LARGEST_PART.min(LARGEST_SUM.saturating_sub(self.spent));
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_| damaged)?;
        if bytes.len() as u64 > limit {
            return Err(ReadError::OverLimit { name: "size of a part", limit: LARGEST_PART });
        }
        self.spent += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// All parts with their names as stored, in the order of the archive: for a package that is written anew.
    ///
    /// # Errors
    /// As `bytes` and, for XML, `xml::guard`.
    pub fn all(&mut self) -> Result<Vec<(String, Vec<u8>)>, ReadError> {
        let mut names = Vec::new();
        for at in 0..self.archive.len() {
            if let Some(Ok(name)) = self.archive.name_for_index(at)
                && !name.ends_with(['/', '\\'])
            {
                names.push(name.into_owned());
            }
        }
        let mut parts = Vec::with_capacity(names.len());
        for name in names {
            let Some(bytes) = self.bytes(&name)? else { continue };
            if key(&name).ends_with(".xml") {
                xml::guard(&decode(&bytes))?;
            }
            parts.push((name, bytes));
        }
        Ok(parts)
    }

    /// The text of an XML part, guarded: `xml::parse` may be given it. None where there is no such part.
    ///
    /// # Errors
    /// As `bytes` and `xml::guard`.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = decode(&bytes).into_owned();
        xml::guard(&text)?;
        Ok(Some(text))
    }

    /// The relationships of a part, in order; those of the package itself for the empty name.
    ///
    /// # Errors
    /// As `text` and `xml::parse`.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let separator = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.text(&format!("{folder}{separator}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        let tree = xml::parse(&text)?;
        let relations = tree.descendants().filter(|node| node.tag_name().name() == "Relationship");
        Ok(relations
            .map(|node| {
                let attribute = |name| node.attribute(name).unwrap_or_default();
                let inside = !attribute("TargetMode").eq_ignore_ascii_case("external");
                let kind = attribute("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = if inside { resolve(folder, attribute("Target")) } else { None };
                Relation { id: attribute("Id").to_owned(), kind, target }
            })
            .collect())
    }
}

/// Part names are compared without regard to case; some programs write them with backslashes.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The name of the part that a target leads to from a folder; none where it leaves the package.
#[must_use]
pub fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { split(folder).collect() };
    for step in split(&target) {
        match step {
            "." => {}
            ".." => {
                steps.pop()?;
            }
            _ => steps.push(step),
        }
    }
    (!steps.is_empty()).then(|| steps.join("/"))
}

fn split(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|step| !step.is_empty())
}

/// The text of an XML part: UTF-8, or UTF-16 with its mark. What means nothing becomes U+FFFD.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    encoding.decode(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_in_the_package() {
        for (folder, target, name) in [
            ("word", "styles.xml", Some("word/styles.xml")),
            ("word", "/word/styles.xml", Some("word/styles.xml")),
            ("word", "../customXml/item1.xml", Some("customXml/item1.xml")),
            ("word", "../../etc/passwd", None),
            ("", "word\\document.xml", Some("word/document.xml")),
            ("word", "./a//b", Some("word/a/b")),
            ("word", "..", None),
        ] {
            assert_eq!(resolve(folder, target).as_deref(), name, "{target}");
        }
    }
}
