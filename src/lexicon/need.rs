//! What a text must hold for a pattern to match: literals of which every match holds at least one, told from the
//! pattern's syntax tree. The build script uses it as well.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The most literals that stand for a pattern. More of them are met so often that they tell nothing.
const MOST: usize = 96;

/// The most lists of literals that an alternative of a pattern is told by.
const LISTS: usize = 3;

/// The longest match, in bytes, around whose anchor alone a pattern is run; what may reach further is run over all that
/// is looked at.
const FAR: usize = 2000;

/// The most literals of a part whose every match is known to the letter.
const MOST_EXACT: usize = 24;

/// What a match of an expression must hold, for each of its alternatives: lists of literals, of each of which it holds
/// one, the most telling list first. Nothing where some match may hold none.
#[must_use]
pub fn branches(hir: &Hir) -> Vec<Vec<Vec<String>>> {
    let parts = alternatives(hir);
    let branches: Vec<Vec<Vec<String>>> = parts.iter().map(|part| lists(part)).collect();
    let literals: usize = branches.iter().filter_map(|lists| lists.first()).map(Vec::len).sum();
    if branches.iter().any(Vec::is_empty) || literals > MOST { Vec::new() } else { branches }
}

/// The alternatives that an expression consists of.
#[allow(clippy::wildcard_enum_match_arm, reason = "the syntax's kinds are not ours to list")]
fn alternatives(hir: &Hir) -> Vec<&Hir> {
    match hir.kind() {
        HirKind::Alternation(parts) => parts.iter().collect(),
        HirKind::Capture(capture) => alternatives(&capture.sub),
        _ => vec![hir],
    }
}

/// The lists of literals of each of which every match of an expression holds one, the most telling first.
#[allow(clippy::wildcard_enum_match_arm, reason = "the syntax's kinds are not ours to list")]
fn lists(hir: &Hir) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = match hir.kind() {
        HirKind::Concat(parts) if exact(hir).is_none() => of_sequence(parts),
        _ => required(hir).into_iter().collect(),
    };
    for literals in &mut lists {
        literals.sort();
        literals.dedup();
        // A literal that holds another is met wherever the other is.
        let all = literals.clone();
        literals.retain(|literal| !all.iter().any(|other| other != literal && literal.contains(other.as_str())));
    }
    lists.sort_by_key(|literals| std::cmp::Reverse(worth(literals)));
    lists.dedup();
    lists.truncate(LISTS);
    lists
}

/// Whether a literal tells anything: a digit, a blank or a stop by itself stands in every line.
fn tells(literal: &str) -> bool {
    !matches!(literal.as_bytes(), [] | [b'0'..=b'9' | b' ' | b'.' | b',' | b':' | b'(' | b')'])
}

/// The longest match of an expression in bytes, where it is bounded and near enough to be looked for around an anchor.
#[must_use]
pub fn reach(hir: &Hir) -> Option<usize> {
    hir.properties().maximum_len().filter(|reach| (1..=FAR).contains(reach))
}

fn required(hir: &Hir) -> Option<Vec<String>> {
    if let Some(all) = exact(hir).filter(|all| all.iter().all(|literal| tells(literal))) {
        return Some(all);
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => None,
        HirKind::Repetition(repeated) if repeated.min > 0 => required(&repeated.sub),
        HirKind::Repetition(_) => None,
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(required(part)?);
            }
            (all.len() <= MOST).then_some(all)
        }
        HirKind::Concat(parts) => of_sequence(parts).into_iter().max_by_key(|literals| worth(literals)),
    }
}

/// The lists of literals that the parts of a sequence must hold, and its runs of parts that are known to the letter.
/// What is repeated ends a run with its first time and begins the next with its last.
fn of_sequence(parts: &[Hir]) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    let mut offer = |literals: Vec<String>| {
        if literals.len() <= MOST && literals.iter().all(|literal| tells(literal)) {
            lists.push(literals);
        }
    };
    let mut run: Option<Vec<String>> = None;
    for part in flat(parts) {
        let repeated = repeated(part);
        let goes_on = exact(part).or_else(|| repeated.clone());
        run = match (run.take(), goes_on) {
            (Some(before), Some(here)) if before.len() * here.len() <= MOST_EXACT => Some(product(&before, &here)),
            (before, here) => {
                before.into_iter().for_each(&mut offer);
                here
            }
        };
        if run.is_none() {
            required(part).into_iter().for_each(&mut offer);
        } else if repeated.is_some() && exact(part).is_none() {
            run.take().into_iter().for_each(&mut offer);
            run = repeated;
        }
    }
    run.into_iter().for_each(&mut offer);
    lists
}

