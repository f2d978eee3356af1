//! Rules as SARIF describes them: what a rule asks, on what basis, what to do, how serious.

use super::model::{Configuration, Descriptor, Message, RuleBag};
use super::{level, message};
use crate::audit::exempt;
use crate::finding::{Severity, Wording};
use crate::language::Language;
use crate::render::wording::{pick, say};
use crate::rulebook::{Rule, Rulebook};
use std::collections::BTreeSet;

/// The rules of rulebooks, each id once: what an id means is the same in all that extend one another.
pub fn of(rulebooks: &[&Rulebook], language: Language) -> Vec<Descriptor> {
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for rule in rulebooks.iter().flat_map(|book| &book.rules) {
        if seen.insert(rule.id.as_str()) {
            rules.push(descriptor(rule, language));
        }
    }
    rules.extend(exempt::RULES.map(|rule| Descriptor {
        id: rule.to_owned(),
        short_description: message(say(&exempt::title(rule), language)),
        help: None,
        default_configuration: Some(Configuration { enabled: true, level: level(Severity::Warning) }),
        properties: None,
    }));
    rules
}

fn descriptor(rule: &Rule, language: Language) -> Descriptor {
    let mut help = say(&rule.help, language).to_owned();
    if !rule.basis.is_empty() {
        let gap = if help.is_empty() { "" } else { "\n" };
        help = format!("{help}{gap}{}: {}", pick(language, "依据", "basis"), rule.basis);
    }
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Off => "recommendation",
    };
    Descriptor {
        id: rule.id.clone(),
        short_description: message(say(&rule.title, language)),
        help: (!help.is_empty()).then(|| message(&help)),
        default_configuration: Some(Configuration {
            enabled: rule.severity != Severity::Off,
            level: level(rule.severity),
        }),
        properties: Some(RuleBag {
            tags: vec![rule.check.kind()],
            basis: rule.basis.clone(),
            rulebook: rule.defined_in.clone(),
            severity,
        }),
    }
}

/// What kinds of notification there are.
pub fn notifications(language: Language) -> Vec<Descriptor> {
    let plain = |id: &str, said: &Wording| Descriptor {
        id: id.to_owned(),
        short_description: Message { text: say(said, language).to_owned() },
        help: None,
        default_configuration: None,
        properties: None,
    };
    vec![
        plain("unreadable", &Wording::new("文件未能检查", "a file was not checked")),
        plain("undetermined", &Wording::new("规则未能判定", "a rule could not be answered")),
    ]
}
