//! `hegui completions`: a script that makes a shell complete commands, options and their values.

use super::output::print;
use super::{Arguments, Exit};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 哪种 shell · For which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "hegui", &mut script);
    print(&String::from_utf8_lossy(&script));
    Exit::Fine
}
