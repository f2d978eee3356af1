//! Whole tables: the names of their cells, and two tables compared cell by cell.

use super::{Answer, Judged, Scene, Tolerance, compare, truth};
use crate::check::expression::{CellName, Comparison, Node, Report};
use crate::fact::Facts;

/// Whether a part of an expression is a whole table.
pub fn is_table(node: &Node) -> bool {
    match node {
        Node::Table(..) => true,
        Node::Number(_)
        | Node::Cell(_)
        | Node::Figure(..)
        | Node::Negative(_)
        | Node::Binary(..)
        | Node::Compare(..)
        | Node::Logic(..)
        | Node::Call(..) => false,
    }
}

impl<'a> Scene<'a> {
    /// The cells of a table by the report's own rulebook, rows of wildcards left out: those have names of their own or
    /// none. Of an example's table only the cells that it gives.
    pub(super) fn names(&self, report: Report, table: &str) -> Vec<CellName> {
        let facts = self.context.facts;
        let Some(spec) = facts.vocabulary.table(table) else { return Vec::new() };
        let given = facts.tables.get(table).filter(|found| found.given);
        let mut names = Vec::new();
        for row in spec.rows.iter().filter(|row| !row.leaves) {
            for column in &spec.columns {
                if given.is_none_or(|given| given.cell(&row.id, &column.id).is_some()) {
                    names.push(CellName {
                        report,
                        table: table.to_owned(),
                        row: Some(row.id.clone()),
                        column: Some(column.id.clone()),
                        leaves: false,
                    });
                }
            }
        }
        names
    }

    /// Whether a comparison holds of any cell that both tables have. One that holds settles it, whatever is not known
    /// of the others; a cell that only one of two years' formats has is left out.
    pub(super) fn cellwise(
        &self,
        comparison: Comparison,
        left: &Node,
        right: &Node,
        tolerance: Tolerance,
    ) -> Answer<Judged<'a>> {
        let (Node::Table(one, table), Node::Table(other, second)) = (left, right) else {
            return Answer::Known(truth(false, Vec::new()));
        };
        let mut operands = Vec::new();
        let mut unknown = None;
        for name in self.names(*one, table) {
            if !self.has(*one, &name) || !self.has(*other, &CellName { table: second.clone(), ..name.clone() }) {
                continue;
            }
            let read = |report| {
                let name =
                    CellName { report, table: if report == *one { table } else { second }.clone(), ..name.clone() };
                self.reports(report, |facts| self.cells(facts, &name))
            };
            match read(*one).and(read(*other)) {
                Answer::Known((left, right)) => {
                    for (left, right) in left.into_iter().zip(right) {
                        match compare(comparison, left, right, tolerance) {
                            Answer::Known(judged) if judged.holds => return Answer::Known(judged),
                            Answer::Known(judged) => {
                                let said = judged.left.operands.into_iter().chain(judged.right.operands);
                                operands.extend(said.filter(|operand| !operand.value.is_zero()));
                            }
                            Answer::Unknown(reason) | Answer::NotSaid(reason) => unknown = unknown.or(Some(reason)),
                        }
                    }
                }
                Answer::Unknown(reason) => unknown = unknown.or(Some(reason)),
                Answer::NotSaid(reason) => return Answer::NotSaid(reason),
            }
        }
        unknown.map_or_else(|| Answer::Known(truth(false, operands)), Answer::Unknown)
    }

    /// Whether a report's own format has a cell; true where the report was not given, which is said elsewhere.
    fn has(&self, report: Report, name: &CellName) -> bool {
        let has = |facts: &Facts<'_>| {
            let spec = facts.vocabulary.table(&name.table);
            spec.is_none_or(|spec| {
                spec.rows.iter().any(|row| Some(&row.id) == name.row.as_ref())
                    && spec.columns.iter().any(|column| Some(&column.id) == name.column.as_ref())
            })
        };
        match report {
            Report::Own => has(self.context.facts),
            Report::Previous => self.context.previous.is_none_or(has),
            Report::Members => {
                self.context.members.is_none_or(|members| members.reports.iter().all(|facts| has(facts)))
            }
        }
    }
}
