//! `check.share`: in prose, percentages match their counts.
//!
//! ```toml
//! check.share = { tolerance = "written" }
//! ```
//!
//! A share is a percentage that 占 or 比例 (or parentheses) ties to the count before it, in a list of which the total is
//! said. `"written"`: rounding, truncation and a nudge of one in the last digit pass; a number: percentage points off.
//! A share whose total stands elsewhere is judged where that total is known to be said. A rate (合格率) and growth (增长)
//! are judged where the counts they are of are said beside them. Shares without counts are only summed.

mod base;
mod rate;
mod series;
mod whole;

use super::breakdown::adds_up;
use super::breakdown::group::{self, Group, Part};
use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::finding::{Hit, Severity, Wording};
use crate::reading::numeral::Number;
use crate::spanned::Value;
use rust_decimal::Decimal;
use std::collections::HashSet;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// Percentage points that a share may be off; as it is written where not said.
    tolerance: Option<Decimal>,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let number = matches!(fields.node("tolerance").map(|node| &node.value), Some(Value::Number(_)));
    let tolerance = if number {
        fields.decimal("tolerance").map(|value| value.abs())
    } else {
        fields.one_of("tolerance", &[("written", ())]);
        None
    };
    Params { tolerance }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    let mut hits: Vec<Hit> = Vec::new();
    let mut judged = in_groups(params, facts, &mut hits);
    for odd in series::odd(params, facts) {
        if judged.contains(&odd.share.at.start) {
            continue;
        }
        judged.insert(odd.share.at.start);
        hits.extend(odd_hit(context, &odd));
    }
    for odd in base::odd(params, facts, &judged) {
        judged.insert(odd.share.at.start);
        hits.extend(odd_hit(context, &odd).map(|hit| hit.at_most(Severity::Warning)));
    }
    for odd in rate::odd(params, facts, &judged) {
        hits.push(rate_hit(context, &odd));
    }
    for odd in whole::odd(facts) {
        hits.extend(whole_hit(context, &odd));
    }
    if judged.is_empty() && hits.is_empty() && series::pairs(facts).is_empty() {
        return Outcome::not_applicable(Wording::new(
            "文中没有可核对的比例",
            "no share with its count and total is said",
        ));
    }
    hits.sort_by_key(|hit| hit.site.span());
    Outcome::of(hits)
}

/// Judge the shares that stand beside the parts of a total; where those stand that were.
fn in_groups(params: &Params, facts: &Facts<'_>, hits: &mut Vec<Hit>) -> HashSet<usize> {
    let mut judged = HashSet::new();
    for group in group::with_shares(facts) {
        let exact = !group.total.approximate && !group.total.value.is_zero();
        for part in group.parts.iter().filter(|part| exact && part.number.value <= group.total.value) {
            let Some(share) = part.share.filter(|share| !share.approximate && !part.number.approximate) else {
                continue;
            };
            judged.insert(share.at.start);
            if fits_somewhere(params, &group, part, share) {
                continue;
            }
            let span = facts.prose.source(share.whole.clone());
            if hits.iter().any(|hit| hit.site.span() == span) {
                continue;
            }
            let Some(is) = percentage(part.number, group.total.value) else { continue };
            let (count, total) = (part.number.value.normalize(), group.total.value.normalize());
            let (is, said) = (is.round_dp(share.decimals.max(1)).normalize(), share.value.normalize());
            let message = Wording::new(
                format!("{count}占{total}的{is}%,而不是{said}%"),
                format!("{count} of {total} is {is}%, not {said}%"),
            );
            let mut hit = Hit::at(span, message)
                .remark(Wording::new(format!("应为{is}%"), format!("should be {is}%")))
                .value("share", said.to_string())
                .value("expected", is.to_string())
                .label(facts.prose.source(part.number.whole.clone()), Wording::same(count.to_string()))
                .label(
                    facts.prose.source(group.total.whole.clone()),
                    Wording::new(format!("总数{total}"), format!("total {total}")),
                )
                .help(Wording::new("核对比例、件数和总数", "check the share, the count and the total"));
            if !group.rivals.is_empty() && !adds_up(&group, Decimal::ZERO) {
                hit = hit.at_most(Severity::Warning);
            }
            hits.push(hit);
        }
    }
    judged
}

