//! One report judged by one rulebook: every rule answers.

pub mod choose;
pub mod example;
pub mod exempt;
pub mod fingerprint;
pub mod mask;
pub mod mutate;
mod unread;

use crate::check::condition::Holds;
use crate::check::date::deadline::Overdue;
use crate::check::{Check, Context, Members, Outcome, date, equation};
use crate::document::{Document, Note};
use crate::fact::table::Tables;
use crate::fact::{self, Facts, Given};
use crate::finding::{Finding, Fingerprint, Hit, Label, MOST_FINDINGS, Severity, Verdict, Wording};
use crate::rulebook::{Excused, Rule, Rulebook};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What stands beside a report when it is judged.
#[derive(Clone, Debug, Default)]
pub struct Beside<'a> {
    /// What the user says of the report.
    pub given: Given,
    /// Last year's report of the same agency, gathered by its own year's rulebook.
    pub previous: Option<&'a Facts<'a>>,
    /// The reports below it.
    pub members: Option<Members<'a>>,
    /// Other reports of the batch.
    pub siblings: &'a [&'a Facts<'a>],
    /// The day it was published.
    pub published: Option<jiff::civil::Date>,
}

impl<'a> Beside<'a> {
    /// A report's facts with what stands beside it: what checks may look at.
    #[must_use]
    pub fn context<'b>(&'b self, facts: &'b Facts<'b>) -> Context<'b>
    where
        'a: 'b,
    {
        Context {
            facts,
            previous: self.previous,
            members: self.members,
            siblings: self.siblings,
            published: self.published,
        }
    }
}

/// A report as judged.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The report.
    pub document: Document,
    /// Id of the rulebook.
    pub rulebook: String,
    /// Version of the rulebook.
    pub rulebook_version: String,
    /// The year reported on, where it could be told.
    pub year: Option<i32>,
    /// The agency, where it could be told.
    pub agency: Option<String>,
    /// The rulebook itself; none for what is no report.
    pub book: Option<Arc<Rulebook>>,
    /// The kind of body, where it could be told.
    pub body: Option<String>,
    /// Every rule of the rulebook that is not switched off, in its order.
    pub outcomes: Vec<RuleOutcome>,
    /// The tables as read, their cells among them.
    pub tables: Tables,
    /// Stretches of personal data, in order: masked in every output.
    pub masks: Vec<Span>,
    /// Personal data of last year's report, which a message may quote.
    pub secrets: Vec<String>,
    /// Where it was published after the deadline of a rule: the day and the deadline.
    pub overdue: Option<Overdue>,
    /// The entries of files of exemptions that mean this report, by number, and whether a finding needed them.
    pub exemptions: Vec<(usize, bool)>,
}

/// How a rule ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RuleOutcome {
    /// Id of the rule.
    pub rule: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Its findings, in text order.
    pub findings: Vec<Finding>,
    /// Whether there are more than are listed.
    pub unlisted: bool,
}

impl Audit {
    /// All findings in order of position, then rule.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.outcomes.iter().flat_map(|outcome| &outcome.findings).collect();
        findings.sort_by(|a, b| a.order().cmp(&b.order()));
        findings
    }

    /// The gravest severity among the findings that count: those that were exempted do not.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        let findings = self.outcomes.iter().flat_map(|outcome| &outcome.findings);
        findings.filter(|finding| finding.exempt.is_none()).map(|finding| finding.severity).max()
    }

    /// Whether there are findings and all of them were exempted.
    #[must_use]
    pub fn is_exempted(&self) -> bool {
        let mut findings = self.outcomes.iter().flat_map(|outcome| &outcome.findings).peekable();
        findings.peek().is_some() && findings.all(|finding| finding.exempt.is_some())
    }

    /// The report's verdict: fail before undetermined before pass before not applicable.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        let any = |wanted: fn(&Verdict) -> bool| self.outcomes.iter().any(|outcome| wanted(&outcome.verdict));
        if any(|verdict| matches!(verdict, Verdict::Fail)) {
            "fail"
        } else if any(|verdict| matches!(verdict, Verdict::Undetermined(_))) {
            "undetermined"
        } else if any(|verdict| matches!(verdict, Verdict::Pass)) {
            "pass"
        } else {
            "not_applicable"
        }
    }
}

