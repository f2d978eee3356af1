//! What the names of an expression mean, by the vocabulary.

use super::parse::Tree;
use super::{CellName, Each, Function, Node, Report};
use crate::check::param::Fields;
use crate::fact::table::base;
use crate::fact::vocabulary::{Axis, TableSpec};
use crate::finding::{Fault, Wording};
use crate::span::Span;
use std::ops::Range;

/// Resolves the names of one expression.
pub struct Resolver<'f, 'a, 'p> {
    fields: &'f mut Fields<'a>,
    place: &'p dyn Fn(Range<usize>) -> Span,
    table: Option<String>,
    each: Each,
}

impl<'f, 'a, 'p> Resolver<'f, 'a, 'p> {
    /// A resolver for names under a rule's `table` and `each`.
    pub fn new(
        fields: &'f mut Fields<'a>,
        place: &'p dyn Fn(Range<usize>) -> Span,
        table: Option<&str>,
        each: Each,
    ) -> Self {
        Self { fields, place, table: table.map(str::to_owned), each }
    }

    /// Resolve a part; `many` says that a function takes all leaves of a wildcard here.
    pub fn node(&mut self, tree: &Tree, many: bool) -> Option<Node> {
        Some(match tree {
            Tree::Number(number) => Node::Number(*number),
            Tree::Name(name, at) => self.name(name, at.clone(), many)?,
            Tree::Negative(inner) => Node::Negative(Box::new(self.node(inner, many)?)),
            Tree::Binary(operator, left, right) => {
                let (left, right) = (self.node(left, false), self.node(right, false));
                Node::Binary(*operator, Box::new(left?), Box::new(right?))
            }
            Tree::Compare(comparison, left, right) => {
                let (left, right) = (self.node(left, many), self.node(right, many));
                Node::Compare(*comparison, Box::new(left?), Box::new(right?))
            }
            Tree::Call(name, at, arguments) => self.call(name, at.clone(), arguments)?,
            Tree::Logic(logic, parts) => {
                let nodes: Vec<Option<Node>> = parts.iter().map(|(part, at)| self.truth(part, at.clone())).collect();
                Node::Logic(*logic, nodes.into_iter().collect::<Option<Vec<Node>>>()?)
            }
        })
    }

    /// A part that is true or false.
    fn truth(&mut self, tree: &Tree, at: Range<usize>) -> Option<Node> {
        let node = self.node(tree, false)?;
        let judges =
            matches!(node, Node::Compare(..) | Node::Logic(..) | Node::Call(Function::Any | Function::Descending, _));
        if !judges {
            let message = Wording::new("这里应为比较,例如 `a > 0`", "expected a comparison here, such as `a > 0`");
            self.fields.fault(Fault::new((self.place)(at), message));
        }
        judges.then_some(node)
    }

