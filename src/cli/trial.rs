//! `hegui test`: run the examples that rulebooks carry.

use super::Exit;
use super::library::{heed, named};
use super::options::Common;
use super::output::print;
use crate::audit::example::{self, Ended};
use crate::audit::mutate;
use crate::render::{OutputFormat, trial};
use crate::rulebook::load::Library;
use clap::Args;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 规则集:编号或文件;不写则为全部内置 · Rulebooks: ids or files; all built-in ones if none
    rulebooks: Vec<String>,
    /// 改动算式示例中的数,规则应当发现 · Change a number of each equation's examples: the rule must notice
    #[arg(long)]
    mutate: bool,
    #[command(flatten)]
    common: Common,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let mut library = Library::builtin();
    let mut books = Vec::new();
    if options.rulebooks.is_empty() {
        let ids: Vec<String> = library.ids().into_iter().map(str::to_owned).collect();
        books.extend(ids.iter().map(|id| heed(library.get(id), &options.common)));
    } else {
        books.extend(options.rulebooks.iter().map(|name| named(&mut library, name, &options.common)));
    }
    if books.iter().any(Option::is_none) {
        return Exit::Usage;
    }
    let style = options.common.style(OutputFormat::Text, false);
    let mut all = Vec::new();
    let mut unnoticed = 0;
    for book in books.iter().flatten() {
        let source = library.source(&book.id);
        let (name, text) = source.map_or((book.id.as_str(), ""), |source| (&source.name, &source.text));
        let runs = example::run(book, true);
        print(&trial::of(name, text, &runs, &style));
        all.extend(runs);
        if options.mutate {
            let found = mutate::run(book);
            print(&trial::unnoticed(name, text, &found, &style));
            unnoticed += found.len();
        }
    }
    print(&trial::summary(&all, &style));
    if unnoticed > 0 || all.iter().any(|run| run.ended != Ended::Passed) {
        Exit::Findings
    } else if all.is_empty() {
        Exit::Nothing
    } else {
        Exit::Fine
    }
}
