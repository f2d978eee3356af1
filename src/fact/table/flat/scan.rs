//! Words and the runs of values behind them, in reading order.

use crate::fact::table::CellValue;
use crate::fact::table::line::{Line, Word};
use crate::fact::table::value::{self, Style};
use crate::span::Span;

/// The most words kept before a run: more are no header.
const MOST: usize = 160;

/// How many words behind a run may belong to its label.
const BEHIND: usize = 3;

/// Values with the words before them, back to the values before.
pub struct Run<'a> {
    /// Words, repeated ones once.
    pub words: Vec<&'a Word>,
    /// Values: numbers, dashes, tokens, and blanks between separators.
    pub values: Vec<&'a Word>,
    /// The words behind the values, up to the next values: a label may go on there.
    pub after: Vec<&'a Word>,
    /// Whether running text stood between this run and the one before.
    pub apart: bool,
    /// Whether any value is a number or a dash.
    pub has_numbers: bool,
}

impl Run<'_> {
    /// From the first word to the last value.
    pub fn span(&self) -> Span {
        let first = self.words.first().or(self.values.first()).map_or_else(Span::default, |word| word.span);
        self.values.last().map_or(first, |last| first.cover(last.span))
    }
}

/// Goes through lines run by run.
pub struct Scan<'a> {
    lines: &'a [Line],
    tokens: &'a [String],
    line: usize,
    word: usize,
}

impl<'a> Scan<'a> {
    /// From the first line.
    pub fn new(lines: &'a [Line], tokens: &'a [String]) -> Self {
        Self { lines, tokens, line: 0, word: 0 }
    }

    /// The next run that holds a value; `None` at the end.
    pub fn next(&mut self) -> Option<Run<'a>> {
        let mut run = self.next_run()?;
        run.after = self.peek();
        Some(run)
    }

    /// The words from here on up to a value or running text.
    fn peek(&self) -> Vec<&'a Word> {
        let mut words = Vec::new();
        let mut from = self.word;
        for line in self.lines.iter().skip(self.line).take(BEHIND * 2) {
            let Line::Words(list) = line else { break };
            for word in list.iter().skip(from).filter(|word| word.value != CellValue::Blank) {
                if self.is_value(word) || words.len() == BEHIND {
                    return words;
                }
                words.push(word);
            }
            from = 0;
        }
        words
    }

    fn next_run(&mut self) -> Option<Run<'a>> {
        let mut words: Vec<&'a Word> = Vec::new();
        let mut values: Vec<&'a Word> = Vec::new();
        let mut apart = false;
        while let Some(line) = self.lines.get(self.line) {
            let Line::Words(list) = line else {
                if filled(&values) {
                    return Some(run(words, values, apart));
                }
                apart = true;
                words.clear();
                values.clear();
                self.forward();
                continue;
            };
            while let Some(word) = list.get(self.word) {
                if self.is_value(word) {
                    values.push(word);
                } else {
                    if filled(&values) {
                        return Some(run(words, values, apart));
                    }
                    // Blanks before a label stand under labels that were merged.
                    values.clear();
                    if words.last().is_none_or(|last| last.text != word.text) {
                        words.push(word);
                    }
                    if words.len() > MOST * 2 {
                        words.drain(..MOST);
                    }
                }
                self.word += 1;
            }
            // A line with a label or with blanks is a row; bare numbers may go on in the next line.
            let row = list.iter().any(|word| !self.is_value(word) || word.value == CellValue::Blank);
            self.forward();
            if row && filled(&values) {
                return Some(run(words, values, apart));
            }
            if row {
                values.clear();
            }
        }
        filled(&values).then(|| run(words, values, apart))
    }

    fn forward(&mut self) {
        self.line += 1;
        self.word = 0;
    }

    fn is_value(&self, word: &Word) -> bool {
        match word.value {
            CellValue::Number(..) | CellValue::Blank | CellValue::Dash | CellValue::Token(_) => true,
            CellValue::Text => {
                value::garbled(&word.text)
                    || !self.tokens.is_empty()
                        && matches!(
                            value::read(&word.text, Style { tokens: self.tokens, ..Style::default() }),
                            CellValue::Token(_)
                        )
            }
        }
    }
}

fn filled(values: &[&Word]) -> bool {
    values.iter().any(|word| word.value != CellValue::Blank)
}

fn run<'a>(words: Vec<&'a Word>, values: Vec<&'a Word>, apart: bool) -> Run<'a> {
    let has_numbers = values.iter().any(|word| matches!(word.value, CellValue::Number(..) | CellValue::Dash));
    Run { words, values, after: Vec::new(), apart, has_numbers }
}
