//! Files of exemptions as `hegui baseline` writes them: entries added and taken out, all else of the file (comments,
//! order, entries written by hand) left as it stands.

use crate::finding::Fingerprint;
use jiff::civil::Date;
use std::collections::BTreeSet;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

/// What a new file begins with.
const HEAD: &str = "# hegui baseline: 已知问题,不计入结果 · known findings that do not count\n\
                    # 每条有理由、批准人、期限 · each with reason, by, until\n";

/// A finding to be exempted.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its rule.
    pub rule: String,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// The report, from the file's folder.
    pub path: String,
    /// The report's agency and year.
    pub agency: Option<(String, i32)>,
    /// What it is about, personal data masked; may be empty.
    pub quoted: String,
}

/// Why, by whom and until when.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Why.
    pub reason: String,
    /// Who gives it.
    pub by: Option<String>,
    /// The last day.
    pub until: Option<Date>,
}

/// A file with findings added; an empty `text` is a new file.
///
/// # Errors
/// Where the text is no TOML.
pub fn added(text: &str, findings: &[Known], grant: &Grant) -> Result<String, toml_edit::TomlError> {
    let head = if text.is_empty() { HEAD } else { "" };
    let mut document: DocumentMut = text.parse()?;
    let list = document.entry("finding").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(list) = list.as_array_of_tables_mut() {
        findings.iter().for_each(|known| list.push(table(known, grant)));
    }
    Ok(format!("{head}{document}"))
}

fn table(known: &Known, grant: &Grant) -> Table {
    let mut table = Table::new();
    table.insert("rule", value(&known.rule));
    table.insert("fingerprint", value(known.fingerprint.to_string()));
    table.insert("path", value(&known.path));
    if let Some((agency, year)) = &known.agency {
        table.insert("agency", value(agency));
        table.insert("year", value(i64::from(*year)));
    }
    if !known.quoted.is_empty() {
        table.insert("quoted", value(&known.quoted));
    }
    table.insert("reason", value(&grant.reason));
    if let Some(by) = &grant.by {
        table.insert("by", value(by));
    }
    if let Some(until) = grant.until.and_then(|day| day.to_string().parse::<toml_edit::Datetime>().ok()) {
        table.insert("until", value(until));
    }
    table
}

/// A file without some entries, told by their numbers: those of `[[finding]]` first, then those of `[[allow]]`.
///
/// # Errors
/// Where the text is no TOML.
pub fn pruned(text: &str, gone: &BTreeSet<usize>) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let mut number = 0;
    for key in ["finding", "allow"] {
        let Some(list) = document.get_mut(key).and_then(Item::as_array_of_tables_mut) else { continue };
        list.retain(|_| {
            number += 1;
            !gone.contains(&(number - 1))
        });
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_by_hand_stays() {
        let text =
            "# 说明\n[[finding]]\nrule = \"a\" # 甲\n\n# 乙\n[[finding]]\nrule = \"b\"\n\n[[allow]]\nrule = \"c\"\n";
        let kept = pruned(text, &BTreeSet::from([0, 2])).unwrap();
        assert!(
            kept.contains("# 乙\n[[finding]]\nrule = \"b\"") && !kept.contains("\"a\"") && !kept.contains("\"c\""),
            "{kept}"
        );
        let known = Known {
            rule: "r".to_owned(),
            fingerprint: Fingerprint(7),
            path: "a.txt".to_owned(),
            agency: None,
            quoted: "某\"某".to_owned(),
        };
        let grant = Grant { reason: "理由".to_owned(), by: None, until: "2026-12-31".parse().ok() };
        let more = added(text, &[known], &grant).unwrap();
        assert!(
            more.contains("# 甲") && more.contains("until = 2026-12-31") && more.contains("0000000000000007"),
            "{more}"
        );
    }
}
