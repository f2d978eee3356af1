//! The view of a text that miette is given: marks grouped by line, each line a window around its marks.

use super::{Look, Mark, Source, shown_char};
use crate::document::Place;
use crate::render::place::Spot;
use crate::render::plain;
use crate::span::Span;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::collections::BTreeMap;

/// Marks shown in one line; more would crowd it.
const CROWD: usize = 4;

/// The lines that are shown, one segment a line of the source.
#[derive(Debug)]
pub(super) struct View {
    name: String,
    text: String,
    segments: Vec<Segment>,
}

#[derive(Debug)]
struct Segment {
    /// Its bytes in the view's text.
    start: usize,
    end: usize,
    /// Line and column of the source, from 0, of its first mark; the primary one where it is there.
    line: usize,
    column: usize,
}

impl View {
    /// Cut the windows, and move the marks into them.
    pub(super) fn new(source: &Source<'_>, marks: &[Mark], look: Look) -> (Self, Vec<LabeledSpan>) {
        let mut view = Self { name: source.name.to_owned(), text: String::new(), segments: Vec::new() };
        let mut labels = Vec::new();
        let mut groups: BTreeMap<u32, Vec<&Mark>> = BTreeMap::new();
        for mark in marks {
            let (line, _) = source.lines.line_column(source.text, mark.span.start);
            groups.entry(line).or_default().push(mark);
        }
        let digits = groups.keys().next_back().map_or(1, |line| line.to_string().len());
        let budget = look.width.max(40).saturating_sub(digits + 5);
        for (line, mut marks) in groups {
            marks.sort_by_key(|mark| (!mark.primary, mark.span.start));
            marks.truncate(CROWD);
            marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
            view.push(source, line, &marks, budget, look, &mut labels);
        }
        (view, labels)
    }

    fn push(
        &mut self,
        source: &Source<'_>,
        line: u32,
        marks: &[&Mark],
        budget: usize,
        look: Look,
        labels: &mut Vec<LabeledSpan>,
    ) {
        let extent = source.lines.line_span(source.text, line);
        let windows = windows(source, extent, marks, budget, look);
        let start = self.text.len();
        let mut points: Vec<(usize, usize)> = Vec::new();
        let mut at = extent.start as usize;
        for window in &windows {
            if window.start > at {
                self.text.push_str(look.elision());
            }
            for (offset, c) in source.text.get(window.start..window.end).unwrap_or_default().char_indices() {
                let offset = window.start + offset;
                points.push((offset, self.text.len()));
                plain::push(&mut self.text, shown_char(source, offset, c));
            }
            points.push((window.end, self.text.len()));
            at = window.end;
        }
        if at < extent.end as usize {
            self.text.push_str(look.elision());
        }
        let mut end = self.text.len();
        let past = points.last().map_or(0, |(offset, _)| *offset);
        if end == start || marks.iter().any(|mark| mark.span.is_empty() && mark.span.start as usize >= past) {
            // Something to point at behind the last character.
            self.text.push(' ');
            end += 1;
        }
        let first = marks.iter().find(|mark| mark.primary).or(marks.first());
        let (line, column) = first.map_or((line, 1), |mark| match mark.spot {
            Some(Spot { place: Place::Line { line, column }, .. }) => (line, column),
            Some(_) | None => source.lines.line_column(source.text, mark.span.start),
        });
        let segment = Segment { start, end, line: line as usize - 1, column: (column as usize).max(1) - 1 };
        for mark in marks {
            // The first shown byte at or behind an offset, and the shown end of the last one before it.
            let from = points.partition_point(|(offset, _)| *offset < mark.span.start as usize);
            let to = points.partition_point(|(offset, _)| *offset < mark.span.end as usize);
            let from = points.get(from).map_or(end, |point| point.1);
            let to = points.get(to).map_or(end, |point| point.1).max(from);
            let indent =
                plain::columns(self.text.get(start..from + (to - from) / 2).unwrap_or_else(|| &self.text[start..from]));
            let message = remark(&mark.message, budget, indent);
            labels.push(if mark.primary {
                LabeledSpan::new_primary_with_span(message, (from, to - from))
            } else {
                LabeledSpan::new_with_span(message, (from, to - from))
            });
        }
        self.segments.push(segment);
        // A byte between segments, so that a mark at the end of one does not touch the next.
        self.text.push('\n');
    }
}

