//! Files as offices hand them in: archives of reports, wrong endings, formats that LibreOffice has to convert.

#![allow(clippy::print_stdout)]

use hegui::batch::convert::{Converter, installed};
use hegui::batch::limits::Limits;
use hegui::batch::paths::Selection;
use hegui::batch::walk::{self, Input, Inputs};
use hegui::document::Format;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

fn found(bytes: &[u8], limits: &Limits) -> (Inputs, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("年报.zip"), bytes).expect("written");
    (walk::find(&[folder.path().to_owned()], false, limits, &Selection::default()), folder)
}

fn check(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
    command.arg("check").args(words).current_dir(folder).env("LANG", "en_US.UTF-8").output().expect("hegui runs")
}

const REPORT: &str = "云桥县水务局2012年政府信息公开工作年度报告\n\n一、概述\n\n2012年，我局公开信息30条。\n";

#[test]
fn members_are_inputs_and_the_rest_is_counted() {
    let inner = archive(&[("c.txt", b"c")]);
    let bytes = archive(&[
        ("乡镇/b.txt", REPORT.as_bytes()),
        ("a.md", REPORT.as_bytes()),
        ("more.zip", &inner),
        ("list.csv", b"1,2"),
        ("__MACOSX/._a.md", b"x"),
    ]);
    let (found, _folder) = found(&bytes, &Limits::default());
    let paths: Vec<String> = found.inputs.iter().map(Input::path).collect();
    assert_eq!(paths.len(), 3, "{paths:?}");
    assert!(paths[0].ends_with("年报.zip!/a.md") && paths[2].ends_with("年报.zip!/乡镇/b.txt"), "{paths:?}");
    // An archive inside is an input that says why it is not read.
    let Input::Member(inner) = &found.inputs[1] else { panic!("{paths:?}") };
    assert!(inner.bytes().is_err_and(|reason| reason.en.contains("inside an archive")), "{paths:?}");
    assert_eq!((found.hidden, found.unknown.get("csv")), (1, Some(&1)));
}

#[test]
fn what_word_keeps_beside_open_files_is_no_report() {
    let bytes = archive(&[("乡镇/~$报.docx", b"owner"), ("乡镇/年报.txt", REPORT.as_bytes())]);
    let (found, folder) = found(&bytes, &Limits::default());
    assert_eq!((found.inputs.len(), found.hidden), (1, 1));
    fs::write(folder.path().join("~$年报.docx"), b"owner").expect("written");
    for hidden in [false, true] {
        let pattern = folder.path().join("*.docx");
        let found = walk::find(&[folder.path().to_owned(), pattern], hidden, &Limits::default(), &Selection::default());
        assert_eq!((found.inputs.len(), found.hidden), (1, 3), "{hidden}");
    }
}

#[test]
fn names_in_gbk_are_decoded() {
    let mut bytes = archive(&[("AAAA.txt", REPORT.as_bytes())]);
    // 年报 in GBK, in place of the four letters of both headers.
    while let Some(at) = bytes.windows(4).position(|window| window == b"AAAA") {
        bytes[at..at + 4].copy_from_slice(b"\xc4\xea\xb1\xa8");
    }
    let (found, _folder) = found(&bytes, &Limits::default());
    assert!(found.inputs[0].path().ends_with("!/年报.txt"), "{:?}", found.inputs[0].path());
}

#[test]
fn limits_are_named() {
    let large = vec![b'a'; 3 << 20];
    let bytes = archive(&[("a.txt", &large), ("b.txt", REPORT.as_bytes())]);
    let reason = |limits: &Limits| -> Vec<String> {
        let (found, _folder) = found(&bytes, limits);
        let words = found.inputs.iter().map(|input| match input {
            Input::Member(member) => member.bytes().err().map(|reason| reason.en).unwrap_or_default(),
            Input::Lost(_, reason) => reason.en.clone(),
            Input::File(_) | Input::Standard => String::new(),
        });
        words.collect()
    };
    let usual = Limits::default();
    let said = |limits| reason(&limits);
    assert_eq!(said(usual), ["over the limit --max-ratio (200)", ""]);
    assert_eq!(said(Limits { ratio: 5000, ..usual }), ["", ""]);
    assert_eq!(said(Limits { ratio: 5000, size: 1000, ..usual }), ["over the limit --max-size (1000)", ""]);
    let sum = Limits { ratio: 5000, inflated: 3 << 20, ..usual };
    assert_eq!(said(sum), ["", "over the limit --max-inflated (3145728)"]);
    assert_eq!(said(Limits { entries: 1, ..usual }), ["over the limit --max-entries (1)"]);
}

