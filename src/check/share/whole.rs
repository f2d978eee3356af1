//! Shares that divide a whole among names of one family without saying counts: `网络申请占58.1%,信函申请占34.0%,
//! 当面申请占7.9%`. Together they are not more than all, and where the last takes in the rest not less.

use crate::fact::Facts;
use crate::fact::family::{self, Families};
use crate::language::zh::sum;
use crate::reading::clause::{self, Fine};
use crate::reading::numeral::Number;
use rust_decimal::Decimal;

/// Shares that do not make a whole.
pub struct Odd<'a> {
    /// The shares, in text order.
    pub shares: Vec<&'a Number>,
    /// What they make together.
    pub sum: Decimal,
}

/// The divisions of a report whose shares do not make a whole.
pub fn odd<'a>(facts: &'a Facts<'_>) -> Vec<Odd<'a>> {
    let families = facts.vocabulary.families();
    let mut found = Vec::new();
    let mut run: Vec<(&Number, &str)> = Vec::new();
    for (at, number) in facts.numbers.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &facts.numbers[before]);
        let from = before.map_or(0, |before| before.whole.end);
        let gap = facts.prose.text.get(from..number.whole.start).unwrap_or_default();
        let name = number.percent.then(|| name(gap)).flatten();
        let goes_on = before.is_some_and(|before| before.percent) && gap.starts_with([',', '、', ';']);
        if !goes_on {
            found.extend(judge(families, &run));
            run.clear();
        }
        if let Some(name) = name.filter(|_| !number.approximate && !facts.in_table(number.at.start)) {
            run.push((number, name));
        } else {
            run.clear();
        }
    }
    found.extend(judge(families, &run));
    found
}

/// The name of what a percentage is the share of: 网络申请 of `,网络申请占`.
fn name(gap: &str) -> Option<&str> {
    let last = clause::last(gap, Fine::Item);
    last.strip_suffix('占')
}

fn judge<'a>(families: &Families, run: &[(&'a Number, &str)]) -> Option<Odd<'a>> {
    let kin = run.iter().fold(family::ANY, |all, (_, name)| all & families.of(name));
    if run.len() < 3 || kin == 0 || kin == family::ANY {
        return None;
    }
    let sum: Decimal = run.iter().map(|(share, _)| share.value).sum();
    let off = sum - Decimal::ONE_HUNDRED;
    let rest = run.last().is_some_and(|(_, name)| sum::is_rest(name));
    let wrong = off > Decimal::ONE || rest && off < Decimal::NEGATIVE_ONE;
    wrong.then(|| Odd { shares: run.iter().map(|(share, _)| *share).collect(), sum })
}
