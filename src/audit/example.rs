//! Running the examples that rules carry: does each rule answer as its rulebook says it must?

use super::{Beside, answer};
use crate::check::{Check, Members};
use crate::document::{BlockKind, Document};
use crate::fact::{self, Facts, Given};
use crate::finding::{Finding, Verdict, Wording};
use crate::read;
use crate::rulebook::{Example, Expect, Rule, Rulebook};
use crate::span::Span;

/// How an example ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// As it must.
    Passed,
    /// The rule found nothing, or not what is marked, where it must.
    Missed,
    /// The rule found something where it must not.
    Noisy,
    /// The rule could not answer where it must.
    Undetermined,
}

impl Ended {
    /// The word in summaries.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Missed => "missed",
            Self::Noisy => "noisy",
            Self::Undetermined => "undetermined",
        }
    }
}

/// An example with how it ended.
#[derive(Clone, Debug)]
pub struct Run {
    /// Id of the rule.
    pub rule: String,
    /// Id of the rulebook in whose text `span` lies.
    pub stands_in: String,
    /// Where the example stands.
    pub span: Span,
    /// How it ended.
    pub ended: Ended,
    /// What the rule answered, where it ended otherwise than it must.
    pub got: Wording,
}

/// Run the examples that are a rulebook's own, those of a rule that it asks otherwise than its parent among them; or all
/// that it takes over too.
#[must_use]
pub fn run(rulebook: &Rulebook, own_only: bool) -> Vec<Run> {
    let own = |rule: &Rule, example: &Example| {
        example.stands_in == rulebook.id || rule.changed_in.as_ref() == Some(&rulebook.id)
    };
    let examples = rulebook.rules.iter().flat_map(|rule| rule.examples.iter().map(move |example| (rule, example)));
    let wanted = examples.filter(|(rule, example)| !own_only || own(rule, example));
    wanted.map(|(rule, example)| try_one(rulebook, rule, example)).collect()
}

/// Run one example.
#[must_use]
pub fn try_one(rulebook: &Rulebook, rule: &Rule, example: &Example) -> Run {
    let read = |other: &Example| (document(other), given(rule, other));
    let previous = example.previous.as_deref().map(read);
    let previous = previous.as_ref().map(|other| gather(rulebook, rule, other));
    let members: Vec<(Document, Given)> = example.members.iter().map(read).collect();
    let members: Vec<Facts<'_>> = members.iter().map(|other| gather(rulebook, rule, other)).collect();
    let reports: Vec<&Facts<'_>> = members.iter().collect();
    let expected = example.expected.unwrap_or(reports.len());
    let members = (expected > 0).then_some(Members { reports: &reports, expected });
    let siblings: Vec<(Document, Given)> = example.siblings.iter().map(read).collect();
    let siblings: Vec<Facts<'_>> = siblings.iter().map(|other| gather(rulebook, rule, other)).collect();
    let siblings: Vec<&Facts<'_>> = siblings.iter().collect();
    let document = document(example);
    let given = excerpt(rule, &document, &given(rule, example));
    let facts = fact::gather(&document, &rulebook.vocabulary, &given);
    let beside = Beside {
        given: given.clone(),
        previous: previous.as_ref(),
        members,
        siblings: &siblings,
        published: example.published,
    };
    let (ended, got) = judge(rule, example, &facts, &beside);
    Run { rule: rule.id.clone(), stands_in: example.stands_in.clone(), span: example.span, ended, got }
}

/// The facts of another report that an example brings.
fn gather<'a>(rulebook: &'a Rulebook, rule: &Rule, (document, given): &'a (Document, Given)) -> Facts<'a> {
    fact::gather(document, &rulebook.vocabulary, &excerpt(rule, document, given))
}

