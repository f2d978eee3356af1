//! Exemptions: leave not to correct a finding. Entries of files, by fingerprint or by a fragment of text (`file`), and
//! comments in reports (`comment`). One that has ended, that nothing needs or that gives no reason is itself a finding.
//!
//! An entry by fingerprint means one report, told by its path or by its agency and year: a chapter that is missing has
//! the same fingerprint in every report.

pub mod comment;
pub mod file;

use super::{Audit, RuleOutcome};
use crate::document::Document;
use crate::fact::fold;
use crate::fact::table::Tables;
use crate::finding::{Exemption, Finding, Fingerprint, Hit, Severity, Site, Source, Verdict, Wording};
use crate::span::Span;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// The rule of exemptions that have ended.
pub const EXPIRED: &str = "exemption-expired";
/// The rule of exemptions that nothing needs.
pub const UNUSED: &str = "exemption-unused";
/// The rule of exemptions that give no reason.
pub const WITHOUT_REASON: &str = "exemption-without-reason";
/// The rules that exemptions themselves are held to.
pub const RULES: [&str; 3] = [EXPIRED, UNUSED, WITHOUT_REASON];

/// What a rule that exemptions themselves are held to asks.
#[must_use]
pub fn title(rule: &str) -> Wording {
    match rule {
        EXPIRED => Wording::new("豁免没有到期", "an exemption has not ended"),
        UNUSED => Wording::new("豁免有对应的问题", "a finding needs the exemption"),
        _ => Wording::new("豁免写明理由", "an exemption gives its reason"),
    }
}

/// What to do about a rule that exemptions themselves are held to.
#[must_use]
pub fn help(rule: &str) -> Wording {
    match rule {
        EXPIRED => Wording::new(
            "改正报告中的问题并删去该条豁免,或续期(until)并写明理由。",
            "Correct the report and remove the exemption, or extend it (until) and say why.",
        ),
        UNUSED => Wording::new(
            "删去该条豁免(hegui baseline prune),或核对其规则、位置和文字。",
            "Remove the exemption (hegui baseline prune), or check its rule, place and text.",
        ),
        _ => Wording::new(
            "在批注中写明理由:<!-- hegui: allow 规则编号, 理由 -->。",
            "Give the reason in the comment: <!-- hegui: allow RULE, reason -->.",
        ),
    }
}

/// An entry of a file of exemptions.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The rule whose finding is exempted.
    pub rule: String,
    /// Which of its findings.
    pub which: Which,
    /// Why.
    pub reason: String,
    /// Who gave it.
    pub by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where the file names the rule.
    pub span: Span,
}

/// Which findings an entry means.
#[derive(Clone, Debug)]
pub enum Which {
    /// The one of a fingerprint, in one report.
    Fingerprint {
        /// The fingerprint.
        fingerprint: Fingerprint,
        /// The report, from the file's folder, with `/`.
        path: String,
        /// The report's agency and year, by which it is known under another name too.
        agency: Option<(String, i32)>,
    },
    /// Those about a fragment of text, or with a subject.
    Fragment {
        /// The reports, from the file's folder.
        path: glob::Pattern,
        /// The fragment, folded: in the finding's paragraph or cell, and on what it is about.
        text: Option<String>,
        /// What the finding is about, in the rulebook's names.
        subject: Option<String>,
    },
}

/// A file of exemptions.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// All exemptions of a run.
#[derive(Clone, Debug)]
pub struct Exemptions {
    files: Vec<(PathBuf, File)>,
    here: PathBuf,
    today: Date,
}

impl Exemptions {
    /// The exemptions of files, in a run that starts in the folder `here` on the day `today`.
    #[must_use]
    pub fn new(here: PathBuf, today: Date, files: Vec<File>) -> Self {
        let root = |file: &File| whole(&here, Path::new(&file.name)).parent().map(Path::to_owned).unwrap_or_default();
        let files = files.into_iter().map(|file| (root(&file), file)).collect();
        Self { files, here, today }
    }

