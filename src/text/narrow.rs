//! Full-width characters narrowed: the one table of widths, which the build script uses as well.

/// The half-width form of a full-width letter, digit or punctuation mark; other characters unchanged. 、 。 quotes and
/// 〔〕 stay as they are.
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
