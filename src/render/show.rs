//! What was understood of a report: whose it is, its outline, the sections, tables and figures found, as text or JSON.

mod wire;

use super::place::Places;
use super::text::{Paint, paint};
use super::wording::{note, pick, say};
use super::{Style, plain};
use crate::fact::Facts;
use crate::fact::identity::Origin;
use crate::fact::section::Match;
use crate::fact::table::{CellFact, CellValue};
use crate::rulebook::Rulebook;
use crate::span::Span;
use std::fmt::Write;

/// What was understood of a report, by a rulebook's names, for people.
#[must_use]
pub fn text(facts: &Facts<'_>, rulebook: &Rulebook, style: &Style) -> String {
    let masks: Vec<Span> = facts.private.iter().map(|private| private.span).collect();
    let places = Places::new(facts.document, &masks);
    let page = Page { facts, rulebook, places: &places, style };
    let mut out = String::new();
    page.identity(&mut out);
    page.outline(&mut out);
    page.sections(&mut out);
    page.tables(&mut out);
    page.figures(&mut out);
    out
}

/// The same as JSON.
#[must_use]
pub fn json(facts: &Facts<'_>, rulebook: &Rulebook, style: &Style) -> String {
    let masks: Vec<Span> = facts.private.iter().map(|private| private.span).collect();
    wire::of(facts, rulebook, &Places::new(facts.document, &masks), style)
}

struct Page<'a> {
    facts: &'a Facts<'a>,
    rulebook: &'a Rulebook,
    places: &'a Places<'a>,
    style: &'a Style,
}

