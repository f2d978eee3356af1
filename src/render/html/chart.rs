//! Bars, drawn as inline SVG in tables whose cells say the same in numbers.

use maud::{Markup, html};

/// A part of a bar: what it is coloured as, and how long.
pub(super) type Part = (&'static str, usize);

/// A bar of parts, of a scale that reaches to `most`.
pub(super) fn bar(parts: &[Part], most: usize) -> Markup {
    let most = most.max(1);
    let starts = parts.iter().scan(0, |end, (_, length)| {
        *end += length;
        Some(*end - length)
    });
    html! {
        svg.bar viewBox={ "0 0 " (most) " 1" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for ((class, length), start) in parts.iter().zip(starts).filter(|((_, length), _)| *length > 0) {
                rect.(class) x=(start) y="0" width=(length) height="1" {}
            }
        }
    }
}

/// A row of a chart: its name, its bar, and its number.
pub(super) fn row(name: &Markup, parts: &[Part], most: usize, number: &str) -> Markup {
    html! {
        tr { th scope="row" { (name) } td.drawn { (bar(parts, most)) } td.number { (number) } }
    }
}

/// What the colours of a chart stand for.
pub(super) fn legend(entries: &[(&'static str, &str)]) -> Markup {
    html! {
        ul.legend { @for (class, name) in entries {
            li { svg.key viewBox="0 0 1 1" aria-hidden="true" focusable="false" { rect.(class) width="1" height="1" {} } (name) }
        } }
    }
}
