//! What the command line leaves open, from the environment and `hegui.toml`; and what follows from all three: the
//! rulebooks, the overrides, the selection of files. Everything that is wrong with the configuration is said at once.

use super::complain;
use super::library::{self, heed};
use super::options::{Common, Lang, Output, output};
use super::output::mutter;
use crate::batch::course::{Courses, Override};
use crate::batch::judge::Books;
use crate::batch::paths::{Patterns, Selection, shown};
use crate::check::param::suggestion;
use crate::config::environment::Environment;
use crate::config::find::File;
use crate::config::{self, Config, environment, find};
use crate::finding::{Fault, Wording};
use crate::language::Language;
use crate::render::faults;
use crate::render::wording::{pick, say};
use crate::rulebook::Rulebook;
use crate::rulebook::adjust::{self, Change};
use crate::rulebook::load::Library;
use crate::span::Span;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The name that stands for the rulebooks that are chosen by a report's year.
const AUTO: &str = "auto";

/// What the environment and the configuration say, paths relative to the current folder.
#[derive(Debug)]
pub(super) struct Configured {
    /// The options of every command, the language filled in.
    pub common: Common,
    /// What is not said by a flag.
    pub config: Config,
    /// Outputs that are not said by a flag.
    pub outputs: Vec<Output>,
    /// Which files of folders are taken.
    pub selection: Selection,
    /// The rulebooks that can be named, those of files among them.
    pub library: Library,
    /// Severities of rules.
    pub changes: Vec<Change>,
    /// Rulebooks that flags or the environment name.
    named: Vec<String>,
    /// The configuration's folder; empty for the current one.
    folder: PathBuf,
}

/// Read environment and configuration. `named` are rulebooks that flags name. What is wrong is said on standard error.
pub(super) fn configured(common: &Common, named: &[String]) -> Option<Configured> {
    // A variable that is no Unicode has no name or value of ours.
    let unicode = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
    };
    let environment = environment::read(std::env::vars_os().filter_map(unicode));
    let mut common = common.clone();
    fill_language(&mut common, environment.config.lang);
    let file = file(&common, &environment)?;
    let (said, faults) = file.as_ref().map(|file| config::read(&file.text)).unwrap_or_default();
    fill_language(&mut common, said.lang);
    for fault in &environment.faults {
        complain(&common, &fault.zh, &fault.en);
    }
    let folder = file.as_ref().map(|file| file.folder().to_owned()).unwrap_or_default();
    let mut reading = Reading { folder: &folder, common: &common, library: Library::builtin(), faults, broken: false };
    let rulebooks = reading.rulebooks(&said);
    let outputs = reading.outputs(&said.outputs);
    let named: Vec<String> = match named {
        [] => environment.config.rulebooks.iter().map(|(name, _)| name.clone()).collect(),
        named => named.to_vec(),
    };
    for name in &named {
        reading.broken |= name != AUTO && library::add(&mut reading.library, name, &common).is_none();
    }
    reading.rules(&said);
    let Reading { library, mut faults, broken, .. } = reading;
    if let Some(file) = &file
        && !faults.is_empty()
    {
        faults.sort_by_key(|fault| fault.span);
        say_faults(file, &faults, &common);
    }
    let from_environment = outputs_of_environment(&environment, &common);
    if broken || !faults.is_empty() || !environment.faults.is_empty() || from_environment.is_none() {
        return None;
    }
    let selection = Selection {
        include: Patterns::new(&folder, said.include.clone()),
        exclude: Patterns::new(&folder, said.exclude.clone()),
    };
    let changes = said.severity.iter().map(|(change, _)| change.clone()).collect();
    let resolved = Config {
        rulebooks: rulebooks.into_iter().map(|name| (name, Span::default())).collect(),
        previous: said.previous.iter().map(|path| below(&folder, path)).collect(),
        baseline: said.baseline.iter().map(|path| below(&folder, path)).collect(),
        roster: said.roster.as_ref().map(|path| below(&folder, path)),
        ..said
    };
    let outputs = from_environment.filter(|outputs| !outputs.is_empty()).unwrap_or(outputs);
    Some(Configured {
        common,
        config: environment.config.over(resolved),
        outputs,
        selection,
        library,
        changes,
        named,
        folder,
    })
}

impl Configured {
    /// The rulebooks that flags name, else those of the environment and the configuration, with changed severities.
    pub(super) fn books(&mut self) -> Option<Books> {
        let names: Vec<String> = match self.named.as_slice() {
            [] => self.config.rulebooks.iter().map(|(name, _)| name.clone()).collect(),
            named => named.to_vec(),
        };
        Some(self.plain(&names)?.adjusted(&self.changes))
    }

