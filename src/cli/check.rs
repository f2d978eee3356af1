//! `hegui check`: evaluate reports.

use super::options::{Output, output};
use super::output::Sink;
use super::survey::{Subjects, Survey};
use super::{Exit, complain};
use crate::batch::Entry;
use crate::batch::roster::coverage::Coverage;
use crate::batch::tally::Tally;
use crate::batch::walk::{Input, Inputs};
use crate::config::{Config, FailOn, Least};
use crate::finding::Severity;
use crate::render::{Closing, OutputFormat, Piece, Style};
use clap::Args;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Args, Debug, Clone)]
pub(super) struct Options {
    #[command(flatten)]
    subjects: Subjects,
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
    /// 不显示无问题的报告与汇总 · Only reports with findings, no totals
    #[arg(long, short)]
    quiet: bool,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let Some(configured) = options.subjects.configured() else { return Exit::Usage };
    // The process ends with the run: taking the rulebooks apart piece by piece is left out.
    let mut configured = std::mem::ManuallyDrop::new(configured);
    let mut options = options.clone();
    options.subjects = options.subjects.filled(&configured);
    options.fill(&configured.config, &configured.outputs);
    let (options, common) = (&options, &options.subjects.common);
    let Some(courses) = configured.courses() else { return Exit::Usage };
    let Ok(outputs) = outputs(options) else { return Exit::Usage };
    let found = options.subjects.found(&configured);
    if let Some(file) = overwritten(&outputs, &found) {
        let file = file.display();
        complain(
            common,
            &format!("{file} 是要检查的文件，不能作为输出"),
            &format!("{file} is to be checked: no output replaces it"),
        );
        return Exit::Usage;
    }
    let mut sinks = Vec::with_capacity(outputs.len());
    for output in &outputs {
        match Sink::open(output, style(options, output)) {
            Ok(sink) => sinks.push(sink),
            Err(error) => return unwritable(output, &error, common),
        }
    }
    let survey = match options.subjects.survey(&configured, courses, found) {
        Ok(survey) => survey,
        Err(exit) => return exit,
    };
    for (sink, output) in sinks.iter_mut().zip(&outputs) {
        if let Err(error) = sink.begin(survey.coverage.as_ref()) {
            return unwritable(output, &error, common);
        }
    }
    let tally = match stream_through(options, &survey, &mut sinks) {
        Ok(tally) => with_roster(tally, survey.coverage.clone()),
        Err(exit) => return exit,
    };
    let exit = exit(options, &tally, survey.lost);
    let rulebooks = survey.rulebooks();
    let closing = Closing { tally: &tally, exit: exit.code(), rulebooks: &rulebooks };
    for (sink, output) in sinks.into_iter().zip(&outputs) {
        let style = sink.style();
        let unsaid = options.quiet && style.format == OutputFormat::Text;
        let tail = if unsaid { String::new() } else { style.tail(&closing) };
        if let Err(error) = sink.finish(&tail, &tally) {
            return unwritable(output, &error, common);
        }
    }
    exit
}

/// The output that would replace an input.
fn overwritten<'o>(outputs: &'o [Output], found: &Inputs) -> Option<&'o Path> {
    let there: Vec<&Path> =
        outputs.iter().filter_map(|output| output.file.as_deref()).filter(|file| file.exists()).collect();
    if there.is_empty() {
        return None;
    }
    let inputs: BTreeSet<PathBuf> = found.inputs.iter().filter_map(Input::file).collect();
    there.into_iter().find(|file| file.canonicalize().is_ok_and(|truth| inputs.contains(&truth)))
}

/// Totals with who has reported and who was late.
fn with_roster(tally: Tally, coverage: Option<Coverage>) -> Tally {
    let roster = coverage.map(|coverage| Coverage { late: tally.late.clone(), ..coverage });
    Tally { roster, ..tally }
}

impl Options {
    /// Fill in what flags leave open.
    fn fill(&mut self, config: &Config, outputs: &[Output]) {
        if self.format.is_empty() {
            self.format = outputs.to_vec();
        }
        self.fail_on = self.fail_on.or(config.fail_on);
        self.min_severity = self.min_severity.or(config.min_severity);
    }
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
                &options.subjects.common,
                &format!("两种输出写到同一处:{place}"),
                &format!("two outputs go to the same place: {place}"),
            );
            return Err(());
        }
    }
    Ok(options.format.clone())
}

fn style(options: &Options, output: &Output) -> Style {
    let least = options.min_severity.unwrap_or_default().severity();
    Style {
        least,
        quiet: options.quiet,
        fail_on: fail_on(options),
        ..options.subjects.common.style(output.format, output.file.is_some())
    }
}

/// Judge and render in parallel, write in order.
fn stream_through(options: &Options, survey: &Survey, sinks: &mut [Sink]) -> Result<Tally, Exit> {
    let styles: Vec<Style> = sinks.iter().map(Sink::style).collect();
    let least = styles.iter().map(|style| style.least).min().unwrap_or(Severity::Info);
    let charted = styles.iter().any(|style| style.format == OutputFormat::Html);
    let render = |entry: &Entry| {
        let mut tally = Tally::new(charted);
        tally.add(entry, least);
        let rendered: Vec<Piece> = styles.iter().map(|style| style.piece(entry)).collect();
        (tally, rendered)
    };
    let mut total = Tally::new(charted);
    let mut failure = None;
    survey.run(render, |(tally, rendered)| {
        total.join(tally);
        for (sink, piece) in sinks.iter_mut().zip(rendered) {
            if let Err(error) = sink.entry(piece) {
                failure = Some(error);
                return false;
            }
        }
        !sinks.iter().all(Sink::closed)
    });
    for stale in survey.exemptions.stale(&total.exemptions) {
        let (tally, rendered) = render(&Entry::Exemptions(Box::new(stale)));
        total.join(tally);
        for (sink, piece) in sinks.iter_mut().zip(rendered) {
            failure = failure.or(sink.entry(piece).err());
        }
    }
    match failure {
        None => Ok(total),
        Some(error) => {
            let common = &options.subjects.common;
            complain(common, &format!("输出失败:{error}"), &format!("cannot write the output: {error}"));
            Err(Exit::Usage)
        }
    }
}

fn unwritable(output: &Output, error: &std::io::Error, common: &super::options::Common) -> Exit {
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
    } else if lost
        || tally.unreadable > 0
        || (tally.undetermined > 0 && !options.subjects.allow_undetermined.unwrap_or(false))
    {
        Exit::Incomplete
    } else if tally.reports == 0 {
        Exit::Nothing
    } else {
        Exit::Fine
    }
}
