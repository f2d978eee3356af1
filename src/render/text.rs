//! Text for people: a head line a report, then its findings, each with an excerpt, its legal basis and what to do.

use super::excerpt::{Mark, Painter, Source};
use super::place::Places;
use super::roster::{self, Matter};
use super::wording::{self, note, pick, say, severity};
use super::{Style, plain};
use crate::audit::Audit;
use crate::batch::roster::coverage::Coverage;
use crate::batch::tally::Tally;
use crate::batch::{Entry, Unread};
use crate::document::Place;
use crate::finding::{Finding, Severity, Site, Verdict};
use crate::language::Language;
use crate::span::Span;
use std::collections::BTreeMap;
use std::fmt::Write;

/// An entry.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    match entry {
        Entry::Judged(audit) => judged(audit, style),
        Entry::Unread(unread) => unreadable(unread, style),
        Entry::Exemptions(audit) => exemptions(audit, style),
    }
}

fn unreadable(unread: &Unread, style: &Style) -> String {
    let word = wording::verdict("unreadable", style.language);
    let word = paint(style, Paint::Severity(Severity::Error), word);
    let reason = plain::line(say(&unread.error, style.language));
    format!("{} · {word}:{reason}\n\n", paint(style, Paint::Strong, &plain::line(&unread.path)))
}

fn judged(audit: &Audit, style: &Style) -> String {
    let findings = style.shown(audit);
    let open = audit.outcomes.iter().any(|outcome| matches!(outcome.verdict, Verdict::Undetermined(_)));
    if findings.is_empty() && style.quiet && !open {
        return String::new();
    }
    let mut out = head(audit, style);
    for said in audit.document.notes.iter().map(note) {
        let word = pick(style.language, "注", "note");
        let _ = writeln!(out, "  {word}: {}", plain::line(say(&said, style.language)));
    }
    all(&mut out, audit, &findings, style);
    out
}

/// What is to be said of a file of exemptions.
fn exemptions(audit: &Audit, style: &Style) -> String {
    let findings = style.shown(audit);
    if findings.is_empty() {
        return String::new();
    }
    let path = paint(style, Paint::Strong, &plain::line(&audit.document.path));
    let mut out = format!("{path} · {}\n", wording::verdict("exemptions", style.language));
    all(&mut out, audit, &findings, style);
    out
}

/// Findings, each with its excerpt.
fn all(out: &mut String, audit: &Audit, findings: &[&Finding], style: &Style) {
    if !findings.is_empty() {
        out.push('\n');
        let places = Places::of(audit);
        let painter = Painter::new(style.look);
        let name = plain::line(&audit.document.path);
        let name = plain::clip(&name, style.look.width.max(40) - 24, style.look.elision());
        for finding in findings {
            one(out, finding, &name, &places, &painter, style);
        }
    }
}

/// The head line: path, rulebook, year, agency, and how it ended.
fn head(audit: &Audit, style: &Style) -> String {
    let mut parts = vec![paint(style, Paint::Strong, &plain::line(&audit.document.path))];
    parts.push(plain::line(&format!("{} {}", audit.rulebook, audit.rulebook_version)).into_owned());
    parts.push(match audit.year {
        Some(year) => year.to_string() + pick(style.language, " 年", ""),
        None => pick(style.language, "年度不明", "year unknown").to_owned(),
    });
    if let Some(agency) = &audit.agency {
        parts.push(plain::line(agency).into_owned());
    }
    let ended = wording::ended(audit);
    let weight = match ended {
        "fail" => audit.worst().unwrap_or(Severity::Error),
        "pass" | "exempted" => Severity::Off,
        _ => Severity::Warning,
    };
    let word = wording::verdict(ended, style.language);
    parts.push(paint(style, Paint::Severity(weight), word));
    let separator = if style.look.ascii { " | " } else { " · " };
    parts.join(separator) + "\n"
}

