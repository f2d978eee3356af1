//! What one text repeated costs: three times of it cost about three times, whatever it is. Measured in the CPU time of the
//! processes, which Linux tells; one test in its own binary, so that no other test's children are counted.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stderr)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const HEAD: &str = "# 云桥县水务局2012年政府信息公开工作年度报告\n\n## 一、概述\n\n";
const TAIL: &str = "\n\n## 二、主动公开政府信息的情况\n\n无。\n";

/// What is repeated: marks that nothing closes, dates, numbers and bodies without a stop between them.
const REPEATED: [&str; 13] = [
    "2012年",
    "2012年3月4日，",
    "截至2011年3月4日",
    "《",
    "《办法",
    "（",
    "“内",
    "139 ",
    "<!--",
    "<!--hegui:",
    "云桥县教育局、",
    "办结申请7件，占3.1%。",
    "7件，占3.1%，",
];

/// CPU time of all children that ended, in ticks of 10 ms.
fn spent() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields = stat.rsplit(')').next().unwrap_or_default();
    // utime, stime, cutime and cstime are fields 14 to 17; the list here begins with the third.
    fields.split_whitespace().skip(13).take(2).map(|field| field.parse::<u64>().expect("ticks")).sum()
}

fn cost(folder: &Path, text: &str) -> u64 {
    let file = folder.join("a.md");
    fs::write(&file, text).expect("written");
    let before = spent();
    let mut command = Command::new(env!("CARGO_BIN_EXE_hegui"));
    command.args(["check", "--no-config", "--format", "json", "--jobs", "1"]).arg(&file);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("hegui runs");
    assert!(status.code().is_some_and(|code| code != 2), "{status}");
    spent() - before
}

#[test]
fn repeats_cost_what_their_length_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let repeated = |piece: &str, kilobytes: usize| {
        let text = piece.repeat(kilobytes * 1024 / piece.len());
        cost(folder.path(), &format!("{HEAD}{text}{TAIL}"))
    };
    let start = cost(folder.path(), &format!("{HEAD}{TAIL}"));
    let mut slow = Vec::new();
    for piece in REPEATED {
        let (small, large) = (repeated(piece, 12), repeated(piece, 36));
        let (small, large) = (small.saturating_sub(start).max(5), large.saturating_sub(start));
        eprintln!("{piece}: {small} {large}");
        if large > small * 6 {
            slow.push(format!("{piece}: {small} ticks for 12 KB, {large} for 36"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