/// Judge a report: gather its facts and ask every rule that is not switched off.
#[must_use]
pub fn run(rulebook: &Arc<Rulebook>, document: Document, beside: &Beside<'_>) -> Audit {
    let facts = fact::gather(&document, &rulebook.vocabulary, &beside.given);
    let mut outcomes = judge(rulebook, &facts, beside);
    let overdue = overdue(rulebook, &beside.context(&facts));
    let year = facts.identity.year.as_ref().map(|told| told.value);
    let agency = facts.identity.agency.as_ref().map(|told| told.value.clone());
    let body = facts.identity.body.clone();
    let masks: Vec<Span> = facts.private.iter().map(|private| private.span).collect();
    fingerprint::give(&mut outcomes, &document, &masks);
    let secrets = beside.previous.map_or_else(Vec::new, |previous| {
        previous.private.iter().map(|private| previous.document.slice(private.span).to_owned()).collect()
    });
    // Moved out of the facts, which end here: nothing is copied for the outputs that list cells.
    let tables = facts.tables;
    let mut document = document;
    document.notes.extend(outcomes.iter().filter(|outcome| outcome.unlisted).map(unlisted));
    Audit {
        book: Some(Arc::clone(rulebook)),
        tables,
        rulebook: rulebook.id.clone(),
        rulebook_version: rulebook.version.clone(),
        year,
        agency,
        body,
        outcomes,
        masks,
        secrets,
        overdue,
        exemptions: Vec::new(),
        document,
    }
}

/// What is said where a rule has more findings than are listed.
fn unlisted(outcome: &RuleOutcome) -> Note {
    let rule = &outcome.rule;
    let zh = format!("规则 {rule} 的问题过多，只列出前 {MOST_FINDINGS} 处");
    let en = format!("{rule} has too many findings: only the first {MOST_FINDINGS} are listed");
    Note::LeftOut(Wording::new(zh, en))
}

/// Whether a rule that applies sets a deadline that the given day of publication is past.
fn overdue(rulebook: &Rulebook, context: &Context<'_>) -> Option<Overdue> {
    context.published?;
    let rules = rulebook.rules.iter().filter(|rule| rule.severity != Severity::Off);
    rules.filter_map(|rule| dated(rule, context)).max_by_key(|overdue| overdue.deadline)
}

fn dated(rule: &Rule, context: &Context<'_>) -> Option<Overdue> {
    let Check::Date(params) = &rule.check else { return None };
    date::overdue(params, context).filter(|_| rule.when.holds(context) == Holds::Yes)
}

/// Ask every rule that is not switched off of a report's facts.
#[must_use]
pub fn judge(rulebook: &Rulebook, facts: &Facts<'_>, beside: &Beside<'_>) -> Vec<RuleOutcome> {
    let context = beside.context(facts);
    let rules: Vec<&Rule> = rulebook.rules.iter().filter(|rule| rule.severity != Severity::Off).collect();
    let mut answers: Vec<(Holds, Outcome)> = rules.iter().map(|rule| ask(rule, &context)).collect();
    explain(&rules, &mut answers, &context);
    rules.iter().zip(answers).map(|(rule, (_, outcome))| conclude(rule, outcome, facts)).collect()
}

/// Ask one rule.
#[must_use]
pub fn answer(rule: &Rule, context: &Context<'_>) -> RuleOutcome {
    conclude(rule, ask(rule, context).1, context.facts)
}

/// Whether a rule applies, and how its check ended.
fn ask(rule: &Rule, context: &Context<'_>) -> (Holds, Outcome) {
    let holds = rule.when.holds(context);
    let outcome = match &holds {
        Holds::Yes => rule.check.run(context),
        Holds::No(reason) => Outcome::not_applicable(reason.clone()),
        Holds::Unknown(reason) => Outcome::undetermined(reason.clone()),
    };
    (holds, outcome)
}

