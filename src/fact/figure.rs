//! The vocabulary's figures: numbers said in prose, with their scope.

use super::Given;
use super::fold::Folded;
use super::identity::Identity;
use super::section::Sections;
use super::vocabulary::{FigureSpec, Scope, Vocabulary};
use crate::document::Document;
use crate::language::Language;
use crate::lexicon::anchor::Scanned;
use crate::lexicon::pattern::Pattern;
use crate::reading::date::Date;
use crate::reading::numeral::{self, Form, Number};
use crate::span::Span;
use regex_automata::util::captures::Captures;
use regex_automata::util::primitives::PatternID;
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::Arc;

/// A figure as said once.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The figure's id.
    pub figure: String,
    /// Its value in the figure's unit.
    pub value: Decimal,
    /// Digits behind the point as written.
    pub decimals: u32,
    /// The power of ten of 万 (4) or 亿 (8) written behind the digits; 0 without.
    pub scale: u32,
    /// Whether it is not exact: 余, 约.
    pub approximate: bool,
    /// Whether its words speak of a whole place, which the agency may or may not report on.
    pub doubtful: bool,
    /// The number and its unit, in `Document::text`.
    pub span: Span,
    /// The words that say it, from the figure's name to the unit; empty where it was given.
    pub words: Span,
    /// The unit as written; empty without.
    pub counter: String,
}

/// How far around a match, in bytes, its sentence is looked at: a report on one line has no end of sentence for miles.
const REACH: usize = 900;

/// Find the vocabulary's figures, in text order. A match counts with the whole number that its `{n}` touches; words
/// that mean nought (没有收到申请) stand in a group named `zero`.
#[must_use]
pub fn find(
    prose: &Folded,
    scanned: Scanned<'_>,
    numbers: &[Number],
    vocabulary: &Vocabulary,
    sections: &Sections,
    whose: (&Identity, &[Date]),
    given: &Given,
) -> Vec<Figure> {
    let (identity, dates) = whose;
    let body = identity.body.as_deref();
    let whole = vocabulary.bodies.iter().any(|known| known.whole && body == Some(known.id.as_str()));
    let whose = Whose { whole, year: identity.settled_year(), dates };
    let mut figures = Vec::new();
    for spec in &vocabulary.figures {
        let stated: Vec<&str> =
            given.figures.iter().filter(|(id, _)| *id == spec.id).map(|(_, written)| written.as_str()).collect();
        if stated.is_empty() {
            said((prose, scanned), numbers, spec, sections, &whose, &mut figures);
        } else {
            figures.extend(stated.into_iter().filter_map(|written| given_figure(spec, written, vocabulary.language)));
        }
    }
    figures.sort_by_key(|figure| (figure.span.start, figure.span.end));
    figures
}

/// Whose figures they are, which settles their scope.
struct Whose<'a> {
    /// Whether the body speaks for the whole place.
    whole: bool,
    year: Option<i32>,
    dates: &'a [Date],
}

impl Whose<'_> {
    /// Whether the last year that a range names is another year than the report's.
    fn another_year(&self, range: Range<usize>) -> bool {
        let end = self.dates.partition_point(|date| date.at.end <= range.end);
        let within = self.dates[..end].iter().rev().take_while(|date| date.at.start >= range.start);
        let said = within.filter(|date| !date.quoted).find_map(|date| date.year);
        said.is_some() && self.year.is_some() && said != self.year
    }
}

