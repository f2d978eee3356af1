//! What is told of the built-in rulebooks when the program is built, so that a check does not pay for it: each parsed
//! to its tree, and of each pattern the literals of which every match holds one.

#![allow(dead_code)]

#[path = "src/fault.rs"]
mod fault;
#[path = "src/packed.rs"]
mod packed;
#[path = "src/span.rs"]
mod span;
#[path = "src/spanned.rs"]
mod spanned;

#[path = "src/text"]
mod text {
    mod narrow;
    pub use narrow::narrow;
}

#[path = "src/lexicon"]
mod lexicon {
    pub mod expand;
    pub mod need;
}

use lexicon::{expand, need};
use spanned::{Node, Value};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The keys whose values are patterns, or tables of patterns.
const PATTERNS: [&str; 11] = [
    "beyond",
    "context",
    "forbid",
    "near",
    "pattern",
    "require",
    "said",
    "unless",
    "unless_before",
    "unless_clause",
    "unless_context",
];

/// The key whose value is a table with patterns for keys.
const REPLACE: &str = "replace";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for watched in ["build.rs", "rules", "src/lexicon", "src/spanned.rs", "src/packed.rs", "src/text/narrow.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(root.join("rules"))?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut books = String::from("&[\n");
    let mut patterns = BTreeSet::new();
    for path in &files {
        book(path, &out, &mut books, &mut patterns)?;
    }
    books.push(']');
    fs::write(out.join("rulebooks.rs"), books)?;
    fs::write(out.join("patterns.rs"), told(&patterns))?;
    Ok(())
}

/// Pack a rulebook, and note it and its patterns.
fn book(path: &Path, out: &Path, books: &mut String, patterns: &mut BTreeSet<String>) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let (root, faults) = spanned::parse(&text);
    if let Some(fault) = faults.first() {
        return Err(format!("{}: {}", path.display(), fault.message.en).into());
    }
    let id = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a rulebook without a name")?;
    fs::write(out.join(format!("{id}.tree")), packed::write(&root))?;
    let packed = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{id}.tree\"))");
    let auto = under(&root, "rulebook").and_then(|head| under(head, "auto"));
    let auto = matches!(auto.map(|auto| &auto.value), Some(Value::Flag(true)));
    writeln!(books, "Builtin {{ id: {id:?}, text: include_str!({path:?}), packed: {packed}, auto: {auto} }},")?;
    gather(&root, patterns);
    Ok(())
}

/// What stands under a key of a table.
fn under<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Table(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node),
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) => None,
    }
}

/// Gather all that stands where a pattern may.
fn gather(node: &Node, patterns: &mut BTreeSet<String>) {
    match &node.value {
        Value::Table(entries) => {
            for entry in entries {
                if PATTERNS.contains(&entry.key.as_str()) {
                    texts(&entry.node, patterns);
                } else if let (REPLACE, Value::Table(replaced)) = (entry.key.as_str(), &entry.node.value) {
                    patterns.extend(replaced.iter().map(|entry| entry.key.clone()));
                }
                gather(&entry.node, patterns);
            }
        }
        Value::List(items) => items.iter().for_each(|item| gather(item, patterns)),
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) => {}
    }
}

fn texts(node: &Node, patterns: &mut BTreeSet<String>) {
    match &node.value {
        Value::Text(text) => {
            patterns.insert(text.clone());
        }
        Value::List(items) => items.iter().for_each(|item| texts(item, patterns)),
        Value::Table(entries) => entries.iter().for_each(|entry| texts(&entry.node, patterns)),
        Value::Number(_) | Value::Flag(_) | Value::Date(_) => {}
    }
}

/// What is told of each pattern, as a slice of Rust. What is no pattern is left out: loading says so.
fn told(patterns: &BTreeSet<String>) -> String {
    let mut told = String::from("&[\n");
    for source in patterns {
        let Ok(hir) = regex_syntax::parse(&expand::expand(source)) else { continue };
        let list = |list: &Vec<String>| format!("&{list:?}, ");
        let branch = |lists: &Vec<Vec<String>>| format!("&[{}], ", lists.iter().map(list).collect::<String>());
        let branches: String = need::branches(&hir).iter().map(branch).collect();
        let _ = writeln!(told, "({source:?}, &[{branches}], {}),", need::reach(&hir).unwrap_or(0));
    }
    told.push(']');
    told
}
