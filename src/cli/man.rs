//! `hegui man`: the manual page of the program, or of one of its commands.

use super::output::print;
use super::{Arguments, Exit};
use clap::{Args, CommandFactory};
use clap_mangen::Man;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 哪个命令;不写则为整个程序 · Of which command; of the program if none
    #[arg(value_name = "COMMAND", value_parser = command)]
    command: Option<String>,
}

/// The name of a command that there is.
fn command(name: &str) -> Result<String, String> {
    let all = Arguments::command();
    let known: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
    if known.contains(&name) {
        return Ok(name.to_owned());
    }
    Err(format!("there is no command `{name}`; {}", crate::check::param::suggestion(name, &known).en))
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let mut all = Arguments::command();
    all.build();
    let named = options.command.as_ref().and_then(|name| all.find_subcommand(name)).cloned();
    let page = match named {
        Some(command) => {
            let name = format!("hegui-{}", command.get_name());
            Man::new(command.name(name))
        }
        None => Man::new(all),
    };
    let mut text = Vec::new();
    // Writing into memory does not fail.
    let _ = page.render(&mut text);
    print(&String::from_utf8_lossy(&text));
    Exit::Fine
}
