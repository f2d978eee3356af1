//! Commands and options; the only user of files and standard streams.
//!
//! Findings go to standard output, everything else to standard error. Exit codes: 0 all rules answered and nothing at
//! or above `--fail-on`; 1 findings; 2 usage, configuration or rulebook error; 3 not fully evaluated; 4 nothing to
//! check. Where several apply: 2, then 1, 3, 4.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod baseline;
mod check;
mod completions;
mod configured;
mod exempt;
mod explain;
mod init;
mod kept;
mod library;
mod man;
mod new;
mod notice;
mod options;
mod output;
mod progress;
mod rules;
mod schema;
mod show;
mod survey;
mod trial;
mod worker;

use crate::language::Language;
use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use options::{Common, colors};
use std::ffi::OsString;
use std::process::ExitCode;

/// How a command ended, for the process that started it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Exit {
    /// All rules answered, nothing at or above `--fail-on`.
    Fine,
    /// Findings.
    Findings,
    /// Usage, configuration or rulebook error: nothing was trusted.
    Usage,
    /// Not fully evaluated.
    Incomplete,
    /// Nothing to check.
    Nothing,
}

impl Exit {
    /// The code.
    fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
            Self::Nothing => 4,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// 合规 · checks written reports against a regulation.
#[derive(Parser, Debug)]
#[command(
    name = "hegui",
    version,
    about = "合规:按规则集检查书面报告
Checks written reports against rulebooks",
    after_help = "退出码 exit codes:
  0  全部规则已判定,无 --fail-on 及以上的问题   all evaluated, nothing at or above --fail-on
  1  有问题                                     findings
  2  用法、配置或规则集错误                     usage, configuration or rulebook error
  3  未能全部判定(文件读不了、规则无法判定)     not fully evaluated
  4  没有可检查的文件                           nothing to check"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// 检查报告 · Check reports: files, folders, patterns, `-`
    Check(Box<check::Options>),
    /// 显示读懂了什么 · Show what was understood of a report
    Show(show::Options),
    /// 解释一条规则 · Explain a rule: what it asks, its basis, examples
    Explain(explain::Options),
    /// 列出规则集与规则 · List rulebooks and their rules
    Rules(rules::Options),
    /// 更正通知 · Write each unit a notice of what it has to correct, as a Word file
    Notice(Box<notice::Options>),
    /// 起草一份报告 · Begin a report in the format of its year
    New(new::Options),
    /// 豁免清单:新建、更新、清理 · Known findings that do not count: create, update, prune
    Baseline(baseline::Options),
    /// 运行规则集中的示例 · Run the examples in rulebooks
    Test(trial::Options),
    /// 写一个带注释的 hegui.toml · Write a commented hegui.toml
    Init(init::Options),
    /// 输出 JSON Schema · Print the JSON Schema of hegui.toml, of rulebooks or of the JSON output
    Schema(schema::Options),
    /// 输出 shell 补全脚本 · Print a completion script for a shell
    Completions(completions::Options),
    /// 输出手册页 · Print a manual page
    Man(man::Options),
    #[command(hide = true)]
    Worker(worker::Options),
}

/// Run the program with its arguments, its own name first.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version go to standard output and are no errors.
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let _ = error.print();
            return ExitCode::from(if asked { Exit::Fine } else { Exit::Usage });
        }
    };
    let exit = match &parsed.command {
        Command::Check(options) => check::run(options),
        Command::Show(options) => show::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Rules(options) => rules::run(options),
        Command::Notice(options) => notice::run(options),
        Command::New(options) => new::run(options),
        Command::Baseline(options) => baseline::run(options),
        Command::Test(options) => trial::run(options),
        Command::Init(options) => init::run(options),
        Command::Schema(options) => schema::run(options),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => man::run(options),
        Command::Worker(options) => worker::run(options),
    };
    exit.into()
}

/// Say something on standard error, in the user's language.
fn complain(common: &Common, zh: &str, en: &str) {
    let word = crate::render::wording::pick(common.language(), zh, en);
    let painted = if colors(common.color, &std::io::stderr()) { "\u{1b}[1mhegui\u{1b}[0m" } else { "hegui" };
    output::mutter(&format!("{painted}: {}\n", crate::render::plain::line(word)));
}

/// The language that the environment asks for: Chinese unless the locale says another.
fn locale() -> Language {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(language) = set("HEGUI_LANG").and_then(|code| Language::from_code(&code)) {
        return language;
    }
    let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    match locale {
        Some(locale) if !locale.to_lowercase().starts_with("zh") => Language::En,
        Some(_) | None => Language::Zh,
    }
}
