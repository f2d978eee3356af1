//! The roster: which bodies report, to whom, and of what kind they are. Read from CSV or TOML, every fault with its
//! place. Knows no report: which of them a unit's is, is told by names here and by years in `register`.

pub mod coverage;
pub mod register;
mod table;

use crate::fact::fold;
use crate::finding::{Fault, Wording};
use crate::language::zh::spelling;
use crate::read::encoding;
use crate::span::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The fewest letters of a short form: 教育局 fits 云溪县教育局, 局 fits nothing.
const FEWEST: usize = 3;

/// A body that reports.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Its name as written.
    pub agency: String,
    /// The name of the body above it.
    pub superior: Option<String>,
    /// Its kind, an id of the rulebooks.
    pub body: Option<String>,
    /// Names or patterns of its files.
    pub files: Vec<glob::Pattern>,
    /// What the office numbers it by.
    pub code: Option<String>,
    /// Whom to turn to.
    pub contact: Option<String>,
    /// The day its report was published.
    pub published: Option<Date>,
    /// The name by which it is compared.
    key: String,
    /// The body above it, where that is on the roster.
    above: Option<usize>,
}

/// All bodies that report, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The bodies.
    pub units: Vec<Unit>,
    /// The bodies by the name by which they are compared.
    keys: BTreeMap<String, usize>,
}

/// A unit with what told that a report is its.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// Index of the unit.
    pub unit: usize,
    /// Whether the file's name matched one of the unit's `files`.
    pub by_file: bool,
}

/// A roster that cannot be used: its text and what is wrong in it.
#[derive(Clone, Debug)]
pub struct Faulty {
    /// The text as decoded.
    pub text: String,
    /// The faults, in text order.
    pub faults: Vec<Fault>,
}

/// What a unit is made of, as a file has it, with spans for faults.
#[derive(Clone, Debug, Default)]
struct Row {
    span: Span,
    agency: Option<(String, Span)>,
    superior: Option<String>,
    body: Option<(String, Span)>,
    files: Vec<(String, Span)>,
    code: Option<String>,
    contact: Option<String>,
    published: Option<(String, Span)>,
}

impl Roster {
    /// Read a roster. `name` tells by its ending whether it is TOML; `bodies` are the kinds of body that rulebooks know.
    ///
    /// # Errors
    /// What is wrong in it, all at once.
    pub fn read(name: &str, bytes: &[u8], bodies: &[String]) -> Result<Self, Faulty> {
        let Ok(decoded) = encoding::decode(bytes) else {
            let message = Wording::new("无法解码为文本", "not decodable as text");
            return Err(Faulty { text: String::new(), faults: vec![Fault::new(Span::default(), message)] });
        };
        let text = decoded.text;
        let toml = name.to_lowercase().ends_with(".toml");
        let (rows, mut faults) = if toml { table::toml(&text) } else { table::csv(&text) };
        let mut roster = Self::default();
        for row in rows {
            roster.add(row, bodies, &mut faults);
        }
        if faults.is_empty() {
            roster.resolve();
            return Ok(roster);
        }
        faults.sort_by_key(|fault| fault.span);
        Err(Faulty { text, faults })
    }

    fn add(&mut self, row: Row, bodies: &[String], faults: &mut Vec<Fault>) {
        let Some((agency, span)) = row.agency.filter(|(agency, _)| !fold::letters(agency).is_empty()) else {
            faults.push(Fault::new(row.span, Wording::new("缺少机关名称(agency)", "the agency is missing")));
            return;
        };
        let key = spelling::organ(&fold::letters(&agency));
        if self.keys.insert(key.clone(), self.units.len()).is_some() {
            let message = Wording::new(format!("`{agency}` 重复"), format!("`{agency}` is listed twice"));
            faults.push(Fault::new(span, message));
        }
        if let Some((body, span)) = &row.body
            && !bodies.contains(body)
        {
            let known: Vec<&str> = bodies.iter().map(String::as_str).collect();
            let message = Wording::new(format!("未知的机关类别 `{body}`"), format!("unknown kind of body `{body}`"));
            faults.push(Fault::new(*span, message).help(crate::check::param::suggestion(body, &known)));
        }
        let superior = row.superior.filter(|name| !name.is_empty());
        self.units.push(Unit {
            agency,
            superior,
            body: row.body.map(|(body, _)| body),
            files: patterns(row.files, faults),
            code: row.code,
            contact: row.contact,
            published: row.published.and_then(|written| day(&written, faults)),
            key,
            above: None,
        });
    }

    /// Find the body above each.
    fn resolve(&mut self) {
        let above = |unit: &Unit| self.named(&fold::letters(unit.superior.as_deref()?));
        let above: Vec<Option<usize>> = self.units.iter().map(above).collect();
        for (at, (unit, above)) in self.units.iter_mut().zip(above).enumerate() {
            unit.above = above.filter(|above| *above != at);
        }
    }

