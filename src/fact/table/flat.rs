//! Tables that lost their grid: labels and values in reading order, a cell a line or a row a line.
//!
//! A row is read only where exactly as many values follow its label as there are value columns, and columns only
//! where their labels stand above in the vocabulary's order. Whatever else is met leaves cells out, with a reason:
//! a flattened table is never read shifted.

mod columns;
mod scan;

use super::grid::Wanted;
use super::label::{self, Fit, Label, Labels, Path};
use super::line::{Line, Word};
use super::{AxisFact, CellFact, CellValue, TableFact, value};
use crate::fact::vocabulary::TableSpec;
use crate::finding::Wording;
use crate::span::Span;
use scan::{Run, Scan};
use std::collections::{HashMap, HashSet};

/// What became of a table.
pub enum Answer {
    /// It was read, if only in part.
    Found(Box<TableFact>),
    /// Its labels are there and nothing could be read.
    Seen,
    /// It is not there.
    Absent,
}

/// The most words that a label is broken into.
const WORDS: usize = 6;

/// How many column labels of another table tell its header.
const FOREIGN: usize = 3;

/// Read a table from lines.
pub fn read(lines: &[Line], spec: &TableSpec, labels: &Labels, others: &[&Wanted<'_>]) -> Answer {
    let open = labels.rows.iter().all(|path| path.leaves && path.labels.is_empty());
    if spec.columns.is_empty() {
        return Answer::Absent;
    }
    if spec.component {
        return if names_columns(lines, spec, labels) { Answer::Seen } else { Answer::Absent };
    }
    let strange = others.iter().flat_map(|other| {
        let rows = other.rows.iter().filter(|path| !path.leaves).filter_map(|path| path.labels.last());
        rows.chain(other.block).map(|label| label.full.as_str())
    });
    let mut reading = Reading::new(spec, labels, strange.collect());
    let leaves = |paths: &'_ [Path]| -> HashSet<String> {
        paths.iter().filter_map(|path| path.labels.last()).map(|label| label.full.clone()).collect()
    };
    let own = leaves(&labels.columns);
    reading.foreign =
        others.iter().flat_map(|other| leaves(other.columns)).filter(|label| !own.contains(label)).collect();
    let mut scan = Scan::new(lines, &spec.tokens);
    while let Some(run) = scan.next() {
        if open {
            reading.open_run(&run)
        } else {
            reading.run(&run)
        }
        if reading.done {
            break;
        }
    }
    let answer = reading.finish();
    let absent = matches!(answer, Answer::Absent);
    if absent && (blank_block(lines, spec) || (open && scattered(lines, spec))) { Answer::Seen } else { answer }
}

/// Whether the labels of a table without rows are there with as many values among them as it has columns: it was
/// turned or broken into several.
fn scattered(lines: &[Line], spec: &TableSpec) -> bool {
    let leaves: HashSet<String> =
        spec.columns.iter().filter_map(|column| column.path.last()).map(|leaf| Label::new(leaf).full).collect();
    let words = lines.iter().flat_map(|line| match line {
        Line::Words(words) => words.as_slice(),
        Line::Break => &[],
    });
    let mut met: HashSet<&str> = HashSet::new();
    let (mut values, mut others) = (0, 0);
    for word in words {
        if leaves.contains(&word.label.full) {
            met.insert(word.label.full.as_str());
            others = 0;
        } else if matches!(word.value, CellValue::Number(..) | CellValue::Dash) {
            values += usize::from(!met.is_empty() && others < WORDS);
        } else if word.value == CellValue::Text {
            others += 1;
        }
        if met.len() * 2 > leaves.len() && values >= spec.columns.len() {
            return true;
        }
        if others > WORDS * 2 {
            (values, others) = (0, 0);
            met.clear();
        }
    }
    false
}

/// Whether a block's header is there and the label of one of its rows: then its cells are blank, and it is not absent.
fn blank_block(lines: &[Line], spec: &TableSpec) -> bool {
    let Some(block) = spec.block.as_deref().map(Label::new) else { return false };
    let leaves: Vec<Label> = spec.rows.iter().filter_map(|row| row.path.last()).map(|leaf| Label::new(leaf)).collect();
    let mut words = lines.iter().flat_map(|line| match line {
        Line::Words(words) => words.as_slice(),
        Line::Break => &[],
    });
    words.any(|word| word.label.full == block.full)
        && words.take(WORDS * 4).any(|word| leaves.iter().any(|leaf| label::same(leaf, &word.label)))
}

