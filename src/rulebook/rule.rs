//! Compiling rules: new ones whole, those taken over changed key by key.

use super::schema::{self, Draft, SEVERITIES, is_kebab};
use super::{Example, Excused, Expect, Rule, Rulebook};
use crate::check::Check;
use crate::check::condition::{self, Condition};
use crate::check::param::{FaultSink, Fields, suggestion};
use crate::finding::{Fault, Severity, Wording};
use crate::lexicon::pattern::Pattern;
use crate::span::Span;
use crate::spanned::{Node, Value};

/// Compile a draft's rules into a book that already holds those taken over.
pub fn compile_all(draft: &Draft<'_>, book: &mut Rulebook, faults: &FaultSink) {
    let mut seen: Vec<String> = Vec::new();
    for node in draft.rules {
        let entry = read(node, book, faults);
        let Some((id, span)) = entry.id.clone() else { continue };
        if seen.contains(&id) {
            faults.push(Fault::new(
                span,
                Wording::new(format!("重复的规则 id `{id}`"), format!("duplicate rule id `{id}`")),
            ));
            continue;
        }
        seen.push(id.clone());
        if let Some(at) = book.rules.iter().position(|rule| rule.id == id) {
            let changed = change(&book.rules[at], entry, &book.id, faults);
            book.rules[at] = changed;
        } else if entry.check.is_none() && entry.title.is_none() && !draft.extends.is_empty() {
            unknown_rule(&id, span, book, faults);
        } else if let Some(rule) = define(entry, node, &book.id, faults) {
            book.rules.push(rule);
        }
    }
}

/// A rule that changes none: what it would change is not there.
fn unknown_rule(id: &str, span: Span, book: &Rulebook, faults: &FaultSink) {
    if faults.names_missing {
        return;
    }
    let known: Vec<&str> = book.rules.iter().map(|rule| rule.id.as_str()).collect();
    let said = Wording::new(format!("没有可修改的规则 `{id}`"), format!("there is no rule `{id}` to change"));
    faults.push(Fault::new(span, said).help(suggestion(id, &known)));
}

/// A `[[rule]]` as read; what a new rule must have and a changed one need not is optional here.
struct Entry {
    id: Option<(String, Span)>,
    title: Option<String>,
    title_en: Option<String>,
    severity: Option<Severity>,
    reason: Option<String>,
    basis: Option<String>,
    when: Option<Condition>,
    excused: Option<Excused>,
    check: Option<(Check, Span)>,
    message: (Option<String>, Option<String>),
    help: (Option<String>, Option<String>),
    examples: Vec<Example>,
}

fn read(node: &Node, book: &Rulebook, faults: &FaultSink) -> Entry {
    let mut fields = Fields::new(node, &book.vocabulary, faults);
    fields.require("id");
    let id = fields.spanned_text("id");
    if let Some((id, span)) = &id
        && !is_kebab(id)
    {
        fields.fault(Fault::new(
            *span,
            Wording::new(
                "规则 id 只用小写字母、数字和连字符",
                "a rule's id has lower-case letters, digits and hyphens only",
            ),
        ));
    }
    let title = fields.text("title");
    let title_en = fields.text("title_en");
    let severity = fields.one_of("severity", &SEVERITIES);
    let reason = fields.text("reason");
    let basis = fields.spanned_texts("basis");
    let when = fields.node("when").map(|node| {
        let mut inner = Fields::new(node, &book.vocabulary, faults);
        let when = condition::compile(&mut inner);
        inner.finish();
        when
    });
    let excused = fields.node("excused").and_then(|node| excused(node, book, faults));
    let check = fields.node("check").and_then(|node| check(node, book, faults));
    let message = (fields.text("message"), fields.text("message_en"));
    let help = (fields.text("help"), fields.text("help_en"));
    let examples = schema::examples(&mut fields, &book.id);
    fields.finish();
    let basis = cite(&basis, book, faults);
    Entry { id, title, title_en, severity, reason, basis, when, excused, check, message, help, examples }
}

/// The citations of a rule: each is a key of `[basis]` with, behind a space, the place in it.
fn cite(basis: &[(String, Span)], book: &Rulebook, faults: &FaultSink) -> Option<String> {
    let mut cited = Vec::new();
    for (text, span) in basis {
        let (key, place) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if let Some(name) = book.basis.get(key) {
            cited.push(format!("{name}{}", place.trim()));
        } else if !faults.names_missing {
            let known: Vec<&str> = book.basis.keys().map(String::as_str).collect();
            faults.push(
                Fault::new(
                    *span,
                    Wording::new(format!("[basis] 中没有 `{key}`"), format!("there is no `{key}` in [basis]")),
                )
                .help(suggestion(key, &known)),
            );
        }
    }
    (!cited.is_empty()).then(|| cited.join(";"))
}

fn excused(node: &Node, book: &Rulebook, faults: &FaultSink) -> Option<Excused> {
    let mut fields = Fields::new(node, &book.vocabulary, faults);
    fields.require("said");
    let said = fields.pattern("said");
    let near: Vec<Pattern> = fields.patterns("near");
    fields.finish();
    Some(Excused { said: said?, near })
}

