//! Notices of corrections as offices make them: from the built-in template and from one of their own, whose placeholders
//! Word has split; read back by hegui's own reader.

use hegui::document::Format;
use hegui::read;
use hegui::render::word;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const REPORT: &str = "青禾县水务局2012年政府信息公开工作年度报告

报告所列数据的统计期限自2012年1月1日起至2012年12月31日止。联系电话：0123-4567890。

一、概述

由某某同志负责<公开>&{{agency}}，联系手机13912346185。共公开信息10条，其中甲类3条、乙类4条。
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        folder.write("in/a.txt", REPORT.as_bytes());
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("written");
    }

    fn template(&self, body: &str) {
        self.write("t.docx", &word::bytes(&word::parts(body, &[])).expect("a file"));
    }

    fn notice(&self, arguments: &[&str]) -> (i32, String, String) {
        let given = ["notice", "in", "--out", "out", "--date", "2013-04-02", "--allow-undetermined"];
        let all: Vec<&str> = given.iter().chain(arguments).copied().collect();
        let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
        command.args(all).current_dir(self.path()).env_clear().env("LANG", "zh_CN.UTF-8").stdin(Stdio::null());
        let done = command.output().expect("hegui runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (done.status.code().expect("an exit code"), text(&done.stdout), text(&done.stderr))
    }

    /// The text of the notice, as hegui reads it.
    fn read(&self) -> String {
        let bytes = fs::read(self.path().join("out/青禾县水务局-2012-更正通知.docx")).expect("a notice");
        read::read("a.docx", Format::Docx, &bytes).expect("a Word file").text
    }
}

fn paragraph(text: &str) -> String {
    word::paragraph("BodyText", text)
}

