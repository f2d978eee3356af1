//! Numbers with what they were made of, and exact arithmetic that never overflows unseen.

use super::{Answer, Tolerance};
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
    /// How far it may lie from the value because only bounds are known: `<1` is 0.5, give or take 0.5.
    pub open: Decimal,
    /// The power of ten of the unit of money it is in, where that is known.
    pub money: Option<u32>,
    /// What it was made of.
    pub operands: Vec<Operand<'a>>,
    /// Whether it is the sum of its operands times their coefficients (and a constant).
    pub linear: bool,
}

impl Number<'_> {
    /// A number that is written in the expression.
    pub fn constant(value: Decimal) -> Self {
        let zero = Decimal::ZERO;
        Self { value, slack: zero, open: zero, money: None, operands: Vec::new(), linear: true }
    }

    /// The number times a constant; `None` on overflow.
    pub fn scale(mut self, factor: Decimal) -> Option<Self> {
        self.value = self.value.checked_mul(factor)?;
        self.slack = self.slack.checked_mul(factor.abs())?;
        self.open = self.open.checked_mul(factor.abs())?;
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

impl<'a> Judged<'a> {
    /// All that took part.
    pub fn operands(self) -> Vec<Operand<'a>> {
        self.left.operands.into_iter().chain(self.right.operands).collect()
    }
}

/// The mean of numbers, or the one in the middle; `None` where there is none, or on overflow.
pub fn middle(mut numbers: Vec<Number<'_>>, median: bool) -> Option<Number<'_>> {
    numbers.sort_by_key(|number| number.value);
    let count = numbers.len();
    let taken = if median { count.saturating_sub(1) / 2..count.min(count / 2 + 1) } else { 0..count };
    let operands: Vec<Operand<'_>> = numbers.iter().flat_map(|number| number.operands.clone()).collect();
    let mut total = Number::constant(Decimal::ZERO);
    let share = Decimal::ONE.checked_div(Decimal::from(taken.len().max(1)))?;
    for number in numbers.drain(taken) {
        total = add(total, number)?;
    }
    (count > 0).then_some(())?;
    Some(Number { operands, linear: false, ..total.scale(share)? })
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
    tolerance: Tolerance,
) -> Answer<Judged<'a>> {
    let Some((left, right)) = in_one_unit(left, right) else { return Answer::Unknown(too_large()) };
    let allowed = match tolerance {
        Tolerance::Exact => Decimal::ZERO,
        Tolerance::Within(allowed) => allowed,
        Tolerance::Written => left.slack.checked_add(right.slack).unwrap_or_default(),
    };
    let open = left.open.checked_add(right.open).unwrap_or_default();
    let Some(difference) = left.value.checked_sub(right.value) else { return Answer::Unknown(too_large()) };
    let holds = match comparison {
        Comparison::Equal => difference.abs() <= allowed + open,
        Comparison::Unequal => !difference.is_zero() || !open.is_zero(),
        Comparison::Less => difference < allowed + open || difference.is_zero() && !allowed.is_zero(),
        Comparison::AtMost => difference <= allowed + open,
        Comparison::More => difference > -allowed - open || difference.is_zero() && !allowed.is_zero(),
        Comparison::AtLeast => difference >= -allowed - open,
    };
    // Bounds alone do not prove that two numbers are equal.
    if holds && !open.is_zero() && comparison == Comparison::Equal {
        return Answer::Unknown(Wording::new(
            "有的数只写了界限，不能确知相等",
            "some numbers are bounds alone: equality is not known",
        ));
    }
    Answer::Known(Judged { holds, comparison: Some(comparison), left, right, difference })
}

fn too_large() -> Wording {
    Wording::new("数过大,无法计算", "a number is too large")
}

/// Two numbers in one unit of money, where both units are known.
fn in_one_unit<'a>(left: Number<'a>, right: Number<'a>) -> Option<(Number<'a>, Number<'a>)> {
    let (Some(one), Some(other)) = (left.money, right.money) else { return Some((left, right)) };
    let power = Decimal::from(10_u64.checked_pow(one.abs_diff(other))?);
    match one.cmp(&other) {
        std::cmp::Ordering::Equal => Some((left, right)),
        // The finer unit is the one to compare in: it needs no fraction.
        std::cmp::Ordering::Greater => Some((Number { money: Some(other), ..left.scale(power)? }, right)),
        std::cmp::Ordering::Less => Some((left, Number { money: Some(one), ..right.scale(power)? })),
    }
}

/// The sum; `None` on overflow.
pub fn add<'a>(left: Number<'a>, right: Number<'a>) -> Option<Number<'a>> {
    let (mut left, right) = in_one_unit(left, right)?;
    left.value = left.value.checked_add(right.value)?;
    left.slack = left.slack.checked_add(right.slack)?;
    left.open = left.open.checked_add(right.open)?;
    left.money = left.money.or(right.money);
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
    let off = |left_off: Decimal, right_off: Decimal| {
        let one = left.value.abs().checked_mul(right_off)?;
        one.checked_add(right.value.abs().checked_mul(left_off)?)
    };
    let (slack, open) = (off(left.slack, right.slack)?, off(left.open, right.open)?);
    let operands = left.operands.into_iter().chain(right.operands).collect();
    Some(Number { value, slack, open, money: None, operands, linear: false })
}

/// The quotient; `None` on overflow.
pub fn divide<'a>(left: Number<'a>, right: Number<'a>) -> Option<Number<'a>> {
    if right.operands.is_empty() {
        return left.scale(Decimal::ONE.checked_div(right.value)?);
    }
    let (left, right) = in_one_unit(left, right)?;
    let value = left.value.checked_div(right.value)?;
    let off = |left_off: Decimal, right_off: Decimal| {
        left_off.checked_add(value.abs().checked_mul(right_off)?)?.checked_div(right.value.abs())
    };
    let (slack, open) = (off(left.slack, right.slack)?, off(left.open, right.open)?);
    let operands = left.operands.into_iter().chain(right.operands).collect();
    Some(Number { value, slack, open, money: None, operands, linear: false })
}

/// Half of the last digit written behind the point; counts are exact.
pub fn slack(decimals: u32) -> Decimal {
    if (1..28).contains(&decimals) { Decimal::new(5, decimals + 1) } else { Decimal::ZERO }
}
