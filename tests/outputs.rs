//! Every output, read by what its consumers read it with: SARIF by the official schema, JUnit and Checkstyle by an XML
//! parser, Markdown by a Markdown parser, the others by their grammar. One corpus goes through all of them in one run,
//! Word and PDF among it, and hostile text through every sink.

#[allow(dead_code)]
mod writer;

use roxmltree::Document;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use writer::Sheet;
use zip::write::SimpleFileOptions;

const FORMATS: [&str; 12] =
    ["text", "concise", "json", "html", "csv", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"];

/// What would do harm in one sink or another.
const HOSTILE: &str = "]]>::error::某某|`x`</script><script>alert(1)</script><!-- @office #1 [点](http://x.example) \
                       **粗** {0} %0A &lt; \u{1b}[31m\u{202e}\u{fffe} ::endgroup:: \" ' ,col=9";

fn rulebook() -> String {
    let hostile = toml::Value::String(HOSTILE.replace("\u{1b}", "").replace("\u{fffe}", "")).to_string();
    let mut book = format!(
        "edition = 1\n[rulebook]\nid = \"office\"\nversion = \"1.0.0\"\ntitle = \"办公室规则\"\n\
         [basis]\nnotice = {{ name = {hostile} }}\n[[section]]\nid = \"problems\"\ntitle = \"存在的问题\"\n\
         [[table]]\nid = \"staff\"\n[table.columns]\nsum = \"合计\"\n[table.rows]\nall = \"人数\"\n"
    );
    for (id, severity, check, passes, fails) in [
        ("no-somebody", "error", "phrase = { forbid = [\"某某[^。]{0,200}\"] }", "由王同志负责。", "由某某负责。"),
        (
            "breakdown",
            "warning",
            "breakdown = {}",
            "共公开58条,其中动态41条,公告17条。",
            "共公开58条,其中动态41条,公告18条。",
        ),
        ("no-mobile", "info", "privacy = { find = [\"mobile\"] }", "无。", "手机13900001234。"),
    ] {
        book += &format!(
            "[[rule]]\nid = \"{id}\"\ntitle = {hostile}\nseverity = \"{severity}\"\nbasis = \"notice\"\nhelp = {hostile}\n\
             check.{check}\n[[rule.pass]]\ntext = \"{passes}\"\n[[rule.fail]]\ntext = \"{fails}\"\n"
        );
    }
    book += "[[rule]]\nid = \"staff\"\ntitle = \"人数\"\nseverity = \"error\"\nbasis = \"notice\"\n\
             check.equation = { table = \"staff\", holds = \"all.sum > 0\" }\n\
             [[rule.pass]]\ncells = { all.sum = 1 }\n[[rule.fail]]\ncells = { all.sum = 0 }\n";
    book
}

/// A Word file of paragraphs, with a table of one cell a row.
fn docx(paragraphs: &[&str], cells: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t xml:space='preserve'>{}</w:t></w:r></w:p>", escaped(text));
    let cell = |text: &&str| format!("<w:tr><w:tc>{}</w:tc></w:tr>", paragraph(text));
    let body: String = paragraphs.iter().map(paragraph).collect();
    let rows: String = cells.iter().map(cell).collect();
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w='{w}'><w:body>{body}<w:tbl>{rows}</w:tbl></w:body></w:document>");
    let relations = "<Relationships><Relationship Id='1' Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("_rels/.rels", relations), ("word/document.xml", &document)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("started");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a package").into_inner()
}

fn escaped(text: &str) -> String {
    let allowed: String = text.chars().filter(|c| *c >= ' ' && *c != '\u{fffe}').collect();
    allowed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The corpus, checked once into all outputs: the folder with `out.<format>` in it, and the exit code.
fn checked() -> (tempfile::TempDir, i32) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("book.toml", rulebook().as_bytes());
    let title = "青禾县水务局2012年年度报告";
    let body = format!("由{HOSTILE}负责。\n共公开58条,其中动态41条,公告18条。\n手机13900001234。\n");
    write("a.txt", format!("{title}\n{body}").as_bytes());
    write("b.md", format!("# {title}\n\n由王同志负责。\n\n| 项目 | 合计 |\n|---|---|\n| 人数 | 某某 |\n").as_bytes());
    write("c.html", format!("<h1>{title}</h1><p>由某某负责。</p><p>共公开58条,其中动态41条,公告18条。</p>").as_bytes());
    write("d.docx", &docx(&[title, "由某某负责。"], &["由某某主持。", HOSTILE]));
    let mut sheet = Sheet::default();
    sheet.text(80.0, 80.0, 18.0, title);
    sheet.text(80.0, 120.0, 12.0, "由某某负责。");
    write("e.pdf", &writer::pdf(&[sheet]));
    write("报告 [终]%,'::,&<i>.txt", format!("{title}\n由某某负责。\n").as_bytes());
    let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
    command.args(["check", "--rulebook", "book.toml", "--no-config", "a.txt", "b.md", "c.html", "d.docx", "e.pdf"]);
    command.args(["报告 [终]%,'::,&<i>.txt", "absent::error::\u{1b}[2J.txt"]);
    for format in FORMATS {
        command.arg("--format").arg(format!("{format}=out.{format}"));
    }
    command.current_dir(folder.path()).env_clear().env("LANG", "zh_CN.UTF-8").stdin(Stdio::null());
    let done = command.output().expect("hegui runs");
    (folder, done.status.code().unwrap_or_else(|| panic!("{done:?}")))
}

