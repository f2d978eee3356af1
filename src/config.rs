//! The configuration: what a repository of reports, or an office's folder, says once instead of in every call.
//!
//! `hegui.toml` is found upwards from where hegui runs (`find`) and read here, every fault with its span; variables of
//! the environment (`environment`) say the same by other means. Names of rules and rulebooks are not resolved here, and
//! nothing is applied: that is the command's. Precedence: flag over variable over file over default.

pub mod environment;
pub mod find;
pub mod template;

use crate::batch::paths::Pattern;
use crate::check::param::{FaultSink, Fields, suggestion};
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Severity, Wording};
use crate::language::Language;
use crate::rulebook::adjust::Change;
use crate::rulebook::schema::SEVERITIES;
use crate::span::Span;
use crate::spanned::{self, Entry, Node, Value};

/// From which severity on a check fails.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FailOn {
    /// An error.
    #[default]
    Error,
    /// A warning.
    Warning,
    /// An info.
    Info,
    /// Nothing makes it fail.
    Never,
}

/// From which severity on findings are shown.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Least {
    /// Errors only.
    Error,
    /// No infos.
    Warning,
    /// All.
    #[default]
    Info,
}

impl Least {
    /// The severity.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

/// What one source says; what it does not say is absent or empty. Texts keep the spans that faults are shown at; those
/// of a variable have none.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Rulebooks: `auto`, ids, or files.
    pub rulebooks: Vec<(String, Span)>,
    /// Which files of folders are taken.
    pub include: Vec<Pattern>,
    /// Which are not.
    pub exclude: Vec<Pattern>,
    /// Severities of rules.
    pub severity: Vec<(Change, Span)>,
    /// What holds for some paths.
    pub overrides: Vec<Override>,
    /// From which severity on a check fails.
    pub fail_on: Option<FailOn>,
    /// From which severity on findings are shown.
    pub min_severity: Option<Least>,
    /// Outputs, as `--format` takes them.
    pub outputs: Vec<(String, Span)>,
    /// What an input may cost.
    pub limits: Limits,
    /// The language of messages.
    pub lang: Option<Language>,
    /// Last year's reports.
    pub previous: Vec<String>,
    /// Files of exemptions.
    pub baseline: Vec<String>,
    /// Who reports.
    pub roster: Option<String>,
    /// Whether rules that could not be answered leave the exit code alone.
    pub allow_undetermined: Option<bool>,
    /// Whether hidden files in folders are checked.
    pub hidden: Option<bool>,
    /// Threads.
    pub jobs: Option<u16>,
    /// Whether, and where, conversions are kept from run to run.
    pub cache: Option<Cache>,
}

/// Where conversions are kept from run to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cache {
    /// Nowhere.
    Off,
    /// In the user's folder for such things.
    Usual,
    /// In a folder that the user named. A configuration names none: what lies in a repository is no one's own.
    At(String),
}

/// `[limits]`: those of the command line, by the same names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Bytes of a file.
    pub max_size: Option<u64>,
    /// Files of an archive.
    pub max_entries: Option<u64>,
    /// Bytes of an archive's files, inflated.
    pub max_inflated: Option<u64>,
    /// Inflated against packed.
    pub max_ratio: Option<u64>,
    /// Seconds of a conversion.
    pub convert_timeout: Option<u64>,
    /// Bytes that reading and judging a file may take.
    pub max_memory: Option<u64>,
    /// Seconds that they may take.
    pub max_seconds: Option<u64>,
}

/// `[[override]]`.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// For which paths.
    pub paths: Vec<Pattern>,
    /// Severities of rules.
    pub severity: Vec<(Change, Span)>,
    /// Their rulebook.
    pub rulebook: Option<(String, Span)>,
    /// The year they report on.
    pub year: Option<i32>,
}

/// Read a configuration's text. With faults, what it says must not be used, save its language.
#[must_use]
pub fn read(text: &str) -> (Config, Vec<Fault>) {
    let (root, syntax) = spanned::parse(text);
    let (sink, none) = (FaultSink::default(), Vocabulary::default());
    for fault in syntax {
        sink.push(fault);
    }
    let mut fields = Fields::new(&root, &none, &sink);
    let config = Config {
        rulebooks: fields.spanned_texts("rulebooks"),
        include: patterns(&mut fields, "include"),
        exclude: patterns(&mut fields, "exclude"),
        severity: fields.node("severity").map(|node| severities(node, &sink)).unwrap_or_default(),
        overrides: overrides(&mut fields),
        fail_on: choice(&mut fields, "fail-on"),
        min_severity: choice(&mut fields, "min-severity"),
        outputs: fields.spanned_texts("outputs"),
        limits: fields.node("limits").map(|node| limits(node, &sink)).unwrap_or_default(),
        lang: fields.one_of("lang", &LANGUAGES),
        previous: fields.texts("previous"),
        baseline: fields.texts("baseline"),
        roster: fields.text("roster"),
        allow_undetermined: fields.flag("allow-undetermined"),
        hidden: fields.flag("hidden"),
        jobs: number(&mut fields, "jobs", 1..=1024).and_then(|jobs| u16::try_from(jobs).ok()),
        cache: fields.flag("cache").map(|on| if on { Cache::Usual } else { Cache::Off }),
    };
    fields.finish();
    (config, sink.into_faults())
}

