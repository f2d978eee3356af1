//! `hegui rules`: the rulebooks and their rules.

use super::Exit;
use super::configured::configured;
use super::options::Common;
use super::output::print;
use crate::render::{OutputFormat, explain};
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
    let named: Vec<String> = options.rulebook.iter().cloned().collect();
    let Some(mut configured) = configured(&options.common, &named) else { return Exit::Usage };
    let Some(books) = configured.every(&named) else { return Exit::Usage };
    let common = &configured.common;
    let style = common.style(OutputFormat::Text, false);
    for book in &books {
        print(&explain::rulebook(book, &style));
    }
    Exit::Fine
}
