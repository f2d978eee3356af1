//! `hegui test`: run the examples that rulebooks carry.

use super::Exit;
use super::library::{heed, named};
use super::options::Common;
use super::output::print;
use crate::audit::example::{self, Ended, Run};
use crate::audit::mutate::{self, Unnoticed};
use crate::render::{OutputFormat, trial};
use crate::rulebook::load::Library;
use clap::Args;
use std::collections::BTreeSet;

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
        let (runs, found) = (example::run(book, true), if options.mutate { mutate::run(book) } else { Vec::new() });
        // An example that is asked anew may stand in the text of a rulebook that this one extends.
        let ids: BTreeSet<&String> =
            runs.iter().map(|run| &run.stands_in).chain(found.iter().map(|found| &found.stands_in)).collect();
        for id in ids {
            let source = library.source(id);
            let (name, text) = source.map_or((id.as_str(), ""), |source| (&source.name, &source.text));
            let runs: Vec<Run> = runs.iter().filter(|run| run.stands_in == *id).cloned().collect();
            print(&trial::of(name, text, &runs, &style));
            let found: Vec<Unnoticed> = found.iter().filter(|found| found.stands_in == *id).cloned().collect();
            print(&trial::unnoticed(name, text, &found, &style));
        }
        unnoticed += found.len();
        all.extend(runs);
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
