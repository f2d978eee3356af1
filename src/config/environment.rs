//! Variables of the environment that say what `hegui.toml` says: `HEGUI_` and the key in capitals, `-` written `_`, for
//! `fail-on` `HEGUI_FAIL_ON`. Lists are separated by `;`. An empty variable says nothing. A variable whose name is a
//! slip away from one of these is an error, any other is somebody else's.

use super::{Cache, Config, LANGUAGES, Limits, size};
use crate::check::param::{distance, suggestion};
use crate::finding::Wording;
use crate::span::Span;
use clap::ValueEnum;
use std::str::FromStr;

/// What every variable of the program begins with.
const PREFIX: &str = "HEGUI_";

/// The variables that are read, without their beginning.
pub const VARIABLES: &[&str] = &[
    "ALLOW_UNDETERMINED",
    "BASELINE",
    "CACHE",
    "CONFIG",
    "CONVERT_TIMEOUT",
    "FAIL_ON",
    "FORMAT",
    "HIDDEN",
    "JOBS",
    "LANG",
    "MAX_ENTRIES",
    "MAX_INFLATED",
    "MAX_RATIO",
    "MAX_SIZE",
    "MIN_SEVERITY",
    "PREVIOUS",
    "ROSTER",
    "RULEBOOK",
    "SOFFICE",
];

/// So many slips make a name another one.
const SLIPS: usize = 2;

/// What the environment says.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// What stands for keys of the configuration.
    pub config: Config,
    /// The configuration file that it names.
    pub file: Option<String>,
    /// What is wrong with it.
    pub faults: Vec<Wording>,
}

/// Read the environment, as names with values.
#[must_use]
pub fn read(variables: impl Iterator<Item = (String, String)>) -> Environment {
    let mut read = Environment::default();
    for (name, value) in variables {
        let Some(short) = name.strip_prefix(PREFIX) else { continue };
        if value.is_empty() {
            continue;
        }
        match read.take(short, &value) {
            Ok(()) => {}
            Err(said) => read.faults.push(Wording::new(format!("{name}:{}", said.zh), format!("{name}: {}", said.en))),
        }
    }
    read.faults.sort_by(|one, other| one.en.cmp(&other.en));
    read
}

impl Environment {
    fn take(&mut self, name: &str, value: &str) -> Result<(), Wording> {
        let config = &mut self.config;
        match name {
            "ALLOW_UNDETERMINED" => config.allow_undetermined = Some(flag(value)?),
            "BASELINE" => config.baseline = list(value).into_iter().map(|(path, _)| path).collect(),
            "CACHE" => {
                config.cache = Some(match flag(value) {
                    Ok(true) => Cache::Usual,
                    Ok(false) => Cache::Off,
                    Err(_) => Cache::At(value.to_owned()),
                });
            }
            "CONFIG" => self.file = Some(value.to_owned()),
            "FAIL_ON" => config.fail_on = Some(choice(value)?),
            "FORMAT" => config.outputs = list(value),
            "HIDDEN" => config.hidden = Some(flag(value)?),
            "JOBS" => config.jobs = Some(number::<u16>(value).and_then(at_least_one)?),
            "LANG" => config.lang = Some(one_of(value, &LANGUAGES)?),
            "MIN_SEVERITY" => config.min_severity = Some(choice(value)?),
            "PREVIOUS" => config.previous = list(value).into_iter().map(|(path, _)| path).collect(),
            "ROSTER" => config.roster = Some(value.to_owned()),
            "RULEBOOK" => config.rulebooks = list(value),
            "CONVERT_TIMEOUT" | "MAX_ENTRIES" | "MAX_INFLATED" | "MAX_MEMORY" | "MAX_RATIO" | "MAX_SECONDS"
            | "MAX_SIZE" => {
                limit(&mut config.limits, name, value)?;
            }
            // LibreOffice's program, which is looked for where it is needed.
            "SOFFICE" => {}
            _ => return slip(name),
        }
        Ok(())
    }
}

