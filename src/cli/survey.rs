//! Which reports are judged, by what and beside what: the options that every command shares that judges many, and the
//! run itself. What becomes of each entry is its caller's.

use super::configured::{Configured, configured};
use super::exempt::{exemptions, mention_strangers};
use super::kept::kept;
use super::library::roster_of;
use super::options::{Bounds, Common, day};
use super::progress::Progress;
use super::worker::{self, Orders};
use super::{Exit, complain};
use crate::audit::exempt::Exemptions;
use crate::batch::convert::{self, Converter};
use crate::batch::course::Courses;
use crate::batch::judge::Judge;
use crate::batch::limits::Limits;
use crate::batch::pair::{self, Pairs};
use crate::batch::paths::Selection;
use crate::batch::roster::Roster;
use crate::batch::roster::coverage::Coverage;
use crate::batch::roster::register::Register;
use crate::batch::sibling::Siblings;
use crate::batch::walk::{self, Input, Inputs};
use crate::batch::worker::pool::Pool;
use crate::batch::{self, Entry, Unread, stream};
use crate::config::Cache;
use crate::document::Format;
use crate::fact::Given;
use crate::language::Language;
use crate::read;
use crate::render::wording::say;
use crate::rulebook::Rulebook;
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;

/// What is judged.
#[derive(Args, Debug, Clone)]
pub(super) struct Subjects {
    /// 文件、文件夹、通配符,- 为标准输入 · Files, folders, patterns, `-`; the current folder if none
    pub paths: Vec<PathBuf>,
    /// 规则集:auto(按年度)、编号或文件,可多次 · Rulebooks: auto (by year), ids or files; may be repeated
    #[arg(long, value_name = "auto|ID|FILE")]
    rulebook: Vec<String>,
    /// 报告年度 · The year reported on, in place of what the report says
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2999))]
    year: Option<i32>,
    /// 上年度报告:文件或文件夹 · Last year's reports: a file, a folder or a pattern
    #[arg(long, value_name = "PATH")]
    previous: Vec<PathBuf>,
    /// 应报单位名单(.csv 或 .toml) · Who reports, to whom, of what kind: a CSV or TOML file
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// 公布日期 · The day the reports were published
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<jiff::civil::Date>,
    /// 豁免清单,可多次 · Files of exemptions; may be repeated
    #[arg(long, visible_alias = "exemptions", value_name = "FILE")]
    pub baseline: Vec<PathBuf>,
    /// 当作今天的日期,用于豁免期限 · The day to count as today, for exemptions that end
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<jiff::civil::Date>,
    /// 规则无法判定时不以 3 退出 · Do not exit with 3 for rules that could not be answered
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub allow_undetermined: Option<bool>,
    /// 文件夹中的隐藏文件也检查 · Hidden files in folders too
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    hidden: Option<bool>,
    #[command(flatten)]
    bounds: Bounds,
    /// 线程数 · Threads; as many as there are processors if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// 保留 LibreOffice 转换的结果 · Keep what LibreOffice converts for the next run, in a folder of the user's or DIR
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true, overrides_with = "no_cache")]
    cache: Option<Option<PathBuf>>,
    /// 不保留、不用保留的结果 · Keep nothing and use nothing that was kept
    #[arg(long)]
    no_cache: bool,
    /// 标准输入的格式:txt、md · Format of standard input
    #[arg(long, value_name = "FORMAT", value_parser = standard_format, default_value = "txt")]
    stdin_format: Format,
    #[command(flatten)]
    pub common: Common,
}

fn standard_format(text: &str) -> Result<Format, String> {
    read::format_of(&format!("stdin.{text}")).ok_or_else(|| format!("unknown format `{text}`; known: txt md"))
}

/// A run that was made ready.
pub(super) struct Survey {
    judge: Judge,
    pool: rayon::ThreadPool,
    inputs: Vec<Input>,
    common: Common,
    progress: Progress,
    /// Leave not to correct findings.
    pub exemptions: Exemptions,
    /// Who has reported, where a roster was given.
    pub coverage: Option<Coverage>,
    /// Whether something that was given as last year's report could not be read.
    pub lost: bool,
}

