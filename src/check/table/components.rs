//! The components of an agency are the same in the tables that report on them.

use super::Findings;
use crate::fact::Facts;
use crate::fact::table::{AxisFact, TableFact, base, shown};
use crate::fact::vocabulary::COMPONENT;
use crate::finding::{Hit, Severity, Wording};

/// Look for the components of another table in a table, and the other way round. A component may be called otherwise
/// in one of them: what is not there is at most a warning.
pub fn look(table: &TableFact, other: &str, facts: &Facts<'_>, findings: &mut Findings) {
    let Some(other) = facts.tables.get(other) else {
        let reason = facts.tables.why_missing(other).cloned();
        findings.doubt(reason.unwrap_or_default());
        return;
    };
    if table.rows.is_empty() || other.rows.is_empty() {
        return;
    }
    let alone = |here: &TableFact, there: &TableFact| -> Vec<AxisFact> {
        let components = here.rows.iter().filter(|row| base(&row.id) == COMPONENT);
        components.filter(|row| there.same_row(&row.id).is_none()).cloned().collect()
    };
    for row in alone(other, table) {
        let name = shown(&row.label).to_owned();
        let message = Wording::new(
            format!("表 {} 没有“{name}”一行,表 {} 有", table.table, other.table),
            format!("table {} has no row “{name}”; table {} has one", table.table, other.table),
        );
        let hit = Hit::missing(table.span, message).label(row.span, Wording::same(name));
        findings.hits.push(hit.subject(format!("{}.{}", table.table, row.id)).at_most(Severity::Warning).help(help()));
    }
    for row in alone(table, other) {
        let name = shown(&row.label).to_owned();
        let message = Wording::new(
            format!("表 {} 有“{name}”一行,表 {} 没有", table.table, other.table),
            format!("table {} has a row “{name}”; table {} has none", table.table, other.table),
        );
        let hit = Hit::at(row.span, message).subject(format!("{}.{}", table.table, row.id));
        findings.hits.push(hit.at_most(Severity::Warning).help(help()));
    }
}

fn help() -> Wording {
    Wording::new("两张表用同样的名称列出同样的机构", "list the same components by the same names in both tables")
}
