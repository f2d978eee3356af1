//! Compiling a rulebook's vocabulary: bodies, sections, tables and figures, added to those taken over. A name that is
//! taken over may be widened (further wordings, other bounds); it keeps what it means.

mod said;

use super::schema::{Draft, is_kebab, is_snake};
use crate::check::param::{FaultSink, Fields};
use crate::fact::table::relative;
use crate::fact::vocabulary::{Axis, Body, COMPONENT, NumberKind, Section, TableSpec, Vacant, Vocabulary};
use crate::finding::{Fault, Wording};
use crate::spanned::{Entry, Node, Value};

/// Add a draft's vocabulary to what it takes over.
pub fn compile(draft: &Draft<'_>, mut base: Vocabulary, faults: &FaultSink) -> Vocabulary {
    base.language = draft.language;
    let mut seen = Vec::new();
    for node in draft.bodies {
        body(node, &mut base, &mut seen, faults);
    }
    seen.clear();
    for node in draft.sections {
        section(node, &mut base, &mut seen, faults);
    }
    for node in draft.sections {
        inside(node, &mut base, faults);
    }
    seen.clear();
    for node in draft.tables {
        table(node, &mut base, &mut seen, faults);
    }
    seen.clear();
    for node in draft.scopes {
        said::scope(node, &mut base, &mut seen, faults);
    }
    seen.clear();
    for node in draft.families {
        said::family(node, &mut base, &mut seen, faults);
    }
    seen.clear();
    for node in draft.figures {
        said::figure(node, &mut base, &mut seen, faults);
    }
    base
}

/// The id of an item, which must be there, well-formed and given once in this file.
fn id(fields: &mut Fields<'_>, seen: &mut Vec<String>, is_well_formed: fn(&str) -> bool) -> Option<String> {
    fields.require("id");
    let (id, span) = fields.spanned_text("id")?;
    if !is_well_formed(&id) {
        fields.fault(Fault::new(
            span,
            Wording::new(
                "名称只用小写字母、数字和下划线",
                "a name has lower-case letters, digits and underscores only",
            ),
        ));
    }
    if seen.contains(&id) {
        fields.fault(Fault::new(span, Wording::new(format!("重复的 id `{id}`"), format!("duplicate id `{id}`"))));
        return None;
    }
    seen.push(id.clone());
    Some(id)
}

fn body(node: &Node, base: &mut Vocabulary, seen: &mut Vec<String>, faults: &FaultSink) {
    // Lent to the fields as names to look up, and given back: a copy for each would grow with their number.
    let vocabulary = std::mem::take(base);
    let mut fields = Fields::new(node, &vocabulary, faults);
    let id = id(&mut fields, seen, |id| is_snake(id) || is_kebab(id));
    fields.require("names");
    let names = fields.texts("names");
    let whole = fields.flag("whole");
    fields.finish();
    *base = vocabulary;
    let Some(id) = id else { return };
    match base.bodies.iter_mut().find(|body| body.id == id) {
        Some(body) => {
            body.names.extend(names);
            body.whole = whole.unwrap_or(body.whole);
        }
        None => base.bodies.push(Body { id, names, whole: whole.unwrap_or(false) }),
    }
}

fn section(node: &Node, base: &mut Vocabulary, seen: &mut Vec<String>, faults: &FaultSink) {
    // Lent to the fields as names to look up, and given back: a copy for each would grow with their number.
    let vocabulary = std::mem::take(base);
    let mut fields = Fields::new(node, &vocabulary, faults);
    let id = id(&mut fields, seen, is_snake);
    let before = id.as_deref().and_then(|id| vocabulary.section(id)).cloned();
    if before.is_none() {
        fields.require("title");
    }
    let title = fields.text("title");
    let _ = fields.text("title_en");
    let mut section = before.unwrap_or_else(|| Section {
        id: id.clone().unwrap_or_default(),
        title: title.clone().unwrap_or_default(),
        also: Vec::new(),
        words: Vec::new(),
        level: None,
        inside: Vec::new(),
        none_ok: false,
        min_chars: None,
    });
    if let Some(title) = title
        && title != section.title
    {
        let former = std::mem::replace(&mut section.title, title);
        section.also.push(former);
    }
    section.also.extend(fields.texts("also"));
    let words = fields.texts("words");
    if !words.is_empty() {
        section.words = words;
    }
    if let Some(level) = fields.count("level") {
        section.level = u8::try_from(level).ok();
    }
    let _ = fields.texts("inside");
    section.none_ok = fields.flag("none_ok").unwrap_or(section.none_ok);
    section.min_chars = fields.count("min_chars").or(section.min_chars);
    fields.finish();
    *base = vocabulary;
    let Some(id) = id else { return };
    match base.sections.iter_mut().find(|other| other.id == id) {
        Some(other) => *other = section,
        None => base.sections.push(section),
    }
}