fn limit(limits: &mut Limits, name: &str, value: &str) -> Result<(), Wording> {
    let bytes = || size(value).ok_or_else(|| Wording::new("应为大小,例如 64M", "expected a size such as 64M"));
    match name {
        "MAX_SIZE" => limits.max_size = Some(bytes()?),
        "MAX_INFLATED" => limits.max_inflated = Some(bytes()?),
        "MAX_ENTRIES" => limits.max_entries = Some(number(value)?),
        "MAX_MEMORY" => limits.max_memory = Some(bytes()?),
        "MAX_SECONDS" => limits.max_seconds = Some(number(value)?),
        "MAX_RATIO" => limits.max_ratio = Some(number(value)?),
        _ => limits.convert_timeout = Some(number(value)?),
    }
    Ok(())
}

/// A name that is none of ours: a slip is said, anything else is another program's.
fn slip(name: &str) -> Result<(), Wording> {
    if VARIABLES.iter().all(|known| distance(name, known) > SLIPS) {
        return Ok(());
    }
    let help = suggestion(name, VARIABLES);
    Err(Wording::new(
        format!("没有这个变量;{PREFIX}…:{}", help.zh),
        format!("no such variable; {PREFIX}…: {}", help.en),
    ))
}

fn list(value: &str) -> Vec<(String, Span)> {
    let items = value.split(';').map(str::trim).filter(|item| !item.is_empty());
    items.map(|item| (item.to_owned(), Span::default())).collect()
}

fn flag(value: &str) -> Result<bool, Wording> {
    one_of(value, &[("true", true), ("false", false), ("1", true), ("0", false)])
}

fn one_of<T: Copy>(value: &str, choices: &[(&str, T)]) -> Result<T, Wording> {
    choices.iter().find(|(name, _)| *name == value).map(|(_, found)| *found).ok_or_else(|| {
        let known: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        unknown(value, &known)
    })
}

fn choice<T: ValueEnum>(value: &str) -> Result<T, Wording> {
    T::from_str(value, false).map_err(|_| {
        let known: Vec<_> = T::value_variants().iter().filter_map(T::to_possible_value).collect();
        let known: Vec<&str> = known.iter().map(clap::builder::PossibleValue::get_name).collect();
        unknown(value, &known)
    })
}

fn unknown(value: &str, known: &[&str]) -> Wording {
    let help = suggestion(value, known);
    Wording::new(format!("未知的值 `{value}`;{}", help.zh), format!("unknown value `{value}`; {}", help.en))
}

fn number<T: FromStr>(value: &str) -> Result<T, Wording> {
    value.parse().map_err(|_| Wording::new("应为整数", "expected an integer"))
}

fn at_least_one(jobs: u16) -> Result<u16, Wording> {
    if jobs == 0 { Err(Wording::new("至少为 1", "at least 1")) } else { Ok(jobs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_say_what_keys_say_and_slips_are_errors() {
        let variables = [
            ("HEGUI_FAIL_ON", "warning"),
            ("HEGUI_FORMAT", "text; json=a.json"),
            ("HEGUI_MAX_SIZE", "1M"),
            ("HEGUI_FAILON", "info"),
            ("HEGUI_JOBS", "many"),
            ("HEGUI_LANG", "english"),
            ("HEGUI_VERSION", "0.1.0"),
            ("HEGUI_BLESS", "1"),
            ("HEGUI_HIDDEN", ""),
        ];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let read = read(variables.into_iter().map(owned));
        assert_eq!(read.config.fail_on, Some(crate::config::FailOn::Warning));
        assert_eq!(read.config.outputs.len(), 2);
        assert_eq!((read.config.limits.max_size, read.config.hidden), (Some(1 << 20), None));
        let said: Vec<&str> = read.faults.iter().map(|fault| fault.en.split(':').next().unwrap()).collect();
        assert_eq!(said, ["HEGUI_FAILON", "HEGUI_JOBS", "HEGUI_LANG"]);
    }

    #[test]
    fn every_variable_that_is_listed_is_read() {
        for name in VARIABLES {
            let mut read = Environment::default();
            let taken = read.take(name, "\u{0}");
            let silent =
                ["BASELINE", "CACHE", "CONFIG", "FORMAT", "PREVIOUS", "ROSTER", "RULEBOOK", "SOFFICE"].contains(name);
            assert_eq!(taken.is_ok(), silent, "{name}");
        }
    }
}
