//! Reading and judging in a process of its own, which is held to a budget of memory and time: what aborts or hangs costs
//! one file. The process that was started for it (`serve`) opens no file: it is sent the bytes of reports and answers with
//! what became of them; the one that starts it (`pool`) restarts it when it has died.

pub mod pool;
mod wire;

use super::Entry;
use super::judge::Judge;
use super::pair::Owner;
use crate::document::Document;
use crate::fact::Given;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use wire::{Answer, Judged, Task};

/// Do tasks as they come, until the other side is gone. A task that panics is answered as such.
///
/// # Errors
/// Where an answer could not be written.
pub fn serve(judge: &Judge, input: impl Read + Send + 'static, mut output: impl Write) -> io::Result<()> {
    let (send, tasks) = mpsc::channel();
    // It listens while a task is done: when nobody waits for the answer any more, this process ends.
    std::thread::spawn(move || {
        let mut input = io::BufReader::new(input);
        while let Ok(Some(task)) = wire::receive(&mut input) {
            if send.send(task).is_err() {
                return;
            }
        }
        std::process::exit(0);
    });
    wire::send(&mut output, &Answer::Ready)?;
    let mut held = None;
    while let Ok(task) = tasks.recv() {
        let answer = match wire::parse(&task) {
            Ok(task) => catch_unwind(AssertUnwindSafe(|| done(judge, task, &mut held))).unwrap_or(Answer::Panicked),
            Err(_) => Answer::Panicked,
        };
        wire::send(&mut output, &answer)?;
    }
    Ok(())
}

/// What becomes of a task. `held` is the report that was read and is to be judged.
fn done(judge: &Judge, task: Task<'_>, held: &mut Option<Document>) -> Answer {
    match task {
        Task::Sight { source, year } => {
            let judge = Judge { given: Given { year, ..Given::default() }, ..judge.clone() };
            Answer::Sight(judge.sight_of(&source))
        }
        Task::Read { source, owner } => Answer::Read(source.document().map(|document| {
            let owner = if owner { judge.owner_of(&document) } else { Owner::default() };
            *held = Some(document);
            owner
        })),
        Task::Judge(company) => match held.take().map(|document| judge.audit(document, &company)) {
            Some(Entry::Judged(audit)) => Answer::Judged(Box::new(Judged::from(*audit))),
            Some(Entry::Unread(unread)) => Answer::Unread(unread),
            Some(Entry::Exemptions(_)) | None => Answer::Panicked,
        },
    }
}
