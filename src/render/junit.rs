//! JUnit's XML, for the test views of CI: a suite a report, a case a rule. A rule with findings at or above `--fail-on`
//! failed; one with lesser findings passed and prints them; one that was exempted, could not be answered or does not
//! apply is skipped and says why. A file that could not be read is an error.

use super::place::Places;
use super::wording::{pick, say};
use super::{Style, remedy, xml};
use crate::audit::{Audit, RuleOutcome};
use crate::batch::Entry;
use crate::finding::{Finding, Verdict};
use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::io;

/// What stands before the first suite.
#[must_use]
pub fn head() -> String {
    format!("{}<testsuites name=\"hegui\">\n", xml::DECLARATION)
}

/// What stands behind the last suite.
#[must_use]
pub fn tail() -> String {
    "</testsuites>\n".to_owned()
}

/// A suite.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    let (group, cases) = match entry {
        Entry::Unread(unread) => {
            let end = End::Error(say(&unread.error, style.language).to_owned());
            ("hegui".to_owned(), vec![Case { name: "readable".to_owned(), end }])
        }
        Entry::Judged(audit) | Entry::Exemptions(audit) => (audit.rulebook.clone(), judged(audit, style)),
    };
    xml::written(|writer| suite(writer, entry.path(), &group, &cases))
}

struct Case {
    name: String,
    end: End,
}

enum End {
    Passed { said: String },
    Failed { message: String, said: String },
    Skipped(String),
    Error(String),
}

fn judged(audit: &Audit, style: &Style) -> Vec<Case> {
    let places = Places::of(audit);
    let ends =
        audit.outcomes.iter().map(|outcome| Case { name: outcome.rule.clone(), end: end(outcome, &places, style) });
    ends.collect()
}

fn end(outcome: &RuleOutcome, places: &Places<'_>, style: &Style) -> End {
    let language = style.language;
    let why =
        |zh, en, reason| End::Skipped(format!("{}: {}", pick(language, zh, en), places.hide(say(reason, language))));
    match &outcome.verdict {
        Verdict::NotApplicable(reason) => why("不适用", "not applicable", reason),
        Verdict::Undetermined(reason) => why("未能判定", "undetermined", reason),
        Verdict::Pass => End::Passed { said: String::new() },
        Verdict::Fail => failed(&outcome.findings, places, style),
    }
}

fn failed(findings: &[Finding], places: &Places<'_>, style: &Style) -> End {
    let shown = findings.iter().filter(|finding| finding.severity >= style.least);
    let (exempted, counting): (Vec<&Finding>, Vec<&Finding>) = shown.partition(|finding| finding.exempt.is_some());
    let said: Vec<String> = counting.iter().map(|finding| one(finding, places, style)).collect();
    let said = said.join("\n\n");
    let worst = counting.iter().map(|finding| finding.severity).max();
    if worst.is_some_and(|worst| style.fail_on.is_some_and(|from| worst >= from)) {
        let message = counting.first().map(|finding| places.hide(say(&finding.message, style.language)).into_owned());
        return End::Failed { message: message.unwrap_or_default(), said };
    }
    match exempted.first().and_then(|finding| finding.exempt.as_ref()) {
        Some(exemption) if counting.is_empty() => {
            End::Skipped(format!("{}: {}", pick(style.language, "已豁免", "exempted"), exemption.reason))
        }
        Some(_) | None => End::Passed { said },
    }
}

/// A finding: place and severity in the first line.
fn one(finding: &Finding, places: &Places<'_>, style: &Style) -> String {
    let (line, column) = places.spot(finding.site.span()).pair();
    format!("{line}:{column}: {}: {}", finding.severity.name(), remedy::said(finding, places, style))
}

fn suite(writer: &mut Writer<Vec<u8>>, path: &str, group: &str, cases: &[Case]) -> io::Result<()> {
    let count = |wanted: fn(&End) -> bool| cases.iter().filter(|case| wanted(&case.end)).count().to_string();
    writer
        .create_element("testsuite")
        .with_attribute(("name", xml::line(path).as_ref()))
        .with_attribute(("tests", cases.len().to_string().as_str()))
        .with_attribute(("failures", count(|end| matches!(end, End::Failed { .. })).as_str()))
        .with_attribute(("errors", count(|end| matches!(end, End::Error(_))).as_str()))
        .with_attribute(("skipped", count(|end| matches!(end, End::Skipped(_))).as_str()))
        .write_inner_content(|writer| cases.iter().try_for_each(|one| case(writer, path, group, one)))?;
    Ok(())
}

fn case(writer: &mut Writer<Vec<u8>>, path: &str, group: &str, case: &Case) -> io::Result<()> {
    let element = writer
        .create_element("testcase")
        .with_attribute(("name", xml::line(&case.name).as_ref()))
        .with_attribute(("classname", xml::line(group).as_ref()))
        .with_attribute(("file", xml::line(path).as_ref()));
    match &case.end {
        End::Passed { said } if said.is_empty() => element.write_empty()?,
        End::Passed { said } => element.write_inner_content(|writer| {
            writer.create_element("system-out").write_text_content(BytesText::new(&xml::lines(said)))?;
            Ok(())
        })?,
        End::Failed { message, said } => element.write_inner_content(|writer| {
            let failure = writer.create_element("failure").with_attribute(("message", xml::line(message).as_ref()));
            failure.write_text_content(BytesText::new(&xml::lines(said)))?;
            Ok(())
        })?,
        End::Skipped(why) => element.write_inner_content(|writer| {
            writer.create_element("skipped").with_attribute(("message", xml::line(why).as_ref())).write_empty()?;
            Ok(())
        })?,
        End::Error(why) => element.write_inner_content(|writer| {
            writer.create_element("error").with_attribute(("message", xml::line(why).as_ref())).write_empty()?;
            Ok(())
        })?,
    };
    Ok(())
}
