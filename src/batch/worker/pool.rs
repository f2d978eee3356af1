//! The processes that read and judge: as many as there are threads that ask them, started when first needed, each used
//! for many files and begun anew when it has died or was ended since its time was over.

use super::wire::{self, Answer, Task};
use crate::batch::judge::Judge;
use crate::batch::limits::over;
use crate::batch::pair::Sight;
use crate::batch::source::Source;
use crate::batch::{Entry, Unread, failed};
use crate::finding::Wording;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a process may take to begin: it reads the rulebooks.
const START: Duration = Duration::from_secs(60);

/// The most that is read of what a process says on standard error, in bytes.
const SAID: u64 = 4096;

/// What the runtime says when memory is refused.
const REFUSED: &str = "memory allocation of";

/// What a file may cost.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Bytes of memory.
    pub memory: u64,
    /// Time.
    pub time: Duration,
}

/// The processes.
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    arguments: Vec<OsString>,
    budget: Budget,
    idle: Mutex<Vec<Worker>>,
    /// The files that went over the budget when it was told whose they are, with the reason: they are not tried again.
    refused: Mutex<HashMap<String, Wording>>,
}

/// A process.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<Vec<u8>>,
    /// Whether it has done a task.
    used: bool,
}

/// Why there is no answer.
enum Lost {
    /// The process could not be started.
    Unstarted(String),
    /// Its time was over.
    Time,
    /// It took more memory than it may.
    Memory,
    /// It ended.
    Ended(String),
}

impl Pool {
    /// Processes of a program that is started with some arguments and then does tasks (`super::serve`).
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<OsString>, budget: Budget) -> Self {
        Self { program, arguments, budget, idle: Mutex::default(), refused: Mutex::default() }
    }

    /// Whose report it is.
    ///
    /// # Errors
    /// Where it could not be read: the reason.
    pub fn sight(&self, source: &Source, year: Option<i32>) -> Result<Sight, Wording> {
        self.with(|worker| match worker.ask(&Task::Sight { source: Cow::Borrowed(source), year }, self.budget)? {
            Answer::Sight(sight) => Ok(sight),
            Answer::Ready | Answer::Read(_) | Answer::Judged(_) | Answer::Unread(_) | Answer::Panicked => {
                Ok(Err(failed()))
            }
        })
        .unwrap_or_else(|lost| {
            let reason = self.explain(&lost);
            let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
            refused.insert(source.path.clone(), reason.clone());
            Err(reason)
        })
    }

    /// Read and judge a report beside its company.
    pub fn entry(&self, judge: &Judge, source: &Source) -> Entry {
        let unread = |error| Entry::Unread(Unread { path: source.path.clone(), format: source.named, error });
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner).get(&source.path).cloned();
        if let Some(reason) = refused {
            return unread(reason);
        }
        let owner = judge.asks_owner();
        self.with(|worker| {
            let asked = worker.ask(&Task::Read { source: Cow::Borrowed(source), owner }, self.budget)?;
            let owner = match asked {
                Answer::Read(Ok(owner)) => owner,
                Answer::Read(Err(unread)) => return Ok(Entry::Unread(unread)),
                Answer::Ready | Answer::Sight(_) | Answer::Judged(_) | Answer::Unread(_) | Answer::Panicked => {
                    return Ok(unread(failed()));
                }
            };
            let company = judge.company(&source.path, &owner);
            Ok(match worker.ask(&Task::Judge(Cow::Owned(company)), self.budget)? {
                Answer::Judged(judged) => judged.entry(judge),
                Answer::Unread(unread) => Entry::Unread(unread),
                Answer::Ready | Answer::Sight(_) | Answer::Read(_) | Answer::Panicked => unread(failed()),
            })
        })
        .unwrap_or_else(|lost| unread(self.explain(&lost)))
    }

    /// Do something with a process that nobody uses. One that has died of what came before is begun anew once: a file is
    /// not to be charged with the memory of others.
    fn with<T>(&self, task: impl Fn(&mut Worker) -> Result<T, Lost>) -> Result<T, Lost> {
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut worker = idle.map_or_else(|| self.start(), Ok)?;
            let used = std::mem::replace(&mut worker.used, true);
            match task(&mut worker) {
                Ok(done) => {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                    return Ok(done);
                }
                Err(Lost::Memory | Lost::Ended(_)) if used => {}
                Err(lost) => return Err(lost),
            }
        }
    }

    fn start(&self) -> Result<Worker, Lost> {
        let unstarted = |error: std::io::Error| Lost::Unstarted(error.to_string());
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(unstarted)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Lost::Unstarted(String::new()));
        };
        let (send, answers) = mpsc::channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(Some(answer)) = wire::receive(&mut output) {
                if send.send(answer).is_err() {
                    return;
                }
            }
        });
        let mut worker = Worker { child, input, answers, used: false };
        match worker.answer(START) {
            Ok(_) => Ok(worker),
            Err(lost) => Err(Lost::Unstarted(lost.detail())),
        }
    }

    /// Why there is no answer, in words.
    fn explain(&self, lost: &Lost) -> Wording {
        match lost {
            Lost::Time => over("--max-seconds", self.budget.time.as_secs()),
            Lost::Memory => over("--max-memory", self.budget.memory),
            Lost::Ended(how) => Wording::new(
                format!("读取此文件的进程意外终止（{how}）；请把此文件报告给 hegui 的开发者"),
                format!("the process that read it ended ({how}); please report this file to the developers of hegui"),
            ),
            Lost::Unstarted(why) => Wording::new(
                format!("无法启动读取文件的进程（{why}）；请检查系统的进程数和内存限制"),
                format!(
                    "the process that reads files cannot be started ({why}); look at the system's limits on processes and memory"
                ),
            ),
        }
    }
}

impl Lost {
    fn detail(&self) -> String {
        match self {
            Self::Unstarted(why) | Self::Ended(why) => why.clone(),
            Self::Time => "no answer".to_owned(),
            Self::Memory => "out of memory".to_owned(),
        }
    }
}

impl Worker {
    /// Give a task and wait for the answer.
    fn ask(&mut self, task: &Task<'_>, budget: Budget) -> Result<Answer, Lost> {
        match wire::send(&mut self.input, task) {
            Ok(()) => self.answer(budget.time),
            Err(_) => Err(self.ended()),
        }
    }

    fn answer(&mut self, time: Duration) -> Result<Answer, Lost> {
        let answer = match self.answers.recv_timeout(time) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => return Err(Lost::Time),
            Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
        };
        wire::parse(&answer).map_err(|error| Lost::Ended(error.to_string()))
    }

    /// How it ended.
    fn ended(&mut self) -> Lost {
        // It has closed its output; it is given a moment to end by itself, so that it can be told how.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(2));
        }
        let _ = self.child.kill();
        let status = self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
        let mut said = Vec::new();
        if let Some(errors) = self.child.stderr.take() {
            let _ = errors.take(SAID).read_to_end(&mut said);
        }
        if String::from_utf8_lossy(&said).contains(REFUSED) { Lost::Memory } else { Lost::Ended(status) }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