    /// Entries for rules that are none of these, nor one that exemptions are held to: the file and the entry of each.
    pub fn strangers(&self, known: &BTreeSet<&str>) -> impl Iterator<Item = (&File, &Entry)> {
        let entries = self.files.iter().flat_map(|(_, file)| file.entries.iter().map(move |entry| (file, entry)));
        let known = move |rule: &str| known.contains(rule) || RULES.contains(&rule);
        entries.filter(move |(_, entry)| !known(&entry.rule))
    }

    /// Exempt the findings of a report, and say of each entry that means this report whether it was needed.
    pub fn apply(&self, audit: &mut Audit) {
        comment::apply(audit, self.today);
        let mut needed = BTreeMap::new();
        let entries = self.files.iter().flat_map(|(root, file)| file.entries.iter().map(move |entry| (root, entry)));
        for (number, (root, entry)) in entries.enumerate() {
            if entry.until.is_some_and(|until| until < self.today) || !self.means(root, entry, audit) {
                continue;
            }
            let Some(outcome) = audit.outcomes.iter_mut().find(|outcome| outcome.rule == entry.rule) else { continue };
            if let Verdict::Undetermined(_) = outcome.verdict {
                // What could not be asked may need it yet.
                continue;
            }
            let mut any = false;
            for finding in &mut outcome.findings {
                if entry.which.means(finding, &audit.document) {
                    any = true;
                    finding.exempt.get_or_insert_with(|| entry.exemption(number));
                }
            }
            needed.insert(number, any);
        }
        audit.exemptions = needed.into_iter().collect();
    }

    /// Whether an entry means a report.
    fn means(&self, root: &Path, entry: &Entry, audit: &Audit) -> bool {
        let path = from(root, &whole(&self.here, Path::new(&audit.document.path)));
        match &entry.which {
            Which::Fingerprint { path: other, agency, .. } => {
                let named = agency.as_ref().is_some_and(|(agency, year)| {
                    audit.year == Some(*year) && audit.agency.as_deref() == Some(agency.as_str())
                });
                named || *other == path
            }
            Which::Fragment { path: pattern, .. } => pattern.matches(&path),
        }
    }

    /// What is to be said of each file, once all reports are judged: `needed` says of the entries that meant a report of
    /// the run whether one of its findings needed them. A file of which nothing is to be said has none.
    #[must_use]
    pub fn stale(&self, needed: &BTreeMap<usize, bool>) -> Vec<Audit> {
        let mut audits = Vec::new();
        let mut number = 0;
        for (_, file) in &self.files {
            let (mut expired, mut unused) = (Vec::new(), Vec::new());
            for entry in &file.entries {
                match entry.until {
                    Some(until) if until < self.today => expired.push(ended(entry.span, &entry.rule, until)),
                    Some(_) | None if needed.get(&number) == Some(&false) => {
                        unused.push(idle(entry.span, &entry.rule));
                    }
                    Some(_) | None => {}
                }
                number += 1;
            }
            if !expired.is_empty() || !unused.is_empty() {
                audits.push(judged(file, vec![(EXPIRED, expired), (UNUSED, unused)]));
            }
        }
        audits
    }

    /// The number, in its file, of each entry that has ended or that nothing needs.
    #[must_use]
    pub fn superfluous(&self, needed: &BTreeMap<usize, bool>) -> BTreeSet<usize> {
        let entries = self.files.iter().flat_map(|(_, file)| &file.entries).enumerate();
        let ended = |entry: &Entry| entry.until.is_some_and(|until| until < self.today);
        let gone = entries.filter(|(number, entry)| ended(entry) || needed.get(number) == Some(&false));
        gone.map(|(number, _)| number).collect()
    }

    /// A report's path as an entry of a file in the folder `root` names it.
    #[must_use]
    pub fn named(here: &Path, root: &Path, path: &str) -> String {
        from(&whole(here, root), &whole(here, Path::new(path)))
    }
}

impl Entry {
    fn exemption(&self, number: usize) -> Exemption {
        let source = match self.which {
            Which::Fingerprint { .. } => Source::Baseline(number),
            Which::Fragment { .. } => Source::Fragment(number),
        };
        Exemption { reason: self.reason.clone(), by: self.by.clone(), until: self.until, source }
    }
}

