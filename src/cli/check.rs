//! `hegui check`: evaluate reports.

use super::configured::{Configured, configured};
use super::library::roster_of;
use super::options::{Bounds, Common, Output, day, output};
use super::output::Sink;
use super::{Exit, complain};
use crate::batch::convert::{self, Converter};
use crate::batch::judge::Judge;
use crate::batch::pair::{self, Pairs};
use crate::batch::paths::Selection;
use crate::batch::roster::Roster;
use crate::batch::roster::coverage::Coverage;
use crate::batch::roster::register::Register;
use crate::batch::sibling::Siblings;
use crate::batch::tally::Tally;
use crate::batch::walk::{self, Input, Inputs};
use crate::batch::{Entry, Unread, stream};
use crate::config::{FailOn, Least};
use crate::document::Format;
use crate::fact::Given;
use crate::finding::{Severity, Wording};
use crate::read;
use crate::render::wording::say;
use crate::render::{Closing, OutputFormat, Piece, Style};
use clap::Args;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

/// Files from which on a terminal shows a progress bar.
const MANY: usize = 50;

#[derive(Args, Debug, Clone)]
pub(super) struct Options {
    /// 文件、文件夹、通配符,- 为标准输入 · Files, folders, patterns, `-`; the current folder if none
    paths: Vec<PathBuf>,
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
    /// 输出格式,可写入文件,可多次 · Output, also to a file; may be repeated: text, concise, json, jsonl, html, csv, xlsx=FILE,
    /// sarif, github, gitlab, junit, checkstyle, markdown
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = output)]
    format: Vec<Output>,
    /// 达到此级别时退出码为 1 · Exit with 1 from this severity on [error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// 只显示此级别及以上 · Show findings from this severity on [info]
    #[arg(long, value_enum, value_name = "LEVEL")]
    min_severity: Option<Least>,
    /// 规则无法判定时不以 3 退出 · Do not exit with 3 for rules that could not be answered
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    allow_undetermined: Option<bool>,
    /// 不显示无问题的报告与汇总 · Only reports with findings, no totals
    #[arg(long, short)]
    quiet: bool,
    /// 文件夹中的隐藏文件也检查 · Hidden files in folders too
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    hidden: Option<bool>,
    #[command(flatten)]
    bounds: Bounds,
    /// 线程数 · Threads; as many as there are processors if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// 标准输入的格式:txt、md · Format of standard input
    #[arg(long, value_name = "FORMAT", value_parser = standard_format, default_value = "txt")]
    stdin_format: Format,
    #[command(flatten)]
    common: Common,
}

fn standard_format(text: &str) -> Result<Format, String> {
    read::format_of(&format!("stdin.{text}")).ok_or_else(|| format!("unknown format `{text}`; known: txt md"))
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let Some(mut configured) = configured(&options.common, &options.rulebook) else { return Exit::Usage };
    let options = &options.filled(&configured);
    let Some(courses) = configured.courses() else { return Exit::Usage };
    let Ok(outputs) = outputs(options) else { return Exit::Usage };
    let limits = options.bounds.limits(&configured.config.limits);
    let here = [PathBuf::from(".")];
    let found = walk::find(
        if options.paths.is_empty() { &here } else { &options.paths },
        options.hidden.unwrap_or(false),
        &limits,
        &configured.selection,
    );
    mention_skipped(&found, &options.common);
    let mut sinks = Vec::with_capacity(outputs.len());
    for output in &outputs {
        match Sink::open(output, style(options, output)) {
            Ok(sink) => sinks.push(sink),
            Err(error) => return unwritable(output, &error, &options.common),
        }
    }
    let Some(pool) = pool(options) else { return Exit::Usage };
    let bodies = courses.bodies();
    let converter = Arc::new(Converter::new(convert::installed(), limits.conversion));
    let mut judge = Judge {
        courses: Arc::new(courses),
        given: Given { year: options.year, ..Given::default() },
        published: options.published,
        limits,
        converter,
        standard: options.stdin_format,
        pairs: Pairs::default(),
        siblings: Siblings::default(),
        register: None,
    };
    let roster = match roster(options, &bodies) {
        Ok(roster) => roster,
        Err(exit) => return exit,
    };
    // A panic is reported as an entry of its file, not as a trace among the findings.
    std::panic::set_hook(Box::new(|_| {}));
    let lost = pair(options, &mut judge, &pool, &found.inputs, roster);
    let coverage = judge.register.as_ref().map(Coverage::of);
    for (sink, output) in sinks.iter_mut().zip(&outputs) {
        if let Err(error) = sink.begin(coverage.as_ref()) {
            return unwritable(output, &error, &options.common);
        }
    }
    let tally = stream_through(options, &judge, &pool, &found.inputs, &mut sinks);
    let _ = std::panic::take_hook();
    let tally = match tally {
        Ok(tally) => with_roster(tally, coverage),
        Err(exit) => return exit,
    };
    let exit = exit(options, &tally, lost);
    let rulebooks = judge.courses.books();
    let closing = Closing { tally: &tally, exit: exit.code(), rulebooks: &rulebooks };
    for (sink, output) in sinks.into_iter().zip(&outputs) {
        let style = sink.style();
        let unsaid = options.quiet && style.format == OutputFormat::Text;
        let tail = if unsaid { String::new() } else { style.tail(&closing) };
        if let Err(error) = sink.finish(&tail, &tally) {
            return unwritable(output, &error, &options.common);
        }
    }
    if found.inputs.is_empty() {
        complain(&options.common, "没有可检查的文件", "nothing to check");
    }
    exit
}

