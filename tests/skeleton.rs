//! What `hegui new` begins: for each built-in rulebook that says how, and each kind of body, a report whose sections,
//! order, title, tables and period are as required, in Markdown and in Word alike; what is not yet written is found.

use hegui::audit::{self, Audit, Beside};
use hegui::document::Format;
use hegui::fact::Given;
use hegui::finding::Severity;
use hegui::language::Language;
use hegui::read;
use hegui::render::skeleton::{self, Part, Skeleton, Subject};
use hegui::rulebook::Rulebook;
use hegui::rulebook::load::Library;
use std::sync::Arc;

/// Kinds of check that a begun report must satisfy.
const STRUCTURE: [&str; 5] = ["section", "order", "title", "table", "period"];

fn books() -> Vec<Arc<Rulebook>> {
    let mut library = Library::builtin();
    let ids: Vec<String> = library.ids().into_iter().map(str::to_owned).collect();
    let books = ids.iter().map(|id| library.get(id).expect("a rulebook"));
    books.filter(|book| book.years.from.is_some()).collect()
}

fn begun(book: &Rulebook, body: Option<&str>) -> (i32, Skeleton) {
    let agency = match book.vocabulary.language {
        Language::Zh => "青禾县林业局",
        Language::En => "Harbor Heritage Commission",
    };
    let year = book.years.to.unwrap_or(2023);
    let skeleton = skeleton::of(book, Subject { agency, year, body }).expect("the rulebook has a skeleton");
    (year, skeleton)
}

/// The skeleton as read back from Markdown and from Word, judged.
fn judged(book: &Arc<Rulebook>, skeleton: &Skeleton, year: i32, body: Option<&str>) -> Vec<Audit> {
    let markdown = skeleton::markdown::text(skeleton).into_bytes();
    let word = skeleton::word::bytes(skeleton).expect("a file");
    let given = Given { year: Some(year), body: body.map(str::to_owned), ..Given::default() };
    [("a.md", Format::Markdown, markdown), ("a.docx", Format::Docx, word)]
        .into_iter()
        .map(|(name, format, bytes)| {
            let document = read::read(name, format, &bytes).expect("readable");
            audit::run(book, document, &Beside { given: given.clone(), ..Beside::default() })
        })
        .collect()
}

#[test]
fn what_is_begun_has_the_structure_of_its_rulebook() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for book in books() {
        let bodies = book.vocabulary.bodies.iter().map(|body| Some(body.id.as_str()));
        for body in std::iter::once(None).chain(bodies) {
            let (year, skeleton) = begun(&book, body);
            for audit in judged(&book, &skeleton, year, body) {
                tried += 1;
                let structural = |check: &str| STRUCTURE.contains(&check);
                let grave = audit.findings().into_iter().filter(|found| found.severity == Severity::Error);
                wrong.extend(grave.filter(|found| structural(found.check)).map(|found| {
                    format!("{} {body:?} {}: {} {}", book.id, audit.document.path, found.rule, found.message.zh)
                }));
                let rules = book.rules.iter().filter(|rule| structural(rule.check.kind()));
                let open = rules.filter_map(|rule| audit.outcomes.iter().find(|outcome| outcome.rule == rule.id));
                wrong.extend(open.filter(|outcome| outcome.verdict.name() == "undetermined").map(|outcome| {
                    format!("{} {body:?} {}: {} {:?}", book.id, audit.document.path, outcome.rule, outcome.verdict)
                }));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 60, "only {tried} were tried");
}

#[test]
fn what_is_not_yet_written_is_found() {
    for book in books() {
        let (year, skeleton) = begun(&book, None);
        for audit in judged(&book, &skeleton, year, None) {
            let found = audit.findings().into_iter().filter(|found| found.rule == "placeholder").count();
            let fill = book.skeleton.as_ref().map(|plan| plan.fill.clone());
            let marked = skeleton
                .parts
                .iter()
                .filter(|part| matches!(part, Part::Paragraph(text) if Some(text) == fill.as_ref()));
            assert!(found > marked.count(), "{} {}: {found}", book.id, audit.document.path);
        }
    }
}

#[test]
fn every_row_and_column_is_there() {
    for book in books() {
        let (year, skeleton) = begun(&book, None);
        for audit in judged(&book, &skeleton, year, None) {
            let facts = hegui::fact::gather(&audit.document, &book.vocabulary, &Given::default());
            for spec in book.vocabulary.tables.iter().filter(|spec| !spec.optional) {
                let table = facts.tables.get(&spec.id).unwrap_or_else(|| panic!("{} {}", book.id, spec.id));
                let wanted = spec.rows.iter().filter(|axis| !axis.leaves).map(|axis| &axis.id);
                let absent: Vec<&String> = wanted.filter(|id| table.row(id).is_none()).collect();
                assert!(absent.is_empty(), "{} {}: {absent:?}", book.id, spec.id);
                let columns = spec.columns.iter().filter(|axis| table.column(&axis.id).is_none()).count();
                assert_eq!(columns, 0, "{} {}", book.id, spec.id);
            }
        }
    }
}
