//! Formats that have no reader here, to Word's, through LibreOffice where it is installed. It runs in a folder of the
//! batch's own with a profile of its own: macros off, nothing loaded from elsewhere, ended when its time is over. A file
//! is converted once a batch; results stay on disk until the batch ends, and beyond where the user asks for it.

use super::keep::{self, Keep};
use super::limits::over;
use crate::document::Format;
use crate::finding::Wording;
use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The environment's variable that names LibreOffice's program.
pub const VARIABLE: &str = "HEGUI_SOFFICE";

/// How often a running conversion is looked at.
const PULSE: Duration = Duration::from_millis(25);

/// Where LibreOffice is usually found beside the search path.
const USUAL: &[&str] = &[
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
];

/// How often a conversion is begun.
const ATTEMPTS: usize = 2;

/// A profile that runs no macro and follows no link.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;

/// Whether files of a format have to be converted before they are read.
#[must_use]
pub fn is_needed(format: Format) -> bool {
    match format {
        Format::Doc | Format::Wps | Format::Odt | Format::Rtf | Format::Xls | Format::Et => true,
        Format::Text | Format::Markdown | Format::Html | Format::Docx | Format::Pdf | Format::Ofd | Format::Xlsx => {
            false
        }
    }
}

/// What a file is converted to: the ending, and the filter as LibreOffice calls it.
fn target(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Xls | Format::Et | Format::Xlsx => ("xlsx", "xlsx:Calc MS Excel 2007 XML"),
        Format::Doc | Format::Wps | Format::Odt | Format::Rtf | Format::Text | Format::Markdown | Format::Html => {
            ("docx", "docx:MS Word 2007 XML")
        }
        Format::Docx | Format::Pdf | Format::Ofd => ("docx", "docx:MS Word 2007 XML"),
    }
}

/// Converts files, each once.
#[derive(Debug)]
pub struct Converter {
    program: Option<PathBuf>,
    timeout: Duration,
    keep: Option<Keep>,
    room: Mutex<Room>,
}

/// Where conversions are made.
#[derive(Debug, Default)]
struct Room {
    folder: Option<TempDir>,
    /// Folders handed out so far.
    count: usize,
    /// What became of a file, by its path.
    done: HashMap<String, Result<PathBuf, Wording>>,
}

/// The program that the environment names, or that is installed.
#[must_use]
pub fn installed() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let names = ["soffice", "libreoffice", "soffice.exe"];
    let found = folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    found.chain(USUAL.iter().map(PathBuf::from)).find(|path| path.is_file())
}

impl Converter {
    /// A converter by a program, where there is one.
    #[must_use]
    pub fn new(program: Option<PathBuf>, timeout: Duration) -> Self {
        Self { program, timeout, keep: None, room: Mutex::default() }
    }

    /// The same, which keeps what it makes, where there is a folder for it.
    #[must_use]
    pub fn keeping(self, keep: Option<Keep>) -> Self {
        Self { keep, ..self }
    }

    /// A file as a Word file or a workbook. `path` is its path in outputs, `most` the bytes that the result may have.
    ///
    /// # Errors
    /// Where LibreOffice is not there, fails, takes too long, or makes too much of it.
    pub fn modern(&self, path: &str, format: Format, bytes: &[u8], most: u64) -> Result<Vec<u8>, Wording> {
        let place = self.keep.as_ref().zip(self.program.as_ref());
        let place = place.map(|(keep, program)| keep.place(program, format, bytes));
        if let Some(kept) = place.as_ref().and_then(|place| keep::get(place, most)) {
            return Ok(kept);
        }
        let (folder, known) = self.begin(path)?;
        let made = match known {
            Some(made) => made,
            None => {
                let made = self.convert(&folder, format, bytes);
                if let Ok(mut room) = self.room.lock() {
                    room.done.insert(path.to_owned(), made.clone());
                }
                made
            }
        };
        let mut read = Vec::new();
        let file = fs::File::open(made?).map_err(|error| unplaced(&error))?;
        file.take(most.saturating_add(1)).read_to_end(&mut read).map_err(|error| unplaced(&error))?;
        if read.len() as u64 > most {
            return Err(over("--max-size", most));
        }
        if let Some(place) = place {
            keep::put(&place, &read);
        }
        Ok(read)
    }

