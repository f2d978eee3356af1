//! `check.title`: the title names the agency, the year and the kind of report, and its year is the period's.
//!
//! ```toml
//! check.title = { require = ["agency", "year"], end = ["年度报告"], forbid = ["年度[^年]*年度"] }
//! ```
//!
//! A title that lost its digits in copying is at most a warning. A passage has no title to be judged.

use super::param::Fields;
use super::{Context, Outcome};
use crate::fact::fold;
use crate::fact::organ;
use crate::finding::{Hit, Severity, Wording};
use crate::language::zh::{date, report};
use crate::lexicon::pattern::Pattern;
use crate::span::Span;
use std::ops::Range;

/// How many Chinese characters a title has that says nothing but the kind of report.
const KIND_ONLY: usize = 16;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// What the title must name.
    require: Vec<Slot>,
    /// Wordings of which the title must end with one, folded.
    end: Vec<String>,
    /// What the title must not say.
    forbid: Vec<Pattern>,
}

/// What a title names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Slot {
    Agency,
    Year,
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let require = fields.some_of("require", &[("agency", Slot::Agency), ("year", Slot::Year)]);
    let end = fields.texts("end").iter().map(|text| fold::fold_str(text)).collect();
    Params { require, end, forbid: fields.patterns("forbid") }
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    if facts.identity.passage {
        return Outcome::not_applicable(Wording::new("只是报告的一段,没有标题", "a passage has no title"));
    }
    let Some(title) = facts.identity.title else {
        if params.require.is_empty() {
            return Outcome::not_applicable(Wording::new("没有标题", "there is no title"));
        }
        let first = facts.document.blocks.first().map(|block| block.span).unwrap_or_default();
        let hit = Hit::missing(
            first,
            Wording::new("报告没有标题,未写明报告机关和年份", "the report has no title that names agency and year"),
        );
        return Outcome::of(vec![hit.subject("title").help(help())]);
    };
    let range = facts.prose.range(title);
    let text = facts.prose.text.get(range.clone()).unwrap_or_default();
    let mut hits = Vec::new();
    for slot in &params.require {
        hits.extend(match slot {
            Slot::Agency => agency(context, title, text),
            Slot::Year => year(context, title, text).or_else(|| conflict(context, title)),
        });
    }
    hits.extend(wording(params, context, &range, title, text));
    Outcome::of(hits)
}

fn help() -> Wording {
    Wording::new("标题应写明机关全称和报告年份", "name the agency in full and the year in the title")
}

/// The title names no agency, or only half of its name: 教育局, 市教育局.
fn agency(context: &Context<'_>, title: Span, text: &str) -> Option<Hit> {
    let Some(written) = &context.facts.identity.title_agency else {
        let long = text.chars().filter(|c| fold::is_ideograph(*c)).count() > KIND_ONLY;
        let hit = Hit::at(title, Wording::new("标题没有写明报告机关", "the title does not name the agency"));
        let hit = hit.subject("agency").help(help());
        return Some(if long { hit.at_most(Severity::Warning) } else { hit });
    };
    let organ = organ::scan_text(written).into_iter().find(|organ| organ.at == (0..written.len()))?;
    let place = written.get(organ.place)?.chars().count();
    let name = written.get(organ.name)?;
    let national = ["国家", "总局", "国务院", "中国"].iter().any(|word| written.contains(word));
    (place <= 1 && !national).then(|| {
        Hit::at(
            title,
            Wording::new(
                format!("标题中的机关名称不全:只写了“{written}”,没有写明是哪里的{name}"),
                format!("the title says only {written}, not of which place"),
            ),
        )
        .subject("agency")
        .help(help())
    })
}

/// The title says no year.
fn year(context: &Context<'_>, title: Span, text: &str) -> Option<Hit> {
    if context.facts.identity.title_year.is_some() {
        return None;
    }
    let hit = Hit::at(title, Wording::new("标题没有写明报告年份", "the title does not say the year"));
    let hit = hit.subject("year").help(help());
    // 年政府…报告: the digits before 年 vanished when the text was copied.
    let lost = text.match_indices(date::YEAR).any(|(at, year)| {
        let rest = &text[at + year.len()..];
        !["度", "报", "终", "末", "鉴"].iter().any(|word| rest.starts_with(word))
    });
    Some(if lost { hit.at_most(Severity::Warning) } else { hit })
}

