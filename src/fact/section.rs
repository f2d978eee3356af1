//! The outline of a report, and the vocabulary's sections found in it. A heading may serve two sections when it joins
//! both topics; a section may be served by a subsection.

mod heading;
pub mod wording;

use super::fold::Folded;
use super::table::label::{Label, same};
use super::vocabulary::Vocabulary;
use crate::document::{BlockKind, Document, Marker};
use crate::reading::contents::contents;
use crate::span::Span;
use wording::{Fit, Title, Wordings};

/// The outline and what was found in it.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    /// The headings in text order.
    pub outline: Vec<Heading>,
    /// The vocabulary's sections that are there, in text order.
    pub found: Vec<Found>,
}

impl Sections {
    /// A section by its id; the first where it is there twice.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Found> {
        self.found.iter().find(|found| found.section == id)
    }

    /// The headings of chapters: depth 1.
    pub fn chapters(&self) -> impl Iterator<Item = &Heading> {
        self.outline.iter().filter(|heading| heading.level == 1)
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its block: an index into `Document::blocks`.
    pub block: usize,
    /// Depth from 1.
    pub level: u8,
    /// Its enumerator.
    pub marker: Option<Marker>,
    /// Its words, without the enumerator, in `Document::text`.
    pub title: Span,
    /// What stands under it, up to the next heading of the same or a lesser depth; subsections included. Empty where
    /// nothing does.
    pub body: Span,
    /// The heading it stands under: an index into the outline.
    pub parent: Option<usize>,
}

/// A section that is there.
#[derive(Clone, Debug)]
pub struct Found {
    /// The section's id.
    pub section: String,
    /// Its heading: an index into the outline; none for an excerpt that stands for the section.
    pub heading: Option<usize>,
    /// The words of the heading.
    pub title: Span,
    /// What stands under it.
    pub body: Span,
    /// How the heading was recognised.
    pub by: Match,
    /// The prescribed or accepted wording that the heading is, or nearly is; empty where key words told it.
    pub wording: String,
}

/// How a heading was recognised.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Match {
    /// The prescribed title.
    Title,
    /// An accepted wording.
    Also,
    /// All key words are in it.
    Words,
    /// A letter or two differ from the title or an accepted wording.
    NearMiss,
}

/// Find the outline and the vocabulary's sections. For an excerpt without headings every section is the whole text.
#[must_use]
pub fn find(document: &Document, prose: &Folded, vocabulary: &Vocabulary, excerpt: bool) -> Sections {
    let wordings = vocabulary.wordings();
    let listed = contents(document).unwrap_or_default();
    let heads =
        |heading: &heading::Found| !listed.contains(&heading.block) && !is_row(document, vocabulary, wordings, heading);
    let mut headings = heading::all(document, prose, wordings);
    headings.retain(heads);
    let mut sections = lay_out(document, prose, vocabulary, wordings, &headings);
    let wanted: Vec<bool> = vocabulary.sections.iter().map(|section| sections.get(&section.id).is_none()).collect();
    let bare = if wanted.contains(&true) {
        heading::bare(document, prose, wordings, &wanted, headings.is_empty())
    } else {
        Vec::new()
    };
    if !bare.is_empty() {
        headings.extend(bare.into_iter().filter(heads));
        headings.sort_by_key(|heading| heading.block);
        sections = lay_out(document, prose, vocabulary, wordings, &headings);
    }
    if sections.outline.is_empty() && excerpt {
        sections.found = whole(document, vocabulary);
    }
    sections
}

/// Whether what looks like a heading is the label of a table's row, which lost its grid or its numbers.
fn is_row(document: &Document, vocabulary: &Vocabulary, wordings: &Wordings, heading: &heading::Found) -> bool {
    let behind = document.blocks.get(heading.block + 1).map_or("", |block| document.slice(block.span));
    if heading.marker.is_none() || !heading.rest.is_empty() || behind.contains('。') {
        return false;
    }
    let words = document.slice(heading.title);
    let label = Label::new(words);
    let tables = vocabulary.labels(None);
    let mut rows = tables.iter().flat_map(|labels| &labels.rows);
    rows.any(|row| row.labels.last().is_some_and(|leaf| same(leaf, &label)))
        && !wordings
            .fits(&Title::new(words), heading.level)
            .iter()
            .flatten()
            .any(|fit| matches!(fit.by, Match::Title | Match::Also))
}