impl Subjects {
    /// What flags leave open, from the environment and the configuration.
    pub(super) fn filled(&self, configured: &Configured) -> Self {
        let config = &configured.config;
        let mut filled = self.clone();
        filled.common = configured.common.clone();
        if filled.previous.is_empty() {
            filled.previous = config.previous.iter().map(PathBuf::from).collect();
        }
        if filled.baseline.is_empty() {
            filled.baseline = config.baseline.iter().map(PathBuf::from).collect();
        }
        filled.roster = filled.roster.or_else(|| config.roster.as_ref().map(PathBuf::from));
        filled.allow_undetermined = filled.allow_undetermined.or(config.allow_undetermined);
        filled.hidden = filled.hidden.or(config.hidden);
        filled.jobs = filled.jobs.or(config.jobs);
        filled
    }

    /// The processes in which files are read and judged.
    fn workers(&self, limits: &Limits) -> Option<Arc<Pool>> {
        let (rulebooks, common) = (self.rulebook.as_slice(), &self.common);
        worker::pool(&Orders { rulebooks, year: self.year, published: self.published, common }, limits)
    }

    /// What flags say of the cache.
    fn cache(&self) -> Option<Cache> {
        match &self.cache {
            _ if self.no_cache => Some(Cache::Off),
            Some(Some(folder)) => Some(Cache::At(folder.to_string_lossy().into_owned())),
            Some(None) => Some(Cache::Usual),
            None => None,
        }
    }

    /// The environment and the configuration, where nothing is wrong with them.
    pub(super) fn configured(&self) -> Option<Configured> {
        configured(&self.common, &self.rulebook)
    }

    /// The files that are meant; says what folders hold beside them.
    pub(super) fn found(&self, configured: &Configured) -> Inputs {
        let here = [PathBuf::from(".")];
        let found = walk::find(
            if self.paths.is_empty() { &here } else { &self.paths },
            self.hidden.unwrap_or(false),
            &self.bounds.limits(&configured.config.limits),
            &configured.selection,
        );
        mention_skipped(&found, &self.common);
        if found.inputs.is_empty() {
            complain(&self.common, "没有可检查的文件", "nothing to check");
        }
        found
    }

    /// Make a run ready: threads, roster, last year's reports.
    pub(super) fn survey(&self, configured: &Configured, courses: Courses, found: Inputs) -> Result<Survey, Exit> {
        let exemptions = exemptions(&self.baseline, self.today, &self.common).ok_or(Exit::Usage)?;
        mention_strangers(&exemptions, &courses.books(), &self.common);
        let pool = pool(self).ok_or(Exit::Usage)?;
        let limits = self.bounds.limits(&configured.config.limits);
        let progress = Progress::new(&found.inputs, self.common.language());
        let bodies = courses.bodies();
        let keep = kept(self.cache(), configured.config.cache.as_ref(), &self.common).map_err(|()| Exit::Usage)?;
        let converter = Converter::new(convert::installed(), limits.conversion).keeping(keep);
        let mut judge = Judge {
            courses: Arc::new(courses),
            given: Given { year: self.year, ..Given::default() },
            published: self.published,
            limits,
            converter: Arc::new(converter),
            standard: self.stdin_format,
            pairs: Pairs::default(),
            siblings: Siblings::default(),
            register: None,
            watch: progress.watch(),
            workers: self.workers(&limits),
        };
        let roster = match &self.roster {
            Some(path) => Some(roster_of(path, &bodies, &self.common).ok_or(Exit::Usage)?),
            None => None,
        };
        // A panic is reported as an entry of its file, not as a trace among the findings.
        std::panic::set_hook(Box::new(|_| {}));
        let lost = pair(self, &mut judge, &pool, (&found.inputs, &progress), roster);
        progress.judging();
        let coverage = judge.register.as_ref().map(Coverage::of);
        let (inputs, common) = (found.inputs, self.common.clone());
        Ok(Survey { judge, pool, inputs, common, progress, exemptions, coverage, lost })
    }
}

impl Survey {
    /// The rulebooks that reports may be judged by.
    pub(super) fn rulebooks(&self) -> Vec<&Rulebook> {
        self.judge.courses.books()
    }