/// The title says one year, the statistics period and the text another.
fn conflict(context: &Context<'_>, title: Span) -> Option<Hit> {
    let facts = context.facts;
    let year = facts.identity.title_year?;
    let period = facts.periods.iter().find(|period| {
        let whole = (period.from.month, period.from.day) == (Some(1), Some(1)) && period.to.month == Some(12);
        whole && period.from.year == period.to.year && period.from.flaw.is_none()
    })?;
    let other = period.to.year.filter(|other| *other != year)?;
    // Where the text agrees with the title it is the period that is wrong: its own check says so.
    if facts.identity.text_year.is_some_and(|text| text == year) {
        return None;
    }
    let span = facts.prose.source(period.at.clone());
    Some(
        Hit::at(
            title,
            Wording::new(
                format!("标题写的是{year}年,统计期限却是{other}年"),
                format!("the title says {year}, the statistics period is in {other}"),
            ),
        )
        .subject("year")
        .label(span, Wording::new(format!("{other}年"), format!("{other}")))
        .help(Wording::new("核对报告年份", "check which year is reported on")),
    )
}

/// The kind of report as the title calls it.
fn wording(params: &Params, context: &Context<'_>, range: &Range<usize>, title: Span, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for pattern in &params.forbid {
        let Some(found) = context.facts.scanned().find(pattern, range) else { continue };
        let said = context.facts.prose.text.get(found.clone()).unwrap_or_default();
        let span = context.facts.prose.source(found.clone());
        hits.push(
            Hit::at(
                span,
                Wording::new(format!("标题用语不规范:“{said}”"), format!("improper wording in the title: {said}")),
            )
            .subject("title"),
        );
    }
    if !hits.is_empty() || params.end.is_empty() {
        return hits;
    }
    let bare = bare(text);
    if !params.end.iter().any(|end| bare.ends_with(end.as_str())) {
        let proper = params.end.first().map_or("", String::as_str);
        hits.push(
            Hit::at(
                title,
                Wording::new(format!("标题没有以“{proper}”结尾"), format!("the title does not end with {proper}")),
            )
            .subject("title"),
        );
    }
    hits
}

/// A title without what may stand behind its last word: brackets with the year, closing quotes, the lines' ends.
fn bare(text: &str) -> String {
    let mut bare = text.replace(['\n', ' '], "");
    loop {
        let before = bare.len();
        if bare.ends_with(')')
            && let Some(at) = bare.rfind('(')
        {
            bare.truncate(at);
        }
        while bare.ends_with(['》', '”', '"', '。', '.']) {
            bare.pop();
        }
        if bare.len() == before || report::REPORTS.iter().any(|word| bare.ends_with(word)) {
            return bare;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;
    use crate::finding::Severity;

    const BODY: &str = "\n\n一、概述\n\n2012年,我单位认真做好公开工作,全年公开信息30条,内容更新及时,群众反映良好。\n";

    #[test]
    fn titles() {
        let params = "require = ['agency', 'year']";
        let cases: &[(&str, &[&str])] = &[
            ("云溪县林业局2012年政府信息公开工作年度报告", &[]),
            ("2012年云溪县林业局政府信息公开工作年度报告", &[]),
            ("云溪县林业局政府信息公开工作年度报告(2012年)", &[]),
            ("云溪市2012年政府信息公开工作年度报告", &[]),
            ("2012年政府信息公开工作年度报告", &["2012年政府信息公开工作年度报告"]),
            ("云溪县林业局政府信息公开工作年度报告", &["云溪县林业局政府信息公开工作年度报告"]),
            ("县林业局2012年政府信息公开工作年度报告", &["县林业局2012年政府信息公开工作年度报告"]),
        ];
        for (title, expected) in cases {
            let text = format!("{title}{BODY}");
            let outcome = ask("title", params, &Vocabulary::default(), &Given::default(), &text);
            assert_eq!(sites(&text, &outcome), *expected, "{title}");
        }
    }

    #[test]
    fn a_title_that_lost_its_digits_is_a_warning() {
        let text = format!("云溪县林业局年政府信息公开工作年度报告{BODY}");
        let outcome = ask("title", "require = ['year']", &Vocabulary::default(), &Given::default(), &text);
        assert_eq!(outcome.hits[0].at_most, Some(Severity::Warning));
    }
}
