//! Notices of corrections: what each unit has to correct, as a letter in Word made from a template.
//!
//! `template` knows placeholders and Word's runs; here is what stands in them. Findings that were exempted are in no
//! notice; what could not be answered is in none either, since nothing is to be corrected yet.

pub mod template;

use super::Style;
use super::ledger::{found_at, text};
use super::place::Places;
use super::word;
use super::wording::{pick, say};
use crate::audit::{Audit, exempt};
use crate::finding::{Finding, Severity, Site};
use crate::language::Language;
use crate::rulebook::skeleton::filled;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Places that an item names at most; the rest is counted.
const PLACES: usize = 8;
/// The longest quotation, in characters.
const QUOTED: usize = 120;

/// What one report has to correct.
#[derive(Clone, Debug)]
pub struct Case {
    /// Whose report it is, where it could be told.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// The file's name.
    pub file: String,
    /// What the report is called, without its agency.
    pub report: String,
    /// What the rulebook is called.
    pub rulebook: String,
    /// What is to be corrected, in order of place.
    pub items: Vec<Item>,
    /// Rules that could not be answered.
    pub open: usize,
}

/// Something to be corrected: one finding, or several that say the same at several places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The rule.
    pub rule: String,
    /// How serious.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub places: Vec<String>,
    /// What is written there; empty where something is missing.
    pub quotes: Vec<String>,
    /// What the rule asks.
    pub requirement: String,
    /// On what basis.
    pub basis: String,
    /// What to do.
    pub correction: String,
}

/// The notice to one unit for one year.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The unit; the file's name where it could not be told.
    pub agency: String,
    /// The year reported on.
    pub year: Option<i32>,
    /// The files.
    pub files: Vec<String>,
    /// What the report is called, without its agency.
    pub report: String,
    /// What the rulebook is called.
    pub rulebook: String,
    /// What is to be corrected.
    pub items: Vec<Item>,
}

/// What the office says in all its notices.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Who signs.
    pub office: Option<String>,
    /// The day it is signed.
    pub date: Date,
    /// Until when the report is to be handed in again.
    pub deadline: Option<Date>,
    /// The language of its words.
    pub language: Language,
}

/// What a report has to correct, from the style's least severity on.
#[must_use]
pub fn case(audit: &Audit, style: &Style) -> Case {
    let places = Places::of(audit);
    let mut items: Vec<Item> = Vec::new();
    // What exemptions themselves are held to is the office's own, not the reporter's.
    let theirs = |finding: &&Finding| finding.exempt.is_none() && !exempt::RULES.contains(&finding.rule.as_str());
    for finding in style.shown(audit).into_iter().filter(theirs) {
        let item = item(audit, finding, &places, style.language);
        let same = |other: &&mut Item| {
            (&other.rule, &other.message, &other.correction) == (&item.rule, &item.message, &item.correction)
        };
        match items.iter_mut().find(same) {
            Some(other) => {
                other.places.extend(item.places);
                other
                    .quotes
                    .extend(item.quotes.into_iter().filter(|quote| !other.quotes.contains(quote)).collect::<Vec<_>>());
                other.severity = other.severity.max(item.severity);
            }
            None => items.push(item),
        }
    }
    let book = audit.book.as_ref();
    let called = book.and_then(|book| book.skeleton.as_ref()).zip(audit.year);
    let rulebook = book.map_or_else(String::new, |book| text(say(&book.title, style.language)));
    Case {
        agency: audit.agency.as_ref().map(|agency| text(&places.hide(agency))),
        year: audit.year,
        file: text(file_name(&audit.document.path)),
        report: called.map_or_else(|| rulebook.clone(), |(plan, year)| filled(&plan.title, "", year).trim().to_owned()),
        rulebook,
        items,
        open: audit.outcomes.iter().filter(|outcome| outcome.verdict.name() == "undetermined").count(),
    }
}