/// The languages as files and variables have them.
pub const LANGUAGES: [(&str, Language); 2] = [("zh", Language::Zh), ("en", Language::En)];

/// One of the words that the command line has for a closed set.
fn choice<T: clap::ValueEnum + Copy>(fields: &mut Fields<'_>, key: &'static str) -> Option<T> {
    let named = |value: &T| Some((value.to_possible_value()?, *value));
    let known: Vec<_> = T::value_variants().iter().filter_map(named).collect();
    let choices: Vec<(&str, T)> = known.iter().map(|(name, value)| (name.get_name(), *value)).collect();
    fields.one_of(key, &choices)
}

fn patterns(fields: &mut Fields<'_>, key: &'static str) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for (text, span) in fields.spanned_texts(key) {
        match Pattern::new(&text) {
            Ok(pattern) => patterns.push(pattern),
            Err(said) => fields.fault(
                Fault::new(
                    span,
                    Wording::new(format!("路径模式无效:{}", said.zh), format!("bad pattern of paths: {}", said.en)),
                )
                .help(Wording::new(
                    "例如 \"reports/**/*.docx\";* 不跨文件夹,** 跨文件夹",
                    "such as \"reports/**/*.docx\": `*` stays in a folder, `**` crosses folders",
                )),
            ),
        }
    }
    patterns
}

/// `rule = "warning"`, or `rule = { level = "off", reason = "…" }`.
fn severities(node: &Node, sink: &FaultSink) -> Vec<(Change, Span)> {
    let none = Vocabulary::default();
    let entries = Fields::new(node, &none, sink).entries();
    entries.iter().filter_map(|entry| severity(entry, &none, sink)).collect()
}

fn severity(entry: &Entry, none: &Vocabulary, sink: &FaultSink) -> Option<(Change, Span)> {
    let rule = entry.key.clone();
    let (severity, reason) = match &entry.node.value {
        Value::Text(word) => (level(word, entry.node.span, sink)?, None),
        Value::Table(_) => {
            let mut fields = Fields::new(&entry.node, none, sink);
            fields.require("level");
            let severity = fields.one_of("level", &SEVERITIES);
            let reason = fields.text("reason").filter(|reason| !reason.trim().is_empty());
            fields.finish();
            (severity?, reason)
        }
        other @ (Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_)) => {
            let kind = other.kind();
            sink.push(Fault::new(
                entry.node.span,
                Wording::new(
                    format!("这里应为级别,例如 \"warning\",而不是{}", kind.zh),
                    format!("expected a severity such as \"warning\", not {}", kind.en),
                ),
            ));
            return None;
        }
    };
    if severity == Severity::Off && reason.is_none() {
        sink.push(
            Fault::new(
                entry.node.span,
                Wording::new(
                    format!("关闭规则 `{rule}` 要写明理由 reason"),
                    format!("switching rule `{rule}` off takes a reason"),
                ),
            )
            .help(Wording::new(
                format!("写作 {rule} = {{ level = \"off\", reason = \"…\" }}"),
                format!("write {rule} = {{ level = \"off\", reason = \"…\" }}"),
            )),
        );
        return None;
    }
    Some((Change { rule, severity, reason }, entry.key_span))
}

fn level(word: &str, span: Span, sink: &FaultSink) -> Option<Severity> {
    let found = SEVERITIES.iter().find(|(name, _)| *name == word).map(|(_, severity)| *severity);
    if found.is_none() {
        let names = SEVERITIES.map(|(name, _)| name);
        sink.push(
            Fault::new(span, Wording::new(format!("未知的级别 `{word}`"), format!("unknown severity `{word}`")))
                .help(suggestion(word, &names)),
        );
    }
    found
}

fn overrides(fields: &mut Fields<'_>) -> Vec<Override> {
    let Some(node) = fields.node("override") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        fields.fault(Fault::new(
            node.span,
            Wording::new("应写成 [[override]],可以有多个", "write [[override]]: there may be several"),
        ));
        return Vec::new();
    };
    let sink = fields.sink();
    items.iter().map(|item| one_override(item, sink)).collect()
}

