//! Evaluation: exact, with every operand kept, and honest about what is not known.

mod cell;
mod logic;
mod number;
mod whole;

use super::{CellName, Expression, Function, Node, Operator, Report};
use crate::check::Context;
use crate::fact::Facts;
use crate::fact::figure::Figure;
use crate::fact::table::{base, value};
use crate::fact::vocabulary::COMPONENT;
use crate::finding::Wording;
use cell::{absent, cell, inapplicable};
pub use number::{Judged, Number, Operand, Source};
use number::{add, compare, divide, known, multiply, slack, truth};
use rust_decimal::{Decimal, RoundingStrategy};

/// What evaluation says.
#[derive(Clone, Debug)]
pub enum Answer<T> {
    /// A value.
    Known(T),
    /// It cannot be known, and why.
    Unknown(Wording),
    /// It was never said or given, and so nothing is asked of it.
    NotSaid(Wording),
}

impl<T> Answer<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        match self {
            Self::Known(value) => Answer::Known(change(value)),
            Self::Unknown(reason) => Answer::Unknown(reason),
            Self::NotSaid(reason) => Answer::NotSaid(reason),
        }
    }

    fn and_then<U>(self, change: impl FnOnce(T) -> Answer<U>) -> Answer<U> {
        match self {
            Self::Known(value) => change(value),
            Self::Unknown(reason) => Answer::Unknown(reason),
            Self::NotSaid(reason) => Answer::NotSaid(reason),
        }
    }

    /// Both, or why not: what was never said counts before what cannot be known.
    fn and<U>(self, other: Answer<U>) -> Answer<(T, U)> {
        match (self, other) {
            (Self::Known(left), Answer::Known(right)) => Answer::Known((left, right)),
            (Self::NotSaid(reason), _) | (_, Answer::NotSaid(reason)) => Answer::NotSaid(reason),
            (Self::Unknown(reason), _) | (_, Answer::Unknown(reason)) => Answer::Unknown(reason),
        }
    }
}

/// How far two sides may lie apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tolerance {
    /// Not at all.
    #[default]
    Exact,
    /// By so much.
    Within(Decimal),
    /// By half of the last digit written, for each operand with decimals.
    Written,
}

/// Where an expression is evaluated.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The report and what was given beside it.
    pub context: Context<'a>,
    /// The row that is visited.
    pub row: Option<&'a str>,
    /// The column that is visited.
    pub column: Option<&'a str>,
    /// Which mention of a figure counts where it is said several times, from 0; the last where there are fewer.
    pub mention: usize,
}

impl Expression {
    /// Whether the expression holds.
    #[must_use]
    pub fn judge<'a>(&self, scene: &Scene<'a>, tolerance: Tolerance) -> Answer<Judged<'a>> {
        scene.judge(&self.root, tolerance)
    }
}

