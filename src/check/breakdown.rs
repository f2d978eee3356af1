//! `check.breakdown`: in prose, a total equals its parts: `共656条,其中A36条,B4条,C616条`.
//!
//! ```toml
//! check.breakdown = { tolerance = 0 }
//! ```
//!
//! A list that is left open (等, 主要, 包括), or names what is not exact, is held to one thing: its parts do not exceed the
//! total. Channels of publication repeat the same information and are not summed. Where the parts come far short of the
//! total, 其中 is taken to name some of them.

pub mod group;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::sum;
use crate::reading::numeral::Number;
use group::{Announced, Group, Part};
use rust_decimal::Decimal;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    tolerance: Decimal,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    Params { tolerance: fields.decimal("tolerance").unwrap_or_default().abs() }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let groups = group::find(facts);
    if groups.is_empty() {
        return Outcome::not_applicable(Wording::new("文中没有列出总数的构成", "no total is divided into parts"));
    }
    let mut hits: Vec<Hit> = Vec::new();
    for group in &groups {
        if let Some(hit) = judge(params, facts, group)
            && !hits.iter().any(|before| before.site == hit.site)
        {
            hits.push(hit);
        }
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::of(hits)
}

/// Whether the parts of a group make up its total, any beginning of the list included, unless it is surely entire; a
/// list within a part, which says the part once more, is left out.
#[must_use]
pub fn adds_up(group: &Group<'_>, tolerance: Decimal) -> bool {
    let mut sum = Decimal::ZERO;
    let mut slack = tolerance.max(place(group.total));
    let meant = |sum: Decimal, slack: Decimal| {
        std::iter::once(&group.total.value).chain(&group.rivals).any(|total| (*total - sum).abs() <= slack)
    };
    for (at, part) in group.parts.iter().enumerate() {
        let Some(next) = sum.checked_add(part.number.value) else { return true };
        sum = next;
        slack = slack.max(place(part.number));
        if (!group.entire || at + 1 == group.parts.len()) && meant(sum, slack) {
            return true;
        }
    }
    let values: Vec<Decimal> = group.parts.iter().map(|part| part.number.value).collect();
    (0..values.len()).any(|at| repeated(&values[at..]).is_some_and(|inner| meant(sum - inner, slack)))
}

/// What at least two amounts behind the first make, where that is the first once more.
fn repeated(values: &[Decimal]) -> Option<Decimal> {
    let (first, rest) = values.split_first()?;
    let mut sum = Decimal::ZERO;
    for (at, value) in rest.iter().enumerate() {
        sum = sum.checked_add(*value)?;
        if at > 0 && sum == *first && !sum.is_zero() {
            return Some(sum);
        }
    }
    None
}

/// Parts that nothing announces and that make up this many times their total, or as small a part of it, are none.
const FAR: u32 = 3;

/// How far a number written with 万 or 亿 may be off: one of its last place.
fn place(number: &Number) -> Decimal {
    let exponent = number.scale.saturating_sub(number.decimals);
    if number.scale == 0 { Decimal::ZERO } else { Decimal::from(10_i64.checked_pow(exponent).unwrap_or(1)) }
}

fn judge(params: &Params, facts: &Facts<'_>, group: &Group<'_>) -> Option<Hit> {
    if adds_up(group, params.tolerance) {
        return None;
    }
    let total = group.total.value;
    let sum = group.parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.number.value))?;
    let inexact = group.total.approximate || group.parts.iter().any(|part| part.number.approximate);
    let above = group.parts.iter().find(|part| part.number.value > total);
    let announced = matches!(group.announced, Announced::Among | Announced::Within | Announced::Respectively);
    if group.channels && !inexact && announced && nearly_all(group, sum) {
        return Some(differs(facts, group, sum).at_most(Severity::Warning));
    }
    if group.parts.len() == 1 || group.channels {
        let part = above.filter(|_| announced && !inexact)?;
        return Some(exceeds(facts, group, part));
    }
    let severity = if inexact {
        // Not exact: only parts that are surely more than the total can be tell.
        let least = group.parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.number.least()))?;
        (least > group.total.most()).then_some(Severity::Warning)
    } else if group.announced == Announced::Bare && sum > total.checked_mul(Decimal::from(FAR))? {
        None
    } else if sum > total {
        Some(if group.rivals.is_empty() && announced { Severity::Error } else { Severity::Warning })
    } else if group.open {
        None
    } else {
        short(facts, group, sum)
    }?;
    Some(differs(facts, group, sum).at_most(severity))
}

/// How grave it is that the parts come short of the total: the nearer they come, the surer that all were meant.
fn short(facts: &Facts<'_>, group: &Group<'_>, sum: Decimal) -> Option<Severity> {
    let total = group.total.value;
    if group.announced == Announced::Bare {
        return (sum.checked_mul(Decimal::from(FAR))? >= total && !group.open).then_some(Severity::Warning);
    }
    if group.parts.len() > 1 && shares(group).is_some_and(|shares| shares < WHOLE) {
        // The shares themselves say that these are not all.
        return None;
    }
    let near = sum.checked_mul(Decimal::from(4))? >= total.checked_mul(Decimal::from(3))?;
    let last = group.parts.last()?;
    let shared = group.parts.iter().filter(|part| part.share.is_some()).count() * 2 >= group.parts.len();
    let closed = sum::is_rest(facts.prose.text.get(last.lead.clone()).unwrap_or_default())
        || matches!(group.announced, Announced::Behind | Announced::Within | Announced::Colon | Announced::Sorted)
        || shared;
    if group.announced == Announced::Paren {
        return near.then_some(Severity::Warning);
    }
    if near && group.rivals.is_empty() && (closed || group.parts.len() >= 3) {
        return Some(Severity::Error);
    }
    let half = sum.checked_mul(Decimal::TWO)? >= total;
    if near || (closed && half) || one_slip(group, total - sum) {
        return Some(Severity::Warning);
    }
    None
}

