//! A finding beside the text: what is wrong, where, by which rule and on what basis, and what to do.

use super::inert;
use super::report::Page;
use crate::document::Place;
use crate::finding::{Exemption, Finding, Site};
use crate::language::Language;
use crate::render::place::Spot;
use crate::render::plain;
use crate::render::text::searched;
use crate::render::wording::{pick, say, severity};
use crate::span::Span;
use maud::{Markup, html};

/// The card of a finding, by its number from 1.
pub(super) fn of(page: &Page<'_>, number: usize, finding: &Finding) -> Markup {
    let language = page.style.language;
    let words = |text: &str| inert::lines(&page.places.hide(text)).into_owned();
    let missing = matches!(finding.site, Site::MissingFrom(_));
    let help = words(say(&finding.help, language));
    html! {
        li.finding.(finding.severity.name()) id=(page.anchor(number)) data-rule=(finding.rule) {
            p.what {
                @if missing { span.number { (number) } }
                @else { a.number href={ "#" (page.mark(number)) } aria-label={ (number) " " (pick(language, "到正文", "to the text")) } { (number) } }
                " " strong.(finding.severity.name()) { (severity(finding.severity, language)) }
                " " code { (finding.rule) }
                @if missing { " " span.absent { (pick(language, "应有而未见", "absent")) } }
            }
            p.message { (words(say(&finding.message, language))) }
            dl {
                dt { (pick(language, "位置", "Place")) } dd { (site(page, finding.site)) }
                (rule(page, &finding.rule))
                dt { (pick(language, "依据", "Basis")) } dd lang=(inert::language(&finding.basis)) { (words(&finding.basis)) }
                @if !help.is_empty() { dt { (pick(language, "改正", "Mend")) } dd { (help) } }
                @if let Some(proposed) = &finding.proposed {
                    dt { (pick(language, "建议值", "Proposed")) } dd { (words(proposed)) }
                }
                (labels(page, finding))
            }
        }
    }
}

/// What the rule of a card asks.
fn rule(page: &Page<'_>, rule: &str) -> Markup {
    let title = page.title(rule);
    html! {
        @if !title.is_empty() {
            dt { (pick(page.style.language, "要求", "Rule")) } dd lang=(inert::language(title)) { (inert::line(title)) }
        }
    }
}

/// How much is quoted of what an exempted finding is about, in columns of a terminal.
const QUOTED: usize = 160;

/// The card of a finding that was exempted: what it was, and why it does not count.
pub(super) fn exempted(page: &Page<'_>, number: usize, finding: &Finding, exemption: &Exemption) -> Markup {
    let language = page.style.language;
    let words = |text: &str| inert::lines(&page.places.hide(text)).into_owned();
    html! {
        li.exemption id=(page.anchor(number)) data-rule=(finding.rule) {
            p.what { (severity(finding.severity, language)) " " code { (finding.rule) } }
            p.message { (words(say(&finding.message, language))) }
            dl {
                dt { (pick(language, "位置", "Place")) } dd { (site(page, finding.site)) }
                (rule(page, &finding.rule))
                @if let Site::At(span) = finding.site {
                    dt { (pick(language, "原文", "Text")) } dd { (plain::clip(&page.places.slice(span), QUOTED, "…")) }
                }
                dt { (pick(language, "豁免理由", "Reason")) } dd { (words(&exemption.reason)) }
                @if let Some(by) = &exemption.by { dt { (pick(language, "准予", "Given by")) } dd { (words(by)) } }
                @if let Some(until) = exemption.until { dt { (pick(language, "有效期至", "Until")) } dd { (until) } }
            }
        }
    }
}

/// The most further places that a card lists.
const LISTED: usize = 12;

/// The further places with a remark, each with its words.
fn labels(page: &Page<'_>, finding: &Finding) -> Markup {
    let language = page.style.language;
    let said: Vec<_> = finding.labels.iter().filter(|label| !say(&label.message, language).is_empty()).collect();
    let more = said.len().saturating_sub(LISTED);
    html! {
        @if !said.is_empty() {
            dt { (pick(language, "对照", "Compare")) }
            dd { ul {
                @for label in said.iter().take(LISTED) {
                    li {
                        (inert::line(&page.places.hide(say(&label.message, language))))
                        span.place { " " (place(page.places.spot(label.span), language)) }
                    }
                }
                @if more > 0 { li { (pick(language, "另有 ", "and ")) (more) (pick(language, " 处", " more")) } }
            } }
        }
    }
}

/// Where a finding is; of something absent, what was looked through.
fn site(page: &Page<'_>, site: Site) -> String {
    let spot = page.places.spot(site.span());
    match site {
        Site::At(_) => place(spot, page.style.language),
        Site::MissingFrom(span) => {
            let end = page.places.spot(Span { start: span.end, end: span.end });
            let words = searched(spot.place, end.place, page.style.language);
            if spot.pair().0 == end.pair().0 {
                beside(place(spot, page.style.language), &words, page.style.language)
            } else {
                words
            }
        }
    }
}

/// A place in words.
fn place(spot: Spot, language: Language) -> String {
    let words = spot.words();
    let said = say(&words, language);
    let line = match (spot.place, language) {
        (Place::Line { line, column }, Language::Zh) => format!("第{line}行 第{column}列"),
        (Place::Line { line, column }, Language::En) => format!("line {line}, column {column}"),
        (Place::Paragraph { .. } | Place::Page { .. } | Place::Sheet { .. }, _) => String::new(),
    };
    if line.is_empty() || said.is_empty() { line + said } else { beside(said.to_owned(), &line, language) }
}

/// A place with a remark in brackets.
fn beside(place: String, remark: &str, language: Language) -> String {
    place + pick(language, "(", " (") + remark + ")"
}