/// Whether most of a table's column labels stand in the lines: then it is there, though nothing tells its rows apart.
fn names_columns(lines: &[Line], spec: &TableSpec, labels: &Labels) -> bool {
    let words = lines.iter().flat_map(|line| match line {
        Line::Words(words) => words.as_slice(),
        Line::Break => &[],
    });
    let text: String = words.map(|word| word.label.full.as_str()).collect();
    let named = |path: &Path| path.labels.last().is_some_and(|label| text.contains(&label.full));
    let paths = &labels.columns;
    let known =
        (0..spec.columns.len()).filter(|axis| paths.iter().any(|path| path.axis == *axis && named(path))).count();
    known * 3 > spec.columns.len() * 2
}

struct Reading<'a> {
    spec: &'a TableSpec,
    paths: &'a [Path],
    columns: &'a [Path],
    /// The columns whose labels stand above the rows being read, in order; none outside the table.
    active: Option<Vec<(usize, AxisFact)>>,
    /// The wildcard whose label was met last.
    group: Option<usize>,
    labels: Vec<AxisFact>,
    rows: Vec<AxisFact>,
    cells: Vec<CellFact>,
    others: Vec<AxisFact>,
    doubts: Vec<(String, Wording)>,
    ids: HashSet<String>,
    members: HashMap<usize, usize>,
    /// The letters of all row labels.
    alphabet: String,
    /// All label letters between the first and the last row.
    letters: String,
    /// The words among them.
    met: HashSet<String>,
    span: Option<Span>,
    /// Rows met though the columns were not told.
    strays: HashSet<usize>,
    done: bool,
    /// The row told last.
    last: Option<usize>,
    /// Labels of other tables: where one stands, this table has ended.
    strange: HashSet<&'a str>,
    /// Column labels of other tables that are none of this one's.
    foreign: HashSet<String>,
}

/// A row told by the words before its values.
struct Told {
    axis: usize,
    leaf: bool,
    /// Words of its label, counted from the end.
    words: usize,
    /// Whether the label is the same, not only near.
    sure: bool,
}

impl<'a> Reading<'a> {
    fn new(spec: &'a TableSpec, labels: &'a Labels, strange: HashSet<&'a str>) -> Self {
        let paths = labels.rows.as_slice();
        let alphabet = paths.iter().flat_map(|path| &path.labels).map(|label| format!("{} ", label.full)).collect();
        Self {
            spec,
            strange,
            foreign: HashSet::new(),
            alphabet,
            paths,
            columns: &labels.columns,
            active: None,
            group: None,
            labels: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            others: Vec::new(),
            doubts: Vec::new(),
            ids: HashSet::new(),
            members: HashMap::new(),
            letters: String::new(),
            met: HashSet::new(),
            span: None,
            strays: HashSet::new(),
            done: false,
            last: None,
        }
    }

    /// A run of values behind words, in a table whose rows have labels.
    fn run(&mut self, run: &Run<'_>) {
        if run.apart {
            self.active = None;
            self.group = None;
        }
        let groups = self.groups(&run.words);
        let told = self.tell(run, groups);
        if groups.is_some() {
            self.group = groups;
        }
        let Some(told) = told else {
            // A heading row with dashes may stand between the header and the first row that is known.
            if self.active.is_none() && run.words.len() > 1 {
                self.active = columns::tell(self.spec, self.columns, &run.words[..run.words.len() - 1])
                    .filter(|columns| columns.len() == run.values.len());
            }
            if let Some(end) = run.words.iter().position(|word| self.strange.contains(word.label.full.as_str())) {
                // Rows without values may stand at the end of a table.
                if self.active.take().is_some() {
                    self.met.extend(run.words[..end].iter().map(|word| word.label.full.clone()));
                }
            }
            if self.active.is_some() && run.has_numbers {
                let label = run.words.last();
                let span = label.map_or_else(|| run.span(), |word| word.span);
                self.others.push(AxisFact::new("", label.map_or("", |word| word.text.as_str()), span));
                self.note(run, &run.words);
            }
            return;
        };
        let header = &run.words[..run.words.len() - told.words];
        let fresh = columns::tell(self.spec, self.columns, header);
        let headed = fresh.is_some();
        // Below another table's header stands that table.
        if !headed && header.iter().filter(|word| self.foreign.contains(&word.label.full)).count() >= FOREIGN {
            self.active = None;
            return;
        }
        if headed {
            self.active = fresh;
        }
        let Some(active) = self.active.clone() else {
            let long = self.paths.iter().any(|path| {
                path.axis == told.axis && path.labels.last().is_some_and(|leaf| leaf.bare.chars().count() > 3)
            });
            if told.sure && long {
                self.strays.insert(told.axis);
            }
            return;
        };
        if self.labels.is_empty() {
            self.labels = active.iter().map(|(_, axis)| axis.clone()).collect();
        }
        let label = &run.words[run.words.len() - told.words..];
        // Labels of columns are none of rows: 总计 above says nothing of the row 总计.
        self.note(run, if headed { label } else { &run.words });
        self.push(&told, label, run, &active);
        self.last = (!told.leaf).then_some(told.axis);
        let last = self.paths.last().is_some_and(|path| !path.leaves);
        self.done =
            last && self.paths.iter().all(|path| path.leaves || self.ids.contains(&self.spec.rows[path.axis].id));
    }

