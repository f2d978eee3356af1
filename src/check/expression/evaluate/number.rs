//! Numbers with what they were made of, and exact arithmetic that never overflows unseen.

use super::Answer;
use crate::check::expression::{Comparison, Report};
use crate::fact::figure::Figure;
use crate::fact::table::{CellFact, TableFact};
use crate::finding::Wording;
use crate::span::Span;
use rust_decimal::Decimal;

/// A cell or a figure that took part.
#[derive(Clone, Copy, Debug)]
pub struct Operand<'a> {
    /// Whose.
    pub report: Report,
    /// What.
    pub source: Source<'a>,
    /// Its value.
    pub value: Decimal,
    /// What it is multiplied by; meaningful where its `Number` is linear.
    pub coefficient: Decimal,
}

/// Where an operand's value stands.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// A cell.
    Cell(&'a TableFact, &'a CellFact),
    /// A figure.
    Figure(&'a Figure),
}

impl Operand<'_> {
    /// Its name: `table.row.column` or the figure's id, with `previous.` or `members.` before another report's.
    #[must_use]
    pub fn subject(&self) -> String {
        let own = match self.source {
            Source::Cell(table, cell) => format!("{}.{}.{}", table.table, cell.row, cell.column),
            Source::Figure(figure) => figure.figure.clone(),
        };
        match self.report {
            Report::Own => own,
            Report::Previous => format!("previous.{own}"),
            Report::Members => format!("members.{own}"),
        }
    }

    /// Whether it is a figure whose words leave its scope in doubt.
    #[must_use]
    pub fn doubtful(&self) -> bool {
        match self.source {
            Source::Cell(..) => false,
            Source::Figure(figure) => figure.doubtful,
        }
    }

    /// Where it stands; none in another report.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match (self.report, self.source) {
            (Report::Own, Source::Cell(_, cell)) => Some(cell.span),
            (Report::Own, Source::Figure(figure)) => Some(figure.span),
            (Report::Previous | Report::Members, _) => None,
        }
    }
}

/// A value with what it was made of.
#[derive(Clone, Debug)]
pub struct Number<'a> {
    /// The value.
    pub value: Decimal,
    /// How far it may be off by rounding, from the digits written.
    pub slack: Decimal,
    /// What it was made of.
    pub operands: Vec<Operand<'a>>,
    /// Whether it is the sum of its operands times their coefficients (and a constant).
    pub linear: bool,
}

impl Number<'_> {
    /// A number that is written in the expression.
    pub fn constant(value: Decimal) -> Self {
        Self { value, slack: Decimal::ZERO, operands: Vec::new(), linear: true }
    }

    /// The number times a constant; `None` on overflow.
    pub fn scale(mut self, factor: Decimal) -> Option<Self> {
        self.value = self.value.checked_mul(factor)?;
        self.slack = self.slack.checked_mul(factor.abs())?;
        for operand in &mut self.operands {
            operand.coefficient = operand.coefficient.checked_mul(factor)?;
        }
        Some(self)
    }
}

/// A comparison as it came out.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// Whether it holds, within the tolerance.
    pub holds: bool,
    /// The comparison; `None` for a function that is true or false, whose operands are all on the left.
    pub comparison: Option<Comparison>,
    /// The left side.
    pub left: Number<'a>,
    /// The right side.
    pub right: Number<'a>,
    /// Left less right.
    pub difference: Decimal,
}

/// The outcome of a function that is true or false.
pub fn truth(holds: bool, operands: Vec<Operand<'_>>) -> Judged<'_> {
    Judged {
        holds,
        comparison: None,
        left: Number { operands, linear: false, ..Number::constant(Decimal::ZERO) },
        right: Number::constant(Decimal::ZERO),
        difference: Decimal::ZERO,
    }
}

/// A number, or that it grew too large.
pub fn known(number: Option<Number<'_>>) -> Answer<Number<'_>> {
    number.map_or_else(|| Answer::Unknown(Wording::new("数过大,无法计算", "a number is too large")), Answer::Known)
}

/// Compare two sides; without a tolerance, what the written digits leave open is allowed.
pub fn compare<'a>(
    comparison: Comparison,
    left: Number<'a>,
    right: Number<'a>,
    tolerance: Option<Decimal>,
) -> Answer<Judged<'a>> {
    let allowed = tolerance.or_else(|| left.slack.checked_add(right.slack)).unwrap_or_default();
    let Some(difference) = left.value.checked_sub(right.value) else { return Answer::Unknown(too_large()) };
    let holds = match comparison {
        Comparison::Equal => difference.abs() <= allowed,
        Comparison::Unequal => !difference.is_zero(),
        Comparison::Less => difference < allowed.max(Decimal::ZERO),
        Comparison::AtMost => difference <= allowed,
        Comparison::More => difference > -allowed,
        Comparison::AtLeast => difference >= -allowed,
    };
    Answer::Known(Judged { holds, comparison: Some(comparison), left, right, difference })
}

fn too_large() -> Wording {
    Wording::new("数过大,无法计算", "a number is too large")
}

/// The sum; `None` on overflow.
pub fn add<'a>(mut left: Number<'a>, right: Number<'a>) -> Option<Number<'a>> {
    left.value = left.value.checked_add(right.value)?;
    left.slack = left.slack.checked_add(right.slack)?;
    left.linear &= right.linear;
    left.operands.extend(right.operands);
    Some(left)
}

/// The product; `None` on overflow.
pub fn multiply<'a>(left: Number<'a>, right: Number<'a>) -> Option<Number<'a>> {
    if right.operands.is_empty() {
        return left.scale(right.value);
    }
    if left.operands.is_empty() {
        return right.scale(left.value);
    }
    let value = left.value.checked_mul(right.value)?;
    let one = left.value.abs().checked_mul(right.slack)?;
    let other = right.value.abs().checked_mul(left.slack)?;
    let slack = one.checked_add(other)?;
    let operands = left.operands.into_iter().chain(right.operands).collect();
    Some(Number { value, slack, operands, linear: false })
}

/// The quotient; `None` on overflow.
pub fn divide<'a>(left: Number<'a>, right: Number<'a>) -> Option<Number<'a>> {
    if right.operands.is_empty() {
        return left.scale(Decimal::ONE.checked_div(right.value)?);
    }
    let value = left.value.checked_div(right.value)?;
    let slack = left.slack.checked_add(value.abs().checked_mul(right.slack)?)?.checked_div(right.value.abs())?;
    let operands = left.operands.into_iter().chain(right.operands).collect();
    Some(Number { value, slack, operands, linear: false })
}

/// Half of the last digit written behind the point; counts are exact.
pub fn slack(decimals: u32) -> Decimal {
    if (1..28).contains(&decimals) { Decimal::new(5, decimals + 1) } else { Decimal::ZERO }
}