/// `inside` names other sections, which may stand further down: resolved when all are known.
fn inside(node: &Node, base: &mut Vocabulary, faults: &FaultSink) {
    // Lent to the fields as names to look up, and given back: a copy for each would grow with their number.
    let vocabulary = std::mem::take(base);
    // The id was read, and its faults noted, when the section was.
    let id = Fields::new(node, &vocabulary, &FaultSink::default()).text("id");
    let inside = Fields::new(node, &vocabulary, faults).sections("inside");
    *base = vocabulary;
    if let Some(section) = base.sections.iter_mut().find(|section| Some(&section.id) == id.as_ref())
        && !inside.is_empty()
    {
        section.inside = inside;
    }
}

const NUMBERS: [(&str, NumberKind); 6] = [
    ("count", NumberKind::Count),
    ("signed", NumberKind::Signed),
    ("amount", NumberKind::Amount),
    ("percent", NumberKind::Percent),
    ("date", NumberKind::Date),
    ("text", NumberKind::Text),
];
const VACANT: [(&str, Vacant); 3] =
    [("undetermined", Vacant::Undetermined), ("zero", Vacant::Zero), ("error", Vacant::Error)];

fn table(node: &Node, base: &mut Vocabulary, seen: &mut Vec<String>, faults: &FaultSink) {
    // Lent to the fields as names to look up, and given back: a copy for each would grow with their number.
    let vocabulary = std::mem::take(base);
    let mut fields = Fields::new(node, &vocabulary, faults);
    let id = id(&mut fields, seen, is_snake);
    let mut table = id.as_deref().and_then(|id| vocabulary.table(id)).cloned().unwrap_or_else(|| TableSpec {
        id: id.clone().unwrap_or_default(),
        section: None,
        block: None,
        corner: None,
        titles: Vec::new(),
        blank: Vacant::Undetermined,
        dash: Vacant::Zero,
        number: NumberKind::Count,
        unit: None,
        parentheses: false,
        comma: false,
        tokens: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        component: false,
        optional: false,
    });
    table.section = fields.section("section").or(table.section);
    table.block = fields.text("block").or(table.block);
    table.corner = fields.text("corner").or(table.corner);
    for key in ["titles", "title", "also"] {
        table.titles.extend(fields.texts(key));
    }
    table.blank = fields.one_of("blank", &VACANT).unwrap_or(table.blank);
    table.dash = fields.one_of("dash", &VACANT).unwrap_or(table.dash);
    table.number = fields.one_of("number", &NUMBERS).unwrap_or(table.number);
    table.unit = fields.text("unit").or(table.unit);
    table.parentheses |= fields.one_of("parentheses", &[("negative", true)]).unwrap_or(false);
    table.comma = fields.one_of("decimal", &[(",", true), (".", false)]).unwrap_or(table.comma);
    table.tokens.extend(fields.texts("tokens"));
    table.component |= fields.one_of("component", &[("*", true)]).unwrap_or(false);
    table.optional = fields.flag("optional").unwrap_or(table.optional);
    let columns = fields.node("columns");
    let rows = fields.node("rows");
    if !vocabulary.tables.iter().any(|other| other.id == table.id) {
        fields.require("columns");
        if !table.component {
            fields.require("rows");
        }
    }
    fields.finish();
    for (node, axes) in [(columns, &mut table.columns), (rows, &mut table.rows)] {
        if let Some(node) = node {
            read_axes(node, axes, &vocabulary, faults);
        }
    }
    *base = vocabulary;
    components(&mut table);
    let Some(id) = id else { return };
    match base.tables.iter_mut().find(|other| other.id == id) {
        Some(other) => *other = table,
        None => base.tables.push(table),
    }
}

/// `component = "*"`, of the table or among its rows: every row that has no name of its own is a component.
fn components(table: &mut TableSpec) {
    let named = table.rows.iter().any(|axis| axis.id == COMPONENT && axis.leaves && axis.path.is_empty());
    table.component |= named;
    if table.component && !named {
        let id = COMPONENT.to_owned();
        table.rows.push(Axis { leaves: true, ..Axis::new(&id) });
    }
}

