//! We-words: 我局 in a town's report, 我县 in a city's.

use super::own::{Own, places};
use super::quoted;
use crate::check::Context;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::agency::{self as zh, Kind};
use std::ops::Range;

/// A we-word with the places where it is said.
struct Said {
    word: &'static str,
    kind: Option<Kind>,
    places: Vec<Range<usize>>,
}

/// One hit for each foreign word, its further places as labels.
pub fn find(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let said = said(&context.facts.prose.text);
    let own_count: usize = said.iter().filter(|said| said.kind == Some(own.kind)).map(|said| said.places.len()).sum();
    let foreign = said.iter().filter_map(|said| {
        let cap = match said.kind {
            Some(kind) => foreign(own, kind, own_count, said.places.len())?,
            None => foreign_place(own, said.word)?,
        };
        let hit = hit(context, own, said)?;
        Some(match cap {
            Some(severity) => hit.at_most(severity),
            None => hit,
        })
    });
    foreign.collect()
}

/// The we-words of a text, each with all its places.
fn said(text: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for (at, we) in text.match_indices('我') {
        let rest = &text[at + we.len()..];
        let own = zh::OWN.iter().find(|own| rest.starts_with(own.word));
        let place = zh::OWN_PLACES.iter().find(|(word, _)| rest.starts_with(word));
        let (word, kind) = match (own, place) {
            (Some(own), _) if !own.not_before.iter().any(|word| rest[own.word.len()..].starts_with(word)) => {
                (own.word, Some(own.kind))
            }
            (_, Some((word, _))) => (*word, None),
            (Some(_) | None, None) => continue,
        };
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| zh::BEFORE_WE.contains(&c)) || quoted(text, at) {
            continue;
        }
        let range = at..at + we.len() + word.len();
        match all.iter_mut().find(|said| said.word == word) {
            Some(said) => said.places.push(range),
            None => all.push(Said { word, kind, places: vec![range] }),
        }
    }
    all
}

fn hit(context: &Context<'_>, own: &Own, said: &Said) -> Option<Hit> {
    let prose = &context.facts.prose;
    let word = said.word;
    let (first, rest) = said.places.split_first()?;
    let message = Wording::new(
        format!("报告机关是{},这里自称“我{word}”", own.agency),
        format!("the agency is {}, here it calls itself 我{word}", own.agency),
    );
    let hit = Hit::at(prose.source(first.clone()), message).subject("self");
    Some(
        rest.iter()
            .take(20)
            .fold(hit, |hit, place| hit.label(prose.source(place.clone()), Wording::new("又见", "again"))),
    )
}

/// Whether 我县 or 我旗 is foreign: the report is that of a place above, of which no county is said.
fn foreign_place(own: &Own, word: &str) -> Option<Option<Severity>> {
    let (_, above) = zh::OWN_PLACES.iter().find(|(other, _)| *other == word)?;
    let level = places(&own.place).last().and_then(|place| own.place.get(place.0..place.1))?;
    let foreign = above.iter().any(|end| level.ends_with(end)) && !own.agency.contains(word);
    foreign.then_some(Some(Severity::Warning))
}

/// Whether a we-word of a kind is foreign to an agency: none where it is right, and inside how grave it may be.
fn foreign(own: &Own, kind: Kind, own_count: usize, count: usize) -> Option<Option<Severity>> {
    if kind == own.kind || houses(own, kind) {
        return None;
    }
    let place = matches!(kind, Kind::Town | Kind::Township | Kind::Street);
    // Said more often than the own word: rather a second name of the agency (某局挂某委牌子) than a copied passage.
    let doubtful = if count > own_count { Some(Severity::Warning) } else { None };
    match own.kind {
        Kind::Town | Kind::Township => Some(if matches!(kind, Kind::Town | Kind::Township) { doubtful } else { None }),
        Kind::Street if matches!(kind, Kind::Town | Kind::Township) => Some(Some(Severity::Warning)),
        Kind::Street | Kind::Government | Kind::School | Kind::Institute | Kind::Customs => Some(None),
        Kind::Bureau | Kind::Committee | Kind::Department | Kind::Office => Some(if place { None } else { doubtful }),
        Kind::Center => Some(Some(Severity::Warning)),
        Kind::Other => (place && count <= 2).then_some(Some(Severity::Warning)),
    }
}

/// Whether an agency may speak of a kind as its own though it is of another: its place, its office, its schools.
fn houses(own: &Own, kind: Kind) -> bool {
    let of = |words: &[&str]| words.iter().any(|word| own.agency.contains(word));
    match kind {
        // A bureau, a school or a station in a town speaks of it as its place.
        Kind::Town | Kind::Township => {
            of(&["镇", "乡", "苏木"]) && !matches!(own.kind, Kind::Town | Kind::Township | Kind::Street)
        }
        Kind::Street => of(&["街道"]),
        // A government's report is written by its office, a town's perhaps by its own.
        Kind::Office => matches!(
            own.kind,
            Kind::Government | Kind::Street | Kind::Committee | Kind::Town | Kind::Township | Kind::Other
        ),
        Kind::Committee => own.kind == Kind::Office,
        // A college is 我院 or 我校; who runs schools or hospitals may let them speak.
        Kind::Institute => of(&["学院", "卫生", "卫健", "医"]),
        Kind::School => of(&["学院", "教育", "教体"]),
        Kind::Bureau | Kind::Department | Kind::Government | Kind::Customs | Kind::Center | Kind::Other => false,
    }
}
