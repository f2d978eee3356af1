//! Where outputs go: standard output, and files that are written beside their place and renamed when they are whole.

use super::options::{Common, Output};
use super::{Exit, complain};
use crate::batch::roster::coverage::Coverage;
use crate::batch::tally::Tally;
use crate::render::ledger::Extract;
use crate::render::markdown::Held;
#[cfg(feature = "xlsx")]
use crate::render::{OutputFormat, xlsx::Book};
use crate::render::{Piece, Style};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// An output being written.
pub(super) struct Sink {
    style: Style,
    body: Body,
    file: Option<Pending>,
    any: bool,
    /// Entries that stand behind the totals.
    held: Option<Held>,
    /// Nobody reads it any more.
    closed: bool,
}

/// How an output grows.
enum Body {
    /// Texts, written as they come.
    Stream(Box<dyn Write>),
    /// A workbook, which is written at the end.
    #[cfg(feature = "xlsx")]
    Book(Box<Book>, File),
}

/// A file that is written under another name.
struct Pending {
    path: PathBuf,
    beside: PathBuf,
}

impl Drop for Pending {
    fn drop(&mut self) {
        // Renamed already where all went well; else nothing half-written stays behind.
        let _ = fs::remove_file(&self.beside);
    }
}

impl Sink {
    /// Open an output.
    pub(super) fn open(output: &Output, style: Style) -> io::Result<Self> {
        let pending = match &output.file {
            None => None,
            Some(path) => {
                let beside = beside(path);
                let file = File::create_new(&beside)?;
                Some((file, Pending { path: path.clone(), beside }))
            }
        };
        let stream = |writer: Box<dyn Write>| Body::Stream(Box::new(BufWriter::with_capacity(1 << 16, writer)));
        let (body, file) = match (pending, style.format) {
            #[cfg(feature = "xlsx")]
            (Some((file, pending)), OutputFormat::Xlsx) => {
                let book = Book::new(style.language).map_err(io::Error::other)?;
                (Body::Book(Box::new(book), file), Some(pending))
            }
            (Some((file, pending)), _) => (stream(Box::new(file)), Some(pending)),
            (None, _) => (stream(Box::new(io::stdout())), None),
        };
        Ok(Self { style, body, file, any: false, held: style.held(), closed: false })
    }

    /// Write what stands before the first entry.
    pub(super) fn begin(&mut self, roster: Option<&Coverage>) -> io::Result<()> {
        self.put(&self.style.head(roster))
    }

    /// The style that entries are to be rendered in.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// Whether nobody reads it any more.
    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// Write a rendered entry.
    pub(super) fn entry(&mut self, piece: Piece) -> io::Result<()> {
        match piece {
            Piece::Text(text) if text.is_empty() => Ok(()),
            Piece::Text(text) => {
                if let Some(held) = &mut self.held {
                    held.push(&text);
                    return Ok(());
                }
                if self.any {
                    let between = self.style.between();
                    self.put(between)?;
                }
                self.any = true;
                self.put(&text)
            }
            Piece::Rows(rows) => self.rows(rows),
        }
    }

    fn rows(&mut self, rows: Option<Box<Extract>>) -> io::Result<()> {
        match (&mut self.body, rows) {
            #[cfg(feature = "xlsx")]
            (Body::Book(book, _), Some(rows)) => book.add(*rows).map_err(io::Error::other),
            _ => Ok(()),
        }
    }

    /// Write what stands behind the last entry and put a file in its place.
    #[cfg_attr(not(feature = "xlsx"), expect(unused_variables, reason = "only a workbook shows totals of its own"))]
    pub(super) fn finish(mut self, tail: &str, tally: &Tally) -> io::Result<()> {
        self.put(tail)?;
        if let Some(held) = self.held.take() {
            self.put(&held.finish(self.style.language))?;
        }
        match self.body {
            Body::Stream(mut writer) if !self.closed => match writer.flush() {
                Err(error) if self.file.is_none() && error.kind() == io::ErrorKind::BrokenPipe => {}
                flushed => flushed?,
            },
            Body::Stream(_) => {}
            #[cfg(feature = "xlsx")]
            Body::Book(book, file) => book.finish(tally, file).map_err(io::Error::other)?,
        }
        match &self.file {
            Some(pending) => fs::rename(&pending.beside, &pending.path),
            None => Ok(()),
        }
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = match &mut self.body {
            Body::Stream(writer) => writer.write_all(text.as_bytes()),
            #[cfg(feature = "xlsx")]
            Body::Book(..) => Ok(()),
        };
        self.heed(written)
    }

    /// A pipe whose reader has gone (`hegui check … | head`) is no error.
    fn heed(&mut self, written: io::Result<()>) -> io::Result<()> {
        match written {
            Err(error) if self.file.is_none() && error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

/// Print a text on standard output; a reader that has gone is no error.
pub(super) fn print(text: &str) {
    let mut out = io::stdout().lock();
    // Nothing is left to be said to where this could not be written.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// A name in the same folder that nobody else uses.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Why a whole file was not written.
pub(super) enum Unwritten {
    /// It is there, and was not to be overwritten.
    There,
    /// The system refused.
    Failed(io::Error),
}

impl Unwritten {
    /// Say it on standard error.
    pub(super) fn complain(&self, path: &Path, common: &Common) -> Exit {
        let name = path.display();
        match self {
            Self::There => complain(
                common,
                &format!("{name} 已存在;--force 可覆盖"),
                &format!("{name} is there; --force overwrites it"),
            ),
            Self::Failed(error) => {
                complain(common, &format!("无法写入 {name}:{error}"), &format!("cannot write {name}: {error}"))
            }
        }
        Exit::Usage
    }
}

/// Whether a file may be written: what is there is overwritten only by `force`.
pub(super) fn may_write(path: &Path, force: bool) -> Result<(), Unwritten> {
    if !force && path.symlink_metadata().is_ok() { Err(Unwritten::There) } else { Ok(()) }
}

/// Write a file at once: beside its place, then renamed. What is there is overwritten only by `force`.
pub(super) fn write_whole(path: &Path, bytes: &[u8], force: bool) -> Result<(), Unwritten> {
    may_write(path, force)?;
    let pending = Pending { path: path.to_owned(), beside: beside(path) };
    let written = File::create_new(&pending.beside).and_then(|mut file| file.write_all(bytes));
    written.and_then(|()| fs::rename(&pending.beside, &pending.path)).map_err(Unwritten::Failed)
}