fn output(folder: &Path, format: &str) -> String {
    fs::read_to_string(folder.join(format!("out.{format}"))).expect(format)
}

fn json(folder: &Path) -> Value {
    serde_json::from_str(&output(folder, "json")).expect("JSON")
}

/// Rule and path of every finding, by the JSON contract.
fn findings(json: &Value) -> Vec<(String, String)> {
    let reports = json["reports"].as_array().expect("reports");
    let of = |report: &Value| {
        let path = text(&report["path"]);
        let found = report["findings"].as_array().expect("findings").clone();
        found.iter().map(|finding| (text(&finding["rule"]), path.clone())).collect::<Vec<_>>()
    };
    reports.iter().flat_map(of).collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn is_steering(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn every_writer_tells_the_same_corpus() {
    let (folder, code) = checked();
    assert_eq!(code, 1);
    let json = json(folder.path());
    let found = findings(&json);
    assert!(found.len() >= 10, "{found:?}");
    for format in ["d.docx", "e.pdf", "c.html"] {
        assert!(found.iter().any(|(_, path)| path == format), "{format} has no finding: {found:?}");
    }
    assert!(json["summary"]["undetermined"].as_u64().expect("a count") > 0, "{json}");
    let out = |format| output(folder.path(), format);
    for format in FORMATS {
        let text = out(format);
        let raw =
            text.contains("13900001234") || text.chars().any(|c| is_steering(c) && !(c == '\r' || c == '\u{feff}'));
        assert!(!raw, "{format}: {text}");
    }
    let lines: Vec<Value> = out("jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(&Value::Array(lines), &json["reports"]);
    // A file that cannot be read is a line of its own.
    assert_eq!(out("concise").lines().count(), found.len() + 1);
}

#[test]
fn sarif_is_valid_by_the_official_schema() {
    let (folder, _) = checked();
    let sarif: Value = serde_json::from_str(&output(folder.path(), "sarif")).expect("JSON");
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json"));
    let schema: Value = serde_json::from_str(&schema.expect("the schema")).expect("JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let faults: Vec<String> = validator.iter_errors(&sarif).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut broken = sarif.clone();
    broken["runs"][0]["results"][0]["levl"] = Value::from("error");
    assert!(!validator.is_valid(&broken), "the schema refuses nothing");

    let run = &sarif["runs"][0];
    let results = run["results"].as_array().expect("results");
    let rules: BTreeSet<String> =
        run["tool"]["driver"]["rules"].as_array().expect("rules").iter().map(|rule| text(&rule["id"])).collect();
    assert_eq!(results.len(), findings(&json(folder.path())).len());
    for result in results {
        assert!(rules.contains(&text(&result["ruleId"])), "{result}");
        let location = &result["locations"][0];
        let file = text(&location["physicalLocation"]["artifactLocation"]["uri"]);
        let region = &location["physicalLocation"]["region"];
        let logical = &location["logicalLocations"][0];
        if file == "d.docx" || file == "e.pdf" {
            assert!(region.is_null() && !text(&logical["fullyQualifiedName"]).is_empty(), "{result}");
        } else {
            assert!(region["startLine"].as_u64() <= region["endLine"].as_u64(), "{result}");
        }
        assert_eq!(result["suppressions"], serde_json::json!([]));
    }
    let cell = results.iter().any(|result| result["locations"][0]["logicalLocations"][0]["kind"] == "cell");
    assert!(cell, "no cell is named");
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["exitCode"], 1);
    let told: Vec<String> = invocation["toolExecutionNotifications"]
        .as_array()
        .expect("notifications")
        .iter()
        .map(|told| text(&told["descriptor"]["id"]))
        .collect();
    assert!(told.contains(&"unreadable".to_owned()) && told.contains(&"undetermined".to_owned()), "{told:?}");
}

#[test]
fn junit_is_read_by_an_xml_parser() {
    let (folder, _) = checked();
    let text = output(folder.path(), "junit");
    let xml = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(xml.root_element().tag_name().name(), "testsuites");
    let json = json(folder.path());
    let suites: Vec<_> = xml.root_element().children().filter(roxmltree::Node::is_element).collect();
    assert_eq!(suites.len(), json["reports"].as_array().expect("reports").len());
    for (suite, report) in suites.iter().zip(json["reports"].as_array().expect("reports")) {
        let cases: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
        let holds = |name: &str| {
            let with = cases.iter().filter(|case| case.children().any(|child| child.has_tag_name(name)));
            with.count().to_string()
        };
        assert_eq!(suite.attribute("tests"), Some(cases.len().to_string().as_str()));
        for (attribute, element) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
            assert_eq!(suite.attribute(attribute), Some(holds(element).as_str()), "{attribute}");
        }
        let errors = report["findings"].as_array().expect("findings").iter();
        let failed: BTreeSet<String> = errors
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| self::text(&finding["rule"]))
            .collect();
        assert_eq!(holds("failure"), failed.len().to_string(), "{report}");
        if report["verdict"] == "unreadable" {
            assert_eq!(holds("error"), "1");
        }
    }
    assert!(text.contains("]]&gt;::error::"), "{text}");
}

#[test]
fn checkstyle_is_read_by_an_xml_parser() {
    let (folder, _) = checked();
    let text = output(folder.path(), "checkstyle");
    let xml = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let errors: Vec<_> = xml.descendants().filter(|node| node.has_tag_name("error")).collect();
    assert_eq!(errors.len(), findings(&json(folder.path())).len() + 1);
    for error in &errors {
        let number = |name| error.attribute(name).and_then(|value| value.parse::<u32>().ok());
        assert!(number("line") >= Some(1) && number("column") >= Some(1), "{error:?}");
        assert!(["error", "warning", "info"].contains(&error.attribute("severity").unwrap_or_default()));
    }
    let files = xml.descendants().filter(|node| node.has_tag_name("file"));
    let names: Vec<&str> = files.filter_map(|file| file.attribute("name")).collect();
    assert!(names.contains(&"报告 [终]%,'::,&<i>.txt"), "{names:?}");
}

#[test]
fn gitlab_takes_every_finding_for_one_of_its_own() {
    let (folder, _) = checked();
    let issues: Value = serde_json::from_str(&output(folder.path(), "gitlab")).expect("JSON");
    let issues = issues.as_array().expect("an array");
    assert_eq!(issues.len(), findings(&json(folder.path())).len() + 1);
    let fingerprints: BTreeSet<String> = issues.iter().map(|issue| text(&issue["fingerprint"])).collect();
    assert_eq!(fingerprints.len(), issues.len());
    for issue in issues {
        assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1), "{issue}");
        let severity = text(&issue["severity"]);
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity.as_str()), "{issue}");
        assert!(!text(&issue["description"]).is_empty() && !text(&issue["check_name"]).is_empty(), "{issue}");
    }
}

