//! `hegui rules`: the rulebooks and their rules.

use super::Exit;
use super::library::{heed, named};
use super::options::Common;
use super::output::print;
use crate::render::{OutputFormat, explain};
use crate::rulebook::load::Library;
use clap::Args;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 只列此规则集:编号或文件 · Only this rulebook: an id or a file
    #[arg(long, value_name = "ID|FILE")]
    rulebook: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let mut library = Library::builtin();
    let mut books = Vec::new();
    if let Some(name) = &options.rulebook {
        books.push(named(&mut library, name, &options.common));
    } else {
        let ids: Vec<String> = library.ids().into_iter().map(str::to_owned).collect();
        books.extend(ids.iter().map(|id| heed(library.get(id), &options.common)));
    }
    let style = options.common.style(OutputFormat::Text, false);
    for book in &books {
        let Some(book) = book else { return Exit::Usage };
        print(&explain::rulebook(book, &style));
    }
    Exit::Fine
}