fn judge(rule: &Rule, example: &Example, facts: &Facts<'_>, beside: &Beside<'_>) -> (Ended, Wording) {
    let context = beside.context(facts);
    let outcome = answer(rule, &context);
    let name = outcome.verdict.name();
    let got = match &outcome.verdict {
        Verdict::NotApplicable(reason) | Verdict::Undetermined(reason) => {
            Wording::new(format!("得到 {name}:{}", reason.zh), format!("got {name}: {}", reason.en))
        }
        Verdict::Pass | Verdict::Fail => Wording::new(format!("得到 {name}"), format!("got {name}")),
    };
    match (example.expect, &outcome.verdict) {
        (Expect::Pass, Verdict::Pass | Verdict::NotApplicable(_))
        | (Expect::Undetermined, Verdict::Undetermined(_)) => (Ended::Passed, Wording::default()),
        (Expect::Fail, Verdict::Fail) => match unmarked(example, facts.document, &outcome.findings) {
            None => (Ended::Passed, Wording::default()),
            Some(mark) => {
                (Ended::Missed, Wording::new(format!("没有标出 `{mark}`"), format!("`{mark}` lies under no label")))
            }
        },
        (Expect::Pass | Expect::Undetermined, Verdict::Fail) => (Ended::Noisy, noise(&outcome.findings, got)),
        (Expect::Pass | Expect::Fail, Verdict::Undetermined(_)) => (Ended::Undetermined, got),
        (Expect::Fail | Expect::Undetermined, Verdict::Pass | Verdict::NotApplicable(_)) => (Ended::Missed, got),
    }
}

fn noise(findings: &[Finding], got: Wording) -> Wording {
    findings.first().map_or(got, |finding| {
        Wording::new(format!("报出:{}", finding.message.zh), format!("found: {}", finding.message.en))
    })
}

/// The first mark that lies under no label.
fn unmarked<'e>(example: &'e Example, document: &Document, findings: &[Finding]) -> Option<&'e str> {
    let labels: Vec<Span> = findings
        .iter()
        .flat_map(|finding| std::iter::once(finding.site.span()).chain(finding.labels.iter().map(|label| label.span)))
        .collect();
    let covered = |mark: &str| {
        document.text.match_indices(mark).any(|(at, _)| {
            let span = Span::new(at, at + mark.len());
            labels.iter().any(|label| label.overlaps(span))
        })
    };
    example.marks.iter().map(String::as_str).find(|mark| !covered(mark))
}

/// An example's text as a report; without a text, an empty one.
fn document(example: &Example) -> Document {
    let text = example.text.as_deref().unwrap_or_default();
    read::text::read("example.txt", text.as_bytes()).unwrap_or_else(|_| Document::passage("example.txt", text))
}

fn given(rule: &Rule, example: &Example) -> Given {
    let table = match &rule.check {
        Check::Equation(params) => params.table(),
        Check::Table(params) => params.table(),
        Check::Section(_)
        | Check::Order(_)
        | Check::Declared(_)
        | Check::Title(_)
        | Check::Period(_)
        | Check::Contact(_)
        | Check::Breakdown(_)
        | Check::Share(_)
        | Check::Count(_)
        | Check::Numbering(_)
        | Check::Agreement(_)
        | Check::Phrase(_)
        | Check::Date(_)
        | Check::Agency(_)
        | Check::Truncated(_)
        | Check::Length(_)
        | Check::Privacy(_)
        | Check::Reference(_)
        | Check::Similar(_) => None,
    };
    // A cell without its table's name belongs to the rule's table.
    let named = |path: &String| match table {
        Some(table) if path.split('.').count() == 2 => format!("{table}.{path}"),
        _ => path.clone(),
    };
    Given {
        year: example.year,
        agency: example.agency.clone(),
        body: example.body.clone(),
        cells: example.cells.iter().map(|(path, value)| (named(path), value.clone())).collect(),
        figures: example.figures.clone(),
        excerpt: false,
    }
}

/// A passage without headings stands for the section that a rule looks in, unless the rule is about sections or titles.
fn excerpt(rule: &Rule, document: &Document, given: &Given) -> Given {
    let about_sections =
        matches!(rule.check, Check::Section(_) | Check::Order(_) | Check::Declared(_) | Check::Title(_));
    let headings = document.blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading { .. }));
    Given { excerpt: !about_sections && !headings, ..given.clone() }
}
