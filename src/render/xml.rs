//! What XML 1.0 may hold, and the writing of one element: escaping is the library's.

use super::plain;
use quick_xml::Writer;
use std::borrow::Cow;
use std::io;

/// What every XML file begins with.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A text on one line, with pictures in place of control characters, which XML 1.0 cannot hold even as references, and
/// of its two forbidden code points.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    let shown = plain::line(text);
    if shown.contains(['\u{fffe}', '\u{ffff}']) {
        return Cow::Owned(shown.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"));
    }
    shown
}

/// Several lines as `line` makes each.
#[must_use]
pub fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The text of what `write` writes: a vector takes all of it.
#[must_use]
pub fn written(write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> String {
    let mut writer = Writer::new(Vec::with_capacity(1024));
    let done = write(&mut writer);
    debug_assert!(done.is_ok());
    String::from_utf8(writer.into_inner()).unwrap_or_default() + "\n"
}