fn one_override(node: &Node, sink: &FaultSink) -> Override {
    let none = Vocabulary::default();
    let mut fields = Fields::new(node, &none, sink);
    fields.require("paths");
    let read = Override {
        paths: patterns(&mut fields, "paths"),
        severity: fields.node("severity").map(|node| severities(node, sink)).unwrap_or_default(),
        rulebook: fields.spanned_text("rulebook"),
        year: number(&mut fields, "year", 1900..=2999).and_then(|year| i32::try_from(year).ok()),
    };
    if !["severity", "rulebook", "year"].iter().any(|key| fields.has(key)) {
        fields.fault(Fault::new(
            node.span,
            Wording::new(
                "这个 [[override]] 什么也没有改;可写 severity、rulebook、year",
                "this [[override]] changes nothing: it may have severity, rulebook, year",
            ),
        ));
    }
    fields.finish();
    read
}

fn limits(node: &Node, sink: &FaultSink) -> Limits {
    let none = Vocabulary::default();
    let mut fields = Fields::new(node, &none, sink);
    let limits = Limits {
        max_size: bytes(&mut fields, "max-size"),
        max_entries: number(&mut fields, "max-entries", 0..=u64::MAX),
        max_inflated: bytes(&mut fields, "max-inflated"),
        max_ratio: number(&mut fields, "max-ratio", 0..=u64::MAX),
        convert_timeout: number(&mut fields, "convert-timeout", 0..=u64::MAX),
        max_memory: bytes(&mut fields, "max-memory"),
        max_seconds: number(&mut fields, "max-seconds", 0..=u64::MAX),
    };
    fields.finish();
    limits
}

/// A whole number within bounds.
fn number(fields: &mut Fields<'_>, key: &'static str, bounds: std::ops::RangeInclusive<u64>) -> Option<u64> {
    let node = fields.node(key)?;
    if let Value::Number(written) = &node.value
        && let Ok(number) = written.parse()
        && bounds.contains(&number)
    {
        return Some(number);
    }
    let (from, to) = bounds.into_inner();
    let said = if to == u64::MAX {
        Wording::new("这里应为非负整数", "expected a non-negative integer")
    } else {
        Wording::new(format!("这里应为 {from} 至 {to} 的整数"), format!("expected an integer from {from} to {to}"))
    };
    fields.fault(Fault::new(node.span, said));
    None
}

/// A number of bytes: `"64M"`, or digits.
fn bytes(fields: &mut Fields<'_>, key: &'static str) -> Option<u64> {
    let node = fields.node(key)?;
    if let Value::Text(written) | Value::Number(written) = &node.value
        && let Some(bytes) = size(written)
    {
        return Some(bytes);
    }
    fields.fault(Fault::new(
        node.span,
        Wording::new(
            "这里应为大小,例如 \"64M\"、\"500K\" 或字节数",
            "expected a size such as \"64M\", \"500K\" or a number of bytes",
        ),
    ));
    None
}

/// A size such as `64M`: bytes, or with K, M, G.
#[must_use]
pub fn size(text: &str) -> Option<u64> {
    let upper = text.to_uppercase();
    let number = upper.trim_end_matches('B');
    let (digits, factor) = match number.chars().last() {
        Some('K') => (&number[..number.len() - 1], 1 << 10),
        Some('M') => (&number[..number.len() - 1], 1 << 20),
        Some('G') => (&number[..number.len() - 1], 1 << 30),
        _ => (number, 1_u64),
    };
    digits.trim().parse::<u64>().ok().and_then(|count| count.checked_mul(factor))
}

impl Config {
    /// This one, and for what it does not say, another.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        fn filled<T>(above: Vec<T>, below: Vec<T>) -> Vec<T> {
            if above.is_empty() { below } else { above }
        }
        Self {
            rulebooks: filled(self.rulebooks, below.rulebooks),
            include: filled(self.include, below.include),
            exclude: filled(self.exclude, below.exclude),
            severity: filled(self.severity, below.severity),
            overrides: filled(self.overrides, below.overrides),
            fail_on: self.fail_on.or(below.fail_on),
            min_severity: self.min_severity.or(below.min_severity),
            outputs: filled(self.outputs, below.outputs),
            limits: self.limits.over(below.limits),
            lang: self.lang.or(below.lang),
            previous: filled(self.previous, below.previous),
            baseline: filled(self.baseline, below.baseline),
            roster: self.roster.or(below.roster),
            allow_undetermined: self.allow_undetermined.or(below.allow_undetermined),
            hidden: self.hidden.or(below.hidden),
            jobs: self.jobs.or(below.jobs),
            cache: self.cache.or(below.cache),
        }
    }
}

impl Limits {
    /// These, and for what they do not say, others.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            max_size: self.max_size.or(below.max_size),
            max_entries: self.max_entries.or(below.max_entries),
            max_inflated: self.max_inflated.or(below.max_inflated),
            max_ratio: self.max_ratio.or(below.max_ratio),
            convert_timeout: self.convert_timeout.or(below.convert_timeout),
            max_memory: self.max_memory.or(below.max_memory),
            max_seconds: self.max_seconds.or(below.max_seconds),
        }
    }
}