    /// The rulebooks that flags name; without, all that can be named, with changed severities.
    pub(super) fn every(&mut self, named: &[String]) -> Option<Vec<Arc<Rulebook>>> {
        let names = match named {
            [] => self.library.ids().into_iter().map(str::to_owned).collect(),
            named => named.to_vec(),
        };
        let mut books = Vec::with_capacity(names.len());
        for name in names {
            let book = library::named(&mut self.library, &name, &self.common)?;
            books.push(adjust::adjusted(&book, &self.changes));
        }
        Some(books)
    }

    /// Rulebooks by their names, as they are; without a name those that are chosen by a report's year.
    fn plain(&mut self, names: &[String]) -> Option<Books> {
        let mut books: Vec<Arc<_>> = Vec::new();
        let auto = [AUTO.to_owned()];
        for name in if names.is_empty() { &auto } else { names } {
            if name == AUTO {
                books.extend(heed(self.library.automatic(), &self.common)?);
            } else {
                let book = library::named(&mut self.library, name, &self.common)?;
                if names.len() == 1 {
                    return Some(Books::Named(book));
                }
                books.push(book);
            }
        }
        let mut seen = BTreeSet::new();
        books.retain(|book| seen.insert(book.id.clone()));
        if books.is_empty() {
            complain(&self.common, "没有可自动选用的规则集", "no rulebook may be chosen automatically");
            return None;
        }
        Some(Books::Auto(books))
    }

    /// By what reports are judged: what flags say of all of them, else what holds for their paths.
    pub(super) fn courses(&mut self) -> Option<Courses> {
        let books = self.books()?;
        let mut overrides = Vec::new();
        for said in self.config.overrides.clone() {
            let rulebook = said.rulebook.filter(|_| self.named.is_empty()).map(|(name, _)| self.resolve(&name));
            let books = match rulebook {
                Some(name) => Some(self.plain(&[name])?.adjusted(&self.changes)),
                None => None,
            };
            overrides.push(Override {
                paths: Patterns::new(&self.folder, said.paths),
                books,
                year: said.year,
                changes: said.severity.into_iter().map(|(change, _)| change).collect(),
            });
        }
        Some(Courses::new(books, overrides))
    }

    fn resolve(&self, name: &str) -> String {
        if self.library.source(name).is_some() || name == AUTO { name.to_owned() } else { below(&self.folder, name) }
    }
}

/// A configuration being held against what there is.
struct Reading<'a> {
    folder: &'a Path,
    common: &'a Common,
    library: Library,
    faults: Vec<Fault>,
    /// A rulebook is not to be had, which was said.
    broken: bool,
}

impl Reading<'_> {
    /// Add the rulebooks that a configuration names, its overrides' too; returns the names of its own.
    fn rulebooks(&mut self, said: &Config) -> Vec<String> {
        let own: Vec<_> = said.rulebooks.iter().filter_map(|(name, span)| self.rulebook(name, *span)).collect();
        for (name, span) in said.overrides.iter().filter_map(|one| one.rulebook.as_ref()) {
            self.rulebook(name, *span);
        }
        own
    }

    fn rulebook(&mut self, name: &str, span: Span) -> Option<String> {
        if name == AUTO || self.library.source(name).is_some() {
            return Some(name.to_owned());
        }
        let path = below(self.folder, name);
        if Path::new(&path).is_file() {
            self.broken |= library::add(&mut self.library, &path, self.common).is_none();
            return Some(path);
        }
        let fault = if library::names_file(name) {
            Fault::new(span, Wording::new(format!("没有规则集文件 {path}"), format!("there is no rulebook {path}")))
        } else {
            let message = Wording::new(format!("没有规则集 `{name}`"), format!("there is no rulebook `{name}`"));
            Fault::new(span, message).help(suggestion(name, &self.library.ids()))
        };
        self.faults.push(fault);
        None
    }

    /// The outputs of a configuration; their files lie in its folder or below it.
    fn outputs(&mut self, said: &[(String, Span)]) -> Vec<Output> {
        let mut outputs = Vec::new();
        for (text, span) in said {
            match output(text) {
                Ok(Output { format, file: None }) => outputs.push(Output { format, file: None }),
                Ok(Output { format, file: Some(file) }) if stays(&file) && !leads_out(self.folder, &file) => {
                    outputs.push(Output { format, file: Some(self.folder.join(file)) });
                }
                Ok(Output { .. }) => self.faults.push(Fault::new(
                    *span,
                    Wording::new(
                        "配置中的输出文件只能在配置文件所在的文件夹之内，不经过链接，不在 .git 之中；其他位置请用 --format",
                        "a configuration writes into its own folder only, through no link and not into .git; --format writes anywhere",
                    ),
                )),
                Err(said) => {
                    self.faults.push(Fault::new(
                        *span,
                        Wording::new(format!("输出无效:{said}"), format!("bad output: {said}")),
                    ));
                }
            }
        }
        outputs
    }

    /// Say which rules there are none of in any rulebook.
    fn rules(&mut self, said: &Config) {
        let overridden = said.overrides.iter().flat_map(|one| &one.severity);
        let changes: Vec<&(Change, Span)> = said.severity.iter().chain(overridden).collect();
        if changes.is_empty() || self.broken {
            return;
        }
        let mut known = BTreeSet::new();
        let ids: Vec<String> = self.library.ids().into_iter().map(str::to_owned).collect();
        for id in ids {
            match heed(self.library.get(&id), self.common) {
                Some(book) => known.extend(book.rules.iter().map(|rule| rule.id.clone())),
                None => self.broken = true,
            }
        }
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        for (change, span) in changes {
            if !known.contains(&change.rule) && !self.broken {
                let id = &change.rule;
                let message = Wording::new(format!("没有规则 `{id}`"), format!("there is no rule `{id}`"));
                self.faults.push(Fault::new(*span, message).help(near(id, &names)));
            }
        }
    }
}

