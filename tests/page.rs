//! The HTML page: it reaches for nothing outside of itself, nothing in a report can become markup or script, its
//! policy lets in exactly its own style and script, and it shows the findings that JSON has.

use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Run `hegui check` with arguments in a folder, and return what it printed.
fn hegui(folder: &Path, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("hegui runs");
    assert!(done.status.code().is_some_and(|code| code != 2), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("UTF-8")
}

fn samples() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// A start tag: its name and its attributes.
type Tag = (String, BTreeMap<String, String>);

fn tags(page: &str) -> Vec<Tag> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let tokens = Tokenizer::new(page).map(|token| token.expect("a token"));
    let tags = tokens.filter_map(|token| {
        let Token::StartTag(tag) = token else { return None };
        let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
        Some((text(&tag.name), attributes))
    });
    tags.collect()
}

/// What stands between the first tag of a kind and its end, byte for byte.
fn inside<'p>(page: &'p str, tag: &str) -> &'p str {
    let (_, behind) = page.split_once(&format!("<{tag}>")).expect("the tag");
    behind.split_once(&format!("</{tag}>")).expect("its end").0
}

/// Every tag and attribute that a page may have, so that what is let in has been thought of.
fn assert_tame(page: &str) {
    const TAGS: &str = "html head meta title style body a header h1 h2 h3 h4 main section form label input select option \
        button output div ul ol li details summary span bdi p code strong mark table thead tbody tr th td dl dt dd svg \
        rect footer script";
    const ATTRIBUTES: &str = "lang charset http-equiv content name class href id aria-labelledby aria-label aria-live \
        aria-hidden hidden disabled open role type autocomplete placeholder value scope viewbox preserveaspectratio focusable x y \
        width height title tabindex rowspan colspan";
    let known = |list: &str, name: &str| list.split_whitespace().any(|one| one == name);
    let mut ids = std::collections::BTreeSet::new();
    for (tag, attributes) in tags(page) {
        assert!(known(TAGS, &tag), "<{tag}>");
        for (name, value) in &attributes {
            assert!(known(ATTRIBUTES, name) || name.starts_with("data-"), "{name} on <{tag}>");
            assert!(name != "href" || value.starts_with('#'), "{value}");
            assert!(name != "id" || ids.insert(value.clone()), "{value} twice");
        }
    }
    let count = |tag: &str| page.matches(&format!("<{tag}")).count();
    assert_eq!((count("script"), count("style"), count("title")), (1, 1, 1));
    assert!(!inside(page, "style").contains("url(") && !inside(page, "style").contains("@import"));
    let steers = |c: &char| hegui::render::plain::is_unsafe(*c) && *c != '\n';
    assert_eq!(page.chars().find(steers), None);
}

#[test]
fn the_page_of_the_samples_reaches_for_nothing_and_lets_in_only_its_own() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use sha2::{Digest, Sha256};
    for language in ["zh", "en"] {
        let page = hegui(&samples(), &["--format", "html", "--lang", language]);
        assert_tame(&page);
        let policy = tags(&page).into_iter().find(|(_, attributes)| attributes.contains_key("http-equiv"));
        let policy = policy.expect("a policy").1["content"].clone();
        for (tag, source) in [("style", "style-src"), ("script", "script-src")] {
            let hash = BASE64_STANDARD.encode(Sha256::digest(inside(&page, tag)));
            assert!(policy.contains(&format!("{source} 'sha256-{hash}';")), "{tag}: {policy}");
        }
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    }
}

#[test]
fn the_page_shows_the_findings_that_json_has() {
    let page = hegui(&samples(), &["--format", "html", "--lang", "zh"]);
    let json: serde_json::Value =
        serde_json::from_str(&hegui(&samples(), &["--format", "json", "--lang", "zh"])).expect("JSON");
    let class = |wanted: &str| {
        let has = |(_, attributes): &&Tag| {
            attributes.get("class").is_some_and(|class| class.split(' ').any(|one| one == wanted))
        };
        tags(&page).iter().filter(has).count()
    };
    let reports = json["reports"].as_array().expect("reports");
    let findings: usize = reports.iter().map(|report| report["findings"].as_array().expect("findings").len()).sum();
    assert!(findings > 30, "{findings}");
    assert_eq!(class("finding"), findings);
    assert_eq!(class("report"), reports.len());
    let said = |name: &str| format!("<dd>{}</dd>", json["summary"][name]);
    assert!(["errors", "warnings", "infos", "undetermined"].iter().all(|name| page.contains(&said(name))));
    assert!(
        tags(&page)
            .iter()
            .any(|(tag, attributes)| tag == "td" && attributes.get("class").is_some_and(|c| c == "error"))
    );
}

const HOSTILE: &str = "# </style><script>alert(1)</script>\u{202e}县\"'><img src=x onerror=alert(1)>2022年工作年度报告\n\n\
    2022年,<!-- --> &lt;b&gt; ]]> \u{7}\u{200b}<svg/onload=alert(2)>本机关工作平稳,电话13912346185,身份证号510102199001011238。\n\n\
    ## 一、</title></textarea></details>总体情况\n\n| a\"b | </td></table><script>x</script> |\n|---|---|\n| ××× | <iframe src=//example.org> |\n";

