//! Which rows or columns an equation visits, and how far its sides may lie apart.

use crate::check::expression::{Each, Tolerance};
use crate::check::param::Fields;
use crate::fact::table::AxisFact;
use crate::fact::vocabulary::Axis;
use crate::finding::{Fault, Wording};
use crate::spanned::Value;

/// Which rows or columns are visited.
#[derive(Clone, Debug, Default)]
pub struct Only {
    /// These; all where none is named.
    named: Vec<String>,
    /// But not these.
    not: Vec<String>,
}

impl Only {
    /// Whether a row or column is visited.
    pub fn has(&self, axis: &AxisFact) -> bool {
        let among = |ids: &[String]| ids.iter().any(|id| axis.belongs_to(id));
        (self.named.is_empty() || among(&self.named)) && !among(&self.not)
    }
}

/// `rows`, `columns`, `not`: which rows or columns `each` visits.
pub fn compile(fields: &mut Fields<'_>, table: Option<&str>, each: Each) -> Only {
    let spec = table.and_then(|id| fields.vocabulary.table(id));
    let ids = |axes: &[Axis]| -> Vec<String> { axes.iter().map(|axis| axis.id.clone()).collect() };
    let (rows, columns) = spec.map(|spec| (ids(&spec.rows), ids(&spec.columns))).unwrap_or_default();
    let (key, other, known, zh, en) = match each {
        Each::Column => ("columns", "rows", columns, "列", "column"),
        Each::Row | Each::Once => ("rows", "columns", rows, "行", "row"),
    };
    let named = |fields: &mut Fields<'_>, key: &'static str| -> Vec<String> {
        let texts = fields.spanned_texts(key);
        let mut found = Vec::new();
        for (text, span) in texts {
            if known.contains(&text) {
                found.push(text);
            } else if spec.is_some() {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                fields.unknown_name(span, &text, &known, zh, en);
            }
        }
        found
    };
    let only = Only { named: named(fields, key), not: named(fields, "not") };
    for stray in if each == Each::Once { vec![key, other, "not"] } else { vec![other] } {
        if let Some(node) = fields.node(stray) {
            let span = node.span;
            let message = Wording::new(
                format!("`{stray}` 与 `each` 不合"),
                format!("`{stray}` does not go with what `each` visits"),
            );
            let help = Wording::new(
                "each = \"row\" 时用 rows、not,each = \"column\" 时用 columns、not",
                "with each = \"row\" write `rows` or `not`, with each = \"column\" `columns` or `not`",
            );
            fields.fault(Fault::new(span, message).help(help));
        }
    }
    only
}

/// `tolerance`: exact where it is not said; a number, or `"written"`.
pub fn tolerance(fields: &mut Fields<'_>) -> Tolerance {
    match fields.node("tolerance").map(|node| &node.value) {
        None => Tolerance::Exact,
        Some(Value::Text(_)) => fields
            .one_of("tolerance", &[("written", Tolerance::Written), ("exact", Tolerance::Exact)])
            .unwrap_or_default(),
        Some(Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) | Value::Table(_)) => {
            fields.decimal("tolerance").map_or(Tolerance::Exact, Tolerance::Within)
        }
    }
}
