//! 说明: what the sheets hold, the totals, who has reported, and the rules with their basis.

use super::Book;
use super::look::height;
use super::overview::{count, fails};
use crate::batch::tally::Tally;
use crate::language::Language;
use crate::render::ledger::{Field, text};
use crate::render::roster;
use crate::render::wording::{pick, severity};
use rust_xlsxwriter::{RowNum, XlsxError};

/// Widths of the columns, in characters.
const WIDTHS: [f64; 5] = [30.0, 56.0, 10.0, 48.0, 12.0];

/// What the sheets hold, in Chinese.
const ZH: [(&str, &str); 6] = [
    (
        "台账",
        "一行一份报告,一列一条规则。通过、错误、警告、提示(以该规则最重的问题为准);同因:问题已并入同一原因的另一条规则;未判定:没有读懂或缺少依据,须人工核对;不适用:本报告不适用该规则。",
    ),
    (
        "问题",
        "一行一个问题。位置按原文件说:行与字、页与行,或节与段、表格的行与列(表头计算在内)。指纹用来在报告修改前后认出同一个问题。",
    ),
    (
        "数据",
        "一行一个表格单元,用规则集中的名称,可用 SUMIFS 或数据透视表汇总;数值列只有读作数字的单元,原文列是报告所写。",
    ),
    ("数据", "电子表格的数最多保留15位有效数字,超过的写作文本。"),
    ("未能判定", "未能判定的规则及原因,读不了的文件,阅读时丢失或推断的内容。"),
    ("个人信息", "身份证号、手机号、银行账号等以星号遮盖。"),
];

/// What the sheets hold, in English.
const EN: [(&str, &str); 6] = [
    (
        "overview",
        "A row a report, a column a rule: pass, or the gravest finding of the rule; same cause: the finding stands under another rule with the same cause; open: not understood or nothing to judge by, to be looked at by a person; n/a: the rule does not apply to the report.",
    ),
    (
        "findings",
        "A row a finding. Places as the file has them: line and column, page and line, or section and paragraph, and the row and column of a table, header rows counted. A fingerprint tells the same finding before and after an edit.",
    ),
    (
        "data",
        "A row a cell of a table, by the rulebook's names, to be added up by SUMIFS or a pivot table; the value column holds what was read as a number, the last column what is written.",
    ),
    ("data", "A spreadsheet's numbers hold 15 digits at most; longer ones are written as text."),
    (
        "open",
        "Rules that could not be answered and why, files that could not be read, what was lost or guessed in reading.",
    ),
    ("personal data", "Identity, mobile and bank account numbers are masked by stars."),
];

/// Write it.
pub fn write(book: &mut Book, tally: &Tally) -> Result<(), XlsxError> {
    let language = book.language;
    let mut lines = totals(tally, language);
    lines.extend(roster_lines(tally, language));
    lines.extend(match language {
        Language::Zh => ZH.map(|(name, said)| (name.to_owned(), said.to_owned())),
        Language::En => EN.map(|(name, said)| (name.to_owned(), said.to_owned())),
    });
    let rules: Vec<_> = book
        .rules
        .iter()
        .enumerate()
        .map(|(at, rule)| {
            let failing =
                book.reports.iter().filter(|line| line.marks.iter().any(|(rule, ended)| *rule == at && fails(*ended)));
            (rule.clone(), failing.count())
        })
        .collect();
    let (title, text, line, heading, number) = (
        book.look.title.clone(),
        book.look.text.clone(),
        book.look.line.clone(),
        book.look.heading.clone(),
        book.look.number.clone(),
    );
    let sheet = book.about()?;
    super::look::printed(sheet, true)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let name = format!("hegui {}", env!("CARGO_PKG_VERSION"));
    sheet.write_string_with_format(
        0,
        0,
        format!("{} · {name}", pick(language, "台账说明", "About this workbook")),
        &title,
    )?;
    let mut row: RowNum = 2;
    for (name, said) in &lines {
        sheet.write_string_with_format(row, 0, name, &line)?;
        sheet.merge_range(row, 1, row, 4, said, &text)?;
        sheet.set_row_height(row, height(&[Field::Text(said)], &[WIDTHS[1..].iter().sum()]))?;
        row += 1;
    }
    row += 1;
    let headings = match language {
        Language::Zh => ["规则", "要求", "级别", "依据", "不合格份数"],
        Language::En => ["rule", "requirement", "severity", "basis", "failing"],
    };
    for (column, said) in (0..).zip(headings) {
        sheet.write_string_with_format(row, column, said, &heading)?;
    }
    for (rule, failing) in &rules {
        row += 1;
        let texts = [&rule.id, &rule.title, severity(rule.severity, language), &rule.basis];
        sheet.set_row_height(row, height(&texts.map(Field::Text), &WIDTHS))?;
        for (column, said) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, said, &text)?;
        }
        sheet.write_number_with_format(row, 4, count(*failing), &number)?;
    }
    Ok(())
}

fn totals(tally: &Tally, language: Language) -> Vec<(String, String)> {
    let names = match language {
        Language::Zh => ["报告", "错误", "警告", "提示", "豁免", "未能读取", "规则判定"],
        Language::En => ["reports", "errors", "warnings", "infos", "exempted", "unreadable", "rules answered"],
    };
    let Tally { reports, errors, warnings, infos, exempted, unreadable, answered, asked, .. } = tally;
    let counts = [reports, errors, warnings, infos, exempted, unreadable].map(ToString::to_string);
    let values = counts.into_iter().chain([format!("{answered} / {asked}")]);
    names.into_iter().map(str::to_owned).zip(values).collect()
}

/// Who has reported and who has not.
fn roster_lines(tally: &Tally, language: Language) -> Vec<(String, String)> {
    let Some(coverage) = &tally.roster else { return Vec::new() };
    let mut lines = vec![(pick(language, "名单", "roster").to_owned(), text(&roster::summary(coverage, language)))];
    let matters = roster::matters(coverage, language).into_iter().chain(roster::late(coverage, language));
    lines.extend(matters.map(|matter| (matter.title.to_owned(), text(&matter.items.join("; ")))));
    lines
}