/// Totals with who has reported and who was late.
fn with_roster(tally: Tally, coverage: Option<Coverage>) -> Tally {
    let roster = coverage.map(|coverage| Coverage { late: tally.late.clone(), ..coverage });
    Tally { roster, ..tally }
}

impl Options {
    /// What flags leave open, from the environment and the configuration.
    fn filled(&self, configured: &Configured) -> Self {
        let config = &configured.config;
        let mut options = self.clone();
        options.common = configured.common.clone();
        if options.format.is_empty() {
            options.format.clone_from(&configured.outputs);
        }
        if options.previous.is_empty() {
            options.previous = config.previous.iter().map(PathBuf::from).collect();
        }
        options.roster = options.roster.or_else(|| config.roster.as_ref().map(PathBuf::from));
        options.fail_on = options.fail_on.or(config.fail_on);
        options.min_severity = options.min_severity.or(config.min_severity);
        options.allow_undetermined = options.allow_undetermined.or(config.allow_undetermined);
        options.hidden = options.hidden.or(config.hidden);
        options.jobs = options.jobs.or(config.jobs);
        options
    }
}

/// The roster, where one was named.
fn roster(options: &Options, bodies: &[String]) -> Result<Option<Roster>, Exit> {
    let Some(path) = &options.roster else { return Ok(None) };
    roster_of(path, bodies, &options.common).map(Some).ok_or(Exit::Usage)
}

/// The outputs asked for, text on standard output if none; at most one may go to standard output.
fn outputs(options: &Options) -> Result<Vec<Output>, ()> {
    if options.format.is_empty() {
        return Ok(vec![Output { format: OutputFormat::Text, file: None }]);
    }
    for (at, output) in options.format.iter().enumerate() {
        if options.format.iter().take(at).any(|other| other.file == output.file) {
            let place = output.file.as_ref().map_or("-".to_owned(), |file| file.display().to_string());
            complain(
                &options.common,
                &format!("两种输出写到同一处:{place}"),
                &format!("two outputs go to the same place: {place}"),
            );
            return Err(());
        }
    }
    Ok(options.format.clone())
}

fn style(options: &Options, output: &Output) -> Style {
    let least = match options.min_severity.unwrap_or_default() {
        Least::Error => Severity::Error,
        Least::Warning => Severity::Warning,
        Least::Info => Severity::Info,
    };
    Style {
        least,
        quiet: options.quiet,
        fail_on: fail_on(options),
        ..options.common.style(output.format, output.file.is_some())
    }
}

/// Find last year's reports, where there may be any. Says what was given as one and has no partner; returns whether
/// any of that could not be read.
fn pair(
    options: &Options,
    judge: &mut Judge,
    pool: &rayon::ThreadPool,
    inputs: &[Input],
    roster: Option<Roster>,
) -> bool {
    if inputs.len() < 2 && options.previous.is_empty() && roster.is_none() {
        return false;
    }
    let (owners, siblings) = pair::owners(pool, judge, inputs);
    judge.siblings = siblings;
    judge.register = roster.map(|roster| Register::new(roster, inputs, &owners));
    let previous = walk::find(&options.previous, options.hidden.unwrap_or(false), &judge.limits, &Selection::default());
    mention_skipped(&previous, &options.common);
    let (pairs, unpaired) = Pairs::find(pool, judge, (inputs, &owners), &previous.inputs);
    judge.pairs = pairs;
    for one in &unpaired {
        let (path, zh, en) = (&one.path, &one.reason.zh, &one.reason.en);
        complain(&options.common, &format!("--previous {path}:{zh}"), &format!("--previous {path}: {en}"));
    }
    unpaired.iter().any(|one| one.unread)
}

