//! Title, year and agency of an English report: Department of Example Annual Report for Fiscal Year 2024.

use super::{Evidence, Origin, Told, stem, title};
use crate::document::BlockKind;
use crate::fact::fold::Source;
use crate::language::en::report as en;
use std::ops::Range;

/// How many pieces are looked through.
const PIECES: usize = 20;
/// The longest line that is taken for a title, in characters.
const LONGEST: usize = 200;

/// The folded range of the title.
pub fn find(evidence: &Evidence<'_>) -> Option<Range<usize>> {
    let mut best: Option<(u32, Range<usize>)> = None;
    for piece in evidence.prose.pieces.iter().take(PIECES) {
        let Source::Block(block) = piece.source else { continue };
        let block = evidence.document.blocks.get(block)?;
        let text = evidence.prose.text.get(piece.range.clone())?;
        let titled = block.kind == BlockKind::Title;
        if block.marker.is_some() || text.chars().count() > LONGEST || (!titled && text.ends_with('.')) {
            continue;
        }
        let reports = text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| en::REPORTS.contains(&word));
        let year = title::year_in(text).is_some();
        let is_title = titled || reports && year;
        if !is_title {
            continue;
        }
        let score = 1 + 4 * u32::from(titled) + 2 * u32::from(reports) + 2 * u32::from(year);
        if best.as_ref().is_none_or(|(before, _)| score > *before) {
            best = Some((score, piece.range.clone()));
        }
    }
    best.map(|(_, range)| range)
}

/// The year where the title does not say it: the first period's last day, else the file's name.
pub fn year(evidence: &Evidence<'_>) -> Option<Told<i32>> {
    let period = evidence.periods.first().and_then(|period| {
        let span = Some(evidence.prose.source(period.at.clone()));
        period.to.year.map(|value| Told { value, span, from: Origin::Period })
    });
    period.or_else(|| {
        let value = title::year_in(stem(&evidence.document.path))?;
        Some(Told { value, span: None, from: Origin::FileName })
    })
}

/// The agency that a title names: what stands before the kind of report, or behind it after of.
pub fn agency(title: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is = |word: &str, list: &[&str]| list.contains(&bare(word).as_str());
    let numbered = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let before = words.iter().take_while(|word| !is(word, en::KINDS) && !numbered(word)).count();
    if before > 0 {
        let mut end = before;
        // An acronym between the agency and the kind of report names what is reported on.
        while end > 1 && is_acronym(words[end - 1]) {
            end -= 1;
        }
        return named(&words[..end]);
    }
    let report = words.iter().position(|word| is(word, en::REPORTS))?;
    let from = report + 1 + words.get(report + 1..)?.iter().position(|word| is(word, en::OF))? + 1;
    let behind = words.get(from..)?;
    let length = behind.iter().take_while(|word| !is(word, en::FOR) && !numbered(word)).count();
    named(&behind[..length])
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase())
}

fn named(words: &[&str]) -> Option<String> {
    let words = if words.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) { &words[1..] } else { words };
    let last = words.last()?.to_lowercase();
    let name = words.join(" ");
    let name = name.trim_end_matches([',', ':', ';', '-', '–', '—', ' ']).trim_end_matches("’s").trim_end_matches("'s");
    (!en::STATUTES.contains(&last.as_str()) && name.chars().count() > 1).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::agency;

    #[test]
    fn agencies_in_titles() {
        for (title, told) in [
            ("Department of Example Annual FOIA Report for Fiscal Year 2024", Some("Department of Example")),
            ("Department of Example FOIA Annual Report FY 2024", Some("Department of Example")),
            ("Fiscal Year 2024 Annual Report of the Board of Samples", Some("Board of Samples")),
            ("2024 Annual Report by the Board of Samples for Fiscal Year 2024", Some("Board of Samples")),
            ("ABC Annual Report 2024", Some("ABC")),
            ("Public Records Act Annual Report 2024", None),
            ("Annual Report for Fiscal Year 2024", None),
        ] {
            assert_eq!(agency(title).as_deref(), told, "{title}");
        }
    }
}