impl Which {
    /// Whether it means a finding of a report that it means.
    fn means(&self, finding: &Finding, document: &Document) -> bool {
        match self {
            Self::Fingerprint { fingerprint, .. } => *fingerprint == finding.fingerprint,
            Self::Fragment { text, subject, .. } => {
                subject.as_ref().is_none_or(|subject| *subject == finding.subject)
                    && text.as_ref().is_none_or(|text| is_about(text, finding, document))
            }
        }
    }
}

/// Whether a finding is about a folded fragment: it stands in the finding's paragraph or cell and shares its words.
fn is_about(fragment: &str, finding: &Finding, document: &Document) -> bool {
    let Site::At(site) = finding.site else { return false };
    let cells = document.tables.iter().flat_map(|table| &table.cells).map(|cell| cell.span);
    let around = cells.chain(document.blocks.iter().map(|block| block.span)).find(|span| span.contains(site));
    let around = fold::fold_str(document.slice(around.unwrap_or(site)));
    let words = fold::fold_str(document.slice(site));
    around.contains(fragment) && (fragment.contains(&words) || words.contains(fragment))
}

/// A path with its folder before it, `.` and `..` resolved by name.
fn whole(here: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for component in here.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => whole.push(component),
        }
    }
    whole
}

/// A path from a folder on, with `/`; the whole path where it lies elsewhere.
fn from(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let text = below.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// A hit on an exemption that has ended.
fn ended(span: Span, rule: &str, until: Date) -> Hit {
    Hit::at(
        span,
        Wording::new(
            format!("对 {rule} 的豁免已于 {until} 到期,不再有效"),
            format!("the exemption from {rule} ended on {until} and holds no more"),
        ),
    )
    .help(Wording::new("改正报告,或重新批准并改写期限", "correct the report, or have the exemption renewed"))
    .subject(rule)
}

/// A hit on an exemption that nothing needs.
fn idle(span: Span, rule: &str) -> Hit {
    Hit::at(
        span,
        Wording::new(format!("对 {rule} 的豁免没有对应的问题"), format!("no finding needs this exemption from {rule}")),
    )
    .help(Wording::new("删去这条豁免;核对规则编号", "remove it; check the rule's id"))
    .subject(rule)
}

/// Hits as outcomes of the rules of exemptions; a rule without a hit has none.
fn outcomes(hits: Vec<(&'static str, Vec<Hit>)>) -> Vec<RuleOutcome> {
    let outcome = |(rule, hits): (&'static str, Vec<Hit>)| RuleOutcome {
        rule: rule.to_owned(),
        verdict: Verdict::Fail,
        findings: hits.into_iter().enumerate().map(|(at, hit)| finding(rule, at, hit)).collect(),
        unlisted: false,
    };
    hits.into_iter().filter(|(_, hits)| !hits.is_empty()).map(outcome).collect()
}

fn finding(rule: &str, at: usize, hit: Hit) -> Finding {
    Finding {
        rule: rule.to_owned(),
        instance: format!("#{}", at + 1),
        check: "exemption",
        subject: hit.subject,
        severity: Severity::Warning,
        message: hit.message,
        help: hit.help,
        basis: String::new(),
        site: hit.site,
        remark: hit.remark,
        proposed: None,
        labels: Vec::new(),
        fingerprint: Fingerprint::default(),
        exempt: None,
    }
}

/// A file of exemptions as something that was judged.
fn judged(file: &File, hits: Vec<(&'static str, Vec<Hit>)>) -> Audit {
    let document = Document::passage(&file.name, &file.text);
    let mut outcomes = outcomes(hits);
    super::fingerprint::give(&mut outcomes, &document, &[]);
    Audit {
        document,
        rulebook: "exemptions".to_owned(),
        rulebook_version: env!("CARGO_PKG_VERSION").to_owned(),
        year: None,
        agency: None,
        book: None,
        body: None,
        outcomes,
        tables: Tables::default(),
        masks: Vec::new(),
        secrets: Vec::new(),
        overdue: None,
        exemptions: Vec::new(),
    }
}
