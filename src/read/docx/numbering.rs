//! Automatic numbering: the lists of a document and their counters, which give each numbered paragraph the mark that a
//! reader sees before it.

use super::element::{attribute, child, children, is_on, number, value};
use super::numeral::NumberFormat;
use super::style::{Numbered, Styles};
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// The longest mark: the text of a level may be anything.
const LONGEST_MARK: usize = 200;

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: NumberFormat,
    /// `%1.%2`, `第%1章`.
    text: String,
    /// Whether all numbers in it are written in digits.
    legal: bool,
    /// The level, from 1, whose numbers start this one anew; 0 for never. None: any level above.
    restart: Option<u32>,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (text, format) = (String::new(), NumberFormat::Decimal);
        Self { start: 1, format, text, legal: false, restart: None, style: None }
    }
}

/// A list as paragraphs name it.
#[derive(Clone, Debug, Default)]
struct List {
    /// Where its counters are kept; lists of one definition count on from each other.
    definition: u32,
    levels: Vec<Level>,
    /// Where levels start when the list is first used.
    starts: BTreeMap<usize, u32>,
}

/// The lists of a document with their counters.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    lists: BTreeMap<u32, List>,
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    used: BTreeSet<u32>,
}

impl Numbering {
    /// The lists of a `numbering` element.
    #[must_use]
    pub fn read(root: Node<'_, '_>, styles: &Styles) -> Self {
        let definitions: BTreeMap<u32, Node<'_, '_>> = children(root, "abstractNum")
            .filter_map(|node| Some((attribute(node, "abstractNumId")?.trim().parse().ok()?, node)))
            .collect();
        let targets: BTreeMap<u32, u32> = children(root, "num")
            .filter_map(|node| Some((attribute(node, "numId")?.trim().parse().ok()?, number(node, "abstractNumId")?)))
            .collect();
        let mut lists = BTreeMap::new();
        for node in children(root, "num") {
            let Some(id) = attribute(node, "numId").and_then(|id| id.trim().parse::<u32>().ok()) else { continue };
            let Some(mut definition) = targets.get(&id).copied() else { continue };
            let linked = definitions.get(&definition).and_then(|node| value(*node, "numStyleLink"));
            let through = linked.and_then(|style| styles.numbered(Some(style))).and_then(|numbered| numbered.list);
            definition = through.and_then(|list| targets.get(&list)).copied().unwrap_or(definition);
            let Some(abstract_node) = definitions.get(&definition) else { continue };
            let mut list = List { definition, levels: levels(*abstract_node), starts: BTreeMap::new() };
            for change in children(node, "lvlOverride") {
                let at = attribute(change, "ilvl").and_then(|at| at.trim().parse::<usize>().ok());
                let Some(at) = at.filter(|at| *at < LEVELS) else { continue };
                if let Some(level) = child(change, "lvl") {
                    list.levels[at] = read_level(level);
                    list.starts.insert(at, list.levels[at].start);
                }
                if let Some(start) = number(change, "startOverride") {
                    list.starts.insert(at, start);
                }
            }
            lists.insert(id, list);
        }
        Self { lists, ..Self::default() }
    }

    /// Count a paragraph of a list: the mark before it, with the blank that separates it where a digit, a letter or a
    /// full stop ends it. None where the list is not known, or off.
    pub fn next(&mut self, numbered: Numbered, style: Option<&str>) -> Option<String> {
        let id = numbered.list.filter(|id| *id != 0)?;
        let list = self.lists.get(&id)?;
        let linked = || list.levels.iter().position(|level| level.style.is_some() && level.style.as_deref() == style);
        let at = numbered.level.or_else(linked).unwrap_or(0).min(LEVELS - 1);
        let counters = self.counters.entry(list.definition).or_default();
        if self.used.insert(id) {
            for level in list.starts.keys() {
                counters[*level] = None;
            }
        }
        let start = |level: usize| list.starts.get(&level).copied().unwrap_or(list.levels[level].start);
        counters[at] = Some(counters[at].map_or_else(|| start(at), |last| last.saturating_add(1)));
        #[allow(clippy::needless_range_loop, reason = "levels and counters are numbered alike")]
        for deeper in at + 1..LEVELS {
            let restarts = match list.levels[deeper].restart {
                None => true,
                Some(0) => false,
                Some(level) => at < level as usize,
            };
            if restarts {
                counters[deeper] = None;
            }
        }
        let numbers: Vec<u32> = (0..LEVELS).map(|level| counters[level].unwrap_or_else(|| start(level))).collect();
        Some(mark(&list.levels, at, &numbers))
    }
}

/// The mark of a level.
fn mark(levels: &[Level], at: usize, numbers: &[u32]) -> String {
    let level = &levels[at];
    if level.format == NumberFormat::Bullet {
        return String::new();
    }
    let mut written = String::new();
    let mut rest = level.text.chars().peekable();
    while let Some(c) = rest.next() {
        let named = rest.peek().and_then(|next| next.to_digit(10)).filter(|named| *named > 0 && c == '%');
        let Some(named) = named else {
            written.push(c);
            continue;
        };
        rest.next();
        let which = named as usize - 1;
        let format = if level.legal { NumberFormat::Decimal } else { levels[which].format };
        written.push_str(&format.write(numbers[which]));
    }
    // What separates mark and text is a tab or nothing to Word; a full stop and a number may not run together.
    let solid = |c: char| c.is_ascii_alphanumeric() || c == '.';
    if written.ends_with(solid) {
        written.push(' ');
    }
    written
}

fn levels(definition: Node<'_, '_>) -> Vec<Level> {
    let mut found = vec![Level::default(); LEVELS];
    for node in children(definition, "lvl") {
        let at = attribute(node, "ilvl").and_then(|at| at.trim().parse::<usize>().ok());
        if let Some(level) = at.and_then(|at| found.get_mut(at)) {
            *level = read_level(node);
        }
    }
    found
}

fn read_level(node: Node<'_, '_>) -> Level {
    let format = node.descendants().find(|inner| inner.tag_name().name() == "numFmt");
    let format = format.and_then(|format| attribute(format, "val")).unwrap_or("decimal");
    let text = value(node, "lvlText").unwrap_or_default();
    let text = text.chars().take(LONGEST_MARK).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)).collect();
    Level {
        start: number(node, "start").unwrap_or(0),
        format: NumberFormat::named(format),
        text,
        legal: child(node, "isLgl").is_some_and(|legal| is_on(attribute(legal, "val"))),
        restart: number(node, "lvlRestart"),
        style: value(node, "pStyle").map(str::to_owned),
    }
}
