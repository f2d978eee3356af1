//! Pages of a fixed layout: lines broken as a word processor breaks them, tables over pages, page numbers; drawn as PDF
//! and as OFD.

use super::source::{Grid, Piece, is_value};
use super::word::package;
use crate::writer::{self, Sheet};
use std::fmt::Write;

const LEFT: f32 = 79.0;
const WIDTH: f32 = 442.0;
const TOP: f32 = 90.0;
const FOOT: f32 = 760.0;
const BODY: f32 = 14.0;
const SMALL: f32 = 9.0;

/// What is drawn on a page: texts with place and size, lines.
#[derive(Default)]
struct Page {
    texts: Vec<(f32, f32, f32, String)>,
    lines: Vec<((f32, f32), (f32, f32))>,
}

struct Layout {
    pages: Vec<Page>,
    y: f32,
    /// Whether header rows stand on each page that a table goes on on.
    repeated: bool,
}

fn wide(text: &str, size: f32) -> f32 {
    text.chars().map(|c| if c.is_ascii() { size / 2.0 } else { size }).sum()
}

/// A text in lines: no mark begins one, no number or word is parted.
fn broken(text: &str, size: f32, first: f32, width: f32) -> Vec<String> {
    let mut atoms: Vec<String> = Vec::new();
    for c in text.chars() {
        let solid = |c: char| c.is_ascii_graphic();
        let sticks = "，。；：、！？）》”’%％".contains(c)
            || atoms
                .last()
                .and_then(|atom| atom.chars().next_back())
                .is_some_and(|last| "（《“‘".contains(last) || solid(last) && solid(c));
        match atoms.last_mut() {
            Some(last) if sticks => last.push(c),
            _ => atoms.push(c.to_string()),
        }
    }
    let mut lines = vec![String::new()];
    let mut left = width - first;
    let parts = atoms.iter().flat_map(|atom| parted(atom, size, width));
    for atom in parts {
        let takes = wide(&atom, size);
        if takes > left + 0.01 && lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
            left = width;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&atom);
        }
        left -= takes;
    }
    lines
}

/// A word in parts that fit in a line.
fn parted(atom: &str, size: f32, width: f32) -> Vec<String> {
    if wide(atom, size) <= width {
        return vec![atom.to_owned()];
    }
    let most = ((width / size * 2.0) as usize).max(1);
    atom.chars().collect::<Vec<_>>().chunks(most).map(|part| part.iter().collect()).collect()
}

impl Layout {
    fn new(repeated: bool) -> Self {
        Self { pages: vec![Page::default()], y: TOP, repeated }
    }

    fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("a page")
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    fn text(&mut self, x: f32, size: f32, leading: f32, text: &str) {
        if self.y + leading > FOOT {
            self.turn();
        }
        self.y += leading;
        let y = self.y;
        self.page().texts.push((x, y, size, text.to_owned()));
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Title(text) => {
                for line in broken(text, 20.0, 0.0, WIDTH) {
                    let x = LEFT + (WIDTH - wide(&line, 20.0)) / 2.0;
                    self.text(x, 20.0, 32.0, &line);
                }
                self.y += 12.0;
            }
            Piece::Heading(_, text) | Piece::Paragraph(text) => {
                for (at, line) in broken(text, BODY, BODY * 2.0, WIDTH).iter().enumerate() {
                    let indent = if at == 0 { BODY * 2.0 } else { 0.0 };
                    self.text(LEFT + indent, BODY, 24.0, line);
                }
            }
            Piece::Table(grid) => self.table(grid),
        }
    }

    fn table(&mut self, grid: &Grid) {
        let edges = edges(grid);
        let lines = |at: usize| {
            let cell = &grid.cells[at];
            broken(&cell.text, SMALL, 0.0, edges[cell.column + cell.across] - edges[cell.column] - 6.0)
        };
        let mut heights = vec![18.0_f32; grid.rows];
        for single in [true, false] {
            for (at, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| (cell.down == 1) == single) {
                let needs = lines(at).len() as f32 * 12.0 + 6.0;
                let has: f32 = heights[cell.row..cell.row + cell.down].iter().sum();
                heights[cell.row + cell.down - 1] += (needs - has).max(0.0);
            }
        }
        self.y += 8.0;
        let header: Vec<usize> = (0..grid.header()).collect();
        let mut slice: Vec<usize> = Vec::new();
        let mut said = vec![false; grid.cells.len()];
        let mut top = self.y;
        for row in 0..grid.rows {
            if self.y + heights[row] > FOOT {
                self.rows(grid, &edges, &heights, &slice, top, &mut said);
                self.turn();
                top = self.y;
                slice = if self.repeated && row >= header.len() { header.clone() } else { Vec::new() };
                self.y += slice.iter().map(|row| heights[*row]).sum::<f32>();
                for (at, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| slice.contains(&cell.row)) {
                    said[at] = said[at] && !slice.contains(&cell.row);
                }
            }
            slice.push(row);
            self.y += heights[row];
        }
        self.rows(grid, &edges, &heights, &slice, top, &mut said);
        self.y += 10.0;
    }

    /// Draw the rows of a table that stand on one page. A cell that reaches over pages is a box on each of them.
    fn rows(&mut self, grid: &Grid, edges: &[f32], heights: &[f32], rows: &[usize], top: f32, said: &mut [bool]) {
        for (at, cell) in grid.cells.iter().enumerate() {
            let mine = |row: &usize| (cell.row..cell.row + cell.down).contains(row);
            let Some(first) = rows.iter().position(mine) else { continue };
            let y: f32 = top + rows[..first].iter().map(|row| heights[*row]).sum::<f32>();
            let high: f32 = rows.iter().filter(|row| mine(row)).map(|row| heights[*row]).sum();
            let (left, right) = (edges[cell.column], edges[cell.column + cell.across]);
            let page = self.page();
            page.lines.push(((left, y), (right, y)));
            page.lines.push(((left, y + high), (right, y + high)));
            page.lines.push(((left, y), (left, y + high)));
            page.lines.push(((right, y), (right, y + high)));
            if std::mem::replace(&mut said[at], true) {
                continue;
            }
            let found = broken(&cell.text, SMALL, 0.0, right - left - 6.0);
            let mut base = y + (high - found.len() as f32 * 12.0) / 2.0 + 10.0;
            for line in found {
                let x = left + (right - left - wide(&line, SMALL)) / 2.0;
                page.texts.push((x, base, SMALL, line));
                base += 12.0;
            }
        }
    }
}

