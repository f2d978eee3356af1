//! Web sites that the report gives as its own channel and that are another organ's.

use super::own::{Own, Standing};
use crate::check::Context;
use crate::fact::organ;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::agency as zh;
use crate::language::zh::organ as names;
use std::ops::Range;

/// How many characters before the word for a site may name its owner.
const REACH: usize = 26;

/// Sites of another organ.
pub fn find(context: &Context<'_>, own: &Own) -> Vec<Hit> {
    let prose = &context.facts.prose;
    let mut hits = Vec::new();
    let mut after = 0;
    while let Some((at, word)) = next(&prose.text, after) {
        after = at + word.len();
        let Some((range, place, name)) = owner(&prose.text, at) else { continue };
        let range = range.start..after;
        let standing = own.standing(&place, &name);
        let sentence = prose.text.get(prose.sentence_at(at)).unwrap_or_default();
        let clause = prose.text.get(prose.clause_at(at)).unwrap_or_default();
        let mentioned = zh::MENTIONS.iter().any(|word| clause.contains(word)) || listed(&prose.text, &range);
        let used = zh::SITE_USES.iter().any(|word| sentence.contains(word));
        // Nobody keeps the electronic copy of a report on another bureau's site.
        let shared = zh::SHARED.iter().any(|word| name.starts_with(word)) && !sentence.contains(zh::COPY);
        if mentioned || !used {
            continue;
        }
        let said = prose.text.get(range.clone()).unwrap_or_default();
        let hit = Hit::at(
            prose.source(range.clone()),
            Wording::new(
                format!("“{said}”不是本机关({})的网站", own.agency),
                format!("{said} is not the site of this agency ({})", own.agency),
            ),
        )
        .subject("site");
        match standing {
            Standing::Elsewhere => hits.push(hit),
            Standing::OtherBureau if !shared => hits.push(hit),
            Standing::PerhapsElsewhere => hits.push(hit.at_most(Severity::Warning)),
            Standing::OtherBureau | Standing::Same | Standing::Related => {}
        }
    }
    hits
}

/// The next word for a site.
fn next(text: &str, after: usize) -> Option<(usize, &'static str)> {
    let rest = text.get(after..)?;
    // 网 is a part of every word for a site, so that one search finds them all.
    let mut from = 0;
    while let Some(found) = rest[from..].find('网') {
        let at = from + found;
        let word = zh::SITES.iter().find_map(|word| {
            let offset = word.find('网')?;
            let start = at.checked_sub(offset)?;
            rest.get(start..)?.starts_with(word).then_some((start, *word))
        });
        if let Some((start, word)) = word {
            return Some((after + start, word));
        }
        from = at + '网'.len_utf8();
    }
    None
}

/// The organ that owns the site whose word stands at `at`: its range, place and name. Either a whole organ (县民政局网站)
/// or what one deals with behind a place (县民政网站).
fn owner(text: &str, at: usize) -> Option<(Range<usize>, String, String)> {
    let start = text[..at].char_indices().rev().take(REACH).last().map(|(start, _)| start)?;
    let piece = text[start..at].rfind('\n').map_or(start, |line| start + line + 1);
    let mut head = &text[piece..at];
    let organ = |head: &str| organ::scan_text(head).into_iter().next_back().filter(|organ| organ.at.end == head.len());
    loop {
        if let Some(organ) = organ(head) {
            let range = piece + organ.at.start..at;
            return Some((range, head[organ.place].to_owned(), head[organ.name].to_owned()));
        }
        if names::DOMAINS.iter().any(|domain| head.ends_with(domain)) {
            // The domain of a bureau whose ending is left out: as if it stood there.
            let whole = format!("{head}局");
            let organ = organ(&whole)?;
            let place = whole[organ.place.clone()].to_owned();
            return (place.chars().count() >= 2)
                .then(|| (piece + organ.at.start..at, place, whole[organ.name].trim_end_matches('局').to_owned()));
        }
        let word = zh::SITE_WORDS.iter().filter(|word| head.ends_with(**word)).max_by_key(|word| word.len())?;
        if *word == "政府" {
            let whole = organ(&format!("{}人民政府", &head[..head.len() - word.len()]))?;
            let bare = &head[..head.len() - word.len()];
            return Some((
                piece + whole.place.start..at,
                bare.get(whole.place.start..)?.to_owned(),
                "人民政府".to_owned(),
            ));
        }
        head = &head[..head.len() - word.len()];
    }
}

/// Whether the name stands in a list: A网站、B网站.
fn listed(text: &str, range: &Range<usize>) -> bool {
    text[range.end..].starts_with(['、', '和', '及']) || text[..range.start].ends_with(['、', '和', '及'])
}
