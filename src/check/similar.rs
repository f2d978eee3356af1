//! `check.similar`: text that is copied from last year's report or from another report of the batch.
//!
//! ```toml
//! check.similar = { to = ["previous", "sibling"], warn = 0.8, error = 0.95 }
//! ```
//!
//! Section by section (the whole text where no section was found), with numbers and the names of organs masked. Left
//! out is what is rightly the same: tables, headings, names of documents, sentences that give counts or say that
//! nothing happened, and sections that say little. Of last year's report also paragraphs copied to the letter are told,
//! and with `tables` those all of whose numbers are last year's; without `sections` they alone. The share is that of this report's runs of five letters that the
//! other has too. `sections` names those that are compared, where others are rightly the same every year. From `warn` on a finding is at most a warning, from `error` on it is as grave as the rule says.

mod shingle;
pub mod sketch;
mod verbatim;

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::Facts;
use crate::finding::{Fault, Hit, Severity, Wording};
use crate::span::Span;
use rust_decimal::Decimal;
use shingle::{Letters, Share};

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// What it is compared to.
    to: Vec<Other>,
    /// Ids of the sections that are compared; all where none is named.
    sections: Vec<String>,
    /// Tables that are held against last year's.
    tables: Vec<String>,
    /// The share that is worth a warning.
    warn: Decimal,
    /// The share that is as grave as the rule says.
    error: Decimal,
}

/// Another report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Other {
    /// Last year's of the same agency.
    Previous,
    /// Another of the batch.
    Sibling,
}

/// The fewest letters of a section that are worth comparing; less is said alike by chance.
const FEWEST: usize = 45;

/// The longest stretches that are labelled.
const LABELLED: usize = 3;

/// The fewest letters of a stretch that is labelled.
const STRETCH: usize = 15;

/// The length of an excerpt of the other text, in characters.
const EXCERPT: usize = 60;

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let mut to = fields.some_of("to", &[("previous", Other::Previous), ("sibling", Other::Sibling)]);
    if to.is_empty() {
        to.push(Other::Previous);
    }
    let warn = fields.decimal("warn").unwrap_or_else(|| Decimal::new(8, 1));
    let error = fields.decimal("error").unwrap_or_else(|| Decimal::new(95, 2));
    if warn <= Decimal::ZERO || warn > error || error > Decimal::ONE {
        fields.fault(Fault::new(
            fields.span,
            Wording::new("应有 0 < warn ≤ error ≤ 1", "expected 0 < warn <= error <= 1"),
        ));
    }
    Params { to, sections: fields.sections("sections"), tables: fields.tables("tables"), warn, error }
}

impl Params {
    /// Whether it is asked of other reports of the batch.
    #[must_use]
    pub fn asks_siblings(&self) -> bool {
        self.to.contains(&Other::Sibling)
    }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let mut others: Vec<(Other, &Facts<'_>)> = Vec::new();
    for to in &params.to {
        match to {
            Other::Previous => others.extend(context.previous.map(|previous| (*to, previous))),
            Other::Sibling => others.extend(context.siblings.iter().map(|sibling| (*to, *sibling))),
        }
    }
    if others.is_empty() {
        return Outcome::not_applicable(Wording::new("没有可比对的报告", "no other report was given"));
    }
    if others.iter().all(|(_, other)| other.prose.text.trim().is_empty()) {
        return Outcome::undetermined(Wording::new(
            "用于比对的报告没有读到文字",
            "no text of the other report could be read",
        ));
    }
    let facts = context.facts;
    let chapters = params.tables.is_empty() || !params.sections.is_empty();
    let sections = if chapters { parts(facts, &params.sections) } else { Vec::new() };
    let mut hits: Vec<Hit> = sections
        .iter()
        .filter(|part| part.letters.len() >= FEWEST)
        .filter_map(|part| worst(params, facts, part, &others))
        .collect();
    if let Some((_, previous)) = others.iter().find(|(kind, _)| *kind == Other::Previous) {
        for part in &sections {
            let Some(theirs) = counterpart(part, previous) else { continue };
            // A chapter that was told as a whole is not told again by its paragraphs.
            if !hits.iter().any(|hit| hit.subject == part.section.unwrap_or_default()) {
                let copied = verbatim::paragraphs(facts, &facts.prose.range(part.body), previous, &theirs);
                hits.extend(copied.into_iter().map(|hit| hit.subject(part.section.unwrap_or_default())));
            }
        }
        hits.extend(params.tables.iter().filter_map(|table| verbatim::table(facts, previous, table)));
    }
    Outcome::of(hits)
}

/// A part of this report that is compared.
struct Part<'a> {
    /// The section's id; none for the whole text.
    section: Option<&'a str>,
    body: Span,
    letters: Letters,
}

