//! The writers' own words, and the choice between the two languages of every message.

use crate::audit::Audit;
use crate::document::Note;
use crate::finding::{Severity, Wording};
use crate::language::Language;

/// A message in a language; in the other where it has only that.
#[must_use]
pub fn say(wording: &Wording, language: Language) -> &str {
    let (wanted, other) = match language {
        Language::Zh => (&wording.zh, &wording.en),
        Language::En => (&wording.en, &wording.zh),
    };
    if wanted.is_empty() { other } else { wanted }
}

/// Words of the program in a language.
#[must_use]
pub fn pick<'a>(language: Language, zh: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// The name of a severity for people.
#[must_use]
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => pick(language, "错误", "error"),
        Severity::Warning => pick(language, "警告", "warning"),
        Severity::Info => pick(language, "提示", "info"),
        Severity::Off => pick(language, "停用", "off"),
    }
}

/// What a report is shown to people as: its verdict, or `exempted` where it failed and every finding was exempted.
#[must_use]
pub fn ended(audit: &Audit) -> &'static str {
    let verdict = audit.verdict();
    if verdict == "fail" && audit.is_exempted() { "exempted" } else { verdict }
}

/// How a report ended, for people.
#[must_use]
pub fn verdict(name: &str, language: Language) -> &'static str {
    match name {
        "fail" => pick(language, "有问题", "findings"),
        "undetermined" => pick(language, "未能全部判定", "not fully evaluated"),
        "pass" => pick(language, "通过", "passed"),
        "exempted" => pick(language, "问题均已豁免", "all findings exempted"),
        "exemptions" => pick(language, "豁免清单", "exemptions"),
        "missing" => pick(language, "未报", "not received"),
        "unreadable" => pick(language, "未能检查", "not checked"),
        _ => pick(language, "没有适用的规则", "no rule applies"),
    }
}

/// What a note says.
#[must_use]
pub fn note(note: &Note) -> Wording {
    match note {
        Note::EncodingDetected(encoding) => {
            Wording::new(format!("编码为推断:{encoding}"), format!("the encoding was detected: {encoding}"))
        }
        Note::Undecodable(count) => Wording::new(
            format!("有 {count} 处字节无法解码,以 U+FFFD 代替"),
            format!("{count} undecodable sequences were replaced by U+FFFD"),
        ),
        Note::ReadAs(format) => Wording::new(
            format!("扩展名与内容不符,按 {} 读取", format.name()),
            format!("not what its name says: read as {}", format.name()),
        ),
        Note::YearUnknown => Wording::new("未能判定报告年度", "the report's year could not be told"),
        Note::RulebookGuessed(id) => {
            Wording::new(format!("规则集为推断:{id}"), format!("the rulebook was guessed: {id}"))
        }
        Note::PageWithoutText(page) => Wording::new(
            format!("第 {page} 页没有文字(扫描件?),其内容未读"),
            format!("page {page} has no text (a scan?): what stands on it was not read"),
        ),
        Note::LeftOut(what) => what.clone(),
    }
}