#[test]
fn github_reads_one_command_a_finding() {
    let (folder, _) = checked();
    let text = output(folder.path(), "github");
    let json = json(folder.path());
    // The file that could not be read, and the totals.
    assert_eq!(text.lines().count(), findings(&json).len() + 2, "{text}");
    for line in text.lines() {
        let command = line.strip_prefix("::").expect("a command");
        let (head, data) = command.split_once("::").expect("data");
        let (name, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&name), "{line}");
        for property in properties.split(',') {
            let (key, value) = property.split_once('=').expect("a property");
            assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&key), "{line}");
            assert!(!value.is_empty() && !value.contains(':'), "{line}");
        }
        let escapes = data.split('%').skip(1).all(|rest| rest.starts_with("25") || rest.starts_with("0A"));
        assert!(escapes, "{line}");
    }
    assert!(text.contains("file=报告 [终]%25%2C'%3A%3A%2C&<i>.txt,line=2"), "{text}");
}

#[test]
#[allow(clippy::wildcard_enum_match_arm)] // events are no enum of ours
fn markdown_shows_reports_and_lets_them_do_nothing() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let (folder, _) = checked();
    let text = output(folder.path(), "markdown");
    let mut rows = 0;
    let mut width = 0;
    let mut cells = 0;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let tags = ["details", "summary", "b", "br"];
                let own = html
                    .split(['<', '>'])
                    .skip(1)
                    .step_by(2)
                    .all(|tag| tag == "!-- --" || tags.contains(&tag.trim_start_matches('/')));
                assert!(own, "{html}");
            }
            Event::Start(Tag::Table(columns)) => width = columns.len(),
            Event::Start(Tag::TableRow | Tag::TableHead) => cells = 0,
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(pulldown_cmark::TagEnd::TableRow) => {
                assert_eq!(cells, width, "{text}");
                rows += 1;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) | Event::Code(_) => {
                panic!("{event:?} in\n{text}");
            }
            Event::Text(shown) => assert!(!shown.contains("@office") && !shown.contains("://"), "{shown}"),
            _ => {}
        }
    }
    let json = json(folder.path());
    let undetermined = json["summary"]["undetermined"].as_u64().expect("a count");
    let expected = findings(&json).len() as u64 + undetermined;
    assert_eq!(rows, expected + 1, "{text}");
    assert!(text.starts_with("## hegui"), "totals stand first");
}