impl Page<'_> {
    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        pick(self.style.language, zh, en)
    }

    fn title(&self, out: &mut String, zh: &str, en: &str) {
        let _ = writeln!(out, "\n{}", paint(self.style, Paint::Strong, self.pick(zh, en)));
    }

    /// A stretch of the report on one line, clipped.
    fn quote(&self, span: Span, room: usize) -> String {
        plain::clip(&self.places.slice(span), room, self.style.look.elision())
    }

    fn spot(&self, span: Span) -> String {
        let (first, second) = self.places.spot(span).pair();
        format!("{first}:{second}")
    }

    fn field(&self, out: &mut String, zh: &str, en: &str, value: &str) {
        let word = self.pick(zh, en);
        let gap = " ".repeat(10_usize.saturating_sub(plain::columns(word)));
        let _ = writeln!(out, "  {word}{gap} {}", plain::line(value));
    }

    fn identity(&self, out: &mut String) {
        let document = self.facts.document;
        let identity = &self.facts.identity;
        let _ = writeln!(out, "{}", paint(self.style, Paint::Strong, &plain::line(&document.path)));
        let encoding = document.encoding.unwrap_or("-");
        self.field(out, "格式", "format", &format!("{}, {encoding}", document.format.name()));
        self.field(out, "规则集", "rulebook", &format!("{} {}", self.rulebook.id, self.rulebook.version));
        if let Some(title) = identity.title {
            self.field(out, "标题", "title", &format!("{} ({})", self.quote(title, 60), self.spot(title)));
        }
        let from = |origin: Origin, span: Option<Span>| {
            let spot = span.map(|span| format!(" {}", self.spot(span))).unwrap_or_default();
            format!("({}{spot})", self.origin(origin))
        };
        let unknown = self.pick("不明", "unknown").to_owned();
        let year = identity.year.as_ref().map(|told| format!("{} {}", told.value, from(told.from, told.span)));
        self.field(out, "年度", "year", &year.unwrap_or_else(|| unknown.clone()));
        let agency = identity.agency.as_ref().map(|told| format!("{} {}", told.value, from(told.from, told.span)));
        self.field(out, "单位", "agency", &agency.unwrap_or_else(|| unknown.clone()));
        self.field(out, "单位类型", "body", identity.body.as_deref().unwrap_or(&unknown));
        for said in document.notes.iter().map(note) {
            self.field(out, "注", "note", say(&said, self.style.language));
        }
        let counted = format!(
            "{} / {} / {} / {}",
            self.facts.numbers.len(),
            self.facts.dates.len(),
            self.facts.lists.len(),
            self.facts.organs.len()
        );
        self.field(out, "数/日期/列举/机构", "numbers/dates/lists/organs", &counted);
    }

    fn origin(&self, origin: Origin) -> &'static str {
        match origin {
            Origin::Given => pick(self.style.language, "指定", "given"),
            Origin::Title => pick(self.style.language, "标题", "title"),
            Origin::Period => pick(self.style.language, "统计期限", "period"),
            Origin::Text => pick(self.style.language, "正文", "text"),
            Origin::FileName => pick(self.style.language, "文件名", "file name"),
            Origin::Hint => pick(self.style.language, "推测", "a guess"),
        }
    }

    fn outline(&self, out: &mut String) {
        self.title(out, "标题层次", "Outline");
        for heading in &self.facts.sections.outline {
            let indent = "  ".repeat(usize::from(heading.level.clamp(1, 12)));
            let marker = heading.marker.map(|marker| self.quote(marker.span, 20)).unwrap_or_default();
            let _ = writeln!(out, "{indent}{marker}{} ({})", self.quote(heading.title, 70), self.spot(heading.title));
        }
        if self.facts.sections.outline.is_empty() {
            let _ = writeln!(out, "  {}", self.pick("没有标题", "no headings"));
        }
    }

    fn sections(&self, out: &mut String) {
        self.title(out, "章节", "Sections");
        for section in &self.facts.vocabulary.sections {
            let mut any = false;
            for found in self.facts.sections.found.iter().filter(|found| found.section == section.id) {
                any = true;
                let title = self.quote(found.title, 50);
                let spot = self.spot(found.title);
                let _ = writeln!(out, "  {}: {title} ({spot}, {})", section.id, self.by(found.by));
            }
            if !any {
                let _ = writeln!(out, "  {}: {}", section.id, self.pick("未见", "not found"));
            }
        }
    }

    fn by(&self, by: Match) -> &'static str {
        match by {
            Match::Title => pick(self.style.language, "规定标题", "prescribed title"),
            Match::Also => pick(self.style.language, "认可的写法", "accepted wording"),
            Match::Words => pick(self.style.language, "关键词", "key words"),
            Match::NearMiss => pick(self.style.language, "近似", "near miss"),
        }
    }

    fn tables(&self, out: &mut String) {
        if self.facts.tables.found.is_empty() && self.facts.tables.missing.is_empty() {
            return;
        }
        self.title(out, "表格", "Tables");
        for table in &self.facts.tables.found {
            let (rows, columns) = (table.rows.len(), table.columns.len());
            let spot = self.spot(table.span);
            let _ = writeln!(out, "  {}: {rows} × {columns} ({spot})", table.table);
            for row in &table.rows {
                let cells = table.cells.iter().filter(|cell| cell.row == row.id);
                let cells: Vec<String> = cells.map(|cell| format!("{}={}", cell.column, self.cell(cell))).collect();
                let _ = writeln!(out, "    {}: {}", plain::line(&row.id), cells.join(" "));
            }
        }
        for (id, reason) in &self.facts.tables.missing {
            let _ = writeln!(out, "  {id}: {}", plain::line(say(reason, self.style.language)));
        }
    }

    fn cell(&self, cell: &CellFact) -> String {
        match &cell.value {
            CellValue::Number(number, _) => number.to_string(),
            CellValue::Blank => "∅".to_owned(),
            CellValue::Dash => "-".to_owned(),
            CellValue::Token(token) => plain::line(token).into_owned(),
            CellValue::Text => format!("`{}`", self.quote(cell.span, 20)),
        }
    }

    fn figures(&self, out: &mut String) {
        if self.facts.figures.is_empty() {
            return;
        }
        self.title(out, "正文数字", "Figures");
        for figure in &self.facts.figures {
            let (quote, spot) = (self.quote(figure.span, 40), self.spot(figure.span));
            let about = if figure.approximate { "≈ " } else { "" };
            let _ = writeln!(out, "  {}: {about}{} `{quote}` ({spot})", figure.figure, figure.value);
        }
    }
}
