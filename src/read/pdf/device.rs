//! The device that a page is drawn on: it keeps signs and straight lines and forgets the rest. Ends the drawing where a
//! file draws without end.

use crate::read::page::{Page, Ruling, Sign, Turn, known};
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

/// What a clip or a group counts for: behind each a form may be interpreted.
const NESTED: usize = 100;

/// The most signs on their side that are looked at on a page.
const MOST_LAID: usize = 400;

/// The most upright signs that these are held against.
const MOST_UPRIGHT: usize = 20_000;

/// A sign with the way it is turned.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    sign: Sign,
    turn: Turn,
}

/// What a page draws, as it is gathered.
#[derive(Debug)]
pub struct Gatherer {
    width: f32,
    height: f32,
    drawn: Vec<Drawn>,
    rulings: Vec<Ruling>,
    unknown: usize,
    pictured: f64,
    shapes: usize,
    left: usize,
}

/// A page, and how much may still be drawn.
#[derive(Debug)]
pub struct Gathered {
    /// The page.
    pub page: Page,
    /// What is left of the limit.
    pub left: usize,
}

impl Gatherer {
    /// A page of a size, with what may be drawn at most.
    #[must_use]
    pub fn new(width: f32, height: f32, left: usize) -> Self {
        Self { width, height, drawn: Vec::new(), rulings: Vec::new(), unknown: 0, pictured: 0.0, shapes: 0, left }
    }

    /// Count a thing drawn. Where the limit is reached the drawing is left by unwinding: forms may draw each other so
    /// often that it would never end.
    fn count(&mut self, things: usize) {
        self.left = self.left.saturating_sub(things);
        if self.left == 0 {
            std::panic::resume_unwind(Box::new("limit"));
        }
    }

    fn ruling(&mut self, from: Point, to: Point) {
        self.rulings.extend(Ruling::between(plain(from), plain(to)));
    }

    /// A filled rectangle: a line where it is thin.
    fn filled(&mut self, area: Rect) {
        self.rulings.extend(Ruling::filled((area.x0 as f32, area.y0 as f32), (area.x1 as f32, area.y1 as f32)));
    }

    /// The straight lines of a path that is stroked.
    fn stroked(&mut self, path: &BezPath) {
        let (mut begin, mut at) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => (begin, at) = (to, to),
                PathEl::LineTo(to) => {
                    self.ruling(at, to);
                    at = to;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => at = to,
                PathEl::ClosePath => {
                    self.ruling(at, begin);
                    at = begin;
                }
            }
        }
    }

    /// Each closed part of a path that is filled, as a rectangle; curves are drawings.
    fn shapes(&mut self, path: &BezPath) {
        let mut part: Option<Rect> = None;
        let mut curved = false;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => {
                    if let Some(area) = part.take().filter(|_| !curved) {
                        self.filled(area);
                    }
                    curved = false;
                    part = Some(Rect::from_points(to, to));
                }
                PathEl::LineTo(to) => part = part.map(|area| area.union_pt(to)),
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                    curved = true;
                    self.shapes += 1;
                    part = part.map(|area| area.union_pt(to));
                }
                PathEl::ClosePath => {}
            }
        }
        if let Some(area) = part.filter(|_| !curved) {
            self.filled(area);
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let [a, b, c, d, x, y] = transform.as_coeffs();
        let advance = f64::from(advance.unwrap_or(1000.0));
        let (right, foot) = ((a * advance, b * advance), (c * 1000.0, d * 1000.0));
        let size = foot.0.hypot(foot.1);
        let turn = if right.1.abs() <= right.0.abs() * 0.05 {
            if a >= 0.0 { Turn::None } else { Turn::Half }
        } else if right.0.abs() <= right.1.abs() * 0.05 {
            if b < 0.0 { Turn::Left } else { Turn::Right }
        } else {
            // Slanting text is a watermark.
            return;
        };
        let fits = |n: f64| n.is_finite() && n.abs() < 1.0e6;
        if !fits(x) || !fits(y) || !fits(size) || !fits(right.0) || !fits(right.1) || size < 0.5 {
            return;
        }
        if x < -50.0 || y < -50.0 || x > f64::from(self.width) + 50.0 || y > f64::from(self.height) + 50.0 {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let signs: Vec<char> = text.chars().filter(|c| *c != '\0').take(16).filter_map(known).collect();
        if signs.is_empty() {
            self.unknown += 1;
            return;
        }
        // A ligature shares its width among its letters.
        let part = 1.0 / signs.len() as f64;
        for (at, c) in signs.into_iter().enumerate() {
            let (from, to) = (at as f64 * part, (at + 1) as f64 * part);
            let point = |share: f64| Point::new(x + right.0 * share, y + right.1 * share);
            self.drawn.push(drawn(c, point(from), point(to), size, turn, self.width, self.height));
        }
    }

    /// The page, turned so that most of its text is upright.
    #[must_use]
    pub fn finish(self, number: u32) -> Gathered {
        let count = |turn: Turn| self.drawn.iter().filter(|drawn| drawn.turn == turn).count();
        let upright = [Turn::None, Turn::Left, Turn::Right, Turn::Half]
            .into_iter()
            .rev()
            .max_by_key(|turn| count(*turn))
            .unwrap_or(Turn::None);
        let (width, height) = match upright {
            Turn::None | Turn::Half => (self.width, self.height),
            Turn::Left | Turn::Right => (self.height, self.width),
        };
        let rulings = self.rulings.iter().map(|ruling| turned(ruling, upright, self.width, self.height)).collect();
        let mut signs: Vec<Sign> =
            self.drawn.iter().filter(|drawn| drawn.turn == upright).map(|drawn| drawn.sign).collect();
        if upright == Turn::None {
            signs.extend(self.laid());
        }
        let area = f64::from(self.width) * f64::from(self.height);
        let shapes = if self.shapes > 2000 { 0.6 } else { 0.0 };
        let pictured = (self.pictured / area.max(1.0)).min(1.0) as f32 + shapes;
        let page = Page { number, width, height, signs, rulings, unknown: self.unknown, pictured };
        Gathered { page, left: self.left }
    }
}

