//! Personal data masked: the one place where a stretch of a report becomes the text that outputs, files of exemptions
//! and fingerprints may hold.

use crate::document::Document;
use crate::span::Span;
use std::borrow::Cow;

/// The verbatim slice of a span, personal data masked. `masks` are stretches of personal data, in order.
#[must_use]
pub fn slice<'a>(document: &'a Document, masks: &[Span], span: Span) -> Cow<'a, str> {
    let text = document.slice(span);
    let first = masks.partition_point(|mask| mask.end <= span.start);
    if masks.get(first).is_none_or(|mask| mask.start >= span.end) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut at = span.start as usize;
    for mask in masks.iter().skip(first).take_while(|mask| mask.start < span.end) {
        let from = (mask.start as usize).max(at);
        let to = (mask.end as usize).min(span.end as usize);
        shown.push_str(document.text.get(at..from).unwrap_or_default());
        let (hidden, skip) = (masked(document.slice(*mask)), from - mask.start as usize);
        let skip = document.slice(*mask).get(..skip).map_or(0, |before| before.chars().count());
        let take = document.text.get(from..to).map_or(0, |inside| inside.chars().count());
        shown.extend(hidden.chars().skip(skip).take(take));
        at = to.max(at);
    }
    shown.push_str(document.text.get(at..span.end as usize).unwrap_or_default());
    Cow::Owned(shown)
}

/// Personal data with its middle starred: the first three and the last four characters stay, all of a short one goes.
#[must_use]
pub fn masked(text: &str) -> String {
    let count = text.chars().count();
    let shown = |at: usize| count > 8 && (at < 3 || at + 4 >= count);
    text.chars().enumerate().map(|(at, c)| if shown(at) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_the_ends_and_the_length() {
        assert_eq!(masked("510102199001011019"), "510***********1019");
        assert_eq!(masked("13912346185"), "139****6185");
        assert_eq!(masked("1234567"), "*******");
    }

    #[test]
    fn a_slice_through_a_mask_is_masked() {
        let document = Document::passage("a.txt", "电话13912346185,请拨打13912346185。");
        let first = document.text.find("139").unwrap();
        let second = document.text.rfind("139").unwrap();
        let masks = [Span::new(first, first + 11), Span::new(second, second + 11)];
        let cut = |start, end| slice(&document, &masks, Span::new(start, end));
        assert_eq!(cut(0, document.text.len()), "电话139****6185,请拨打139****6185。");
        assert_eq!(cut(first + 2, first + 8), "9****6");
        assert_eq!(cut(0, 6), "电话");
    }
}
