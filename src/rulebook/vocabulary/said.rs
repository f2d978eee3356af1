//! What a rulebook names of prose: figures, the scopes that make a number another one, families of names.

use super::id;
use crate::check::param::{FaultSink, Fields};
use crate::fact::vocabulary::{Family, FigureSpec, Scope, ScopeSpec, Vocabulary};
use crate::finding::{Fault, Wording};
use crate::lexicon::pattern::Pattern;
use crate::rulebook::schema::is_snake;
use crate::spanned::Node;
use std::sync::Arc;

/// `[[figure]]`: a number said in prose.
pub fn figure(node: &Node, base: &mut Vocabulary, seen: &mut Vec<String>, faults: &FaultSink) {
    // Lent to the fields as names to look up, and given back: a copy for each would grow with their number.
    let vocabulary = std::mem::take(base);
    let mut fields = Fields::new(node, &vocabulary, faults);
    let id = id(&mut fields, seen, is_snake);
    fields.require("pattern");
    let section = fields.section("section");
    let pattern = said(&mut fields, "pattern");
    let scope = scopes(&mut fields);
    let unit = fields.text("unit");
    fields.finish();
    *base = vocabulary;
    let (Some(id), Some(pattern)) = (id, pattern) else { return };
    let spec = FigureSpec { id, section, pattern, scope, unit };
    match base.figures.iter_mut().find(|other| other.id == spec.id) {
        Some(other) => *other = spec,
        None => base.figures.push(spec),
    }
}

/// The words that make a figure another one: those of the scopes that it names, and its own.
fn scopes(fields: &mut Fields<'_>) -> Scope {
    let mut scope = words(fields, ["unless", "unless_before", "unless_clause", "beyond", "within"]);
    for (id, span) in fields.spanned_texts("scopes") {
        match fields.vocabulary.scope(&id) {
            Some(named) => scope.extend(&named.scope),
            None => {
                let names: Vec<&str> = fields.vocabulary.scopes.iter().map(|scope| scope.id.as_str()).collect();
                fields.unknown_name(span, &id, &names, "口径", "scope");
            }
        }
    }
    scope
}

/// The words of a scope, by the keys for the sentence, what stands before, the clause, the whole place, the office.
fn words(fields: &mut Fields<'_>, [sentence, before, clause, beyond, within]: [&'static str; 5]) -> Scope {
    let mut patterns = |key| fields.patterns(key).into_iter().map(Arc::new).collect();
    Scope {
        unless: patterns(sentence),
        unless_before: patterns(before),
        unless_clause: patterns(clause),
        beyond: patterns(beyond),
        within: patterns(within),
    }
}

/// `[[scope]]`: words that make a number another one, named once.
pub fn scope(node: &Node, base: &mut Vocabulary, seen: &mut Vec<String>, faults: &FaultSink) {
    // Lent to the fields as names to look up, and given back: a copy for each would grow with their number.
    let vocabulary = std::mem::take(base);
    let mut fields = Fields::new(node, &vocabulary, faults);
    let id = id(&mut fields, seen, is_snake);
    for key in ["title", "title_en"] {
        let _ = fields.text(key);
    }
    let scope = words(&mut fields, ["sentence", "before", "clause", "whole_place", "office"]);
    fields.finish();
    *base = vocabulary;
    let Some(id) = id else { return };
    match base.scopes.iter_mut().find(|other| other.id == id) {
        Some(other) => other.scope = scope,
        None => base.scopes.push(ScopeSpec { id, scope }),
    }
}

/// `[[family]]`: names that divide a whole among them.
pub fn family(node: &Node, base: &mut Vocabulary, seen: &mut Vec<String>, faults: &FaultSink) {
    // Lent to the fields as names to look up, and given back: a copy for each would grow with their number.
    let vocabulary = std::mem::take(base);
    let mut fields = Fields::new(node, &vocabulary, faults);
    let id = id(&mut fields, seen, is_snake);
    for key in ["title", "title_en"] {
        let _ = fields.text(key);
    }
    fields.require("names");
    let names = fields.texts("names");
    let flags = ["pair", "dealings", "many"].map(|key| fields.flag(key).unwrap_or(false));
    fields.finish();
    *base = vocabulary;
    let (Some(id), [pair, dealings, many]) = (id, flags) else { return };
    let family = Family { id, names, pair, dealings, many };
    match base.families.iter_mut().find(|other| other.id == family.id) {
        Some(other) => *other = family,
        None => base.families.push(family),
    }
}

/// A pattern that takes a number.
fn said(fields: &mut Fields<'_>, key: &'static str) -> Option<Pattern> {
    let pattern = fields.pattern(key)?;
    if !pattern.source().contains("{n}") && !pattern.source().contains("(?P<zero>") {
        let span = fields.node(key).map_or(fields.span, |node| node.span);
        fields.fault(Fault::new(span, Wording::new("模式中没有 {n}", "the pattern has no {n}")).help(Wording::new(
            "{n} 是要取的数;表示“没有”的词放在 (?P<zero>…) 中",
            "{n} is the number that is taken; words that mean nought stand in (?P<zero>…)",
        )));
    }
    Some(pattern)
}
