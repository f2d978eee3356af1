//! `check.section`: required sections are there and say something.
//!
//! ```toml
//! check.section = { require = ["disclosure", "requests"], each = true }
//! ```
//!
//! `each`: one instance a section. `missing = "info"`: how grave a finding of absence is at most, for chapters that are
//! customary. `said = { fees = "未收取" }`: where the text says so, a chapter that is absent is worth an info only. A
//! subsection may serve; a heading that joins two topics serves both. A title with a slip in it is offered as a correction
//! and not called missing. Which wordings are accepted is the vocabulary's.
//!
//! Two other questions, each for a rule of its own: `worded = ["disclosure"]`, whether the titles of sections are the
//! prescribed ones or accepted wordings of them; `filled = true`, whether something stands under every other heading.

mod body;
mod form;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::fact::section::{Found, Match, wording};
use crate::fact::vocabulary::Section;
use crate::finding::{Fault, Hit, Severity, Wording};
use crate::language::zh::heading::names_measure;
use crate::lexicon::pattern::Pattern;
use crate::span::Span;
use crate::spanned::{Entry, Value};
use body::Body;

/// Texts longer than this many characters without any heading were probably not understood.
const LONG: usize = 1500;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// Ids of the required sections.
    pub require: Vec<String>,
    /// Whether each section is an instance of the rule.
    pub each: bool,
    /// How grave a finding of absence is at most.
    pub missing: Option<Severity>,
    /// By section: what, said elsewhere, makes its absence a matter of form.
    pub said: Vec<(String, Pattern)>,
    /// Ids of the sections whose titles are to be the prescribed ones or accepted wordings of them.
    pub worded: Vec<String>,
    /// Whether something is to stand under headings that are none of the vocabulary's sections.
    pub filled: bool,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    if !fields.has("worded") && !fields.has("filled") {
        fields.require("require");
    }
    let said = said(fields);
    let missing = fields
        .one_of("missing", &[("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)]);
    Params {
        require: fields.sections("require"),
        each: fields.flag("each").unwrap_or(false),
        missing,
        said,
        worded: fields.sections("worded"),
        filled: fields.flag("filled").unwrap_or(false),
    }
}

/// `said`: a pattern by the id of a section.
fn said(fields: &mut Fields<'_>) -> Vec<(String, Pattern)> {
    let Some(node) = fields.node("said") else { return Vec::new() };
    let vocabulary = fields.vocabulary;
    let mut inner = Fields::new(node, vocabulary, fields.sink());
    let mut said = Vec::new();
    for Entry { key, key_span, node } in inner.entries() {
        if vocabulary.section(key).is_none() {
            let known: Vec<&str> = vocabulary.sections.iter().map(|section| section.id.as_str()).collect();
            inner.unknown_name(*key_span, key, &known, "章节", "section");
        }
        match &node.value {
            Value::Text(text) => {
                said.extend(inner.parse_pattern(text, node.span).map(|pattern| (key.clone(), pattern)))
            }
            Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => inner.fault(
                Fault::new(node.span, Wording::new("这里应为一个模式(字符串)", "expected a pattern (a string)")),
            ),
        }
    }
    said
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    if !facts.prose.text.contains(char::is_alphanumeric) {
        return Outcome::undetermined(Wording::new("没有读到文字", "no text was read"));
    }
    let mut hits = Vec::new();
    let mut doubt = None;
    for id in &params.require {
        let Some(spec) = facts.vocabulary.section(id) else { continue };
        let new = match facts.sections.get(id) {
            // A table that did not survive copying is not the report's fault; one that is missing is `check.table`'s.
            Some(found) if has_table(facts, id) && body::of(facts, found) == Body::Empty => {
                doubt = Some(Wording::new(
                    "应有表格的章节下没有读到内容",
                    "nothing was read under the heading of a section that has a table",
                ));
                Vec::new()
            }
            Some(found) => judge(facts, spec, found),
            None if is_unread(facts, id) => {
                doubt = Some(Wording::new(
                    "没有认出任何标题,无法判断章节是否齐全",
                    "no heading could be told, so whether a section is missing is not known",
                ));
                Vec::new()
            }
            None => {
                let hit = elsewhere(params, facts, id, missing(facts, spec));
                vec![match params.missing {
                    Some(most) => hit.at_most(most),
                    None => hit,
                }]
            }
        };
        let instance = |hit: Hit| if params.each { hit.instance(id.clone()) } else { hit };
        hits.extend(new.into_iter().map(|hit| instance(hit.subject(id.clone()))));
    }
    hits.extend(form::reworded(facts, &params.worded).into_iter().map(|(id, hit)| hit.subject(id)));
    if params.filled {
        hits.extend(form::unfilled(facts));
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::or_undetermined(hits, doubt)
}

/// Whether a section's content is a table of the vocabulary.
fn has_table(facts: &Facts<'_>, id: &str) -> bool {
    facts.vocabulary.tables.iter().any(|table| table.section.as_deref() == Some(id))
}

/// Whether a long text without headings seems to speak of a section: then it was not understood.
fn is_unread(facts: &Facts<'_>, id: &str) -> bool {
    facts.sections.outline.is_empty()
        && facts.prose.text.chars().nth(LONG).is_some()
        && facts.prose.pieces.iter().any(|piece| {
            let text = facts.prose.text.get(piece.range.clone()).unwrap_or_default();
            let clause: String = text.chars().take(40).take_while(|c| !matches!(c, '。' | ':' | ';' | ',')).collect();
            wording::holds_words(facts.vocabulary, id, &clause)
        })
}

/// A section that is not there: pointed at before the chapter it should precede, or behind the last.
fn missing(facts: &Facts<'_>, spec: &Section) -> Hit {
    let title = &spec.title;
    let message = Wording::new(format!("缺少章节“{title}”"), format!("the section “{title}” is missing"));
    let site = neighbour(facts, spec).unwrap_or_else(|| facts.whole());
    let hit = Hit::missing(site, message).help(if spec.none_ok {
        Wording::new(
            "补写这一章;没有发生的也要写明“无”或“未发生”。正文中断不能代替应有的章节。",
            "Write the section; where nothing happened, say so. A text that breaks off does not excuse what is absent.",
        )
    } else {
        Wording::new(
            "补写这一章。正文中断不能代替应有的章节。",
            "Write the section. A text that breaks off does not excuse what is absent.",
        )
    });
    let hit = match stranger(facts, spec) {
        Some(title) => {
            hit.label(title, Wording::new("这一章的位置上是另一个标题", "another title stands in its place"))
        }
        None => hit,
    };
    // A measure that names the topic (规范依申请公开办理) may hold what the chapter should.
    let measure = facts.sections.outline.iter().find(|heading| {
        heading.level > 1
            && names_measure(facts.document.slice(heading.title).trim())
            && wording::holds_words(facts.vocabulary, &spec.id, facts.document.slice(heading.title))
            && !facts.sections.found.iter().any(|found| found.title == heading.title)
    });
    match measure {
        Some(heading) => hit
            .at_most(Severity::Warning)
            .label(heading.title, Wording::new("这里提到相关工作,但不是该章", "speaks of it, but is not the section")),
        None => hit,
    }
}

/// The title of the chapter that stands where a section should, and is none of the vocabulary's.
fn stranger(facts: &Facts<'_>, spec: &Section) -> Option<Span> {
    let sections = &facts.vocabulary.sections;
    let place = sections.iter().position(|section| section.id == spec.id)?;
    let chapters: Vec<_> = facts.sections.chapters().collect();
    let at = |section: &Section| {
        let found = facts.sections.get(&section.id)?;
        chapters.iter().position(|chapter| chapter.title == found.title)
    };
    let next = sections[place + 1..].iter().find_map(at).unwrap_or(chapters.len());
    let before = sections[..place].iter().rev().find_map(at).map_or(0, |before| before + 1);
    let known = |title: Span| facts.sections.found.iter().any(|found| found.title == title);
    match chapters.get(before..next)? {
        [only] if only.marker.is_some() && !known(only.title) => Some(only.title),
        _ => None,
    }
}

/// Where the text says, under another heading, what the chapter should say: its absence is then a matter of form.
fn elsewhere(params: &Params, facts: &Facts<'_>, id: &str, hit: Hit) -> Hit {
    let patterns = params.said.iter().filter(|(section, _)| section == id);
    let whole = 0..facts.prose.text.len();
    let found = patterns.filter_map(|(_, pattern)| facts.scanned().find(pattern, &whole)).next();
    match found {
        Some(found) => hit.at_most(Severity::Info).label(
            facts.prose.source(found),
            Wording::new("内容在这里,但没有单独成章", "said here, but not as a chapter of its own"),
        ),
        None => hit,
    }
}

/// The chapter of the vocabulary's order that the section should stand before, else the one it should follow.
fn neighbour(facts: &Facts<'_>, spec: &Section) -> Option<Span> {
    let sections = &facts.vocabulary.sections;
    let place = sections.iter().position(|section| section.id == spec.id)?;
    let chapter = |section: &Section| {
        let found = facts.sections.get(&section.id)?;
        let heading = facts.sections.outline.get(found.heading?)?;
        (heading.level == 1).then_some(found.title)
    };
    sections[place + 1..].iter().find_map(chapter).or_else(|| sections[..place].iter().rev().find_map(chapter))
}

/// A section that is there: its title, and what stands under it.
fn judge(facts: &Facts<'_>, spec: &Section, found: &Found) -> Vec<Hit> {
    let mut hits = Vec::new();
    if found.by == Match::NearMiss {
        hits.push(near_miss(facts, found));
    }
    let heading = found.heading.and_then(|heading| facts.sections.outline.get(heading));
    let title = facts.document.slice(found.title).trim();
    match body::of(facts, found) {
        Body::Unclear => {}
        Body::Empty => {
            let site = match heading.and_then(|heading| heading.marker) {
                Some(marker) => marker.span.cover(found.title),
                None => found.title,
            };
            let message = Wording::new(
                format!("章节“{title}”只有标题,没有内容"),
                format!("nothing stands under the heading “{title}”"),
            );
            hits.push(Hit::at(site, message));
        }
        Body::None(at) if !spec.none_ok => {
            let said = facts.document.slice(at).trim();
            let message = Wording::new(
                format!("章节“{title}”只写了“{said}”"),
                format!("the section “{title}” says nothing but “{said}”"),
            );
            hits.push(Hit::at(at, message).label(found.title, Wording::default()));
        }
        Body::None(_) => {}
        Body::Text { chars, at } => {
            if let Some(min) = spec.min_chars.filter(|min| chars < *min) {
                let message = Wording::new(
                    format!("章节“{title}”只有{chars}字,少于{min}字"),
                    format!("the section “{title}” has {chars} characters, fewer than {min}"),
                );
                let site = if at.is_empty() { found.title } else { at };
                hits.push(Hit::at(site, message).at_most(Severity::Warning).label(found.title, Wording::default()));
            }
        }
    }
    hits
}

fn near_miss(facts: &Facts<'_>, found: &Found) -> Hit {
    let written = facts.document.slice(found.title).trim();
    let wording = &found.wording;
    let message = Wording::new(
        format!("标题“{written}”疑为“{wording}”之误"),
        format!("the heading “{written}” seems to be meant as “{wording}”"),
    );
    let help = Wording::new(format!("改为“{wording}”。"), format!("Write “{wording}”."));
    let mut hit = Hit::at(found.title, message).at_most(Severity::Warning).help(help);
    hit.proposed = Some(wording.clone());
    hit
}
