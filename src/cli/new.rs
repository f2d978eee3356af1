//! `hegui new`: begin a report in the format of its year.

use super::configured::configured;
use super::options::Common;
use super::output::{self, Unwritten};
use super::{Exit, complain};
use crate::batch::judge::Books;
use crate::check::param::suggestion;
use crate::fact::{fold, identity};
use crate::language::Language;
use crate::render::skeleton::{self, Skeleton, Subject};
use crate::render::wording::pick;
use crate::rulebook::Rulebook;
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 机关全称 · The agency's full name
    #[arg(long, value_name = "NAME")]
    agency: String,
    /// 报告年度 · The year to report on
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2999))]
    year: i32,
    /// 机关类别;默认从名称判断 · Kind of body; told by the name if not given
    #[arg(long, value_name = "KIND")]
    body: Option<String>,
    /// 规则集:auto(按年度)、编号或文件,可多次 · Rulebooks: auto (by year), ids or files; may be repeated
    #[arg(long, value_name = "auto|ID|FILE")]
    rulebook: Vec<String>,
    /// 写成 Word 文件 · Write a Word file
    #[arg(long, conflicts_with = "md")]
    docx: bool,
    /// 写成 Markdown · Write Markdown
    #[arg(long)]
    md: bool,
    /// 写入文件;不写则 Markdown 到标准输出 · The file; Markdown goes to standard output if not given
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// 覆盖已有的文件 · Overwrite a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    common: Common,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let agency = options.agency.trim();
    if agency.is_empty() || agency.contains(char::is_control) {
        complain(&options.common, "--agency 应写机关全称", "--agency wants the agency's full name");
        return Exit::Usage;
    }
    let Some(book) = rulebook(options, agency) else { return Exit::Usage };
    let Ok(body) = body(options, &book, agency) else { return Exit::Usage };
    let subject = Subject { agency, year: options.year, body: body.as_deref() };
    let Some(skeleton) = skeleton::of(&book, subject) else {
        complain(
            &options.common,
            &format!("规则集 `{}` 没有 [skeleton],无从起草", book.id),
            &format!("the rulebook `{}` has no [skeleton] to begin a report with", book.id),
        );
        return Exit::Usage;
    };
    write(options, &skeleton)
}

/// The rulebook that governs the year, in the language of the agency's name; one that is named alone whatever it governs.
fn rulebook(options: &Options, agency: &str) -> Option<Arc<Rulebook>> {
    let books = match configured(&options.common, &options.rulebook)?.books()? {
        Books::Named(book) => return Some(book),
        Books::Auto(books) => books,
    };
    let language = if agency.contains(fold::is_ideograph) { Language::Zh } else { Language::En };
    let fits = |book: &&Arc<Rulebook>| book.years.contains(options.year) && book.vocabulary.language == language;
    let found = books.iter().find(fits).cloned();
    if found.is_none() {
        let year = options.year;
        complain(
            &options.common,
            &format!("没有适用于 {year} 年的规则集;用 --rulebook 指定一个"),
            &format!("no rulebook governs {year}; name one with --rulebook"),
        );
    }
    found
}

/// The kind of body: as said, else as the agency's name tells.
fn body(options: &Options, book: &Rulebook, agency: &str) -> Result<Option<String>, ()> {
    let Some(body) = &options.body else { return Ok(identity::body(&book.vocabulary, agency)) };
    let known: Vec<&str> = book.vocabulary.bodies.iter().map(|body| body.id.as_str()).collect();
    if known.contains(&body.as_str()) {
        return Ok(Some(body.clone()));
    }
    let help = suggestion(body, &known);
    complain(
        &options.common,
        &format!("未知的机关类别 `{body}`;{}", help.zh),
        &format!("unknown kind of body `{body}`; {}", help.en),
    );
    Err(())
}

fn write(options: &Options, skeleton: &Skeleton) -> Exit {
    let ending = options.out.as_ref().and_then(|path| path.extension());
    let docx = options.docx || (!options.md && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx")));
    let Some(path) = &options.out else {
        if docx {
            complain(&options.common, "Word 文件要写明 --out FILE", "a Word file needs --out FILE");
            return Exit::Usage;
        }
        output::print(&skeleton::markdown::text(skeleton));
        return Exit::Fine;
    };
    let bytes = if docx {
        skeleton::word::bytes(skeleton).map_err(Unwritten::Failed)
    } else {
        Ok(skeleton::markdown::text(skeleton).into_bytes())
    };
    match bytes.and_then(|bytes| output::write_whole(path, &bytes, options.force)) {
        Ok(()) => {
            println!("{} {}", pick(options.common.language(), "已写入", "wrote"), path.display());
            Exit::Fine
        }
        Err(error) => error.complain(path, &options.common),
    }
}
