//! The TOML form of a rulebook: every key typed and spanned, unknown keys refused, all faults gathered. Names are not
//! resolved here: that needs the rulebooks it extends.

use super::{Example, Expect, Years};
use crate::check::param::{FaultSink, Fields};
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Severity, Wording};
use crate::language::Language;
use crate::span::Span;
use crate::spanned::{Entry, Node, Value};

/// A rulebook as its file has it.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Id and where it stands.
    pub id: (String, Span),
    /// Version of its content.
    pub version: String,
    /// Title.
    pub title: Wording,
    /// Language of the reports.
    pub language: Language,
    /// Report years it governs.
    pub years: Years,
    /// Whether it may be chosen by the report's year.
    pub auto: bool,
    /// Ids of rulebooks it takes over.
    pub extends: Vec<(String, Span)>,
    /// Citations by key.
    pub basis: Vec<Citation>,
    /// `[skeleton]`.
    pub skeleton: Option<&'a Node>,
    /// `[[body]]`.
    pub bodies: &'a [Node],
    /// `[[section]]`.
    pub sections: &'a [Node],
    /// `[[table]]`.
    pub tables: &'a [Node],
    /// `[[scope]]`.
    pub scopes: &'a [Node],
    /// `[[family]]`.
    pub families: &'a [Node],
    /// `[[figure]]`.
    pub figures: &'a [Node],
    /// `[[rule]]`.
    pub rules: &'a [Node],
}

/// An act or a custom that rules cite.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The key that rules cite it by.
    pub key: String,
    /// Its name as printed.
    pub name: String,
}

/// The edition of the rule language that is read here.
const EDITION: u32 = 1;

/// Read the tree of a rulebook. The draft holds what could be understood; with faults it must not be used.
#[must_use]
pub fn read<'a>(root: &'a Node, faults: &FaultSink) -> Draft<'a> {
    let none = Vocabulary::default();
    let mut fields = Fields::new(root, &none, faults);
    let edition = fields.count("edition");
    let head = fields.node("rulebook");
    let basis = fields.node("basis");
    let _ = fields.node("skeleton");
    let keys = ["body", "section", "table", "scope", "family", "figure", "rule"];
    let [bodies, sections, tables, scopes, families, figures, rules] = keys.map(|key| {
        items(&mut fields, key);
        list(root, key)
    });
    fields.require("edition");
    fields.require("rulebook");
    fields.finish();
    if let Some(edition) = edition
        && edition != EDITION
    {
        faults.push(Fault::new(
            Span::new(0, 0),
            Wording::new(
                format!("规则语言版本 {edition} 不受支持(支持 {EDITION})"),
                format!("edition {edition} of the rule language is not supported (supported: {EDITION})"),
            ),
        ));
    }
    let mut draft = Draft {
        id: (String::new(), Span::new(0, 0)),
        version: String::new(),
        title: Wording::default(),
        language: Language::Zh,
        years: Years::default(),
        auto: false,
        extends: Vec::new(),
        basis: basis.map(|node| citations(node, &none, faults)).unwrap_or_default(),
        skeleton: child(root, "skeleton"),
        bodies,
        sections,
        tables,
        scopes,
        families,
        figures,
        rules,
    };
    if let Some(node) = head {
        header(node, &none, &mut draft, faults);
    }
    draft
}

/// What stands under a key of a table.
fn child<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Table(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node),
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) => None,
    }
}

/// The items of the list under a key of a table; none where there is no list.
fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    match child(node, key).map(|node| &node.value) {
        Some(Value::List(items)) => items,
        Some(Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Table(_)) | None => &[],
    }
}

/// The items of a list; a key that holds none is a fault.
fn items<'a>(fields: &mut Fields<'a>, key: &'static str) -> &'a [Node] {
    let Some(node) = fields.node(key) else { return &[] };
    if let Value::List(items) = &node.value {
        return items;
    }
    fields.fault(Fault::new(
        node.span,
        Wording::new(format!("应写成 [[{key}]],可以有多个"), format!("write [[{key}]]: there may be several")),
    ));
    &[]
}

fn header(node: &Node, none: &Vocabulary, draft: &mut Draft<'_>, faults: &FaultSink) {
    let mut fields = Fields::new(node, none, faults);
    for key in ["id", "version", "title"] {
        fields.require(key);
    }
    if let Some(id) = fields.spanned_text("id") {
        if !is_kebab(&id.0) {
            fields.fault(Fault::new(
                id.1,
                Wording::new("id 只用小写字母、数字和连字符", "an id has lower-case letters, digits and hyphens only"),
            ));
        }
        draft.id = id;
    }
    draft.version = fields.text("version").unwrap_or_default();
    let title = fields.text("title").unwrap_or_default();
    let title_en = fields.text("title_en").unwrap_or_else(|| title.clone());
    draft.title = Wording::new(title, title_en);
    draft.language = fields.one_of("language", &[("zh", Language::Zh), ("en", Language::En)]).unwrap_or_default();
    if let Some((text, span)) = fields.spanned_text("years") {
        match years(&text) {
            Some(years) => draft.years = years,
            None => fields.fault(Fault::new(
                span,
                Wording::new(
                    "年份写作 \"2008..2018\"、\"2021..\" 或 \"2019\"",
                    "years are written \"2008..2018\", \"2021..\" or \"2019\"",
                ),
            )),
        }
    }
    draft.auto = fields.flag("auto").unwrap_or(false);
    draft.extends = fields.spanned_texts("extends");
    fields.finish();
}

