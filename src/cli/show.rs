//! `hegui show FILE`: what was understood of a report.

use super::library::{heed, named};
use super::options::{Bounds, Common};
use super::output::print;
use super::{Exit, complain};
use crate::batch::convert::{self, Converter};
use crate::batch::judge::{Books, Judge};
use crate::batch::pair::Pairs;
use crate::batch::sibling::Siblings;
use crate::batch::walk::Input;
use crate::document::{Format, Note};
use crate::fact::{self, Given};
use crate::language::Language;
use crate::render::wording::say;
use crate::render::{OutputFormat, show};
use crate::rulebook::load::Library;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 报告文件,- 为标准输入 · The report, or `-`
    file: PathBuf,
    /// 规则集:auto、编号或文件 · Rulebook: auto, an id or a file
    #[arg(long, value_name = "auto|ID|FILE", default_value = "auto")]
    rulebook: String,
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
    let mut library = Library::builtin();
    let books = if options.rulebook == "auto" {
        heed(library.automatic(), &options.common).map(Books::Auto)
    } else {
        named(&mut library, &options.rulebook, &options.common).map(Books::Named)
    };
    let Some(books) = books else { return Exit::Usage };
    let given = Given { year: options.year, ..Given::default() };
    let limits = options.bounds.limits();
    let converter = Arc::new(Converter::new(convert::installed(), limits.conversion));
    let judge = Judge {
        books,
        given,
        published: None,
        limits,
        converter,
        standard: Format::Text,
        pairs: Pairs::default(),
        siblings: Siblings::default(),
        register: None,
    };
    let input = if options.file.as_os_str() == "-" { Input::Standard } else { Input::File(options.file.clone()) };
    let mut document = match judge.read(&input) {
        Ok(document) => document,
        Err(unread) => {
            let said = |language| format!("{}: {}", unread.path, say(&unread.error, language));
            complain(&options.common, &said(Language::Zh), &said(Language::En));
            return Exit::Incomplete;
        }
    };
    let Some((rulebook, guessed)) = judge.rulebook(&document) else {
        complain(&options.common, "没有可自动选用的规则集", "no rulebook may be chosen automatically");
        return Exit::Usage;
    };
    if guessed {
        document.notes.push(Note::RulebookGuessed(rulebook.id.clone()));
    }
    let facts = fact::gather(&document, &rulebook.vocabulary, &judge.given);
    let format = match options.format {
        Form::Text => OutputFormat::Text,
        Form::Json => OutputFormat::Json,
    };
    print(&show::of(&facts, &rulebook, &options.common.style(format, false)));
    Exit::Fine
}
