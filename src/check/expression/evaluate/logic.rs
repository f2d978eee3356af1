//! What is true or false of several numbers: any, count, and, or, not, if.

use super::number::{Judged, Number, compare, truth};
use super::whole::is_table;
use super::{Answer, Scene, Tolerance};
use crate::check::expression::{Logic, Node};
use rust_decimal::Decimal;

impl<'a> Scene<'a> {
    /// Whether any argument holds; one that does settles it, whatever is not known of the others.
    pub(super) fn any(&self, arguments: &[Node], tolerance: Tolerance) -> Answer<Judged<'a>> {
        let mut operands = Vec::new();
        let mut open: Option<Answer<Judged<'a>>> = None;
        for argument in arguments {
            let answer = match argument {
                Node::Compare(comparison, left, right) if is_table(left) && is_table(right) => {
                    self.cellwise(*comparison, left, right, tolerance)
                }
                Node::Compare(comparison, left, right) => self.pairs(left, right).and_then(|pairs| {
                    let mut all = Vec::new();
                    let mut holds = false;
                    for (left, right) in pairs {
                        match compare(*comparison, left, right, tolerance) {
                            Answer::Known(judged) => {
                                holds |= judged.holds;
                                all.extend(judged.left.operands);
                                all.extend(judged.right.operands);
                            }
                            other @ (Answer::Unknown(_) | Answer::NotSaid(_)) => return other,
                        }
                    }
                    Answer::Known(truth(holds, all))
                }),
                other @ (Node::Number(_)
                | Node::Cell(_)
                | Node::Figure(..)
                | Node::Table(..)
                | Node::Negative(_)
                | Node::Binary(..)
                | Node::Logic(..)
                | Node::Call(..)) => self.lists(std::slice::from_ref(other)).map(|numbers| {
                    let holds = numbers.iter().any(|number| !number.value.is_zero());
                    truth(holds, numbers.into_iter().flat_map(|number| number.operands).collect())
                }),
            };
            match answer {
                Answer::Known(judged) if judged.holds => return Answer::Known(judged),
                Answer::Known(judged) => operands.extend(judged.left.operands),
                unknown @ (Answer::Unknown(_) | Answer::NotSaid(_)) => open = Some(open.unwrap_or(unknown)),
            }
        }
        open.unwrap_or_else(|| Answer::Known(truth(false, operands)))
    }

    /// Parts that are true or false, joined: what settles it counts, whatever is not known of the others.
    pub(super) fn joined(&self, logic: Logic, parts: &[Node], tolerance: Tolerance) -> Answer<Judged<'a>> {
        let mut answers = parts.iter().map(|part| self.judge(part, tolerance));
        match logic {
            Logic::Not => answers.next().map_or(Answer::Known(truth(true, Vec::new())), |answer| {
                answer.map(|judged| truth(!judged.holds, judged.operands()))
            }),
            Logic::If => match answers.next() {
                Some(Answer::Known(condition)) if condition.holds => answers.next().unwrap_or(Answer::Known(condition)),
                Some(Answer::Known(condition)) => Answer::Known(truth(true, condition.operands())),
                Some(open) => open,
                None => Answer::Known(truth(true, Vec::new())),
            },
            Logic::And | Logic::Or => {
                let settles = logic == Logic::Or;
                let (mut operands, mut open) = (Vec::new(), None);
                for answer in answers {
                    match answer {
                        Answer::Known(judged) if judged.holds == settles => return Answer::Known(judged),
                        Answer::Known(judged) => operands.extend(judged.operands()),
                        Answer::Unknown(_) | Answer::NotSaid(_) => open = open.or(Some(answer)),
                    }
                }
                open.unwrap_or_else(|| Answer::Known(truth(!settles, operands)))
            }
        }
    }

    /// How many numbers there are; of comparisons, how many hold.
    pub(super) fn count(&self, arguments: &[Node]) -> Answer<Number<'a>> {
        let mut all = Answer::Known(Number::constant(Decimal::ZERO));
        for argument in arguments {
            let one = match argument {
                Node::Compare(comparison, left, right) => self.pairs(left, right).and_then(|pairs| {
                    let (mut held, mut operands) = (0_u32, Vec::new());
                    for (left, right) in pairs {
                        match compare(*comparison, left, right, Tolerance::Exact) {
                            Answer::Known(judged) => {
                                held += u32::from(judged.holds);
                                operands.extend(judged.operands());
                            }
                            Answer::Unknown(reason) | Answer::NotSaid(reason) => return Answer::Unknown(reason),
                        }
                    }
                    Answer::Known((held, operands))
                }),
                Node::Number(_)
                | Node::Cell(_)
                | Node::Figure(..)
                | Node::Table(..)
                | Node::Negative(_)
                | Node::Binary(..)
                | Node::Logic(..)
                | Node::Call(..) => self.list(argument).map(|numbers| {
                    let count = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    (count, numbers.into_iter().flat_map(|number| number.operands).collect())
                }),
            };
            all = all.and(one).map(|(mut all, (count, operands))| {
                all.value += Decimal::from(count);
                all.operands.extend(operands);
                all.linear = false;
                all
            });
        }
        all
    }

    /// The numbers of two sides, one beside the other; a single one beside each.
    pub(super) fn pairs(&self, left: &Node, right: &Node) -> Answer<Vec<(Number<'a>, Number<'a>)>> {
        let sides = self.lists(std::slice::from_ref(left)).and(self.lists(std::slice::from_ref(right)));
        sides.map(|(left, right)| {
            let count = left.len().max(right.len());
            let pick = |side: &[Number<'a>], at: usize| side.get(if side.len() == 1 { 0 } else { at }).cloned();
            (0..count).map_while(|at| pick(&left, at).zip(pick(&right, at))).collect()
        })
    }
}
