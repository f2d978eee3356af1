//! Whose report it is and for which year: told from the title, the period, the text and the file's name, in that
//! order, each with its span.

mod agency;
mod english;
mod title;
mod year;

use super::Given;
use super::fold::Folded;
use super::organ::Organ;
use super::vocabulary::Vocabulary;
use crate::document::Document;
use crate::language::Language;
use crate::language::zh::agency as zh;
use crate::reading::date::{Date, Period};
use crate::span::Span;

/// Whose report it is and for which year.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// The title, where one was recognised.
    pub title: Option<Span>,
    /// The year that the title says, also where another was given.
    pub title_year: Option<i32>,
    /// The agency that the title names, as written there, also where another was given.
    pub title_agency: Option<String>,
    /// The year that the text says of its own work most, title and period left out.
    pub text_year: Option<i32>,
    /// The year of the statistics period.
    pub period_year: Option<i32>,
    /// Whether this is a passage of a report, in which a title is not to be expected.
    pub passage: bool,
    /// The year reported on.
    pub year: Option<Told<i32>>,
    /// The agency's full name.
    pub agency: Option<Told<String>>,
    /// The kind of body, an id of the vocabulary.
    pub body: Option<String>,
}

impl Identity {
    /// The year by which dates and periods are judged: the year told, unless the title stands alone against both the
    /// period and the text, so that it is the title that is wrong.
    #[must_use]
    pub fn settled_year(&self) -> Option<i32> {
        let told = self.year.as_ref()?;
        let agreed = self.text_year.filter(|year| self.period_year == Some(*year));
        match agreed {
            Some(year) if told.from == Origin::Title => Some(year),
            Some(_) | None => Some(told.value),
        }
    }
}

/// A value with what it was told from.
#[derive(Clone, Debug)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// Where it stands; none where the file's name or the user said it.
    pub span: Option<Span>,
    /// What it was told from.
    pub from: Origin,
}

/// What a value was told from, the most trusted first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// The user or an example said it.
    Given,
    /// The title.
    Title,
    /// The statistics period.
    Period,
    /// The preface or another place in the text.
    Text,
    /// The file's name.
    FileName,
    /// A weak hint of the text: whom to ask, the place that the account of a year begins with.
    Hint,
}

/// What the identity is told from.
#[derive(Clone, Copy, Debug)]
struct Evidence<'a> {
    document: &'a Document,
    prose: &'a Folded,
    dates: &'a [Date],
    periods: &'a [Period],
    organs: &'a [Organ],
}

/// Tell whose report it is.
#[must_use]
pub fn tell(
    document: &Document,
    prose: &Folded,
    (dates, periods): (&[Date], &[Period]),
    organs: &[Organ],
    vocabulary: &Vocabulary,
    given: &Given,
) -> Identity {
    let evidence = Evidence { document, prose, dates, periods, organs };
    let title = match vocabulary.language {
        _ if given.excerpt => None,
        Language::Zh => title::find(&evidence),
        Language::En => english::find(&evidence),
    };
    let title_year = title.clone().and_then(|title| title::year(&evidence, title));
    let title_agency = title.clone().and_then(|title| match vocabulary.language {
        Language::Zh => title::agency(&evidence, title),
        Language::En => english::agency(prose.text.get(title)?),
    });
    let span = title.map(|title| prose.source(title));
    let year = given
        .year
        .map(|value| Told { value, span: None, from: Origin::Given })
        .or_else(|| title_year.map(|value| Told { value, span, from: Origin::Title }))
        .or_else(|| match vocabulary.language {
            Language::Zh => year::tell(&evidence),
            Language::En => english::year(&evidence),
        });
    let told = given
        .agency
        .clone()
        .map(|value| Told { value, span: None, from: Origin::Given })
        .or_else(|| {
            let written = title_agency.as_deref()?;
            let value = match vocabulary.language {
                Language::Zh => agency::full(&evidence, written),
                Language::En => written.to_owned(),
            };
            Some(Told { value, span, from: Origin::Title })
        })
        .or_else(|| match vocabulary.language {
            Language::Zh => agency::tell(&evidence),
            Language::En => None,
        });
    let body = given.body.clone().or_else(|| match &told {
        Some(told) if told.from != Origin::Hint => body(vocabulary, &told.value),
        Some(_) | None => match vocabulary.language {
            Language::Zh => body(vocabulary, zh::typical(agency::own_kind(&prose.text)?)?),
            Language::En => None,
        },
    });
    let text_year = year::text(&evidence).map(|told| told.value);
    let period_year = year::period(&evidence).map(|told| told.value);
    Identity {
        title: span,
        title_year,
        title_agency,
        text_year,
        period_year,
        passage: given.excerpt,
        year,
        agency: told,
        body,
    }
}

/// The kind of body by the longest ending that fits.
pub fn body(vocabulary: &Vocabulary, agency: &str) -> Option<String> {
    let endings = vocabulary.bodies.iter().flat_map(|body| body.names.iter().map(move |name| (name, body)));
    let fits = endings.filter(|(name, _)| agency.ends_with(name.as_str()));
    fits.max_by_key(|(name, _)| name.len()).map(|(_, body)| body.id.clone())
}

/// The agency that a file's name says, as written there.
#[must_use]
pub fn agency_of_file(path: &str) -> Option<String> {
    title::agency_in(&super::fold::fold_str(stem(path)))
}

/// The stem of a path as the file's name.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::fact::vocabulary::Vocabulary;
    use crate::fact::{Given, gather};

    fn told(path: &str, text: &str) -> (Option<i32>, Option<String>) {
        let document = Document::passage(path, text);
        let vocabulary = Vocabulary::default();
        let identity = gather(&document, &vocabulary, &Given::default()).identity;
        (identity.year.map(|year| year.value), identity.agency.map(|agency| agency.value))
    }

    #[test]
    fn whose_report_it_is_and_for_which_year() {
        let cases: &[(&str, &str, i32, Option<&str>)] = &[
            ("a.txt", "云溪市政府信息公开工作年度报告(2012年)", 2012, Some("云溪市人民政府")),
            ("a.txt", "2012年云溪市青山镇政府信息公开工作年度报告", 2012, Some("云溪市青山镇人民政府")),
            ("a.txt", "云溪县林业局关于2012年政府信息公开工作情况的报告", 2012, Some("云溪县林业局")),
            ("a.txt", "云溪县白石台学区\n2012年政府信息公开工作年度报告", 2012, Some("云溪县白石台学区")),
            ("a.txt", "现将云溪县林业局2012年工作情况报告如下:2013年,我局将继续努力。", 2012, Some("云溪县林业局")),
            ("2012-a.txt", "本单位认真开展工作,成效明显。", 2012, None),
            (
                "a.txt",
                "工作平稳。\n统计期限为2012年1月1日至12月31日。\n云溪县林业局\n2013年1月8日",
                2012,
                Some("云溪县林业局"),
            ),
        ];
        for (path, text, year, agency) in cases {
            assert_eq!(told(path, text), (Some(*year), agency.map(str::to_owned)), "{text}");
        }
    }
}
