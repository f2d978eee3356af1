//! `hegui worker`: the process in which another `hegui` has files read and judged. Started by it, not by people.

use super::configured::configured;
use super::options::{Common, day, size};
use super::{Exit, complain};
use crate::batch::convert::Converter;
use crate::batch::judge::{Judge, Watch};
use crate::batch::limits::Limits;
use crate::batch::pair::Pairs;
use crate::batch::sibling::Siblings;
use crate::batch::worker::pool::{Budget, Pool};
use crate::batch::worker::serve;
use crate::document::Format;
use crate::fact::Given;
use clap::Args;
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

#[derive(Args, Debug)]
pub(super) struct Options {
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory: u64,
    #[arg(long, value_name = "auto|ID|FILE")]
    rulebook: Vec<String>,
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<jiff::civil::Date>,
    #[command(flatten)]
    common: Common,
}

/// By what reports are judged, as the command line that starts a process says it.
pub(super) struct Orders<'a> {
    /// Rulebooks that flags name.
    pub rulebooks: &'a [String],
    /// The year reported on.
    pub year: Option<i32>,
    /// The day of publication.
    pub published: Option<jiff::civil::Date>,
    /// Where the configuration is.
    pub common: &'a Common,
}

/// The processes that judge as this one would; none where what it judges by can be read only once (a pipe), or where
/// this program's own place is not known.
pub(super) fn pool(orders: &Orders<'_>, limits: &Limits) -> Option<Arc<Pool>> {
    let files = orders.rulebooks.iter().map(Path::new).chain(orders.common.config.as_deref());
    if files.into_iter().any(|path| path.exists() && !path.is_file()) {
        return None;
    }
    let mut arguments: Vec<OsString> = vec!["worker".into(), format!("--memory={}", limits.memory).into()];
    arguments.extend(orders.rulebooks.iter().map(|name| format!("--rulebook={name}").into()));
    arguments.extend(orders.year.map(|year| format!("--year={year}").into()));
    arguments.extend(orders.published.map(|day| format!("--published={day}").into()));
    if orders.common.no_config {
        arguments.push("--no-config".into());
    }
    arguments.extend(orders.common.config.iter().map(|path| {
        let mut argument = OsString::from("--config=");
        argument.push(path);
        argument
    }));
    let budget = Budget { memory: limits.memory, time: limits.time };
    Some(Arc::new(Pool::new(std::env::current_exe().ok()?, arguments, budget)))
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    bound(options.memory);
    let Some(mut configured) = configured(&options.common, &options.rulebook) else { return Exit::Usage };
    let Some(courses) = configured.courses() else { return Exit::Usage };
    let limits = Limits::default();
    let judge = Judge {
        courses: Arc::new(courses),
        given: Given { year: options.year, ..Given::default() },
        published: options.published,
        limits,
        converter: Arc::new(Converter::new(None, limits.conversion)),
        standard: Format::Text,
        pairs: Pairs::default(),
        siblings: Siblings::default(),
        register: None,
        watch: Watch::default(),
        workers: None,
    };
    // A panic is an answer; standard error is for what the runtime says when it gives up.
    std::panic::set_hook(Box::new(|_| {}));
    match serve(&judge, std::io::stdin(), std::io::stdout().lock()) {
        Ok(()) => Exit::Fine,
        Err(error) => {
            complain(&options.common, &format!("无法应答：{error}"), &format!("cannot answer: {error}"));
            Exit::Usage
        }
    }
}

/// Hold this process to an amount of memory beside its own; no file of its memory is left when it ends.
#[cfg(unix)]
fn bound(memory: u64) {
    use rlimit::Resource;
    /// What the program takes before it reads anything: code, threads, room that is set aside and not used.
    const OWN: u64 = 192 << 20;
    for (resource, most) in [(Resource::AS, memory.saturating_add(OWN)), (Resource::CORE, 0)] {
        if let Ok((_, hard)) = resource.get() {
            // Where the system refuses, its own limit stands.
            let _ = resource.set(most.min(hard), most.min(hard));
        }
    }
}

/// Other systems know no such limit: the clock and the readers' own limits hold.
#[cfg(not(unix))]
fn bound(_: u64) {}
