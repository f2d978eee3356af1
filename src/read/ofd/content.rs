//! What a page of OFD draws: text with the step from each character to the next, straight lines, images.

use super::{attribute, four};
use crate::language::zh::layout::columns;
use crate::read::page::{Page, Ruling, Sign, known};
use roxmltree::Node;

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;

/// A transformation: a b c d e f as in PDF.
type Matrix = [f32; 6];

/// A page while it is drawn.
#[derive(Debug)]
pub struct Canvas {
    area: [f32; 4],
    page: Page,
    left: usize,
}

/// Numbers that white space parts; what is none is left out.
pub fn numbers(text: &str) -> impl Iterator<Item = f32> {
    text.split_ascii_whitespace().filter_map(|part| part.parse::<f32>().ok()).filter(|number| number.is_finite())
}

impl Canvas {
    /// A page of a box in millimetres; at most so much may be drawn.
    #[must_use]
    pub fn new(area: [f32; 4], left: usize) -> Self {
        let page = Page { width: area[2] * POINTS, height: area[3] * POINTS, ..Page::default() };
        Self { area, page, left }
    }

    /// How much may still be drawn.
    #[must_use]
    pub fn left(&self) -> usize {
        self.left
    }

    /// The page.
    #[must_use]
    pub fn finish(mut self, number: u32) -> Page {
        self.page.number = number;
        self.page
    }

    /// Draw all objects of a page or a template.
    pub fn draw(&mut self, root: Node<'_, '_>) {
        for node in root.descendants().filter(Node::is_element) {
            if self.left == 0 {
                return;
            }
            match node.tag_name().name() {
                "TextObject" => self.text(node),
                "PathObject" => self.path(node),
                "ImageObject" => self.image(node),
                _ => {}
            }
        }
    }

    /// A point of an object, in points of the page.
    fn point(&self, place: [f32; 4], matrix: Matrix, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = matrix;
        let (x, y) = (a * x + c * y + e, b * x + d * y + f);
        ((x + place[0] - self.area[0]) * POINTS, (y + place[1] - self.area[1]) * POINTS)
    }

    fn text(&mut self, node: Node<'_, '_>) {
        let Some(place) = attribute(node, "Boundary").and_then(four) else { return };
        let matrix = matrix(node);
        let number = |node: Node<'_, '_>, name| attribute(node, name).and_then(|text| text.trim().parse::<f32>().ok());
        let size = number(node, "Size").filter(|size| size.is_finite() && *size > 0.0).unwrap_or(4.0);
        let stretch = number(node, "HScale").filter(|share| share.is_finite() && *share > 0.0).unwrap_or(1.0);
        let (mut x, mut y) = (0.0, 0.0);
        for code in node.children().filter(|child| child.tag_name().name() == "TextCode") {
            x = number(code, "X").unwrap_or(x);
            y = number(code, "Y").unwrap_or(y);
            let text: String = code.descendants().filter_map(|part| part.text().filter(|_| part.is_text())).collect();
            let text = text.trim_matches(['\n', '\r']);
            let wanted = text.chars().count();
            let across = steps(attribute(code, "DeltaX").unwrap_or_default(), wanted);
            let down = steps(attribute(code, "DeltaY").unwrap_or_default(), wanted);
            for (at, c) in text.chars().enumerate() {
                let natural = size * stretch * if columns(c) == 2 { 1.0 } else { 0.5 };
                let step = across.get(at).copied();
                let width = step.filter(|step| *step > 0.0).map_or(natural, |step| step.min(natural.max(size * 0.3)));
                self.sign(c, place, matrix, (x, y, width, size));
                let still = down.get(at).is_some_and(|step| *step != 0.0) && step.is_none();
                x += if still { 0.0 } else { step.unwrap_or(natural) };
                y += down.get(at).copied().unwrap_or(0.0);
            }
        }
    }

