//! Whole reports from 2019 on, generated in every form and judged by the embedded rulebooks: clean ones are silent, every
//! single wrong cell of tables 3 and 4 is found, and named with its value where the sums cross. Prints the figures.
//! Published figures of reports (oracles) balance, or fail as they are known to.

#![allow(clippy::print_stdout)]

#[allow(dead_code)]
mod tables;

use hegui::audit::{self, Audit, Beside, choose};
use hegui::fact::Given;
use hegui::finding::{Finding, Severity};
use hegui::rulebook::Rulebook;
use hegui::rulebook::load::Library;
use std::sync::Arc;
use tables::report::{Report, clean};
use tables::{FORMS, Form, document};

/// The years whose formats differ.
const YEARS: [i32; 2] = [2020, 2023];

fn books() -> Vec<Arc<Rulebook>> {
    Library::builtin().automatic().unwrap_or_else(|_| panic!("the embedded rulebooks are faulty"))
}

fn judge(books: &[Arc<Rulebook>], text: &str) -> Audit {
    let document = document(text);
    let chosen = choose::choose(books, &document, &Given::default()).expect("a rulebook");
    audit::run(&chosen.rulebook, document, &Beside::default())
}

/// The findings of an audit that are errors, or also warnings.
fn grave(audit: &Audit, least: Severity) -> Vec<&Finding> {
    let mut findings = audit.findings();
    findings.retain(|finding| finding.severity >= least);
    findings
}

