//! Paragraphs that stand in last year's report word for word, their numbers too, and tables all of whose numbers do.
//!
//! Where a chapter was written anew but for a paragraph, its share says little. A paragraph counts where nine tenths of it
//! are sentences that last year's chapter has to the letter, years aside. Sentences that say that nothing happened, and
//! those of standing arrangements, are rightly the same.

use super::shingle::Text;
use crate::fact::Facts;
use crate::fact::table::{CellFact, CellValue, TableFact};
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::{nothing, standing};
use std::collections::HashSet;
use std::ops::Range;

/// The fewest letters of a paragraph that says the same by no chance.
const FEWEST: usize = 24;

/// The fewest letters of a sentence that is compared: shorter ones are headings.
const SENTENCE: usize = 12;

/// How many numbers of two digits or more make a short paragraph a copy.
const NUMBERS: usize = 2;

/// The fewest cells above zero by which a table is told to be last year's.
const CELLS: usize = 4;

/// Paragraphs of a range that are last year's.
pub fn paragraphs(facts: &Facts<'_>, range: &Range<usize>, other: &Facts<'_>, theirs: &Range<usize>) -> Vec<Hit> {
    let before: HashSet<String> =
        Text::from(other).paragraphs(theirs).flat_map(|range| sentences(other, range)).map(|(said, _)| said).collect();
    let mut hits = Vec::new();
    for paragraph in Text::from(facts).paragraphs(range) {
        let (mut same, mut all, mut numbers) = (0, 0, 0);
        for (said, count) in sentences(facts, paragraph.clone()) {
            let letters = said.chars().count();
            all += letters;
            if before.contains(&said) {
                same += letters;
                numbers += count;
            }
        }
        if same * 10 >= all * 9 && (same >= FEWEST || numbers >= NUMBERS) && same >= SENTENCE {
            let message = Wording::new("这一段与上年报告逐字相同", "this paragraph is last year's to the letter");
            let help = Wording::new("按本年度的实际情况重写", "write it anew from this year's work");
            hits.push(Hit::at(facts.prose.source(paragraph), message).help(help).at_most(Severity::Warning));
        }
    }
    hits
}

/// The sentences of a paragraph that are compared: their letters with years masked, and how many large numbers they have.
fn sentences(facts: &Facts<'_>, range: Range<usize>) -> Vec<(String, usize)> {
    let text = facts.prose.text.get(range).unwrap_or_default();
    let mut found = Vec::new();
    for sentence in text.split(['。', ';', '!', '?']) {
        if nothing::denies(sentence) || standing::stands(sentence) {
            continue;
        }
        let said = unyeared(sentence);
        if said.chars().count() < SENTENCE {
            continue;
        }
        let numbers = said.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() >= 2).count();
        found.push((said, numbers));
    }
    found
}

/// The letters of a sentence, years left out.
fn unyeared(sentence: &str) -> String {
    let letters: Vec<char> = sentence.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut said = String::with_capacity(sentence.len());
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        let year = letters.get(at..at + 5).is_some_and(|window| {
            window[..4].iter().all(char::is_ascii_digit)
                && window[4] == '年'
                && said.chars().next_back().is_none_or(|c| !c.is_ascii_digit())
        });
        if year {
            at += 4;
        } else {
            said.push(*c);
            at += 1;
        }
    }
    said
}

/// A table of which every number is last year's.
pub fn table(facts: &Facts<'_>, other: &Facts<'_>, id: &str) -> Option<Hit> {
    let (own, before) = (facts.tables.get(id)?, other.tables.get(id)?);
    let mut above = 0;
    for cell in &own.cells {
        let CellValue::Number(value, _) = &cell.value else { continue };
        if value.is_zero() && same(before, cell).is_none() {
            continue;
        }
        if same(before, cell)? != *value {
            return None;
        }
        above += usize::from(!value.is_zero());
    }
    (above >= CELLS).then(|| {
        let message =
            Wording::new("表中所有数字与上年报告相同", "every number of the table is that of last year's report");
        Hit::at(own.span, message)
            .subject(id)
            .help(Wording::new("核对是否照抄了上年的表格", "check whether last year's table was copied"))
            .at_most(Severity::Warning)
    })
}

fn same(before: &TableFact, cell: &CellFact) -> Option<rust_decimal::Decimal> {
    match before.cell(&cell.row, &cell.column)?.value {
        CellValue::Number(value, _) => Some(value),
        CellValue::Blank | CellValue::Dash | CellValue::Token(_) | CellValue::Text => None,
    }
}
