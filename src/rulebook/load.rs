//! Loading rulebooks: along `extends`, to compiled ones, with the faults of every file gathered.

use super::builtin::{self, Builtin};
use super::rule;
use super::schema::{self, Draft};
use super::{Rulebook, skeleton, vocabulary};
use crate::check::param::{FaultSink, suggestion};
use crate::fact::vocabulary::Vocabulary;
use crate::finding::{Fault, Wording};
use crate::lexicon::anchor::Anchors;
use crate::packed;
use crate::span::Span;
use crate::spanned::{self, Node};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A rulebook's text with the name it is shown by: a path, or the id of a built-in one.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name.
    pub name: String,
    /// The TOML text.
    pub text: String,
}

/// The faults of one file.
#[derive(Clone, Debug)]
pub struct Faults {
    /// The file.
    pub source: Source,
    /// What is wrong with it, in text order.
    pub faults: Vec<Fault>,
}

/// Why a rulebook could not be had.
#[derive(Clone, Debug)]
pub enum LoadError {
    /// There is none of that id; the nearest known ids.
    Unknown {
        /// The id that was asked for.
        id: String,
        /// "Did you mean".
        help: Wording,
    },
    /// It, or one that it extends, is faulty.
    Faulty(Vec<Faults>),
}

/// The rulebooks that can be named, compiled when first asked for.
#[derive(Debug, Default)]
pub struct Library {
    sources: BTreeMap<String, Source>,
    /// Those that the program carries and no other took the place of: they were parsed when it was built.
    builtin: BTreeMap<String, &'static Builtin>,
    /// Their trees, each made when first asked for.
    trees: BTreeMap<String, Arc<Tree>>,
    loaded: BTreeMap<String, Arc<Rulebook>>,
    /// The anchors of the patterns of all of them: rules that are taken over keep theirs.
    anchors: Arc<Anchors>,
}

/// A rulebook's text, parsed.
#[derive(Debug)]
struct Tree {
    root: Node,
    /// Faults of syntax.
    faults: Vec<Fault>,
}

impl Tree {
    fn parse(text: &str) -> Self {
        let (root, faults) = spanned::parse(text);
        Self { root, faults }
    }

    /// Draft it, its faults of syntax and form noted.
    fn draft(&self, sink: &FaultSink) -> Draft<'_> {
        self.faults.iter().for_each(|fault| sink.push(fault.clone()));
        schema::read(&self.root, sink)
    }
}

impl Library {
    /// The built-in rulebooks.
    #[must_use]
    pub fn builtin() -> Self {
        let mut library = Self::default();
        for book in builtin::RULEBOOKS {
            let source = Source { name: book.id.to_owned(), text: book.text.to_owned() };
            library.sources.insert(book.id.to_owned(), source);
            library.builtin.insert(book.id.to_owned(), book);
        }
        library
    }

