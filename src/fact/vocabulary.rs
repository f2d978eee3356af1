//! The names that a rulebook gives to what a report is made of: bodies, sections, tables, figures. Facts are gathered
//! by it. Compiled and valid: made by `rulebook` only.

use super::family::Families;
use super::section::wording::Wordings;
use super::table::label::Labels;
use super::table::value::Style;
use crate::language::Language;
use crate::lexicon::anchor::Anchors;
use crate::lexicon::pattern::Pattern;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A rulebook's vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The language of the reports.
    pub language: Language,
    /// The anchors of all patterns of the rulebooks that it is used with.
    pub anchors: Arc<Anchors>,
    /// Kinds of reporting body.
    pub bodies: Vec<Body>,
    /// Sections, in the order of the rulebook.
    pub sections: Vec<Section>,
    /// Tables.
    pub tables: Vec<TableSpec>,
    /// Numbers said in prose.
    pub figures: Vec<FigureSpec>,
    /// What makes a number in prose another one, by name.
    pub scopes: Vec<ScopeSpec>,
    /// Names that divide a whole among them.
    pub families: Vec<Family>,
    /// The sections' wordings made ready when first asked for; a vocabulary does not change once it is used.
    pub ready: OnceLock<Wordings>,
    /// The families of names, likewise.
    pub ready_families: OnceLock<Families>,
    /// The tables' labels, likewise.
    pub ready_labels: OnceLock<Vec<Labels>>,
}

impl Vocabulary {
    /// The sections' wordings, ready for comparing titles with.
    pub fn wordings(&self) -> &Wordings {
        self.ready.get_or_init(|| Wordings::new(&self.sections))
    }

    /// The labels of each table, ready for comparing in a report for a year.
    pub fn labels(&self, year: Option<i32>) -> Cow<'_, [Labels]> {
        let ready =
            self.ready_labels.get_or_init(|| self.tables.iter().map(|table| Labels::new(table, None)).collect());
        if year.is_none() || !ready.iter().any(|labels| labels.relative) {
            return Cow::Borrowed(ready);
        }
        let dated = self.tables.iter().zip(ready);
        Cow::Owned(
            dated.map(|(table, ready)| if ready.relative { Labels::new(table, year) } else { ready.clone() }).collect(),
        )
    }

    /// The families of names, ready for asking.
    pub fn families(&self) -> &Families {
        self.ready_families.get_or_init(|| Families::new(&self.families))
    }

    /// The section of an id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The table of an id.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The scope of an id.
    #[must_use]
    pub fn scope(&self, id: &str) -> Option<&ScopeSpec> {
        self.scopes.iter().find(|scope| scope.id == id)
    }

    /// The figure of an id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&FigureSpec> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}

/// A kind of reporting body, told by the end of the agency's name.
#[derive(Clone, Debug)]
pub struct Body {
    /// Id.
    pub id: String,
    /// Endings of names; the longest that fits wins over all bodies.
    pub names: Vec<String>,
    /// Whether its reports speak for the whole place: words such as 全县 are no other scope in them.
    pub whole: bool,
}

/// A section that a report may have.
#[derive(Clone, Debug)]
pub struct Section {
    /// Id.
    pub id: String,
    /// The title as prescribed.
    pub title: String,
    /// Accepted wordings.
    pub also: Vec<String>,
    /// A heading with all of these is taken for the section; a word may list alternatives with `|`.
    pub words: Vec<String>,
    /// The depth it must stand at, from 1; any where not said.
    pub level: Option<u8>,
    /// Sections it may be a subsection of.
    pub inside: Vec<String>,
    /// Whether 无 is enough under it.
    pub none_ok: bool,
    /// The fewest characters that say something; none where not asked.
    pub min_chars: Option<u32>,
}

/// The id of the wildcard that stands for the components of an agency: one row each, in every table by component.
pub const COMPONENT: &str = "component";

/// A table that a report may have.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Id.
    pub id: String,
    /// The section it stands in.
    pub section: Option<String>,
    /// The header row it begins with, for a table that is a block of a larger printed one.
    pub block: Option<String>,
    /// What stands printed above its row labels, beside the column labels.
    pub corner: Option<String>,
    /// Wordings of the caption or heading that announces it.
    pub titles: Vec<String>,
    /// What a blank cell means.
    pub blank: Vacant,
    /// What a dash means.
    pub dash: Vacant,
    /// What its numbers are.
    pub number: NumberKind,
    /// The unit that its amounts are compared in: 元, 万元, $, EUR.
    pub unit: Option<String>,
    /// Whether a number in parentheses is negative.
    pub parentheses: bool,
    /// Whether a comma stands before decimals, and points or spaces between thousands.
    pub comma: bool,
    /// Cells that are no numbers and mean something.
    pub tokens: Vec<String>,
    /// Columns.
    pub columns: Vec<Axis>,
    /// Rows. With `component`, the last is the wildcard [`COMPONENT`]: every row without a name of its own.
    pub rows: Vec<Axis>,
    /// Whether rows repeat by component.
    pub component: bool,
    /// Whether a report need not have it, nor all of its rows: what is absent then was never said.
    pub optional: bool,
}