    /// The unit whose report this is: by its file, else by the letters of its agency, a short form where only one fits.
    #[must_use]
    pub fn find(&self, agency: Option<&str>, path: &str) -> Option<Found> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let filed = |unit: &Unit| unit.files.iter().any(|file| file.matches(name) || file.matches(path));
        if let Some(unit) = self.units.iter().position(filed) {
            return Some(Found { unit, by_file: true });
        }
        Some(Found { unit: self.named(&fold::letters(agency?))?, by_file: false })
    }

    /// The unit of a name in letters.
    fn named(&self, letters: &str) -> Option<usize> {
        let key = spelling::organ(letters);
        if let Some(exact) = self.keys.get(&key) {
            return Some(*exact);
        }
        let mut fits = self.units.iter().enumerate().filter(|(_, unit)| short(&unit.key, &key));
        let (only, _) = fits.next()?;
        fits.next().is_none().then_some(only)
    }

    /// The units right below a unit.
    #[must_use]
    pub fn below(&self, unit: usize) -> Vec<usize> {
        let units = self.units.iter().enumerate();
        units.filter(|(_, other)| other.above == Some(unit)).map(|(at, _)| at).collect()
    }
}

/// Patterns of files; what is none is a fault.
fn patterns(files: Vec<(String, Span)>, faults: &mut Vec<Fault>) -> Vec<glob::Pattern> {
    let mut patterns = Vec::new();
    for (file, span) in files {
        match glob::Pattern::new(&file) {
            Ok(pattern) => patterns.push(pattern),
            Err(bad) => {
                let said = bad.msg;
                let message = Wording::new(format!("模式无效:{said}"), format!("bad pattern: {said}"));
                faults.push(Fault::new(span, message));
            }
        }
    }
    patterns
}

/// A day, as 2025-01-31 or as a spreadsheet of China writes it: 2025/1/31, 2025年1月31日.
fn day((written, span): &(String, Span), faults: &mut Vec<Fault>) -> Option<Date> {
    let numbers: Vec<&str> = written.trim_end_matches('日').split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let day = match numbers.as_slice() {
        [year, month, day] => year
            .parse()
            .ok()
            .zip(month.parse().ok())
            .zip(day.parse().ok())
            .and_then(|((year, month), day)| Date::new(year, month, day).ok()),
        _ => None,
    };
    if day.is_none() {
        let message = Wording::new(format!("`{written}` 不是日期"), format!("`{written}` is no date"));
        let help = Wording::new("写作 2025-01-31。", "Write 2025-01-31.");
        faults.push(Fault::new(*span, message).help(help));
    }
    day
}

/// Whether one name is the other without what leads to it.
fn short(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= FEWEST && long.ends_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_and_toml_say_the_same_and_faults_have_places() {
        let bodies = ["department".to_owned(), "government".to_owned()];
        let csv = "agency,superior,body,files,published,contact\n云溪县人民政府,,government,,,\n\"云溪县林业局\",云溪县政府,department,a*.txt;b.txt,2023/2/3,\"王,电话 8123\"\n";
        let roster = Roster::read("r.csv", csv.as_bytes(), &bodies).unwrap();
        assert_eq!(roster.below(0), [1]);
        assert_eq!(roster.find(Some("林业局"), "x.txt"), Some(Found { unit: 1, by_file: false }));
        assert_eq!(roster.find(None, "d/a1.txt"), Some(Found { unit: 1, by_file: true }));
        assert_eq!(roster.units[1].contact.as_deref(), Some("王,电话 8123"));
        assert_eq!(roster.units[1].published, Some("2023-02-03".parse().unwrap()));
        let toml = "[[unit]]\nagency = \"云溪县林业局\"\nbody = \"departmnt\"\nsuperio = \"x\"\npublished = \"二月\"\n";
        let faulty = Roster::read("r.toml", toml.as_bytes(), &bodies).unwrap_err();
        let slices: Vec<&str> = faulty.faults.iter().map(|fault| &faulty.text[fault.span.range()]).collect();
        assert_eq!(slices, ["\"departmnt\"", "superio", "\"二月\""]);
        assert!(Roster::read("r.csv", "agency,bodi\n甲局,\n".as_bytes(), &bodies).is_err());
    }

    #[test]
    fn names_match_however_they_are_written() {
        let csv = "单位\n云溪县人民政府\n云溪县发展和改革委员会\n云溪县人力资源和社会保障局\n";
        let roster = Roster::read("r.csv", csv.as_bytes(), &[]).unwrap();
        let unit = |name| roster.find(Some(name), "x.txt").map(|found| found.unit);
        assert_eq!(unit("云溪县政府"), Some(0));
        assert_eq!(unit("云溪县 发展改革委"), Some(1));
        assert_eq!(unit("清河市云溪县人力资源社会保障局"), Some(2));
        assert_eq!(unit("云溪县人民政府办公室"), None);
        assert_eq!(unit("政府"), None);
    }
}
