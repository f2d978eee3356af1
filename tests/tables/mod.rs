//! A table of requests in memory, printed in the forms that reports have, and asked of a small rulebook.

pub mod report;

use hegui::check::equation::parity;
use hegui::check::{Check, Context};
use hegui::document::Document;
use hegui::fact::{self, Facts, Given};
use hegui::finding::{Hit, Verdict};
use hegui::read;
use hegui::rulebook::Rulebook;
use hegui::rulebook::load::{Library, LoadError, Source};
use std::sync::Arc;

/// Rows of the printed table: outer labels, then the leaf.
pub const ROWS: [&[&str]; 25] = [
    &["一、本年新收政府信息公开申请数量"],
    &["二、上年结转政府信息公开申请数量"],
    &["三、本年度办理结果", "（一）予以公开"],
    &["三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
    &["三、本年度办理结果", "（三）不予公开", "1．属于国家秘密"],
    &["三、本年度办理结果", "（三）不予公开", "2．其他法律行政法规禁止公开"],
    &["三、本年度办理结果", "（三）不予公开", "3．危及“三安全一稳定”"],
    &["三、本年度办理结果", "（三）不予公开", "4．保护第三方合法权益"],
    &["三、本年度办理结果", "（三）不予公开", "5．属于三类内部事务信息"],
    &["三、本年度办理结果", "（三）不予公开", "6．属于四类过程性信息"],
    &["三、本年度办理结果", "（三）不予公开", "7．属于行政执法案卷"],
    &["三、本年度办理结果", "（三）不予公开", "8．属于行政查询事项"],
    &["三、本年度办理结果", "（四）无法提供", "1．本机关不掌握相关政府信息"],
    &["三、本年度办理结果", "（四）无法提供", "2．没有现成信息需要另行制作"],
    &["三、本年度办理结果", "（四）无法提供", "3．补正后申请内容仍不明确"],
    &["三、本年度办理结果", "（五）不予处理", "1．信访举报投诉类申请"],
    &["三、本年度办理结果", "（五）不予处理", "2．重复申请"],
    &["三、本年度办理结果", "（五）不予处理", "3．要求提供公开出版物"],
    &["三、本年度办理结果", "（五）不予处理", "4．无正当理由大量反复申请"],
    &["三、本年度办理结果", "（五）不予处理", "5．要求行政机关确认或重新出具已获取信息"],
    &["三、本年度办理结果", "（六）其他处理", "1．申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"],
    &[
        "三、本年度办理结果",
        "（六）其他处理",
        "2．申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ],
    &["三、本年度办理结果", "（六）其他处理", "3．其他"],
    &["三、本年度办理结果", "（七）总计"],
    &["四、结转下年度继续办理"],
];

/// Ids of the rows in the test's rulebook.
pub const IDS: [&str; 25] = [
    "new",
    "carried_in",
    "granted",
    "partial",
    "denied[1]",
    "denied[2]",
    "denied[3]",
    "denied[4]",
    "denied[5]",
    "denied[6]",
    "denied[7]",
    "denied[8]",
    "unable[1]",
    "unable[2]",
    "unable[3]",
    "unprocessed[1]",
    "unprocessed[2]",
    "unprocessed[3]",
    "unprocessed[4]",
    "unprocessed[5]",
    "otherwise[1]",
    "otherwise_unpaid",
    "otherwise[3]",
    "done",
    "carried_out",
];

/// Ids of the columns.
pub const COLUMNS: [&str; 7] = ["person", "business", "research", "charity", "legal", "others", "total"];

/// The cells as written.
pub type Cells = Vec<Vec<String>>;

/// A table in which everything holds, with numbers that depend on `seed`.
#[allow(clippy::needless_range_loop, reason = "rows and columns as the form numbers them")]
pub fn clean(seed: u32) -> Cells {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(97);
    let mut next = |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % most
    };
    let mut cells = vec![vec![0_u32; 7]; 25];
    for column in 0..6 {
        for row in 2..23 {
            cells[row][column] = if column == 0 { next(400) } else { next(14) };
        }
        let done: u32 = (2..23).map(|row| cells[row][column]).sum();
        cells[23][column] = done;
        cells[24][column] = next(40);
        cells[1][column] = next(20).min(done);
        cells[0][column] = done + cells[24][column] - cells[1][column];
    }
    for row in &mut cells {
        row[6] = row[..6].iter().sum();
    }
    cells.into_iter().map(|row| row.into_iter().map(|cell| cell.to_string()).collect()).collect()
}

/// How a table is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Typed with `|`, merged labels repeated.
    Repeated,
    /// Markdown, merged labels blank.
    Blank,
    /// A cell a line.
    Cells,
    /// A row a line, merged labels once, single spaces.
    Rows,
    /// A cell a line, each followed by ` |`.
    Bars,
    /// A row a line, merged labels once, tabs.
    Tabs,
    /// Columns kept apart by spaces, as a PDF's text is laid out.
    Columns,
}

/// All forms.
pub const FORMS: [Form; 7] =
    [Form::Repeated, Form::Blank, Form::Cells, Form::Rows, Form::Bars, Form::Tabs, Form::Columns];

/// Print a table of requests.
pub fn print(cells: &Cells, form: Form) -> String {
    let table = grid_text(&requests_grid(&ROWS, cells, form), form);
    format!("三、收到和处理政府信息公开申请情况\n\n{table}\n四、政府信息公开行政复议、行政诉讼情况\n\n无。\n")
}