    /// Judge in parallel and do `work` on each entry, hand what it makes to `sink` in order. `sink` ends it early by
    /// answering false. Says what could not be read.
    pub(super) fn run<T: Send>(&self, work: impl Fn(&Entry) -> T + Sync, mut sink: impl FnMut(T) -> bool) {
        let both = |entry: &Entry| {
            let unread = match entry {
                Entry::Unread(unread) => Some(unread.clone()),
                Entry::Judged(_) | Entry::Exemptions(_) => None,
            };
            (work(entry), unread)
        };
        let judged = |index: usize| {
            let mut entry = self.judge.entry(&self.inputs[index]);
            match &mut entry {
                Entry::Judged(audit) => self.exemptions.apply(audit),
                Entry::Unread(_) | Entry::Exemptions(_) => {}
            }
            both(&entry)
        };
        stream::in_order(&self.pool, self.inputs.len(), judged, |index, done| {
            let (made, unread) = done.unwrap_or_else(|| both(&internal(&self.inputs[index])));
            if let Some(unread) = unread {
                self.progress.beside(|| mention_unread(&unread, &self.common));
            }
            self.progress.judged();
            sink(made)
        });
        self.progress.end();
        let _ = std::panic::take_hook();
    }
}

/// Find last year's reports, where there may be any. Says what was given as one and has no partner; returns whether
/// any of that could not be read.
fn pair(
    subjects: &Subjects,
    judge: &mut Judge,
    pool: &rayon::ThreadPool,
    (inputs, progress): (&[Input], &Progress),
    roster: Option<Roster>,
) -> bool {
    if inputs.len() < 2 && subjects.previous.is_empty() && roster.is_none() {
        return false;
    }
    let (owners, siblings) = pair::owners(pool, judge, inputs);
    judge.siblings = siblings;
    judge.register = roster.map(|roster| Register::new(roster, inputs, &owners));
    let previous =
        walk::find(&subjects.previous, subjects.hidden.unwrap_or(false), &judge.limits, &Selection::default());
    progress.beside(|| mention_skipped(&previous, &subjects.common));
    let (pairs, unpaired) = Pairs::find(pool, judge, (inputs, &owners), &previous.inputs);
    judge.pairs = pairs;
    for one in &unpaired {
        let (path, zh, en) = (&one.path, &one.reason.zh, &one.reason.en);
        progress.beside(|| {
            complain(&subjects.common, &format!("--previous {path}:{zh}"), &format!("--previous {path}: {en}"))
        });
    }
    unpaired.iter().any(|one| one.unread)
}

fn pool(subjects: &Subjects) -> Option<rayon::ThreadPool> {
    let threads = subjects.jobs.map_or(0, usize::from);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => Some(pool),
        Err(error) => {
            complain(&subjects.common, &format!("无法启动线程:{error}"), &format!("cannot start threads: {error}"));
            None
        }
    }
}

/// The entry of a file on which the program itself failed.
fn internal(input: &Input) -> Entry {
    let path = input.path();
    Entry::Unread(Unread { format: read::format_of(&path), path, error: batch::failed() })
}

fn mention_unread(unread: &Unread, common: &Common) {
    let said = |language| format!("{}: {}", unread.path, say(&unread.error, language));
    complain(common, &said(Language::Zh), &said(Language::En));
}

/// Say what folders held and was not looked at.
fn mention_skipped(found: &Inputs, common: &Common) {
    if !found.unknown.is_empty() {
        let count: usize = found.unknown.values().sum();
        let name = |ending: &String| if ending.is_empty() { "-".to_owned() } else { format!(".{ending}") };
        let kinds: Vec<String> = found.unknown.iter().map(|(ending, n)| format!("{} {n}", name(ending))).collect();
        let kinds = kinds.join(", ");
        complain(
            common,
            &format!("跳过 {count} 个不支持类型的文件:{kinds}"),
            &format!("skipped {count} of unknown kinds: {kinds}"),
        );
    }
    if found.unselected > 0 {
        let count = found.unselected;
        complain(
            common,
            &format!("按配置的 include、exclude 跳过 {count} 个文件或文件夹"),
            &format!("skipped {count} by include and exclude of the configuration"),
        );
    }
    if found.hidden > 0 {
        let count = found.hidden;
        complain(
            common,
            &format!("跳过 {count} 个隐藏文件或文件夹(--hidden 可检查)"),
            &format!("skipped {count} hidden (--hidden checks them)"),
        );
    }
}
