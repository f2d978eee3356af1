//! Words by which Chinese prose says a difference or what is left: 较上年的486条增加107条, 其余8封.

/// Words that open a comparison with another amount.
const AGAINST: [&str; 2] = ["比", "较"];

/// Words by which one amount is more or less than another.
const MORE_OR_LESS: [&str; 10] = ["增加", "增长", "上升", "多", "新增", "减少", "下降", "少", "降低", "净增"];

/// The longest text between 比 and the amount compared with, in characters.
const AGO: usize = 12;

/// Whether the words before an amount make it the one compared with: 较上年的, 比2009年的.
#[must_use]
pub fn compares_with(lead: &str) -> bool {
    let Some(at) = AGAINST.iter().filter_map(|word| lead.rfind(word)).max() else { return false };
    let between = &lead[at..];
    between.chars().count() <= AGO
        && ["年", "期", "年的", "期的", "年度", "年度的"].iter().any(|word| between.ends_with(word))
}

/// Whether the words between two amounts make the second their difference to a third: 增加, 减少了.
#[must_use]
pub fn differs_by(between: &str) -> bool {
    let between = between.strip_suffix('了').unwrap_or(between);
    MORE_OR_LESS.contains(&between)
}

/// Whether the words between two amounts make the second what the third lacks.
#[must_use]
pub fn is_less(between: &str) -> bool {
    ["减少", "下降", "少", "降低"].iter().any(|word| between.starts_with(word))
}

/// Whether the words before an amount make it what is left of another: 其余, 余下.
#[must_use]
pub fn is_left(lead: &str) -> bool {
    ["其余", "剩余", "余下"].iter().any(|word| lead.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_and_rests_are_told() {
        assert!(compares_with("较上年的") && compares_with("主动公开信息比2009年的"));
        assert!(!compares_with("比重为") && !compares_with("比全省平均水平"));
        assert!(differs_by("增加") && differs_by("减少了") && !differs_by(",增加"));
        assert!(is_left("其余") && !is_left("其余均"));
    }
}
