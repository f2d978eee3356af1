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
use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// An output being written.
pub(super) struct Sink {
    style: Style,
    body: Body,
    file: Option<Pending>,
    /// It goes to standard output.
    piped: bool,
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

/// A file that is written under another name, which goes where it is not renamed.
struct Pending {
    path: PathBuf,
    beside: TempPath,
    /// Those of the file in its place.
    permissions: Option<Permissions>,
}

impl Pending {
    /// Put the file in its place.
    fn settle(self) -> io::Result<()> {
        if let Some(permissions) = self.permissions {
            fs::set_permissions(&self.beside, permissions)?;
        }
        self.beside.persist(&self.path).map_err(|error| error.error)
    }
}

/// Open a file for writing: beside its place, where a file is or comes; a device as it is. What a link leads to is
/// written, and the link stays.
fn opened(path: &Path) -> io::Result<(File, Option<Pending>)> {
    let refused = |reason: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, reason.to_owned()));
    let data = match fs::metadata(path) {
        Ok(data) => Some(data),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let Some(data) = data else {
        if path.symlink_metadata().is_ok() {
            return refused("a link that leads nowhere");
        }
        return beside(path.to_owned(), None);
    };
    if data.is_dir() {
        return refused("a folder");
    }
    if !data.is_file() {
        return if is_stream(path, &data) {
            Ok((File::options().write(true).open(path)?, None))
        } else {
            refused("neither a file nor a device that is written to")
        };
    }
    if data.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    beside(path.canonicalize()?, Some(data.permissions()))
}

/// Whether it is a device of characters, or a pipe of a shell's: a named pipe without a reader would wait for ever.
#[cfg(unix)]
fn is_stream(path: &Path, data: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = data.file_type();
    kind.is_char_device() || kind.is_fifo() && (path.starts_with("/dev") || path.starts_with("/proc"))
}

#[cfg(not(unix))]
fn is_stream(_: &Path, _: &fs::Metadata) -> bool {
    false
}

/// A file of a name in the same folder that nobody else uses, nor a later run.
fn beside(path: PathBuf, permissions: Option<Permissions>) -> io::Result<(File, Option<Pending>)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hegui-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let (file, beside) = builder.tempfile_in(folder)?.into_parts();
    Ok((file, Some(Pending { path, beside, permissions })))
}

impl Sink {
    /// Open an output.
    pub(super) fn open(output: &Output, style: Style) -> io::Result<Self> {
        let pending = output.file.as_deref().map(opened).transpose()?;
        let stream = |writer: Box<dyn Write>| Body::Stream(Box::new(BufWriter::with_capacity(1 << 16, writer)));
        let (body, file) = match (pending, style.format) {
            #[cfg(feature = "xlsx")]
            (Some((file, pending)), OutputFormat::Xlsx) => {
                let book = Book::new(style.language).map_err(io::Error::other)?;
                (Body::Book(Box::new(book), file), pending)
            }
            (Some((file, pending)), _) => (stream(Box::new(file)), pending),
            (None, _) => (stream(Box::new(io::stdout())), None),
        };
        let piped = output.file.is_none();
        Ok(Self { style, body, file, piped, any: false, held: style.held(), closed: false })
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
                Err(error) if self.piped && error.kind() == io::ErrorKind::BrokenPipe => {}
                flushed => flushed?,
            },
            Body::Stream(_) => {}
            #[cfg(feature = "xlsx")]
            Body::Book(book, file) => book.finish(tally, file).map_err(io::Error::other)?,
        }
        self.file.map_or(Ok(()), Pending::settle)
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
            Err(error) if self.piped && error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

/// Print a text on standard output; a reader that has gone is no error. Where it cannot be written otherwise the process
/// ends here: no command may report success whose output is lost.
pub(super) fn print(text: &str) {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            mutter(&format!("hegui: 无法写入标准输出 / cannot write to standard output: {error}\n"));
            std::process::exit(i32::from(Exit::Usage.code()));
        }
        Ok(()) | Err(_) => {}
    }
}

/// Say on standard error, where it can be said: that nobody reads it, or that its disk is full, stops nothing.
pub(super) fn mutter(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
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
    let written = opened(path).and_then(|(mut file, pending)| {
        file.write_all(bytes)?;
        pending.map_or(Ok(()), Pending::settle)
    });
    written.map_err(Unwritten::Failed)
}