impl<'a> Scene<'a> {
    fn judge(&self, node: &Node, tolerance: Tolerance) -> Answer<Judged<'a>> {
        match node {
            Node::Compare(comparison, left, right) => {
                let sides = self.scalar(left).and(self.scalar(right));
                sides.and_then(|(left, right)| compare(*comparison, left, right, tolerance))
            }
            Node::Call(Function::Any, arguments) => self.any(arguments, tolerance),
            Node::Logic(logic, parts) => self.joined(*logic, parts, tolerance),
            Node::Call(Function::Descending, arguments) => self.lists(arguments).map(|numbers| {
                let holds = numbers.windows(2).all(|pair| pair[1].value <= pair[0].value);
                truth(holds, numbers.into_iter().flat_map(|number| number.operands).collect())
            }),
            Node::Number(_)
            | Node::Cell(_)
            | Node::Figure(..)
            | Node::Table(..)
            | Node::Negative(_)
            | Node::Binary(..)
            | Node::Call(
                Function::Sum
                | Function::Min
                | Function::Max
                | Function::Abs
                | Function::Round
                | Function::Count
                | Function::Avg
                | Function::Median,
                _,
            ) => self.scalar(node).map(|number| truth(!number.value.is_zero(), number.operands)),
        }
    }

    /// One number.
    fn scalar(&self, node: &Node) -> Answer<Number<'a>> {
        match node {
            Node::Number(value) => Answer::Known(Number::constant(*value)),
            Node::Cell(_) | Node::Figure(..) | Node::Table(..) => {
                self.list(node).and_then(|mut numbers| match numbers.len() {
                    1 => Answer::Known(numbers.remove(0)),
                    _ => Answer::Unknown(Wording::new("不止一个数", "more than one number")),
                })
            }
            Node::Negative(inner) => self.scalar(inner).and_then(|number| known(number.scale(Decimal::NEGATIVE_ONE))),
            Node::Binary(operator, left, right) => self.binary(*operator, left, right),
            Node::Compare(..) | Node::Logic(..) | Node::Call(Function::Any | Function::Descending, _) => {
                self.judge(node, Tolerance::Exact).map(|judged| {
                    let mut number = Number::constant(if judged.holds { Decimal::ONE } else { Decimal::ZERO });
                    number.operands = judged.left.operands;
                    number.linear = false;
                    number
                })
            }
            Node::Call(Function::Sum, arguments) => self.lists(arguments).and_then(|numbers| {
                let mut total = Number::constant(Decimal::ZERO);
                for number in numbers {
                    match add(total, number) {
                        Some(sum) => total = sum,
                        None => return known(None),
                    }
                }
                Answer::Known(total)
            }),
            Node::Call(function @ (Function::Min | Function::Max), arguments) => {
                self.lists(arguments).and_then(|numbers| {
                    let money = numbers.iter().find_map(|number| number.money);
                    let values = numbers.iter().map(|number| (number.value, number.slack, number.open));
                    let found = if *function == Function::Min { values.min() } else { values.max() };
                    let Some((value, slack, open)) = found else {
                        return Answer::Unknown(Wording::new("没有可比的数", "there is no number to compare"));
                    };
                    let operands = numbers.into_iter().flat_map(|number| number.operands).collect();
                    Answer::Known(Number { value, slack, open, money, operands, linear: false })
                })
            }
            Node::Call(Function::Count, arguments) => self.count(arguments),
            Node::Call(function @ (Function::Avg | Function::Median), arguments) => {
                self.lists(arguments).and_then(|numbers| known(number::middle(numbers, *function == Function::Median)))
            }
            Node::Call(Function::Abs, arguments) => self.first(arguments).map(|mut number| {
                number.value = number.value.abs();
                number.linear = false;
                number
            }),
            Node::Call(Function::Round, arguments) => {
                let digits = match arguments.get(1) {
                    Some(digits) => self.scalar(digits).map(|digits| digits.value),
                    None => Answer::Known(Decimal::ZERO),
                };
                self.first(arguments).and(digits).map(|(mut number, digits)| {
                    let digits = u32::try_from(digits.round()).unwrap_or(0).min(28);
                    number.value = number.value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
                    number.linear = false;
                    number
                })
            }
        }
    }

    fn first(&self, arguments: &[Node]) -> Answer<Number<'a>> {
        match arguments.first() {
            Some(argument) => self.scalar(argument),
            None => known(None),
        }
    }

    fn binary(&self, operator: Operator, left: &Node, right: &Node) -> Answer<Number<'a>> {
        let (left, right) = (self.scalar(left), self.scalar(right));
        if operator == Operator::Multiply {
            for side in [&left, &right] {
                if let Answer::Known(number) = side
                    && number.value.is_zero()
                    && number.slack.is_zero()
                {
                    return side.clone();
                }
            }
        }
        left.and(right).and_then(|(left, right)| match operator {
            Operator::Add => known(add(left, right)),
            Operator::Subtract => known(right.scale(Decimal::NEGATIVE_ONE).and_then(|right| add(left, right))),
            Operator::Multiply => known(multiply(left, right)),
            Operator::Divide if right.value.is_zero() => Answer::Unknown(Wording::new("除数为零", "division by zero")),
            Operator::Divide => known(divide(left, right)),
        })
    }

    /// All numbers of some arguments.
    fn lists(&self, arguments: &[impl std::borrow::Borrow<Node>]) -> Answer<Vec<Number<'a>>> {
        let mut all = Answer::Known(Vec::new());
        for argument in arguments {
            all = all.and(self.list(argument.borrow())).map(|(mut all, more): (Vec<Number<'a>>, Vec<Number<'a>>)| {
                all.extend(more);
                all
            });
        }
        all
    }

    fn list(&self, node: &Node) -> Answer<Vec<Number<'a>>> {
        match node {
            Node::Cell(name) => self.reports(name.report, |facts| self.cells(facts, name)),
            Node::Figure(report, id) => self.reports(*report, |facts| self.figure(facts, *report, id)),
            Node::Table(report, id) => {
                let mut all = Answer::Known(Vec::new());
                for name in self.names(*report, id) {
                    let one = self.reports(*report, |facts| self.cells(facts, &name));
                    all = all.and(one).map(|(mut all, more): (Vec<Number<'a>>, Vec<Number<'a>>)| {
                        all.extend(more);
                        all
                    });
                }
                all
            }
            Node::Number(_)
            | Node::Negative(_)
            | Node::Binary(..)
            | Node::Compare(..)
            | Node::Logic(..)
            | Node::Call(..) => self.scalar(node).map(|number| vec![number]),
        }
    }

    fn reports(
        &self,
        report: Report,
        read: impl Fn(&'a Facts<'a>) -> Answer<Vec<Number<'a>>>,
    ) -> Answer<Vec<Number<'a>>> {
        match report {
            Report::Own => read(self.context.facts),
            Report::Previous => match self.context.previous {
                Some(previous) => read(previous),
                None => Answer::NotSaid(Wording::new("没有给出上一年的报告", "last year's report was not given")),
            },
            Report::Members => {
                let Some(members) = self.context.members else {
                    return Answer::NotSaid(Wording::new("没有给出下级的报告", "no reports below this one were given"));
                };
                let mut all = Answer::Known(Vec::new());
                for member in members.reports {
                    all = all.and(read(member)).map(|(mut all, more): (Vec<Number<'a>>, Vec<Number<'a>>)| {
                        all.extend(more);
                        all
                    });
                }
                all
            }
        }
    }

    fn cells(&self, facts: &'a Facts<'a>, name: &CellName) -> Answer<Vec<Number<'a>>> {
        let Some(table) = facts.tables.get(&name.table) else {
            if facts.vocabulary.table(&name.table).is_none() {
                return Answer::NotSaid(Wording::new(
                    format!("上一年的格式没有表 {}", name.table),
                    format!("the other report's format has no table {}", name.table),
                ));
            }
            if facts.tables.is_unsaid(facts.vocabulary, &name.table) {
                return Answer::NotSaid(Wording::new(
                    format!("报告没有表 {}", name.table),
                    format!("the report has no table {}", name.table),
                ));
            }
            let reason = facts.tables.why_missing(&name.table).cloned();
            return Answer::Unknown(reason.unwrap_or_else(|| {
                Wording::new(format!("未读出表 {}", name.table), format!("table {} was not read", name.table))
            }));
        };
        let only = || table.rows.first().filter(|_| table.rows.len() == 1).map(|row| row.id.as_str());
        let joined = self.row.map(|row| table.same_row(row).map_or(row, |row| row.id.as_str()));
        let row = name.row.as_deref().or(joined).or_else(only);
        let column = name.column.as_deref().or(self.column);
        let (Some(row), Some(column)) = (row, column) else {
            return Answer::Unknown(Wording::new(
                format!("表 {} 的行列没有对上", name.table),
                format!("row or column of table {} could not be told", name.table),
            ));
        };
        if !name.leaves {
            return cell(facts, table, name.report, row, column).map(|number| vec![number]);
        }
        let mut numbers = Answer::Known(Vec::new());
        let mut any = false;
        let mut left_out = None;
        for leaf in table.rows_of(row) {
            any = true;
            // What does not apply to one of them adds nothing to their sum.
            if let Some(reason) = inapplicable(table, &leaf.id, column) {
                left_out.get_or_insert(reason);
                continue;
            }
            numbers = numbers.and(cell(facts, table, name.report, &leaf.id, column)).map(
                |(mut numbers, number): (Vec<Number<'a>>, Number<'a>)| {
                    numbers.push(number);
                    numbers
                },
            );
        }
        if let (Some(reason), Answer::Known(known)) = (&left_out, &numbers)
            && known.is_empty()
        {
            return Answer::NotSaid(reason.clone());
        }
        if !any && base(row) == COMPONENT && !table.rows.is_empty() {
            return Answer::NotSaid(Wording::new(
                format!("表 {} 没有分机构的行", table.table),
                format!("table {} has no rows by component", table.table),
            ));
        }
        if any || table.given { numbers } else { Answer::Unknown(absent(facts, table, row, column)) }
    }

    fn figure(&self, facts: &'a Facts<'a>, report: Report, id: &str) -> Answer<Vec<Number<'a>>> {
        let said: Vec<&Figure> =
            facts.figures.iter().filter(|figure| figure.figure == id && !figure.approximate).collect();
        let Some(figure) = said.get(self.mention.min(said.len().saturating_sub(1))) else {
            return Answer::NotSaid(Wording::new(format!("文中没有说 {id}"), format!("the text does not say {id}")));
        };
        let operand =
            Operand { report, source: Source::Figure(figure), value: figure.value, coefficient: Decimal::ONE };
        let (slack, money, zero) = (slack(figure.decimals), figure_money(facts, figure), Decimal::ZERO);
        let operands = vec![operand];
        Answer::Known(vec![Number { value: figure.value, slack, open: zero, money, operands, linear: true }])
    }
}

/// The power of ten of the unit of money that a figure's value is in: its own unit's, else that of one 元 where the text
/// says an amount.
fn figure_money(facts: &Facts<'_>, figure: &Figure) -> Option<u32> {
    if let Some(unit) = facts.vocabulary.figure(&figure.figure).and_then(|spec| spec.unit.as_deref()) {
        return value::money(unit);
    }
    let said = facts.document.slice(figure.span);
    let unit = said.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ',' | '-'));
    value::money(unit).map(|_| 0)
}
