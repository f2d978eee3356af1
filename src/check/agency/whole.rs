//! What a report speaks for: 全乡 in a town's report, 全镇 in a county bureau's, 全县 in a district's.

use super::own::Own;
use super::quoted;
use crate::check::Context;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::agency::{self as zh, Kind};

/// One hit for each foreign word, its further places as labels.
pub fn find(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    zh::WHOLES.iter().filter_map(|(word, end)| hit(context, own, word, end, cap(own, end)?)).collect()
}

/// How grave it is that a report speaks for a place of a kind; none where it may. What lies above a body may be spoken of,
/// and so may a region of the same name as a kind of district.
fn cap(own: &Own, end: &str) -> Option<Severity> {
    let township = match own.kind {
        Kind::Town => Some("镇"),
        Kind::Township => Some("乡"),
        Kind::Street => Some("街道"),
        Kind::Bureau
        | Kind::Committee
        | Kind::Department
        | Kind::Office
        | Kind::Government
        | Kind::Customs
        | Kind::Center
        | Kind::School
        | Kind::Institute
        | Kind::Other => None,
    };
    if zh::COUNTY == end {
        let district = own.place.ends_with('区') && !own.place.ends_with("自治区") && township.is_none();
        return (district && !own.place.contains(zh::COUNTY)).then_some(Severity::Info);
    }
    match (township, own.kind) {
        (Some(kind), _) => (kind != end).then_some(Severity::Warning),
        (None, Kind::Bureau | Kind::Committee | Kind::Department | Kind::Office | Kind::Government) => {
            (!own.agency.contains(end)).then_some(Severity::Info)
        }
        (None, _) => None,
    }
}

fn hit(context: &Context<'_>, own: &Own, word: &str, end: &str, most: Severity) -> Option<Hit> {
    let prose = &context.facts.prose;
    let text = prose.text.as_str();
    let mut places = text.match_indices(word).map(|(at, _)| at..at + word.len()).filter(|at| {
        let sentence = prose.sentence_at(at.start);
        let before = &text[sentence.start..at.start];
        let part_of_word = before.ends_with(zh::BEFORE_WHOLE) || text[at.end..].starts_with(zh::BEHIND_WHOLE);
        // A place of that kind that is named may be what is spoken of.
        !part_of_word && !before.contains(end) && !quoted(text, at.start)
    });
    let first = places.next()?;
    let agency = &own.agency;
    let message = Wording::new(
        format!("报告机关是{agency}，这里写的是“{word}”"),
        format!("the report is by {agency}, this speaks for “{word}”"),
    );
    let mut hit = Hit::at(prose.source(first), message).subject("scope").at_most(most);
    for place in places.take(16) {
        hit = hit.label(prose.source(place), Wording::same(word.to_owned()));
    }
    Some(hit)
}