fn one(out: &mut String, finding: &Finding, name: &str, places: &Places<'_>, painter: &Painter, style: &Style) {
    let language = style.language;
    let spot = places.spot(finding.site.span());
    let word = paint(style, Paint::Severity(finding.severity), severity(finding.severity, language));
    let _ = write!(out, "{word} {}", paint(style, Paint::Strong, &finding.rule));
    let words = spot.words();
    let place = say(&words, language);
    if !place.is_empty() {
        let _ = write!(out, "  {place}");
    }
    out.push('\n');
    let source = Source { name, text: places.text(), lines: places.lines(), masks: places.masks() };
    let message = places.hide(say(&finding.message, language));
    let (marks, left_out) = few(marks(finding, places, style));
    painter.paint(out, finding.severity, &message, &source, &marks);
    if left_out > 0 {
        let _ = match language {
            Language::Zh => writeln!(out, "  (另有 {left_out} 处未列出)"),
            Language::En => writeln!(out, "  ({left_out} more places not shown)"),
        };
    }
    footer(out, pick(language, "依据", "basis"), &finding.basis, style);
    footer(out, pick(language, "帮助", "help"), &places.hide(say(&finding.help, language)), style);
    if let Some(proposed) = &finding.proposed {
        footer(out, pick(language, "建议值", "proposed"), proposed, style);
    }
    out.push('\n');
}

fn marks(finding: &Finding, places: &Places<'_>, style: &Style) -> Vec<Mark> {
    let words = |wording| places.hide(say(wording, style.language)).into_owned();
    let mut message = words(&finding.remark);
    let span = match finding.site {
        Site::At(span) => span,
        Site::MissingFrom(span) => {
            // What was looked through may be the whole report: its first line stands for it.
            let (first, _) = places.lines().line_column(places.text(), span.start);
            if message.is_empty() {
                let end = Span { start: span.end, end: span.end };
                message = searched(places.spot(span).place, places.spot(end).place, style.language);
            }
            let line = places.lines().line_span(places.text(), first);
            Span { start: span.start, end: span.end.min(line.end).max(span.start) }
        }
    };
    let mut marks = vec![Mark { span, message, primary: true, spot: Some(places.spot(finding.site.span())) }];
    marks.extend(
        finding.labels.iter().filter(|label| label.span != span || !label.message.zh.is_empty()).map(|label| Mark {
            span: label.span,
            message: words(&label.message),
            primary: false,
            spot: None,
        }),
    );
    marks
}

/// The most marks that a person is shown of one finding; JSON has them all.
const SHOWN: usize = 7;

/// Of many marks the primary one, the first and the last, and how many were left out.
fn few(mut marks: Vec<Mark>) -> (Vec<Mark>, usize) {
    let left_out = marks.len().saturating_sub(SHOWN);
    if left_out > 0 {
        let kept = SHOWN - 1;
        marks.drain(kept..kept + left_out);
    }
    (marks, left_out)
}

/// What was looked through: its lines, pages or paragraphs, where there is more than one.
pub(super) fn searched(from: Place, to: Place, language: Language) -> String {
    let (zh, en, first, last) = match (from, to) {
        (Place::Line { line: first, .. }, Place::Line { line: last, .. }) => ("行", "lines", first, last),
        (Place::Page { page: first, .. }, Place::Page { page: last, .. }) => ("页", "pages", first, last),
        (Place::Paragraph { section, paragraph: first }, Place::Paragraph { section: other, paragraph: last })
            if section == other =>
        {
            ("段", "paragraphs", first, last)
        }
        (Place::Line { .. } | Place::Page { .. } | Place::Paragraph { .. } | Place::Sheet { .. }, _) => ("", "", 0, 0),
    };
    if first == last {
        return pick(language, "在此查找,未见", "looked for here").to_owned();
    }
    match language {
        Language::Zh => format!("在第 {first}–{last} {zh}查找,未见"),
        Language::En => format!("looked for in {en} {first}–{last}"),
    }
}

/// A line under an excerpt, wrapped; nothing where there is nothing to say.
pub(super) fn footer(out: &mut String, word: &str, text: &str, style: &Style) {
    if text.is_empty() {
        return;
    }
    let indent = plain::columns(word) + 4;
    let lines = plain::wrap(text, style.look.width.max(40) - indent - 1);
    for (at, line) in lines.iter().enumerate() {
        if at == 0 {
            let _ = writeln!(out, "  {}: {line}", paint(style, Paint::Faint, word));
        } else {
            let _ = writeln!(out, "{:indent$}{line}", "");
        }
    }
}