const BOOK: &str = "edition = 1\n[rulebook]\nid = \"office\"\nversion = \"1.0.0\"\ntitle = \"</script><script>alert(3)</script>\"\n\
    [basis]\nself = { name = \"<b onclick=x>依据</b>\" }\n[[rule]]\nid = \"words\"\ntitle = \"用语\"\nseverity = \"error\"\n\
    basis = \"self\"\ncheck.phrase = { forbid = [\"平稳\", \"×××\", \"script\", \"iframe\"] }\nhelp = \"</dl><script>alert(4)</script>\"\n\
    [[rule.pass]]\ntext = \"好\"\n[[rule.fail]]\ntext = \"平稳\"\n[[rule]]\nid = \"privacy\"\ntitle = \"个人信息\"\nseverity = \"error\"\n\
    basis = \"self\"\ncheck.privacy = { find = [\"identity\", \"mobile\"] }\n[[rule.pass]]\ntext = \"好\"\n\
    [[rule.fail]]\ntext = \"身份证号510102199001011238\"\n";

#[test]
fn nothing_in_a_report_becomes_markup_and_personal_data_stays_masked() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a<b>&'.md"), HOSTILE).expect("written");
    fs::write(folder.path().join("b.txt"), HOSTILE).expect("written");
    fs::write(folder.path().join("c.docx"), "no archive").expect("written");
    fs::write(folder.path().join("office.toml"), BOOK).expect("written");
    fs::write(folder.path().join("roster.csv"), "agency\n<script>alert(5)</script>某局\n\"\"\"乙局\"\n")
        .expect("written");
    let page = hegui(
        folder.path(),
        &[
            "--rulebook",
            "office.toml",
            "--roster",
            "roster.csv",
            "--format",
            "html",
            "--lang",
            "zh",
            "a<b>&'.md",
            "b.txt",
            "c.docx",
        ],
    );
    assert_tame(&page);
    assert!(page.contains("&lt;/script&gt;") || page.contains("&lt;script&gt;"));
    for secret in ["13912346185", "510102199001011238"] {
        assert!(HOSTILE.contains(secret) && !page.contains(secret), "{secret}");
    }
    assert!(page.contains("139****6185"));
    assert_eq!(page.matches("data-verdict=\"missing\"").count(), 2);
    assert!(page.matches("class=\"finding error\"").count() >= 6, "{page}");
}

#[test]
fn a_long_report_is_shown_around_its_findings() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "工作有序推进。".repeat(3000);
    let text = format!(
        "某某县水务局2012年工作年度报告\n\n一、概述\n\n{long}总体平稳。{long}\n\n{}",
        "有序推进工作。\n\n".repeat(9000)
    );
    fs::write(folder.path().join("a.txt"), text).expect("written");
    fs::write(folder.path().join("office.toml"), BOOK).expect("written");
    let page = hegui(folder.path(), &["--rulebook", "office.toml", "--format", "html", "--lang", "zh", "a.txt"]);
    assert_tame(&page);
    assert!(page.len() < 400_000, "{}", page.len());
    assert!(page.contains(">平稳</mark>") && page.contains("…(略 "));
}

#[test]
fn what_was_exempted_stands_apart_and_counts_apart() {
    use hegui::audit::{self, Beside};
    use hegui::batch::{Entry, tally::Tally};
    use hegui::document::Document;
    use hegui::finding::{Exemption, Severity, Source as Given};
    use hegui::language::Language;
    use hegui::render::{Closing, OutputFormat, Style, excerpt::Look};
    use hegui::rulebook::load::{Library, Source};
    let mut library = Library::builtin();
    let source = Source { name: "office.toml".to_owned(), text: BOOK.to_owned() };
    let Ok(id) = library.add(source) else { panic!("a rulebook") };
    let Ok(book) = library.get(&id) else { panic!("a rulebook") };
    let mut audit = audit::run(&book, Document::passage("a.txt", "工作平稳。填写×××。"), &Beside::default());
    let finding = audit.outcomes.iter_mut().flat_map(|outcome| &mut outcome.findings).next().expect("a finding");
    let until = Some("2030-12-31".parse().expect("a day"));
    let by = Some("某某科".to_owned());
    finding.exempt = Some(Exemption { reason: "<i>已核实</i>".to_owned(), by, until, source: Given::Baseline(0) });
    let look = Look { color: false, ascii: false, width: 80 };
    let style = Style {
        format: OutputFormat::Html,
        language: Language::Zh,
        look,
        least: Severity::Info,
        quiet: false,
        fail_on: None,
    };
    let entry = Entry::Judged(Box::new(audit));
    let mut tally = Tally::new(true);
    tally.add(&entry, Severity::Info);
    let closing = Closing { tally: &tally, exit: 0, rulebooks: &[&book] };
    let page = style.head(None) + &style.entry(&entry) + &style.tail(&closing);
    assert_tame(&page);
    assert_eq!((page.matches("class=\"finding error\"").count(), page.matches("class=\"exemption\"").count()), (1, 1));
    for words in ["&lt;i&gt;已核实&lt;/i&gt;", "某某科", "2030-12-31", "<dt>已豁免</dt><dd>1</dd>", "data-error=\"1\""]
    {
        assert!(page.contains(words), "{words}");
    }
}
