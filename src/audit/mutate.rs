//! Mutating examples: each operand of an equation's passing example is changed in turn; a rule that goes on passing
//! whatever its operand says does not really look at it.

use super::example::{self, Ended};
use crate::check::Check;
use crate::rulebook::{Example, Expect, Rule, Rulebook};
use crate::span::Span;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::str::FromStr;

/// An operand that a rule does not notice.
#[derive(Clone, Debug)]
pub struct Unnoticed {
    /// Id of the rule.
    pub rule: String,
    /// Id of the rulebook in whose text `span` lies.
    pub stands_in: String,
    /// The cell or figure.
    pub operand: String,
    /// The example.
    pub span: Span,
}

/// How far an operand is moved, both ways: far enough to break an inequality that holds with room.
const MOVES: [i64; 6] = [1, -1, 1_000_000, -1_000_000, 1_000_000_000_000, -1_000_000_000_000];

/// Change each operand of each passing example of a rulebook's own equations. An operand that several examples have is
/// looked at when the rule notices it in one of them: of a maximum only the greatest counts.
#[must_use]
pub fn run(rulebook: &Rulebook) -> Vec<Unnoticed> {
    let own = |rule: &&Rule| rule.defined_in == rulebook.id || rule.changed_in.as_ref() == Some(&rulebook.id);
    let equations = rulebook.rules.iter().filter(own).filter(|rule| matches!(rule.check, Check::Equation(_)));
    equations.flat_map(|rule| unnoticed(rulebook, rule)).collect()
}

fn unnoticed(rulebook: &Rulebook, rule: &Rule) -> Vec<Unnoticed> {
    let mut unnoticed: Vec<Unnoticed> = Vec::new();
    let mut noticed = BTreeSet::new();
    for example in rule.examples.iter().filter(|example| example.expect == Expect::Pass) {
        for operand in operands(example) {
            let name = operand.name(example);
            if notices(rulebook, rule, example, &operand) {
                noticed.insert(name);
            } else if !unnoticed.iter().any(|other| other.operand == name) {
                let (rule, stands_in) = (rule.id.clone(), example.stands_in.clone());
                unnoticed.push(Unnoticed { rule, stands_in, operand: name, span: example.span });
            }
        }
    }
    unnoticed.retain(|one| !noticed.contains(&one.operand));
    unnoticed
}

/// Which value of an example is changed.
enum Operand {
    Cell(usize),
    Figure(usize),
    PreviousCell(usize),
    /// A member's cell: which member, which cell.
    MemberCell(usize, usize),
}

impl Operand {
    fn name(&self, example: &Example) -> String {
        let named = |entry: Option<&(String, String)>| entry.map(|(name, _)| name.clone()).unwrap_or_default();
        match self {
            Self::Cell(at) => named(example.cells.get(*at)),
            Self::Figure(at) => named(example.figures.get(*at)),
            Self::PreviousCell(at) => {
                format!("previous.{}", named(example.previous.as_ref().and_then(|previous| previous.cells.get(*at))))
            }
            Self::MemberCell(member, at) => {
                format!("members.{}", named(example.members.get(*member).and_then(|member| member.cells.get(*at))))
            }
        }
    }

    fn value<'e>(&self, example: &'e mut Example) -> Option<&'e mut String> {
        match self {
            Self::Cell(at) => example.cells.get_mut(*at).map(|(_, value)| value),
            Self::Figure(at) => example.figures.get_mut(*at).map(|(_, value)| value),
            Self::PreviousCell(at) => {
                example.previous.as_mut().and_then(|previous| previous.cells.get_mut(*at)).map(|(_, value)| value)
            }
            Self::MemberCell(member, at) => {
                let member = example.members.get_mut(*member);
                member.and_then(|member| member.cells.get_mut(*at)).map(|(_, value)| value)
            }
        }
    }
}

fn operands(example: &Example) -> Vec<Operand> {
    let previous = example.previous.as_ref().map_or(0, |previous| previous.cells.len());
    let members = example.members.iter().enumerate();
    let members =
        members.flat_map(|(member, other)| (0..other.cells.len()).map(move |at| Operand::MemberCell(member, at)));
    (0..example.cells.len())
        .map(Operand::Cell)
        .chain((0..example.figures.len()).map(Operand::Figure))
        .chain((0..previous).map(Operand::PreviousCell))
        .chain(members)
        .collect()
}

/// Whether some change of the operand makes the rule answer otherwise. What is no number is not changed.
fn notices(rulebook: &Rulebook, rule: &Rule, example: &Example, operand: &Operand) -> bool {
    MOVES.iter().any(|by| {
        let mut changed = example.clone();
        let Some(value) = operand.value(&mut changed) else { return true };
        let Some(moved) = Decimal::from_str(value).ok().and_then(|number| number.checked_add(Decimal::from(*by)))
        else {
            return true;
        };
        *value = moved.to_string();
        example::try_one(rulebook, rule, &changed).ended != Ended::Passed
    })
}