/// A remark wrapped into what room there is to the right of where it hangs.
fn remark(message: &str, budget: usize, indent: usize) -> Option<String> {
    if message.is_empty() {
        return None;
    }
    let room = budget.saturating_sub(indent + 5).max(8);
    let mut lines = plain::wrap(&plain::line(message), room);
    if lines.len() > 8 {
        lines.truncate(8);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    Some(lines.join("\n"))
}

/// A stretch of the source that is shown, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Window {
    start: usize,
    end: usize,
}

/// The stretches of a line to show, in order, not touching. A mark that goes on behind the line adds its tail.
fn windows(source: &Source<'_>, line: Span, marks: &[&Mark], budget: usize, look: Look) -> Vec<Window> {
    let whole = Window { start: line.start as usize, end: line.end as usize };
    let inside = marks.iter().all(|mark| mark.span.end <= line.end);
    if inside && reach(source, whole.start, whole.end, budget) == whole.end {
        return vec![whole];
    }
    let elision = plain::columns(look.elision());
    let share = (budget / marks.len().max(1)).saturating_sub(2 * elision);
    let mut windows = Vec::new();
    for mark in marks {
        let start = (mark.span.start as usize).min(whole.end);
        let end = mark.span.end as usize;
        let core = share - share / 3;
        let reached = reach(source, start, end.min(whole.end), core);
        let (head, tail) = if reached == end {
            (Window { start, end }, None)
        } else {
            let half = (core / 2).saturating_sub(elision);
            let last = source.lines.line_column(source.text, mark.span.end).0;
            let floor = source.lines.line_span(source.text, last).start as usize;
            let tail = reach_back(source, end, floor.max(start), half);
            (Window { start, end: reach(source, start, end.min(whole.end), half) }, Some(Window { start: tail, end }))
        };
        let used = width(source, head) + tail.map_or(0, |tail| width(source, tail) + elision);
        let side = share.saturating_sub(used) / 2;
        let left = reach_back(source, head.start, whole.start, side);
        let spare = share.saturating_sub(used + width(source, Window { start: left, end: head.start }));
        match tail {
            None => {
                let right = reach(source, head.end, whole.end.max(head.end), spare);
                windows.push(Window { start: left, end: right });
            }
            Some(tail) => {
                windows.push(Window { start: left, end: head.end });
                let ceiling =
                    source.lines.line_span(source.text, source.lines.line_column(source.text, mark.span.end).0);
                let right = reach(source, tail.end, (ceiling.end as usize).max(tail.end), spare);
                windows.push(Window { start: tail.start, end: right });
            }
        }
    }
    windows.sort_unstable();
    let mut joined: Vec<Window> = Vec::with_capacity(windows.len());
    for window in windows {
        match joined.last_mut() {
            // What an elision would stand for is shown where it is no longer than that.
            Some(last)
                if window.start <= last.end || reach(source, last.end, window.start, elision + 1) == window.start =>
            {
                last.end = last.end.max(window.end);
            }
            _ => joined.push(window),
        }
    }
    joined
}

fn width(source: &Source<'_>, window: Window) -> usize {
    source.text.get(window.start..window.end).map_or(0, plain::columns)
}

/// The farthest offset from `from`, at most `to`, that takes no more than `room` columns.
fn reach(source: &Source<'_>, from: usize, to: usize, room: usize) -> usize {
    let mut used = 0;
    for (offset, c) in source.text.get(from..to).unwrap_or_default().char_indices() {
        used += plain::columns_of(c);
        if used > room {
            return from + offset;
        }
    }
    to.max(from)
}

/// The farthest offset back from `from`, at least `to`, that takes no more than `room` columns.
fn reach_back(source: &Source<'_>, from: usize, to: usize, room: usize) -> usize {
    let mut used = 0;
    let mut at = from;
    for (offset, c) in source.text.get(to..from).unwrap_or_default().char_indices().rev() {
        used += plain::columns_of(c);
        if used > room {
            break;
        }
        at = to + offset;
    }
    at
}

impl SourceCode for View {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let at = self.segments.partition_point(|segment| segment.end < span.offset());
        let segment = self.segments.get(at).filter(|segment| span.offset() + span.len() <= segment.end);
        let segment = segment.ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.get(segment.start..segment.end).unwrap_or_default().as_bytes(),
            (segment.start, segment.end - segment.start).into(),
            segment.line,
            segment.column,
            // No lines: miette then joins only the marks of one segment.
            0,
        )))
    }
}
