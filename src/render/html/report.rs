//! A report of the page: a line of the list that opens to its text, its findings beside it, and what was not answered.

use super::marks::Marks;
use super::{card, inert, rows};
use crate::audit::Audit;
use crate::batch::Unread;
use crate::batch::figures::Weight;
use crate::finding::{Exemption, Finding, Severity, Verdict};
use crate::language::Language;
use crate::render::Style;
use crate::render::place::Places;
use crate::render::wording::{self, note, pick, say, severity};
use crate::span::Span;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// A judged report with what its parts on the page need.
pub(super) struct Page<'a> {
    /// The report.
    pub audit: &'a Audit,
    /// Its places and masked texts.
    pub places: Places<'a>,
    /// What is marked in it.
    pub marks: Marks,
    /// How the page is made.
    pub style: &'a Style,
    id: String,
}

impl Page<'_> {
    /// The anchor of a finding's card.
    pub(super) fn anchor(&self, number: usize) -> String {
        format!("{}f{number}", self.id)
    }

    /// The anchor of a finding's mark in the text.
    pub(super) fn mark(&self, number: usize) -> String {
        format!("{}m{number}", self.id)
    }

    /// The last character boundary up to an offset.
    pub(super) fn boundary(&self, offset: u32) -> u32 {
        let at = self.places.text().floor_char_boundary(offset as usize);
        u32::try_from(at).unwrap_or(offset)
    }

    /// What a rule asks; empty where the rulebook is not at hand.
    pub(super) fn title(&self, rule: &str) -> &str {
        let rules = self.audit.book.iter().flat_map(|book| &book.rules);
        rules.into_iter().find(|other| other.id == rule).map_or("", |rule| say(&rule.title, self.style.language))
    }

    /// What of a stretch a reader of the report does not see.
    pub(super) fn hidden(&self, span: Span) -> &[Span] {
        let hidden = &self.audit.document.hidden;
        let from = hidden.partition_point(|unseen| unseen.end <= span.start);
        let end = hidden.partition_point(|unseen| unseen.start < span.end);
        hidden.get(from..end).unwrap_or_default()
    }
}

/// The anchor of a report, the same in every run. FNV-1a of its path, 64 bits.
pub(super) fn anchor(path: &str) -> String {
    let hash = path
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("r{hash:016x}")
}

/// The name of a file without its folders: what a report without an agency is called by.
pub(super) fn file(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// What a line of the list says.
struct Line<'a> {
    path: &'a str,
    agency: Option<&'a str>,
    year: Option<i32>,
    verdict: &'static str,
    findings: Weight,
    open: usize,
    rules: String,
}

/// A judged report.
pub(super) fn judged(audit: &Audit, style: &Style) -> Markup {
    listed(audit, wording::ended(audit), style)
}

/// A file of exemptions of which something is to be said; nothing where that is not shown.
pub(super) fn exemptions(audit: &Audit, style: &Style) -> Markup {
    if style.shown(audit).is_empty() { Markup::default() } else { listed(audit, "exemptions", style) }
}

fn listed(audit: &Audit, verdict: &'static str, style: &Style) -> Markup {
    let findings = style.shown(audit);
    let places = Places::of(audit);
    let marks = Marks::of(&findings, &places, style.language);
    let page = Page { audit, places, marks, style, id: anchor(&audit.document.path) };
    let rules: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    let open = audit.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Undetermined(_))).count();
    let line = Line {
        path: &audit.document.path,
        agency: audit.agency.as_deref(),
        year: audit.year,
        verdict,
        findings: Weight::of(&audit.outcomes, style.least),
        open,
        rules: rules.into_iter().collect::<Vec<_>>().join(" "),
    };
    item(&line, style.language, &body(&page, &findings))
}

/// An input that was not judged.
pub(super) fn unread(unread: &Unread, style: &Style) -> Markup {
    let line = Line {
        path: &unread.path,
        agency: None,
        year: None,
        verdict: "unreadable",
        findings: Weight::default(),
        open: 0,
        rules: String::new(),
    };
    let body = html! { p.error { (inert::line(say(&unread.error, style.language))) } };
    item(&line, style.language, &body)
}

/// A unit of the roster whose report was not received.
pub(super) fn missing(agency: &str, language: Language) -> Markup {
    let line = Line {
        path: agency,
        agency: None,
        year: None,
        verdict: "missing",
        findings: Weight::default(),
        open: 0,
        rules: String::new(),
    };
    let said = pick(language, "在应报名单中,没有收到报告。", "On the roster; no report was received.");
    item(&line, language, &html! { p { (said) } })
}

