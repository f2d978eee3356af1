//! Lines of pages to paragraphs, by where they begin and end: a line that is full goes on in the next, one that is
//! indented begins anew.

use super::line::Text;
use crate::document::MarkerStyle;
use crate::language::zh::layout::{
    columns, completes, is_blank, is_clause_mark, is_date, is_label, is_signature, is_title, leaves_open,
};
use crate::language::zh::marker::marker_at;
use crate::read::paragraph::first_word;

/// Where the text of a page stands.
#[derive(Clone, Copy, Debug)]
pub struct Margins {
    /// Where lines begin.
    pub left: f32,
    /// Where they end when they are full.
    pub right: f32,
    /// The distance from one base line to the next.
    pub leading: f32,
}

/// The margins of a page's lines, where they tell; `width` is the page's.
#[must_use]
pub fn margins(lines: &[&Text], width: f32) -> Option<Margins> {
    let long: Vec<&&Text> = lines.iter().filter(|line| line.x1 - line.x0 > width * 0.45).collect();
    let em = long.first()?.size;
    let left = cluster(long.iter().map(|line| line.x0).collect(), em)?;
    let mirrored: Vec<f32> = long.iter().map(|line| -line.x1).collect();
    let right = if long.len() >= 3 {
        -cluster(mirrored, em)?
    } else {
        (width - left).max(long.iter().map(|line| line.x1).fold(0.0, f32::max))
    };
    let steps: Vec<f32> = lines
        .windows(2)
        .map(|pair| pair[1].y - pair[0].y)
        .filter(|step| *step > em * 0.8 && *step < em * 4.0)
        .collect();
    let leading = usual_step(steps).unwrap_or(em * 1.6);
    Some(Margins { left, right, leading })
}

/// The smallest position near which several lie.
fn cluster(mut positions: Vec<f32>, em: f32) -> Option<f32> {
    positions.sort_by(f32::total_cmp);
    let least = (positions.len() / 8).max(2).min(positions.len());
    let found = positions
        .iter()
        .enumerate()
        .find(|(at, position)| positions.get(at + least - 1).is_some_and(|other| other - **position <= em * 1.3));
    found.map(|(_, position)| *position).or(positions.first().copied())
}

/// The step that is most frequent.
fn usual_step(steps: Vec<f32>) -> Option<f32> {
    let mut halves: Vec<u32> = steps.iter().map(|step| (step * 2.0).round() as u32).collect();
    halves.sort_unstable();
    let runs = halves.chunk_by(|a, b| a == b);
    let most = runs.rev().max_by_key(|run| run.len())?;
    most.first().map(|step| *step as f32 / 2.0)
}

/// A line with the margins of its page.
#[derive(Clone, Copy, Debug)]
pub struct Set<'t> {
    /// The line.
    pub line: &'t Text,
    /// The margins of its page.
    pub margins: Margins,
    /// Whether paragraphs of the report begin with an indentation.
    pub indented_style: bool,
}