/// A share that alone does not fit the total that the others of its list fit.
fn odd_hit(context: &Context<'_>, odd: &series::Odd<'_>) -> Option<Hit> {
    let prose = &context.facts.prose;
    let is = percentage(odd.count, odd.total)?.round_dp(odd.share.decimals.max(1)).normalize();
    let (count, total, said) = (odd.count.value.normalize(), odd.total.normalize(), odd.share.value.normalize());
    let message = Wording::new(
        format!("{count}占{total}的{is}%,而不是{said}%"),
        format!("{count} of {total} is {is}%, not {said}%"),
    );
    let hit = Hit::at(prose.source(odd.share.whole.clone()), message)
        .remark(Wording::new(format!("应为{is}%"), format!("should be {is}%")))
        .value("share", said.to_string())
        .value("expected", is.to_string())
        .label(prose.source(odd.count.whole.clone()), Wording::same(count.to_string()))
        .help(Wording::new("核对比例、件数和总数", "check the share, the count and the total"));
    Some(hit)
}

/// A rate or a growth that its counts do not make.
fn rate_hit(context: &Context<'_>, odd: &rate::Odd<'_>) -> Hit {
    let prose = &context.facts.prose;
    let is = odd.is.round_dp(odd.rate.decimals.max(1)).normalize();
    let (count, other) = (odd.count.value.normalize(), odd.other.value.normalize());
    let said = odd.rate.value.normalize();
    let message = Wording::new(
        format!("按{count}和{other}计算为{is}%,而不是{said}%"),
        format!("{count} and {other} make {is}%, not {said}%"),
    );
    Hit::at(prose.source(odd.rate.whole.clone()), message)
        .at_most(Severity::Warning)
        .remark(Wording::new(format!("应为{is}%"), format!("should be {is}%")))
        .value("share", said.to_string())
        .value("expected", is.to_string())
        .label(prose.source(odd.count.whole.clone()), Wording::same(count.to_string()))
        .label(prose.source(odd.other.whole.clone()), Wording::same(other.to_string()))
        .help(Wording::new("核对比率和所依据的两个数", "check the rate and the two numbers it is of"))
}

/// Shares of one whole that do not make 100 %.
fn whole_hit(context: &Context<'_>, odd: &whole::Odd<'_>) -> Option<Hit> {
    let prose = &context.facts.prose;
    let (first, others) = odd.shares.split_first()?;
    let sum = odd.sum.normalize();
    let message = Wording::new(format!("各项比例之和为{sum}%"), format!("the shares make {sum}% together"));
    let mut hit = Hit::at(prose.source(first.whole.clone()), message)
        .at_most(Severity::Warning)
        .value("sum", sum.to_string())
        .help(Wording::new("核对各项比例", "check each share"));
    for share in others {
        hit = hit.label(prose.source(share.whole.clone()), Wording::same(share.value.normalize().to_string()));
    }
    Some(hit)
}

/// What a count is of a whole, in percent.
fn percentage(count: &Number, whole: Decimal) -> Option<Decimal> {
    count.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// Whether a share fits its count against the total, another amount that may be meant, or the sum of the parts.
fn fits_somewhere(params: &Params, group: &Group<'_>, part: &Part<'_>, share: &Number) -> bool {
    let sum = group.parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.number.value));
    let others = group.rivals.iter().copied().chain(sum.filter(|_| !adds_up(group, Decimal::ZERO)));
    std::iter::once(group.total.value).chain(others).any(|whole| fits(params, part.number, whole, share))
}

fn fits(params: &Params, count: &Number, whole: Decimal, share: &Number) -> bool {
    let Some(is) = percentage(count, whole) else { return false };
    let off = (is - share.value).abs();
    // Half of the last digit for rounding, one for truncation, and one more half for a nudge.
    let written = Decimal::new(15, share.decimals.saturating_add(1).min(20)).max(Decimal::new(6, 2));
    off <= params.tolerance.unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;

    #[test]
    fn shares_fit_or_not() {
        for (text, expected) in [
            ("共45条,其中概况2条,占总体的比例为4%;总结7条,占15%;公文9条,占20%;动态27条,占60%。", &[][..]),
            ("共45条,其中概况2条,占总体的比例为4%;总结7条,占15%;公文9条,占20%;动态27条,占53%。", &["53%"]),
            ("受理信箱17件,反馈率100%,满意率100%。", &[]),
        ] {
            let outcome = ask("share", r#"tolerance = "written""#, &Vocabulary::default(), &Given::default(), text);
            assert_eq!(sites(text, &outcome), expected, "{text}");
        }
    }
}