    /// The ids that can be named, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        self.sources.keys().map(String::as_str).collect()
    }

    /// Add a rulebook from a file; a built-in one of the same id gives way. Returns its id.
    ///
    /// # Errors
    /// Where the text is no rulebook with an id.
    pub fn add(&mut self, source: Source) -> Result<String, LoadError> {
        let sink = FaultSink::default();
        let tree = Tree::parse(&source.text);
        let id = tree.draft(&sink).id.0;
        if id.is_empty() {
            return Err(LoadError::Faulty(vec![Faults { source, faults: sink.into_faults() }]));
        }
        self.loaded.clear();
        self.builtin.remove(&id);
        self.trees.insert(id.clone(), Arc::new(tree));
        self.sources.insert(id.clone(), source);
        Ok(id)
    }

    /// The text that a rulebook was read from, for showing places in it.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(id)
    }

    /// The rulebook of an id.
    ///
    /// # Errors
    /// Where there is none, or where it or one it extends is faulty: then all faults of all files concerned.
    pub fn get(&mut self, id: &str) -> Result<Arc<Rulebook>, LoadError> {
        if !self.sources.contains_key(id) {
            return Err(LoadError::Unknown { id: id.to_owned(), help: suggestion(id, &self.ids()) });
        }
        let mut faulty = Vec::new();
        let loaded = self.load(id, &mut Vec::new(), &mut faulty);
        match loaded {
            Some(rulebook) if faulty.is_empty() => Ok(rulebook),
            _ => Err(LoadError::Faulty(faulty)),
        }
    }

    /// The rulebooks that may be chosen by a report's year, in order of their first years.
    ///
    /// # Errors
    /// Where one of them is faulty.
    pub fn automatic(&mut self) -> Result<Vec<Arc<Rulebook>>, LoadError> {
        let known: Vec<String> = self.sources.keys().cloned().collect();
        let ids: Vec<String> = known.into_iter().filter(|id| self.is_automatic(id)).collect();
        let mut books = Vec::new();
        for id in ids {
            books.push(self.get(&id)?);
        }
        books.sort_by_key(|book| book.years.from);
        Ok(books)
    }

    /// Whether a rulebook may be chosen by a report's year.
    fn is_automatic(&mut self, id: &str) -> bool {
        match self.builtin.get(id) {
            Some(book) => book.auto,
            None => self.tree(id).is_some_and(|tree| tree.draft(&FaultSink::default()).auto),
        }
    }

    fn tree(&mut self, id: &str) -> Option<Arc<Tree>> {
        if let Some(tree) = self.trees.get(id) {
            return Some(Arc::clone(tree));
        }
        let packed = self.builtin.get(id).and_then(|book| packed::read(book.packed));
        let tree = match packed {
            Some(root) => Tree { root, faults: Vec::new() },
            None => Tree::parse(&self.sources.get(id)?.text),
        };
        let tree = Arc::new(tree);
        self.trees.insert(id.to_owned(), Arc::clone(&tree));
        Some(tree)
    }

    fn load(&mut self, id: &str, path: &mut Vec<String>, faulty: &mut Vec<Faults>) -> Option<Arc<Rulebook>> {
        if let Some(book) = self.loaded.get(id) {
            return Some(Arc::clone(book));
        }
        let tree = self.tree(id)?;
        let mut sink = FaultSink::default();
        let draft = tree.draft(&sink);
        path.push(id.to_owned());
        let parents = self.parents(&draft, path, &sink, faulty);
        path.pop();
        // Without all that it takes over, any name may be one of those that are missing.
        sink.names_missing = parents.len() < draft.extends.len();
        let book = compile(&draft, &parents, &self.anchors, &sink);
        if !sink.is_empty() {
            let faults = sink.into_faults();
            let source = self.sources.get(id)?.clone();
            if !faulty.iter().any(|other| other.source.name == source.name) {
                faulty.push(Faults { source, faults });
            }
            return None;
        }
        if sink.names_missing {
            return None;
        }
        let book = Arc::new(book);
        self.loaded.insert(id.to_owned(), Arc::clone(&book));
        Some(book)
    }

    /// The rulebooks that a draft takes over; fewer than it names where one of them is unknown or faulty.
    fn parents(
        &mut self,
        draft: &Draft<'_>,
        path: &mut Vec<String>,
        faults: &FaultSink,
        faulty: &mut Vec<Faults>,
    ) -> Vec<Arc<Rulebook>> {
        let mut parents = Vec::new();
        for (parent, span) in &draft.extends {
            if path.contains(parent) {
                let cycle = format!("{} → {parent}", path.join(" → "));
                faults.push(Fault::new(
                    *span,
                    Wording::new(format!("extends 成环:{cycle}"), format!("cycle in extends: {cycle}")),
                ));
            } else if self.sources.contains_key(parent) {
                parents.extend(self.load(parent, path, faulty));
            } else {
                faults.push(unknown_parent(parent, *span, &self.ids()));
            }
        }
        parents
    }
}

fn unknown_parent(parent: &str, span: Span, ids: &[&str]) -> Fault {
    Fault::new(span, Wording::new(format!("未知的规则集 `{parent}`"), format!("unknown rulebook `{parent}`")))
        .help(suggestion(parent, ids))
}

fn compile(draft: &Draft<'_>, parents: &[Arc<Rulebook>], anchors: &Arc<Anchors>, faults: &FaultSink) -> Rulebook {
    let mut extends = Vec::new();
    let mut basis = BTreeMap::new();
    let mut base = Vocabulary { anchors: Arc::clone(anchors), ..Vocabulary::default() };
    let mut rules: Vec<super::Rule> = Vec::new();
    let mut begun = None;
    for (parent, (_, span)) in parents.iter().zip(&draft.extends) {
        extends.push(parent.id.clone());
        extends.extend(parent.extends.iter().cloned());
        basis.extend(parent.basis.clone());
        begun = begun.or_else(|| parent.skeleton.clone());
        vocabulary::take_over(&mut base, &parent.vocabulary);
        for rule in &parent.rules {
            match rules.iter().find(|other| other.id == rule.id) {
                None => rules.push(rule.clone()),
                Some(other) if other.defined_in == rule.defined_in => {}
                Some(other) => faults.push(Fault::new(
                    *span,
                    Wording::new(
                        format!("规则 `{}` 在 {} 与 {} 中各有定义", rule.id, other.defined_in, rule.defined_in),
                        format!("rule `{}` is defined in both {} and {}", rule.id, other.defined_in, rule.defined_in),
                    ),
                )),
            }
        }
    }
    basis.extend(draft.basis.iter().map(|citation| (citation.key.clone(), citation.name.clone())));
    let vocabulary = vocabulary::compile(draft, base, faults);
    let skeleton = skeleton::compile(draft.skeleton, begun, &vocabulary, faults);
    let mut book = Rulebook {
        id: draft.id.0.clone(),
        version: draft.version.clone(),
        title: draft.title.clone(),
        years: draft.years,
        auto: draft.auto,
        extends,
        basis,
        skeleton,
        vocabulary,
        rules,
    };
    rule::compile_all(draft, &mut book, faults);
    book
}
