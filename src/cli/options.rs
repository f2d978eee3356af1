//! Options that several commands share, and their values.

use crate::batch::limits::Limits;
use crate::config;
use crate::finding::Severity;
use crate::language::Language;
use crate::render::excerpt::Look;
use crate::render::{OutputFormat, Style};
use anstyle_query::windows::enable_ansi_colors;
use clap::{Args, ValueEnum};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// Options of every command.
#[derive(Args, Debug, Clone)]
pub(super) struct Common {
    /// 语言 · Language of messages; from the locale if not given
    #[arg(long, value_enum, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// 颜色 · Colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// 只用 ASCII 画框 · No box characters
    #[arg(long)]
    pub ascii: bool,
    /// 配置文件;不写则由此向上查找 hegui.toml · Configuration; the nearest hegui.toml upwards if not given
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// 不用配置文件 · No configuration file
    #[arg(long)]
    pub no_config: bool,
}

/// Options of commands that read reports.
#[derive(Args, Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// 单个文件的上限 · Largest file that is read [64M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_size: Option<u64>,
    /// 压缩包内文件数的上限 · Most files of an archive [10000]
    #[arg(long, value_name = "N")]
    max_entries: Option<u64>,
    /// 压缩包解压后总量的上限 · Most bytes of an archive's files, inflated [1G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_inflated: Option<u64>,
    /// 压缩比的上限 · Highest ratio of inflated to packed size [200]
    #[arg(long, value_name = "N")]
    max_ratio: Option<u64>,
    /// LibreOffice 转换的时限(秒) · Seconds that LibreOffice may take for a file [60]
    #[arg(long, value_name = "SECONDS")]
    convert_timeout: Option<u64>,
    /// 读取和检查一个文件可用的内存 · Memory that reading and judging a file may take [2G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_memory: Option<u64>,
    /// 读取和检查一个文件的时限（秒） · Seconds that reading and judging a file may take [60]
    #[arg(long, value_name = "SECONDS")]
    max_seconds: Option<u64>,
}

impl Bounds {
    /// The limits of a batch: those of flags, else those that are configured.
    pub(super) fn limits(&self, configured: &config::Limits) -> Limits {
        let flags = config::Limits {
            max_size: self.max_size,
            max_entries: self.max_entries,
            max_inflated: self.max_inflated,
            max_ratio: self.max_ratio,
            convert_timeout: self.convert_timeout,
            max_memory: self.max_memory,
            max_seconds: self.max_seconds,
        };
        let (said, default) = (flags.over(*configured), Limits::default());
        Limits {
            size: said.max_size.unwrap_or(default.size),
            entries: said.max_entries.unwrap_or(default.entries),
            inflated: said.max_inflated.unwrap_or(default.inflated),
            ratio: said.max_ratio.unwrap_or(default.ratio),
            conversion: said.convert_timeout.map_or(default.conversion, Duration::from_secs),
            memory: said.max_memory.unwrap_or(default.memory),
            time: said.max_seconds.map_or(default.time, Duration::from_secs),
        }
    }
}

/// A language of messages.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub(super) enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

/// When to colour.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A form of output, with the file it goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// The form.
    pub format: OutputFormat,
    /// Where it goes; standard output where not said.
    pub file: Option<PathBuf>,
}

/// Read `text`, `json=FILE` and the like.
pub(super) fn output(text: &str) -> Result<Output, String> {
    let (name, file) = match text.split_once('=') {
        Some((name, file)) => (name, Some(file).filter(|file| *file != "-")),
        None => (text, None),
    };
    let Some((_, format)) = OutputFormat::ALL.into_iter().find(|(known, _)| *known == name) else {
        let help = crate::check::param::suggestion(name, &OutputFormat::ALL.map(|(known, _)| known));
        return Err(format!("unknown format `{name}`; {}", help.en));
    };
    if format == OutputFormat::Xlsx && !cfg!(feature = "xlsx") {
        return Err("this hegui was built without `xlsx`".to_owned());
    }
    if format == OutputFormat::Xlsx && file.is_none() {
        return Err("a workbook is a file: write xlsx=FILE".to_owned());
    }
    match file {
        Some("") => Err("the name of the file is missing behind `=`".to_owned()),
        Some(file) => Ok(Output { format, file: Some(PathBuf::from(file)) }),
        None => Ok(Output { format, file: None }),
    }
}

/// Read a size such as `64M`: bytes, or with K, M, G.
pub(super) fn size(text: &str) -> Result<u64, String> {
    config::size(text).ok_or_else(|| format!("`{text}` is no size; write 64M, 500K or a number of bytes"))
}

/// Read a day such as `2025-01-31`.
pub(super) fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| format!("`{text}` is no date; write 2025-01-31"))
}

impl Common {
    /// The language of messages.
    pub(super) fn language(&self) -> Language {
        match self.lang {
            Some(Lang::Zh) => Language::Zh,
            Some(Lang::En) => Language::En,
            None => super::locale(),
        }
    }

    /// The style of what goes to standard output, or to a file.
    pub(super) fn style(&self, format: OutputFormat, to_file: bool) -> Style {
        let stdout = std::io::stdout();
        let color = if to_file { self.color == Color::Always } else { colors(self.color, &stdout) };
        let width = if !to_file && stdout.is_terminal() { terminal_width() } else { 80 };
        let look = Look { color, ascii: self.ascii, width };
        Style {
            format,
            language: self.language(),
            look,
            least: Severity::Info,
            quiet: false,
            fail_on: Some(Severity::Error),
        }
    }

    /// The style of faults on standard error.
    pub(super) fn error_style(&self) -> Style {
        let mut style = self.style(OutputFormat::Text, false);
        style.look.color = colors(self.color, &std::io::stderr());
        style
    }
}

/// Whether to colour what goes to a stream.
pub(super) fn colors(color: Color, stream: &impl IsTerminal) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            // A console of Windows has to be told that escapes are to come; elsewhere there is nothing to tell.
            stream.is_terminal() && !set("NO_COLOR") && !dumb() && enable_ansi_colors().unwrap_or(true)
        }
    }
}

fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 160)
}
