//! `hegui init`: write a commented configuration. A file that is there stays as it is.

use super::options::Common;
use super::output::print;
use super::{Exit, complain};
use crate::batch::paths::shown;
use crate::config::{find, template};
use crate::render::wording::pick;
use clap::Args;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// 写在哪个文件夹 · The folder to write it into
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    common: Common,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let common = &options.common;
    let path =
        if options.folder.as_os_str() == "." { PathBuf::from(find::NAME) } else { options.folder.join(find::NAME) };
    let name = shown(&path);
    match write(&path, template::text(common.language())) {
        Ok(()) => {
            print(&format!("{}{name}\n", pick(common.language(), "已写入 ", "wrote ")));
            Exit::Fine
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            complain(common, &format!("{name} 已存在,未改动"), &format!("{name} is there already; it was not touched"));
            Exit::Usage
        }
        Err(error) => {
            complain(common, &format!("无法写入 {name}:{error}"), &format!("cannot write {name}: {error}"));
            Exit::Usage
        }
    }
}

/// Write a file that must not be there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
