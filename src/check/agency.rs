//! `check.agency`: the report speaks of its own agency.
//!
//! ```toml
//! check.agency = { in = ["contact", "site", "self", "signature", "prose"] }
//! ```
//!
//! `site`: another bureau's or county's web site given as the report's channel. `self`: 我局 in a town's report.
//! `signature`: another agency on the last lines. `contact`: whom to ask is another bureau; an address in its building is
//! at most a warning. `prose`: another county's bureau where the own name is to be expected; at most a warning.
//! Superiors, partners, lists, titles in 《》 and quotations are rightly there.

mod own;
mod site;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::fold::Source;
use crate::fact::organ::{self, Organ};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::agency::{self as zh, Kind};
use own::{Own, Standing};
use std::ops::Range;

/// How many pieces at the end may be a signature.
const TAIL: usize = 6;
/// The longest signature, in characters.
const SIGNATURE: usize = 36;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    places: Vec<Place>,
}

/// Where the report speaks of an agency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Contact,
    Site,
    Own,
    Signature,
    Prose,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let choices = [
        ("contact", Place::Contact),
        ("site", Place::Site),
        ("self", Place::Own),
        ("signature", Place::Signature),
        ("prose", Place::Prose),
    ];
    Params { places: fields.some_of("in", &choices) }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let Some(agency) = &context.facts.identity.agency else {
        return Outcome::undetermined(Wording::new(
            "报告机关不明,无法判断是否误写了其他单位",
            "whose report it is could not be told, so that another agency's name cannot be told either",
        ));
    };
    let own = Own::new(&agency.value);
    let mut hits = Vec::new();
    for place in &params.places {
        match place {
            Place::Contact => hits.extend(contact(context, &own)),
            Place::Site => hits.extend(site::find(context, &own)),
            Place::Own => hits.extend(self_words(context, &own)),
            Place::Signature => hits.extend(signature(context, &own)),
            Place::Prose => hits.extend(prose(context, &own)),
        }
    }
    hits.sort_by_key(|hit| hit.site.span().start);
    Outcome::of(hits)
}

/// 我局 in a town's report: one hit for each foreign word, its further places as labels.
fn self_words(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let prose = &context.facts.prose;
    let mut said: Vec<(&str, Kind, Vec<Range<usize>>)> = Vec::new();
    for (at, we) in prose.text.match_indices('我') {
        let rest = &prose.text[at + we.len()..];
        let Some((word, kind)) = zh::OWN.iter().find(|(word, _)| rest.starts_with(word)) else { continue };
        let behind = &rest[word.len()..];
        let before = prose.text[..at].chars().next_back();
        let other = zh::NOT_OWN.iter().any(|word| behind.starts_with(word))
            || before.is_some_and(|c| zh::BEFORE_WE.contains(&c))
            || quoted(&prose.text, at);
        if other {
            continue;
        }
        let range = at..at + we.len() + word.len();
        match said.iter_mut().find(|(known, ..)| known == word) {
            Some((_, _, places)) => places.push(range),
            None => said.push((word, *kind, vec![range])),
        }
    }
    let own_count =
        said.iter().filter(|(_, kind, _)| *kind == own.kind).map(|(_, _, places)| places.len()).sum::<usize>();
    let foreign = said.iter().filter_map(|(word, kind, places)| {
        let cap = foreign(own, *kind, own_count, places.len())?;
        let (first, rest) = places.split_first()?;
        let mut hit = Hit::at(
            prose.source(first.clone()),
            Wording::new(
                format!("报告机关是{},这里自称“我{word}”", own.agency),
                format!("the agency is {}, here it calls itself 我{word}", own.agency),
            ),
        )
        .subject("self");
        for place in rest.iter().take(20) {
            hit = hit.label(prose.source(place.clone()), Wording::new("又见", "again"));
        }
        Some(match cap {
            Some(severity) => hit.at_most(severity),
            None => hit,
        })
    });
    foreign.collect()
}

/// Whether a we-word of a kind is foreign to an agency: none where it is right, and inside how grave it may be.
fn foreign(own: &Own, kind: Kind, own_count: usize, count: usize) -> Option<Option<Severity>> {
    let town = matches!(kind, Kind::Town | Kind::Township);
    // Said more often than the own word: rather a second name of the agency (某局挂某委牌子) than a copied passage.
    let doubtful = if count > own_count { Some(Severity::Warning) } else { None };
    if kind == own.kind {
        return None;
    }
    match own.kind {
        // A bureau, a school or a station in a town speaks of it as its place.
        Kind::Bureau | Kind::Committee | Kind::Department | Kind::School | Kind::Other | Kind::Office
            if town && own.agency.contains(['镇', '乡']) =>
        {
            None
        }
        Kind::Town | Kind::Township if !town => Some(None),
        Kind::Town | Kind::Township => Some(doubtful),
        Kind::Street if town => Some(Some(Severity::Warning)),
        Kind::Street | Kind::Government => Some(None),
        Kind::Bureau | Kind::Committee | Kind::Department if town => Some(None),
        Kind::Bureau | Kind::Committee | Kind::Department => Some(doubtful),
        Kind::Office if town => Some(None),
        Kind::Office if kind == Kind::Committee => None,
        Kind::Office => Some(doubtful),
        Kind::School => Some(None),
        Kind::Other => (town && count <= 2).then_some(Some(Severity::Warning)),
    }
}