/// Where columns begin and end: numbers get what they need, labels share the rest.
fn edges(grid: &Grid) -> Vec<f32> {
    let mut least = vec![SMALL * 2.0 + 6.0; grid.columns];
    let mut wanted = vec![0.0_f32; grid.columns];
    for cell in grid.cells.iter() {
        let word = cell.text.split(|c: char| !c.is_ascii_graphic()).map(|word| wide(word, SMALL)).fold(0.0, f32::max);
        let part = |width: f32| (width + 6.0) / cell.across as f32;
        for column in cell.column..cell.column + cell.across {
            least[column] = least[column].max(part(word));
            if !is_value(&cell.text) {
                wanted[column] = wanted[column].max(part(wide(&cell.text, SMALL).min(SMALL * 12.0)));
            }
        }
    }
    // Columns that need more than there is are squeezed, the first apart: words of their labels are parted over lines.
    let needed: f32 = least.iter().sum();
    let share = ((WIDTH - least[0]) / (needed - least[0]).max(1.0)).min(1.0);
    least.iter_mut().skip(1).for_each(|least| *least *= share);
    let spare = (WIDTH - needed).max(0.0);
    let more: Vec<f32> = least.iter().zip(&wanted).map(|(least, wanted)| (wanted - least).max(0.1)).collect();
    let all: f32 = more.iter().sum();
    let mut edges = vec![LEFT];
    for (least, more) in least.iter().zip(&more) {
        edges.push(edges.last().expect("an edge") + least + more / all * spare);
    }
    edges
}

fn laid(pieces: &[Piece], repeated: bool) -> Vec<Page> {
    let mut layout = Layout::new(repeated);
    pieces.iter().for_each(|piece| layout.piece(piece));
    let count = layout.pages.len();
    for (at, page) in layout.pages.iter_mut().enumerate() {
        page.texts.push((280.0, 800.0, 10.5, format!("— {} —", at + 1)));
        if count > 1 {
            page.texts.push((LEFT, 50.0, 9.0, "银杏市大数据中心存档".to_owned()));
        }
    }
    layout.pages
}

/// PDF.
pub fn pdf(pieces: &[Piece]) -> Vec<u8> {
    let sheets: Vec<Sheet> = laid(pieces, true)
        .iter()
        .map(|page| {
            let mut sheet = Sheet::default();
            page.texts.iter().for_each(|(x, y, size, text)| sheet.text(*x, *y, *size, text));
            page.lines.iter().for_each(|(from, to)| sheet.line(*from, *to));
            sheet
        })
        .collect();
    writer::pdf(&sheets)
}

/// OFD.
pub fn ofd(pieces: &[Piece]) -> Vec<u8> {
    const NAMES: &str = "xmlns:ofd='http://www.ofdspec.org/2016'";
    let mm = |points: f32| points * 25.4 / 72.0;
    let pages = laid(pieces, false);
    let mut parts = Vec::new();
    let mut list = String::new();
    for (at, page) in pages.iter().enumerate() {
        let mut objects = String::new();
        for (x, y, size, text) in &page.texts {
            let steps: Vec<String> =
                text.chars().map(|c| mm(if c.is_ascii() { size / 2.0 } else { *size }).to_string()).collect();
            let shown = text.replace('&', "&amp;").replace('<', "&lt;");
            let (x, y, size) = (mm(*x), mm(*y), mm(*size));
            let _ = write!(
                objects,
                "<ofd:TextObject ID='1' Boundary='{x} {} 170 {size}' Font='3' Size='{size}'><ofd:TextCode X='0' Y='{size}' \
                 DeltaX='{}'>{shown}</ofd:TextCode></ofd:TextObject>",
                y - size,
                steps.join(" ")
            );
        }
        for (from, to) in &page.lines {
            let (x, y) = (mm(to.0 - from.0), mm(to.1 - from.1));
            let _ = write!(
                objects,
                "<ofd:PathObject ID='2' Boundary='{} {} {x} {y}' LineWidth='0.2'><ofd:AbbreviatedData>M 0 0 L {x} {y}\
                 </ofd:AbbreviatedData></ofd:PathObject>",
                mm(from.0),
                mm(from.1)
            );
        }
        let _ = write!(list, "<ofd:Page ID='{at}' BaseLoc='Pages/Page_{at}/Content.xml'/>");
        let content =
            format!("<ofd:Page {NAMES}><ofd:Content><ofd:Layer ID='9'>{objects}</ofd:Layer></ofd:Content></ofd:Page>");
        parts.push((format!("Doc_0/Pages/Page_{at}/Content.xml"), content));
    }
    let entry = format!(
        "<ofd:OFD {NAMES} Version='1.0' DocType='OFD'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>\
         </ofd:DocBody></ofd:OFD>"
    );
    let document = format!(
        "<ofd:Document {NAMES}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
         </ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let mut all = vec![("OFD.xml", entry), ("Doc_0/Document.xml", document)];
    all.extend(parts.iter().map(|(name, text)| (name.as_str(), text.clone())));
    package(&all)
}
