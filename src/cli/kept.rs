//! Where conversions are kept from run to run: nowhere unless the user asks for it.

use super::complain;
use super::options::Common;
use crate::batch::keep::Keep;
use crate::batch::paths::shown;
use crate::config::Cache;
use std::path::PathBuf;

/// The folder that a flag asks for, else the environment or the configuration. What is wrong is said on standard error.
pub(super) fn kept(flag: Option<Cache>, configured: Option<&Cache>, common: &Common) -> Result<Option<Keep>, ()> {
    let folder = match flag.as_ref().or(configured) {
        None | Some(Cache::Off) => return Ok(None),
        Some(Cache::At(folder)) => PathBuf::from(folder),
        Some(Cache::Usual) => match usual() {
            Some(folder) => folder,
            None => {
                complain(
                    common,
                    "没有用户的缓存文件夹;请用 --cache=DIR 指明",
                    "there is no cache folder of the user's: name one with --cache=DIR",
                );
                return Err(());
            }
        },
    };
    Keep::open(&folder).map(Some).map_err(|error| {
        let folder = shown(&folder);
        complain(
            common,
            &format!("无法使用缓存文件夹 {folder}:{error}"),
            &format!("the cache folder {folder} cannot be used: {error}"),
        );
    })
}

/// The user's folder for what can be made again.
fn usual() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let caches = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("hegui"))
}
