//! `check.privacy`: numbers of persons that a published report must not give.
//!
//! ```toml
//! check.privacy = { find = ["identity", "mobile", "bank"] }
//! ```
//!
//! Finds what `fact/privacy.rs` recognised. A mobile number that an office gives as its own, behind a label such as
//! 联系电话, is published on purpose and left alone, unless the sentence speaks of an applicant or another person. The
//! message masks the number.

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::fact::privacy::{PrivateKind, masked};
use crate::finding::{Fault, Hit, Wording};
use crate::language::zh::private as words;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// The kinds looked for.
    find: Vec<PrivateKind>,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let find = fields.some_of(
        "find",
        &[("identity", PrivateKind::Identity), ("mobile", PrivateKind::Mobile), ("bank", PrivateKind::Bank)],
    );
    if find.is_empty() {
        fields.fault(Fault::new(
            fields.span,
            Wording::new("`find` 应列出 identity、mobile 或 bank", "`find` lists identity, mobile or bank"),
        ));
    }
    Params { find }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    if facts.prose.text.trim().is_empty() {
        return Outcome::undetermined(Wording::new("没有读到文字", "no text could be read"));
    }
    let mut hits = Vec::new();
    for private in &facts.private {
        let range = facts.prose.range(private.span);
        let own = private.kind == PrivateKind::Mobile && offices_own(before(facts, range.start));
        if !params.find.contains(&private.kind) || own {
            continue;
        }
        let number = masked(facts.prose.text.get(range).unwrap_or_default());
        let (id, zh, en) = match private.kind {
            PrivateKind::Identity => ("identity", "身份证号码", "an identity number"),
            PrivateKind::Mobile => ("mobile", "手机号码", "a mobile number"),
            PrivateKind::Bank => ("bank", "银行账号", "a bank account number"),
        };
        let message = Wording::new(format!("含有{zh} {number}"), format!("{en}: {number}"));
        hits.push(Hit::at(private.span, message).subject(id).value("match", number));
    }
    Outcome::of(hits)
}

/// How far before a number it is told whose it is, in characters.
const BEFORE: usize = 48;

/// What stands before a number, back to the end of the sentence before; a label may stand on a line of its own.
fn before<'a>(facts: &'a Facts<'_>, start: usize) -> &'a str {
    let text = facts.prose.text.get(..start).unwrap_or_default();
    let from = text.char_indices().rev().take(BEFORE).take_while(|(_, c)| *c != '。').last();
    from.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// Whether a mobile number is one that an office gives as its own, by what stands before it.
fn offices_own(before: &str) -> bool {
    let named = |word: &&str| before.rfind(*word).and_then(|at| before.get(at + word.len()..));
    let person = words::PERSONS.iter().filter_map(named).min_by_key(|rest| rest.len());
    let invites = |rest: &str| words::INVITING.iter().any(|word| rest.contains(word));
    if person.is_some_and(|rest| !invites(rest)) {
        return false;
    }
    words::OFFICES.iter().any(|word| before.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, compile, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;

    #[test]
    fn whose_number_it_is() {
        for (text, expected) in [
            ("如有疑问请联系办公室(联系电话:13912345678)。", &[][..]),
            ("值班手机:13912345678。", &[]),
            ("联系人:王某\n手机:13912345678", &[]),
            ("电话:0766-8123456、13912345678。", &[]),
            ("群众可拨打热线13912345678咨询。", &[]),
            ("申请人王某,联系电话13912345678。", &["13912345678"]),
            ("村民李某某(手机13912345678)来访。", &["13912345678"]),
            ("答复已发至13912345678。", &["13912345678"]),
            ("身份证号:11010519491231002X", &["11010519491231002X"]),
        ] {
            let outcome =
                ask("privacy", r#"find = ["identity", "mobile"]"#, &Vocabulary::default(), &Given::default(), text);
            assert_eq!(sites(text, &outcome), expected, "{text}");
            assert!(outcome.hits.iter().all(|hit| hit.message.zh.contains("***")), "{text}");
        }
    }

    #[test]
    fn a_kind_that_is_not_asked_is_not_found() {
        let text = "申请人手机13912345678。";
        let outcome = ask("privacy", r#"find = ["identity"]"#, &Vocabulary::default(), &Given::default(), text);
        assert!(outcome.hits.is_empty());
        assert_eq!(compile("privacy", "", &Vocabulary::default()).1.len(), 1);
    }
}
