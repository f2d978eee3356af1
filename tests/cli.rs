//! The command as its users meet it: exit codes, paths, streams. What it prints is held by `tests/cases/output`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

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
severity = "error"
basis = "notice 第三条"
check.phrase = { forbid = ["某某"] }
[[rule.pass]]
text = "由王同志负责。"
[[rule.fail]]
text = "由某某同志负责。"
"#;

const GOOD: &str = "青禾县水务局2012年政府信息公开工作年度报告\n由王同志负责。\n";
const BAD: &str = "青禾县水务局2012年政府信息公开工作年度报告\n由某某同志负责。\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        folder.write("book.toml", RULEBOOK);
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
        command.args(arguments).current_dir(self.path()).env_clear().env("LANG", "en_US.UTF-8").stdin(Stdio::null());
        command
    }

    fn check(&self, arguments: &[&str]) -> (i32, String, String) {
        let all: Vec<&str> = ["check", "--rulebook", "book.toml"].iter().chain(arguments).copied().collect();
        told(&self.command(&all).output().expect("hegui runs"))
    }
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(&output.stdout), text(&output.stderr))
}

#[test]
fn exit_codes() {
    let folder =
        Folder::new(&[("good.txt", GOOD), ("bad.txt", BAD), ("none/a.ppt", "x"), ("wrong.toml", "edition = 9")]);
    for (arguments, expected) in [
        (&["good.txt"][..], 0),
        (&["bad.txt"], 1),
        (&["--fail-on", "never", "bad.txt"], 0),
        (&["absent.txt"], 3),
        (&["none/a.ppt"], 3),
        (&["absent.txt", "bad.txt"], 1),
        (&["--max-size", "8", "good.txt"], 3),
        (&["none"], 4),
        (&["--rulebook", "wrong.toml", "bad.txt"], 2),
        (&["--rulebook", "nosuch", "bad.txt"], 2),
        (&["--format", "jsn", "bad.txt"], 2),
        (&["--format", "json", "--format", "text", "bad.txt"], 2),
        (&["--format", "json=no/such/folder/a.json", "bad.txt"], 2),
        (&["--previous", "absent.txt", "good.txt"], 3),
    ] {
        let words: Vec<&str> = std::iter::once("check").chain(arguments.iter().copied()).collect();
        let words =
            if arguments.contains(&"--rulebook") { words } else { [&words[..], &["--rulebook", "book.toml"]].concat() };
        let (code, out, err) = told(&folder.command(&words).output().expect("hegui runs"));
        assert_eq!(code, expected, "{arguments:?}\n{out}\n{err}");
        assert!(code != 2 || (out.is_empty() && !err.is_empty()), "{arguments:?}: {out}");
    }
}