/// The table of requests as a grid: three columns of labels, seven of values, three header rows.
pub fn requests_grid(rows: &[&[&str]], cells: &Cells, form: Form) -> Vec<Vec<String>> {
    let corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    let leaves = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let mut grid: Vec<Vec<String>> = Vec::new();
    let repeated = form == Form::Repeated;
    let once = |label: &str, count: usize| -> Vec<String> {
        let mut labels = vec![label.to_owned()];
        labels.resize(count, if repeated { label.to_owned() } else { String::new() });
        labels
    };
    grid.push([once(corner, 3), once("申请人情况", 7)].concat());
    let below = if repeated { once(corner, 3) } else { once("", 3) };
    grid.push([below.clone(), once("自然人", 1), once("法人或其他组织", 5), once("总计", 1)].concat());
    let mut last = below;
    last.extend(leaves.iter().enumerate().map(|(at, leaf)| match (at, repeated) {
        (0 | 6, false) => String::new(),
        _ => (*leaf).to_owned(),
    }));
    grid.push(last);
    let mut before: Vec<&str> = Vec::new();
    for (labels, values) in rows.iter().zip(cells) {
        let mut row: Vec<String> = Vec::new();
        for at in 0..3 {
            let label = labels.get(at).copied().or(if repeated { labels.last().copied() } else { None });
            let same = at + 1 < labels.len() && before.get(at) == labels.get(at);
            row.push(if same && !repeated { String::new() } else { label.unwrap_or_default().to_owned() });
        }
        row.extend(values.iter().cloned());
        grid.push(row);
        before = labels.to_vec();
    }
    grid
}

/// A grid in a form.
pub fn grid_text(grid: &[Vec<String>], form: Form) -> String {
    let mut text = String::new();
    match form {
        Form::Repeated | Form::Blank => {
            for (at, row) in grid.iter().enumerate() {
                text.push_str(&format!("| {} |\n", row.join(" | ")));
                if at == 0 && form == Form::Blank {
                    text.push_str(&format!("{}|\n", "| --- ".repeat(row.len())));
                }
            }
        }
        Form::Cells | Form::Bars | Form::Rows | Form::Tabs => {
            for row in grid {
                let kept: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                let (between, end) = match form {
                    Form::Rows => (" ", "\n"),
                    Form::Tabs => ("\t", "\n"),
                    Form::Bars => (" |\n", " |\n"),
                    Form::Cells | Form::Repeated | Form::Blank | Form::Columns => ("\n", "\n"),
                };
                if !kept.is_empty() {
                    text.push_str(&kept.join(between));
                    text.push_str(end);
                }
            }
        }
        Form::Columns => {
            let width = |cell: &str| cell.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            let columns = grid.iter().map(Vec::len).max().unwrap_or(0);
            let widest = |column: usize| grid.iter().filter_map(|row| row.get(column)).map(|c| width(c)).max();
            let widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0) + 3).collect();
            for row in grid {
                let padded = row
                    .iter()
                    .zip(&widths)
                    .map(|(cell, most)| format!("{cell}{}", " ".repeat(most.saturating_sub(width(cell)))));
                text.push_str(padded.collect::<String>().trim_end());
                text.push('\n');
            }
        }
    }
    text
}

/// The rulebook of these tests.
pub fn rulebook() -> Arc<Rulebook> {
    let mut library = Library::default();
    // Rules must carry examples; the tests here are theirs.
    let examples = "[[rule.pass]]\ntext = \"无\"\n[[rule.fail]]\ntext = \"无\"\n";
    let lines = include_str!("rulebook.toml").lines();
    let text =
        lines.map(|line| format!("{line}\n{}", if line.starts_with("check.") { examples } else { "" })).collect();
    library.add(Source { name: "tables".to_owned(), text }).expect("a rulebook");
    library.get("tables").unwrap_or_else(|error| match error {
        LoadError::Faulty(files) => {
            let faults: Vec<String> = files.into_iter().flat_map(|file| file.faults).map(|f| f.message.en).collect();
            panic!("{faults:?}")
        }
        LoadError::Unknown { id, .. } => panic!("{id}"),
    })
}

/// Read a text as `.txt`, or as Markdown where it has a ruling.
pub fn document(text: &str) -> Document {
    let markdown = text.contains("| --- ");
    let read = if markdown {
        read::markdown::read("a.md", text.as_bytes())
    } else {
        read::text::read("a.txt", text.as_bytes())
    };
    read.expect("a document")
}

/// Gather the facts of a document.
pub fn facts<'a>(document: &'a Document, rulebook: &'a Rulebook, given: &Given) -> Facts<'a> {
    fact::gather(document, &rulebook.vocabulary, given)
}

/// Ask the rules of which the name is among `ids`: all verdicts, and the hits merged by their cause.
pub fn ask(
    rulebook: &Rulebook,
    facts: &Facts<'_>,
    previous: Option<&Facts<'_>>,
    ids: &[&str],
) -> (Vec<Verdict>, Vec<Hit>) {
    let context = Context { facts, previous, members: None, siblings: &[], published: None };
    let mut verdicts = Vec::new();
    let mut hits = Vec::new();
    let mut equations = Vec::new();
    for (at, rule) in rulebook.rules.iter().enumerate().filter(|(_, rule)| ids.contains(&rule.id.as_str())) {
        let outcome = rule.check.run(&context);
        verdicts.push(outcome.verdict);
        hits.extend(outcome.hits.into_iter().map(|hit| (at, hit)));
        if let Check::Equation(params) = &rule.check {
            equations.push(params);
        }
    }
    let merged = parity::merge(&equations, &context, hits);
    (verdicts, merged.into_iter().map(|(_, hit)| hit).collect())
}
