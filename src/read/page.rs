//! Pages of a fixed layout (PDF, OFD): signs and rulings at positions become lines, tables and paragraphs in reading
//! order. Knows geometry and typing only; where the signs came from is its callers' business. Refuses to guess at text
//! that a page does not hold: such a page is noted.

mod area;
mod continued;
mod flow;
mod furniture;
mod grid;
mod join;
mod line;
mod ruling;
mod sheet;
mod sign;

pub use sign::known;

use super::builder::Builder;
use super::outline;
use crate::document::{Document, Format, Note};
use crate::finding::Wording;

/// Which way the foot of a sign looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// Upright.
    None,
    /// Turned left: its line runs up the page.
    Left,
    /// Upside down.
    Half,
    /// Turned right: its line runs down the page.
    Right,
}

/// A sign on a page. Lengths are points, positions run from the page's upper left corner to the right and down.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    /// The character.
    pub c: char,
    /// Where its line begins to be taken by it.
    pub x0: f32,
    /// Where it ends to be.
    pub x1: f32,
    /// Its base line.
    pub y: f32,
    /// The size of its font.
    pub size: f32,
}

/// A straight line, horizontal or vertical.
#[derive(Clone, Copy, Debug)]
pub struct Ruling {
    /// Whether it is horizontal.
    pub horizontal: bool,
    /// Its y where it is horizontal, else its x.
    pub at: f32,
    /// Its smaller end.
    pub from: f32,
    /// Its greater end.
    pub to: f32,
}

/// The thickest rectangle that is a line, in points.
const THICK: f32 = 3.0;

impl Ruling {
    /// The ruling between two points; none where it slants or is a dot.
    #[must_use]
    pub fn between(from: (f32, f32), to: (f32, f32)) -> Option<Self> {
        let (across, down) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        if !across.is_finite() || !down.is_finite() || across.max(down) < 1.0 {
            return None;
        }
        if down <= 0.6 {
            let at = (from.1 + to.1) / 2.0;
            return Some(Self { horizontal: true, at, from: from.0.min(to.0), to: from.0.max(to.0) });
        }
        let at = (from.0 + to.0) / 2.0;
        (across <= 0.6).then(|| Self { horizontal: false, at, from: from.1.min(to.1), to: from.1.max(to.1) })
    }

    /// The ruling that a filled rectangle is, given by two corners; none where it is too thick.
    #[must_use]
    pub fn filled(least: (f32, f32), most: (f32, f32)) -> Option<Self> {
        let (width, height) = (most.0 - least.0, most.1 - least.1);
        let middle = ((least.0 + most.0) / 2.0, (least.1 + most.1) / 2.0);
        if height <= THICK && width > height {
            Self::between((least.0, middle.1), (most.0, middle.1))
        } else if width <= THICK {
            Self::between((middle.0, least.1), (middle.0, most.1))
        } else {
            None
        }
    }
}

/// A page as its format gave it.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its number, from 1.
    pub number: u32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its signs in the order they were drawn, white space among them.
    pub signs: Vec<Sign>,
    /// Its rulings.
    pub rulings: Vec<Ruling>,
    /// Signs whose character could not be told.
    pub unknown: usize,
    /// How much of it images and drawn shapes take: 0 to 1.
    pub pictured: f32,
}

impl Page {
    /// Whether what stands on it could not be read: a picture of a page, or signs without characters.
    fn is_unread(&self) -> bool {
        let said = self.signs.iter().filter(|sign| !sign.c.is_whitespace()).count();
        let few = said <= 40 && self.pictured >= 0.5;
        (said == 0 && self.pictured >= 0.05) || few || self.is_garbled(said)
    }

    fn is_garbled(&self, said: usize) -> bool {
        self.unknown > 0 && self.unknown * 100 > (said + self.unknown) * 3
    }
}

/// Make a document of pages.
#[must_use]
pub fn document(path: &str, format: Format, pages: Vec<Page>, mut notes: Vec<Note>) -> Document {
    for page in &pages {
        if page.is_unread() {
            notes.push(Note::PageWithoutText(page.number));
        }
        let said = page.signs.iter().filter(|sign| !sign.c.is_whitespace()).count();
        if page.is_garbled(said) {
            let number = page.number;
            notes.push(Note::LeftOut(Wording::new(
                format!("第{number}页的字体没有说明对应的文字，该页未读"),
                format!("page {number}: its fonts do not say which characters they draw; the page was not read"),
            )));
        }
    }
    let mut sheets: Vec<sheet::Sheet> = pages
        .into_iter()
        .map(|page| if page.is_unread() { sheet::Sheet::bare(&page) } else { sheet::Sheet::new(page) })
        .collect();
    furniture::drop(&mut sheets);
    let mut builder = Builder::default();
    flow::write(&mut builder, sheets);
    let blocks = outline::outline(&builder.text, &[], builder.blocks);
    Document {
        path: path.to_owned(),
        format,
        encoding: None,
        text: builder.text,
        hidden: Vec::new(),
        runs: builder.runs,
        blocks,
        tables: builder.tables,
        comments: Vec::new(),
        notes,
    }
}
