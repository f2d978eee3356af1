//! A small writer of PDF files for tests: text in a font that is not embedded, straight lines, an image.

use std::fmt::Write;

/// What stands on a page; positions in points from the upper left corner.
#[derive(Clone, Default)]
pub struct Sheet {
    content: String,
    /// What `/Rotate` says; the content is drawn turned against it.
    pub rotate: u32,
    /// How far the content is turned without `/Rotate`, clockwise.
    pub drawn: u32,
    /// Whether an image covers the page.
    pub image: bool,
}

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;

impl Sheet {
    /// Draw text.
    pub fn text(&mut self, x: f32, y: f32, size: f32, text: &str) {
        let y = HEIGHT - y;
        let mut at = x;
        for c in text.chars() {
            let mut codes = [0; 2];
            let hex: String = c.encode_utf16(&mut codes).iter().map(|code| format!("{code:04X}")).collect();
            let _ = writeln!(self.content, "BT /F {size} Tf {at} {y} Td <{hex}> Tj ET");
            at += if c.is_ascii() { size / 2.0 } else { size };
        }
    }

    /// Draw a line.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32)) {
        let _ = writeln!(self.content, "0.5 w {} {} m {} {} l S", from.0, HEIGHT - from.1, to.0, HEIGHT - to.1);
    }
}

/// A file of objects, numbered from 1; the first is the catalogue.
pub fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut starts = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        starts.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let begin = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for start in starts {
        let _ = writeln!(out, "{start:010} 00000 n ");
    }
    let _ =
        write!(out, "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{begin}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

fn stream(dict: &str, content: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A PDF file of pages.
pub fn pdf(sheets: &[Sheet]) -> Vec<u8> {
    let kids: Vec<String> = (0..sheets.len()).map(|at| format!("{} 0 R", 6 + at * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), sheets.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering \
         (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] >>"
            .to_owned(),
        stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x"),
    ];
    for (at, sheet) in sheets.iter().enumerate() {
        let (mut width, mut height) = (WIDTH, HEIGHT);
        // The content as seen is turned back, so that the page shows it upright.
        let turned = match (sheet.rotate + 360 - sheet.drawn) % 360 {
            90 => {
                (width, height) = (HEIGHT, WIDTH);
                format!("0 1 -1 0 {HEIGHT} 0 cm\n")
            }
            180 => format!("-1 0 0 -1 {WIDTH} {HEIGHT} cm\n"),
            270 => {
                (width, height) = (HEIGHT, WIDTH);
                format!("0 -1 1 0 0 {WIDTH} cm\n")
            }
            _ => String::new(),
        };
        let image = if sheet.image { format!("q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q\n") } else { String::new() };
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {} /Contents {} 0 R /Resources << \
             /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >> >>",
            sheet.rotate,
            7 + at * 2
        ));
        objects.push(stream("", &format!("{turned}{image}{}", sheet.content)));
    }
    file(&objects, "")
}

/// A file that says it is encrypted with a password that is not empty.
pub fn encrypted() -> Vec<u8> {
    let key = "00".repeat(32);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [] /Count 0 >>".to_owned(),
        format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{key}> /U <{key}> >>"),
    ];
    file(&objects, "/Encrypt 3 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]")
}

/// Forms that draw the next one several times each, to a depth.
pub fn forms(depth: usize, times: usize) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /N 5 0 R >> >> >>"
            .to_owned(),
        stream("", &"/N Do ".repeat(times)),
    ];
    for at in 0..depth {
        let next = if at + 1 < depth { 6 + at } else { 5 };
        let dict =
            format!("/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Resources << /XObject << /N {next} 0 R >> >>");
        objects.push(stream(&dict, &"/N Do ".repeat(times)));
    }
    file(&objects, "")
}
