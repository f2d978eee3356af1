//! Every single wrong cell of the large tables is found, and named with its value where sums cross.

#[allow(dead_code)]
mod tables;

use hegui::fact::Given;
use hegui::finding::Verdict;
use tables::{COLUMNS, Cells, Form, IDS, ask, clean, document, facts, print, rulebook};

const SUMS: [&str; 3] = ["balance", "results", "applicants"];

/// The cell with one more, or with two of its digits exchanged.
fn damaged(cells: &Cells, row: usize, column: usize, swap: bool) -> Option<Cells> {
    let mut other = cells.clone();
    let written = &mut other[row][column];
    if swap {
        let mut digits: Vec<char> = written.chars().collect();
        let at = digits.windows(2).position(|pair| pair[0] != pair[1])?;
        digits.swap(at, at + 1);
        *written = digits.into_iter().collect();
    } else {
        *written = (written.parse::<u32>().ok()? + 1).to_string();
    }
    Some(other)
}

#[test]
fn clean_tables_are_silent_in_every_form() {
    let rulebook = rulebook();
    for seed in 0..4 {
        for form in [Form::Repeated, Form::Blank, Form::Cells, Form::Rows, Form::Bars] {
            let document = document(&print(&clean(seed), form));
            let facts = facts(&document, &rulebook, &Given::default());
            let table = facts.tables.get("requests").unwrap_or_else(|| panic!("{form:?}: no table"));
            assert_eq!((table.rows.len(), table.columns.len(), table.cells.len()), (25, 7, 175), "{form:?}");
            let (verdicts, hits) =
                ask(&rulebook, &facts, None, &["balance", "results", "applicants", "shape", "cells"]);
            assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Pass), "{form:?} {verdicts:?}");
            assert!(hits.is_empty(), "{form:?}");
        }
    }
}

#[test]
fn every_wrong_cell_is_named() {
    let rulebook = rulebook();
    let cells = clean(3);
    for (row, id) in IDS.iter().enumerate() {
        for (column, name) in COLUMNS.iter().enumerate() {
            for swap in [false, true] {
                let Some(wrong) = damaged(&cells, row, column, swap) else { continue };
                let form = if (row + column) % 2 == 0 { Form::Rows } else { Form::Repeated };
                let document = document(&print(&wrong, form));
                let facts = facts(&document, &rulebook, &Given::default());
                let (verdicts, hits) = ask(&rulebook, &facts, None, &SUMS);
                assert!(verdicts.contains(&Verdict::Fail), "{id}.{name}");
                assert_eq!(
                    hits.len(),
                    1,
                    "{id}.{name}: {:?}",
                    hits.iter().map(|hit| &hit.message.zh).collect::<Vec<_>>()
                );
                assert_eq!(hits[0].subject, format!("requests.{id}.{name}"));
                assert_eq!(hits[0].proposed.as_deref(), Some(cells[row][column].as_str()), "{id}.{name}");
                assert_eq!(document.slice(hits[0].site.span()), wrong[row][column]);
            }
        }
    }
}

#[test]
fn two_wrong_cells_are_both_found() {
    let rulebook = rulebook();
    let cells = clean(5);
    let wrong = damaged(&cells, 2, 0, false).and_then(|cells| damaged(&cells, 13, 6, false)).unwrap();
    let document = document(&print(&wrong, Form::Blank));
    let facts = facts(&document, &rulebook, &Given::default());
    let (_, hits) = ask(&rulebook, &facts, None, &SUMS);
    let subjects: Vec<&str> = hits.iter().map(|hit| hit.subject.as_str()).collect();
    assert_eq!(hits.len(), 2, "{subjects:?}");
    assert!(
        subjects.contains(&"requests.granted.person") && subjects.contains(&"requests.unable[2].total"),
        "{subjects:?}"
    );
}

#[test]
fn a_wrong_cell_of_the_disputes_is_found() {
    let rulebook = rulebook();
    let values = [88_u32, 18, 28, 36, 170, 7, 0, 11, 7, 25, 33, 0, 6, 13, 52];
    let print = |values: &[u32]| {
        let leaves = "结果维持 结果纠正 其他结果 尚未审结 总计";
        let numbers: Vec<String> = values.iter().map(u32::to_string).collect();
        format!(
            "四、政府信息公开行政复议、行政诉讼情况\n\n行政复议 行政诉讼\n{leaves} 未经复议直接起诉 复议后起诉\n{leaves} {leaves}\n{}\n\n五、问题\n",
            numbers.join(" ")
        )
    };
    let ids = ["reviews", "direct", "after"];
    let ask = |values: &[u32]| {
        let document = document(&print(values));
        let facts = facts(&document, &rulebook, &Given::default());
        let (verdicts, hits) = ask(&rulebook, &facts, None, &ids);
        (verdicts, hits.len())
    };
    assert_eq!(ask(&values), (vec![Verdict::Pass; 3], 0));
    for at in 0..values.len() {
        let mut wrong = values;
        wrong[at] += 1;
        let (verdicts, hits) = ask(&wrong);
        assert_eq!((verdicts[at / 5].clone(), hits), (Verdict::Fail, 1), "{at}");
    }
}
