//! Labels of another year's format in the report's tables.

use super::Params;
use crate::document::BlockKind;
use crate::fact::Facts;
use crate::fact::fold::letters;
use crate::fact::table::same_label;
use crate::finding::{Hit, Wording};
use crate::span::Span;

/// The longest block that may be a row of a table that lost its grid, in bytes.
const LONGEST: usize = 400;

/// One hit for all labels that should not be there.
pub fn find(params: &Params, facts: &Facts<'_>, id: &str) -> Option<Hit> {
    if params.foreign.is_empty() {
        return None;
    }
    let mut found: Vec<(String, Span)> = Vec::new();
    let keys: Vec<String> = params.foreign.iter().map(|label| letters(label)).collect();
    let mut look = |text: &str, span: Span| {
        // Cheap first: most cells hold a few digits.
        if text.chars().count() < 3 {
            return;
        }
        let wanted = params.foreign.iter().zip(&keys).find(|(label, key)| {
            text.chars().count() <= label.chars().count() + 12
                && letters(text).ends_with(key.as_str())
                && same_label(label, text)
        });
        if let Some((label, _)) = wanted
            && !found.iter().any(|(known, _)| known == label)
        {
            found.push((label.clone(), span));
        }
    };
    for table in &facts.document.tables {
        for cell in &table.cells {
            look(facts.document.slice(cell.span), cell.span);
        }
    }
    for block in &facts.document.blocks {
        let text = facts.document.slice(block.span);
        let table = matches!(block.kind, BlockKind::Table(_));
        if table || text.contains('。') || (text.len() > LONGEST && !text.contains('\n')) {
            continue;
        }
        let mut at = 0;
        for word in text.split(|c: char| c.is_whitespace() || c == '|') {
            let start = block.span.start as usize + at;
            look(word, Span::new(start, start + word.len()));
            at += word.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    let (first, rest) = found.split_first()?;
    let names: Vec<&str> = found.iter().map(|(label, _)| label.as_str()).collect();
    let mut hit = Hit::at(
        first.1,
        Wording::new(
            format!("表格中有别的年度格式的栏目:{}", names.join("、")),
            format!("the tables have labels of another year's format: {}", names.join(", ")),
        ),
    )
    .subject(id)
    .help(Wording::new("改用本年度的统一格式", "use the format prescribed for this year"));
    for (label, span) in rest {
        hit = hit.label(*span, Wording::same(label.clone()));
    }
    Some(hit)
}
