//! Who has reported and who has not, in words, once for all writers. Escapes nothing: each writer does for its own.

use super::wording::pick;
use crate::batch::roster::coverage::{Coverage, Filed};
use crate::language::Language;

/// Something that the office has to look into, with the units or reports concerned.
#[derive(Clone, Debug)]
pub struct Matter {
    /// What it is.
    pub title: &'static str,
    /// Whom it concerns, one each.
    pub items: Vec<String>,
}

/// How many reports are expected, how many came, and whose are missing.
#[must_use]
pub fn summary(coverage: &Coverage, language: Language) -> String {
    let Coverage { expected, received, missing, .. } = coverage;
    match language {
        Language::Zh if missing.is_empty() => format!("应报 {expected},已收 {received}。"),
        Language::Zh => format!("应报 {expected},已收 {received},缺:{}", missing.join("、")),
        Language::En if missing.is_empty() => format!("{received} of {expected} reports received."),
        Language::En => format!("{received} of {expected} reports received; missing: {}", missing.join(", ")),
    }
}

/// What is known once it is told whose the reports are: duplicates, reports of nobody on the roster, unread ones, and
/// those whose unit only the file's name told.
#[must_use]
pub fn matters(coverage: &Coverage, language: Language) -> Vec<Matter> {
    let filed = |reports: &[Filed]| reports.iter().map(|report| of(report, language)).collect();
    let matters = [
        Matter { title: pick(language, "重复报送", "sent more than once"), items: duplicates(coverage, language) },
        Matter {
            title: pick(language, "不在名单内", "not on the roster"), items: unrecognised(coverage, language)
        },
        Matter {
            title: pick(language, "已收但未能读取", "received and not readable"), items: filed(&coverage.unread)
        },
        Matter {
            title: pick(language, "按文件名认定", "told by the file's name"), items: filed(&coverage.by_file)
        },
    ];
    matters.into_iter().filter(|matter| !matter.items.is_empty()).collect()
}

/// Whose reports were published after their deadline.
#[must_use]
pub fn late(coverage: &Coverage, language: Language) -> Option<Matter> {
    let items = coverage.late.iter().map(|late| {
        let (published, deadline) = (late.overdue.published, late.overdue.deadline);
        let who = late.agency.as_deref().unwrap_or(&late.path);
        match language {
            Language::Zh => format!("{who}({published} 公布,期限 {deadline})"),
            Language::En => format!("{who} (published {published}, due {deadline})"),
        }
    });
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then_some(Matter { title: pick(language, "逾期公布", "published late"), items })
}

fn duplicates(coverage: &Coverage, language: Language) -> Vec<String> {
    let one = |agency: &str, year: Option<i32>, paths: &[String]| match (language, year) {
        (Language::Zh, Some(year)) => format!("{agency} {year} 年 {} 份({})", paths.len(), paths.join("、")),
        (Language::Zh, None) => format!("{agency} {} 份({})", paths.len(), paths.join("、")),
        (Language::En, Some(year)) => format!("{agency} for {year}: {}", paths.join(", ")),
        (Language::En, None) => format!("{agency}: {}", paths.join(", ")),
    };
    coverage.duplicate.iter().map(|twice| one(&twice.agency, twice.year, &twice.paths)).collect()
}

fn unrecognised(coverage: &Coverage, language: Language) -> Vec<String> {
    let one = |path: &str, agency: Option<&str>| match (language, agency) {
        (Language::Zh, Some(agency)) => format!("{path}({agency})"),
        (Language::Zh, None) => format!("{path}(机关不明)"),
        (Language::En, Some(agency)) => format!("{path} ({agency})"),
        (Language::En, None) => format!("{path} (agency unknown)"),
    };
    coverage.unrecognised.iter().map(|report| one(&report.path, report.agency.as_deref())).collect()
}

/// A report with its unit, and what it calls itself where that is another name.
fn of(report: &Filed, language: Language) -> String {
    let Filed { agency, path, said } = report;
    match (language, said) {
        (Language::Zh, Some(said)) => format!("{path} → {agency}(报告写作“{said}”)"),
        (Language::En, Some(said)) => format!("{path} → {agency} (the report says {said})"),
        (Language::Zh | Language::En, None) => format!("{path} → {agency}"),
    }
}
