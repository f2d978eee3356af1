//! Files of exemptions from the command line.

use super::complain;
use super::library::text_of;
use super::options::Common;
use super::output::mutter;
use crate::audit::exempt::{Exemptions, file};
use crate::check::param::suggestion;
use crate::render::faults;
use crate::render::wording::pick;
use crate::rulebook::Rulebook;
use crate::span::LineIndex;
use jiff::civil::Date;
use std::collections::BTreeSet;
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

/// Say which entries are for rules that no rulebook of the run has: they exempt nothing.
pub(super) fn mention_strangers(exemptions: &Exemptions, books: &[&Rulebook], common: &Common) {
    let known: BTreeSet<&str> = books.iter().flat_map(|book| &book.rules).map(|rule| rule.id.as_str()).collect();
    let names: Vec<&str> = known.iter().copied().collect();
    let mut told = BTreeSet::new();
    for (file, entry) in exemptions.strangers(&known) {
        let (name, rule) = (&file.name, &entry.rule);
        if told.insert((name, rule)) {
            let line = LineIndex::new(&file.text).line_column(&file.text, entry.span.start).0;
            let help = suggestion(rule, &names);
            complain(
                common,
                &format!("豁免清单 {name}:{line}:所用规则集没有规则 `{rule}`;{}", help.zh),
                &format!("exemptions {name}:{line}: the rulebooks have no rule `{rule}`; {}", help.en),
            );
        }
    }
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
            mutter(&faults::of(&name, &text, &faults, &common.error_style()));
            let words = pick(common.language(), "处豁免清单错误", "faults in the exemptions");
            mutter(&format!("hegui: {} {words}\n", faults.len()));
            None
        }
    }
}