/// The parts of a sequence, those of sequences within it and of groups among them.
#[allow(clippy::wildcard_enum_match_arm, reason = "the syntax's kinds are not ours to list")]
fn flat(parts: &[Hir]) -> Vec<&Hir> {
    let mut all = Vec::with_capacity(parts.len());
    for mut part in parts {
        while let HirKind::Capture(capture) = part.kind() {
            part = &capture.sub;
        }
        match part.kind() {
            HirKind::Concat(inner) => all.extend(flat(inner)),
            _ => all.push(part),
        }
    }
    all
}

/// All that stands at least once where something is repeated, where that is a short list.
#[allow(clippy::wildcard_enum_match_arm, reason = "the syntax's kinds are not ours to list")]
fn repeated(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Repetition(repeated) if repeated.min > 0 => exact(&repeated.sub),
        _ => None,
    }
}

/// How much literals tell: the letters of the shortest, less what many of them cost. Of one letter they tell little.
fn worth(literals: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = literals.iter().map(|literal| literal.chars().count()).min().unwrap_or(0);
    (shortest.min(4), std::cmp::Reverse(literals.len()))
}

/// All that an expression can match, where that is a short list; what matches nothing is an empty string of it.
fn exact(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok().map(|text| vec![text.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => {
            let count =
                |range: &regex_syntax::hir::ClassUnicodeRange| range.end() as usize - range.start() as usize + 1;
            let all: usize = class.ranges().iter().map(count).sum();
            let letters = || class.ranges().iter().flat_map(|range| range.start()..=range.end());
            (all <= MOST_EXACT).then(|| letters().map(String::from).collect())
        }
        HirKind::Class(Class::Bytes(class)) => {
            let bytes: Vec<u8> = class.ranges().iter().flat_map(|range| range.start()..=range.end()).collect();
            let short = bytes.len() <= MOST_EXACT && bytes.is_ascii();
            short.then(|| bytes.into_iter().map(|byte| char::from(byte).to_string()).collect())
        }
        HirKind::Repetition(repeated) => {
            let once = exact(&repeated.sub)?;
            match (repeated.min, repeated.max) {
                (0, Some(1)) => Some(std::iter::once(String::new()).chain(once).collect()),
                (min, Some(max)) if min == max && min <= 4 => {
                    let mut all = vec![String::new()];
                    for _ in 0..min {
                        all = product(&all, &once);
                        if all.len() > MOST_EXACT {
                            return None;
                        }
                    }
                    Some(all)
                }
                _ => None,
            }
        }
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Concat(parts) => {
            let mut all = vec![String::new()];
            for part in parts {
                all = product(&all, &exact(part)?);
                if all.len() > MOST_EXACT {
                    return None;
                }
            }
            Some(all)
        }
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(exact(part)?);
                if all.len() > MOST_EXACT {
                    return None;
                }
            }
            Some(all)
        }
    }
}

/// Each of the first followed by each of the second.
fn product(first: &[String], second: &[String]) -> Vec<String> {
    first.iter().flat_map(|begin| second.iter().map(move |end| format!("{begin}{end}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::branches;

    #[test]
    fn every_match_holds_one_of_each_list() {
        for (pattern, expected) in [
            ("受理渠道", "受理渠道"),
            ("(?:新收到|已收到)[^,。;]{0,12}申请[^0-9]+件", "已收到 新收到 & 申请 & 件"),
            ("[^0-9]年[甲乙]+月", "年乙 年甲 & 乙月 甲月"),
            ("第[一二三]章", "第一章 第三章 第二章"),
            ("(?P<at>接到接受|和以及)", "接到接受 | 和以及"),
            ("甲[^0-9]乙丙|丁", "乙丙 & 甲 | 丁"),
            ("[^。]*(?:甲|[0-9]+)", ""),
            ("[^0-9]年[x×]{1,2}月", "年x 年× & x月 ×月"),
            (r"(?-u:\b)_{2,}", "_"),
            ("(?i)xx", "XX Xx xX xx"),
            ("甲|甲乙", "甲 | 甲乙"),
            ("(?:甲乙)*丙", "丙"),
            (r"\p{Han}+", ""),
            ("", ""),
        ] {
            let hir = regex_syntax::parse(pattern).unwrap();
            let branch =
                |lists: &Vec<Vec<String>>| lists.iter().map(|list| list.join(" ")).collect::<Vec<_>>().join(" & ");
            let told: Vec<String> = branches(&hir).iter().map(branch).collect();
            assert_eq!(told.join(" | "), expected, "{pattern}");
        }
    }
}
