//! The rules of the house, held by machine: floors, sizes, module docs, and that every rulebook is embedded.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, from the ground up. A module imports from its own floor only itself, and otherwise only downwards; where
/// two stand on one floor they are strangers, save those of the ground floor, which build on each other, and `batch`,
/// which stands above `audit`.
const FLOORS: &[&[&str]] = &[
    &["span", "document", "fault", "finding", "spanned", "packed", "language", "text"],
    &["lexicon"],
    &["read", "reading"],
    &["fact"],
    &["check"],
    &["rulebook"],
    &["audit"],
    &["batch"],
    &["render"],
    &["config"],
    &["cli", "main", "lib"],
];

const FILE_LINES: usize = 450;
const FUNCTION_LINES: usize = 70;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The sources with their texts, inline tests cut off, by path below `src`.
fn sources() -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a source");
                let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
                let name = path.strip_prefix(root().join("src")).expect("below src").display().to_string();
                sources.insert(name, text);
            }
        }
    }
    sources
}

fn module(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or(name)
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[test]
fn imports_go_down_only() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let own = module(&name);
        let Some(own_floor) = floor(own) else {
            wrong.push(format!("{name}: `{own}` stands on no floor"));
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for import in imported(line) {
                let Some(floor) = floor(&import) else { continue };
                let fine = import == own || floor < own_floor || (floor == 0 && own_floor == 0);
                if !fine {
                    wrong.push(format!("{name}:{}: {own} imports {import}", at + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules that a line names behind `crate::`, braces included.
fn imported(line: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut modules = Vec::new();
    for (at, found) in line.match_indices("crate::") {
        let rest = &line[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(list) => modules.extend(list.split([',', '}']).map(|part| word(part.trim()))),
            None => modules.push(word(rest)),
        }
    }
    modules
}

#[test]
fn files_stay_small_and_open_with_their_purpose() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let lines = text.lines().count();
        if lines > FILE_LINES {
            wrong.push(format!("{name}: {lines} lines"));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{name}: does not open with //!"));
        }
        if ["utils", "types", "common", "helpers"].iter().any(|word| name.contains(&format!("{word}.rs"))) {
            wrong.push(format!("{name}: the name says nothing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn functions_stay_small() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let mut open: Option<(usize, String, usize)> = None;
        for (at, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let code = line.trim_start();
            let begins =
                ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn "].iter().any(|head| code.starts_with(head));
            if begins && open.is_none() {
                open = Some((at, code.to_owned(), indent));
            }
            if let Some((start, head, depth)) = &open
                && (code == "}" || code.ends_with("}") && at == *start)
                && indent == *depth
            {
                if at - start > FUNCTION_LINES {
                    wrong.push(format!("{name}:{}: {} lines: {head}", start + 1, at - start));
                }
                open = None;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_open() {
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:"), "unimplemented!", "todo!", "To be written"];
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (at, line) in text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                wrong.push(format!("{name}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rulebook_is_embedded_and_nothing_names_a_regulation_in_rust() {
    let embedded: Vec<&str> = hegui::rulebook::builtin::RULEBOOKS.iter().map(|book| book.id).collect();
    for entry in fs::read_dir(root().join("rules")).expect("rules") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        assert!(embedded.contains(&stem), "{} is not in rulebook/builtin.rs", path.display());
    }
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (at, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//")
                && ["政府信息公开", "信息公开工作", "依申请公开"].iter().any(|word| code.contains(word))
            {
                wrong.push(format!("{name}:{}: {}", at + 1, code));
            }
        }
    }
    assert!(wrong.is_empty(), "regime knowledge in Rust:\n{}", wrong.join("\n"));
}

#[test]
fn rulebooks_and_samples_are_where_the_design_says() {
    for folder in ["src", "rules", "samples", "tests", "benches"] {
        assert!(Path::new(&root()).join(folder).is_dir(), "{folder}");
    }
}
