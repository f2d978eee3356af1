//! The process edge: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    hegui::cli::main(std::env::args_os())
}