/// The totals: reports, findings by severity, rules answered of rules asked, and what was not answered, with reasons.
#[must_use]
pub fn tail(tally: &Tally, style: &Style) -> String {
    let Tally { reports, errors, warnings, infos, exempted, answered, asked, unreadable, .. } = tally;
    let mut out = String::new();
    if let Some(coverage) = &tally.roster {
        out.push_str(&plain::line(&roster::summary(coverage, style.language)));
        out.push('\n');
        if let Some(matter) = roster::late(coverage, style.language) {
            concerned(&mut out, &matter, style);
        }
    }
    let undetermined = tally.undetermined;
    match style.language {
        Language::Zh => {
            let _ = write!(out, "报告 {reports} 份,错误 {errors},警告 {warnings},提示 {infos}");
            if *exempted > 0 {
                let _ = write!(out, ",已豁免 {exempted}");
            }
            let _ = write!(out, ";规则判定 {answered}/{asked} 条");
            if *unreadable > 0 {
                let _ = write!(out, ";未能检查 {unreadable} 份");
            }
            out.push_str(if undetermined > 0 { ";未能判定:\n" } else { "。\n" });
        }
        Language::En => {
            let _ = write!(out, "{reports} reports: {errors} errors, {warnings} warnings, {infos} infos");
            if *exempted > 0 {
                let _ = write!(out, ", {exempted} exempted");
            }
            let _ = write!(out, "; {answered} of {asked} rules answered");
            if *unreadable > 0 {
                let _ = write!(out, "; {unreadable} not checked");
            }
            out.push_str(if undetermined > 0 { "; undetermined:\n" } else { ".\n" });
        }
    }
    out.push_str(&unanswered(tally, style));
    out
}

/// How many rules are named behind a reason; the rest are counted.
const NAMED: usize = 4;

/// Why rules were not answered: a line a reason, with the rules that it kept from an answer.
fn unanswered(tally: &Tally, style: &Style) -> String {
    let mut reasons: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for (rule, (count, reason)) in &tally.reasons {
        let (most, rules) = reasons.entry(say(reason, style.language)).or_default();
        *most = (*most).max(*count);
        rules.push(rule);
    }
    let mut out = String::new();
    for (reason, (count, rules)) in reasons {
        let reason = plain::clip(reason, style.look.width.max(40) * 2, style.look.elision());
        let more = rules.len().saturating_sub(NAMED);
        let named = rules.iter().take(NAMED).copied().collect::<Vec<_>>();
        let _ = match style.language {
            Language::Zh => write!(out, "  {reason}({count} 份):{}", named.join("、")),
            Language::En => write!(out, "  {reason} ({count}): {}", named.join(", ")),
        };
        let _ = match style.language {
            Language::Zh if more > 0 => writeln!(out, " 等 {} 条", rules.len()),
            Language::En if more > 0 => writeln!(out, " and {more} more"),
            Language::Zh | Language::En => writeln!(out),
        };
    }
    out
}

/// What stands before the first report: who has reported and who has not, by the roster.
#[must_use]
pub fn preface(roster: Option<&Coverage>, style: &Style) -> String {
    let Some(coverage) = roster.filter(|_| !style.quiet) else { return String::new() };
    let mut out = plain::line(&roster::summary(coverage, style.language)).into_owned() + "\n";
    for matter in roster::matters(coverage, style.language) {
        concerned(&mut out, &matter, style);
    }
    out.push('\n');
    out
}

/// Units and reports that are named on a line; the rest are counted, and JSON has them all.
const CONCERNED: usize = 20;

/// A line on a matter of the roster.
fn concerned(out: &mut String, matter: &Matter, style: &Style) {
    let (count, more) = (matter.items.len(), matter.items.len().saturating_sub(CONCERNED));
    let named = matter.items.iter().take(CONCERNED).map(String::as_str).collect::<Vec<_>>();
    let text = match style.language {
        Language::Zh if more > 0 => format!("  {}:{} 等 {count} 份", matter.title, named.join("、")),
        Language::Zh => format!("  {}:{}", matter.title, named.join("、")),
        Language::En if more > 0 => format!("  {}: {} and {more} more", matter.title, named.join(", ")),
        Language::En => format!("  {}: {}", matter.title, named.join(", ")),
    };
    out.push_str(&plain::line(&text));
    out.push('\n');
}

/// What is coloured.
#[derive(Clone, Copy)]
pub(super) enum Paint {
    /// Names.
    Strong,
    /// What is less important.
    Faint,
    /// By weight; `Off` is what is well.
    Severity(Severity),
}

/// A text in colour, where the style has colours.
pub(super) fn paint(style: &Style, paint: Paint, text: &str) -> String {
    if !style.look.color {
        return text.to_owned();
    }
    let code = match paint {
        Paint::Strong => "1",
        Paint::Faint => "36",
        Paint::Severity(Severity::Error) => "1;31",
        Paint::Severity(Severity::Warning) => "1;33",
        Paint::Severity(Severity::Info) => "1;36",
        Paint::Severity(Severity::Off) => "32",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