    /// A character at a place of its object, with its width and size.
    fn sign(&mut self, c: char, place: [f32; 4], matrix: Matrix, (x, y, width, size): (f32, f32, f32, f32)) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return;
        }
        let from = self.point(place, matrix, x, y);
        let to = self.point(place, matrix, x + width, y);
        let top = self.point(place, matrix, x, y - size);
        let fits = |(x, y): (f32, f32)| x.abs() < 1.0e6 && y.abs() < 1.0e6;
        if !fits(from) || !fits(to) || !fits(top) {
            return;
        }
        let (across, down) = (to.0 - from.0, (to.1 - from.1).abs());
        if down > across.abs() * 0.05 || across <= 0.0 {
            // Slanting text is a watermark; text that is turned is not read.
            self.page.unknown += usize::from(across.abs() <= down * 0.05 || across < 0.0);
            return;
        }
        let Some(c) = known(c) else {
            self.page.unknown += 1;
            return;
        };
        let size = (from.1 - top.1).abs();
        self.page.signs.push(Sign { c, x0: from.0, x1: to.0, y: from.1, size });
    }

    fn path(&mut self, node: Node<'_, '_>) {
        let Some(place) = attribute(node, "Boundary").and_then(four) else { return };
        let matrix = matrix(node);
        let says = |name, otherwise| attribute(node, name).map_or(otherwise, |value| value.trim() == "true");
        let (stroked, filled) = (says("Stroke", true), says("Fill", false));
        let data = node.children().find(|child| child.tag_name().name() == "AbbreviatedData");
        let data = data.and_then(|data| data.text()).unwrap_or_default();
        let (mut begin, mut at) = ((0.0, 0.0), (0.0, 0.0));
        let mut corners: Vec<(f32, f32)> = Vec::new();
        let mut curved = false;
        let mut words = data.split_ascii_whitespace();
        while let Some(word) = words.next() {
            let count = match word {
                "S" | "M" | "L" => 2,
                "Q" => 4,
                "B" => 6,
                "A" => 7,
                _ => 0,
            };
            let given: Vec<f32> = words.by_ref().take(count).filter_map(|word| word.parse().ok()).collect();
            let to = match given[..] {
                [.., x, y] => self.point(place, matrix, x, y),
                _ => begin,
            };
            self.left = self.left.saturating_sub(1);
            match word {
                "S" | "M" => begin = to,
                "L" | "C" if stroked => self.page.rulings.extend(Ruling::between(at, to)),
                "Q" | "B" | "A" => curved = true,
                _ => {}
            }
            at = to;
            corners.push(to);
        }
        if filled && !curved && !corners.is_empty() {
            let least = corners.iter().fold((f32::MAX, f32::MAX), |least, at| (least.0.min(at.0), least.1.min(at.1)));
            let most = corners.iter().fold((f32::MIN, f32::MIN), |most, at| (most.0.max(at.0), most.1.max(at.1)));
            self.page.rulings.extend(Ruling::filled(least, most));
        }
    }

    fn image(&mut self, node: Node<'_, '_>) {
        self.left = self.left.saturating_sub(1);
        let Some([_, _, width, height]) = attribute(node, "Boundary").and_then(four) else { return };
        let share = (width * height) / (self.area[2] * self.area[3]).max(1.0);
        if share.is_finite() {
            self.page.pictured = (self.page.pictured + share.max(0.0)).min(1.0);
        }
    }
}

fn matrix(node: Node<'_, '_>) -> Matrix {
    let mut given = attribute(node, "CTM").into_iter().flat_map(numbers);
    let mut matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    for slot in &mut matrix {
        let Some(number) = given.next() else { return [1.0, 0.0, 0.0, 1.0, 0.0, 0.0] };
        *slot = number;
    }
    matrix
}

/// The steps between characters: `g 3 5.2` stands for three of 5.2. No more than are wanted.
fn steps(text: &str, wanted: usize) -> Vec<f32> {
    let mut steps = Vec::new();
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if steps.len() >= wanted {
            break;
        }
        let repeated = word.eq_ignore_ascii_case("g");
        let count = if repeated { words.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0) } else { 1 };
        let step = if repeated { words.next() } else { Some(word) };
        let Some(step) = step.and_then(|step| step.parse::<f32>().ok()).filter(|step| step.is_finite()) else { break };
        steps.extend(std::iter::repeat_n(step, count.min(wanted - steps.len())));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_repeated() {
        assert_eq!(steps("g 3 5.2 4 g 99999999999 1", 6), [5.2, 5.2, 5.2, 4.0, 1.0, 1.0]);
        assert!(steps("g", 6).is_empty());
    }
}
