//! One wrong cell breaks several equations: the cell named, its value proposed, and one finding instead of many.
//!
//! In a grid with sums along rows and columns a single wrong cell breaks one of each by the same amount. A cell
//! explains a set of broken equations when changing it to one value mends all of them and breaks none that holds.

use super::{Params, plain, relations};
use crate::check::Context;
use crate::finding::{Hit, Label, Relation, Site, Term, Wording};
use crate::span::Span;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The most broken equations that are searched for a common cause; a report with more has no single one.
const MOST: usize = 200;

/// A cell that would mend equations.
struct Cause {
    subject: String,
    label: String,
    span: Span,
    written: Decimal,
    proposed: Decimal,
    /// Indices of the hits that it mends.
    mends: Vec<usize>,
}

/// Merge the hits of broken equations that one cell explains. `equations` are all equation rules that were asked of
/// the report, whether they failed or not, and `hits` those of them that failed, each with its rule's index. Of the
/// hits with one cause the first stays, on its rule, and names the cell; the others go. Their rules stay failed.
#[must_use]
pub fn merge(equations: &[&Params], context: &Context<'_>, hits: Vec<(usize, Hit)>) -> Vec<(usize, Hit)> {
    let broken = hits.iter().filter(|(_, hit)| hit.relation.is_some()).count();
    if !(2..=MOST).contains(&broken) {
        return hits;
    }
    let held: Vec<Relation> = equations
        .iter()
        .flat_map(|params| relations(params, context))
        .filter(|relation| relation.holds && relation.terms.iter().all(is_cell))
        .collect();
    let mut hits: Vec<Option<(usize, Hit)>> = hits.into_iter().map(Some).collect();
    let mut merged: BTreeMap<usize, (usize, Hit)> = BTreeMap::new();
    while let Some(causes) = best(&hits, &held) {
        let Some(cause) = causes.first() else { break };
        let mut parts: Vec<(usize, Hit)> = Vec::new();
        for at in &cause.mends {
            parts.extend(hits[*at].take());
        }
        let first = cause.mends[0];
        if let Some(named) = name(&causes, parts) {
            merged.insert(first, named);
        }
    }
    hits.into_iter().enumerate().filter_map(|(at, hit)| hit.or_else(|| merged.remove(&at))).collect()
}

fn is_cell(term: &Term) -> bool {
    term.span.is_some() && term.subject.contains('.')
}

/// The cells that mend the most broken equations; none where no cell mends two.
fn best(hits: &[Option<(usize, Hit)>], held: &[Relation]) -> Option<Vec<Cause>> {
    let mut causes: BTreeMap<(String, Decimal), Cause> = BTreeMap::new();
    for (at, hit) in hits.iter().enumerate() {
        let Some(relation) = hit.as_ref().and_then(|(_, hit)| hit.relation.as_ref()) else { continue };
        for term in relation.terms.iter().filter(|term| is_cell(term)) {
            let Some(span) = term.span else { continue };
            let Some(proposed) = mend(relation, term) else { continue };
            let cause = causes.entry((term.subject.clone(), proposed.normalize())).or_insert_with(|| Cause {
                subject: term.subject.clone(),
                label: term.label.clone(),
                span,
                written: term.value,
                proposed,
                mends: Vec::new(),
            });
            if !cause.mends.contains(&at) {
                cause.mends.push(at);
            }
        }
    }
    let holds = |cause: &Cause| held.iter().any(|relation| has(relation, &cause.subject));
    let disagrees = |cause: &Cause| {
        let broken = hits.iter().enumerate().filter(|(at, _)| !cause.mends.contains(at));
        broken.filter_map(|(_, hit)| hit.as_ref()?.1.relation.as_ref()).any(|relation| has(relation, &cause.subject))
    };
    let mut causes: Vec<Cause> = causes
        .into_values()
        .filter(|cause| cause.mends.len() > 1 && !holds(cause) && !cause.proposed.is_sign_negative())
        .filter(|cause| cause.mends.len() > 2 || !disagrees(cause))
        .collect();
    let most = causes.iter().map(|cause| (cause.mends.len(), !disagrees(cause))).max()?;
    causes.retain(|cause| (cause.mends.len(), !disagrees(cause)) == most);
    let first = causes.first()?.mends.clone();
    causes.retain(|cause| cause.mends == first);
    Some(causes)
}

