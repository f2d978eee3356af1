//! Who has signed, who made the report, and who filled in its tables.

use super::own::{Own, Standing};
use crate::check::Context;
use crate::fact::fold::{Source, is_ideograph};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::agency::{self as zh, Kind, kind};
use std::ops::Range;

/// How many pieces at the end may be a signature.
const TAIL: usize = 6;
/// The longest signature, in characters.
const SIGNATURE: usize = 36;
/// The shortest name of a body, in characters.
const SHORTEST: usize = 3;

/// Other bodies that have signed, made or filled in the report.
pub fn find(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let mut hits: Vec<Hit> = signed(context, own).into_iter().collect();
    hits.extend(filled_in(context, own));
    hits.extend(made(context, own));
    hits
}

/// Another agency on one of the last lines.
fn signed(context: &Context<'_>, own: &Own) -> Option<Hit> {
    let prose = &context.facts.prose;
    let pieces = &prose.pieces;
    let tail = pieces.len().saturating_sub(TAIL).max(1);
    pieces.get(tail..)?.iter().rev().find_map(|piece| {
        let line = prose.text.get(piece.range.clone())?;
        if line.chars().count() > SIGNATURE || !matches!(piece.source, Source::Block(_)) {
            return None;
        }
        let signed = line.get(..name(line))?;
        let dated = line
            .get(signed.len()..)?
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '(' | ')' | '盖' | '章' | ' ' | '。'));
        if !dated || !is_body(signed) {
            return None;
        }
        let message = Wording::new(
            format!("报告机关是{},落款却是{signed}", own.agency),
            format!("the agency is {}, it is signed by {signed}", own.agency),
        );
        foreign(context, own, piece.range.start..piece.range.start + signed.len(), message)
    })
}

/// Another body behind 填报单位: and the like.
fn filled_in(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let text = &context.facts.prose.text;
    let labels = zh::FILLED_BY.iter().flat_map(|label| text.match_indices(label));
    let bodies = labels.filter_map(|(at, label)| {
        let behind = text.get(at + label.len()..)?;
        let colon = behind.strip_prefix(':').or_else(|| behind.strip_prefix("(盖章):"))?;
        let start = at + label.len() + behind.len() - colon.len();
        let length = name(colon);
        let body = colon.get(..length).filter(|body| is_body(body))?;
        let message = Wording::new(
            format!("报告机关是{},填报单位却是{body}", own.agency),
            format!("the agency is {}, the form is filled in by {body}", own.agency),
        );
        foreign(context, own, start..start + length, message)
    });
    bodies.collect()
}

/// Another body in 本报告由……编制.
fn made(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let prose = &context.facts.prose;
    let text = &prose.text;
    let made = zh::MADE.iter().flat_map(|verb| text.match_indices(verb)).filter_map(|(at, verb)| {
        let sentence = prose.sentence_at(at);
        let head = text.get(sentence.start..at)?;
        let clause = prose.clause_at(at).start.max(sentence.start);
        let start = head.rfind('由').map_or(clause, |by| sentence.start + by + '由'.len_utf8());
        let body = text.get(start..at)?;
        // 由云溪县林业局根据《条例》编制: the name ends where the grounds begin.
        let end = zh::GROUNDS.iter().filter_map(|word| body.find(word)).min().map_or(at, |grounds| start + grounds);
        let body = text.get(start..end)?;
        // 本报告由……编制, or ……编制了本报告.
        let behind = text.get(at + verb.len()..)?.trim_start_matches(['了', '完', '成']);
        let spoken = zh::REPORT.iter().any(|word| head.contains(word) || behind.starts_with(word));
        let plain = body.chars().all(is_ideograph) && body.chars().count() <= SIGNATURE && is_body(body);
        if !spoken || !plain {
            return None;
        }
        let message = Wording::new(
            format!("报告机关是{},这里说由{body}编制", own.agency),
            format!("the agency is {}, the report is said to be made by {body}", own.agency),
        );
        foreign(context, own, start..end, message)
    });
    made.collect()
}

/// The length in bytes of the name that a text begins with.
fn name(text: &str) -> usize {
    text.char_indices().find(|(_, c)| !is_ideograph(*c)).map_or(text.len(), |(at, _)| at)
}

/// Whether a name ends as those of bodies do.
fn is_body(name: &str) -> bool {
    name.chars().count() >= SHORTEST && kind(name) != Kind::Other
}

/// The hit on a body that is neither the report's own nor one that may stand in its place.
fn foreign(context: &Context<'_>, own: &Own, at: Range<usize>, message: Wording) -> Option<Hit> {
    let prose = &context.facts.prose;
    let hit = Hit::at(prose.source(at.clone()), message).subject("signature");
    match own.standing_of(prose.text.get(at)?) {
        Standing::Elsewhere | Standing::OtherBureau => Some(hit),
        Standing::PerhapsElsewhere => Some(hit.at_most(Severity::Warning)),
        Standing::Same | Standing::Related => None,
    }
}