/// Shares that make less than this together, in percent, leave others out, however they were rounded.
const WHOLE: Decimal = Decimal::from_parts(97, 0, 0, false, 0);

/// What the shares of all parts make together; none where a part has none.
fn shares(group: &Group<'_>) -> Option<Decimal> {
    group.parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.share?.value))
}

/// Whether channels, which may repeat and omit information, were surely meant to make up a large total: their sum is within
/// a tenth of it and one slip explains the rest.
fn nearly_all(group: &Group<'_>, sum: Decimal) -> bool {
    let total = group.total.value;
    let difference = total - sum;
    let near = difference.abs().checked_mul(Decimal::TEN).is_some_and(|tenfold| tenfold <= total);
    group.parts.len() >= 3 && total >= Decimal::ONE_THOUSAND && near && one_slip(group, difference)
}

/// Whether one wrong digit of one number, or two digits that changed places, would explain a difference: total − sum.
fn one_slip(group: &Group<'_>, difference: Decimal) -> bool {
    if group.total.value < Decimal::from(20) || group.parts.len() < 2 {
        return false;
    }
    let one_digit = |from: Decimal, to: Decimal| {
        let (from, to) = (from.to_string(), to.to_string());
        let mut changed = from.bytes().zip(to.bytes()).filter(|(a, b)| a != b);
        let slip = match (changed.next(), changed.next(), changed.next()) {
            (Some(_), None, _) => true,
            (Some(first), Some(second), None) => first == (second.1, second.0),
            _ => false,
        };
        from.len() == to.len() && from.len() > 1 && slip
    };
    let of_part = |part: &Part<'_>| {
        part.number.value.checked_add(difference).is_some_and(|meant| one_digit(part.number.value, meant))
    };
    let round = |number: &Number| (number.value % Decimal::TEN).is_zero();
    let all_round = round(group.total) && group.parts.iter().all(|part| round(part.number));
    let meant = group.total.value.checked_sub(difference);
    !all_round && (group.parts.iter().any(of_part) || meant.is_some_and(|meant| one_digit(group.total.value, meant)))
}

/// A part above its total.
fn exceeds(facts: &Facts<'_>, group: &Group<'_>, part: &Part<'_>) -> Hit {
    let (part_value, total) = (part.number.value.normalize(), group.total.value.normalize());
    let message = Wording::new(
        format!("其中{part_value}大于总数{total}"),
        format!("a part of {part_value} is more than the total of {total}"),
    );
    let mut hit = Hit::at(facts.prose.source(group.total.whole.clone()), message)
        .remark(Wording::new(format!("总数{total}"), format!("total {total}")))
        .value("total", total.to_string())
        .value("sum", part_value.to_string())
        .label(
            facts.prose.source(part.number.whole.clone()),
            Wording::new(format!("其中{part_value}"), format!("of these {part_value}")),
        )
        .help(Wording::new("核对总数和其中的数", "check the total and the part"));
    if group.channels {
        hit = hit.at_most(Severity::Warning);
    }
    hit
}

/// Parts that do not make up their total.
fn differs(facts: &Facts<'_>, group: &Group<'_>, sum: Decimal) -> Hit {
    let (total, sum) = (group.total.value.normalize(), sum.normalize());
    let difference = (total - sum).abs().normalize();
    let message = Wording::new(
        format!("各项之和{sum}与总数{total}不符,相差{difference}"),
        format!("the parts make {sum}, the total is {total}: {difference} off"),
    );
    let mut hit = Hit::at(facts.prose.source(group.total.whole.clone()), message)
        .remark(Wording::new(format!("总数{total}"), format!("total {total}")))
        .value("total", total.to_string())
        .value("sum", sum.to_string())
        .value("difference", difference.to_string())
        .help(Wording::new("核对总数和各分项", "check the total and each part"));
    for part in &group.parts {
        let value = part.number.value.normalize().to_string();
        hit = hit.label(facts.prose.source(part.number.whole.clone()), Wording::same(value));
    }
    hit
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;

    #[test]
    fn totals_equal_their_parts_or_not() {
        for (text, expected) in [
            ("共656条,其中A类36条,B类4条,C类616条。", &[][..]),
            ("共656条,其中A类36条,B类4条,C类626条。", &["656条"]),
            ("共50条,其中A类20条,B类10条等。", &[]),
            ("收到58件,办结56件,结转2件。", &[]),
        ] {
            let outcome = ask("breakdown", "tolerance = 0", &Vocabulary::default(), &Given::default(), text);
            assert_eq!(sites(text, &outcome), expected, "{text}");
        }
    }
}
