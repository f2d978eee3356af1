//! Twins: each sample report in every form gives the findings of the sample, by rule, severity, subject and quoted text.
#![cfg(feature = "pdf")]

#[allow(dead_code)]
mod forms;
#[allow(dead_code)]
mod writer;

use forms::Form;
use forms::source::pieces;
use hegui::read::{format_of, read};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is compared of a report: its findings, and the rules that were left open.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct Told {
    lines: BTreeSet<String>,
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let entries = fs::read_dir(folder).expect("samples").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> = entries.filter(|path| format_of(&path.to_string_lossy()).is_some()).collect();
    found.sort();
    found
}

/// Text as far as forms share it: without blanks, line ends and rulings.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect()
}

/// What is told of each report in a folder, by its name.
fn told(folder: &Path) -> BTreeMap<String, Told> {
    let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
        .args(["check", "--format", "json", "--lang", "en"])
        .arg(folder)
        .output()
        .expect("hegui runs");
    let output: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let mut reports = BTreeMap::new();
    for report in output["reports"].as_array().expect("reports") {
        let path = PathBuf::from(report["path"].as_str().expect("a path"));
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut told = Told::default();
        for key in ["agency", "year", "rulebook"] {
            told.lines.insert(format!("{key} {}", report[key]));
        }
        for outcome in report["outcomes"].as_array().into_iter().flatten() {
            if outcome["verdict"] == "undetermined" {
                told.lines.insert(format!("undetermined {}", outcome["rule"]));
            }
        }
        for finding in report["findings"].as_array().into_iter().flatten() {
            let labels = finding["labels"].as_array().expect("labels");
            let primary = labels.iter().find(|label| label["primary"] == true).unwrap_or(&Value::Null);
            let quoted = if primary["missing"] == true { "" } else { primary["text"].as_str().unwrap_or_default() };
            told.lines.insert(format!(
                "{} {} {} “{}”",
                finding["severity"],
                finding["rule"],
                finding["subject"],
                plain(quoted)
            ));
        }
        reports.insert(name, told);
    }
    reports
}

/// What a form tells otherwise, a line each.
fn differences(form: Form, wanted: &BTreeMap<String, Told>, got: &BTreeMap<String, Told>) -> Vec<String> {
    let none = Told::default();
    let mut found = Vec::new();
    for (name, told) in wanted {
        let other = got.get(name).unwrap_or(&none);
        let lost = told.lines.difference(&other.lines).map(|line| format!("{form:?} {name}: - {line}"));
        let gained = other.lines.difference(&told.lines).map(|line| format!("{form:?} {name}: + {line}"));
        found.extend(lost.chain(gained));
    }
    found
}

#[test]
fn every_form_of_a_sample_gives_its_findings() {
    let wanted = told(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"));
    assert!(wanted.len() >= 19 && wanted.values().any(|told| told.lines.len() > 4), "{wanted:?}");
    let mut wrong = Vec::new();
    for &form in Form::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let pasted = matches!(form, Form::Cells | Form::Rows);
        for sample in samples() {
            let path = sample.to_string_lossy();
            let bytes = fs::read(&sample).expect("a sample");
            let document = read(&path, format_of(&path).expect("a format"), &bytes).expect("a document");
            let name = sample.file_stem().expect("a name").to_string_lossy().into_owned();
            let bytes = form.write(&pieces(&document));
            if let Some(kept) = std::env::var_os("HEGUI_TWINS") {
                let kept = PathBuf::from(kept).join(format!("{form:?}"));
                fs::create_dir_all(&kept).expect("a folder");
                fs::write(kept.join(format!("{name}.{}", form.ending())), &bytes).expect("written");
            }
            fs::write(folder.path().join(format!("{name}.{}", form.ending())), bytes).expect("written");
        }
        // Tables pasted without rulings are recovered by the labels of the national forms; others stay undetermined.
        let got = told(folder.path());
        let found = differences(form, &wanted, &got);
        wrong.extend(found.into_iter().filter(|line| !pasted || !line.contains(" foia-")));
    }
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}