    fn call(&mut self, name: &str, at: Range<usize>, arguments: &[Tree]) -> Option<Node> {
        let Some((_, function)) = Function::ALL.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = Function::ALL.iter().map(|(known, _)| *known).collect();
            self.fields.unknown_name((self.place)(at), name, &known, "函数", "function");
            return None;
        };
        let fits = match function {
            Function::Abs => arguments.len() == 1,
            Function::Round => (1..=2).contains(&arguments.len()),
            Function::Sum
            | Function::Min
            | Function::Max
            | Function::Any
            | Function::Descending
            | Function::Count
            | Function::Avg
            | Function::Median => true,
        };
        if !fits {
            let message =
                Wording::new(format!("`{name}` 的参数个数不对"), format!("wrong number of arguments to `{name}`"));
            self.fields.fault(Fault::new((self.place)(at), message));
        }
        let many = match function {
            Function::Abs | Function::Round => false,
            Function::Sum
            | Function::Min
            | Function::Max
            | Function::Any
            | Function::Descending
            | Function::Count
            | Function::Avg
            | Function::Median => true,
        };
        let nodes: Vec<Option<Node>> = arguments.iter().map(|argument| self.node(argument, many)).collect();
        let nodes: Option<Vec<Node>> = nodes.into_iter().collect();
        fits.then_some(())?;
        Some(Node::Call(*function, nodes?))
    }

    fn name(&mut self, name: &str, at: Range<usize>, many: bool) -> Option<Node> {
        let mut parts: Vec<&str> = name.split('.').collect();
        let report = match parts.first() {
            Some(&"previous") if parts.len() > 1 => Report::Previous,
            Some(&"members") if parts.len() > 1 => Report::Members,
            _ => Report::Own,
        };
        if report != Report::Own {
            parts.remove(0);
        }
        let Some(node) = self.find(report, &parts) else {
            self.unknown(name, &parts, at);
            return None;
        };
        let several = match &node {
            // The one wildcard of a whole table stands for its only row; where there are more, that is not known.
            Node::Cell(cell) => {
                cell.leaves
                    && !self.fields.vocabulary.table(&cell.table).is_some_and(|spec| open(spec) && !spec.component)
            }
            Node::Table(..) => true,
            Node::Figure(..)
            | Node::Number(_)
            | Node::Negative(_)
            | Node::Binary(..)
            | Node::Compare(..)
            | Node::Logic(..)
            | Node::Call(..) => false,
        };
        let several = several || report == Report::Members;
        if several && !many {
            let message = Wording::new(
                format!("`{name}` 是多个数,应写在 sum(…) 之类的函数里"),
                format!("`{name}` stands for several numbers: put it into a function such as sum(…)"),
            );
            self.fields.fault(Fault::new((self.place)(at), message));
            return None;
        }
        Some(node)
    }

    fn find(&self, report: Report, parts: &[&str]) -> Option<Node> {
        let vocabulary = self.fields.vocabulary;
        let table = self.table.as_deref().and_then(|id| vocabulary.table(id));
        match parts {
            [name] => {
                let own = table.and_then(|spec| match self.each {
                    Each::Row => cell(report, spec, None, Some(name)),
                    Each::Column => cell(report, spec, Some(name), None),
                    Each::Once => cell(report, spec, None, Some(name)).filter(|_| single(spec)),
                });
                let figure = || vocabulary.figure(name).map(|_| Node::Figure(report, (*name).to_owned()));
                let whole = || vocabulary.table(name).map(|_| Node::Table(report, (*name).to_owned()));
                own.or_else(figure).or_else(whole)
            }
            [first, second] => {
                let inside = table.and_then(|spec| cell(report, spec, Some(first), Some(second)));
                let other = || {
                    let spec = vocabulary.table(first)?;
                    match self.each {
                        Each::Row => cell(report, spec, None, Some(second)),
                        Each::Column => cell(report, spec, Some(second), None),
                        Each::Once => None,
                    }
                    .or_else(|| cell(report, spec, None, Some(second)).filter(|_| single(spec)))
                };
                inside.or_else(other)
            }
            [table, row, column] => cell(report, vocabulary.table(table)?, Some(row), Some(column)),
            _ => None,
        }
    }

    fn unknown(&mut self, name: &str, parts: &[&str], at: Range<usize>) {
        if self.unknown_part(name, parts, &at) {
            return;
        }
        let vocabulary = self.fields.vocabulary;
        let mut known: Vec<String> = vocabulary.figures.iter().map(|figure| figure.id.clone()).collect();
        for spec in &vocabulary.tables {
            let mine = self.table.as_deref() == Some(spec.id.as_str());
            if mine && self.each != Each::Column {
                known.extend(spec.columns.iter().map(|axis| axis.id.clone()));
            }
            if mine && self.each != Each::Row {
                known.extend(spec.rows.iter().map(|axis| axis.id.clone()));
            }
            if parts.len() > 1 {
                for row in &spec.rows {
                    for column in &spec.columns {
                        let inside = format!("{}.{}", row.id, column.id);
                        known.push(if mine && parts.len() == 2 { inside } else { format!("{}.{inside}", spec.id) });
                    }
                }
            }
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.fields.unknown_name((self.place)(at), name, &known, "名称", "name");
    }
}

impl Resolver<'_, '_, '_> {
    /// Say which part of a path is not known, where all before it are; whether it was said.
    fn unknown_part(&mut self, name: &str, parts: &[&str], at: &Range<usize>) -> bool {
        let vocabulary = self.fields.vocabulary;
        let own = self.table.as_deref().and_then(|id| vocabulary.table(id));
        let has = |axes: &[Axis], id: &str| axes.iter().any(|axis| axis.id == base(id));
        let (spec, rest) = match parts {
            [table, rest @ ..] if vocabulary.table(table).is_some() => (vocabulary.table(table), rest),
            rest => (own, rest),
        };
        let Some(spec) = spec else { return false };
        let (part, axes, zh, en) = match rest {
            [row, column] if has(&spec.rows, row) => (column, &spec.columns, "列", "column"),
            [row, column] if has(&spec.columns, column) => (row, &spec.rows, "行", "row"),
            [only] if parts.len() > 1 => match self.each {
                Each::Column => (only, &spec.rows, "行", "row"),
                Each::Row | Each::Once => (only, &spec.columns, "列", "column"),
            },
            _ => return false,
        };
        let start = name.rfind(part).map_or(at.start, |offset| at.start + offset);
        let known: Vec<&str> = axes.iter().map(|axis| axis.id.as_str()).collect();
        self.fields.unknown_name((self.place)(start..start + part.len()), part, &known, zh, en);
        true
    }
}

/// Whether a table has one row that needs no name.
fn single(spec: &TableSpec) -> bool {
    !spec.component && (open(spec) || (spec.rows.len() == 1 && !spec.rows[0].leaves))
}

/// Whether one wildcard stands for all rows of a table.
fn open(spec: &TableSpec) -> bool {
    spec.rows.iter().all(|axis| axis.leaves && axis.path.iter().all(|label| label == "*"))
}

/// A cell of a table, where its row and column are in the vocabulary.
fn cell(report: Report, spec: &TableSpec, row: Option<&str>, column: Option<&str>) -> Option<Node> {
    let mut leaves = false;
    if let Some(row) = row {
        let axis = spec.rows.iter().find(|axis| axis.id == base(row))?;
        let numbered = row != axis.id;
        if numbered && !(axis.leaves && row.ends_with(']')) {
            return None;
        }
        leaves = axis.leaves && !numbered;
    }
    if let Some(column) = column {
        spec.columns.iter().find(|axis| axis.id == column)?;
    }
    let own = |id: &str| id.to_owned();
    Some(Node::Cell(CellName { report, table: spec.id.clone(), row: row.map(own), column: column.map(own), leaves }))
}