fn says(findings: &[&Finding]) -> String {
    let lines = findings.iter().map(|finding| format!("{} {}: {}", finding.rule, finding.subject, finding.message.en));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn clean_reports_are_silent_in_every_form() {
    let books = books();
    let mut wrong = Vec::new();
    for year in YEARS {
        for seed in 0..3 {
            for form in FORMS {
                let audit = judge(&books, &clean(year, seed).print(form));
                let findings = grave(&audit, Severity::Info);
                if !findings.is_empty() || audit.verdict() != "pass" {
                    wrong.push(format!("{year} {seed} {form:?} {}: {}", audit.verdict(), says(&findings)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("clean: {} reports, no finding, every rule answered", YEARS.len() * 3 * FORMS.len());
}

/// What became of damaged cells.
#[derive(Default)]
struct Score {
    damaged: usize,
    found: usize,
    named: usize,
    wrong: Vec<String>,
}

/// A cell as it was damaged.
struct Cell<'a> {
    column: &'a str,
    written: &'a str,
    right: &'a str,
}

impl Score {
    /// Judge a report with one wrong cell, and ask whether it is named where the cell is given.
    fn add(&mut self, books: &[Arc<Rulebook>], (report, form): (&Report, Form), cell: Option<&Cell<'_>>) {
        let audit = judge(books, &report.print(form));
        let findings = grave(&audit, Severity::Error);
        let equations: Vec<&&Finding> = findings.iter().filter(|finding| finding.check == "equation").collect();
        self.damaged += 1;
        self.found += usize::from(!equations.is_empty());
        let is_named = cell.is_none_or(|cell| match equations.as_slice() {
            [only] => {
                only.subject.ends_with(&format!(".{}", cell.column))
                    && audit.document.slice(only.site.span()) == cell.written
                    && only.proposed.as_deref() == Some(cell.right)
            }
            _ => false,
        });
        self.named += usize::from(is_named);
        if equations.is_empty() || !is_named {
            self.wrong.push(format!("{} {form:?}: {}", report.year, says(&findings)));
        }
    }
}

#[test]
fn every_wrong_cell_is_found_and_named_in_whole_reports() {
    let books = books();
    let mut requests = Score::default();
    let mut disputes = Score::default();
    for year in YEARS {
        let report = clean(year, 4);
        for row in 0..report.requests.len() {
            for (column, name) in tables::COLUMNS.iter().enumerate() {
                let mut other = report.clone();
                let right = report.requests[row][column].as_str();
                let written = (right.parse::<usize>().expect("a number") + 1 + row).to_string();
                other.requests[row][column].clone_from(&written);
                // The sentence of chapter one is not to tell what the table must.
                other.said = "申请均按规定程序办理。".to_owned();
                let form = FORMS[(row * 7 + column) % FORMS.len()];
                requests.add(&books, (&other, form), Some(&Cell { column: name, written: &written, right }));
            }
        }
        for at in 0..15 {
            let mut other = report.clone();
            other.disputes[at] += 3;
            disputes.add(&books, (&other, FORMS[at % FORMS.len()]), None);
        }
    }
    let Score { damaged, found, named, .. } = requests;
    println!("table 3: {damaged} wrong cells, {found} found, {named} named with their value");
    println!("table 4: {} wrong cells, {} found", disputes.damaged, disputes.found);
    let wrong = [requests.wrong, disputes.wrong].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Columns of table 3 as published: rows in their order, the applicants' split invented.
fn oracle(year: i32, totals: &[u32]) -> Report {
    let mut report = clean(year, 0);
    report.requests = totals
        .iter()
        .map(|total| {
            let others = [total / 9, 0, 0, total / 50, 0];
            let person = total - others.iter().sum::<u32>();
            [&[person][..], &others, &[*total]].concat().iter().map(u32::to_string).collect()
        })
        .collect();
    // What is split by rows need not balance by columns: the balance is asked of the totals.
    balance(&mut report.requests);
    report.said = format!("全年新收政府信息公开申请{}件，上年结转{}件。", totals[0], totals[1]);
    report
}

/// Set each applicant's number of new requests and of results to what its column adds up to, the first applicant taking
/// the difference, so that the totals stay as published.
#[allow(clippy::needless_range_loop, reason = "rows and columns as the form numbers them")]
fn balance(cells: &mut tables::Cells) {
    let number = |cell: &String| cell.parse::<u32>().expect("a number");
    let (done, last) = (cells.len() - 2, cells.len() - 1);
    for column in 1..6 {
        let results: u32 = (2..done).map(|row| number(&cells[row][column])).sum();
        cells[done][column] = results.to_string();
        let new = results + number(&cells[last][column]);
        cells[1][column] = "0".to_owned();
        cells[0][column] = new.to_string();
    }
    for row in [0, 1, done, last] {
        let others: u32 = (1..6).map(|column| number(&cells[row][column])).sum();
        cells[row][0] = (number(&cells[row][6]) - others).to_string();
    }
}

#[test]
fn published_figures_balance_in_every_form() {
    let books = books();
    let oracles: [(i32, &[u32]); 2] = [
        (
            2023,
            &[3511, 96, 1191, 328, 0, 27, 6, 38, 20, 9, 21, 21, 1047, 28, 3, 305, 39, 0, 58, 4, 40, 10, 291, 3486, 121],
        ),
        (
            2024,
            &[3525, 121, 1431, 471, 2, 1, 4, 17, 21, 11, 23, 13, 897, 36, 8, 87, 27, 0, 3, 0, 77, 38, 354, 3521, 125],
        ),
    ];
    let mut wrong = Vec::new();
    for (year, totals) in oracles {
        for form in FORMS {
            let audit = judge(&books, &oracle(year, totals).print(form));
            let findings = grave(&audit, Severity::Warning);
            let equations: Vec<_> = findings.into_iter().filter(|finding| finding.check == "equation").collect();
            let answered = audit.outcomes.iter().filter(|outcome| outcome.rule.starts_with("requests-"));
            let open = answered.filter(|outcome| outcome.verdict.name() == "undetermined").count();
            if !equations.is_empty() || open > 0 {
                wrong.push(format!("{year} {form:?}: {open} undetermined; {}", says(&equations)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn prose_that_contradicts_a_table_that_holds_is_found_in_every_form() {
    // 859 + 18 = 805 + 72 holds, and so does the sum of the results; what is said of them does not.
    let totals = [859, 18, 217, 58, 0, 0, 0, 3, 0, 0, 0, 0, 30, 5, 0, 337, 0, 0, 0, 0, 155, 805, 72];
    assert_eq!(totals[2..21].iter().sum::<u32>(), 805);
    let mut report = oracle(2019, &totals);
    report.said = "全年办结申请805件，其中予以公开及部分公开258件，占33.9%。".to_owned();
    let books = books();
    for form in FORMS {
        let audit = judge(&books, &report.print(form));
        let findings = grave(&audit, Severity::Warning);
        let at = |finding: &&Finding| audit.document.slice(finding.site.span()).contains("258");
        let labelled = |finding: &&Finding| finding.labels.iter().any(|l| audit.document.slice(l.span).contains("258"));
        let found = findings.iter().any(|finding| at(finding) || labelled(finding));
        assert!(found, "{form:?}: {}", says(&findings));
        let sums = findings.iter().filter(|finding| finding.rule.starts_with("requests-")).count();
        assert_eq!(sums, 0, "{form:?}: {}", says(&findings));
    }
}
