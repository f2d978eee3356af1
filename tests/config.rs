//! The configuration as its users meet it: where it is found, what wins over what, what it may not do.

use std::fs;
use std::process::{Command, Stdio};

const RULEBOOK: &str = r#"
edition = 1
[rulebook]
id = "office"
version = "1.0.0"
title = "办公室规则"
[basis]
notice = { name = "《关于年报编制的通知》" }
[[rule]]
id = "no-somebody"
title = "没有“某某”"
severity = "warning"
basis = "notice 第三条"
check.phrase = { forbid = ["某某"] }
[[rule.pass]]
text = "由王同志负责。"
[[rule.fail]]
text = "由某某同志负责。"
"#;

const REPORT: &str = "青禾县水务局2012年政府信息公开工作年度报告\n由某某同志负责。\n";

const CONFIG: &str = "rulebooks = [\"rules/office.toml\"]\noutputs = [\"concise\"]\nlang = \"en\"\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(config: &str) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        folder.write("hegui.toml", config);
        folder.write("rules/office.toml", RULEBOOK);
        folder.write("reports/2012/a.txt", REPORT);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn hegui(&self, within: &str, variables: &[(&str, &str)], arguments: &[&str]) -> (i32, String, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
            .args(arguments)
            .current_dir(self.0.path().join(within))
            .env_clear()
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .expect("hegui runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (done.status.code().expect("an exit code"), text(done.stdout), text(done.stderr))
    }
}

#[test]
fn it_is_found_upwards_and_its_paths_are_its_own() {
    let folder = Folder::new(CONFIG);
    let (code, out, err) = folder.hegui("reports/2012", &[], &["check"]);
    assert_eq!((code, out.as_str()), (0, "./a.txt:2:2: warning no-somebody: “某某” should not stand here\n"), "{err}");
    let (code, out, _) = folder.hegui("reports", &[], &["check", "--no-config", "--lang", "en"]);
    assert!(code != 0 && !out.contains("no-somebody"), "{code} {out}");
    folder.write("reports/.git", "");
    let (_, out, _) = folder.hegui("reports", &[], &["check"]);
    assert!(!out.contains("no-somebody"), "beyond the root of the repository: {out}");
    let (_, out, _) = folder.hegui("reports", &[("HEGUI_CONFIG", "../hegui.toml")], &["check"]);
    assert!(out.starts_with("./2012/a.txt:2:2: warning"), "{out}");
    let (code, _, err) = folder.hegui("reports", &[], &["check", "--config", "none.toml"]);
    assert_eq!((code, err.contains("none.toml")), (2, true), "{err}");
}

#[test]
fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
    let folder = Folder::new(&format!("fail-on = \"error\"\n{CONFIG}"));
    let code = |variables: &[(&str, &str)], arguments: &[&str]| folder.hegui("", variables, arguments).0;
    assert_eq!(code(&[], &["check"]), 0);
    assert_eq!(code(&[("HEGUI_FAIL_ON", "warning")], &["check"]), 1);
    assert_eq!(code(&[("HEGUI_FAIL_ON", "warning")], &["check", "--fail-on", "error"]), 0);
    assert_eq!(code(&[("HEGUI_FAILON", "warning")], &["check"]), 2);
    assert_eq!(code(&[("HEGUI_MAX_SIZE", "8")], &["check"]), 3);
    assert_eq!(code(&[("HEGUI_MAX_SIZE", "8")], &["check", "--max-size", "1K"]), 0);
    let (_, out, _) = folder.hegui("", &[("HEGUI_FORMAT", "json"), ("HEGUI_LANG", "zh")], &["check"]);
    assert!(out.starts_with("{\"schema\""), "{out}");
    let (_, out, _) = folder.hegui("", &[("HEGUI_FORMAT", "json")], &["check", "--format", "text"]);
    assert!(out.contains("warning no-somebody"), "{out}");
}

#[test]
fn undetermined_may_be_allowed_by_the_file_and_not_by_the_flag() {
    let folder = Folder::new("allow-undetermined = true\nrulebooks = [\"cn-2021\"]\n");
    let without = folder.hegui("", &[], &["check", "--fail-on", "never"]).0;
    let with = folder.hegui("", &[], &["check", "--fail-on", "never", "--allow-undetermined=false"]).0;
    assert_eq!((without, with), (0, 3));
}