/// Outline and sections from headings in text order.
fn lay_out(
    document: &Document,
    prose: &Folded,
    vocabulary: &Vocabulary,
    wordings: &Wordings,
    headings: &[heading::Found],
) -> Sections {
    let mut outline = outline(document, headings);
    let mut titles: Vec<Title> = outline
        .iter()
        .map(|heading| Title::new(prose.text.get(prose.range(heading.title)).unwrap_or_default()))
        .collect();
    if drop_contents(&mut outline, &mut titles) {
        set_parents(&mut outline);
    }
    let found = assign(vocabulary, wordings, &outline, &titles);
    Sections { outline, found }
}

/// The headings with their bodies and parents.
fn outline(document: &Document, headings: &[heading::Found]) -> Vec<Heading> {
    let mut outline: Vec<Heading> = headings
        .iter()
        .map(|heading| Heading {
            block: heading.block,
            level: heading.level,
            marker: heading.marker,
            title: heading.title,
            body: heading.rest,
            parent: None,
        })
        .collect();
    set_bodies(document, &mut outline);
    set_parents(&mut outline);
    outline
}

/// A body runs to the block before the next heading of the same or a lesser depth.
fn set_bodies(document: &Document, outline: &mut [Heading]) {
    // For each depth the block of the nearest heading behind.
    let mut next = [document.blocks.len(); 256];
    for heading in outline.iter_mut().rev() {
        let level = usize::from(heading.level);
        let stop = next[..=level].iter().copied().min().unwrap_or(document.blocks.len());
        let last = (heading.block + 1..stop).last().map(|last| document.blocks[last].span);
        heading.body = match (last, heading.body.is_empty()) {
            (Some(last), true) => {
                let first = document.blocks[heading.block + 1].span;
                first.cover(last)
            }
            (Some(last), false) => heading.body.cover(last),
            (None, true | false) => heading.body,
        };
        next[level] = heading.block;
    }
}

fn set_parents(outline: &mut [Heading]) {
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (at, heading) in outline.iter_mut().enumerate() {
        while open.last().is_some_and(|(level, _)| *level >= heading.level) {
            open.pop();
        }
        heading.parent = open.last().map(|(_, parent)| *parent);
        open.push((heading.level, at));
    }
}

/// A table of contents repeats the headings with nothing under them: leave those out that come again later. Says whether
/// any were.
fn drop_contents(outline: &mut Vec<Heading>, titles: &mut Vec<Title>) -> bool {
    let mut later: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let mut keep = vec![true; outline.len()];
    for (at, (heading, title)) in outline.iter().zip(titles.iter()).enumerate().rev() {
        keep[at] = !(heading.body.is_empty() && later.contains(title.key()));
        later.insert(title.key().to_owned());
    }
    if !keep.contains(&false) {
        return false;
    }
    let mut flags = keep.iter();
    outline.retain(|_| flags.next().copied().unwrap_or(true));
    let mut flags = keep.iter();
    titles.retain(|_| flags.next().copied().unwrap_or(true));
    true
}

/// The best heading for each section: by how it fits, then one with something under it, then the shallower, then the
/// first. Sections that may stand only inside others are placed after those.
fn assign(vocabulary: &Vocabulary, wordings: &Wordings, outline: &[Heading], titles: &[Title]) -> Vec<Found> {
    let fits: Vec<Vec<Option<Fit>>> =
        outline.iter().zip(titles).map(|(heading, title)| wordings.fits(title, heading.level)).collect();
    let mut found: Vec<Found> = Vec::new();
    for (index, spec) in vocabulary.sections.iter().enumerate() {
        let best = (0..outline.len())
            .filter_map(|at| fits[at][index].as_ref().map(|fit| (at, fit)))
            .filter(|(at, _)| may_stand(vocabulary, spec, outline, &fits, *at))
            .min_by_key(|(at, fit)| {
                let heading = &outline[*at];
                (fit.rank(), heading.body.is_empty(), heading.level, *at)
            });
        let Some(best) = best else { continue };
        let (at, fit) = whole_chapter(outline, &fits, index, best);
        let heading = &outline[at];
        let wording = match fit.wording {
            Some(0) => spec.title.clone(),
            Some(also) => spec.also.get(also - 1).cloned().unwrap_or_default(),
            None => String::new(),
        };
        found.push(Found {
            section: spec.id.clone(),
            heading: Some(at),
            title: heading.title,
            body: heading.body,
            by: fit.by,
            wording,
        });
    }
    found.sort_by_key(|found| (found.title.start, found.title.end));
    found
}

