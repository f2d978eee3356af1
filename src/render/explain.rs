//! Rulebooks and their rules, explained.

use super::text::{Paint, footer, paint};
use super::wording::{pick, say, severity};
use super::{Style, plain};
use crate::audit::exempt;
use crate::finding::Severity;
use crate::language::Language;
use crate::rulebook::{Example, Expect, Rule, Rulebook, Years};
use std::fmt::Write;

/// A rulebook with its rules, a line each.
#[must_use]
pub fn rulebook(book: &Rulebook, style: &Style) -> String {
    let mut out = String::new();
    let title = plain::line(say(&book.title, style.language)).into_owned();
    let id = paint(style, Paint::Strong, &plain::line(&book.id));
    let _ = writeln!(out, "{id} {} · {} · {title}", plain::line(&book.version), years(book.years, style));
    let widest = book.rules.iter().map(|rule| plain::columns(&rule.id)).max().unwrap_or(0);
    for rule in &book.rules {
        let word = severity(rule.severity, style.language);
        let title = plain::line(say(&rule.title, style.language));
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(plain::columns(text)));
        let painted = paint(style, Paint::Severity(rule.severity), word);
        let id = plain::line(&rule.id);
        let _ = writeln!(out, "  {id}{}  {painted}{}  {title}", pad(&id, widest), pad(word, 7));
    }
    out.push('\n');
    out
}

fn years(years: Years, style: &Style) -> String {
    match (years.from, years.to) {
        (None, None) => pick(style.language, "各年度", "all years").to_owned(),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => {
            let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
            format!("{}..{}", year(from), year(to))
        }
    }
}

/// A rule: title, what it asks, severity, basis, help, examples.
#[must_use]
pub fn rule(rule: &Rule, book: &Rulebook, style: &Style) -> String {
    let language = style.language;
    let mut out = String::new();
    let word = paint(style, Paint::Severity(rule.severity), severity(rule.severity, language));
    let _ = writeln!(out, "{} {word}", paint(style, Paint::Strong, &plain::line(&rule.id)));
    let _ = writeln!(out, "  {}", plain::line(say(&rule.title, language)));
    let from = format!("{} {}", book.id, book.version);
    let from = if rule.defined_in == book.id { from } else { format!("{from} ← {}", rule.defined_in) };
    footer(&mut out, pick(language, "规则集", "rulebook"), &from, style);
    let kind = rule.check.kind();
    let (_, zh, en) = ASKED.iter().find(|(name, ..)| *name == kind).copied().unwrap_or_default();
    let asks = format!("check.{kind}: {}", pick(language, zh, en));
    footer(&mut out, pick(language, "检查", "asks"), &asks, style);
    footer(&mut out, pick(language, "依据", "basis"), &rule.basis, style);
    footer(&mut out, pick(language, "帮助", "help"), say(&rule.help, language), style);
    if rule.severity == Severity::Off || rule.reason.is_some() {
        footer(&mut out, pick(language, "理由", "reason"), rule.reason.as_deref().unwrap_or("-"), style);
    }
    for example in &rule.examples {
        let word = match example.expect {
            Expect::Pass => pick(language, "合规示例", "passes"),
            Expect::Fail => pick(language, "违规示例", "fails"),
            Expect::Undetermined => pick(language, "不能判定的示例", "cannot be answered"),
        };
        footer(&mut out, word, &given(example, language), style);
    }
    out.push('\n');
    out
}

/// A rule that exemptions themselves are held to, as a text; empty for another.
#[must_use]
pub fn exemption(rule: &str, style: &Style) -> String {
    let language = style.language;
    let mut out = String::new();
    let word = paint(style, Paint::Severity(Severity::Warning), severity(Severity::Warning, language));
    let _ = writeln!(out, "{} {word}", paint(style, Paint::Strong, rule));
    let _ = writeln!(out, "  {}", say(&exempt::title(rule), language));
    footer(
        &mut out,
        pick(language, "依据", "basis"),
        pick(language, "豁免清单与豁免批注自身的要求", "what exemptions themselves are held to"),
        style,
    );
    footer(&mut out, pick(language, "帮助", "help"), say(&exempt::help(rule), language), style);
    out.push('\n');
    out
}

/// What an example gives: its text, or its values.
fn given(example: &Example, language: Language) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(example.year.map(|year| format!("year = {year}")));
    parts.extend(example.agency.iter().map(|agency| format!("agency = {agency}")));
    parts.extend(example.body.iter().map(|body| format!("body = {body}")));
    let blank = |value: &String| if value.is_empty() { "\"\"".to_owned() } else { value.clone() };
    let values = example.cells.iter().chain(&example.figures);
    parts.extend(values.map(|(name, value)| format!("{name} = {}", blank(value))));
    if let Some(previous) = &example.previous {
        parts.push(format!("{}: {}", pick(language, "上年", "last year"), given(previous, language)));
    }
    let mut said = parts.join(", ");
    if let Some(text) = &example.text {
        if !said.is_empty() {
            said.push('\n');
        }
        said.push_str(text.trim());
    }
    said
}

/// What each kind of check asks, in both languages.
const ASKED: &[(&str, &str, &str)] = &[
    ("section", "必备章节齐全且有内容", "required sections are there and say something"),
    ("order", "章节次序与编号", "sections stand in order, numbered in sequence"),
    ("declared", "前言所列的部分与实际章节一致", "the parts that the preface names are the chapters written"),
    ("title", "标题含单位、年度和报告名称", "the title names agency, year and kind of report"),
    ("period", "统计期限", "the statistics period is stated and right"),
    ("contact", "联系方式齐全且格式正确", "contact fields are there and well-formed"),
    ("equation", "表格与数字的勾稽关系", "arithmetic over cells and figures"),
    ("table", "表格、行、列齐全,单元格已填", "tables, rows and columns are there, cells filled"),
    ("breakdown", "正文中总数等于分项之和", "in prose, a total equals its parts"),
    ("share", "正文中百分比与数目相符", "in prose, percentages match their counts"),
    ("count", "所称项数与所列项数相符", "as many are listed as are announced"),
    ("numbering", "序号连续、不重复、样式一致", "enumerators run without gaps and repeats"),
    ("agreement", "同一数字前后一致", "a figure said twice is the same"),
    ("phrase", "用语:禁用、必备、应替换", "wording forbidden or required"),
    ("date", "日期存在且在期限内", "dates exist and lie in the period"),
    ("agency", "报告所称单位是本单位", "the report speaks of its own agency"),
    ("truncated", "文本完整,无截断和复制损坏", "the text ends as a text ends, undamaged"),
    ("length", "篇幅", "a section's length"),
    ("privacy", "不泄露个人信息", "no personal data"),
    ("reference", "所称附件、附表存在", "attachments named are there"),
    ("similar", "不照抄上年或他处的报告", "not copied from last year's report or a sibling's"),
];

#[cfg(test)]
mod tests {
    use super::ASKED;
    use crate::check::Check;

    #[test]
    fn every_kind_is_explained() {
        let explained: Vec<&str> = ASKED.iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(explained, Check::KINDS);
    }
}