/// Whether a file below a folder is reached through a link, or belongs to what keeps the folder's versions.
fn leads_out(folder: &Path, file: &Path) -> bool {
    let mut path = folder.to_owned();
    file.components().any(|step| {
        path.push(step);
        let link = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
        link || step.as_os_str().to_string_lossy().trim_end_matches([' ', '.']).eq_ignore_ascii_case(".git")
    })
}

/// The nearest rule, or where to find them: there are too many to list.
fn near(id: &str, names: &[&str]) -> Wording {
    let help = suggestion(id, names);
    if help.en.starts_with("known:") {
        Wording::new("hegui rules 列出各规则", "`hegui rules` lists them")
    } else {
        help
    }
}

/// The configuration that a flag or a variable names, else the nearest one. The outer `None`: it cannot be had.
fn file(common: &Common, environment: &Environment) -> Option<Option<File>> {
    if common.no_config {
        return Some(None);
    }
    let named = common.config.clone().or_else(|| environment.file.as_ref().map(PathBuf::from));
    let found = named.or_else(|| std::env::current_dir().ok().and_then(|current| find::upwards(&current)));
    let Some(path) = found else { return Some(None) };
    match File::read(&path) {
        Ok(file) => Some(Some(file)),
        Err(error) => {
            let path = shown(&path);
            complain(
                common,
                &format!("无法读取配置 {path}:{error}"),
                &format!("cannot read the configuration {path}: {error}"),
            );
            None
        }
    }
}

fn fill_language(common: &mut Common, language: Option<Language>) {
    common.lang = common.lang.or(language.map(|language| match language {
        Language::Zh => Lang::Zh,
        Language::En => Lang::En,
    }));
}

fn say_faults(file: &File, found: &[Fault], common: &Common) {
    mutter(&faults::of(&shown(&file.path), &file.text, found, &common.error_style()));
    let words = pick(common.language(), "处配置错误", "faults in the configuration");
    mutter(&format!("hegui: {} {words}\n", found.len()));
}

/// The outputs that the environment names; `None` where one of them is none.
fn outputs_of_environment(environment: &Environment, common: &Common) -> Option<Vec<Output>> {
    let read = |(text, _): &(String, Span)| match output(text) {
        Ok(output) => Some(output),
        Err(said) => {
            let said = Wording::same(format!("HEGUI_FORMAT: {said}"));
            complain(common, say(&said, Language::Zh), say(&said, Language::En));
            None
        }
    };
    environment.config.outputs.iter().map(read).collect()
}

/// A path of the configuration, from the current folder on.
fn below(folder: &Path, path: &str) -> String {
    folder.join(path).to_string_lossy().into_owned()
}

/// Whether a path cannot lead out of the folder that it is relative to.
fn stays(path: &Path) -> bool {
    path.components().all(|step| matches!(step, Component::Normal(_) | Component::CurDir))
}
