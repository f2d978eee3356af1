//! Throughput of reading and of checking, per format, on one report of ordinary size repeated.
//!
//! `cargo bench` prints bytes per second; reports per second follow from the size that the first line states. Compare
//! figures of one run with each other, never with those of another machine: `benches/README.md` keeps the ratios.

#![allow(clippy::print_stdout)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use hegui::audit::{self, Beside};
use hegui::document::Format;
use hegui::fact::{self, Given, fold::Folded};
use hegui::read;
use hegui::rulebook::load::Library;
use std::sync::Arc;

fn main() {
    let text = report(Format::Text);
    println!("one report of {} bytes", text.len());
    divan::main();
}

/// A report of some 20 KB in the manner of the samples: chapters, prose with numbers, lists, a contact.
fn report(format: Format) -> String {
    let (head, chapter) = if format == Format::Markdown { ("# ", "## ") } else { ("", "") };
    let mut text = format!("{head}云桥县水务局2012年政府信息公开工作年度报告\n\n");
    text.push_str("根据《中华人民共和国政府信息公开条例》编制本报告,统计期限自2012年1月1日起至2012年12月31日止。\n\n");
    let titles = [
        "概述",
        "主动公开政府信息情况",
        "依申请公开政府信息情况",
        "收费及减免情况",
        "行政复议、行政诉讼情况",
        "存在的主要问题及改进措施",
    ];
    for (at, title) in titles.iter().enumerate() {
        let number = ["一", "二", "三", "四", "五", "六"][at];
        text.push_str(&format!("{chapter}{number}、{title}\n\n"));
        for paragraph in 0..8 {
            text.push_str(&format!(
                "2012年,我局主动公开政府信息{}条,其中工作动态类{}条,规划计划类12条,财政资金类30条。一是健全制度,明确责任,\
                 由办公室统一受理、分类转办;二是拓宽渠道,在门户网站、公开栏和电子屏同步发布;三是加强培训,全年组织业务学习{}次。\
                 对群众来信来电逐件登记、限时答复,按月通报办理情况。\n\n",
                100 + paragraph,
                58 + paragraph,
                3 + paragraph
            ));
        }
    }
    text
}

const FORMATS: [Format; 2] = [Format::Text, Format::Markdown];

#[divan::bench(args = FORMATS)]
fn reading(bencher: Bencher<'_, '_>, format: Format) {
    let text = report(format);
    bencher.counter(BytesCount::of_str(&text)).bench(|| read::read("a", format, black_box(text.as_bytes())));
}

#[divan::bench]
fn folding(bencher: Bencher<'_, '_>) {
    let text = report(Format::Text);
    let document = read::read("a", Format::Text, text.as_bytes()).expect("text");
    bencher.counter(BytesCount::of_str(&text)).bench(|| Folded::new(black_box(&document)));
}

#[divan::bench]
fn gathering(bencher: Bencher<'_, '_>) {
    let text = report(Format::Text);
    let document = read::read("a", Format::Text, text.as_bytes()).expect("text");
    let rulebook = Library::builtin().get("cn-2008").expect("built in");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| fact::gather(black_box(&document), &rulebook.vocabulary, &Given::default()).numbers.len());
}

#[divan::bench(args = FORMATS)]
fn checking(bencher: Bencher<'_, '_>, format: Format) {
    let text = report(format);
    let rulebook = Library::builtin().get("cn-2008").expect("built in");
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let document = read::read("a", format, black_box(text.as_bytes())).expect("text");
        audit::run(&rulebook, document, &Beside::default()).outcomes.len()
    });
}

#[divan::bench]
fn loading_a_rulebook(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Arc::strong_count(&Library::builtin().get("cn-2008").expect("built in")));
}