    /// A folder for a conversion, and its result where it was made before.
    fn begin(&self, path: &str) -> Result<(PathBuf, Option<Result<PathBuf, Wording>>), Wording> {
        let lost = || Wording::new("转换未完成", "the conversion was not finished");
        let mut room = self.room.lock().map_err(|_| lost())?;
        let known = room.done.get(path).cloned();
        if room.folder.is_none() {
            room.folder = Some(TempDir::with_prefix("hegui-").map_err(|error| unplaced(&error))?);
        }
        room.count += 1;
        let name = room.count.to_string();
        let folder = room.folder.as_ref().map(|folder| folder.path().join(name)).ok_or_else(lost)?;
        Ok((folder, known))
    }

    /// Convert a file: once more where LibreOffice ends without a result, as it does at times at its first start on a
    /// machine, when it sets itself up.
    fn convert(&self, folder: &Path, format: Format, bytes: &[u8]) -> Result<PathBuf, Wording> {
        let Some(program) = &self.program else { return Err(absent(format)) };
        for attempt in 0..ATTEMPTS {
            if let Some(made) = self.attempt(program, &folder.join(attempt.to_string()), format, bytes)? {
                return Ok(made);
            }
        }
        Err(failed(format))
    }

    /// The file that LibreOffice makes in a folder, in a profile of its own; none where it ends without one.
    fn attempt(&self, program: &Path, folder: &Path, format: Format, bytes: &[u8]) -> Result<Option<PathBuf>, Wording> {
        let profile = folder.join("profile");
        let user = profile.join("user");
        // The file's own name is not taken over: it may be anything.
        let given = folder.join(format!("report.{}", format.name()));
        let (ending, filter) = target(format);
        let made = folder.join("out").join(format!("report.{ending}"));
        fs::create_dir_all(&user).map_err(|error| unplaced(&error))?;
        fs::write(user.join("registrymodifications.xcu"), PROFILE).map_err(|error| unplaced(&error))?;
        fs::write(&given, bytes).map_err(|error| unplaced(&error))?;
        let mut command = Command::new(program);
        command
            .arg(format!("-env:UserInstallation={}", url(&profile)))
            .args(["--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo"])
            .args(["--convert-to", filter, "--outdir"])
            .arg(folder.join("out"))
            .arg(&given)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let ended = self.run(command);
        let _ = fs::remove_dir_all(&profile);
        let _ = fs::remove_file(&given);
        Ok((ended? && made.is_file()).then_some(made))
    }

    /// Run to the end, or to the end of its time; whether it ended well.
    fn run(&self, mut command: Command) -> Result<bool, Wording> {
        // The program starts another: both are one group, and end together.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| {
            Wording::new(format!("无法运行 LibreOffice:{error}"), format!("LibreOffice cannot be run: {error}"))
        })?;
        let started = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status.success()),
                Ok(None) if started.elapsed() < self.timeout => std::thread::sleep(PULSE),
                Ok(None) | Err(_) => {
                    end(&mut child);
                    return Err(over("--convert-timeout", self.timeout.as_secs()));
                }
            }
        }
    }
}

/// End a process with those that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// A folder as an address; our own folders' names need hardly an escape.
fn url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/").replace('%', "%25").replace(' ', "%20");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}

fn absent(format: Format) -> Wording {
    let (name, ending) = (format.name(), target(format).0);
    let part = if ending == "xlsx" { "libreoffice-calc" } else { "libreoffice-writer" };
    Wording::new(
        format!(
            "读取 .{name} 文件需要 LibreOffice;请安装(Debian、Ubuntu、统信、麒麟:apt install {part}),\
             或以环境变量 {VARIABLE} 指明 soffice 的位置,或另存为 .{ending}"
        ),
        format!(
            ".{name} files are read through LibreOffice; install it (Debian, Ubuntu: apt install {part}), \
             name its soffice in {VARIABLE}, or save the file as .{ending}"
        ),
    )
}

fn failed(format: Format) -> Wording {
    let ending = target(format).0;
    Wording::new(
        format!("LibreOffice 无法转换此文件;请另存为 .{ending}"),
        format!("LibreOffice cannot convert it; save it as .{ending}"),
    )
}

fn unplaced(error: &std::io::Error) -> Wording {
    Wording::new(format!("转换所需的临时文件出错:{error}"), format!("a temporary file failed: {error}"))
}
