//! The frame of the page: its policy, its style and script, the head, and the tools above the list of units.

use crate::finding::Severity;
use crate::language::Language;
use crate::render::wording::{pick, severity, verdict};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

/// The verdicts, as they are offered to filter by.
const VERDICTS: [&str; 7] = ["fail", "exempted", "undetermined", "pass", "not_applicable", "unreadable", "missing"];

/// The style sheet. A browser hashes it with plain line ends, whatever a checkout made of them.
pub(super) fn sheet() -> String {
    include_str!("page.css").replace("\r\n", "\n")
}

/// The script.
pub(super) fn script() -> String {
    include_str!("page.js").replace("\r\n", "\n")
}

/// The content policy: nothing but the page's own style and script.
pub(super) fn policy() -> String {
    let hash = |text: String| BASE64_STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(sheet()),
        hash(script())
    )
}

/// The code of a language in HTML.
pub(super) fn code(language: Language) -> &'static str {
    pick(language, "zh-CN", "en")
}

/// From the first byte to where the reports begin.
pub(super) fn head(language: Language) -> Markup {
    let title = pick(language, "报告合规检查结果", "Reports checked for compliance");
    let page = html! {
        (DOCTYPE)
        html lang=(code(language)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(sheet())) }
            }
            body {
                a.skip href="#summary" { (pick(language, "跳到汇总", "Skip to the summary")) }
                a.skip href="#reports" { (pick(language, "跳到各单位", "Skip to the units")) }
                header { h1 { (title) } }
                main {
                    section #reports aria-labelledby="reports-title" {
                        h2 #reports-title { (pick(language, "各单位", "Units")) }
                        (tools(language))
                        (columns(language))
                        ul.reports {}
                    }
                }
            }
        }
    };
    let page = page.into_string();
    let open = page.find("</ul>").and_then(|end| page.get(..end)).unwrap_or_default();
    PreEscaped(open.to_owned())
}

/// What stands behind the last report: lines of the list that are of none, the summary, and the end of the page.
pub(super) fn tail(missing: Markup, summary: Markup, language: Language) -> String {
    let footer = html! {
        footer {
            p {
                (pick(language, "由 hegui ", "Made by hegui ")) (env!("CARGO_PKG_VERSION"))
                (pick(language, " 生成。个人信息已遮盖;本页不访问网络。", ". Personal data is masked; this page uses no network."))
            }
        }
        script { (PreEscaped(script())) }
    };
    let (missing, summary, footer) = (missing.into_string(), summary.into_string(), footer.into_string());
    format!("{missing}</ul></section>{summary}</main>{footer}</body></html>\n")
}

/// What the list is filtered by; shown by the script, which it needs.
fn tools(language: Language) -> Markup {
    let all = pick(language, "全部", "all");
    html! {
        form.tools hidden role="search" aria-label=(pick(language, "筛选", "Filter")) {
            label { (pick(language, "查找", "Find"))
                input type="search" name="text" autocomplete="off" placeholder=(pick(language, "机关、文件、文字", "agency, file, words"));
            }
            label { (pick(language, "结论", "Verdict"))
                select name="verdict" {
                    option value="" { (all) }
                    @for name in VERDICTS { option value=(name) { (verdict(name, language)) } }
                }
            }
            label { (pick(language, "级别", "Severity"))
                select name="severity" {
                    option value="" { (all) }
                    @for level in [Severity::Error, Severity::Warning, Severity::Info] {
                        option value=(level.name()) { (severity(level, language)) }
                    }
                }
            }
            label { (pick(language, "规则", "Rule"))
                select name="rule" { option value="" { (all) } }
            }
            button type="button" name="toggle" data-open=(pick(language, "全部展开", "Open all")) data-close=(pick(language, "全部收起", "Close all")) {
                (pick(language, "全部展开", "Open all"))
            }
            output aria-live="polite" data-words=(pick(language, "显示 {shown} / {all}", "{shown} of {all} shown")) {}
        }
    }
}

/// The heads of the list's columns, by which the script sorts it; without the script they are heads only.
fn columns(language: Language) -> Markup {
    let columns = [
        ("name", pick(language, "机关", "Agency")),
        ("year", pick(language, "年度", "Year")),
        ("verdict", pick(language, "结论", "Verdict")),
        ("error", severity(Severity::Error, language)),
        ("warning", severity(Severity::Warning, language)),
        ("info", severity(Severity::Info, language)),
        ("open", pick(language, "未判定", "open")),
    ];
    html! {
        div.columns role="group" aria-label=(pick(language, "排序", "Sort by")) {
            @for (key, name) in columns { button type="button" disabled data-sort=(key) { (name) } }
        }
    }
}