#[test]
fn a_path_that_exists_is_no_pattern() {
    let folder = Folder::new(&[("[终稿].txt", BAD), ("终.txt", GOOD)]);
    let (code, out, _) = folder.check(&["--format", "concise", "[终稿].txt"]);
    assert_eq!((code, out.starts_with("[终稿].txt:2:2: error no-somebody")), (1, true), "{out}");
    let (code, out, _) = folder.check(&["--format", "concise", "[终].txt"]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn folders_are_walked_in_order_and_nothing_is_left_out_in_silence() {
    let folder =
        Folder::new(&[("b.txt", BAD), ("a/2.md", BAD), ("a/1.txt", BAD), ("a/.hidden.txt", BAD), ("a/t.ppt", "x")]);
    let (_, out, err) = folder.check(&["--format", "concise", ".", "b.txt", "*.txt"]);
    let paths: Vec<&str> = out.lines().map(|line| line.split(':').next().unwrap_or_default()).collect();
    assert_eq!(paths, ["./a/1.txt", "./a/2.md", "./b.txt"]);
    assert!(err.contains(".ppt 1") && err.contains("skipped 1 hidden"), "{err}");
    let (_, out, _) = folder.check(&["--format", "concise", "--hidden", "a"]);
    assert_eq!(out.lines().count(), 3);
}

#[cfg(unix)]
#[test]
fn links_that_loop_end() {
    let folder = Folder::new(&[("a/x.txt", BAD)]);
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).expect("a link");
    let (code, out, _) = folder.check(&["--format", "concise", "a"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
}

#[test]
fn standard_input_is_a_report() {
    use std::io::Write;
    let folder = Folder::new(&[]);
    let mut child = folder
        .command(&["check", "--rulebook", "book.toml", "--format", "concise", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("hegui runs");
    child.stdin.take().expect("a pipe").write_all(BAD.as_bytes()).expect("written");
    let (code, out, _) = told(&child.wait_with_output().expect("an end"));
    assert_eq!((code, out.starts_with("-:2:2: error")), (1, true), "{out}");
}

#[test]
fn order_does_not_depend_on_threads() {
    let files: Vec<(String, String)> = (0..120)
        .map(|at| (format!("r/{at:03}.txt"), format!("{BAD}{}", "由某某负责。".repeat((at * 37) % 50))))
        .collect();
    let folder = Folder::new(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let one = folder.check(&["--format", "json", "--jobs", "1", "r"]);
    let many = folder.check(&["--format", "json", "--jobs", "8", "r"]);
    assert_eq!(one, many);
    let json: serde_json::Value = serde_json::from_str(&one.1).expect("JSON");
    assert_eq!(json["summary"]["reports"], 120);
}

#[test]
fn outputs_go_to_files_whole() {
    let folder = Folder::new(&[("bad.txt", BAD), ("out.json", "old")]);
    let (code, out, _) = folder.check(&["--format", "json=out.json", "--format", "concise", "bad.txt"]);
    assert_eq!((code, out.lines().count()), (1, 1));
    let text = fs::read_to_string(folder.path().join("out.json")).expect("a file");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["reports"][0]["findings"][0]["labels"][0]["text"], "某某");
    let names: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{names:?}");
}

#[test]
fn no_escape_reaches_the_terminal() {
    let text = format!("{BAD}\u{1b}]0;由某某\u{7}\u{9b}负责\u{202e}。\n");
    let folder = Folder::new(&[("报\u{1b}[31m告.txt", &text)]);
    for format in ["text", "concise", "json"] {
        let (_, out, err) = folder.check(&["--format", format, ".", "no\u{1b}[2Jsuch.txt"]);
        let steering = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!out.contains(steering) && !err.contains(steering), "{format}: {out:?} {err:?}");
    }
    let coloured = folder.command(&["check", "--rulebook", "book.toml", "--color", "always", "."]).output();
    let (_, out, _) = told(&coloured.expect("hegui runs"));
    assert!(out.contains("\u{1b}[1;31m"), "{out:?}");
    let plain = folder.command(&["check", "--rulebook", "book.toml", "."]).env("NO_COLOR", "1").output();
    assert!(!told(&plain.expect("hegui runs")).1.contains('\u{1b}'));
}

#[test]
fn offsets_are_bytes_of_the_file() {
    let text = format!("\u{feff}{}", BAD.replace('\n', "\r\n"));
    let folder = Folder::new(&[("a.txt", &text)]);
    let (_, out, _) = folder.check(&["--format", "json", "a.txt"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let label = &json["reports"][0]["findings"][0]["labels"][0];
    let at = text.find("某某").expect("there");
    assert_eq!(label["start"], at);
    assert_eq!(label["end"], at + "某某".len());
    assert_eq!(label["place"], serde_json::json!({"line": 2, "column": 2}));
}

#[test]
fn names_that_are_nearly_right_are_offered() {
    let folder = Folder::new(&[]);
    let (code, _, err) =
        told(&folder.command(&["explain", "--rulebook", "book.toml", "no-sombody"]).output().expect("runs"));
    assert_eq!((code, err.contains("did you mean `no-somebody`?")), (2, true), "{err}");
    let (code, _, err) = folder.check(&["--rulebook", "offise"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let folder = Folder::new(&[]);
    let help = told(&folder.command(&["--help"]).output().expect("hegui runs")).1;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<&str> = listed
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 8, "{help}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = told(&folder.command(&["completions", shell]).output().expect("hegui runs"));
        assert_eq!(code, 0);
        for command in &commands {
            assert!(out.contains(command), "{shell} {command}");
        }
    }
    let (_, page, _) = told(&folder.command(&["man"]).output().expect("hegui runs"));
    for command in commands {
        assert!(page.contains(&format!("hegui\\-{command}(1)")), "{command}: {page}");
        let (code, own, _) = told(&folder.command(&["man", command]).output().expect("hegui runs"));
        assert_eq!((code, own.contains(".SH SYNOPSIS")), (0, true), "{command}");
    }
    assert_eq!(told(&folder.command(&["man", "chekc"]).output().expect("hegui runs")).0, 2);
}