    fn note(&mut self, run: &Run<'_>, words: &[&Word]) {
        for word in words {
            self.letters.push_str(&word.label.full);
            self.met.insert(word.label.full.clone());
        }
        let span = run.span();
        self.span = Some(self.span.map_or(span, |before| before.cover(span)));
    }

    fn push(&mut self, told: &Told, label: &[&Word], run: &Run<'_>, active: &[(usize, AxisFact)]) {
        let member = self.paths.iter().position(|path| {
            path.leaves && !told.leaf && {
                let own = self.paths.iter().find(|own| own.axis == told.axis && !own.leaves);
                own.is_some_and(|own| own.labels.len() > 1 && own.labels[..own.labels.len() - 1] == path.labels[..])
            }
        });
        let id = if told.leaf { self.number(told.axis) } else { self.spec.rows[told.axis].id.clone() };
        if !self.ids.insert(id.clone()) {
            return;
        }
        let text: Vec<&str> = label.iter().map(|word| word.text.as_str()).collect();
        let span = label.first().zip(label.last()).map_or_else(Span::default, |(a, b)| a.span.cover(b.span));
        let mut axis = AxisFact::new(&id, &text.concat(), span);
        axis.member = member.map(|at| self.paths[at].axis).map(|axis| self.number(axis));
        self.rows.push(axis);
        self.values(&id, run, active);
    }

    fn number(&mut self, axis: usize) -> String {
        let count = self.members.entry(axis).or_insert(0);
        *count += 1;
        format!("{}[{count}]", self.spec.rows[axis].id)
    }

    /// The cells of a row, where there are as many values as columns. Blanks before them stand under row labels.
    fn values(&mut self, id: &str, run: &Run<'_>, active: &[(usize, AxisFact)]) {
        let wanted = active.len();
        let blank = |word: &&Word| word.value == CellValue::Blank;
        let before = run.values.iter().take_while(|word| blank(word)).count();
        let filled = run.values[before..].iter().take_while(|word| !blank(word)).count();
        // Blanks behind as many values as there are columns stand under merged cells, as those before them do.
        let closed = filled == wanted && run.values[before + filled..].iter().all(blank);
        let extra = if closed { before } else { 0 };
        let fits = closed || run.values.len() == wanted;
        if !fits {
            let count = run.values.iter().filter(|word| word.value != CellValue::Blank).count();
            let reason = Wording::new(
                format!("读出 {count} 个数,应为 {wanted} 个"),
                format!("{count} values where there are {wanted} columns"),
            );
            self.doubts.push((id.to_owned(), reason));
            return;
        }
        for ((column, _), word) in active.iter().zip(&run.values[extra..]) {
            let value = if self.spec.tokens.is_empty() {
                word.value.clone()
            } else {
                value::read(&word.text, self.spec.style())
            };
            let column = self.spec.columns[*column].id.clone();
            self.cells.push(CellFact { row: id.to_owned(), column, span: word.span, value, money: None, given: None });
        }
    }

    /// The wildcard whose label is the last among some words.
    fn groups(&self, words: &[&Word]) -> Option<usize> {
        words.iter().rev().find_map(|word| {
            self.paths
                .iter()
                .position(|path| path.leaves && path.labels.last().is_some_and(|group| label::same(group, &word.label)))
        })
    }

    /// Whether a word begins like a part of some row's label: most words of a report are told apart by that.
    fn may_end_a_label(&self, word: &Word) -> bool {
        let end = word.label.full.char_indices().nth(2).map_or(word.label.full.len(), |(at, _)| at);
        end > 0 && self.alphabet.contains(&word.label.full[..end])
    }

