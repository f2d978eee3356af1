//! `check.contact`: whom to ask about the report is said, and every field of it is well-formed.
//!
//! ```toml
//! check.contact = { near = ["疑问", "联系"], any = ["phone", "email"], all = ["address"], missing = "warning" }
//! ```
//!
//! `near` are the words of the sentence that says whom to ask; a block of labels in the preface or at the end counts
//! too. `any`: one of these fields must be there; `all`: each. `missing` caps the severity of what is absent. A hotline
//! of another purpose and a web page's footer are no contact.

mod form;
mod label;

use super::param::Fields;
use super::{Context, Outcome};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::contact as words;
use label::{Field, Labelled};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    near: Vec<String>,
    any: Vec<Field>,
    all: Vec<Field>,
    missing: Option<Severity>,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let choices = Field::ALL.map(|field| (field.name(), field));
    let severities = [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];
    Params {
        near: fields.texts("near"),
        any: fields.some_of("any", &choices),
        all: fields.some_of("all", &choices),
        missing: fields.one_of("missing", &severities),
    }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let labelled = label::find(context, &params.near);
    let mut hits: Vec<Hit> = labelled.iter().filter_map(|labelled| malformed(context, labelled)).collect();
    let mut there: Vec<Field> =
        labelled.iter().filter(|labelled| labelled.asked).map(|labelled| labelled.field).collect();
    let (fields, local) = unlabelled(params, context);
    there.extend(fields);
    let free = local.into_iter().filter(|at| !labelled.iter().any(|labelled| labelled.value.contains(&at.start)));
    hits.extend(free.map(|at| lacks_area_code(context, &at)));
    let cap = |hit: Hit| match params.missing {
        Some(severity) => hit.at_most(severity),
        None => hit,
    };
    let from = context.facts.preface();
    if !params.any.is_empty() && !params.any.iter().any(|field| there.contains(field)) {
        let names: Vec<&str> = params.any.iter().map(|field| field.chinese()).collect();
        let english: Vec<&str> = params.any.iter().map(|field| field.name()).collect();
        let message = Wording::new(
            format!("没有写明咨询本报告的联系方式({})", names.join("或")),
            format!("no contact for questions about the report ({})", english.join(" or ")),
        );
        hits.push(cap(Hit::missing(from, message).subject("contact")));
    } else {
        for field in params.all.iter().filter(|field| !there.contains(field)) {
            let message = Wording::new(
                format!("联系方式缺少{}", field.chinese()),
                format!("the contact lacks the field {}", field.name()),
            );
            hits.push(cap(Hit::missing(from, message).subject(field.name())));
        }
    }
    Outcome::of(hits)
}

/// A label with nothing behind it, a value that cannot be one, or (an info) a number that can only be called from near.
fn malformed(context: &Context<'_>, labelled: &Labelled) -> Option<Hit> {
    let prose = &context.facts.prose;
    let name = labelled.field.chinese();
    if labelled.value.is_empty() {
        if !labelled.asked {
            return None;
        }
        let message = Wording::new(
            format!("“{name}”后面没有内容"),
            format!("nothing stands behind the label {}", labelled.field.name()),
        );
        return Some(Hit::at(prose.source(labelled.label.clone()), message).subject(labelled.field.name()));
    }
    let value = prose.text.get(labelled.value.clone())?;
    let Some((at, message)) = form::fault(labelled.field, value) else {
        let local = labelled.asked && labelled.field == Field::Phone && form::is_local(value);
        return local.then(|| lacks_area_code(context, &labelled.value));
    };
    let span = prose.source(labelled.value.start + at.start..labelled.value.start + at.end);
    let hit = Hit::at(span, message).subject(labelled.field.name());
    Some(if labelled.asked { hit } else { hit.at_most(Severity::Warning) })
}

/// A telephone number that can only be called from near: an info.
fn lacks_area_code(context: &Context<'_>, at: &Range<usize>) -> Hit {
    let prose = &context.facts.prose;
    let number = prose.text.get(at.clone()).unwrap_or_default().trim();
    let message = Wording::new(
        format!("电话号码没有区号：{number}"),
        format!("the telephone number lacks its area code: {number}"),
    );
    Hit::at(prose.source(at.clone()), message).subject(Field::Phone.name()).at_most(Severity::Info)
}

/// The fields of telephone numbers and addresses for e-mail that have no label, in sentences that say whom to ask, and
/// which of the numbers have no area code.
fn unlabelled(params: &Params, context: &Context<'_>) -> (Vec<Field>, Vec<Range<usize>>) {
    static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^0-9])(?:0[0-9]{2,3}[-—–) ]{0,2}[1-9][0-9]{6,7}|(?P<local>[2-8][0-9]{6,7}))(?:[^0-9]|$)")
            .ok()
    });
    static MAIL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9._-]+@[A-Za-z0-9-]+\.").ok());
    let prose = &context.facts.prose;
    let mut fields = Vec::new();
    let mut local = Vec::new();
    let footer = |text: &str| words::FOOTERS.iter().any(|word| text.contains(word));
    for piece in prose.pieces.iter().filter(|piece| !footer(&prose.text[piece.range.clone()])) {
        let mut start = piece.range.start;
        for sentence in prose.text[piece.range.clone()].split(['。', '\n']) {
            let base = start;
            start += sentence.len() + '。'.len_utf8();
            if !params.near.iter().any(|word| sentence.contains(word.as_str())) || sentence.contains("热线") {
                continue;
            }
            if let Some(found) = PHONE.as_ref().and_then(|regex| regex.captures(sentence)) {
                fields.push(Field::Phone);
                let free = found.name("local").filter(|number| is_telephone(sentence, number.range()));
                local.extend(free.map(|number| base + number.start()..base + number.end()));
            }
            if MAIL.as_ref().is_some_and(|regex| regex.is_match(sentence)) {
                fields.push(Field::Email);
            }
        }
    }
    (fields, local)
}

/// Whether what stands around a bare number tells it to be a telephone number: 联系方式:5550142, 办公室(5550143)联系.
fn is_telephone(sentence: &str, at: Range<usize>) -> bool {
    let before = words::MEANS.iter().any(|word| sentence[..at.start].trim_end().ends_with(word));
    before && sentence[at.end..].chars().next().is_none_or(|c| matches!(c, ')' | ',' | ';' | '、'))
}