/// The sections asked for; one within another goes with it. The whole text where there are none.
fn parts<'a>(facts: &'a Facts<'_>, wanted: &[String]) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut end = 0;
    let asked = |id: &String| wanted.is_empty() || wanted.contains(id);
    for found in facts.sections.found.iter().filter(|found| asked(&found.section) && !found.body.is_empty()) {
        if found.body.start < end {
            continue;
        }
        end = found.body.end;
        let letters = Letters::of(facts, facts.prose.range(found.body));
        parts.push(Part { section: Some(&found.section), body: found.body, letters });
    }
    if parts.is_empty() && facts.sections.found.is_empty() {
        let letters = Letters::of(facts, 0..facts.prose.text.len());
        parts.push(Part { section: None, body: facts.whole(), letters });
    }
    parts
}

/// The same part of another report.
fn counterpart(part: &Part<'_>, other: &Facts<'_>) -> Option<std::ops::Range<usize>> {
    match part.section {
        Some(id) => other.section_range(id),
        None => Some(0..other.prose.text.len()),
    }
}

/// The hit on the report that a part repeats most, where it repeats any enough.
fn worst(params: &Params, facts: &Facts<'_>, part: &Part<'_>, others: &[(Other, &Facts<'_>)]) -> Option<Hit> {
    let probes = part.letters.probes(facts);
    let mut worst: Option<(Share, Other, &Facts<'_>)> = None;
    for (kind, other) in others {
        let Some(range) = counterpart(part, other) else { continue };
        let text = other.prose.text.get(range.clone()).unwrap_or_default();
        if *kind == Other::Sibling && !shingle::likely(&probes, text) {
            continue;
        }
        let share = part.letters.share_in(&Letters::of(*other, range));
        if share.reaches(params.warn) && worst.as_ref().is_none_or(|(before, _, _)| share.matched > before.matched) {
            worst = Some((share, *kind, other));
        }
    }
    worst.map(|(share, kind, other)| hit(params, facts, part, &share, kind, other))
}

fn hit(params: &Params, facts: &Facts<'_>, part: &Part<'_>, share: &Share, kind: Other, other: &Facts<'_>) -> Hit {
    let percent = share.percent();
    let (zh, en) = match kind {
        Other::Previous => ("上年报告".to_owned(), "last year's report".to_owned()),
        Other::Sibling => {
            let name = other.identity.agency.as_ref().map_or(other.document.path.as_str(), |told| told.value.as_str());
            (format!("“{name}”的报告"), format!("the report of {name}"))
        }
    };
    let title = part.section.and_then(|id| facts.vocabulary.section(id)).map(|section| section.title.as_str());
    let message = Wording::new(
        format!("{}与{zh}重复 {percent}%", title.map_or("全文".to_owned(), |title| format!("“{title}”"))),
        format!("{percent}% of {} repeats {en}", title.map_or("the text".to_owned(), |title| format!("“{title}”"))),
    );
    let stretches = share.longest(LABELLED, STRETCH);
    let excerpt = stretches.first().map(|stretch| excerpt(other, stretch.other));
    let help = excerpt.map_or_else(Wording::default, |excerpt| {
        Wording::new(
            format!("按本年度的实际情况重写。{zh}中的原文:“{excerpt}”"),
            format!("Write it anew from this year's work. {en} has: “{excerpt}”"),
        )
    });
    let mut hit = Hit::at(part.body, message)
        .subject(part.section.unwrap_or_default())
        .instance(part.section.unwrap_or("text"))
        .remark(Wording::new(format!("重复 {percent}%"), format!("{percent}% repeated")))
        .help(help)
        .value("share", format!("{percent}%"))
        .value("other", zh);
    for stretch in &stretches {
        let span = facts.prose.source(part.letters.folded(stretch.own.clone()));
        hit = hit.label(span, Wording::new("连续重复", "repeated without a break"));
    }
    if share.reaches(params.error) { hit } else { hit.at_most(Severity::Warning) }
}

/// The beginning of what stands in another report at a folded offset.
fn excerpt(other: &Facts<'_>, at: usize) -> String {
    let text = other.prose.text.get(at..).unwrap_or_default();
    let line = text.split('\n').next().unwrap_or_default();
    let mut excerpt: String = line.chars().take(EXCERPT).collect();
    if excerpt.len() < line.len() {
        excerpt.push('…');
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use crate::check::testing::compile;
    use crate::check::{Context, Outcome};
    use crate::document::Document;
    use crate::fact::vocabulary::Vocabulary;
    use crate::fact::{Given, gather};
    use crate::finding::{Severity, Verdict};

    const ONE: &str = "一是信息更新不够及时,个别科室报送滞后,群众查阅不便;二是公开形式不够丰富,图表和解读偏少。\
        今后要加强督促检查,完善考核办法,按季通报各科室报送情况,提升工作水平。";
    const OTHER: &str = "一是经办人员更换频繁,业务还不熟练,答复文书不够规范;二是基层公开栏维护不力,内容陈旧。\
        下一年将分批组织培训,统一文书式样,逐村检查公开栏并限期整改,配齐工作力量。";

    fn compare(text: &str, previous: Option<&str>, siblings: &[&str]) -> Outcome {
        let vocabulary = Vocabulary::default();
        let (check, faults) = compile("similar", r#"to = ["previous", "sibling"]"#, &vocabulary);
        assert!(faults.is_empty(), "{faults:?}");
        let documents: Vec<Document> = siblings.iter().map(|text| Document::passage("b.txt", text)).collect();
        let document = Document::passage("a.txt", text);
        let before = previous.map(|text| Document::passage("c.txt", text));
        let facts = |document| gather(document, &vocabulary, &Given::default());
        let (own, before) = (facts(&document), before.as_ref().map(facts));
        let others: Vec<_> = documents.iter().map(facts).collect();
        let siblings: Vec<_> = others.iter().collect();
        check.run(&Context {
            facts: &own,
            previous: before.as_ref(),
            members: None,
            siblings: &siblings,
            published: None,
        })
    }

    #[test]
    fn a_copy_is_found_whatever_its_numbers() {
        let outcome = compare(&format!("2013年,{ONE}"), Some(&format!("2012年,{ONE}")), &[]);
        assert_eq!(outcome.hits.len(), 1);
        assert_eq!(outcome.hits[0].at_most, None);
        assert!(outcome.hits[0].message.zh.contains("重复 100%"), "{}", outcome.hits[0].message.zh);
        assert!(outcome.hits[0].help.zh.contains("信息更新不够及时"));
        assert_eq!(outcome.hits[0].labels.len(), 1);
    }

    #[test]
    fn a_copy_with_some_words_changed_is_at_most_a_warning() {
        let outcome = compare(&ONE.replace("按季", "每月"), Some(ONE), &[]);
        assert_eq!(outcome.hits[0].at_most, Some(Severity::Warning));
    }

    #[test]
    fn the_sibling_that_is_repeated_most_is_named() {
        let half = format!("{}{OTHER}", ONE.replace("图表", "视频"));
        let outcome = compare(ONE, None, &[OTHER, &half, ONE]);
        assert_eq!(outcome.hits.len(), 1);
        assert!(outcome.hits[0].message.zh.contains("b.txt"));
        assert!(outcome.hits[0].message.zh.contains("100%"));
    }

    #[test]
    fn other_words_counts_and_denials_are_no_copy() {
        assert_eq!(compare(ONE, Some(OTHER), &[]).verdict, Verdict::Pass);
        let counts = "全年主动公开政府信息12条,其中工作动态类8条、通知公告类4条,分别通过网站、公开栏、简报等渠道发布。\
            全年未收到政府信息公开申请,也没有因政府信息公开被申请行政复议、提起行政诉讼的情况,未发生任何收费和减免。";
        assert_eq!(compare(counts, Some(counts), &[]).verdict, Verdict::Pass);
        assert!(matches!(compare(ONE, None, &[]).verdict, Verdict::NotApplicable(_)));
        assert!(matches!(compare(ONE, Some(""), &[]).verdict, Verdict::Undetermined(_)));
    }
}
