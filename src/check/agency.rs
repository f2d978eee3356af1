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

mod elsewhere;
mod own;
mod signature;
mod site;
mod we;
mod whole;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::identity::Origin;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::agency::{self as zh, Kind};
use crate::language::zh::organ as names;
use own::{Own, Standing};

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
    if agency.from == Origin::Hint {
        return Outcome::undetermined(Wording::new(
            format!("报告机关只能推测（{}），不足以判断是否误写了其他单位", agency.value),
            format!("the agency is a guess ({}), too weak to tell another agency's name by", agency.value),
        ));
    }
    let own = Own::new(&agency.value);
    let mut hits = Vec::new();
    for place in &params.places {
        match place {
            Place::Contact => hits.extend(contact(context, &own)),
            Place::Site => hits.extend(site::find(context, &own)),
            Place::Own => {
                hits.extend(we::find(context, &own));
                hits.extend(whole::find(context, &own));
            }
            Place::Signature => hits.extend(signature::find(context, &own)),
            Place::Prose => hits.extend(elsewhere::find(context, &own)),
        }
    }
    hits.sort_by_key(|hit| hit.site.span().start);
    Outcome::of(hits)
}

/// Whether a place lies inside quotation marks or a title: the last such mark before it in its line opens.
pub(super) fn quoted(text: &str, at: usize) -> bool {
    let near = text[..at].char_indices().rev().take(200).take_while(|(_, c)| *c != '\n');
    let mut near = near.filter(|(_, c)| matches!(c, '“' | '”' | '《' | '》' | '「' | '」' | '‘' | '’'));
    near.next().is_some_and(|(_, c)| matches!(c, '“' | '《' | '「' | '‘'))
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
        let (place, named) = (&prose.text[organ.place.clone()], &prose.text[organ.name.clone()]);
        let doubtful = match own.standing(place, named) {
            Standing::Elsewhere | Standing::OtherBureau => address,
            Standing::Related if asked && alien_desk(own, place, named) => true,
            Standing::PerhapsElsewhere | Standing::Same | Standing::Related => continue,
        };
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
        hits.push(if doubtful { hit.at_most(Severity::Warning) } else { hit });
    }
    hits
}

/// Whether a bureau of the same place is one that nobody asks about a government's report.
fn alien_desk(own: &Own, place: &str, name: &str) -> bool {
    let government = matches!(own.kind, Kind::Government | Kind::Office);
    let bureau = names::BUREAUS.iter().any(|end| name.ends_with(end) && *end != "办公室" && *end != "办");
    let desk = zh::DESKS.iter().any(|desk| name.starts_with(desk));
    government
        && bureau
        && !desk
        && own::places(place).last().map(|at| at.2) == own::places(&own.place).last().map(|at| at.2)
}
