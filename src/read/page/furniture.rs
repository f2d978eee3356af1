//! What stands on every page and is no part of the report: running heads and feet, page numbers.

use super::line::Text;
use super::sheet::{Sheet, Thing};
use crate::language::zh::layout::is_blank;

/// Where on a page a line may be furniture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Zone {
    Head,
    Foot,
}

/// A line that may be furniture.
#[derive(Clone, Debug)]
struct Candidate {
    sheet: usize,
    thing: usize,
    zone: Zone,
    y: f32,
    /// Its text with digits masked and blanks left out.
    look: String,
    /// Its first number, and whether it looks like a page's number and nothing else.
    number: Option<i64>,
    is_number: bool,
}

/// Leave furniture out.
pub fn drop(sheets: &mut [Sheet]) {
    let mut all = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        candidates(at, sheet, &mut all);
    }
    let pages = sheets.iter().filter(|sheet| !sheet.things.is_empty()).count();
    let mut dropped: Vec<(usize, usize)> = Vec::new();
    let offset = |one: &Candidate| one.number.map(|number| number - i64::try_from(one.sheet).unwrap_or(0));
    for one in &all {
        let same: Vec<&Candidate> = all
            .iter()
            .filter(|other| other.zone == one.zone && (other.y - one.y).abs() < 5.0 && other.look == one.look)
            .collect();
        let repeated = same.len() >= 2 && (same.len() * 2 >= pages || same.len() >= 3);
        let is_furniture = if one.is_number {
            let counted = same.iter().filter(|other| offset(other) == offset(one)).count();
            counted >= 2 || (pages == 1 && one.number == Some(1)) || (same.len() == 1 && strict(&one.look))
        } else {
            repeated && (one.look != "#")
        };
        if is_furniture {
            dropped.push((one.sheet, one.thing));
        }
    }
    for (sheet, thing) in dropped.into_iter().rev() {
        if thing < sheets[sheet].things.len() {
            sheets[sheet].things.remove(thing);
        }
    }
}

/// The lines at a page's edges, in order.
fn candidates(at: usize, sheet: &Sheet, all: &mut Vec<Candidate>) {
    const LINES: usize = 3;
    let count = sheet.things.len();
    for (index, thing) in sheet.things.iter().enumerate() {
        let zone = if index < LINES && is_above(sheet, thing) {
            Zone::Head
        } else if index + LINES >= count && is_below(sheet, thing) {
            Zone::Foot
        } else {
            continue;
        };
        if let Thing::Line(line) = thing {
            all.push(candidate(at, index, zone, line));
        }
    }
}

fn is_above(sheet: &Sheet, thing: &Thing) -> bool {
    matches!(thing, Thing::Line(line) if line.y < sheet.height * 0.11)
}

fn is_below(sheet: &Sheet, thing: &Thing) -> bool {
    matches!(thing, Thing::Line(line) if line.y > sheet.height * 0.88)
}

fn candidate(sheet: usize, thing: usize, zone: Zone, line: &Text) -> Candidate {
    let mut look = String::new();
    let mut numbers: Vec<String> = Vec::new();
    let mut inside = false;
    for c in line.text.chars().filter(|c| !is_blank(*c)) {
        let digit = narrow_digit(c);
        if let Some(digit) = digit {
            if !inside {
                look.push('#');
                numbers.push(String::new());
            }
            if let Some(number) = numbers.last_mut()
                && number.len() < 6
            {
                number.push(digit);
            }
        } else {
            look.push(c);
        }
        inside = digit.is_some();
    }
    let is_number = is_page_number(&look);
    let number = numbers.first().and_then(|number| number.parse().ok());
    Candidate { sheet, thing, zone, y: line.y, look, number, is_number }
}

fn narrow_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

/// Whether a masked line is a page's number: `#`, `-#-`, `第#页共#页`, `#/#`.
fn is_page_number(look: &str) -> bool {
    let numbers = look.matches('#').count();
    let plain = |c: char| {
        matches!(
            c,
            '#' | '-'
                | '—'
                | '–'
                | '－'
                | '―'
                | '─'
                | '·'
                | '•'
                | '~'
                | '/'
                | '第'
                | '页'
                | '頁'
                | '共'
                | '总'
                | '，'
                | ','
                | '('
                | ')'
                | '（'
                | '）'
                | '['
                | ']'
        )
    };
    let english = look.strip_prefix("Page").or_else(|| look.strip_prefix("page")).unwrap_or(look).replace("of", "/");
    (1..=2).contains(&numbers) && english.chars().all(plain)
}

/// Whether a page's number cannot be anything else.
fn strict(look: &str) -> bool {
    look.chars().count() >= 3 && look != "#/#" && !look.contains(['(', '（', '.'])
}
