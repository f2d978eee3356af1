//! `hegui explain RULE`: what it asks, on what legal basis, with examples.

use super::configured::configured;
use super::options::Common;
use super::output::print;
use super::{Exit, complain};
use crate::audit::exempt;
use crate::check::param::suggestion;
use crate::render::wording::say;
use crate::render::{OutputFormat, explain};
use clap::Args;
use std::collections::BTreeSet;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 规则编号 · Id of the rule
    rule: String,
    /// 规则集:编号或文件 · Rulebook: an id or a file; all built-in ones if not given
    #[arg(long, value_name = "ID|FILE")]
    rulebook: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let named: Vec<String> = options.rulebook.iter().cloned().collect();
    let Some(mut configured) = configured(&options.common, &named) else { return Exit::Usage };
    let Some(books) = configured.every(&named) else { return Exit::Usage };
    let common = &configured.common;
    let style = common.style(OutputFormat::Text, false);
    let mut known = BTreeSet::new();
    // A rule that several rulebooks share is explained once for each of its forms.
    let mut told = BTreeSet::new();
    for book in &books {
        known.extend(book.rules.iter().map(|rule| rule.id.clone()));
        for rule in book.rules.iter().filter(|rule| rule.id == options.rule) {
            let text = explain::rule(rule, book, &style);
            let form = (rule.defined_in.clone(), rule.severity, rule.reason.clone());
            if told.insert(form) {
                print(&text);
            }
        }
    }
    if exempt::RULES.contains(&options.rule.as_str()) {
        print(&explain::exemption(&options.rule, &style));
        return Exit::Fine;
    }
    if told.is_empty() {
        let names: Vec<&str> = known.iter().map(String::as_str).chain(exempt::RULES).collect();
        let help = suggestion(&options.rule, &names);
        let help = say(&help, common.language());
        let id = &options.rule;
        complain(common, &format!("没有规则 `{id}`;{help}"), &format!("there is no rule `{id}`; {help}"));
        return Exit::Usage;
    }
    Exit::Fine
}