/// Whether a place lies inside quotation marks or a title: the last such mark before it in its line opens.
fn quoted(text: &str, at: usize) -> bool {
    let near = text[..at].char_indices().rev().take(200).take_while(|(_, c)| *c != '\n');
    let mut near = near.filter(|(_, c)| matches!(c, '“' | '”' | '《' | '》' | '「' | '」' | '‘' | '’'));
    near.next().is_some_and(|(_, c)| matches!(c, '“' | '《' | '「' | '‘'))
}

/// Another agency on one of the last lines.
fn signature(context: &Context<'_>, own: &Own) -> Option<Hit> {
    let prose = &context.facts.prose;
    let pieces = &prose.pieces;
    let tail = pieces.len().saturating_sub(TAIL).max(1);
    pieces.get(tail..)?.iter().rev().find_map(|piece| {
        let line = prose.text.get(piece.range.clone())?;
        if line.chars().count() > SIGNATURE || !matches!(piece.source, Source::Block(_)) {
            return None;
        }
        let organ = organ::scan_text(line).into_iter().next().filter(|organ| organ.at.start == 0)?;
        let rest = line.get(organ.at.end..)?;
        let ends = rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '(' | ')' | '盖' | '章' | ' ' | '。'));
        let standing = own.standing(&line[organ.place.clone()], &line[organ.name.clone()]);
        let cap = match standing {
            Standing::Elsewhere | Standing::OtherBureau => None,
            Standing::PerhapsElsewhere => Some(Severity::Warning),
            Standing::Same | Standing::Related => return None,
        };
        let range = piece.range.start..piece.range.start + organ.at.end;
        let signed = line.get(organ.at.clone())?;
        let hit = Hit::at(
            prose.source(range),
            Wording::new(
                format!("报告机关是{},落款却是{signed}", own.agency),
                format!("the agency is {}, it is signed by {signed}", own.agency),
            ),
        )
        .subject("signature");
        ends.then(|| match cap {
            Some(severity) => hit.at_most(severity),
            None => hit,
        })
    })
}

/// Whom to ask, and where.
fn contact(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let facts = context.facts;
    let prose = &facts.prose;
    let mut hits = Vec::new();
    for organ in &facts.organs {
        let before = prose.text.get(..organ.at.start).unwrap_or_default();
        let after: String = prose.text.get(organ.at.end..).unwrap_or_default().chars().take(14).collect();
        let clause = prose.clause_at(organ.at.start);
        let colon = prose.text.get(..clause.start).unwrap_or_default();
        let address =
            colon.ends_with("地址:") || prose.text.get(clause.clone()).unwrap_or_default().starts_with("地址");
        let leads = zh::ASKED.iter().any(|word| before.ends_with(word));
        let labelled = before.ends_with(':');
        let asked = leads && (labelled || after.contains("联系") || after.contains("反映") || after.contains("咨询"));
        if !address && !asked {
            continue;
        }
        let standing = own.standing(&prose.text[organ.place.clone()], &prose.text[organ.name.clone()]);
        let wrong = match standing {
            Standing::Elsewhere | Standing::OtherBureau => true,
            Standing::PerhapsElsewhere | Standing::Same | Standing::Related => false,
        };
        if !wrong {
            continue;
        }
        let name = prose.text.get(organ.at.clone()).unwrap_or_default();
        let message = if address {
            Wording::new(format!("联系地址在{name}"), format!("the address is at {name}"))
        } else {
            Wording::new(
                format!("联系单位是{name},不是{}", own.agency),
                format!("whom to ask is {name}, not {}", own.agency),
            )
        };
        let hit = Hit::at(prose.source(organ.at.clone()), message).subject("contact");
        hits.push(if address { hit.at_most(Severity::Warning) } else { hit });
    }
    hits
}

/// Another county's bureau where an account of the own work is to be expected.
fn prose(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let facts = context.facts;
    let text = &facts.prose.text;
    let title = facts.identity.title.map(|title| facts.prose.range(title));
    let account = |organ: &&Organ| {
        let before = text[..organ.at.start].chars().next_back();
        let head = before.is_none_or(|c| matches!(c, '。' | '\n' | ',' | ';' | ':'));
        let after = &text[organ.at.end..];
        let own_account = zh::ACCOUNTS.iter().any(|word| after.starts_with(word))
            || facts.dates.binary_search_by_key(&organ.at.end, |date| date.at.start).is_ok();
        let sentence = text.get(facts.prose.sentence_at(organ.at.start)).unwrap_or_default();
        let mentioned = zh::MENTIONS.iter().any(|word| sentence.contains(word));
        let titled = title.as_ref().is_some_and(|title| title.contains(&organ.at.start));
        head && own_account && !mentioned && !titled && !quoted(text, organ.at.start)
    };
    let elsewhere = |organ: &&Organ| {
        let name = &text[organ.name.clone()];
        own.standing(&text[organ.place.clone()], name) == Standing::Elsewhere && own::like(&own.name, name)
    };
    let organs = facts.organs.iter().filter(account).filter(elsewhere);
    organs
        .map(|organ| {
            let name = &text[organ.at.clone()];
            let message = Wording::new(
                format!("报告机关是{},这里写的是{name}", own.agency),
                format!("the agency is {}, this speaks of {name}", own.agency),
            );
            Hit::at(facts.prose.source(organ.at.clone()), message).subject("prose").at_most(Severity::Warning)
        })
        .collect()
}
