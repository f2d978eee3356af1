//! The TOML form of exemptions, every fault with its place:
//!
//! ```toml
//! [[finding]]                       # one finding of one report, as `hegui baseline` writes it
//! rule = "sections"
//! fingerprint = "3dd760be51f44f55"
//! path = "reports/a.txt"            # from this file's folder
//! agency = "青禾县水务局"            # with the year: the report under another name
//! year = 2012
//! quoted = "概述"                   # for people
//! reason = "机构改革,已另行说明"
//! by = "县政务公开办"
//! until = 2026-12-31
//!
//! [[allow]]                         # by a fragment of text, for Word and PDF
//! path = "reports/*.docx"
//! rule = "no-somebody"
//! text = "某某奖学金"                # or subject = "fees"
//! reason = "专有名称"
//! ```

use super::{Entry, File, Which};
use crate::check::param::{FaultSink, Fields};
use crate::fact::fold;
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Fingerprint, Wording};
use crate::span::Span;
use crate::spanned::{self, Node, Value};
use jiff::civil::Date;

/// Read a file of exemptions.
///
/// # Errors
/// What is wrong in it, all at once, in text order.
pub fn read(name: &str, text: &str) -> Result<File, Vec<Fault>> {
    let (root, mut faults) = spanned::parse(text);
    let (sink, none) = (FaultSink::default(), Vocabulary::default());
    let mut fields = Fields::new(&root, &none, &sink);
    let mut entries = Vec::new();
    for item in tables(&mut fields, "finding") {
        entries.extend(one(item, &none, &sink, finding));
    }
    for item in tables(&mut fields, "allow") {
        entries.extend(one(item, &none, &sink, allow));
    }
    fields.finish();
    faults.extend(sink.into_faults());
    if faults.is_empty() {
        return Ok(File { name: name.to_owned(), text: text.to_owned(), entries });
    }
    faults.sort_by_key(|fault| fault.span);
    Err(faults)
}

/// The tables of a list; none where the key is absent.
fn tables<'a>(fields: &mut Fields<'a>, key: &'static str) -> &'a [Node] {
    let Some(node) = fields.node(key) else { return &[] };
    match &node.value {
        Value::List(items) => items,
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Table(_) => {
            fields.fault(Fault::new(
                node.span,
                Wording::new(format!("应写作 [[{key}]]"), format!("expected [[{key}]] tables")),
            ));
            &[]
        }
    }
}

/// An entry, without which of a rule's findings it means.
fn one(
    item: &Node,
    none: &Vocabulary,
    sink: &FaultSink,
    which: impl FnOnce(&mut Fields<'_>) -> Option<Which>,
) -> Option<Entry> {
    let mut fields = Fields::new(item, none, sink);
    for key in ["rule", "path", "reason"] {
        fields.require(key);
    }
    let rule = fields.spanned_text("rule");
    let reason = fields.spanned_text("reason");
    if let Some((text, span)) = &reason
        && text.trim().is_empty()
    {
        let message = Wording::new("豁免须写明理由", "an exemption needs a reason");
        fields.fault(Fault::new(*span, message));
    }
    let by = fields.text("by");
    let until = day(&mut fields);
    let which = which(&mut fields);
    fields.finish();
    let ((rule, span), (reason, _)) = (rule?, reason?);
    Some(Entry { rule, which: which?, reason, by, until, span })
}

fn finding(fields: &mut Fields<'_>) -> Option<Which> {
    fields.require("fingerprint");
    let written = fields.spanned_text("fingerprint");
    let path = fields.text("path");
    let (agency, year) = (fields.text("agency"), fields.count("year"));
    let _ = (fields.text("quoted"), fields.text("message"));
    let (text, span) = written?;
    let Some(fingerprint) = Fingerprint::read(&text) else {
        let message = Wording::new("指纹应为16位十六进制数", "a fingerprint has 16 hexadecimal digits");
        fields.fault(Fault::new(span, message));
        return None;
    };
    let agency = agency.zip(year.and_then(|year| i32::try_from(year).ok()));
    Some(Which::Fingerprint { fingerprint, path: path?, agency })
}

fn allow(fields: &mut Fields<'_>) -> Option<Which> {
    let path = fields.spanned_text("path");
    let text = fields.spanned_text("text");
    let subject = fields.text("subject");
    if text.is_none() && subject.is_none() {
        let at = Span { start: fields.span.start, end: fields.span.start };
        let message = Wording::new("应写 text 或 subject", "text or subject is needed");
        fields.fault(Fault::new(at, message).help(Wording::new(
            "text 写报告中的一段文字;缺少的内容没有文字,写 subject",
            "text quotes the report; what is missing has none: name its subject",
        )));
    }
    if let Some((text, span)) = &text
        && fold::fold_str(text).is_empty()
    {
        fields.fault(Fault::new(*span, Wording::new("text 不能为空", "text is empty")));
    }
    let (path, span) = path?;
    match glob::Pattern::new(&path) {
        Ok(path) => {
            let text = text.map(|(text, _)| fold::fold_str(&text));
            Some(Which::Fragment { path, text, subject })
        }
        Err(bad) => {
            let said = bad.msg;
            fields.fault(Fault::new(span, Wording::new(format!("模式无效:{said}"), format!("bad pattern: {said}"))));
            None
        }
    }
}

fn day(fields: &mut Fields<'_>) -> Option<Date> {
    let node = fields.node("until")?;
    let read: Option<Date> = match &node.value {
        Value::Date(date) => date.to_string().parse().ok(),
        Value::Text(text) => text.parse().ok(),
        Value::Number(_) | Value::Flag(_) | Value::List(_) | Value::Table(_) => None,
    };
    if read.is_none() {
        let message = Wording::new("应为日期,如 2026-12-31", "expected a date such as 2026-12-31");
        fields.fault(Fault::new(node.span, message));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_where_they_are() {
        let text = "[[finding]]\nrule = \"a\"\nfingerprint = \"12\"\npath = \"a.txt\"\nreason = \" \"\nuntil = 3\n\
                    [[allow]]\nrule = \"b\"\npath = \"[\"\nreason = \"r\"\ntxt = \"x\"\n";
        let faults = read("x.toml", text).unwrap_err();
        let at: Vec<&str> = faults.iter().map(|fault| &text[fault.span.range()]).collect();
        for expected in ["\"12\"", "\" \"", "3", "\"[\"", "txt"] {
            assert!(at.contains(&expected), "{expected}: {at:?}");
        }
    }
}