/// Where one cell explains several broken equations, one finding names it: on the gravest of their rules. The others
/// stay failed, without a finding of their own.
fn explain(rules: &[&Rule], answers: &mut [(Holds, Outcome)], context: &Context<'_>) {
    let mut equations = Vec::new();
    let mut hits: Vec<(usize, Hit)> = Vec::new();
    for (at, (rule, (holds, outcome))) in rules.iter().zip(answers.iter_mut()).enumerate() {
        if let Check::Equation(params) = &rule.check
            && *holds == Holds::Yes
        {
            equations.push(params);
            hits.extend(std::mem::take(&mut outcome.hits).into_iter().map(|hit| (at, hit)));
        }
    }
    hits.sort_by_key(|(at, hit)| (std::cmp::Reverse(gravity(rules[*at], hit)), *at));
    for (at, hit) in equation::parity::merge(&equations, context, hits) {
        answers[at].1.hits.push(hit);
    }
}

/// How serious a hit is on its rule.
fn gravity(rule: &Rule, hit: &Hit) -> Severity {
    hit.at_most.map_or(rule.severity, |most| most.min(rule.severity))
}

/// An outcome with what the rule adds to its hits.
fn conclude(rule: &Rule, outcome: Outcome, facts: &Facts<'_>) -> RuleOutcome {
    let outcome = unread::weigh(&rule.check, outcome, facts.document);
    let mut hits = outcome.hits;
    hits.sort_by_key(|hit| hit.site.span());
    let unlisted = hits.len() > MOST_FINDINGS;
    let excused = rule.excused.as_ref().filter(|_| !hits.is_empty()).and_then(|excused| excuse(excused, facts));
    let hits = hits.into_iter().take(MOST_FINDINGS).enumerate();
    let findings = hits.map(|(at, hit)| finding(rule, at, hit, excused)).collect();
    RuleOutcome { rule: rule.id.clone(), verdict: outcome.verdict, findings, unlisted }
}

/// A hit with what its rule adds.
fn finding(rule: &Rule, at: usize, hit: Hit, excused: Option<Span>) -> Finding {
    let mut severity = gravity(rule, &hit);
    let mut labels = hit.labels.clone();
    if let Some(said) = excused {
        severity = severity.min(Severity::Info);
        labels.push(Label {
            span: said,
            message: Wording::new("文中已作说明", "the report explains it"),
            proposed: None,
        });
    }
    let own = rule.message.as_ref().and_then(|message| fill(message, &hit));
    let help = if hit.help == Wording::default() { rule.help.clone() } else { hit.help.clone() };
    Finding {
        rule: rule.id.clone(),
        instance: hit.instance.unwrap_or_else(|| format!("#{}", at + 1)),
        check: rule.check.kind(),
        subject: hit.subject,
        severity,
        message: own.unwrap_or(hit.message),
        help,
        basis: rule.basis.clone(),
        site: hit.site,
        remark: hit.remark,
        proposed: hit.proposed,
        labels,
        fingerprint: Fingerprint::default(),
        exempt: None,
    }
}

/// Where the report says what excuses a rule's findings.
fn excuse(excused: &Excused, facts: &Facts<'_>) -> Option<Span> {
    let scanned = facts.scanned();
    let mut said = Vec::new();
    scanned.each_line(&excused.said, &(0..facts.prose.text.len()), |_, line, captures| {
        said.extend(captures.get_match().map(|found| facts.prose.sentence_at(line + found.start())));
        None
    });
    let near = |sentence: &std::ops::Range<usize>| {
        excused.near.is_empty() || excused.near.iter().any(|near| scanned.matches(near, sentence))
    };
    said.into_iter().find(near).map(|sentence| facts.prose.source(sentence))
}

/// A rule's own message with the hit's values; none where it names a value that the hit does not have.
fn fill(message: &Wording, hit: &Hit) -> Option<Wording> {
    let fill = |text: &str| {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}')?;
            filled.push_str(before);
            filled.push_str(hit.values.get(name)?);
            rest = behind;
        }
        filled.push_str(rest);
        Some(filled)
    };
    Some(Wording { zh: fill(&message.zh)?, en: fill(&message.en)? })
}
