//! `hegui schema`: the JSON Schemas that are published with the program, so that editors complete and check files.
//! They are written by hand beside the readers of those files; `tests/schemas.rs` holds that both know the same keys.

use super::Exit;
use super::output::print;
use clap::{Args, ValueEnum};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 什么的 · Of what
    #[arg(value_enum, value_name = "WHAT")]
    what: What,
}

/// What a schema describes.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum What {
    /// 规则集 · A rulebook
    Rulebook,
    /// hegui.toml
    Config,
    /// --format json 的输出 · The output of --format json
    Report,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    print(match options.what {
        What::Rulebook => include_str!("../../schemas/rulebook.schema.json"),
        What::Config => include_str!("../../schemas/config.schema.json"),
        What::Report => include_str!("../../schemas/report.schema.json"),
    });
    Exit::Fine
}
