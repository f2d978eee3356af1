//! The samples are what `samples/defects.toml` says: clean ones without an error or a warning, and each defect found where
//! it lies.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

#[derive(Deserialize)]
struct Sheet {
    file: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    path: String,
    #[serde(default)]
    clean: bool,
    #[serde(default)]
    defect: Vec<Defect>,
}

#[derive(Deserialize, Debug)]
struct Defect {
    check: String,
    subject: Option<String>,
    quote: Option<String>,
}

/// Whether a finding is the defect: of its check, about its subject or a part of it, and on its quoted words. A masked text counts.
fn is(finding: &Value, defect: &Defect) -> bool {
    let texts = || finding["labels"].as_array().into_iter().flatten().filter_map(|label| label["text"].as_str());
    let quoted = |quote: &str| texts().any(|text| text.contains('*') || text.contains(quote) || quote.contains(text));
    let said = finding["subject"].as_str().unwrap_or_default();
    let about = |subject: &str| said.strip_prefix(subject).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    finding["check"] == defect.check.as_str()
        && defect.subject.as_ref().is_none_or(|subject| about(subject))
        && defect.quote.as_ref().is_none_or(|quote| quoted(quote))
}

#[test]
fn the_samples_are_as_their_list_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let sheet = fs::read_to_string(folder.join("defects.toml")).expect("the list");
    let sheet: Sheet = toml::from_str(&sheet).expect("TOML");
    let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
        .args(["check", "--no-config", "--format", "json", "."])
        .current_dir(&folder)
        .output()
        .expect("hegui runs");
    let output: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let reports = output["reports"].as_array().expect("reports");
    let path = |report: &Value| report["path"].as_str().unwrap_or_default().trim_start_matches("./").to_owned();
    let listed: BTreeSet<String> = sheet.file.iter().map(|sample| sample.path.clone()).collect();
    let read: BTreeSet<String> = reports.iter().map(path).collect();
    assert_eq!(listed, read, "the list and the folder hold the same files");
    let mut wrong = Vec::new();
    for sample in &sheet.file {
        let report = reports.iter().find(|report| path(report) == sample.path).expect("a report");
        let findings = report["findings"].as_array().expect("findings");
        let grave = findings.iter().filter(|finding| finding["severity"] != "info");
        if sample.clean {
            wrong.extend(grave.map(|finding| format!("{}: {}", sample.path, finding["message"])));
        }
        let missed = sample.defect.iter().filter(|defect| !findings.iter().any(|finding| is(finding, defect)));
        wrong.extend(missed.map(|defect| format!("{}: not found: {defect:?}", sample.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