fn has(relation: &Relation, subject: &str) -> bool {
    relation.terms.iter().any(|term| term.subject == subject && !term.coefficient.is_zero())
}

/// What an operand would have to be for its equation to hold.
fn mend(relation: &Relation, term: &Term) -> Option<Decimal> {
    let mut coefficient = Decimal::ZERO;
    for other in relation.terms.iter().filter(|other| other.subject == term.subject) {
        coefficient = coefficient.checked_add(other.coefficient)?;
    }
    term.value.checked_sub(relation.difference.checked_div(coefficient)?)
}

/// One finding for what one cell explains, made of the hits it explains.
fn name(causes: &[Cause], parts: Vec<(usize, Hit)>) -> Option<(usize, Hit)> {
    let cause = causes.first()?;
    let count = parts.len();
    let mut parts = parts.into_iter();
    let (rule, mut hit) = parts.next()?;
    let others: Vec<Hit> = parts.map(|(_, hit)| hit).collect();
    // The rule's own message speaks of one equation: without its values it gives way to this one.
    hit.values.clear();
    let mut said = vec![hit.message.clone()];
    said.extend(others.iter().map(|other| other.message.clone()));
    let (written, proposed) = (plain(cause.written), plain(cause.proposed));
    let mut labels: Vec<Label> = Vec::new();
    let old = Label { span: hit.site.span(), message: hit.remark.clone(), proposed: None };
    let further = others.into_iter().flat_map(|other| {
        let site = Label { span: other.site.span(), message: other.remark.clone(), proposed: None };
        std::iter::once(site).chain(other.labels)
    });
    for label in std::iter::once(old).chain(std::mem::take(&mut hit.labels)).chain(further) {
        let named = causes.len() == 1 && label.span == cause.span;
        if !named && !labels.iter().any(|known| known.span == label.span) {
            labels.push(label);
        }
    }
    hit.labels = labels;
    let listing = |text: fn(&Wording) -> &str| said.iter().map(text).collect::<Vec<_>>().join("；");
    if causes.len() > 1 {
        let candidates: Vec<String> =
            causes.iter().map(|cause| format!("{}(应为 {})", cause.label, plain(cause.proposed))).collect();
        let english: Vec<String> =
            causes.iter().map(|cause| format!("{} (to {})", cause.label, plain(cause.proposed))).collect();
        hit.message = Wording::new(
            format!("{count} 项勾稽因同一处错误不成立:{}", listing(|text| &text.zh)),
            format!("{count} relations are broken by one cell: {}", listing(|text| &text.en)),
        );
        hit.help = Wording::new(
            format!("核对下列之一:{}", candidates.join("、")),
            format!("check one of: {}", english.join(", ")),
        );
        return Some((rule, hit));
    }
    hit.message = Wording::new(
        format!("“{}”填的是 {written},若为 {proposed},则 {count} 项勾稽全部成立", cause.label),
        format!("{} is {written}; were it {proposed}, all {count} broken relations would hold", cause.label),
    );
    hit.help = Wording::new(
        format!("核对“{}”是否应为 {proposed}。{}", cause.label, listing(|text| &text.zh)),
        format!("check whether {} should be {proposed}. {}", cause.label, listing(|text| &text.en)),
    );
    hit.site = Site::At(cause.span);
    hit.subject.clone_from(&cause.subject);
    hit.remark = Wording::same(format!("{} = {written}", cause.label));
    hit.proposed = Some(proposed);
    Some((rule, hit))
}
