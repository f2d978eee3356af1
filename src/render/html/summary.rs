//! The summary: totals, who has reported, and charts of verdicts, of findings by rule and by unit, and of how many rules
//! could be answered.

use super::chart::{self, Part};
use super::inert;
use super::report::{anchor, file};
use crate::batch::figures::{Answers, Figures, Heavy, Weight};
use crate::batch::roster::coverage::Coverage;
use crate::batch::tally::Tally;
use crate::finding::Severity;
use crate::language::Language;
use crate::render::roster;
use crate::render::wording::{pick, say, severity, verdict};
use maud::{Markup, html};
use std::cmp::Reverse;

/// The most rules that are drawn; a table names them all.
const DRAWN: usize = 15;

/// The most items of a matter of the roster that are shown without being asked for.
const OPEN: usize = 8;

/// The summary.
pub(super) fn of(tally: &Tally, language: Language) -> Markup {
    html! {
        section #summary aria-labelledby="summary-title" {
            h2 #summary-title { (pick(language, "汇总", "Summary")) }
            @if let Some(coverage) = &tally.roster { (reported(coverage, language)) }
            (totals(tally, language))
            @if let Some(figures) = &tally.figures {
                div.charts {
                    (verdicts(figures, tally.reports, language))
                    (answered(tally, language))
                    (by_rule(figures, language))
                    @if tally.reports > 1 { (by_unit(figures, language)) }
                }
                (rules(figures, language))
            }
        }
    }
}

/// Who has reported and who has not.
fn reported(coverage: &Coverage, language: Language) -> Markup {
    let matters = roster::matters(coverage, language);
    html! {
        div.roster {
            p.reported { strong { (inert::line(&roster::summary(coverage, language))) } }
            @for matter in matters.iter().chain(&roster::late(coverage, language)) {
                details open[matter.items.len() <= OPEN] {
                    summary { (matter.title) " " (matter.items.len()) }
                    ul { @for item in &matter.items { li { (inert::line(item)) } } }
                }
            }
        }
    }
}

fn totals(tally: &Tally, language: Language) -> Markup {
    let mut figures = vec![
        ("", pick(language, "报告", "Reports"), tally.reports),
        ("error", severity(Severity::Error, language), tally.errors),
        ("warning", severity(Severity::Warning, language), tally.warnings),
        ("info", severity(Severity::Info, language), tally.infos),
        ("open", pick(language, "未能判定", "Undetermined"), tally.undetermined),
    ];
    if tally.exempted > 0 {
        figures.push(("exempted", pick(language, "已豁免", "Exempted"), tally.exempted));
    }
    if tally.unreadable > 0 {
        figures.push(("unreadable", pick(language, "未能检查", "Not checked"), tally.unreadable));
    }
    html! {
        dl.totals { @for (class, name, count) in figures { div.(class) { dt { (name) } dd { (count) } } } }
    }
}

/// Reports by verdict.
fn verdicts(figures: &Figures, reports: usize, language: Language) -> Markup {
    let ended = |name| figures.verdicts.get(name).copied().unwrap_or_default();
    let counts = [
        ("fail", ended("fail").saturating_sub(figures.exempted)),
        ("exempted", figures.exempted),
        ("undetermined", ended("undetermined")),
        ("pass", ended("pass")),
        ("not_applicable", ended("not_applicable")),
        ("unreadable", ended("unreadable")),
    ];
    html! {
        section.chart {
            h3 { (pick(language, "结论", "Verdicts")) }
            table { tbody { @for (name, count) in counts.iter().filter(|(_, count)| *count > 0) {
                (chart::row(&html! { (verdict(name, language)) }, &[(*name, *count)], reports, &count.to_string()))
            } } }
        }
    }
}

/// How many of the rules that were asked could be answered.
fn answered(tally: &Tally, language: Language) -> Markup {
    let (answered, open, asked) = (tally.answered, tally.undetermined, tally.asked);
    let row = |name, class, count: usize| chart::row(&html! { (name) }, &[(class, count)], asked, &share(count, asked));
    html! {
        section.chart {
            h3 { (pick(language, "规则判定情况", "Rules answered")) }
            table { tbody {
                (row(pick(language, "已判定", "answered"), "pass", answered))
                (row(pick(language, "未能判定", "undetermined"), "undetermined", open))
            } }
            p.remark { @match language {
                Language::Zh => { "共应判定 " (asked) " 条次(规则 × 报告,不适用的不计)。" }
                Language::En => { (asked) " answers were due (rules × reports, without those that do not apply)." }
            } }
        }
    }
}