/// What a cell without a number means for arithmetic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vacant {
    /// What it means is not known.
    Undetermined,
    /// Nought.
    Zero,
    /// A defect.
    Error,
}

/// What the numbers of a table or column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberKind {
    /// Non-negative integers.
    Count,
    /// Integers with a sign.
    Signed,
    /// Amounts with decimals.
    Amount,
    /// Shares in a hundred.
    Percent,
    /// Days.
    Date,
    /// Words.
    Text,
}

impl NumberKind {
    /// Whether cells of the kind hold something that is not added up.
    #[must_use]
    pub fn is_words(self) -> bool {
        match self {
            Self::Date | Self::Text => true,
            Self::Count | Self::Signed | Self::Amount | Self::Percent => false,
        }
    }
}

impl TableSpec {
    /// What the cells of a column are.
    #[must_use]
    pub fn kind(&self, column: &Axis) -> NumberKind {
        let words = !column.values.is_empty() || column.pattern.is_some();
        column.number.unwrap_or(if words { NumberKind::Text } else { self.number })
    }

    /// How its numbers are written.
    #[must_use]
    pub fn style(&self) -> Style<'_> {
        Style { tokens: &self.tokens, parentheses: self.parentheses, comma: self.comma }
    }

    /// Whether words are what some of its cells hold.
    #[must_use]
    pub fn holds_words(&self) -> bool {
        self.columns.iter().any(|column| self.kind(column).is_words())
    }
}

/// A row or a column, named by its header labels.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Id.
    pub id: String,
    /// The path of header labels, outermost first.
    pub path: Vec<String>,
    /// Other accepted paths.
    pub also: Vec<Vec<String>>,
    /// Whether it stands for every leaf below the path: the last element was `*`.
    pub leaves: bool,
    /// What its numbers are, where it differs from the table.
    pub number: Option<NumberKind>,
    /// The unit its amounts are compared in, where it differs from the table.
    pub unit: Option<String>,
    /// The only words that its cells may hold; any where empty.
    pub values: Vec<String>,
    /// What its cells must match in whole.
    pub pattern: Option<Pattern>,
}

impl Axis {
    /// A row or column with a path.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            path: Vec::new(),
            also: Vec::new(),
            leaves: false,
            number: None,
            unit: None,
            values: Vec::new(),
            pattern: None,
        }
    }
}

/// The words that make a number in prose another figure, by where they stand.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Anywhere in the sentence.
    pub unless: Vec<Arc<Pattern>>,
    /// In the sentence up to the number, which what is said behind it does not concern.
    pub unless_before: Vec<Arc<Pattern>>,
    /// In the number's own clause.
    pub unless_clause: Vec<Arc<Pattern>>,
    /// In the sentence up to the number, of more than the agency itself: another figure too, save in reports of a body
    /// that speaks for the whole place, where it is this figure with a doubt.
    pub beyond: Vec<Arc<Pattern>>,
    /// In the sentence up to the number, of one office: another figure in reports of a body that speaks for the whole
    /// place, and this one in that office's own.
    pub within: Vec<Arc<Pattern>>,
}

impl Scope {
    /// Add what another scope says.
    pub fn extend(&mut self, other: &Self) {
        self.unless.extend(other.unless.iter().cloned());
        self.unless_before.extend(other.unless_before.iter().cloned());
        self.unless_clause.extend(other.unless_clause.iter().cloned());
        self.beyond.extend(other.beyond.iter().cloned());
        self.within.extend(other.within.iter().cloned());
    }
}

/// A scope with its name: last year, over the years, by the office.
#[derive(Clone, Debug)]
pub struct ScopeSpec {
    /// Id.
    pub id: String,
    /// Its words.
    pub scope: Scope,
}

/// Names that divide a whole among them, so that parts so named belong to one division though nothing announces it.
#[derive(Clone, Debug, Default)]
pub struct Family {
    /// Id.
    pub id: String,
    /// The names, or what each holds.
    pub names: Vec<String>,
    /// Whether two of the names already make the whole.
    pub pair: bool,
    /// Whether they divide what an office deals with, which a sentence before may have counted.
    pub dealings: bool,
    /// Whether two names leave others to be expected.
    pub many: bool,
}

/// A number said in prose.
#[derive(Clone, Debug)]
pub struct FigureSpec {
    /// Id.
    pub id: String,
    /// The section it is looked for in; anywhere where not said.
    pub section: Option<String>,
    /// The pattern, with a `{n}` capture.
    pub pattern: Pattern,
    /// The words that make it another figure.
    pub scope: Scope,
    /// The unit it is counted in, for scaling 万元 to 元 and the like.
    pub unit: Option<String>,
}
