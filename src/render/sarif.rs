//! SARIF 2.1.0, for code scanning and for viewers: one run, its results streamed first, the tool with its rules and the
//! invocation with what was not evaluated behind them. Exempted findings stay as suppressed results.

mod location;
mod model;
mod rules;

use super::json::{self, to_string};
use super::place::Places;
use super::wording::say;
use super::{Closing, Style, plain};
use crate::audit::Audit;
use crate::batch::Entry;
use crate::batch::tally::Tally;
use crate::finding::{Exemption, Finding, Severity, Site, Source};
use crate::language::Language;
use model::{Bag, Driver, Found, Given, Invocation, Message, Notification, Reference, Suppression, Tool};
use std::collections::BTreeMap;

/// Where the schema of what is written here is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stands before the first result.
#[must_use]
pub fn head(style: &Style) -> String {
    let language = match style.language {
        Language::Zh => "zh-CN",
        Language::En => "en-US",
    };
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"language\":\"{language}\",\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

/// The results of an entry, a line each; an unread file has none, it is told in the invocation.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    match entry {
        Entry::Judged(audit) | Entry::Exemptions(audit) => {
            let findings = style.kept(audit);
            if findings.is_empty() {
                return String::new();
            }
            let places = Places::of(audit);
            let results: Vec<String> =
                findings.into_iter().map(|finding| to_string(&found(finding, audit, &places, style))).collect();
            results.join(",\n")
        }
        Entry::Unread(_) => String::new(),
    }
}

/// What stands behind the last result.
#[must_use]
pub fn tail(closing: &Closing<'_>, style: &Style) -> String {
    let tool = Tool {
        driver: Driver {
            name: "hegui",
            semantic_version: env!("CARGO_PKG_VERSION"),
            information_uri: env!("CARGO_PKG_REPOSITORY"),
            rules: rules::of(closing.rulebooks, style.language),
            notifications: rules::notifications(style.language),
        },
    };
    let invocation = Invocation {
        // What was not evaluated is told by the notifications: the tool itself has done its work.
        execution_successful: true,
        exit_code: closing.exit,
        exit_code_description: exit(closing.exit),
        tool_execution_notifications: notifications(closing.tally, style),
    };
    format!(
        "\n],\"tool\":{},\"invocations\":[{}],\"properties\":{{\"summary\":{}}}}}]}}\n",
        to_string(&tool),
        to_string(&invocation),
        json::summary(closing.tally)
    )
}

fn exit(code: u8) -> &'static str {
    match code {
        0 => "all selected rules evaluated, nothing at or above --fail-on",
        1 => "findings at or above --fail-on",
        3 => "not fully evaluated",
        4 => "nothing to check",
        _ => "usage, configuration or rulebook error",
    }
}

fn found<'a>(finding: &'a Finding, audit: &'a Audit, places: &Places<'a>, style: &Style) -> Found<'a> {
    let language = style.language;
    let path = &audit.document.path;
    let words = |wording| places.hide(say(wording, language));
    let mut primary = location::of(path, places, finding.site.span(), language);
    let remark = words(&finding.remark);
    primary.message = (!remark.is_empty()).then(|| message(&remark));
    let related = finding.labels.iter().enumerate().map(|(at, label)| {
        let mut related = location::of(path, places, label.span, language);
        let remark = words(&label.message);
        related.id = Some(at + 1);
        related.message = (!remark.is_empty()).then(|| message(&remark));
        related
    });
    let missing = match finding.site {
        Site::At(_) => false,
        Site::MissingFrom(_) => true,
    };
    Found {
        rule_id: &finding.rule,
        level: level(finding.severity),
        message: message(&words(&finding.message)),
        locations: vec![primary],
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([("hegui/v1", finding.fingerprint.to_string())]),
        suppressions: finding.exempt.iter().map(suppression).collect(),
        properties: Bag {
            instance: &finding.instance,
            check: finding.check,
            subject: &finding.subject,
            basis: &finding.basis,
            help: words(&finding.help).into_owned(),
            missing,
            proposed: finding.proposed.as_deref(),
            rulebook: &audit.rulebook,
            year: audit.year,
            agency: audit.agency.as_deref(),
        },
    }
}

fn suppression(exemption: &Exemption) -> Suppression<'_> {
    let kind = match exemption.source {
        Source::Comment(_) => "inSource",
        Source::Baseline(_) | Source::Fragment(_) => "external",
    };
    Suppression {
        kind,
        status: "accepted",
        justification: message(&exemption.reason).text,
        properties: Given {
            source: exemption.source.name(),
            by: exemption.by.as_deref(),
            until: exemption.until.map(|day| day.to_string()),
        },
    }
}

/// Unread files, and rules that could not be answered with the first reason of each.
fn notifications(tally: &Tally, style: &Style) -> Vec<Notification> {
    let unread = tally.unread.iter().map(|(path, error)| Notification {
        descriptor: Reference { id: "unreadable".to_owned() },
        level: "error",
        message: message(say(error, style.language)),
        associated_rule: None,
        locations: vec![location::file(path)],
    });
    let open = tally.reasons.iter().map(|(rule, (count, reason))| {
        let reason = say(reason, style.language);
        let text = match style.language {
            Language::Zh => format!("{count} 份报告未能判定:{reason}"),
            Language::En => format!("undetermined for {count} reports: {reason}"),
        };
        Notification {
            descriptor: Reference { id: "undetermined".to_owned() },
            level: "warning",
            message: message(&text),
            associated_rule: Some(Reference { id: rule.clone() }),
            locations: Vec::new(),
        }
    });
    unread.chain(open).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Off => "none",
    }
}

/// A text as a message: braces doubled, since they would be placeholders (3.11.5), and no embedded link (3.11.6).
fn message(text: &str) -> Message {
    let lines: Vec<_> = text.lines().map(plain::line).collect();
    Message { text: lines.join("\n").replace('{', "{{").replace('}', "}}").replace("](", "] (") }
}
