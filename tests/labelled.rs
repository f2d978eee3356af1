//! The labelled set: sentences and reports of our own, each with what a check kind must and must not flag.
//!
//! `tests/labelled/<kind>.toml` holds the cases of a kind. Every case must end as labelled, save those that
//! `tests/labelled/known.txt` lists; that list may only shrink (`HEGUI_BLESS=1` rewrites it). Precision and recall are
//! printed by kind: `cargo test --test labelled -- --nocapture`.

#![allow(clippy::print_stdout)]

use hegui::audit::{Beside, answer};
use hegui::check::param::{FaultSink, Fields};
use hegui::check::{Check, Context};
use hegui::fact::{self, Given};
use hegui::finding::Finding;
use hegui::read;
use hegui::rulebook::load::Library;
use hegui::rulebook::{Rule, Rulebook};
use hegui::span::Span;
use hegui::spanned;
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    rulebook: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    flag: Vec<String>,
    #[serde(default)]
    subjects: Vec<String>,
    year: Option<i32>,
    agency: Option<String>,
    body: Option<String>,
    params: Option<String>,
    previous: Option<String>,
    #[serde(default)]
    #[allow(dead_code)]
    why: String,
}

#[derive(Default)]
struct Tally {
    cases: usize,
    caught: usize,
    missed: usize,
    alarms: usize,
}