impl Set<'_> {
    /// How far it begins from the left margin, in ems.
    #[must_use]
    pub fn indent(&self) -> f32 {
        (self.line.x0 - self.margins.left) / self.line.size.max(1.0)
    }

    fn is_indented(&self) -> bool {
        self.indent() >= 1.2
    }

    /// Whether the first word of the next line would not have fitted.
    fn is_full(&self, next: &Self) -> bool {
        let wide = |text: &str| text.chars().map(columns).sum::<u32>() as f32;
        let word = first_word(&next.line.text);
        // Letters are wider in some fonts than half a Chinese character: what the line itself takes tells.
        let drawn = (next.line.x1 - next.line.x0) * wide(word) / wide(&next.line.text).max(1.0);
        let width = drawn.max(wide(word) / 2.0 * next.line.size);
        self.line.x1 + width > self.margins.right - self.line.size * 0.3
    }

    /// Whether more than the usual space stands between two lines of a page.
    #[must_use]
    pub fn gap(&self, next: &Self) -> bool {
        // Lines of large type, as headings have, are further apart than those of the text.
        let usual = self.margins.leading.max(self.line.size.min(next.line.size) * 1.35);
        self.line.page == next.line.page && next.line.y - self.line.y > usual * 1.35
    }

    /// Whether the line stands in the middle, far from both margins.
    fn is_centred(&self) -> bool {
        let (left, right) = (self.line.x0 - self.margins.left, self.margins.right - self.line.x1);
        left > self.line.size * 3.0 && (left - right).abs() < self.line.size
    }

    /// Whether `next` is the rest of a title that did not fit in this line.
    fn is_broken_title(&self, next: &Self) -> bool {
        let near = self.line.page == next.line.page && next.line.y - self.line.y < self.line.size * 2.5;
        let (left, right) = (self.line.x0 - self.margins.left, self.margins.right - self.line.x1);
        let centred = (left - right).abs() < self.line.size;
        let complete = self.line.text.chars().next_back().is_none_or(completes);
        near && centred && !complete && next.is_centred() && self.is_full(next) && marker_at(&next.line.text).is_none()
    }

    /// Whether a paragraph goes on although its line is not full: programs break before a word that they take for one.
    /// `end` is the line's last character, no mark that ends a sentence.
    fn goes_on(&self, first: &Self, end: char, next: &Self) -> bool {
        let (one, other) = (self.line, next.line);
        let alone = is_date(&other.text) || is_signature(&other.text) || is_label(&other.text) || is_title(&one.text);
        let prose = one.text.chars().any(is_clause_mark);
        let heading = one.line == first.line.line && one.page == first.line.page && !prose;
        if alone || (heading && marker_at(&one.text).is_some()) {
            return false;
        }
        let share = (one.x1 - self.margins.left) / (self.margins.right - self.margins.left).max(1.0);
        (leaves_open(end) && one.x1 - one.x0 >= one.size * 8.0)
            || (self.indented_style && first.is_indented() && !heading)
            || (share >= 0.75 && prose)
    }

    /// Whether `next` continues the paragraph that begins with `first` and ends, so far, with this line.
    #[must_use]
    pub fn joins(&self, first: &Self, next: &Self) -> bool {
        let (one, other) = (self.line, next.line);
        if (one.size - other.size).abs() > one.size * 0.12 {
            return false;
        }
        if self.gap(next) || next.is_centred() {
            return self.is_broken_title(next);
        }
        let Some(end) = one.text.chars().next_back() else { return false };
        let complete = completes(end);
        let full = self.is_full(next);
        let marker = marker_at(&other.text).map(|(style, ..)| style);
        // A numbered line begins anew below a title, and where it stands further left than the text is thought to begin.
        if marker.is_some() && (is_title(&one.text) || next.indent() < -1.2) {
            return false;
        }
        if next.is_indented() {
            let hangs = next.indent() > first.indent() + 0.5 || (next.indent() - first.indent()).abs() < 0.5;
            let alone = is_date(&other.text) || is_signature(&other.text) || is_label(&other.text);
            return full && !complete && hangs && marker.is_none() && !alone;
        }
        if !full {
            return !complete && marker.is_none() && self.goes_on(first, end, next);
        }
        if is_label(&other.text) && complete && !self.indented_style {
            return false;
        }
        // Two numbered headings one below the other, the first of them as long as a line.
        let item = |text: &str| marker_at(text).is_some() && !text.chars().any(is_clause_mark);
        if one.y == first.line.y && marker.is_some() && item(&one.text) && (one.x0 - other.x0).abs() < one.size * 0.5 {
            return false;
        }
        match marker {
            None => !complete || self.indented_style || !is_apart(&other.text),
            Some(
                MarkerStyle::Part
                | MarkerStyle::Chinese
                | MarkerStyle::ChineseParen
                | MarkerStyle::Ordinal
                | MarkerStyle::ChineseShi
                | MarkerStyle::Qi,
            ) => !complete,
            Some(
                MarkerStyle::ArabicComma
                | MarkerStyle::ArabicDot
                | MarkerStyle::ArabicParen
                | MarkerStyle::Circled
                | MarkerStyle::Roman
                | MarkerStyle::Letter,
            ) => !complete || (self.indented_style && first.is_indented()),
        }
    }
}

/// Whether a line is a thing of its own wherever it stands.
fn is_apart(text: &str) -> bool {
    is_date(text) || is_signature(text)
}

/// What stands between two lines that are joined: a blank between two words, nothing inside an address.
#[must_use]
pub fn between(one: &str, other: &str) -> &'static str {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if !word(one.chars().next_back()) || !word(other.chars().next()) {
        return "";
    }
    let address = |token: &str| token.contains(['.', '/', '@', ':']);
    let last = one.rsplit(is_blank).next().unwrap_or_default();
    let first = other.split(is_blank).next().unwrap_or_default();
    if address(last) || address(first.trim_end_matches('.')) { "" } else { " " }
}