fn citations(node: &Node, none: &Vocabulary, faults: &FaultSink) -> Vec<Citation> {
    let entries = Fields::new(node, none, faults).entries();
    let mut citations = Vec::with_capacity(entries.len());
    for Entry { key, node, .. } in entries {
        let mut fields = Fields::new(node, none, faults);
        fields.require("name");
        let name = fields.text("name").unwrap_or_default();
        for date in ["effective", "until"] {
            if let Some(node) = fields.node(date)
                && !matches!(node.value, Value::Date(_))
            {
                let span = node.span;
                fields.fault(Fault::new(
                    span,
                    Wording::new("日期写作 2019-05-15,不加引号", "a date is written 2019-05-15, without quotes"),
                ));
            }
        }
        for text in ["note", "url", "name_en"] {
            let _ = fields.text(text);
        }
        fields.finish();
        citations.push(Citation { key: key.clone(), name });
    }
    citations
}

/// Whether an id has lower-case letters, digits and hyphens only and begins with a letter.
#[must_use]
pub fn is_kebab(id: &str) -> bool {
    is_made_of(id, '-')
}

/// Whether a name has lower-case letters, digits and underscores only and begins with a letter.
#[must_use]
pub fn is_snake(id: &str) -> bool {
    is_made_of(id, '_')
}

fn is_made_of(id: &str, joint: char) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint)
}

/// Read a span of years.
#[must_use]
pub fn years(text: &str) -> Option<Years> {
    let year = |text: &str| match text.trim() {
        "" => Some(None),
        digits => digits.parse().ok().map(Some),
    };
    match text.split_once("..") {
        Some((from, to)) => Some(Years { from: year(from)?, to: year(to)? }),
        None => year(text)?.map(|only| Years { from: Some(only), to: Some(only) }),
    }
}

/// The severities as rulebooks have them.
pub const SEVERITIES: [(&str, Severity); 4] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info), ("off", Severity::Off)];

/// Read the examples of a rule of a rulebook: the lists `pass`, `fail`, `undetermined`.
pub fn examples(fields: &mut Fields<'_>, book: &str) -> Vec<Example> {
    let faults = fields.sink();
    let kinds = [("pass", Expect::Pass), ("fail", Expect::Fail), ("undetermined", Expect::Undetermined)];
    let mut examples = Vec::new();
    for (key, expect) in kinds {
        for node in items(fields, key) {
            examples.push(example(node, expect, book, faults));
        }
    }
    examples
}

fn example(node: &Node, expect: Expect, book: &str, faults: &FaultSink) -> Example {
    let none = Vocabulary::default();
    let mut fields = Fields::new(node, &none, faults);
    let previous = fields.node("previous");
    let members = items(&mut fields, "members");
    let siblings = items(&mut fields, "siblings");
    let example = Example {
        expect,
        text: fields.text("text"),
        year: fields.count("year").and_then(|year| i32::try_from(year).ok()),
        body: fields.text("body"),
        agency: fields.text("agency"),
        cells: fields.node("cells").map(flatten).unwrap_or_default(),
        figures: fields.node("figures").map(flatten).unwrap_or_default(),
        marks: fields.texts("marks"),
        previous: None,
        members: Vec::new(),
        siblings: Vec::new(),
        expected: fields.count("expected").map(|count| count as usize),
        published: day(&mut fields, "published"),
        stands_in: book.to_owned(),
        span: node.span,
    };
    let _ = fields.text("why");
    fields.finish();
    let previous = previous.map(|node| Box::new(other_example(node, expect, book, faults)));
    let others = |nodes: &[Node]| nodes.iter().map(|node| other_example(node, expect, book, faults)).collect();
    Example { previous, members: others(members), siblings: others(siblings), ..example }
}

/// A day, written without quotes.
fn day(fields: &mut Fields<'_>, key: &'static str) -> Option<jiff::civil::Date> {
    let node = fields.node(key)?;
    if let Value::Date(date) = &node.value
        && let Ok(day) = date.to_string().parse()
    {
        return Some(day);
    }
    let message = Wording::new("日期写作 2019-05-15,不加引号", "a date is written 2019-05-15, without quotes");
    fields.fault(Fault::new(node.span, message));
    None
}

/// Another report, last year's or one below: an example of its own, or for short its cells alone.
fn other_example(node: &Node, expect: Expect, book: &str, faults: &FaultSink) -> Example {
    let whole = ["text", "cells", "figures", "year", "body", "agency"];
    let short = match &node.value {
        Value::Table(entries) => !entries.iter().any(|entry| whole.contains(&entry.key.as_str())),
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) => false,
    };
    if !short {
        return example(node, expect, book, faults);
    }
    Example {
        expect,
        text: None,
        year: None,
        body: None,
        agency: None,
        cells: flatten(node),
        figures: Vec::new(),
        marks: Vec::new(),
        previous: None,
        members: Vec::new(),
        siblings: Vec::new(),
        expected: None,
        published: None,
        stands_in: book.to_owned(),
        span: node.span,
    }
}

/// The leaves of nested tables under their dotted paths, values as written.
fn flatten(node: &Node) -> Vec<(String, String)> {
    fn walk(node: &Node, path: &str, leaves: &mut Vec<(String, String)>) {
        match &node.value {
            Value::Table(entries) => {
                for entry in entries {
                    let path = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
                    walk(&entry.node, &path, leaves);
                }
            }
            Value::Text(text) | Value::Number(text) => leaves.push((path.to_owned(), text.clone())),
            Value::Flag(flag) => leaves.push((path.to_owned(), flag.to_string())),
            Value::Date(date) => leaves.push((path.to_owned(), date.to_string())),
            Value::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    walk(item, &format!("{path}[{}]", at + 1), leaves);
                }
            }
        }
    }
    let mut leaves = Vec::new();
    walk(node, "", &mut leaves);
    leaves
}