#[test]
fn every_labelled_case_ends_as_labelled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled");
    let mut sheets: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("tests/labelled")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    sheets.sort();
    let mut wrong = Vec::new();
    println!("{:<12} {:>5} {:>9} {:>7} {:>7}", "kind", "cases", "precision", "recall", "alarms");
    for path in sheets {
        let kind = path.file_stem().and_then(|stem| stem.to_str()).expect("a kind").to_owned();
        let sheet: Sheet = toml::from_str(&std::fs::read_to_string(&path).expect("a sheet"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let tally = run_sheet(&kind, &sheet, &mut wrong);
        let share = |part: usize, rest: usize| match (part + rest, part) {
            (0, _) => "–".to_owned(),
            (whole, part) => format!("{:.3}", part as f64 / whole as f64),
        };
        println!(
            "{kind:<12} {:>5} {:>9} {:>7} {:>7}",
            tally.cases,
            share(tally.caught, tally.alarms),
            share(tally.caught, tally.missed),
            tally.alarms
        );
    }
    hold(&folder.join("known.txt"), &wrong);
}

fn run_sheet(kind: &str, sheet: &Sheet, wrong: &mut Vec<String>) -> Tally {
    let mut library = Library::builtin();
    let Ok(rulebook) = library.get(&sheet.rulebook) else {
        panic!("{} is unknown or faulty: `cargo test --test rulebooks` says where", sheet.rulebook);
    };
    let mut tally = Tally::default();
    for (at, case) in sheet.case.iter().enumerate() {
        tally.cases += 1;
        let findings = findings(kind, &rulebook, case);
        let (caught, missed, alarms) = compare(case, &findings);
        tally.caught += caught;
        tally.missed += missed.len();
        tally.alarms += alarms.len();
        let head: String = case.text.trim().chars().take(24).collect();
        for what in missed {
            wrong.push(format!("{kind} #{} missed {what} | {head}", at + 1).replace('\n', "⏎"));
        }
        for what in alarms {
            wrong.push(format!("{kind} #{} alarm {what} | {head}", at + 1).replace('\n', "⏎"));
        }
    }
    tally
}

/// What the rules of a kind, or the case's own parameters, find in a case.
fn findings(kind: &str, rulebook: &Rulebook, case: &Case) -> Vec<Finding> {
    let document = read::text::read("case.txt", case.text.as_bytes()).expect("text");
    let headings = document.blocks.iter().any(|block| matches!(block.kind, hegui::document::BlockKind::Heading { .. }));
    let sections = matches!(kind, "section" | "order" | "declared");
    let given = Given {
        year: case.year,
        agency: case.agency.clone(),
        body: case.body.clone(),
        excerpt: !headings && !sections,
        ..Given::default()
    };
    let facts = fact::gather(&document, &rulebook.vocabulary, &given);
    let previous = case.previous.as_ref().map(|text| read::text::read("previous.txt", text.as_bytes()).expect("text"));
    let previous = previous.as_ref().map(|document| {
        fact::gather(document, &rulebook.vocabulary, &Given { excerpt: given.excerpt, ..Given::default() })
    });
    let beside = Beside { given: given.clone(), previous: previous.as_ref(), ..Beside::default() };
    let context = Context { facts: &facts, previous: beside.previous, members: None, siblings: &[], published: None };
    let mut rules: Vec<Rule> = rulebook.rules.iter().filter(|rule| rule.check.kind() == kind).cloned().collect();
    // What a whole chapter must speak of is not asked of a sentence.
    let asks_chapter = |rule: &Rule| matches!(&rule.check, Check::Phrase(params) if params.topic().is_some());
    rules.retain(|rule| !(given.excerpt && asks_chapter(rule)));
    if let Some(params) = &case.params {
        let mut rule = rules.first().or(rulebook.rules.first()).expect("a rule").clone();
        rule.check = compile(kind, params, rulebook);
        rule.when = hegui::check::condition::Condition::default();
        rules = vec![rule];
    }
    rules.iter().flat_map(|rule| answer(rule, &context).findings).collect()
}

fn compile(kind: &str, params: &str, rulebook: &Rulebook) -> Check {
    let (node, faults) = spanned::parse(params);
    assert!(faults.is_empty(), "{params}: {faults:?}");
    let sink = FaultSink::default();
    let mut fields = Fields::new(&node, &rulebook.vocabulary, &sink);
    let check = Check::compile(kind, &mut fields).expect("a known kind");
    fields.finish();
    let faults = sink.into_faults();
    assert!(faults.is_empty(), "{params}: {faults:?}");
    check
}

/// How many labels were caught, which were missed, and what was flagged besides.
fn compare(case: &Case, findings: &[Finding]) -> (usize, Vec<String>, Vec<String>) {
    let spans = |finding: &Finding| -> Vec<Span> {
        std::iter::once(finding.site.span()).chain(finding.labels.iter().map(|label| label.span)).collect()
    };
    let places = |quote: &str| -> Vec<Span> {
        case.text.match_indices(quote).map(|(at, _)| Span::new(at, at + quote.len())).collect()
    };
    let touches = |finding: &Finding, quote: &str| {
        places(quote).iter().any(|place| spans(finding).iter().any(|span| span.overlaps(*place)))
    };
    let mut caught = 0;
    let mut missed = Vec::new();
    for quote in &case.flag {
        if findings.iter().any(|finding| touches(finding, quote)) {
            caught += 1;
        } else {
            missed.push(format!("`{quote}`"));
        }
    }
    for subject in &case.subjects {
        if findings.iter().any(|finding| finding.subject == *subject) {
            caught += 1;
        } else {
            missed.push(format!("subject {subject}"));
        }
    }
    let alarms = findings
        .iter()
        .filter(|finding| !case.subjects.contains(&finding.subject))
        .filter(|finding| !case.flag.iter().any(|quote| touches(finding, quote)))
        .map(|finding| format!("{}: {}", finding.rule, finding.message.zh))
        .collect();
    (caught, missed, alarms)
}

/// Hold what went wrong against the list of what is known to: nothing may be new, nothing listed may have been mended.
fn hold(path: &Path, wrong: &[String]) {
    let mut now = String::new();
    for line in wrong {
        writeln!(now, "{line}").expect("a string");
    }
    if std::env::var_os("HEGUI_BLESS").is_some() {
        std::fs::write(path, &now).expect("written");
        return;
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    let new: Vec<&str> = now.lines().filter(|line| !known.lines().any(|other| other == *line)).collect();
    let mended: Vec<&str> = known.lines().filter(|line| !now.lines().any(|other| other == *line)).collect();
    assert!(
        new.is_empty() && mended.is_empty(),
        "against {}:\nnew:\n{}\nno longer wrong (bless):\n{}",
        path.display(),
        new.join("\n"),
        mended.join("\n")
    );
}
