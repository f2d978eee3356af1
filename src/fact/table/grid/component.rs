//! Rows of tables by component: each component's own, and those that every component has.

use super::draft::{Draft, Line};
use crate::fact::table::{AxisFact, component_id};

/// The longest name of a component whose cells are blank, in characters.
const LONGEST_NAME: usize = 80;

impl Draft<'_> {
    /// The words of the label left of the innermost one, as printed or repeated from above.
    pub(super) fn outer_text(&self, line: &Line<'_>) -> Option<String> {
        let labels = (0..line.columns.start).rev().filter(|at| !line.matrix.at(line.row, *at).label.is_empty());
        let inner = labels.into_iter().next()?;
        (0..inner).rev().find_map(|column| {
            let up = (0..=line.row).rev().map(|row| line.matrix.at(row, column));
            up.into_iter().find(|cell| !cell.label.is_empty()).map(|cell| cell.text.clone())
        })
    }

    /// Whether a line without values is all the same a component's: it has a name, and cells of its own that are blank.
    pub(super) fn is_name(&self, line: &Line<'_>) -> bool {
        let text = line.text.trim();
        text.starts_with(char::is_alphabetic)
            && text.chars().count() <= LONGEST_NAME
            && !text.ends_with(['.', '。', ':', '：', ';', '；'])
            && self.is_empty(line)
            && line.columns.clone().any(|at| self.assigned[at].is_some())
    }

    /// A row that stands below a component.
    pub(super) fn push_below(&mut self, line: &Line<'_>, axis: usize, component: &str) {
        let id = format!("{}[{component}]", self.spec.rows[axis].id);
        if !self.ids.insert(id.clone()) {
            self.others.push(AxisFact::new("", line.text, line.span));
            return;
        }
        self.rows.push(AxisFact::new(&id, &format!("{component} · {}", line.text.trim()), line.span));
        self.read_cells(line, &id);
    }

    /// A row of a table by component, with a label that is none of the vocabulary's. The same label again may be
    /// another component or the same: neither is read.
    pub(super) fn read_component_row(&mut self, line: &Line<'_>) {
        let (text, span) = (line.text, line.span);
        let id = component_id(text);
        // What has no letter in its label numbers the columns, or is no name.
        if !text.contains(char::is_alphabetic) {
            return;
        }
        if !self.ids.insert(id.clone()) {
            self.others.push(AxisFact::new("", text, span));
            return;
        }
        self.rows.push(AxisFact::new(&id, text, span));
        self.read_cells(line, &id);
    }
}