#[test]
fn declared_sizes_are_held_to() {
    let mut bytes = archive(&[("a.txt", &[b'a'; 5000])]);
    // The directory says ten bytes: what inflates to more is refused.
    let at = bytes.windows(4).position(|window| window == b"PK\x01\x02").expect("a directory");
    bytes[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    let (found, _folder) = found(&bytes, &Limits::default());
    let Input::Member(member) = &found.inputs[0] else { panic!("{:?}", found.inputs) };
    assert!(member.bytes().is_err());
}

#[test]
fn a_batch_goes_on_behind_a_bomb_and_ends_with_three() {
    let folder = tempfile::tempdir().expect("a folder");
    let large = vec![b' '; 3 << 20];
    fs::write(folder.path().join("a.zip"), archive(&[("bomb.txt", &large), ("fine.txt", REPORT.as_bytes())]))
        .expect("");
    fs::write(folder.path().join("b.zip"), b"PK\x03\x04 broken").expect("");
    let done = check(folder.path(), &["--fail-on", "never", "--format", "json"]);
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert_eq!(done.status.code(), Some(3), "{out}{err}");
    assert!(err.contains("--max-ratio") && err.contains("b.zip") && out.contains("fine.txt"), "{out}{err}");
}

#[test]
fn wrong_endings_are_read_as_what_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.doc"), format!("<html><body><p>{REPORT}</p></body></html>")).expect("");
    fs::write(folder.path().join("b.docx"), REPORT).expect("");
    let done = check(folder.path(), &["--fail-on", "never", "--format", "json"]);
    let out = String::from_utf8_lossy(&done.stdout);
    assert!(out.contains("read as html") && out.contains("read as txt"), "{out}");
}

const RICH: &str =
    r"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\f0 \u24180?\u25253? 2012\par \u19968?\u12289?\u27010?\u36848?\par}";

