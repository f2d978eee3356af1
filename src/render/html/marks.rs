//! What of a report's text is marked, by which finding. Long stretches (a whole section, where something was looked
//! for) are not painted word by word: the blocks that they cover get a bar.

use crate::finding::{Finding, Severity, Site};
use crate::language::Language;
use crate::render::place::Places;
use crate::render::wording::say;
use crate::span::Span;

/// The longest stretch that is painted, in bytes.
const PAINTED: usize = 900;
/// The most marks that are painted in a block; the cards name the others.
const MOST: usize = 200;

/// A stretch of the text that a finding is about.
#[derive(Debug)]
pub(super) struct Mark {
    /// The stretch.
    pub span: Span,
    /// The number of the finding, from 1.
    pub number: usize,
    /// How serious it is.
    pub severity: Severity,
    /// Whether this is where the finding is, not a further place.
    pub primary: bool,
    /// The remark on it; may be empty.
    pub remark: String,
}

/// All marks of a report.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Those that are painted, in text order.
    painted: Vec<Mark>,
    /// Those that are too long for it, in text order.
    wide: Vec<Span>,
    /// How far `wide` reaches up to each of them.
    reach: Vec<u32>,
}

impl Marks {
    /// The marks of findings, which are numbered from 1 in the order given.
    pub(super) fn of(findings: &[&Finding], places: &Places<'_>, language: Language) -> Self {
        let mut marks = Self::default();
        for (at, finding) in findings.iter().enumerate() {
            let mark = |span, primary, remark| Mark {
                span,
                number: at + 1,
                severity: finding.severity,
                primary,
                remark: places.hide(say(remark, language)).into_owned(),
            };
            if let Site::At(span) = finding.site {
                marks.add(mark(span, true, &finding.remark));
            }
            for label in finding.labels.iter().filter(|label| label.span != finding.site.span()) {
                marks.add(mark(label.span, false, &label.message));
            }
        }
        marks.painted.sort_by_key(|mark| (mark.span, mark.number));
        marks.wide.sort();
        let reach = marks.wide.iter().scan(0, |reach: &mut u32, span| {
            *reach = span.end.max(*reach);
            Some(*reach)
        });
        marks.reach = reach.collect();
        marks
    }

    fn add(&mut self, mark: Mark) {
        if is_painted(mark.span) {
            self.painted.push(mark);
        } else {
            self.wide.push(mark.span);
        }
    }

    /// The painted marks that touch a stretch, an empty one at its edge among them.
    pub(super) fn on(&self, span: Span) -> Vec<&Mark> {
        let longest = u32::try_from(PAINTED).unwrap_or(u32::MAX);
        let from = self.painted.partition_point(|mark| mark.span.start < span.start.saturating_sub(longest));
        let near = self.painted.get(from..).unwrap_or_default().iter();
        let touches = |mark: &&Mark| {
            mark.span.overlaps(span)
                || (mark.span.is_empty() || span.is_empty())
                    && span.start <= mark.span.start
                    && mark.span.end <= span.end
        };
        near.take_while(|mark| mark.span.start <= span.end).filter(touches).take(MOST).collect()
    }

    /// The painted marks in a cell. An empty cell may stand where the one before it ends: its marks are its own only.
    pub(super) fn in_cell(&self, span: Span) -> Vec<&Mark> {
        let mut marks = self.on(span);
        marks.retain(|mark| !mark.span.is_empty() || span.is_empty());
        marks
    }

    /// Whether a stretch lies in something long that a finding is about.
    pub(super) fn wide_on(&self, span: Span) -> bool {
        let end = self.wide.partition_point(|wide| wide.start < span.end);
        end.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|reach| *reach > span.start)
    }
}

/// Whether a stretch is short enough to be painted.
pub(super) fn is_painted(span: Span) -> bool {
    span.len() <= PAINTED
}