#[test]
fn an_override_is_for_its_paths_and_a_flag_is_for_all() {
    let folder = Folder::new(&format!(
        "{CONFIG}[[override]]\npaths = [\"reports/2012\"]\nyear = 1999\nrulebook = \"rules/other.toml\"\n"
    ));
    let other = RULEBOOK.replace("\"office\"", "\"other\"").replace("no-somebody", "nobody");
    folder.write("rules/other.toml", &other);
    folder.write("reports/2013/b.txt", REPORT);
    let year = |arguments: &[&str]| {
        let all = [&["check", "--format", "json"], arguments].concat();
        let (_, out, err) = folder.hegui("", &[], &all);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
        let told = |report: &serde_json::Value| format!("{} {}", report["rulebook"], report["year"]);
        json["reports"].as_array().expect("a list").iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(year(&[]), ["\"other\" 1999", "\"office\" 2012"]);
    assert_eq!(year(&["--year", "2001"]), ["\"other\" 2001", "\"office\" 2001"]);
    assert_eq!(year(&["--rulebook", "rules/office.toml"]), ["\"office\" 1999", "\"office\" 2012"]);
}

#[test]
fn a_file_that_is_named_is_checked_whatever_is_excluded() {
    let folder = Folder::new(&format!("exclude = [\"2012\"]\n{CONFIG}"));
    let (code, out, err) = folder.hegui("", &[], &["check"]);
    assert_eq!((code, out.as_str()), (4, ""), "{err}");
    assert!(err.contains("skipped 1 by include and exclude"), "{err}");
    let (_, out, _) = folder.hegui("", &[], &["check", "reports/2012/a.txt"]);
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn several_rulebooks_are_chosen_among_by_year() {
    let folder = Folder::new(&CONFIG.replace("]\noutputs", ", \"auto\"]\noutputs"));
    let dated = RULEBOOK.replace("title = \"办公室规则\"", "title = \"办公室规则\"\nyears = \"2012\"");
    folder.write("rules/office.toml", &dated);
    folder.write("reports/b.txt", &REPORT.replace("2012", "2014"));
    let (_, out, _) = folder.hegui("", &[], &["check", "--format", "json", "reports"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let books: Vec<_> = json["reports"].as_array().expect("a list").iter().map(|report| &report["rulebook"]).collect();
    assert_eq!(books, ["office", "cn-2008"]);
}

#[test]
fn init_writes_a_configuration_that_is_right_and_touches_none_that_is_there() {
    let folder = Folder::new("");
    fs::remove_file(folder.0.path().join("hegui.toml")).expect("removed");
    for (language, word) in [("zh", "规则集"), ("en", "Rulebooks")] {
        let (code, out, err) = folder.hegui("", &[], &["init", "--lang", language]);
        assert_eq!((code, out.trim_end().ends_with("hegui.toml")), (0, true), "{err}");
        let path = folder.0.path().join("hegui.toml");
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(word));
        assert_ne!(folder.hegui("", &[], &["check"]).0, 2);
        assert_eq!(folder.hegui("", &[], &["init"]).0, 2);
        assert_eq!(fs::read_to_string(&path).expect("a file"), text);
        fs::remove_file(path).expect("removed");
    }
    assert_eq!(folder.hegui("", &[], &["init", "none/such"]).0, 2);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let folder = Folder::new(&format!("\u{feff}{CONFIG}"));
    let (code, out, err) = folder.hegui("", &[], &["check"]);
    assert_eq!((code, out.lines().count()), (0, 1), "{err}");
    folder.write("hegui.toml", "\u{feff}lang = \"en\"\r\nfail = \"error\"\r\n");
    let (code, _, err) = folder.hegui("", &[], &["check"]);
    assert_eq!((code, err.contains("hegui.toml:2:1")), (2, true), "{err}");
}

#[test]
fn severities_reach_what_is_said_of_a_rule() {
    let folder = Folder::new(&format!(
        "{CONFIG}[severity]\nno-somebody = {{ level = \"off\", reason = \"names are not given\" }}\n"
    ));
    let (code, out, err) = folder.hegui("", &[], &["explain", "no-somebody"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("off") && out.contains("names are not given"), "{out}");
    let (_, out, _) = folder.hegui("", &[], &["rules", "--rulebook", "rules/office.toml"]);
    assert!(out.contains("no-somebody  off"), "{out}");
    let (_, out, _) = folder.hegui("", &[], &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["reports"][0]["outcomes"].as_array().map(Vec::len), Some(0));
}