#[test]
fn the_built_in_template_says_who_must_correct_what_until_when() {
    let folder = Folder::new();
    let (exit, out, err) = folder.notice(&["--office", "青禾县人民政府办公室", "--deadline", "2013-04-30"]);
    assert_eq!(exit, 0, "{err}");
    assert!(out.starts_with("青禾县水务局 2012:应更正 "), "{out}");
    let text = folder.read();
    for said in [
        "关于更正2012年政府信息公开工作年度报告的通知",
        "青禾县水务局：",
        "（a.txt）",
        "位置：“一、概述”",
        "要求：没有未填写的空白和模板占位符",
        "依据：",
        "更正：",
        "2013年4月30日前重新报送",
        "青禾县人民政府办公室",
        "2013年4月2日",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    // What the report has in braces stays the report's.
    assert!(!text.contains("13912346185") && !text.replace("{{agency}}", "").contains("{{"), "{text}");
}

#[test]
fn placeholders_that_word_has_split_are_filled_in_the_look_of_their_first_run() {
    let folder = Folder::new();
    let split = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>致{</w:t></w:r><w:r><w:t>{age</w:t></w:r><w:proofErr w:type=\"x\"/>\
                 <w:r><w:t>ncy }</w:t></w:r><w:r><w:t>}：</w:t></w:r></w:p>";
    let row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>固定</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{item.number}}</w:t>\
               </w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{item.message}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    folder.template(&format!("{split}{row}{}{}", paragraph("全部：{{items}}"), paragraph("{{count}}项&amp;完")));
    let (exit, _, err) = folder.notice(&["--template", "t.docx"]);
    assert_eq!(exit, 0, "{err}");
    let text = folder.read();
    assert!(text.contains("致青禾县水务局："), "{text}");
    let items = text.matches("固定").count();
    assert!(items > 1 && text.contains(&format!("{items}项&amp;完")), "{text}");
    assert_eq!(text.matches("全部：位置：").count(), items, "{text}");
}

#[test]
fn a_paragraph_of_an_item_without_a_value_is_left_out() {
    let folder = Folder::new();
    let lines = ["{{agency}}", "{{item.message}}", "原文 {{item.quote}}", "更正 {{item.correction}}", "{{date}}"];
    folder.template(&lines.map(paragraph).concat());
    let (exit, _, err) = folder.notice(&["--template", "t.docx"]);
    assert_eq!(exit, 0, "{err}");
    let text = folder.read();
    assert!(text.lines().all(|line| line.trim() != "原文"), "{text}");
    assert!(text.lines().any(|line| line.starts_with("原文 ")), "{text}");
    assert_eq!(text.lines().filter(|line| line.contains("2013年4月2日")).count(), 1, "{text}");
}

#[test]
fn what_is_wrong_with_a_template_is_said_by_name() {
    let folder = Folder::new();
    for (body, expected) in [
        (paragraph("{{agency}}{{items}}{{agancy}}"), "未知的占位符 {{agancy}};是否想写 `agency`"),
        (paragraph("{{items}}"), "模板缺少占位符 {{agency}}"),
        (paragraph("{{agency}}"), "模板缺少占位符 {{items}}"),
        (paragraph("{{agency}}{{items}}{{date"), "占位符没有写完:{{date"),
        (paragraph("{{agency}}{{items}}{{deadline}}"), "请用 --deadline 写明"),
        (paragraph("{{agency}}{{items}}{{office}}"), "请用 --office 写明"),
    ] {
        folder.template(&body);
        let (exit, out, err) = folder.notice(&["--template", "t.docx"]);
        assert_eq!((exit, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(expected), "{expected} in {err}");
        assert!(!folder.path().join("out").exists());
    }
    folder.write("t.docx", b"not a Word file");
    assert_eq!(folder.notice(&["--template", "t.docx"]).0, 2);
    folder.template(&paragraph("{{agency}}{{items}}"));
    let (exit, _, err) = folder.notice(&["--template", "t.docx", "--deadline", "2013-04-30"]);
    assert!(exit == 2 && err.contains("{{deadline}}"), "{err}");
}

#[test]
fn files_that_are_there_stay_unless_forced() {
    let folder = Folder::new();
    let name = "out/青禾县水务局-2012-更正通知.docx";
    folder.write(name, b"mine");
    let (exit, out, err) = folder.notice(&["--office", "办公室"]);
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(err.contains("已存在"), "{err}");
    assert_eq!(fs::read(folder.path().join(name)).expect("there"), b"mine");
    assert_eq!(folder.notice(&["--office", "办公室", "--force"]).0, 0);
    assert!(folder.read().contains("办公室"));
    let left: Vec<_> = fs::read_dir(folder.path().join("out")).expect("a folder").collect();
    assert_eq!(left.len(), 1, "nothing half-written stays");
}

#[test]
fn exit_codes_say_whether_all_was_evaluated() {
    let folder = Folder::new();
    folder.write("in/b.docx", b"PK\x03\x04broken");
    assert_eq!(folder.notice(&["--office", "办公室"]).0, 3);
    fs::remove_dir_all(folder.path().join("in")).expect("removed");
    folder.write("in/none.toml", b"");
    assert_eq!(folder.notice(&["--office", "办公室"]).0, 4);
}

#[test]
fn a_roster_says_whose_reports_are_missing() {
    let folder = Folder::new();
    folder.write("roster.csv", "agency\n青禾县水务局\n青禾县林业局\n".as_bytes());
    let (exit, out, err) = folder.notice(&["--office", "办公室", "--roster", "roster.csv"]);
    assert_eq!(exit, 0, "{err}");
    assert!(out.ends_with("应报 2,已收 1,缺:青禾县林业局\n"), "{out}");
}

#[test]
fn the_built_in_template_can_be_taken_as_a_start() {
    let folder = Folder::new();
    let (exit, _, err) = folder.notice(&["--print-template", "t.docx"]);
    assert_eq!(exit, 0, "{err}");
    let (exit, _, err) = folder.notice(&["--template", "t.docx", "--office", "办公室"]);
    assert_eq!(exit, 0, "{err}");
    assert!(folder.read().contains("特此通知"));
}