fn pool(options: &Options) -> Option<rayon::ThreadPool> {
    let threads = options.jobs.map_or(0, usize::from);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => Some(pool),
        Err(error) => {
            complain(&options.common, &format!("无法启动线程:{error}"), &format!("cannot start threads: {error}"));
            None
        }
    }
}

/// Judge and render in parallel, write in order.
fn stream_through(
    options: &Options,
    judge: &Judge,
    pool: &rayon::ThreadPool,
    inputs: &[Input],
    sinks: &mut [Sink],
) -> Result<Tally, Exit> {
    let styles: Vec<Style> = sinks.iter().map(Sink::style).collect();
    let least = styles.iter().map(|style| style.least).min().unwrap_or(Severity::Info);
    let charted = styles.iter().any(|style| style.format == OutputFormat::Html);
    let render = |entry: &Entry| {
        let mut tally = Tally::new(charted);
        tally.add(entry, least);
        let rendered: Vec<Piece> = styles.iter().map(|style| style.piece(entry)).collect();
        let unread = match entry {
            Entry::Unread(unread) => Some(unread.clone()),
            Entry::Judged(_) | Entry::Exemptions(_) => None,
        };
        (tally, rendered, unread)
    };
    let bar = progress(inputs.len());
    let mut total = Tally::new(charted);
    let mut failure = None;
    let work = |index: usize| render(&judge.entry(&inputs[index]));
    stream::in_order(pool, inputs.len(), work, |index, done| {
        let (tally, rendered, unread) = done.unwrap_or_else(|| render(&internal(&inputs[index])));
        total.join(tally);
        if let Some(unread) = unread {
            bar.suspend(|| mention_unread(&unread, &options.common));
        }
        bar.inc(1);
        for (sink, piece) in sinks.iter_mut().zip(rendered) {
            if let Err(error) = sink.entry(piece) {
                failure = Some(error);
                return false;
            }
        }
        !sinks.iter().all(Sink::closed)
    });
    bar.finish_and_clear();
    match failure {
        None => Ok(total),
        Some(error) => {
            complain(&options.common, &format!("输出失败:{error}"), &format!("cannot write the output: {error}"));
            Err(Exit::Usage)
        }
    }
}

/// The entry of a file on which the program itself failed.
fn internal(input: &Input) -> Entry {
    let path = input.path();
    let error = Wording::new(
        "程序内部错误;请把此文件报告给 hegui 的开发者",
        "internal error; please report this file to the developers of hegui",
    );
    Entry::Unread(Unread { format: read::format_of(&path), path, error })
}

fn progress(count: usize) -> indicatif::ProgressBar {
    if count > MANY && std::io::stderr().is_terminal() {
        indicatif::ProgressBar::new(count as u64)
    } else {
        indicatif::ProgressBar::hidden()
    }
}

fn mention_unread(unread: &Unread, common: &Common) {
    let said = |language| format!("{}: {}", unread.path, say(&unread.error, language));
    complain(common, &said(crate::language::Language::Zh), &said(crate::language::Language::En));
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
    if found.nested > 0 {
        let count = found.nested;
        complain(
            common,
            &format!("跳过压缩包中的 {count} 个压缩包;请解压后检查"),
            &format!("{count} archives inside archives were skipped; unpack them to check their files"),
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

fn unwritable(output: &Output, error: &std::io::Error, common: &Common) -> Exit {
    let place = output.file.as_ref().map_or("-".to_owned(), |file| file.display().to_string());
    complain(common, &format!("无法写入 {place}:{error}"), &format!("cannot write {place}: {error}"));
    Exit::Usage
}

/// From which severity on findings fail the run.
fn fail_on(options: &Options) -> Option<Severity> {
    match options.fail_on.unwrap_or_default() {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Info => Some(Severity::Info),
        FailOn::Never => None,
    }
}

fn exit(options: &Options, tally: &Tally, lost: bool) -> Exit {
    let from = fail_on(options);
    if from.is_some_and(|from| tally.worst >= Some(from)) {
        Exit::Findings
    } else if lost || tally.unreadable > 0 || (tally.undetermined > 0 && !options.allow_undetermined.unwrap_or(false)) {
        Exit::Incomplete
    } else if tally.reports == 0 {
        Exit::Nothing
    } else {
        Exit::Fine
    }
}
