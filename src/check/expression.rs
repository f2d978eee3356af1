//! Arithmetic over cells and figures, as rulebooks write it: `done = granted + partial + sum(denied)`.
//!
//! Names are resolved against the vocabulary when the rulebook is loaded (`parse`, `resolve`), each fault with its
//! span. Evaluation (`evaluate`) is exact and says known, unknown with a reason, or not said.
//!
//! ```toml
//! holds = "new + carried_in = done + carried_out"      # with `table` and `each` single names are rows or columns
//! holds = "reconsideration.total = said_reviews"       # table.row.column, figures by id
//! holds = "sum(members.requests.new.total) = requests.new.total"
//! holds = "if received > 0 then staff > 0 and costs > 0" # also `or`, `not`
//! holds = "any(requests != previous.requests)"         # a table's id: all of its cells, two tables cell by cell
//! ```

mod evaluate;
mod parse;
mod resolve;

use super::param::Fields;
use crate::finding::Wording;
use crate::span::Span;
use rust_decimal::Decimal;

pub use evaluate::{Answer, Judged, Number, Operand, Scene, Source, Tolerance};

/// What single names of an expression mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Each {
    /// The rule visits every row: names are columns.
    Row,
    /// The rule visits every column: names are rows.
    Column,
    /// The rule is asked once.
    Once,
}

/// A compiled expression: a comparison, or a function that is true or false.
#[derive(Clone, Debug)]
pub struct Expression {
    /// As written.
    pub source: String,
    /// Its meaning.
    pub root: Node,
}

/// A part of an expression.
#[derive(Clone, Debug)]
pub enum Node {
    /// A number.
    Number(Decimal),
    /// A cell, or the cells below a wildcard.
    Cell(CellName),
    /// A figure.
    Figure(Report, String),
    /// All cells of a table that have names.
    Table(Report, String),
    /// Less nothing: a sign.
    Negative(Box<Node>),
    /// Arithmetic.
    Binary(Operator, Box<Node>, Box<Node>),
    /// Comparison.
    Compare(Comparison, Box<Node>, Box<Node>),
    /// A function.
    Call(Function, Vec<Node>),
    /// What is true or false of parts that are.
    Logic(Logic, Vec<Node>),
}

/// How parts that are true or false are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Logic {
    /// `if a then b`: b, where a holds; nothing is asked where it does not.
    If,
    /// `a and b`.
    And,
    /// `a or b`.
    Or,
    /// `not a`.
    Not,
}

/// Whose cell or figure it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Report {
    /// The report's own.
    Own,
    /// Last year's.
    Previous,
    /// Those of the reports below it, one value each.
    Members,
}

/// A cell named.
#[derive(Clone, Debug)]
pub struct CellName {
    /// Whose.
    pub report: Report,
    /// The table.
    pub table: String,
    /// The row; none for the row that is visited, or the only one.
    pub row: Option<String>,
    /// The column; none for the one that is visited.
    pub column: Option<String>,
    /// Whether the row is a wildcard without a number: all its leaves.
    pub leaves: bool,
}

/// An arithmetic operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// +
    Add,
    /// -
    Subtract,
    /// *
    Multiply,
    /// /
    Divide,
}

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// =
    Equal,
    /// !=
    Unequal,
    /// <
    Less,
    /// <=
    AtMost,
    /// >
    More,
    /// >=
    AtLeast,
}

impl Comparison {
    /// The sign that says that it does not hold.
    #[must_use]
    pub fn broken(self) -> &'static str {
        match self {
            Self::Equal => "≠",
            Self::Unequal => "=",
            Self::Less => "≥",
            Self::AtMost => ">",
            Self::More => "≤",
            Self::AtLeast => "<",
        }
    }
}

/// A function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Function {
    /// The sum of all.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// Without its sign.
    Abs,
    /// To the whole number, or to the digits that the second argument says; halves away from nought.
    Round,
    /// Whether any of the arguments holds, or is not nought.
    Any,
    /// Whether each is no more than the one before.
    Descending,
    /// How many there are; of comparisons, how many hold.
    Count,
    /// Their mean.
    Avg,
    /// The one in the middle, or the mean of the two.
    Median,
}

impl Function {
    const ALL: [(&'static str, Self); 10] = [
        ("sum", Self::Sum),
        ("min", Self::Min),
        ("max", Self::Max),
        ("abs", Self::Abs),
        ("round", Self::Round),
        ("any", Self::Any),
        ("descending", Self::Descending),
        ("count", Self::Count),
        ("avg", Self::Avg),
        ("median", Self::Median),
    ];
}

/// Compile the expression of a key; faults go to `fields`. `table` and `each` say what single names mean.
pub fn compile(fields: &mut Fields<'_>, key: &'static str, table: Option<&str>, each: Each) -> Option<Expression> {
    let (source, span) = fields.spanned_text(key)?;
    compile_text(fields, &source, span, table, each)
}

/// Compile an expression that stands at a span.
pub fn compile_text(
    fields: &mut Fields<'_>,
    source: &str,
    span: Span,
    table: Option<&str>,
    each: Each,
) -> Option<Expression> {
    let place = |part: std::ops::Range<usize>| inside(span, source, part);
    let tree = match parse::parse(source) {
        Ok(tree) => tree,
        Err(bad) => {
            fields.fault(crate::finding::Fault::new(place(bad.at), bad.message).help(bad.help));
            return None;
        }
    };
    let root = resolve::Resolver::new(fields, &place, table, each).node(&tree, false)?;
    let judges =
        matches!(root, Node::Compare(..) | Node::Logic(..) | Node::Call(Function::Any | Function::Descending, _));
    if !judges {
        let message = Wording::new("表达式应为比较,例如 `a = b + c`", "expected a comparison such as `a = b + c`");
        fields.fault(crate::finding::Fault::new(span, message));
        return None;
    }
    Some(Expression { source: source.to_owned(), root })
}

/// The span of a part of a string that stands in TOML at `span`, quotes included. Escapes make it the whole string.
fn inside(span: Span, source: &str, part: std::ops::Range<usize>) -> Span {
    let quotes = span.len().saturating_sub(source.len());
    let open = match quotes {
        2 => 1,
        6 => 3,
        0 => 0,
        _ => return span,
    };
    let start = span.start as usize + open + part.start;
    Span::new(start, start + part.len())
}