fn read_axes(node: &Node, axes: &mut Vec<Axis>, vocabulary: &Vocabulary, faults: &FaultSink) {
    let entries = Fields::new(node, vocabulary, faults).entries();
    for entry in entries {
        if let Some(axis) = axis(entry, vocabulary, faults) {
            match axes.iter_mut().find(|other| other.id == axis.id) {
                Some(other) => *other = axis,
                None => axes.push(axis),
            }
        }
    }
}

fn axis(entry: &Entry, vocabulary: &Vocabulary, faults: &FaultSink) -> Option<Axis> {
    if !is_snake(&entry.key) {
        faults.push(Fault::new(
            entry.key_span,
            Wording::new(
                "名称只用小写字母、数字和下划线",
                "a name has lower-case letters, digits and underscores only",
            ),
        ));
    }
    let mut axis = Axis::new(&entry.key);
    match &entry.node.value {
        Value::Text(_) | Value::List(_) => axis.path = path(&entry.node, faults)?,
        Value::Table(_) => {
            let mut fields = Fields::new(&entry.node, vocabulary, faults);
            fields.require("path");
            let node = fields.node("path");
            let also = fields.node("also");
            axis.number = fields.one_of("number", &NUMBERS);
            axis.unit = fields.text("unit");
            axis.values = fields.texts("values");
            // A cell is matched in whole.
            axis.pattern = fields.spanned_text("pattern").and_then(|(text, span)| {
                fields.parse_pattern(&text, span).and_then(|_| fields.parse_pattern(&format!("^(?:{text})$"), span))
            });
            fields.finish();
            axis.path = path(node?, faults)?;
            axis.also = match also.map(|node| (&node.value, node)) {
                Some((Value::List(items), _)) => items.iter().filter_map(|item| path(item, faults)).collect(),
                Some((_, node)) => path(node, faults).into_iter().collect(),
                None => Vec::new(),
            };
        }
        Value::Number(_) | Value::Flag(_) | Value::Date(_) => {
            path(&entry.node, faults)?;
        }
    }
    if axis.path.last().is_some_and(|last| last == "*") {
        axis.path.pop();
        axis.leaves = true;
    }
    for also in &mut axis.also {
        if also.last().is_some_and(|last| last == "*") {
            also.pop();
        }
    }
    Some(axis)
}

/// A path of labels: a string alone or an array of strings.
fn path(node: &Node, faults: &FaultSink) -> Option<Vec<String>> {
    let fault = |node: &Node, faults: &FaultSink| {
        faults.push(Fault::new(
            node.span,
            Wording::new(
                "这里应为标签或标签路径,例如 [\"外层\", \"内层\"]",
                "expected a label or a path of labels, such as [\"outer\", \"inner\"]",
            ),
        ));
    };
    match &node.value {
        Value::Text(text) => {
            years_known(text, node, faults);
            Some(vec![text.clone()])
        }
        Value::List(items) => {
            let mut labels = Vec::with_capacity(items.len());
            for item in items {
                if let Value::Text(text) = &item.value {
                    years_known(text, item, faults);
                    labels.push(text.clone());
                } else {
                    fault(item, faults);
                }
            }
            Some(labels)
        }
        Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Table(_) => {
            fault(node, faults);
            None
        }
    }
}

/// Braces in a label name a year.
fn years_known(text: &str, node: &Node, faults: &FaultSink) {
    for (range, offset) in relative::placeholders(text) {
        if offset.is_none() {
            let name = &text[range];
            let message =
                Wording::new(format!("标签中的 `{name}` 不是年份"), format!("`{name}` in a label is no year"));
            let help = Wording::new(
                "可写 {year}、{last}、{next}、{year-2}、{year+1}",
                "write {year}, {last}, {next}, {year-2} or {year+1}",
            );
            faults.push(Fault::new(node.span, message).help(help));
        }
    }
}

/// Take another rulebook's vocabulary over; what is there already stays.
pub fn take_over(base: &mut Vocabulary, other: &Vocabulary) {
    for body in &other.bodies {
        if !base.bodies.iter().any(|known| known.id == body.id) {
            base.bodies.push(body.clone());
        }
    }
    for section in &other.sections {
        if base.section(&section.id).is_none() {
            base.sections.push(section.clone());
        }
    }
    for table in &other.tables {
        if base.table(&table.id).is_none() {
            base.tables.push(table.clone());
        }
    }
    for scope in &other.scopes {
        if base.scope(&scope.id).is_none() {
            base.scopes.push(scope.clone());
        }
    }
    for family in &other.families {
        if !base.families.iter().any(|known| known.id == family.id) {
            base.families.push(family.clone());
        }
    }
    for figure in &other.figures {
        if base.figure(&figure.id).is_none() {
            base.figures.push(figure.clone());
        }
    }
}