/// `check.<kind> = { … }`: exactly one kind.
fn check(node: &Node, book: &Rulebook, faults: &FaultSink) -> Option<(Check, Span)> {
    let Value::Table(entries) = &node.value else {
        let _ = Fields::new(node, &book.vocabulary, faults);
        return None;
    };
    let [entry] = entries.as_slice() else {
        faults.push(Fault::new(
            node.span,
            Wording::new("一条规则只能有一个 check.<种类>", "a rule has exactly one check.<kind>"),
        ));
        return None;
    };
    let mut fields = Fields::new(&entry.node, &book.vocabulary, faults);
    let check = Check::compile(&entry.key, &mut fields);
    if check.is_some() {
        fields.finish();
    } else {
        let kind = &entry.key;
        faults.push(
            Fault::new(
                entry.key_span,
                Wording::new(format!("未知的检查种类 `{kind}`"), format!("unknown check kind `{kind}`")),
            )
            .help(suggestion(kind, Check::KINDS)),
        );
    }
    check.map(|check| (check, entry.key_span))
}

/// Both languages of a text, the English one falling back to the rulebook's own.
fn wording(zh: Option<String>, en: Option<String>) -> Option<Wording> {
    let zh = zh.or_else(|| en.clone())?;
    let en = en.unwrap_or_else(|| zh.clone());
    Some(Wording::new(zh, en))
}

fn define(entry: Entry, node: &Node, book: &str, faults: &FaultSink) -> Option<Rule> {
    let (id, span) = entry.id?;
    let lack = |zh: &str, en: &str| {
        faults
            .push(Fault::new(span, Wording::new(format!("规则 `{id}` 缺少{zh}"), format!("rule `{id}` has no {en}"))));
    };
    if entry.title.is_none() {
        lack(" title", "title");
    }
    if entry.basis.is_none() && !names_basis(node) {
        lack("依据 basis", "basis");
    }
    let has = |expect: Expect| entry.examples.iter().any(|example| example.expect == expect);
    if !has(Expect::Pass) {
        lack("合格的例子 [[rule.pass]]", "example that passes: [[rule.pass]]");
    }
    if !has(Expect::Fail) {
        lack("不合格的例子 [[rule.fail]]", "example that fails: [[rule.fail]]");
    }
    let asks = matches!(&node.value, Value::Table(entries) if entries.iter().any(|entry| entry.key == "check"));
    if !asks {
        lack(" check.<种类>", "check.<kind>");
    }
    Some(Rule {
        id,
        title: wording(entry.title, entry.title_en)?,
        severity: entry.severity.unwrap_or(Severity::Warning),
        reason: entry.reason,
        basis: entry.basis?,
        when: entry.when.unwrap_or_default(),
        excused: entry.excused,
        check: entry.check?.0,
        message: wording(entry.message.0, entry.message.1),
        help: wording(entry.help.0, entry.help.1).unwrap_or_default(),
        examples: entry.examples,
        defined_in: book.to_owned(),
        changed_in: None,
        span,
    })
}

/// Whether a rule names a basis, known or not: an unknown one is a fault already.
fn names_basis(node: &Node) -> bool {
    matches!(&node.value, Value::Table(entries) if entries.iter().any(|entry| entry.key == "basis"))
}

/// A rule taken over, with what a child says of it. Its kind stays; its examples stay unless its check changes.
fn change(rule: &Rule, entry: Entry, book: &str, faults: &FaultSink) -> Rule {
    let mut rule = rule.clone();
    let span = entry.id.as_ref().map(|(_, span)| *span).unwrap_or_default();
    if entry.severity == Some(Severity::Off) && entry.reason.is_none() {
        faults.push(Fault::new(
            span,
            Wording::new(
                format!("关闭规则 `{}` 要写明理由 reason", rule.id),
                format!("switching rule `{}` off takes a reason", rule.id),
            ),
        ));
    }
    if entry.check.is_some() || entry.when.is_some() {
        rule.changed_in = Some(book.to_owned());
    }
    if let Some((check, span)) = entry.check {
        if check.kind() == rule.check.kind() {
            rule.check = check;
            if !entry.examples.is_empty() {
                rule.examples.clear();
            }
        } else {
            faults.push(Fault::new(
                span,
                Wording::new(
                    format!("规则 `{}` 的检查种类是 {},不能改", rule.id, rule.check.kind()),
                    format!("rule `{}` is a check.{}: a child cannot change the kind", rule.id, rule.check.kind()),
                ),
            ));
        }
    }
    if let Some(title) = wording(entry.title, entry.title_en) {
        rule.title = title;
    }
    rule.severity = entry.severity.unwrap_or(rule.severity);
    rule.reason = entry.reason.or(rule.reason);
    rule.basis = entry.basis.unwrap_or(rule.basis);
    rule.when = entry.when.unwrap_or(rule.when);
    rule.excused = entry.excused.or(rule.excused);
    rule.message = wording(entry.message.0, entry.message.1).or(rule.message);
    if let Some(help) = wording(entry.help.0, entry.help.1) {
        rule.help = help;
    }
    rule.examples.extend(entry.examples);
    rule
}
