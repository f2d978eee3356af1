//! A report that is begun: title, preface, chapters and tables as a rulebook has them, with what a person must write
//! marked as not yet written, and guidance beside it. Plain data; `markdown` and `word` write it out.
//!
//! Everything printed comes from the rulebook. A chapter without a table holds the rulebook's `fill`, which a rule of
//! it finds as long as it stands: a report that was only begun does not pass. Guidance is a comment, never text.

mod grid;
pub mod markdown;
pub mod word;

use crate::check::{Check, table};
use crate::fact::vocabulary::{Section, TableSpec};
use crate::finding::Severity;
use crate::language::Language;
use crate::language::zh::numeral;
use crate::rulebook::skeleton::filled;
use crate::rulebook::{Rule, Rulebook};
pub use grid::{Grid, GridCell};

/// A report that is begun.
#[derive(Clone, Debug, Default)]
pub struct Skeleton {
    /// The language of its guidance.
    pub language: Language,
    /// Its parts, the title first.
    pub parts: Vec<Part>,
}

/// A part of it.
#[derive(Clone, Debug)]
pub enum Part {
    /// The title.
    Title(String),
    /// The title of a chapter, its number included.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Grid),
    /// Guidance on the part before it.
    Guidance(String),
}

/// Whose report is begun, for which year.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The agency's full name.
    pub agency: &'a str,
    /// The year reported on.
    pub year: i32,
    /// The kind of body, where it is known.
    pub body: Option<&'a str>,
}

/// Begin a report; nothing where the rulebook does not say how.
#[must_use]
pub fn of(book: &Rulebook, subject: Subject<'_>) -> Option<Skeleton> {
    let plan = book.skeleton.as_ref()?;
    let fill = |text: &str| filled(text, subject.agency, subject.year);
    let rules: Vec<&Rule> = book
        .rules
        .iter()
        .filter(|rule| rule.severity != Severity::Off && rule.when.may_hold(subject.body, subject.year))
        .collect();
    let mut parts = vec![Part::Title(fill(&plan.title))];
    parts.extend(plan.preface.iter().map(|text| Part::Paragraph(fill(text))));
    for (at, section) in chapters(book, &rules).into_iter().enumerate() {
        parts.push(Part::Heading(heading(book.vocabulary.language, at + 1, &section.title)));
        let tables = tables(book, &section.id);
        let empty = tables.is_empty();
        for stack in tables {
            let zeros: Vec<bool> = stack.iter().map(|spec| must_be_filled(&rules, &spec.id)).collect();
            let zeroed = zeros.contains(&true);
            parts.push(Part::Table(grid::of(&stack, &zeros, subject.agency)));
            if zeroed {
                parts.push(Part::Guidance(on_zeros(book.vocabulary.language).to_owned()));
            }
        }
        if empty {
            parts.push(Part::Paragraph(plan.fill.clone()));
            let guidance = guidance(book.vocabulary.language, &rules, section);
            parts.extend((!guidance.is_empty()).then_some(Part::Guidance(guidance)));
        }
    }
    Some(Skeleton { language: book.vocabulary.language, parts })
}

/// The chapters of the report: as the rulebook prints them, else in the order that a rule asks for; whatever else is
/// required stands behind them.
fn chapters<'a>(book: &'a Rulebook, rules: &[&Rule]) -> Vec<&'a Section> {
    let mut ids: Vec<&str> = book.skeleton.iter().flat_map(|plan| &plan.chapters).map(String::as_str).collect();
    for rule in rules {
        if let Check::Order(params) = &rule.check
            && ids.is_empty()
        {
            ids.extend(params.sections.iter().map(String::as_str));
        }
    }
    for rule in rules {
        if let Check::Section(params) = &rule.check {
            let more: Vec<&str> = params.require.iter().map(String::as_str).filter(|id| !ids.contains(id)).collect();
            ids.extend(more);
        }
    }
    ids.into_iter().filter_map(|id| book.vocabulary.section(id)).collect()
}

/// The title of a chapter as printed.
fn heading(language: Language, number: usize, title: &str) -> String {
    match language {
        Language::Zh => format!("{}、{title}", numeral::written(number)),
        Language::En => title.to_owned(),
    }
}

/// The tables of a section, those that are blocks of one printed table together. What a report need not have is left out.
fn tables<'a>(book: &'a Rulebook, section: &str) -> Vec<Vec<&'a TableSpec>> {
    let mut stacks: Vec<Vec<&TableSpec>> = Vec::new();
    for spec in &book.vocabulary.tables {
        if spec.section.as_deref() != Some(section) || spec.optional {
            continue;
        }
        match stacks.last_mut() {
            Some(stack) if spec.block.is_some() && stack.iter().all(|other| other.block.is_some()) => stack.push(spec),
            Some(_) | None => stacks.push(vec![spec]),
        }
    }
    stacks
}

/// Whether a rule asks that no cell of a table is blank.
fn must_be_filled(rules: &[&Rule], table: &str) -> bool {
    rules.iter().any(|rule| matches!(&rule.check, Check::Table(params) if asks(params, table)))
}

fn asks(params: &table::Params, table: &str) -> bool {
    params.table() == Some(table) && params.asks_filled()
}

fn on_zeros(language: Language) -> &'static str {
    match language {
        Language::Zh => "表中各格暂填0,请逐格改为本机关的实际数字;没有的保留0,不删行、不删列。",
        Language::En => {
            "Every cell holds 0 for now: write the real numbers; leave 0 where there is none; delete no row or column."
        }
    }
}

/// What a section must say, by the rules that ask it.
fn guidance(language: Language, rules: &[&Rule], section: &Section) -> String {
    let topics: Vec<&str> = rules
        .iter()
        .filter_map(|rule| if let Check::Phrase(params) = &rule.check { params.topic() } else { None })
        .filter(|(id, _)| *id == section.id)
        .map(|(_, what)| what)
        .collect();
    let mut said = Vec::new();
    match language {
        Language::Zh => {
            if !topics.is_empty() {
                said.push(format!("本章应写到:{}。", topics.join("、")));
            }
            said.extend(section.min_chars.map(|min| format!("不少于{min}字。")));
            if section.none_ok {
                said.push("没有发生的,写明“无”或“未发生”。".to_owned());
            }
        }
        Language::En => {
            if !topics.is_empty() {
                said.push(format!("To be covered: {}.", topics.join(", ")));
            }
            said.extend(section.min_chars.map(|min| format!("At least {min} characters.")));
            if section.none_ok {
                said.push("Say so where there is nothing to report.".to_owned());
            }
        }
    }
    said.join(if language == Language::Zh { "" } else { " " })
}