    /// The row that the last of some words name.
    fn tell(&self, run: &Run<'_>, group: Option<usize>) -> Option<Told> {
        let words = run.words.as_slice();
        if self.active.is_none() && !words.iter().rev().take(WORDS / 2).any(|word| self.may_end_a_label(word)) {
            return None;
        }
        let most = words.len().min(WORDS);
        let joined: Vec<Label> = (1..=most).map(|count| join(&words[words.len() - count..])).collect();
        let named = |label: &Label, fit: Fit| {
            let leaf = |path: &&Path| path.labels.last().is_some_and(|leaf| label::fit(leaf, label) == Some(fit));
            let mut axes: Vec<usize> =
                self.paths.iter().filter(|path| !path.leaves).filter(leaf).map(|path| path.axis).collect();
            axes.dedup();
            match axes.as_slice() {
                [axis] => Some(*axis),
                // A label that stands under several totals is the next one behind the row read last.
                _ => axes.into_iter().filter(|axis| self.last.is_some_and(|last| *axis > last)).min(),
            }
        };
        let told = |fit: Fit| {
            let found = joined.iter().enumerate().find_map(|(at, label)| named(label, fit).map(|axis| (at + 1, axis)));
            found.map(|(words, axis)| Told { axis, leaf: false, words, sure: fit == Fit::Same })
        };
        // A label set around its values, as columns laid out by spaces have it, must be the same to the letter.
        let around = || {
            (1..=words.len().min(WORDS / 2)).find_map(|before| {
                (1..=run.after.len()).find_map(|behind| {
                    let both = [&words[words.len() - before..], &run.after[..behind]].concat();
                    named(&join(&both), Fit::Same).map(|axis| Told { axis, leaf: false, words: before, sure: true })
                })
            })
        };
        if let Some(told) = told(Fit::Same).or_else(around).or_else(|| told(Fit::Near)) {
            return Some(told);
        }
        // A leaf that only its group's wildcard names.
        let group = group.or(self.group).filter(|_| self.active.is_some())?;
        let path = &self.paths[group];
        let own =
            words.iter().rposition(|word| path.labels.last().is_some_and(|label| label::same(label, &word.label)));
        let count = own.map_or(words.len(), |at| words.len() - at - 1);
        match (count, own) {
            (0, Some(_)) => Some(Told { axis: path.axis, leaf: true, words: 1, sure: false }),
            (1..=WORDS, _) => Some(Told { axis: path.axis, leaf: true, words: count, sure: false }),
            _ => None,
        }
    }

    /// A run of values in a table whose rows have no labels: the one below the header.
    fn open_run(&mut self, run: &Run<'_>) {
        if run.words.len() * 4 < self.spec.columns.len() {
            return;
        }
        let Some(active) = columns::tell(self.spec, self.columns, &run.words) else { return };
        if active.len() < self.spec.columns.len() {
            return;
        }
        self.labels = active.iter().map(|(_, axis)| axis.clone()).collect();
        let id = self.spec.rows.first().map_or_else(|| "1".to_owned(), |row| row.id.clone());
        self.note(run, &run.words);
        self.rows.push(AxisFact::new(&id, "", run.span()));
        self.values(&id, run, &active);
        self.done = true;
    }

    fn finish(mut self) -> Answer {
        if self.rows.is_empty() {
            let asked = self.spec.rows.iter().filter(|axis| !axis.leaves).count();
            let seen = !self.strays.is_empty() && self.strays.len() * 4 >= asked;
            return if seen { Answer::Seen } else { Answer::Absent };
        }
        // A row whose label is there and that was not told all the same is not absent.
        for (axis, spec) in self.spec.rows.iter().enumerate() {
            if spec.leaves || self.ids.contains(&spec.id) {
                continue;
            }
            let there = self.paths.iter().filter(|path| path.axis == axis).any(|path| {
                path.labels.last().is_some_and(|leaf| {
                    self.met.contains(&leaf.full)
                        || self.met.contains(&leaf.bare)
                        || (leaf.bare.chars().count() > 3 && self.letters.contains(&leaf.bare))
                })
            });
            if there {
                let reason =
                    Wording::new("行标签还在,但数字对不上", "its label is there, but its values could not be told");
                self.rows.push(AxisFact::new(&spec.id, "", self.span.unwrap_or_default()));
                self.doubts.push((spec.id.clone(), reason));
            }
        }
        let span = self.span.unwrap_or_default();
        let mut table = TableFact::new(&self.spec.id, span, self.rows, self.labels, self.cells);
        table.others = self.others;
        table.doubts = self.doubts;
        Answer::Found(Box::new(table))
    }
}

/// Words as one label.
fn join(words: &[&Word]) -> Label {
    match words {
        [one] => one.label.clone(),
        _ => Label::new(&words.iter().map(|word| word.text.as_str()).collect::<String>()),
    }
}