/// A heading whose chapter is of this section and no other stands for the whole chapter, not for its first part: 五、存在的
/// 问题和下步措施 with (一)存在的问题.
fn whole_chapter<'f>(
    outline: &[Heading],
    fits: &'f [Vec<Option<Fit>>],
    section: usize,
    (at, fit): (usize, &'f Fit),
) -> (usize, &'f Fit) {
    let above = outline[at].parent.and_then(|parent| Some((parent, fits[parent][section].as_ref()?)));
    match above {
        Some((parent, whole)) if fits[parent].iter().flatten().count() == 1 && whole.by != Match::NearMiss => {
            (parent, whole)
        }
        Some(_) | None => (at, fit),
    }
}

/// Whether a section may stand at a heading: at its prescribed depth, or inside one of the sections named.
fn may_stand(
    vocabulary: &Vocabulary,
    spec: &super::vocabulary::Section,
    outline: &[Heading],
    fits: &[Vec<Option<Fit>>],
    at: usize,
) -> bool {
    let Some(level) = spec.level else { return true };
    if outline[at].level == level {
        return true;
    }
    let mut parent = outline[at].parent;
    while let Some(above) = parent {
        let inside = vocabulary
            .sections
            .iter()
            .enumerate()
            .any(|(index, other)| spec.inside.contains(&other.id) && fits[above][index].is_some());
        if inside {
            return true;
        }
        parent = outline[above].parent;
    }
    false
}