/// The name of a file without its folders, also within an archive.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn item(audit: &Audit, finding: &Finding, places: &Places<'_>, language: Language) -> Item {
    let book = audit.book.as_ref();
    let rule = book.and_then(|book| book.rules.iter().find(|rule| rule.id == finding.rule));
    let quotes = match finding.site {
        Site::At(span) if !span.is_empty() => vec![short(&places.slice(span))],
        Site::At(_) | Site::MissingFrom(_) => Vec::new(),
    };
    let mut correction = text(&places.hide(say(&finding.help, language)));
    if let Some(proposed) = &finding.proposed {
        let proposed = text(&places.hide(proposed));
        if !correction.contains(&proposed) {
            correction.push_str(&match language {
                Language::Zh => format!("建议改为“{proposed}”。"),
                Language::En => format!(" Proposed: “{proposed}”."),
            });
        }
    }
    Item {
        rule: finding.rule.clone(),
        severity: finding.severity,
        message: text(&places.hide(say(&finding.message, language))),
        places: vec![found_at(audit, places, finding.site, language)],
        quotes,
        requirement: rule.map_or_else(String::new, |rule| text(say(&rule.title, language))),
        basis: text(&finding.basis),
        correction: correction.trim().to_owned(),
    }
}

fn short(quoted: &str) -> String {
    let shown = text(quoted.trim());
    if shown.chars().nth(QUOTED).is_none() {
        return shown;
    }
    shown.chars().take(QUOTED - 1).chain(['…']).collect()
}

/// One notice a unit and year, for those that have something to correct, in the order of their first reports. Reports
/// whose unit is not known stand for themselves.
#[must_use]
pub fn notices(cases: &[Case]) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    let mut known: BTreeMap<(&str, Option<i32>), usize> = BTreeMap::new();
    for case in cases.iter().filter(|case| !case.items.is_empty()) {
        let key = case.agency.as_deref().map(|agency| (agency, case.year));
        match key.and_then(|key| known.get(&key)) {
            Some(at) => {
                notices[*at].files.push(case.file.clone());
                notices[*at].items.extend(case.items.iter().cloned());
            }
            None => {
                known.extend(key.map(|key| (key, notices.len())));
                notices.push(Notice {
                    agency: case.agency.clone().unwrap_or_else(|| case.file.clone()),
                    year: case.year,
                    files: vec![case.file.clone()],
                    report: case.report.clone(),
                    rulebook: case.rulebook.clone(),
                    items: case.items.clone(),
                });
            }
        }
    }
    notices
}

impl Notice {
    /// How many items are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// What stands in a placeholder; none where it is not said.
    fn value(&self, name: &str, letter: &Letter) -> Option<String> {
        let language = letter.language;
        Some(match name {
            "agency" => self.agency.clone(),
            "year" => self.year.map_or_else(String::new, |year| year.to_string()),
            "report" => self.report.clone(),
            "files" => self.files.join(pick(language, "、", ", ")),
            "rulebook" => self.rulebook.clone(),
            "count" => self.items.len().to_string(),
            "errors" => self.count(Severity::Error).to_string(),
            "warnings" => self.count(Severity::Warning).to_string(),
            "office" => letter.office.clone()?,
            "date" => day(letter.date, language),
            "deadline" => day(letter.deadline?, language),
            "resubmission" => resubmission(letter),
            _ => return None,
        })
    }
}

impl Item {
    /// What stands in a placeholder of the item with a number.
    fn value(&self, name: &str, number: usize, language: Language) -> String {
        match name {
            "number" => number.to_string(),
            "message" => self.message.clone(),
            "place" => listed(&self.places, language),
            "quote" => listed(&self.quotes, language),
            "requirement" => self.requirement.clone(),
            "basis" => self.basis.clone(),
            "correction" => self.correction.clone(),
            "severity" => weight(self.severity, language).to_owned(),
            "rule" => self.rule.clone(),
            _ => String::new(),
        }
    }
}