impl Gatherer {
    /// Signs that are laid on their side in a column of upright ones, as brackets and digits are in vertical labels: as
    /// if they stood upright.
    fn laid(&self) -> Vec<Sign> {
        let upright: Vec<&Sign> = self
            .drawn
            .iter()
            .filter(|drawn| drawn.turn == Turn::None)
            .map(|drawn| &drawn.sign)
            .take(MOST_UPRIGHT)
            .collect();
        let laid = self.drawn.iter().filter(|drawn| drawn.turn == Turn::Right).take(MOST_LAID).map(|drawn| {
            let Sign { c, x0: top, x1: foot, y: base, size } = drawn.sign;
            // Its base line runs down the page at this x, and its upper side looks to the right.
            let (x, y) = (self.width - base + size * 0.35, (top + foot) / 2.0);
            Sign { c, x0: x - size / 2.0, x1: x + size / 2.0, y: y + size * 0.35, size }
        });
        let beside = |sign: &Sign| {
            upright.iter().filter(|other| !other.c.is_whitespace()).any(|other| {
                let near = (other.x0 + other.x1 - sign.x0 - sign.x1).abs() < sign.size;
                near && (other.size - sign.size).abs() < sign.size * 0.3 && (other.y - sign.y).abs() < sign.size * 1.6
            })
        };
        laid.filter(|sign| sign.c.is_whitespace() || beside(sign)).collect()
    }
}

fn plain(point: Point) -> (f32, f32) {
    (point.x as f32, point.y as f32)
}

/// A sign in the frame in which its own line is upright.
fn drawn(c: char, from: Point, to: Point, size: f64, turn: Turn, width: f32, height: f32) -> Drawn {
    let (width, height) = (f64::from(width), f64::from(height));
    let (x0, x1, y) = match turn {
        Turn::None => (from.x, to.x, from.y),
        Turn::Half => (width - from.x, width - to.x, height - from.y),
        Turn::Left => (height - from.y, height - to.y, from.x),
        Turn::Right => (from.y, to.y, width - from.x),
    };
    let sign = Sign { c, x0: x0.min(x1) as f32, x1: x0.max(x1) as f32, y: y as f32, size: size as f32 };
    Drawn { sign, turn }
}

/// A ruling in the frame in which text of a turn is upright.
fn turned(ruling: &Ruling, turn: Turn, width: f32, height: f32) -> Ruling {
    let Ruling { horizontal, at, from, to } = *ruling;
    match (turn, horizontal) {
        (Turn::None, _) => *ruling,
        (Turn::Half, true) => Ruling { horizontal, at: height - at, from: width - to, to: width - from },
        (Turn::Half, false) => Ruling { horizontal, at: width - at, from: height - to, to: height - from },
        // x' = height - y, y' = x
        (Turn::Left, true) => Ruling { horizontal: false, at: height - at, from, to },
        (Turn::Left, false) => Ruling { horizontal: true, at, from: height - to, to: height - from },
        // x' = y, y' = width - x
        (Turn::Right, true) => Ruling { horizontal: false, at, from: width - to, to: width - from },
        (Turn::Right, false) => Ruling { horizontal: true, at: width - at, from, to },
    }
}

impl<'a> Device<'a> for Gatherer {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(1 + path.elements().len());
        let path = props.transform * path.clone();
        match mode {
            DrawMode::Fill(_) => self.shapes(&path),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.stroked(&path),
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count(NESTED);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count(NESTED);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(1 + run.glyphs().len());
        // Text that is not seen lies under a scanned page, guessed by a machine.
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count(1);
        let area = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = (props.transform * area.to_path(0.1)).bounding_box();
        self.filled(area);
        let page = Rect::new(0.0, 0.0, f64::from(self.width), f64::from(self.height));
        let seen = area.intersect(page).area();
        if seen.is_finite() {
            self.pictured += seen;
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
