//! `hegui show FILE`: what was understood of a report.

use super::configured::configured;
use super::options::{Bounds, Common};
use super::output::print;
use super::{Exit, complain};
use crate::batch::convert::{self, Converter};
use crate::batch::judge::{Judge, Watch};
use crate::batch::pair::Pairs;
use crate::batch::sibling::Siblings;
use crate::batch::walk::Input;
use crate::document::{Format, Note};
use crate::fact::{self, Given};
use crate::language::Language;
use crate::render::wording::say;
use crate::render::{OutputFormat, show};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 报告文件,- 为标准输入 · The report, or `-`
    file: PathBuf,
    /// 规则集:auto、编号或文件 · Rulebook: auto, an id or a file
    #[arg(long, value_name = "auto|ID|FILE")]
    rulebook: Option<String>,
    /// 报告年度 · The year reported on
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// 输出形式 · Form of output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Text)]
    format: Form,
    #[command(flatten)]
    bounds: Bounds,
    #[command(flatten)]
    common: Common,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Form {
    Text,
    Json,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let named: Vec<String> = options.rulebook.iter().cloned().collect();
    let Some(mut configured) = configured(&options.common, &named) else { return Exit::Usage };
    let Some(courses) = configured.courses() else { return Exit::Usage };
    let common = &configured.common;
    let given = Given { year: options.year, ..Given::default() };
    let limits = options.bounds.limits(&configured.config.limits);
    let converter = Arc::new(Converter::new(convert::installed(), limits.conversion));
    let judge = Judge {
        courses: Arc::new(courses),
        given,
        published: None,
        limits,
        converter,
        standard: Format::Text,
        pairs: Pairs::default(),
        siblings: Siblings::default(),
        register: None,
        watch: Watch::default(),
        workers: None,
    };
    let input = if options.file.as_os_str() == "-" { Input::Standard } else { Input::File(options.file.clone()) };
    let mut document = match judge.read(&input) {
        Ok(document) => document,
        Err(unread) => {
            let said = |language| format!("{}: {}", unread.path, say(&unread.error, language));
            complain(common, &said(Language::Zh), &said(Language::En));
            return Exit::Incomplete;
        }
    };
    let Some((rulebook, guessed)) = judge.rulebook(&document) else {
        complain(common, "没有可自动选用的规则集", "no rulebook may be chosen automatically");
        return Exit::Usage;
    };
    if guessed {
        document.notes.push(Note::RulebookGuessed(rulebook.id.clone()));
    }
    let facts = fact::gather(&document, &rulebook.vocabulary, &judge.said(&document.path));
    let style = common.style(OutputFormat::Text, false);
    print(&match options.format {
        Form::Text => show::text(&facts, &rulebook, &style),
        Form::Json => show::json(&facts, &rulebook, &style),
    });
    Exit::Fine
}
