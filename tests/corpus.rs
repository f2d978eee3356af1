//! Whole reports that somebody else than the checks' authors wrote, and copies of them with one known defect each.
//!
//! `tests/corpus/<set>/` holds clean reports, last year's of some (`prev-*`), `damages.toml` (one edit each, the kinds
//! that may notice it and the words that a finding must lie on) and `known.toml`: false alarms and misses that are known.
//! Anything else fails, and so does a known one that is no more: the lists only shrink. `cargo test --test corpus --
//! --nocapture` prints precision and recall by kind; `HEGUI_BLESS=1` writes `known.toml` anew, for a person to read.

#![allow(clippy::print_stdout)]

use hegui::audit::{self, Audit, Beside, choose};
use hegui::fact::{self, Given};
use hegui::finding::{Finding, Severity};
use hegui::read;
use hegui::rulebook::Rulebook;
use hegui::rulebook::load::Library;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The damages of a set.
#[derive(Deserialize)]
struct Sheet {
    damage: Vec<Damage>,
}

/// One edit to a clean report.
#[derive(Deserialize)]
struct Damage {
    id: String,
    report: String,
    previous: Option<String>,
    check: Vec<String>,
    find: String,
    replace: String,
    #[serde(default)]
    quote: String,
    #[allow(dead_code)]
    why: String,
}

/// What is known to go wrong: lines `report: rule: words` and ids of damages.
#[derive(Deserialize, Serialize, Default, PartialEq, Eq, Debug)]
struct Known {
    false_alarms: Vec<String>,
    missed: Vec<String>,
}

/// How often a kind spoke rightly, spoke wrongly, or was silent.
#[derive(Default)]
struct Score {
    caught: usize,
    missed: usize,
    noise: usize,
}

fn judge(books: &[Arc<Rulebook>], name: &str, text: &str, previous: Option<&Path>) -> Audit {
    let read = |name: &str, bytes: &[u8]| {
        let format = read::format_of(name).expect("a format");
        read::read(name, format, bytes).expect("a report")
    };
    let choose = |document: &_| choose::choose(books, document, &Given::default()).expect("a rulebook").rulebook;
    let before = previous.map(|path| read(&path.to_string_lossy(), &fs::read(path).expect("last year's report")));
    let before = before.as_ref().map(|document| (document, choose(document)));
    let before =
        before.as_ref().map(|(document, rulebook)| fact::gather(document, &rulebook.vocabulary, &Given::default()));
    let document = read(name, text.as_bytes());
    let rulebook = choose(&document);
    audit::run(&rulebook, document, &Beside { previous: before.as_ref(), ..Beside::default() })
}

/// What tells a finding of a damaged report from the same of the clean one.
fn key(audit: &Audit, finding: &Finding) -> (String, String, String) {
    let words: String = audit.document.slice(finding.site.span()).split_whitespace().collect();
    (finding.rule.clone(), finding.subject.clone(), words)
}

/// Whether a finding lies on some words.
fn lies_on(audit: &Audit, finding: &Finding, words: &str) -> bool {
    let spans = std::iter::once(finding.site.span()).chain(finding.labels.iter().map(|label| label.span));
    let places: Vec<_> = audit.document.text.match_indices(words).map(|(at, _)| at..at + words.len()).collect();
    spans.into_iter().any(|span| {
        words.is_empty()
            || places
                .iter()
                .any(|at| (span.start as usize) < at.end && at.start < (span.end as usize).max(span.start as usize + 1))
    })
}

fn sets() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = fs::read_dir(root).expect("tests/corpus");
    let mut sets: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a set").path()).filter(|path| path.is_dir()).collect();
    sets.sort();
    sets
}

/// The clean reports of a set, by name.
fn reports(set: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(set).expect("a set").map(|entry| entry.expect("a file").path());
    let names = entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "md"));
    names
        .map(|path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), path))
        .filter(|(name, _)| !name.starts_with("prev-"))
        .map(|(name, path)| (name, fs::read_to_string(path).expect("UTF-8")))
        .collect()
}

