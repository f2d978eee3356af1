//! The fuzz targets without a fuzzer: the corpus, and bounded mutations of it that are the same in every run, through the
//! entry of each target. `HEGUI_FUZZ=20` runs twenty times as many; `HEGUI_BLESS=1` writes the corpus anew.
#![cfg(feature = "pdf")]
#![allow(clippy::print_stdout)]

#[path = "../fuzz/entry.rs"]
mod entry;
#[allow(dead_code)]
mod forms;
#[allow(dead_code)]
mod writer;

use entry::Target;
use forms::Form;
use forms::source::{Cell, Grid, Piece};
use std::fs;
use std::io::{Cursor, Read};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Mutations of a target in a usual run; those that judge cost more.
fn rounds(target: Target) -> usize {
    let times = std::env::var("HEGUI_FUZZ").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    times
        * match target {
            Target::Text | Target::Markdown | Target::Html | Target::Docx | Target::Ofd | Target::Workbook => 400,
            Target::Pdf => 200,
            Target::Rulebook | Target::Pipeline => 60,
        }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).unwrap_or(0)
    }
}

/// What readers stumble over.
const TOKENS: [&[u8]; 24] = [
    b"\0",
    b"\xff\xfe",
    b"\xe4\xb8",
    b"\r\n",
    b"99999999999999999999",
    b"-1",
    b"<table><tr><td rowspan=99999>",
    b"</p>",
    b"&#xfffff;",
    b"|---|",
    "一、".as_bytes(),
    "（三）".as_bytes(),
    "2019年2月30日".as_bytes(),
    b"<w:p>",
    b"</w:tc>",
    b"w:val='0'",
    b"[[",
    b">>",
    b"endobj",
    b" 0 R",
    b"<<",
    b"{n}",
    b"\xf0\x9f\x98\x80",
    b"***",
];

/// Bytes with a few things changed.
fn mutated(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(out.len() + 1);
        let end = (at + dice.below(64)).min(out.len());
        match dice.below(6) {
            0 if at < out.len() => out[at] ^= 1 << dice.below(8),
            1 => drop(out.drain(at..end)),
            2 => drop(out.splice(at..at, out[at..end].repeat(1 + dice.below(4)))),
            3 => drop(out.splice(at..end, TOKENS[dice.below(TOKENS.len())].to_vec())),
            4 => out.truncate(at.max(out.len() / 2)),
            _ => {
                let from = dice.below(other.len() + 1);
                let part = &other[from..(from + dice.below(200)).min(other.len())];
                drop(out.splice(at..at, part.to_vec()));
            }
        }
    }
    out
}

/// A package with one of its parts changed, or its bytes themselves.
fn repacked(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return mutated(dice, bytes, bytes) };
    if dice.below(4) == 0 {
        return mutated(dice, bytes, bytes);
    }
    let chosen = dice.below(archive.len());
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("read");
        let content = if at == chosen { mutated(dice, &content, &content) } else { content };
        parts.push((name, content));
    }
    forms::word::packed(&parts)
}

/// A short report with a table.
fn report() -> Vec<Piece> {
    let cell = |row, column, down, across, text: &str| Cell { row, column, down, across, text: text.to_owned() };
    let cells = vec![
        cell(0, 0, 1, 2, "项目"),
        cell(0, 2, 1, 1, "总计"),
        cell(1, 0, 2, 1, "三、办理结果"),
        cell(1, 1, 1, 1, "（一）予以公开"),
        cell(1, 2, 1, 1, "12"),
        cell(2, 1, 1, 1, "（二）不予公开"),
        cell(2, 2, 1, 1, "3"),
    ];
    vec![
        Piece::Title("云桥县水务局2023年政府信息公开工作年度报告".to_owned()),
        Piece::Heading(1, "一、总体情况".to_owned()),
        Piece::Paragraph("全年公开信息45条，其中：1.机构职能30条；2.工作动态15条，占33.3%。".to_owned()),
        Piece::Heading(1, "二、收到和处理政府信息公开申请情况".to_owned()),
        Piece::Table(Grid { rows: 3, columns: 3, cells }),
        Piece::Paragraph("联系电话：0999-8000001，截至2023年12月31日。".to_owned()),
    ]
}

const RULEBOOK: &str = "edition = 1\n[rulebook]\nid = \"a\"\nversion = \"1.0.0\"\ntitle = \"甲\"\nlanguage = \"zh\"\nextends = [\"cn-2021\"]\n\
    [basis]\nb = { name = \"乙\" }\n[[figure]]\nid = \"said\"\npattern = \"公开{n}条\"\n[[rule]]\nid = \"r\"\ntitle = \"丙\"\n\
    severity = \"error\"\nbasis = \"b\"\nwhen = { cell = \"requests.new.total > 0\" }\ncheck.equation = { holds = \"said = sum(requests.denied.total) + 1\" }\n\
    [[rule.pass]]\ntext = \"公开1条\"\n[[rule.fail]]\ntext = \"公开2条\"\n";

/// The seeds of a target, by name.
fn seeds(target: Target) -> Vec<(&'static str, Vec<u8>)> {
    let form = |form: Form| form.write(&report());
    match target {
        Target::Text => {
            vec![("bars.txt", form(Form::Bars)), ("cells.txt", form(Form::Cells)), ("rows.txt", form(Form::Rows))]
        }
        Target::Markdown => vec![("report.md", form(Form::Markdown))],
        Target::Html => vec![("site.html", form(Form::Site)), ("saved.html", form(Form::Saved))],
        Target::Docx => vec![("styled.docx", form(Form::Styled)), ("bold.docx", form(Form::Bold))],
        Target::Pdf => vec![("report.pdf", form(Form::Pdf))],
        Target::Ofd => vec![("report.ofd", form(Form::Ofd))],
        Target::Workbook => vec![("report.xlsx", form(Form::Workbook))],
        Target::Rulebook => vec![("book.toml", RULEBOOK.as_bytes().to_vec())],
        Target::Pipeline => vec![
            ("report.txt", form(Form::Bars)),
            ("report.docx", form(Form::Bold)),
            ("report.html", form(Form::Saved)),
        ],
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name)
}

#[test]
fn the_corpus_and_its_mutations_harm_nothing() {
    let mut failed = Vec::new();
    for (target, name) in Target::ALL {
        if std::env::var_os("HEGUI_BLESS").is_some() {
            fs::create_dir_all(folder(name)).expect("a folder");
            for (file, bytes) in seeds(target) {
                fs::write(folder(name).join(file), bytes).expect("written");
            }
        }
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder(name)).expect("a corpus").map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        let corpus: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a seed")).collect();
        assert!(!corpus.is_empty(), "no corpus of {name}");
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for round in 0..corpus.len() + rounds(target) {
            let bytes = match corpus.get(round) {
                Some(seed) => seed.clone(),
                None => {
                    let seed = &corpus[dice.below(corpus.len())];
                    let other = &corpus[dice.below(corpus.len())];
                    if seed.starts_with(b"PK") { repacked(&mut dice, seed) } else { mutated(&mut dice, seed, other) }
                }
            };
            if catch_unwind(|| target.run(&bytes)).is_err() {
                let kept = std::env::temp_dir().join(format!("hegui-fuzz-{name}-{round}"));
                fs::write(&kept, &bytes).expect("written");
                failed.push(format!("{name} round {round}: {}", kept.display()));
            }
        }
        println!("{name}: {} runs", corpus.len() + rounds(target));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