/// Every section as the whole text.
fn whole(document: &Document, vocabulary: &Vocabulary) -> Vec<Found> {
    let visible = document.blocks.iter().filter(|block| block.kind != BlockKind::Title);
    let Some(body) = visible.map(|block| block.span).reduce(Span::cover) else { return Vec::new() };
    let nothing = Span { start: body.start, end: body.start };
    let stand_in = |section: &super::vocabulary::Section| Found {
        section: section.id.clone(),
        heading: None,
        title: nothing,
        body,
        by: Match::Title,
        wording: section.title.clone(),
    };
    vocabulary.sections.iter().map(stand_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, MarkerStyle};
    use crate::fact::vocabulary::Section;

    fn section(id: &str, title: &str, also: &[&str], words: &[&str]) -> Section {
        let owned = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect();
        Section {
            id: id.to_owned(),
            title: title.to_owned(),
            also: owned(also),
            words: owned(words),
            level: None,
            inside: Vec::new(),
            none_ok: false,
            min_chars: None,
        }
    }

    fn vocabulary() -> Vocabulary {
        Vocabulary {
            sections: vec![
                section("overview", "概述", &["总体情况", "基本情况"], &[]),
                section("disclosure", "主动公开政府信息情况", &["公开政府信息情况"], &["主动公开"]),
                section("requests", "依申请公开政府信息情况", &["依申请公开情况"], &["申请公开"]),
                section("fees", "政府信息公开的收费及减免情况", &[], &["收费"]),
                section("disputes", "因政府信息公开申请行政复议、提起行政诉讼情况", &[], &["复议|诉讼"]),
                section(
                    "problems",
                    "政府信息公开工作存在的主要问题及改进情况",
                    &["存在问题和改进措施"],
                    &["问题|不足"],
                ),
            ],
            ..Vocabulary::default()
        }
    }

    /// Lines as blocks: `#` and `##` make headings, 一、 and (一) are told as markers.
    fn document(lines: &[&str]) -> Document {
        let text: String = lines.iter().map(|line| format!("{}\n", line.trim_start_matches('#'))).collect();
        let mut document = Document::passage("a.txt", &text);
        for (block, line) in document.blocks.iter_mut().zip(lines) {
            let level = u8::try_from(line.len() - line.trim_start_matches('#').len()).unwrap();
            if level > 0 {
                block.kind = BlockKind::Heading { level };
            }
            mark(block, line.trim_start_matches('#'));
        }
        document
    }

    fn mark(block: &mut Block, line: &str) {
        let mut chars = line.chars();
        let (style, length) = match (chars.next(), chars.next(), chars.next()) {
            (Some('('), Some(_), Some(')')) => (MarkerStyle::ChineseParen, line.find(')').unwrap() + 1),
            (Some(first), Some('、'), _) if "一二三四五六七".contains(first) => (MarkerStyle::Chinese, 6),
            _ => return,
        };
        let start = block.span.start as usize;
        block.marker = Some(Marker { style, number: 1, span: Span::new(start, start + length) });
    }

    fn told(lines: &[&str]) -> Vec<(String, Match, String, String)> {
        let document = document(lines);
        let vocabulary = vocabulary();
        let sections = find(&document, &Folded::new(&document), &vocabulary, false);
        let of = |span: Span| document.slice(span).to_owned();
        sections.found.iter().map(|found| (found.section.clone(), found.by, of(found.title), of(found.body))).collect()
    }

    fn ids(lines: &[&str]) -> Vec<(String, Match)> {
        told(lines).into_iter().map(|(id, by, _, _)| (id, by)).collect()
    }

    fn pairs(list: &[(&str, Match)]) -> Vec<(String, Match)> {
        list.iter().map(|(id, by)| ((*id).to_owned(), *by)).collect()
    }

    #[test]
    fn headings_are_told_by_wording_slip_and_words() {
        let cases: &[(&str, &[(&str, Match)])] = &[
            ("#一、概 述", &[("overview", Match::Title)]),
            ("#二、主动公开政府信息的情况", &[("disclosure", Match::Title)]),
            ("#二、2011年主动公开政府信息情况", &[("disclosure", Match::Title)]),
            ("#二、主要公开政府信息情况", &[("disclosure", Match::NearMiss)]),
            ("#二、主动公政府信息情况", &[("disclosure", Match::NearMiss)]),
            ("#二、主动公开政务信息情况", &[("disclosure", Match::Words)]),
            ("#二、政府信息主动公开情况", &[("disclosure", Match::Words)]),
            ("#五、政府信息公开工作存再的主要问题及改进情况", &[("problems", Match::NearMiss)]),
            ("#五、政府信息公开工作存在的主要问题及改进措施", &[("problems", Match::Words)]),
            ("#五、主动公开工作存在的问题", &[("problems", Match::Words)]),
            ("#三、依申请公开和收费情况", &[("requests", Match::Words), ("fees", Match::Words)]),
            ("#三、收费及减免情况、复议诉讼情况", &[("fees", Match::Words), ("disputes", Match::Words)]),
            ("#六、政府信息公开机构人员及经费情况", &[]),
            ("##(三)完善主动公开制度", &[]),
            ("##(三)公开政府信息目录和指南", &[]),
        ];
        for (line, expected) in cases {
            assert_eq!(ids(&[line, "正文。"]), pairs(expected), "{line}");
        }
    }

    #[test]
    fn the_best_heading_is_taken() {
        let found = told(&[
            "#一、概述",
            "##(一)主动公开情况",
            "正文一。",
            "#二、主动公开政府信息情况",
            "正文二。",
            "##(一)公开的主要内容",
            "正文三。",
            "#三、存在问题和改进措施",
        ]);
        let disclosure = found.iter().find(|found| found.0 == "disclosure").unwrap();
        assert_eq!(disclosure.2, "主动公开政府信息情况");
        assert_eq!(disclosure.3, "正文二。\n(一)公开的主要内容\n正文三。");
        assert_eq!(found.last().map(|found| (found.0.as_str(), found.3.as_str())), Some(("problems", "")));
    }

    #[test]
    fn a_title_may_begin_a_paragraph_or_stand_without_number() {
        let found =
            told(&["三、依申请公开情况。无。", "四、收费情况 2011年没有收费。", "五、2011年收到依申请公开3件。"]);
        let bodies: Vec<(&str, &str)> = found.iter().map(|found| (found.0.as_str(), found.3.as_str())).collect();
        assert_eq!(bodies, [("requests", "无。"), ("fees", "2011年没有收费。\n五、2011年收到依申请公开3件。")]);
        assert_eq!(ids(&["主动公开政府信息情况", "正文。"]), pairs(&[("disclosure", Match::Title)]));
    }

    #[test]
    fn a_table_of_contents_is_no_outline() {
        let lines =
            ["#一、概述", "#二、主动公开政府信息情况", "#一、概述", "正文。", "#二、主动公开政府信息情况", "正文。"];
        let document = document(&lines);
        let sections = find(&document, &Folded::new(&document), &vocabulary(), false);
        assert_eq!(sections.outline.len(), 2);
        assert!(sections.found.iter().all(|found| !found.body.is_empty()));
    }

    #[test]
    fn an_excerpt_is_every_section() {
        let document = Document::passage("a.txt", "没有收到申请。");
        let sections = find(&document, &Folded::new(&document), &vocabulary(), true);
        assert_eq!(sections.found.len(), 6);
    }
}