/// Judge a set: what goes wrong, counted by kind.
fn score(books: &[Arc<Rulebook>], set: &Path, scores: &mut BTreeMap<String, Score>) -> Known {
    let reports = reports(set);
    let sheet: Sheet = toml::from_str(&fs::read_to_string(set.join("damages.toml")).expect("damages.toml"))
        .unwrap_or_else(|error| panic!("{}: {error}", set.display()));
    let mut known = Known::default();
    let mut clean: BTreeMap<(String, Option<String>), Audit> = BTreeMap::new();
    let partners: BTreeSet<(String, Option<String>)> =
        sheet.damage.iter().map(|damage| (damage.report.clone(), damage.previous.clone())).collect();
    let alone = reports.keys().map(|name| (name.clone(), None));
    for (name, previous) in alone.chain(partners) {
        let path = previous.as_ref().map(|previous| set.join(previous));
        let audit = judge(books, &name, &reports[&name], path.as_deref());
        for finding in audit.findings().iter().filter(|finding| finding.severity >= Severity::Warning) {
            let words: String = audit.document.slice(finding.site.span()).chars().take(24).collect();
            let line = format!("{name}: {}: {}", finding.rule, words.replace('\n', " "));
            if !known.false_alarms.contains(&line) {
                known.false_alarms.push(line);
                scores.entry(finding.check.to_owned()).or_default().noise += 1;
            }
        }
        clean.insert((name, previous), audit);
    }
    for damage in &sheet.damage {
        let text = &reports[&damage.report];
        assert_eq!(text.matches(&damage.find).count(), 1, "{}: `{}` must stand once", damage.id, damage.find);
        let before = &clean[&(damage.report.clone(), damage.previous.clone())];
        let path = damage.previous.as_ref().map(|previous| set.join(previous));
        let audit = judge(books, &damage.report, &text.replace(&damage.find, &damage.replace), path.as_deref());
        let mut had: Vec<_> = before.findings().iter().map(|finding| key(before, finding)).collect();
        let caught = audit.findings().into_iter().any(|finding| {
            if let Some(at) = had.iter().position(|had| *had == key(&audit, finding)) {
                had.swap_remove(at);
                return false;
            }
            damage.check.iter().any(|kind| kind == finding.check) && lies_on(&audit, finding, &damage.quote)
        });
        let score = scores.entry(damage.check[0].clone()).or_default();
        if caught {
            score.caught += 1;
        } else {
            score.missed += 1;
            known.missed.push(damage.id.clone());
        }
    }
    known.false_alarms.sort();
    known.missed.sort();
    known
}

#[test]
fn reports_of_other_hands_end_as_known() {
    let books = Library::builtin().automatic().unwrap_or_else(|_| panic!("the embedded rulebooks are faulty"));
    let mut scores = BTreeMap::new();
    let mut wrong = Vec::new();
    for set in sets() {
        let got = score(&books, &set, &mut scores);
        let path = set.join("known.toml");
        if std::env::var_os("HEGUI_BLESS").is_some() {
            fs::write(&path, toml::to_string_pretty(&got).expect("TOML")).expect("written");
            continue;
        }
        let known: Known = toml::from_str(&fs::read_to_string(&path).unwrap_or_default())
            .unwrap_or_else(|error| panic!("{}: {error} (HEGUI_BLESS=1 writes it)", path.display()));
        let name = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (what, got, known) in
            [("false alarm", &got.false_alarms, &known.false_alarms), ("missed", &got.missed, &known.missed)]
        {
            let new = got.iter().filter(|line| !known.contains(line));
            wrong.extend(new.map(|line| format!("{name}: new {what}: {line}")));
            let gone = known.iter().filter(|line| !got.contains(line));
            wrong.extend(gone.map(|line| format!("{name}: no {what} any more, take it off the list: {line}")));
        }
    }
    println!("{:12} {:>6} {:>6} {:>6}  precision recall", "kind", "caught", "missed", "noise");
    for (kind, Score { caught, missed, noise }) in &scores {
        let ratio = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        let (precision, recall) = (ratio(*caught, caught + noise), ratio(*caught, caught + missed));
        println!("{kind:12} {caught:6} {missed:6} {noise:6}  {precision:.3}     {recall:.3}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
