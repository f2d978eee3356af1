//! Cases as folders: `tests/cases/<stage>/<name>/` holds `cmd` (the arguments of hegui, a word a line, run in that
//! folder), its input files, and what must come out: `stdout`, `stderr` and `exit`. A missing expectation fails;
//! `HEGUI_BLESS=1 cargo test --test cases` writes them, for a person to read before they are committed.

#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn cases_end_as_expected() {
    let bless = std::env::var_os("HEGUI_BLESS").is_some();
    let mut wrong = Vec::new();
    let folders = folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    assert!(!folders.is_empty(), "no cases");
    for folder in &folders {
        for (name, got) in run(folder) {
            let path = folder.join(name);
            if bless {
                fs::write(&path, &got).expect("written");
                continue;
            }
            match fs::read_to_string(&path) {
                Ok(expected) if expected == got => {}
                Ok(expected) => wrong.push(format!("{}:\n{}", path.display(), difference(&expected, &got))),
                Err(_) => wrong.push(format!("{}: is missing (HEGUI_BLESS=1 writes it)", path.display())),
            }
        }
    }
    println!("{} cases", folders.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The folders below `root` that hold a case, in order.
fn folders(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        if folder.join("cmd").is_file() {
            found.push(folder);
            continue;
        }
        let entries = fs::read_dir(&folder).into_iter().flatten();
        open.extend(entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()));
    }
    found.sort();
    found
}

fn run(folder: &Path) -> [(&'static str, String); 3] {
    let command = fs::read_to_string(folder.join("cmd")).expect("cmd");
    let words: Vec<&str> = command.lines().filter(|line| !line.is_empty()).collect();
    let input = fs::File::open(folder.join("stdin")).map_or_else(|_| Stdio::null(), Stdio::from);
    let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .env("COLUMNS", "80")
        .stdin(input)
        .output()
        .expect("hegui runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let code = done.status.code().map_or_else(|| "signal".to_owned(), |code| code.to_string());
    [("stdout", text(&done.stdout)), ("stderr", text(&done.stderr)), ("exit", format!("{code}\n"))]
}

/// The first line in which two texts differ, with its neighbours.
fn difference(expected: &str, got: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), got.lines().collect());
    let at = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let line = |lines: &[&str]| lines.get(at).map_or_else(|| "(ends)".to_owned(), |line| (*line).to_owned());
    format!("line {}\n- {}\n+ {}", at + 1, line(&old), line(&new))
}
