//! The roster: which bodies report, to whom, and of what kind they are. Read from CSV or TOML, every fault with its
//! place. Knows no report: which of them a unit's is, is told by names here and by years in `register`.

pub mod register;
mod table;

use crate::fact::fold;
use crate::finding::{Fault, Wording};
use crate::read::encoding;
use crate::span::Span;

/// The fewest letters of a short form: 教育局 fits 云溪县教育局, 局 fits nothing.
const FEWEST: usize = 3;

/// A body that reports.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name as written.
    pub agency: String,
    /// The name of the body above it.
    pub superior: Option<String>,
    /// Its kind, an id of the rulebooks.
    pub body: Option<String>,
    /// Names or patterns of its files.
    pub files: Vec<glob::Pattern>,
    /// Letters of its name.
    letters: String,
}

/// All bodies that report, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The bodies.
    pub units: Vec<Unit>,
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
        let letters = fold::letters(&agency);
        if self.units.iter().any(|unit| unit.letters == letters) {
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
        let mut files = Vec::new();
        for (file, span) in row.files {
            match glob::Pattern::new(&file) {
                Ok(pattern) => files.push(pattern),
                Err(bad) => {
                    let said = bad.msg;
                    faults.push(Fault::new(
                        span,
                        Wording::new(format!("模式无效:{said}"), format!("bad pattern: {said}")),
                    ));
                }
            }
        }
        let superior = row.superior.filter(|name| !name.is_empty());
        self.units.push(Unit { agency, superior, body: row.body.map(|(body, _)| body), files, letters });
    }

    /// The unit whose report this is: by its file, else by the letters of its agency, a short form where only one fits.
    #[must_use]
    pub fn unit(&self, agency: Option<&str>, path: &str) -> Option<usize> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let named = |unit: &Unit| unit.files.iter().any(|file| file.matches(name) || file.matches(path));
        self.units.iter().position(named).or_else(|| self.named(&fold::letters(agency?)))
    }

    /// The unit of a name in letters.
    fn named(&self, letters: &str) -> Option<usize> {
        if let Some(exact) = self.units.iter().position(|unit| unit.letters == letters) {
            return Some(exact);
        }
        let mut fits = self.units.iter().enumerate().filter(|(_, unit)| short(&unit.letters, letters));
        let (only, _) = fits.next()?;
        fits.next().is_none().then_some(only)
    }

    /// The units right below a unit.
    #[must_use]
    pub fn below(&self, unit: usize) -> Vec<usize> {
        let above = |other: &Unit| other.superior.as_deref().and_then(|name| self.named(&fold::letters(name)));
        let units = self.units.iter().enumerate();
        units.filter(|(at, other)| *at != unit && above(other) == Some(unit)).map(|(at, _)| at).collect()
    }
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
        let csv = "agency,superior,body,files\n云溪县人民政府,,government,\n\"云溪县林业局\",云溪县人民政府,department,a*.txt;b.txt\n";
        let roster = Roster::read("r.csv", csv.as_bytes(), &bodies).unwrap();
        assert_eq!(roster.below(0), [1]);
        assert_eq!(roster.unit(Some("林业局"), "x.txt"), Some(1));
        assert_eq!(roster.unit(None, "d/a1.txt"), Some(1));
        let toml = "[[unit]]\nagency = \"云溪县林业局\"\nbody = \"departmnt\"\nsuperio = \"x\"\n";
        let faulty = Roster::read("r.toml", toml.as_bytes(), &bodies).unwrap_err();
        let slices: Vec<&str> = faulty.faults.iter().map(|fault| &faulty.text[fault.span.range()]).collect();
        assert_eq!(slices, ["\"departmnt\"", "superio"]);
        assert!(Roster::read("r.csv", "agency,bodi\n甲局,\n".as_bytes(), &bodies).is_err());
    }
}
