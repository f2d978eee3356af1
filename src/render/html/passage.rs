//! Stretches of a report's text with what findings are about marked in them. Of a very long paragraph only what stands
//! around its marks.

use super::inert;
use super::marks::Mark;
use super::report::Page;
use crate::language::Language;
use crate::render::wording::pick;
use crate::span::Span;
use maud::{Markup, html};

/// The longest paragraph that is shown whole, in bytes.
const WHOLE: usize = 6000;
/// What is shown before and behind a mark of a longer one, in bytes.
const AROUND: u32 = 600;

/// A stretch of the text with all marks on it.
pub(super) fn of(page: &Page<'_>, span: Span) -> Markup {
    with(page, span, &page.marks.on(span))
}

/// A stretch of the text with some marks.
pub(super) fn with(page: &Page<'_>, span: Span, marks: &[&Mark]) -> Markup {
    let shown = windows(page, span, marks);
    html! {
        @for (at, window) in shown.iter().enumerate() {
            @let before = at.checked_sub(1).and_then(|at| shown.get(at)).map_or(span.start, |before| before.end);
            (cut(page, Span { start: before, end: window.start }))
            (pieces(page, *window, marks))
            @if at + 1 == shown.len() { (cut(page, Span { start: window.end, end: span.end })) }
        }
    }
}

/// What of a stretch is shown: all of it, or windows around its marks.
fn windows(page: &Page<'_>, span: Span, marks: &[&Mark]) -> Vec<Span> {
    if span.len() <= WHOLE {
        return vec![span];
    }
    let first = Span { start: span.start, end: span.start };
    let mut windows: Vec<Span> = Vec::new();
    for mark in std::iter::once(first).chain(marks.iter().map(|mark| mark.span)) {
        let start = mark.start.saturating_sub(AROUND).max(span.start);
        let end = mark.end.saturating_add(AROUND).min(span.end);
        let window = Span { start: page.boundary(start), end: page.boundary(end) };
        match windows.last_mut() {
            Some(last) if last.end >= window.start => last.end = last.end.max(window.end),
            Some(_) | None => windows.push(window),
        }
    }
    windows
}

/// How much is left out.
fn cut(page: &Page<'_>, span: Span) -> Markup {
    let count = page.places.text().get(span.range()).unwrap_or_default().chars().count();
    html! {
        @if count > 0 {
            span.cut { @match page.style.language {
                Language::Zh => { " …(略 " (count) " 字)… " }
                Language::En => { " … (" (count) " characters left out) … " }
            } }
        }
    }
}

/// A window, cut wherever a mark or something unseen begins or ends.
fn pieces(page: &Page<'_>, window: Span, marks: &[&Mark]) -> Markup {
    let hidden = page.hidden(window);
    let mut edges = vec![window.start, window.end];
    let spans = marks.iter().map(|mark| mark.span).chain(hidden.iter().copied());
    for edge in spans.flat_map(|span| [span.start, span.end]) {
        edges.push(edge.clamp(window.start, window.end));
    }
    edges.sort_unstable();
    edges.dedup();
    html! {
        (numbers(page, marks, window.start, window))
        @for pair in edges.windows(2) {
            @let piece = Span { start: pair[0], end: pair[1] };
            @if !hidden.iter().any(|unseen| unseen.contains(piece)) { (painted(page, piece, marks)) }
            (numbers(page, marks, piece.end, window))
        }
    }
}

/// A piece of the text, marked where a finding is about it.
fn painted(page: &Page<'_>, piece: Span, marks: &[&Mark]) -> Markup {
    let text = page.places.slice(piece);
    let text = inert::lines(&text);
    let on = || marks.iter().filter(|mark| mark.span.contains(piece));
    let Some(gravest) = on().map(|mark| mark.severity).max() else { return html! { (text) } };
    let primary = on().any(|mark| mark.primary);
    let remarks: Vec<&str> = on().map(|mark| mark.remark.as_str()).filter(|remark| !remark.is_empty()).collect();
    let remark = (!remarks.is_empty()).then(|| inert::line(&remarks.join(" · ")).into_owned());
    html! { mark.(gravest.name()).other[!primary] title=[remark] { (text) } }
}

/// The numbers of the findings whose marks end here; of one that goes on behind the window, at its end.
fn numbers(page: &Page<'_>, marks: &[&Mark], at: u32, window: Span) -> Markup {
    let ends = |mark: &&&Mark| {
        let end = mark.span.end.min(window.end);
        end == at && (at > window.start || mark.span.is_empty() || window.is_empty())
    };
    html! {
        @for mark in marks.iter().filter(ends) {
            @let anchor = (mark.primary && mark.span.end <= window.end).then(|| page.mark(mark.number));
            a.number.(mark.severity.name()).other[!mark.primary] id=[anchor] href={ "#" (page.anchor(mark.number)) }
                aria-label={ (pick(page.style.language, "问题 ", "finding ")) (mark.number) } { (mark.number) }
        }
    }
}