/// Several places or quotations, the first of many.
fn listed(texts: &[String], language: Language) -> String {
    let shown: Vec<&str> = texts.iter().take(PLACES).map(String::as_str).collect();
    let shown = shown.join(pick(language, ";", "; "));
    match texts.len() {
        all if all > PLACES => match language {
            Language::Zh => format!("{shown}等{all}处"),
            Language::En => format!("{shown}; {all} in all"),
        },
        _ => shown,
    }
}

/// What is asked of the unit.
#[must_use]
pub fn weight(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => pick(language, "应更正", "to be corrected"),
        Severity::Warning => pick(language, "请核实", "to be checked"),
        Severity::Info | Severity::Off => pick(language, "供参考", "worth knowing"),
    }
}

fn day(date: Date, language: Language) -> String {
    match language {
        Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Language::En => date.to_string(),
    }
}

fn resubmission(letter: &Letter) -> String {
    match (letter.deadline, letter.language) {
        (Some(until), Language::Zh) => {
            format!("请对照上述问题逐项核实、更正,并于{}前重新报送。", day(until, Language::Zh))
        }
        (None, Language::Zh) => "请对照上述问题逐项核实、更正后重新报送。".to_owned(),
        (Some(until), Language::En) => {
            format!("Please check and correct each of these and submit the report again by {until}.")
        }
        (None, Language::En) => "Please check and correct each of these and submit the report again.".to_owned(),
    }
}

/// A name for the notice's file that every system takes: without what Windows refuses, not too long, not taken.
#[must_use]
pub fn name(notice: &Notice, language: Language, taken: &mut Vec<String>) -> String {
    let refused = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*');
    let agency: String = notice.agency.chars().map(|c| if refused(c) { '_' } else { c }).take(60).collect();
    let agency = agency.trim_matches([' ', '.']);
    let agency = if agency.is_empty() { "_" } else { agency };
    let year = notice.year.map_or_else(String::new, |year| format!("-{year}"));
    // With something behind it, a name such as CON or NUL is an ordinary one.
    let stem = format!("{agency}{year}-{}", pick(language, "更正通知", "corrections"));
    let mut name = format!("{stem}.docx");
    let mut count = 1;
    // Two names that differ in case only are one file on Windows.
    while taken.contains(&name.to_lowercase()) {
        count += 1;
        name = format!("{stem}-{count}.docx");
    }
    taken.push(name.to_lowercase());
    name
}

/// The built-in template of a language.
#[must_use]
pub fn builtin(language: Language) -> word::Parts {
    let body = match language {
        Language::Zh => include_str!("notice/body.zh.xml"),
        Language::En => include_str!("notice/body.en.xml"),
    };
    word::parts(&body.replace('\n', ""), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(agency: &str) -> Notice {
        let text = String::new;
        Notice {
            agency: agency.to_owned(),
            year: Some(2023),
            files: Vec::new(),
            report: text(),
            rulebook: text(),
            items: Vec::new(),
        }
    }

    #[test]
    fn names_are_taken_by_every_system() {
        let mut taken = Vec::new();
        for (agency, expected) in [
            ("青禾县林业局", "青禾县林业局-2023-更正通知.docx"),
            ("青禾县林业局", "青禾县林业局-2023-更正通知-2.docx"),
            ("a/b\\c:d?", "a_b_c_d_-2023-更正通知.docx"),
            ("A/B\\C:D?", "A_B_C_D_-2023-更正通知-2.docx"),
            ("NUL", "NUL-2023-更正通知.docx"),
            ("..", "_-2023-更正通知.docx"),
            ("甲\n乙 ", "甲_乙-2023-更正通知.docx"),
        ] {
            assert_eq!(name(&notice(agency), Language::Zh, &mut taken), expected);
        }
        assert!(name(&notice(&"长".repeat(500)), Language::Zh, &mut taken).len() < 255);
    }
}
