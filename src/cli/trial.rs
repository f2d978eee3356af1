//! `hegui test`: run the examples that rulebooks carry.

use super::Exit;
use super::library::{heed, named};
use super::options::Common;
use super::output::print;
use crate::audit::example::{self, Ended};
use crate::render::{OutputFormat, trial};
use crate::rulebook::load::Library;
use clap::Args;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 规则集:编号或文件;不写则为全部内置 · Rulebooks: ids or files; all built-in ones if none
    rulebooks: Vec<String>,
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
    for book in books.iter().flatten() {
        let runs = example::run(book, true);
        let source = library.source(&book.id);
        let (name, text) = source.map_or((book.id.as_str(), ""), |source| (&source.name, &source.text));
        print(&trial::of(name, text, &runs, &style));
        all.extend(runs);
    }
    print(&trial::summary(&all, &style));
    if all.iter().any(|run| run.ended != Ended::Passed) {
        Exit::Findings
    } else if all.is_empty() {
        Exit::Nothing
    } else {
        Exit::Fine
    }
}