/// The places where a figure is said.
fn said(
    (prose, scanned): (&Folded, Scanned<'_>),
    numbers: &[Number],
    spec: &FigureSpec,
    sections: &Sections,
    whose: &Whose<'_>,
    figures: &mut Vec<Figure>,
) {
    let range = match &spec.section {
        None => 0..prose.text.len(),
        Some(id) => match sections.get(id) {
            Some(found) => prose.range(found.body),
            None => return,
        },
    };
    let mut taken: Option<Range<usize>> = None;
    scanned.each_line(&spec.pattern, &range, |_, line, captures| {
        let begins = line + captures.get_match().map_or(0, |all| all.start());
        if let Some(none) = captures.get_group_by_name("zero") {
            let at = line + none.start..line + none.end;
            if let Some(doubtful) = fits(&spec.scope, scanned, (begins, &at), whose) {
                figures.push(Figure { doubtful, ..nothing(spec, prose.source(at)) });
            }
            return None;
        }
        let end = line + number_in(captures)?.end;
        let at = numbers.partition_point(|number| number.whole.end < end);
        let number = numbers.get(at).filter(|number| number.at.start < end)?;
        if taken.as_ref() == Some(&number.at) {
            return None;
        }
        let doubtful = fits(&spec.scope, scanned, (begins, &number.at), whose)?;
        if is_slogan(prose, numbers, at) {
            return None;
        }
        taken = Some(number.at.clone());
        let words = prose.source(begins.min(number.whole.start)..number.whole.end);
        let counter = number.unit.clone().map(|unit| prose.text[unit].to_owned()).unwrap_or_default();
        let read = figure(spec, number, prose.source(number.whole.clone()));
        figures.push(Figure { doubtful, words, counter, ..read });
        None
    });
}

/// Whether a number is of a saying and counts nothing: one thing written as 一 in a quotation, or beside another 一 of the
/// same unit (`收到一件、登记一件`).
fn is_slogan(prose: &Folded, numbers: &[Number], at: usize) -> bool {
    let Some(number) = numbers.get(at).filter(|number| number.form == Form::Numeral) else { return false };
    let text = prose.text.as_str();
    let sentence = sentence(text, number.whole.clone());
    let quoted = text[sentence.start..number.at.start]
        .rfind(['“', '”'])
        .is_some_and(|mark| text[sentence.start + mark..].starts_with('“'));
    let unit = |number: &Number| number.unit.clone().map(|unit| &text[unit]);
    let near = numbers[at.saturating_sub(NEAR)..numbers.len().min(at + NEAR + 1)].iter();
    let same = |other: &&Number| {
        other.at != number.at
            && sentence.contains(&other.at.start)
            && other.form == Form::Numeral
            && other.value == number.value
            && unit(other) == unit(number)
    };
    number.value == Decimal::ONE && (quoted || near.into_iter().any(|other| same(&other)))
}

/// How many numbers to either side a saying goes on.
const NEAR: usize = 4;

/// The number that a match captures: the first of its groups `n`, `n_1`, … that takes part.
fn number_in(captures: &Captures) -> Option<regex_automata::Span> {
    let names = captures.group_info().pattern_names(PatternID::ZERO).enumerate();
    let mut groups = names.filter(|(_, name)| name.is_some_and(|name| name == "n" || name.starts_with("n_")));
    groups.find_map(|(group, _)| captures.get_group(group))
}

/// Whether what is said at a range is the figure itself, and if so whether with a doubt about its scope. The words that
/// say it begin before the number.
fn fits(scope: &Scope, scanned: Scanned<'_>, (begins, at): (usize, &Range<usize>), whose: &Whose<'_>) -> Option<bool> {
    let text = scanned.text;
    let any =
        |patterns: &[Arc<Pattern>], part: &Range<usize>| patterns.iter().any(|pattern| scanned.matches(pattern, part));
    let around = sentence(text, at.clone());
    let clause = clause(text, around.clone(), at.clone());
    let before = around.start..at.end;
    if any(&scope.unless, &around)
        || any(&scope.unless_before, &before)
        || whose.whole && any(&scope.within, &before)
        || any(&scope.unless_clause, &clause)
        || whose.another_year(clause.start.min(begins)..begins)
    {
        return None;
    }
    let beyond = any(&scope.beyond, &before);
    (whose.whole || !beyond).then_some(beyond)
}

/// The clause of a sentence around a range: up to a comma, a colon or a bracket.
fn clause(text: &str, sentence: Range<usize>, at: Range<usize>) -> Range<usize> {
    const ENDS: [char; 4] = [',', ':', '(', ')'];
    let start = text[sentence.start..at.start].rfind(ENDS).map_or(sentence.start, |end| sentence.start + end + 1);
    let end = text[at.end..sentence.end].find(ENDS).map_or(sentence.end, |end| at.end + end);
    start..end
}

/// The sentence around a range, no further than `REACH` to either side.
fn sentence(text: &str, range: Range<usize>) -> Range<usize> {
    const ENDS: [char; 5] = ['。', '!', '?', ';', '\n'];
    let from = text.floor_char_boundary(range.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((range.end + REACH).min(text.len()));
    let start = text[from..range.start]
        .rfind(ENDS)
        .map_or(from, |at| from + at + text[from + at..].chars().next().map_or(1, char::len_utf8));
    let end = text[range.end..to].find(ENDS).map_or(to, |at| range.end + at);
    start..end
}

/// The figure where words say that there was none.
fn nothing(spec: &FigureSpec, span: Span) -> Figure {
    Figure {
        figure: spec.id.clone(),
        value: Decimal::ZERO,
        decimals: 0,
        scale: 0,
        approximate: false,
        doubtful: false,
        span,
        words: span,
        counter: String::new(),
    }
}

fn figure(spec: &FigureSpec, number: &Number, span: Span) -> Figure {
    Figure {
        figure: spec.id.clone(),
        value: in_unit(number.value, spec.unit.as_deref()),
        decimals: number.decimals,
        scale: number.scale,
        approximate: number.approximate,
        doubtful: false,
        span,
        words: span,
        counter: String::new(),
    }
}

/// A value, scale applied, in a unit such as 万元.
fn in_unit(value: Decimal, unit: Option<&str>) -> Decimal {
    let divisor = match unit.and_then(|unit| unit.chars().next()) {
        Some('万') => 10_000,
        Some('亿') => 100_000_000,
        _ => 1,
    };
    value.checked_div(Decimal::from(divisor)).map_or(value, |value| value.normalize())
}

/// A figure that the user or an example says; a bare number is in the figure's own unit.
fn given_figure(spec: &FigureSpec, written: &str, language: Language) -> Option<Figure> {
    let prose = Folded::new(&Document::passage("", written));
    let numbers = numeral::scan(&prose, language);
    let number = numbers.first()?;
    let mut figure = figure(spec, number, Span::default());
    if number.unit.is_none() {
        figure.value = number.value;
    }
    Some(figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, unless: &[&str], unit: Option<&str>, text: &str) -> Vec<(String, String)> {
        let anchors = crate::lexicon::anchor::Anchors::default();
        let spec = FigureSpec {
            id: "f".to_owned(),
            section: None,
            pattern: Pattern::new(pattern, &anchors).unwrap(),
            scope: Scope {
                unless: unless.iter().map(|source| Arc::new(Pattern::new(source, &anchors).unwrap())).collect(),
                ..Scope::default()
            },
            unit: unit.map(str::to_owned),
        };
        let vocabulary = Vocabulary { figures: vec![spec], ..Vocabulary::default() };
        let document = Document::passage("a.txt", text);
        let prose = Folded::new(&document);
        let numbers = numeral::scan(&prose, Language::Zh);
        let hits = anchors.scan(&prose.text);
        let scanned = Scanned { text: &prose.text, hits: &hits };
        let whose = (&Identity::default(), [].as_slice());
        find(&prose, scanned, &numbers, &vocabulary, &Sections::default(), whose, &Given::default())
            .iter()
            .map(|figure| (figure.value.to_string(), document.slice(figure.span).to_owned()))
            .collect()
    }

    #[test]
    fn the_whole_number_is_taken() {
        let found = read("公开[^。]{0,12}{n}条", &[], None, "主动公开信息１，２３４ 条。累计公开20条");
        assert_eq!(found[0], ("1234".to_owned(), "１，２３４ 条".to_owned()));
        assert_eq!(found[1].0, "20");
    }

    #[test]
    fn another_scope_is_another_figure() {
        assert!(read("公开{n}条", &["累计"], None, "累计公开20条;").is_empty());
        assert_eq!(read("公开{n}条", &["累计"], None, "累计8条。公开20条").len(), 1);
    }

    #[test]
    fn words_may_mean_nought() {
        let pattern = "收到申请{n}件|(?P<zero>没有收到申请)";
        let found = read(pattern, &["书面"], None, "收到申请12件。没有收到申请。书面的没有收到申请。");
        assert_eq!(found, [("12".to_owned(), "12件".to_owned()), ("0".to_owned(), "没有收到申请".to_owned())]);
    }

    #[test]
    fn money_is_scaled_into_the_figures_unit() {
        assert_eq!(read("收费{n}", &[], Some("元"), "收费1.5万元")[0].0, "15000");
        assert_eq!(read("收费{n}", &[], Some("万元"), "收费15000元")[0].0, "1.5");
    }
}
