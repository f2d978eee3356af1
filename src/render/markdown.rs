//! Markdown for the comment on a pull request: totals first, then a collapsible table a report that has findings or
//! rules without an answer. What a report says is inert: it makes no markup, mentions nobody and links nowhere. A comment
//! has a largest size; what does not fit is counted.

use super::place::{Places, Spot};
use super::wording::{pick, say, severity};
use super::{Closing, Style, plain, roster};
use crate::audit::Audit;
use crate::batch::Entry;
use crate::batch::tally::Tally;
use crate::document::Place;
use crate::finding::{Finding, Severity, Verdict};
use crate::language::Language;
use std::fmt::Write;

/// Characters of reports that a comment takes: GitHub refuses more than 65,536 in all.
const ROOM: usize = 60_000;

/// The reports of a comment, held until the totals above them are known.
#[derive(Clone, Debug, Default)]
pub struct Held {
    text: String,
    characters: usize,
    left_out: usize,
}

impl Held {
    /// Keep a report, or count it where it does not fit.
    pub fn push(&mut self, entry: &str) {
        let characters = entry.chars().count();
        if self.left_out > 0 || self.characters + characters > ROOM {
            self.left_out += 1;
            return;
        }
        self.characters += characters;
        self.text.push_str(entry);
    }

    /// All that was kept, and how much was not.
    #[must_use]
    pub fn finish(mut self, language: Language) -> String {
        let count = self.left_out;
        if count > 0 {
            let _ = match language {
                Language::Zh => writeln!(self.text, "另有 {count} 份报告超出评论的长度,未列出。"),
                Language::En => writeln!(self.text, "{count} more reports do not fit into a comment."),
            };
        }
        self.text
    }
}

/// The totals, which stand above the reports.
#[must_use]
pub fn totals(closing: &Closing<'_>, style: &Style) -> String {
    let language = style.language;
    let tally = closing.tally;
    let mut out = format!("## {}\n\n", pick(language, "hegui 检查结果", "hegui"));
    let columns = [
        (pick(language, "报告", "reports"), tally.reports),
        (severity(Severity::Error, language), tally.errors),
        (severity(Severity::Warning, language), tally.warnings),
        (severity(Severity::Info, language), tally.infos),
        (pick(language, "已豁免", "exempted"), tally.exempted),
        (pick(language, "未能判定的规则", "rules undetermined"), tally.undetermined),
        (pick(language, "未能检查", "not checked"), tally.unreadable),
    ];
    let line = |cells: &mut dyn Iterator<Item = String>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    out += &line(&mut columns.iter().map(|(name, _)| (*name).to_owned()));
    out += &line(&mut columns.iter().map(|_| "---:".to_owned()));
    out += &line(&mut columns.iter().map(|(_, count)| count.to_string()));
    out.push('\n');
    coverage(&mut out, tally, language);
    out
}

fn coverage(out: &mut String, tally: &Tally, language: Language) {
    let Some(coverage) = &tally.roster else { return };
    let _ = writeln!(out, "{}\n", inert(&roster::summary(coverage, language)));
    let matters = roster::matters(coverage, language).into_iter().chain(roster::late(coverage, language));
    for matter in matters {
        let _ = writeln!(out, "- {}: {}", matter.title, inert(&matter.items.join(", ")));
    }
    out.push('\n');
}

/// A report; none where there is nothing to say of it.
#[must_use]
pub fn entry(entry: &Entry, style: &Style) -> String {
    let path = entry.path();
    match entry {
        Entry::Unread(unread) => {
            let word = pick(style.language, "未能检查", "not checked");
            format!("**{}** · {word}: {}\n\n", inert(path), inert(say(&unread.error, style.language)))
        }
        Entry::Judged(audit) | Entry::Exemptions(audit) => judged(audit, style),
    }
}