/// A count with its share of a whole.
fn share(count: usize, whole: usize) -> String {
    let tenths = (count * 1000 + whole / 2) / whole.max(1);
    // Not all and not none are never rounded to all or none.
    let tenths = if count < whole { tenths.min(999) } else { tenths };
    let tenths = if count > 0 { tenths.max(1) } else { tenths };
    format!("{count} · {}.{}%", tenths / 10, tenths % 10)
}

/// A weight in parts by severity.
fn parts(weight: Weight) -> [Part; 3] {
    [("error", weight.errors), ("warning", weight.warnings), ("info", weight.infos)]
}

fn severities(language: Language) -> Markup {
    let entry = |level: Severity| (level.name(), severity(level, language));
    chart::legend(&[entry(Severity::Error), entry(Severity::Warning), entry(Severity::Info)])
}

/// Findings by rule, the most first.
fn by_rule(figures: &Figures, language: Language) -> Markup {
    let mut rules: Vec<(&String, Weight)> =
        figures.rules.iter().map(|(rule, answers)| (rule, answers.findings)).collect();
    rules.retain(|(_, weight)| weight.total() > 0);
    rules.sort_by_key(|(_, weight)| Reverse(weight.total()));
    let most = rules.first().map_or(0, |(_, weight)| weight.total());
    html! {
        @if most > 0 {
            section.chart {
                h3 { (pick(language, "各规则的问题", "Findings by rule")) }
                (severities(language))
                table { tbody { @for (rule, weight) in rules.iter().take(DRAWN) {
                    (chart::row(&named(figures, rule, language), &parts(*weight), most, &weight.total().to_string()))
                } } }
                @if rules.len() > DRAWN { p.remark { @match language {
                    Language::Zh => { "共 " (rules.len()) " 条规则有问题,列出前 " (DRAWN) " 条。" }
                    Language::En => { "The first " (DRAWN) " of " (rules.len()) " rules with findings." }
                } } }
            }
        }
    }
}

/// A rule by what it asks, as a link that filters the list by it.
fn named(figures: &Figures, rule: &str, language: Language) -> Markup {
    let title = figures.title(rule).map_or("", |title| say(title, language));
    html! {
        a href="#reports" data-rule=(rule) lang=(inert::language(title)) {
            @if title.is_empty() { (rule) } @else { (inert::line(title)) }
        }
    }
}

/// The reports with the most findings.
fn by_unit(figures: &Figures, language: Language) -> Markup {
    let most = figures.heaviest.iter().map(|heavy| heavy.findings.total()).max().unwrap_or_default();
    html! {
        @if most > 0 {
            section.chart {
                h3 { (pick(language, "问题最多的单位", "Units with the most findings")) }
                (severities(language))
                table { tbody { @for heavy in &figures.heaviest {
                    (chart::row(&unit(heavy), &parts(heavy.findings), most, &heavy.findings.total().to_string()))
                } } }
            }
        }
    }
}

fn unit(heavy: &Heavy) -> Markup {
    let name = heavy.agency.as_deref().unwrap_or_else(|| file(&heavy.path));
    html! {
        a href={ "#" (anchor(&heavy.path)) } lang=(inert::language(name)) { bdi { (inert::line(name)) } }
        @if let Some(year) = heavy.year { " " span.year { (year) } }
    }
}

/// Every rule with how it ended.
fn rules(figures: &Figures, language: Language) -> Markup {
    let heads = [
        pick(language, "通过", "passed"),
        pick(language, "不通过", "failed"),
        pick(language, "未判定", "undetermined"),
        pick(language, "不适用", "not applicable"),
    ];
    html! {
        @if !figures.rules.is_empty() {
            details.rules {
                summary { (pick(language, "全部规则的判定", "How every rule ended")) " (" (figures.rules.len()) ")" }
                div.grid tabindex="0" {
                    table {
                        thead { tr {
                            th scope="col" { (pick(language, "规则", "Rule")) }
                            @for head in heads { th.number scope="col" { (head) } }
                            th scope="col" { (pick(language, "判定", "Answers")) }
                        } }
                        tbody { @for (rule, answers) in &figures.rules { (ended(figures, rule, answers, language)) } }
                    }
                }
            }
        }
    }
}

fn ended(figures: &Figures, rule: &str, answers: &Answers, language: Language) -> Markup {
    let title = figures.title(rule).map_or("", |title| say(title, language));
    let Answers { pass, fail, undetermined, not_applicable, .. } = *answers;
    let parts = [("pass", pass), ("fail", fail), ("undetermined", undetermined), ("not_applicable", not_applicable)];
    html! {
        tr data-rule=(rule) data-title=(inert::line(title)) {
            th scope="row" lang=(inert::language(title)) { (inert::line(title)) " " code { (rule) } }
            @for (_, count) in parts { td.number { (count) } }
            td.drawn { (chart::bar(&parts, pass + fail + undetermined + not_applicable)) }
        }
    }
}
