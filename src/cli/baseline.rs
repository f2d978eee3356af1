//! `hegui baseline`: write down known findings, with a reason, so that they do not count; take out what is not needed.

use super::exempt::here;
use super::library::text_of;
use super::output::print;
use super::survey::{Subjects, Survey};
use super::{Exit, complain};
use crate::audit::Audit;
use crate::audit::exempt::{Exemptions, RULES};
use crate::audit::mask;
use crate::batch::Entry;
use crate::config::Least;
use crate::finding::{Severity, Site};
use crate::render::baseline::{self, Grant, Known};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The longest quotation of an entry, in characters.
const QUOTED: usize = 60;

#[derive(Args, Debug)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// 新建:写下现有的全部问题 · Write down all findings there are
    Create(Box<Writing>),
    /// 更新:补上新的问题 · Add findings that are not in it yet
    Update(Box<Writing>),
    /// 清理:删去到期和无对应问题的 · Take out what has ended or is not needed
    Prune(Box<Pruning>),
}

#[derive(Args, Debug)]
struct Writing {
    /// 豁免清单 · The file
    #[arg(long, value_name = "FILE", default_value = "hegui-baseline.toml")]
    file: PathBuf,
    /// 理由 · Why these findings need not be corrected
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// 批准人 · Who says so
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// 期限 · The last day on which it holds
    #[arg(long, value_name = "DATE", value_parser = super::options::day)]
    until: Option<Date>,
    /// 只写此级别及以上 · Findings from this severity on [info]
    #[arg(long, value_enum, value_name = "LEVEL")]
    min_severity: Option<Least>,
    #[command(flatten)]
    subjects: Subjects,
}

#[derive(Args, Debug)]
struct Pruning {
    /// 豁免清单 · The file
    #[arg(long, value_name = "FILE", default_value = "hegui-baseline.toml")]
    file: PathBuf,
    #[command(flatten)]
    subjects: Subjects,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    match &options.action {
        Action::Create(writing) => write(writing, false),
        Action::Update(writing) => write(writing, true),
        Action::Prune(pruning) => prune(pruning),
    }
}

fn write(writing: &Writing, update: bool) -> Exit {
    let (file, common) = (&writing.file, &writing.subjects.common);
    if writing.reason.trim().is_empty() {
        complain(common, "豁免须写明理由(--reason)", "an exemption needs a reason (--reason)");
        return Exit::Usage;
    }
    if !update && file.exists() {
        let name = file.display();
        complain(
            common,
            &format!("{name} 已存在;用 hegui baseline update 补充"),
            &format!("{name} exists; hegui baseline update adds to it"),
        );
        return Exit::Usage;
    }
    let mut subjects = writing.subjects.clone();
    if update {
        subjects.baseline.push(file.clone());
    }
    let judged = match Judged::of(&subjects, file, writing.min_severity.unwrap_or_default().severity()) {
        Ok(judged) => judged,
        Err(exit) => return exit,
    };
    let text = if update { text_of(file).unwrap_or_default() } else { String::new() };
    let grant = Grant { reason: writing.reason.clone(), by: writing.by.clone(), until: writing.until };
    let Ok(text) = baseline::added(&text, &judged.known, &grant) else { return Exit::Usage };
    let count = judged.known.len();
    let said = (format!("写入 {count} 条豁免\n"), format!("{count} exemptions written\n"));
    put(file, &text, &said, common, judged.unread)
}

fn prune(pruning: &Pruning) -> Exit {
    let (file, common) = (&pruning.file, &pruning.subjects.common);
    let mut subjects = pruning.subjects.clone();
    subjects.baseline = vec![file.clone()];
    let judged = match Judged::of(&subjects, file, Severity::Info) {
        Ok(judged) => judged,
        Err(exit) => return exit,
    };
    let gone = judged.survey.exemptions.superfluous(&judged.needed);
    let text = text_of(file).unwrap_or_default();
    let Ok(text) = baseline::pruned(&text, &gone) else { return Exit::Usage };
    let count = gone.len();
    let said = (format!("删去 {count} 条豁免\n"), format!("{count} exemptions taken out\n"));
    put(file, &text, &said, common, judged.unread)
}

/// What became of the reports.
struct Judged {
    survey: Survey,
    known: Vec<Known>,
    needed: BTreeMap<usize, bool>,
    /// Whether a report could not be read.
    unread: bool,
}

impl Judged {
    fn of(subjects: &Subjects, file: &Path, least: Severity) -> Result<Self, Exit> {
        let mut configured = subjects.configured().ok_or(Exit::Usage)?;
        // The files of the configuration are not this command's: it may be about to write one of them.
        let mut filled = subjects.filled(&configured);
        filled.baseline.clone_from(&subjects.baseline);
        let subjects = filled;
        let courses = configured.courses().ok_or(Exit::Usage)?;
        let found = subjects.found(&configured);
        let survey = subjects.survey(&configured, courses, found)?;
        let root = file.parent().unwrap_or(Path::new(""));
        let (mut all, mut needed, mut unread) = (Vec::new(), BTreeMap::<usize, bool>::new(), false);
        let work = |entry: &Entry| match entry {
            Entry::Judged(audit) => Some((known(audit, root, least), audit.exemptions.clone())),
            Entry::Exemptions(_) | Entry::Unread(_) => None,
        };
        survey.run(work, |made| {
            let Some((found, entries)) = made else {
                unread = true;
                return true;
            };
            all.extend(found);
            for (number, any) in entries {
                *needed.entry(number).or_default() |= any;
            }
            true
        });
        Ok(Self { survey, known: all, needed, unread })
    }
}

/// The findings of a report that count, as entries.
fn known(audit: &Audit, root: &Path, least: Severity) -> Vec<Known> {
    let mut all = Vec::new();
    for finding in audit.findings() {
        if finding.exempt.is_some() || finding.severity < least || RULES.contains(&finding.rule.as_str()) {
            continue;
        }
        let quoted = match finding.site {
            Site::At(span) => mask::slice(&audit.document, &audit.masks, span).chars().take(QUOTED).collect(),
            Site::MissingFrom(_) => String::new(),
        };
        all.push(Known {
            rule: finding.rule.clone(),
            fingerprint: finding.fingerprint,
            path: Exemptions::named(&here(), root, &audit.document.path),
            agency: audit.agency.clone().zip(audit.year),
            quoted,
        });
    }
    all
}

/// Put a file in its place, whole.
fn put(file: &Path, text: &str, said: &(String, String), common: &super::options::Common, unread: bool) -> Exit {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut beside| {
        beside.write_all(text.as_bytes())?;
        beside.persist(file).map_err(|error| error.error)
    });
    if let Err(error) = written {
        let name = file.display();
        complain(common, &format!("无法写入 {name}:{error}"), &format!("cannot write {name}: {error}"));
        return Exit::Usage;
    }
    print(crate::render::wording::pick(common.language(), &said.0, &said.1));
    if unread { Exit::Incomplete } else { Exit::Fine }
}