fn judged(audit: &Audit, style: &Style) -> String {
    let language = style.language;
    let findings = style.shown(audit);
    let places = Places::of(audit);
    let mut rows: Vec<[String; 5]> = findings.iter().map(|finding| row(finding, &places, style)).collect();
    for outcome in &audit.outcomes {
        if let Verdict::Undetermined(reason) = &outcome.verdict {
            let reason = inert(&places.hide(say(reason, language)));
            let word = pick(language, "未能判定", "undetermined").to_owned();
            rows.push([word, String::new(), inert(&outcome.rule), reason, String::new()]);
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let mut out = format!("<details><summary><b>{}</b>", quoted(&audit.document.path));
    if let Some(agency) = &audit.agency {
        let _ = write!(out, " · {}", quoted(agency));
    }
    let _ = writeln!(out, " · {}</summary>\n", counts(&findings, rows.len() - findings.len(), language));
    let names = match language {
        Language::Zh => "| 级别 | 位置 | 规则 | 问题 | 改正与依据 |",
        Language::En => "| severity | place | rule | finding | correction and basis |",
    };
    let _ = writeln!(out, "{names}\n|---|---|---|---|---|");
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out.push_str("\n</details>\n\n");
    out
}

fn counts(findings: &[&Finding], open: usize, language: Language) -> String {
    let mut parts = Vec::new();
    for level in [Severity::Error, Severity::Warning, Severity::Info] {
        let count = findings.iter().filter(|finding| finding.severity == level).count();
        if count > 0 {
            parts.push(format!("{} {count}", severity(level, language)));
        }
    }
    if open > 0 {
        parts.push(format!("{} {open}", pick(language, "未能判定", "undetermined")));
    }
    parts.join(pick(language, ",", ", "))
}

fn row(finding: &Finding, places: &Places<'_>, style: &Style) -> [String; 5] {
    let language = style.language;
    let help = places.hide(say(&finding.help, language));
    let proposed = finding.proposed.iter().map(|value| format!("{} {value}", pick(language, "建议值", "proposed")));
    let remedy: Vec<String> = proposed.chain([help.into_owned(), finding.basis.clone()]).collect();
    let remedy: Vec<String> = remedy.iter().filter(|part| !part.is_empty()).map(|part| inert(part)).collect();
    [
        severity(finding.severity, language).to_owned(),
        place(places.spot(finding.site.span()), language),
        inert(&finding.rule),
        inert(&places.hide(say(&finding.message, language))),
        remedy.join("<br>"),
    ]
}

fn place(spot: Spot, language: Language) -> String {
    let words = spot.words();
    match spot.place {
        Place::Line { line, column } if spot.cell.is_none() => format!("{line}:{column}"),
        Place::Line { line, column } => format!("{line}:{column} {}", say(&words, language)),
        Place::Paragraph { .. } | Place::Page { .. } | Place::Sheet { .. } => say(&words, language).to_owned(),
    }
}

/// A text as Markdown that shows it and does nothing.
fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in plain::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '+' | '-' | '!' | '|' | '~' | '$' | '=' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    apart(&out)
}

/// A text inside of markup.
fn quoted(text: &str) -> String {
    let text = plain::line(text);
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    apart(&text)
}

/// Mentions, numbers of issues and addresses taken apart by an empty comment, so that nobody is called and nothing is
/// linked: sites look for them in the text as it is shown, where no escape is left.
fn apart(text: &str) -> String {
    const NOTHING: &str = "<!-- -->";
    text.replace('@', &format!("@{NOTHING}"))
        .replace('#', &format!("#{NOTHING}"))
        .replace("://", &format!(":{NOTHING}//"))
        .replace("www.", &format!("www{NOTHING}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(inert("a|b`c`<script>"), "a\\|b\\`c\\`&lt;script&gt;");
        assert_eq!(inert("@office #1"), "@<!-- -->office #<!-- -->1");
        assert_eq!(inert("行\n二"), "行␊二");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let mut held = Held::default();
        held.push(&"报".repeat(ROOM));
        held.push("告");
        held.push("告");
        assert!(held.finish(Language::En).ends_with("2 more reports do not fit into a comment.\n"));
    }
}