fn item(line: &Line<'_>, language: Language, body: &Markup) -> Markup {
    let name = line.agency.unwrap_or_else(|| file(line.path));
    let Weight { errors, warnings, infos } = line.findings;
    let worst = [(errors, Severity::Error), (warnings, Severity::Warning), (infos, Severity::Info)];
    let worst = worst.iter().find(|(count, _)| *count > 0).map_or("", |(_, level)| level.name());
    html! {
        li.report id=(anchor(line.path)) data-name=(inert::line(name)) data-year=[line.year] data-verdict=(line.verdict)
            data-error=(errors) data-warning=(warnings) data-info=(infos) data-open=(line.open) data-rules=(line.rules) {
            details {
                summary {
                    h3.name {
                        bdi.agency lang=(inert::language(name)) { (inert::line(name)) }
                        @if name != line.path { " " bdi.path { (inert::line(line.path)) } }
                    }
                    span.year { @if let Some(year) = line.year { (year) } @else { "—" } }
                    span class={ "verdict " (line.verdict) " " (worst) } { (wording::verdict(line.verdict, language)) }
                    (count(errors, Severity::Error.name(), severity(Severity::Error, language)))
                    (count(warnings, Severity::Warning.name(), severity(Severity::Warning, language)))
                    (count(infos, Severity::Info.name(), severity(Severity::Info, language)))
                    (count(line.open, "open", pick(language, "未判定", "open")))
                }
                div.body { (body) }
            }
        }
        "\n"
    }
}

/// A number of the list's line with what it counts.
fn count(count: usize, class: &str, name: &str) -> Markup {
    html! { span.count.(class).none[count == 0] { span.unit { (name) " " } (count) } }
}

fn body(page: &Page<'_>, findings: &[&Finding]) -> Markup {
    let language = page.style.language;
    let audit = page.audit;
    let notes: Vec<_> = audit.document.notes.iter().map(note).collect();
    html! {
        p.source {
            bdi { (inert::line(&audit.document.path)) } " · " (audit.document.format.name())
            @if let Some(encoding) = audit.document.encoding { " · " (encoding) }
            " · " (audit.rulebook) " " (audit.rulebook_version)
        }
        @if !notes.is_empty() {
            ul.notes { @for note in &notes { li { (pick(language, "注:", "note: ")) (inert::line(say(note, language))) } } }
        }
        @if !findings.is_empty() { (rows::of(page, findings)) }
        (exempted(page, findings.len()))
        (undetermined(page))
        (answered(audit, language))
    }
}

/// The findings that were exempted, apart from those that count. They are numbered behind these.
fn exempted(page: &Page<'_>, shown: usize) -> Markup {
    let language = page.style.language;
    let kept = page.style.kept(page.audit).into_iter();
    let exempted: Vec<(&Finding, &Exemption)> =
        kept.filter_map(|finding| Some((finding, finding.exempt.as_ref()?))).collect();
    html! {
        @if !exempted.is_empty() {
            details.exempted {
                summary { (pick(language, "已豁免", "Exempted")) " (" (exempted.len()) ")" }
                ol.cards.abreast { @for (at, (finding, exemption)) in exempted.iter().enumerate() {
                    (card::exempted(page, shown + at + 1, finding, exemption))
                } }
            }
        }
    }
}

/// Why rules were not answered: each reason with its rules.
fn undetermined(page: &Page<'_>) -> Markup {
    let language = page.style.language;
    let mut reasons: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for outcome in &page.audit.outcomes {
        if let Verdict::Undetermined(reason) = &outcome.verdict {
            let reason = inert::line(&page.places.hide(say(reason, language))).into_owned();
            reasons.entry(reason).or_default().push(&outcome.rule);
        }
    }
    html! {
        @if !reasons.is_empty() {
            section.undetermined {
                h4 { (pick(language, "未能判定的规则", "Rules that could not be answered")) }
                ul { @for (reason, rules) in &reasons {
                    li {
                        (reason)
                        ul { @for rule in rules { li { (inert::line(page.title(rule))) " " code { (rule) } } } }
                    }
                } }
            }
        }
    }
}

/// How many rules were answered, and how.
fn answered(audit: &Audit, language: Language) -> Markup {
    let count = |wanted: fn(&Verdict) -> bool| audit.outcomes.iter().filter(|outcome| wanted(&outcome.verdict)).count();
    let pass = count(|verdict| matches!(verdict, Verdict::Pass));
    let fail = count(|verdict| matches!(verdict, Verdict::Fail));
    let open = count(|verdict| matches!(verdict, Verdict::Undetermined(_)));
    let other = count(|verdict| matches!(verdict, Verdict::NotApplicable(_)));
    let said = match language {
        Language::Zh => format!("规则:通过 {pass},不通过 {fail},未判定 {open},不适用 {other}。"),
        Language::En => format!("Rules: {pass} passed, {fail} failed, {open} undetermined, {other} not applicable."),
    };
    html! { p.answered { (said) } }
}
