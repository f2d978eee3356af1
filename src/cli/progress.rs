//! How far a batch is and what is being read, on a terminal's standard error only, and gone when the batch has ended.

use crate::batch::convert;
use crate::batch::judge::Watch;
use crate::batch::walk::Input;
use crate::language::Language;
use crate::read;
use crate::render::plain;
use crate::render::wording::pick;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Files from which on it is shown; where LibreOffice has to convert, it is shown for fewer.
const MANY: usize = 50;

/// A batch's progress.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    /// Inputs are only identified so far: each that is read counts.
    identifying: Arc<AtomicBool>,
    language: Language,
}

impl Progress {
    /// The progress of inputs, hidden where they are few or standard error is no terminal.
    pub(super) fn new(inputs: &[Input], language: Language) -> Self {
        let shown = std::io::stderr().is_terminal() && (inputs.len() > MANY || inputs.iter().any(is_slow));
        let bar = if shown { ProgressBar::new(inputs.len() as u64) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:20} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        bar.set_prefix(pick(language, "辨认", "identifying"));
        Self { bar, identifying: Arc::new(AtomicBool::new(true)), language }
    }

    /// What tells it which file is being read.
    pub(super) fn watch(&self) -> Watch {
        if self.bar.is_hidden() {
            return Watch::default();
        }
        let (bar, identifying) = (self.bar.clone(), Arc::clone(&self.identifying));
        Watch::new(move |path| {
            bar.set_message(plain::line(path).into_owned());
            if identifying.load(Ordering::Relaxed) {
                bar.inc(1);
            }
        })
    }

    /// All is identified; from now on inputs that are judged count.
    pub(super) fn judging(&self) {
        self.identifying.store(false, Ordering::Relaxed);
        self.bar.set_prefix(pick(self.language, "检查", "checking"));
        self.bar.set_position(0);
    }

    /// One more input is judged.
    pub(super) fn judged(&self) {
        self.bar.inc(1);
    }

    /// Say something on standard error without spoiling the bar.
    pub(super) fn beside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Take it away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn is_slow(input: &Input) -> bool {
    match input {
        Input::File(_) | Input::Member(_) => read::format_of(&input.path()).is_some_and(convert::is_needed),
        Input::Standard | Input::Lost(..) => false,
    }
}
