//! Exemptions through every output, and what `hegui baseline` writes.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const A: &str = include_str!("cases/output/json/a.txt");
const BOOK: &str = include_str!("cases/output/json/book.toml");

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        folder.write("book.toml", BOOK);
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).expect(name)
    }

    /// Exit code, standard output, standard error; run from a folder below.
    fn run(&self, below: &str, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
        command.args(arguments).args(["--no-config", "--today", "2026-11-01"]).current_dir(self.0.path().join(below));
        let done = command.env_clear().env("LANG", "en_US.UTF-8").stdin(Stdio::null()).output().expect("hegui runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (done.status.code().expect("a code"), text(&done.stdout), text(&done.stderr))
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

const CREATE: [&str; 6] = ["baseline", "create", "--rulebook", "book.toml", "--reason", "known"];

#[test]
fn a_baseline_is_created_used_extended_and_pruned() {
    let folder = Folder::new(&[("r/a.txt", A)]);
    let (code, out, err) = folder.run("", &[&CREATE[..], &["--by", "office", "--until", "2026-12-31", "r"]].concat());
    assert_eq!((code, out.as_str()), (0, "5 exemptions written\n"), "{err}");
    assert!(!folder.read("hegui-baseline.toml").contains("510102199001011019"), "personal data is written down");
    let (code, _, err) = folder.run("", &[&CREATE[..], &["r"]].concat());
    assert_eq!((code, err.contains("update")), (2, true), "{err}");
    let (code, _, _) = folder.run("", &["baseline", "create", "--rulebook", "book.toml", "--reason", " ", "r"]);
    assert_eq!(code, 2);

    // From the folder, from another one, and after edits elsewhere in the report.
    let check = ["check", "--rulebook", "../book.toml", "--baseline", "../hegui-baseline.toml", "--format", "json"];
    folder.write("r/a.txt", &A.replacen('\n', "\n前言一段。\n", 1));
    let (code, out, _) = folder.run("r", &[&check[..], &["."]].concat());
    assert_eq!(code, 0, "{out}");
    let summary = &json(&out)["summary"];
    assert_eq!((&summary["errors"], &summary["exempted"]), (&Value::from(0), &Value::from(5)));
    // Another report of another agency has the same fingerprints, and no leave.
    folder.write("r/b.txt", &A.replace("青禾县水务局", "柳溪县民政局"));
    let (code, out, _) = folder.run("r", &[&check[..], &["."]].concat());
    assert_eq!((code, &json(&out)["summary"]["errors"]), (1, &Value::from(3)));
    // The same report under another name is known by its agency and year.
    fs::rename(folder.0.path().join("r/a.txt"), folder.0.path().join("r/c.txt")).expect("renamed");
    fs::remove_file(folder.0.path().join("r/b.txt")).expect("removed");
    assert_eq!(folder.run("r", &[&check[..], &["."]].concat()).0, 0);

    folder.write("r/c.txt", &A.replace("某某", "王"));
    folder.write(
        "r/d.txt",
        "柳溪县民政局2012年政府信息公开工作年度报告\n一、概述\n由某某负责。\n二、存在的问题\n人手不足。\n",
    );
    let update = ["baseline", "update", "--rulebook", "book.toml", "--reason", "new", "r"];
    let (code, out, err) = folder.run("", &update);
    assert_eq!((code, out.as_str()), (0, "1 exemptions written\n"), "{err}");
    let (code, out, err) = folder.run("", &["baseline", "prune", "--rulebook", "book.toml", "r"]);
    assert_eq!((code, out.as_str()), (0, "1 exemptions taken out\n"), "{err}");
    let text = folder.read("hegui-baseline.toml");
    assert!(text.starts_with("# hegui baseline") && text.contains("reason = \"new\""), "{text}");
    let (code, out, _) = folder.run("r", &[&check[..], &["."]].concat());
    assert_eq!((code, &json(&out)["summary"]["warnings"]), (0, &Value::from(0)), "{out}");
}

#[test]
fn what_was_not_checked_is_not_said_to_be_unused() {
    let folder = Folder::new(&[
        ("a.txt", A),
        ("b.txt", "柳溪县民政局2012年年度报告\n一、概述\n运转正常。\n二、存在的问题\n人手不足。\n"),
    ]);
    folder.run("", &[&CREATE[..], &["a.txt"]].concat());
    let check =
        ["check", "--rulebook", "book.toml", "--baseline", "hegui-baseline.toml", "--format", "concise", "b.txt"];
    assert_eq!(folder.run("", &check), (0, String::new(), String::new()));
}

#[test]
fn every_output_says_what_is_exempted_and_what_is_stale() {
    let allow = "[[allow]]\npath = \"a.txt\"\nrule = \"sections\"\nsubject = \"problems\"\nreason = \"]]>|`<script>::\"\n\
                 by = \"office\"\nuntil = 2026-12-31\n\
                 [[allow]]\npath = \"a.txt\"\nrule = \"breakdown\"\ntext = \"1条\"\nreason = \"r\"\n\
                 [[allow]]\npath = \"a.txt\"\nrule = \"no-somebody\"\ntext = \"某某\"\nreason = \"r\"\nuntil = 2026-10-31\n";
    let folder = Folder::new(&[("a.txt", A), ("allow.toml", allow)]);
    let formats = [
        "text",
        "concise",
        "json",
        "jsonl",
        "csv",
        "html",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "markdown",
    ];
    let mut arguments: Vec<String> =
        ["check", "--rulebook", "book.toml", "--exemptions", "allow.toml", "a.txt"].map(str::to_owned).to_vec();
    arguments.extend(formats.iter().flat_map(|format| ["--format".to_owned(), format!("{format}=out.{format}")]));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (code, _, err) = folder.run("", &arguments);
    assert_eq!(code, 1, "{err}");
    for format in formats {
        let text = folder.read(&format!("out.{format}"));
        for rule in ["exemption-unused", "exemption-expired"] {
            let plain = text.replace('\\', "");
            assert!(plain.contains(rule), "{format} does not say {rule}: {text}");
        }
    }
    let told = json(&folder.read("out.json"));
    let exempted = &told["reports"][0]["findings"][0]["exempted"];
    assert_eq!(exempted["by"], "office");
    assert_eq!((&exempted["until"], &exempted["source"]), (&Value::from("2026-12-31"), &Value::from("fragment")));
    assert_eq!(told["summary"]["reports"], 1);
    let sarif = json(&folder.read("out.sarif"));
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let schema = json(&fs::read_to_string(schema).expect("the schema"));
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let faults: Vec<String> = validator.iter_errors(&sarif).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let suppressed = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((&suppressed["kind"], &suppressed["status"]), (&Value::from("external"), &Value::from("accepted")));
    let concise = folder.read("out.concise");
    assert!(!concise.contains("error sections"), "{concise}");
    assert!(folder.read("out.junit").contains("<skipped message=\"exempted: ]]&gt;|`&lt;script&gt;::\""));
}

#[test]
fn the_rules_of_exemptions_are_explained() {
    let explain = |rule: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
        let done = command.args(["explain", "--no-config", rule]).env_clear().env("LANG", "en_US.UTF-8").output();
        let done = done.expect("hegui runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (done.status.code().expect("a code"), text(&done.stdout), text(&done.stderr))
    };
    for (rule, says) in [
        ("exemption-expired", "extend it (until)"),
        ("exemption-unused", "hegui baseline prune"),
        ("exemption-without-reason", "Give the reason in the comment"),
    ] {
        let (code, out, err) = explain(rule);
        assert_eq!((code, out.contains(says)), (0, true), "{out}{err}");
    }
    let (code, _, err) = explain("exemption-expird");
    assert_eq!((code, err.contains("`exemption-expired`")), (2, true), "{err}");
}

#[test]
fn no_notice_asks_a_unit_to_mend_an_exemption() {
    let report = format!("{A}\n<!-- hegui: allow no-such-rule, agreed in writing -->\n<!-- hegui: allow another -->\n");
    let folder = Folder::new(&[("r/a.md", &report)]);
    let (_, out, _) = folder.run("", &["check", "--rulebook", "book.toml", "--format", "concise", "r"]);
    assert!(out.contains("exemption-unused") && out.contains("exemption-without-reason"), "{out}");
    let given = [
        "notice",
        "--rulebook",
        "book.toml",
        "--out",
        "n",
        "--office",
        "Office",
        "--deadline",
        "2026-12-01",
        "--allow-undetermined",
        "r",
    ];
    let (code, out, err) = folder.run("", &given);
    assert_eq!(code, 0, "{out}{err}");
    let notice = fs::read_dir(folder.0.path().join("n")).expect("notices").next().expect("a notice").expect("a file");
    let bytes = fs::read(notice.path()).expect("a notice");
    let text = hegui::read::read("n.docx", hegui::document::Format::Docx, &bytes).expect("a Word file").text;
    assert!(!text.contains("exemption"), "{text}");
    assert!(text.contains("Place:"), "{text}");
}
