//! Comments of exemption in Markdown and web pages: `<!-- hegui: allow RULE, reason -->`, or with a last day
//! `<!-- hegui: allow RULE until 2026-12-31, reason -->`.
//!
//! A comment means the block that follows it (a paragraph, a heading, a table); one before the first block means the
//! whole report. Without a reason it exempts nothing.

use super::{EXPIRED, UNUSED, WITHOUT_REASON, ended, idle, outcomes};
use crate::audit::{Audit, fingerprint};
use crate::finding::{Exemption, Hit, Source, Verdict, Wording};
use crate::span::Span;
use jiff::civil::Date;

/// What a comment says.
struct Said<'t> {
    rule: &'t str,
    until: Option<Date>,
    reason: &'t str,
}

/// Exempt what comments of a report allow, and add what is to be said of the comments themselves.
pub(super) fn apply(audit: &mut Audit, today: Date) {
    let comments = std::mem::take(&mut audit.document.comments);
    let (mut expired, mut unused, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for (number, comment) in comments.iter().enumerate() {
        let Some(said) = read(&comment.text) else {
            bare.push(unread(comment.span));
            continue;
        };
        if said.reason.is_empty() {
            bare.push(reasonless(comment.span, said.rule));
            continue;
        }
        if let Some(until) = said.until.filter(|until| *until < today) {
            expired.push(ended(comment.span, said.rule, until));
            continue;
        }
        if !exempt(audit, number, comment.span, &said) {
            unused.push(idle(comment.span, said.rule));
        }
    }
    audit.document.comments = comments;
    let mut said = outcomes(vec![(EXPIRED, expired), (UNUSED, unused), (WITHOUT_REASON, bare)]);
    if !said.is_empty() {
        fingerprint::give(&mut said, &audit.document, &audit.masks);
        audit.outcomes.append(&mut said);
    }
}

/// Exempt what one comment allows; whether anything needs it, or may yet.
fn exempt(audit: &mut Audit, number: usize, comment: Span, said: &Said<'_>) -> bool {
    let blocks = &audit.document.blocks;
    let whole = blocks.first().is_none_or(|first| comment.start <= first.span.start);
    let next = blocks.iter().find(|block| block.span.start >= comment.end).map(|block| block.span);
    let Some(outcome) = audit.outcomes.iter_mut().find(|outcome| outcome.rule == said.rule) else { return false };
    if let Verdict::Undetermined(_) = outcome.verdict {
        return true;
    }
    let mut any = false;
    for finding in &mut outcome.findings {
        let site = finding.site.span();
        let meant = |block: Span| (block.start..=block.end).contains(&site.start) || block.overlaps(site);
        if whole || next.is_some_and(meant) {
            any = true;
            finding.exempt.get_or_insert_with(|| Exemption {
                reason: said.reason.to_owned(),
                by: None,
                until: said.until,
                source: Source::Comment(number),
            });
        }
    }
    any
}

/// What a comment says behind `hegui:`; none where it is no exemption that can be read.
fn read(text: &str) -> Option<Said<'_>> {
    let rest = text.trim().strip_prefix("allow")?;
    let rest = rest.strip_prefix(char::is_whitespace)?.trim_start();
    let (head, reason) = rest.split_once([',', '，']).unwrap_or((rest, ""));
    let mut words = head.split_whitespace();
    let rule = words.next()?;
    let until = match (words.next(), words.next(), words.next()) {
        (None, _, _) => None,
        (Some("until"), Some(day), None) => Some(day.parse().ok()?),
        (Some(_), _, _) => return None,
    };
    Some(Said { rule, until, reason: reason.trim() })
}

fn reasonless(span: Span, rule: &str) -> Hit {
    Hit::at(
        span,
        Wording::new(
            format!("对 {rule} 的豁免没有写理由,不起作用"),
            format!("the exemption from {rule} gives no reason and exempts nothing"),
        ),
    )
    .help(form())
    .subject(rule)
}

fn unread(span: Span) -> Hit {
    Hit::at(span, Wording::new("看不懂这条豁免,不起作用", "this exemption cannot be read and exempts nothing"))
        .help(form())
}

fn form() -> Wording {
    Wording::new("写作 <!-- hegui: allow 规则编号, 理由 -->", "write <!-- hegui: allow RULE, reason -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read() {
        let said = |text| read(text).map(|said| (said.rule, said.until.map(|day| day.to_string()), said.reason));
        assert_eq!(said("allow no-somebody, 专有名称"), Some(("no-somebody", None, "专有名称")));
        assert_eq!(said("allow a until 2026-12-31，理由"), Some(("a", Some("2026-12-31".to_owned()), "理由")));
        assert_eq!(said("allow a"), Some(("a", None, "")));
        for wrong in ["", "allow", "alow a, b", "allow a b, c", "allow a until soon, c"] {
            assert_eq!(said(wrong), None, "{wrong}");
        }
    }
}
