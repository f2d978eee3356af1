//! `[skeleton]` of a rulebook: how a report is begun, beside the sections and tables of the vocabulary. A child takes it
//! over key by key.
//!
//! ```toml
//! [skeleton]
//! title = "{agency}{year}年度报告"
//! preface = ["统计期限自{year}年1月1日起至{year}年12月31日止。"]
//! chapters = ["overview", "disclosure"]      # in this order; further required sections follow
//! fill = "（请填写本章内容）"                  # where a person must write; a rule should find it when it is left
//! ```

use crate::check::param::{FaultSink, Fields};
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Wording};
use crate::spanned::Node;

/// Names that a text of the skeleton may have in braces.
const NAMES: &[&str] = &["agency", "year", "last"];

/// How a report is begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// The title, with `{agency}`, `{year}` and `{last}` (the year before).
    pub title: String,
    /// Paragraphs before the first section, with the same names.
    pub preface: Vec<String>,
    /// Ids of sections in printed order.
    pub chapters: Vec<String>,
    /// What stands where a person must write.
    pub fill: String,
}

/// Read it, on top of what is taken over.
pub fn compile(
    node: Option<&Node>,
    base: Option<Skeleton>,
    vocabulary: &Vocabulary,
    faults: &FaultSink,
) -> Option<Skeleton> {
    let Some(node) = node else { return base };
    let mut fields = Fields::new(node, vocabulary, faults);
    if base.is_none() {
        fields.require("title");
        fields.require("fill");
    }
    let base = base.unwrap_or_default();
    for key in ["title", "preface", "fill"] {
        for (text, span) in fields.spanned_texts(key) {
            if let Some(name) = unknown(&text) {
                let message = Wording::new(format!("未知的名称 {{{name}}}"), format!("unknown name {{{name}}}"));
                let help = Wording::new(
                    "可用 {agency} {year} {last}",
                    "known are {agency}, {year} and {last}, the year before",
                );
                fields.fault(Fault::new(span, message).help(help));
            }
        }
    }
    let preface = fields.texts("preface");
    let chapters = fields.sections("chapters");
    let skeleton = Skeleton {
        title: fields.text("title").unwrap_or(base.title),
        preface: if preface.is_empty() { base.preface } else { preface },
        chapters: if chapters.is_empty() { base.chapters } else { chapters },
        fill: fields.text("fill").unwrap_or(base.fill),
    };
    fields.finish();
    Some(skeleton)
}

/// The first name in braces that has no value.
fn unknown(text: &str) -> Option<&str> {
    let names = text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name));
    names.into_iter().find(|name| !NAMES.contains(name))
}

/// A text of the skeleton with its names filled in.
#[must_use]
pub fn filled(text: &str, agency: &str, year: i32) -> String {
    text.replace("{year}", &year.to_string())
        .replace("{last}", &year.saturating_sub(1).to_string())
        .replace("{agency}", agency)
}
