//! Files of exemptions from the command line.

use super::complain;
use super::library::text_of;
use super::options::Common;
use crate::audit::exempt::{Exemptions, file};
use crate::render::faults;
use crate::render::wording::pick;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// The exemptions of files; what is wrong with them is said on standard error.
pub(super) fn exemptions(paths: &[PathBuf], today: Option<Date>, common: &Common) -> Option<Exemptions> {
    let mut files = Vec::new();
    let mut broken = false;
    for path in paths {
        match one(path, common) {
            Some(file) => files.push(file),
            None => broken = true,
        }
    }
    let today = today.unwrap_or_else(|| jiff::ZonedDateTime::now().date());
    (!broken).then(|| Exemptions::new(here(), today, files))
}

/// The folder that paths are relative to.
pub(super) fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

fn one(path: &Path, common: &Common) -> Option<crate::audit::exempt::File> {
    let name = path.to_string_lossy();
    let text = match text_of(path) {
        Ok(text) => text,
        Err(error) => {
            complain(
                common,
                &format!("无法读取豁免清单 {name}:{error}"),
                &format!("cannot read the exemptions {name}: {error}"),
            );
            return None;
        }
    };
    match file::read(&name, &text) {
        Ok(file) => Some(file),
        Err(faults) => {
            eprint!("{}", faults::of(&name, &text, &faults, &common.error_style()));
            eprintln!(
                "hegui: {} {}",
                faults.len(),
                pick(common.language(), "处豁免清单错误", "faults in the exemptions")
            );
            None
        }
    }
}