#[test]
fn without_libreoffice_the_error_says_what_to_install() {
    let converter = Converter::new(None, Duration::from_secs(5));
    let error = converter.modern("a.rtf", Format::Rtf, RICH.as_bytes(), 1 << 20).expect_err("none");
    assert!(error.en.contains("install") && error.zh.contains("LibreOffice"), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_conversion_that_does_not_end_is_ended() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("soffice");
    fs::write(&program, "#!/bin/sh\nsleep 100\n").expect("");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("");
    let converter = Converter::new(Some(program), Duration::from_secs(1));
    let error = converter.modern("a.rtf", Format::Rtf, RICH.as_bytes(), 1 << 20).expect_err("too long");
    assert!(error.en.contains("--convert-timeout"), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_conversion_that_ends_without_a_result_is_begun_again() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("soffice");
    let begun = folder.path().join("begun");
    // The first start sets itself up and makes nothing; the second copies the file to where the result is asked.
    let script = format!(
        "#!/bin/sh\n[ -e '{0}' ] || {{ touch '{0}'; exit 81; }}\nwhile [ \"$1\" != --outdir ]; do shift; done\nmkdir -p \"$2\" && cp \"$3\" \"$2/report.docx\"\n",
        begun.display()
    );
    fs::write(&program, script).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("");
    let converter = Converter::new(Some(program), Duration::from_secs(20));
    let made = converter.modern("a.rtf", Format::Rtf, RICH.as_bytes(), 1 << 20).expect("the second time");
    assert_eq!(made, RICH.as_bytes());
}

#[test]
fn rich_text_is_read_through_libreoffice() {
    let Some(program) = installed() else {
        println!("skipped: no LibreOffice");
        return;
    };
    let converter = Converter::new(Some(program), Duration::from_secs(120));
    let bytes = converter.modern("a.rtf", Format::Rtf, RICH.as_bytes(), 1 << 20).expect("converted");
    let document = hegui::read::read("a.rtf", Format::Rtf, &bytes).expect("read");
    assert_eq!(document.format, Format::Rtf);
    assert!(document.text.contains("年报") && document.text.contains("一、概述"), "{}", document.text);
}

#[cfg(feature = "xlsx")]
#[test]
fn older_workbooks_are_read_through_libreoffice() {
    let Some(program) = installed() else {
        println!("skipped: no LibreOffice");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "云桥县水务局2012年政府信息公开工作年度报告").expect("written");
    sheet.write_string(2, 0, "公开条数").expect("written");
    sheet.write_number(2, 1, 30).expect("written");
    let made = folder.path().join("a.xlsx");
    book.save(&made).expect("a workbook");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let done = Command::new(&program)
        .args([profile.as_str(), "--headless", "--convert-to", "xls", "--outdir"])
        .args([folder.path(), made.as_path()])
        .output();
    let Ok(bytes) = fs::read(folder.path().join("a.xls")) else {
        println!("skipped: LibreOffice has no Calc: {done:?}");
        return;
    };
    let converter = Converter::new(Some(program), Duration::from_secs(120));
    for (name, format) in [("a.xls", Format::Xls), ("a.et", Format::Et)] {
        assert_eq!(hegui::read::signature::settle(hegui::read::format_of(name), &bytes), Ok(format), "{name}");
        let bytes = converter.modern(name, format, &bytes, 1 << 20).expect("converted");
        let document = hegui::read::read(name, format, &bytes).expect("read");
        assert_eq!(document.format, format);
        assert!(document.text.contains("云桥县水务局") && document.text.contains("30"), "{}", document.text);
        assert_eq!(document.tables.len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_conversion_that_is_kept_gives_the_same_output_and_a_damaged_one_is_made_again() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    // Stands for LibreOffice: counts its runs and hands a Word file over that lies beside it.
    let program = folder.path().join("soffice");
    let script = "#!/bin/sh\necho run >> \"${0%/*}/runs\"\nfor last; do :; done\nout=\"${last%/*}/out\"\n\
                  mkdir -p \"$out\"\ncp \"${0%/*}/made.docx\" \"$out/report.docx\"\n";
    fs::write(&program, script).expect("");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/2024-松陂县水务局.docx");
    fs::copy(sample, folder.path().join("made.docx")).expect("a sample");
    fs::create_dir(folder.path().join("in")).expect("");
    fs::write(folder.path().join("in/a.rtf"), RICH).expect("");
    let kept = folder.path().join("kept");
    let flag = format!("--cache={}", kept.display());
    let run = |flags: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
            .args(["check", "--format", "json", "in"])
            .args(flags)
            .current_dir(folder.path())
            .env("HEGUI_SOFFICE", &program)
            .output()
            .expect("hegui runs");
        let runs = fs::read_to_string(folder.path().join("runs")).unwrap_or_default().lines().count();
        (done.status.code(), String::from_utf8(done.stdout).expect("UTF-8"), runs)
    };
    let (code, out, runs) = run(&[]);
    assert!(runs == 1 && out.contains("松陂县水务局"), "{out}");
    assert_eq!(run(&[&flag]), (code, out.clone(), 2));
    assert_eq!(run(&[&flag]), (code, out.clone(), 2));
    assert_eq!(run(&["--no-cache"]), (code, out.clone(), 3));
    let entries: Vec<_> = fs::read_dir(&kept).expect("a folder").map(|entry| entry.expect("").path()).collect();
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    fs::write(entry, "damaged").expect("");
    assert_eq!(run(&[&flag]), (code, out.clone(), 4));
    assert_eq!(run(&[&flag]), (code, out, 4));
    fs::write(folder.path().join("file"), "").expect("");
    assert_eq!(run(&[&format!("--cache={}", folder.path().join("file").display())]).0, Some(2));
}
