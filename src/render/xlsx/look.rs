//! How the sheets look: formats, widths, the printed page.

use crate::finding::Severity;
use crate::render::ledger::{Ended, Field};
use crate::render::plain;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Widths of columns, in characters.
pub mod widths {
    /// Of the list of findings.
    pub const FINDINGS: [f64; 15] =
        [24.0, 7.0, 28.0, 20.0, 22.0, 34.0, 8.0, 48.0, 36.0, 44.0, 34.0, 16.0, 18.0, 12.0, 18.0];
    /// Of the list of cells.
    pub const CELLS: [f64; 12] = [24.0, 7.0, 28.0, 16.0, 30.0, 18.0, 36.0, 16.0, 28.0, 24.0, 12.0, 12.0];
    /// Of the list of what is open.
    pub const OPEN: [f64; 6] = [24.0, 7.0, 28.0, 22.0, 36.0, 64.0];
    /// Of the overview before its rules.
    pub const OVERVIEW: [f64; 10] = [26.0, 7.0, 28.0, 16.0, 13.0, 7.0, 7.0, 7.0, 7.0, 7.0];
}

/// The formats of cells.
pub struct Look {
    /// Headings.
    pub heading: Format,
    /// Headings set upright.
    pub upright: Format,
    /// Small grey text under headings.
    pub faint: Format,
    /// A title.
    pub title: Format,
    /// Text.
    pub text: Format,
    /// Text that is not wrapped.
    pub line: Format,
    /// A number.
    pub number: Format,
    pass: Format,
    error: Format,
    warning: Format,
    info: Format,
    explained: Format,
    exempted: Format,
    inapplicable: Format,
    open: Format,
}

/// Lines that a row shows at most.
const MOST_LINES: f64 = 12.0;

const EDGE: Color = Color::RGB(0x00C9_CED6);

impl Look {
    /// The formats.
    pub fn new() -> Self {
        let ruled = Format::new().set_border(FormatBorder::Thin).set_border_color(EDGE).set_align(FormatAlign::Top);
        let heading = ruled
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00E8_ECF3))
            .set_align(FormatAlign::VerticalCenter)
            .set_align(FormatAlign::Center);
        Self {
            upright: heading.clone().set_rotation(90).set_align(FormatAlign::Bottom).set_text_wrap(),
            faint: ruled
                .clone()
                .set_font_color(Color::RGB(0x006B_7280))
                .set_font_size(9)
                .set_align(FormatAlign::Center),
            title: Format::new().set_bold().set_font_size(14),
            text: ruled.clone().set_text_wrap(),
            line: ruled.clone(),
            number: ruled,
            heading: heading.set_text_wrap(),
            pass: filled(0x00E6_F4EA, 0x001E_6B34),
            error: filled(0x00F8_D7DA, 0x0084_1C26),
            warning: filled(0x00FD_E8CF, 0x0082_4A00),
            info: filled(0x00DD_EBF9, 0x001D_4E89),
            explained: filled(0x00F8_E7E9, 0x0084_1C26),
            exempted: filled(0x00EC_E7F6, 0x0050_3A86),
            inapplicable: filled(0x00F4_F5F7, 0x008A_909C),
            open: filled(0x00FF_F6CC, 0x006B_5900),
        }
    }

    /// The format of a rule's cell: words and colours tell the same.
    pub fn ended(&self, ended: Ended) -> &Format {
        match ended {
            Ended::Pass => &self.pass,
            Ended::Found(Severity::Error) => &self.error,
            Ended::Found(Severity::Warning) => &self.warning,
            Ended::Found(Severity::Info | Severity::Off) => &self.info,
            Ended::Explained => &self.explained,
            Ended::Exempted => &self.exempted,
            Ended::NotApplicable => &self.inapplicable,
            Ended::Undetermined => &self.open,
        }
    }
}

/// A filled cell with its word in the middle.
fn filled(fill: u32, ink: u32) -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_border_color(EDGE)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(fill))
        .set_font_color(Color::RGB(ink))
}

/// The height of a row whose texts are wrapped, in points. Excel finds it by itself, other programs do not.
pub fn height(fields: &[Field<'_>], widths: &[f64]) -> f64 {
    let lines = fields.iter().zip(widths).map(|(field, width)| match field {
        Field::Text(text) => (columns(text) / (width - 1.5).max(1.0)).ceil(),
        Field::Number(_) => 1.0,
    });
    15.0 * lines.fold(1.0, f64::max).min(MOST_LINES)
}

fn columns(text: &str) -> f64 {
    f64::from(u32::try_from(plain::columns(text)).unwrap_or(u32::MAX))
}

/// How a sheet is printed: A4 across, headings on every page, pages numbered; where it fits, as wide as the page.
pub fn printed(sheet: &mut Worksheet, fits: bool) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_landscape().set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&C&A  &P / &N");
    if fits {
        sheet.set_print_fit_to_pages(1, 0);
    }
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}
