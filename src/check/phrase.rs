//! `check.phrase`: wording that must not stand in a report, wording that should be another, wording that must stand.
//!
//! ```toml
//! check.phrase = { forbid = ["[×xX]{2,}"], unless = ["www\\.[xX]{3}"], what = "未填写的占位符" }
//! check.phrase = { replace = { "截止" = "截至", "\\[([0-9]{4})\\]([0-9]+号)" = "〔$1〕$2" } }
//! check.phrase = { section = "other", require = ["信息处理费"], what = "信息处理费的收取情况" }
//! ```
//!
//! Patterns run over the folded text, a block or cell at a time: `^` and `$` are the ends of a block. Where a pattern
//! has a group named `at`, the finding lies on the group and the rest is its surroundings (there is no look-around);
//! `(?-u:\b)` is the edge of a Latin word or number. A replacement may name groups as `$1`. What stands in a match of
//! `unless`, or outside a sentence that has one of `context`, or in a sentence that has one of `unless_context`, or in
//! a place of `not_in` (`quotes`, `titles`, `tables`, `headings`) is left alone. `first` looks at the first blocks
//! only. `doubled = 3` finds a run of at least so many Chinese characters written twice, `repeated = 30`
//! a paragraph of at least so many letters, `paired = ["《》"]` marks that
//! have no partner, `blank_before = ["件"]` units before which white space stands in place of a number. `terms = ["受理渠道"]`
//! are fixed terms that lack their last character (`受理渠。`), `short_titles = ["条例"]` titles such as `《条例》` that
//! stand for a longer one which the report nowhere names, `followed = { "重点包括:$" = "^我局" }` a block that must not be
//! followed by such a block: a lead whose list never comes. Of overlapping matches the longest counts.
//!
//! Refuses to say that a section is absent: the section check does.

mod balance;
mod blank;
mod repeat;
mod scan;
mod short;

use super::param::Fields;
use super::{Context, Outcome};
use crate::document::BlockKind;
use crate::fact::Facts;
use crate::fact::fold::Source;
use crate::finding::{Fault, Hit, MOST_FINDINGS, Wording};
use crate::lexicon::pattern::Pattern;
use crate::span::Span;
use crate::spanned::Value;
use balance::Pair;
use std::ops::Range;

/// Parameters.
#[derive(Clone, Debug)]
pub struct Params {
    /// The section looked into; the whole report where not said.
    section: Option<String>,
    /// One of these must stand.
    require: Vec<Pattern>,
    /// What the patterns stand for, for the message.
    what: Option<String>,
    /// What must not stand, with what should.
    forbid: Vec<Forbidden>,
    /// What lies in a match of these is left alone.
    unless: Vec<Pattern>,
    /// The sentence must have one of these.
    context: Vec<Pattern>,
    /// The sentence must have none of these.
    unless_context: Vec<Pattern>,
    /// Places that are left alone.
    not_in: Vec<Place>,
    /// How many blocks at the beginning are looked at; all where not said.
    first: Option<u32>,
    /// The fewest Chinese characters that written twice in a row are a slip; not asked where none.
    doubled: Option<u32>,
    /// The fewest letters of a paragraph that must not be written twice; not asked where none.
    repeated: Option<u32>,
    /// Marks that stand in pairs.
    paired: Vec<Pair>,
    /// Units before which a number must stand.
    blank_before: Vec<String>,
    /// Titles that stand for longer ones.
    short_titles: Vec<String>,
    /// Blocks, and what must not follow them.
    followed: Vec<(Pattern, Pattern)>,
}

/// A wording that must not stand.
#[derive(Clone, Debug)]
struct Forbidden {
    pattern: Pattern,
    /// What should stand instead, with `$1` for groups.
    right: Option<String>,
}

/// A place in a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// Within “…”.
    Quotes,
    /// Within 《…》.
    Titles,
    /// A cell of a table.
    Tables,
    /// A heading or the title.
    Headings,
}

/// A match of a forbidden pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Match {
    /// In the folded text.
    at: Range<usize>,
    /// What should stand instead.
    right: Option<String>,
    /// Whether it is a wording written twice.
    doubled: bool,
}

impl Params {
    /// The section that must speak of something, and of what, where the rule asks for that.
    #[must_use]
    pub fn topic(&self) -> Option<(&str, &str)> {
        if self.require.is_empty() { None } else { self.section.as_deref().zip(self.what.as_deref()) }
    }
}

/// Read the parameters.
pub fn compile(fields: &mut Fields<'_>) -> Params {
    let mut forbid: Vec<Forbidden> =
        fields.patterns("forbid").into_iter().map(|pattern| Forbidden { pattern, right: None }).collect();
    forbid.extend(replacements(fields));
    forbid.extend(terms(fields));
    let params = Params {
        section: fields.section("section"),
        require: fields.patterns("require"),
        what: fields.text("what"),
        forbid,
        unless: fields.patterns("unless"),
        context: fields.patterns("context"),
        unless_context: fields.patterns("unless_context"),
        not_in: fields.some_of(
            "not_in",
            &[
                ("quotes", Place::Quotes),
                ("titles", Place::Titles),
                ("tables", Place::Tables),
                ("headings", Place::Headings),
            ],
        ),
        first: fields.count("first"),
        doubled: fields.count("doubled"),
        repeated: fields.count("repeated"),
        paired: pairs(fields),
        blank_before: fields.texts("blank_before"),
        short_titles: fields.texts("short_titles"),
        followed: followed(fields),
    };
    if !ASKS.iter().any(|key| fields.has(key)) {
        let names = |joint: &str| ASKS.map(|key| format!("`{key}`")).join(joint);
        fields.fault(Fault::new(
            fields.span,
            Wording::new(format!("应有以下之一：{}", names("、")), format!("expected one of {}", names(", "))),
        ));
    }
    params
}

/// The keys that ask something.
const ASKS: [&str; 10] = [
    "require",
    "forbid",
    "replace",
    "doubled",
    "repeated",
    "paired",
    "blank_before",
    "terms",
    "short_titles",
    "followed",
];

/// Fixed terms, each as what stands when its last character is lost. What ends a line is left to the truncation.
fn terms(fields: &mut Fields<'_>) -> Vec<Forbidden> {
    let mut forbidden = Vec::new();
    for (term, span) in fields.spanned_texts("terms") {
        let Some((at, last)) = term.char_indices().next_back().filter(|(at, _)| *at > 0) else { continue };
        let cut =
            format!("(?P<at>{})[^{}\n]", regex_syntax::escape(&term[..at]), regex_syntax::escape(&last.to_string()));
        let pattern = fields.parse_pattern(&cut, span);
        forbidden.extend(pattern.map(|pattern| Forbidden { pattern, right: Some(term.clone()) }));
    }
    forbidden
}

/// Blocks with what must not follow them.
fn followed(fields: &mut Fields<'_>) -> Vec<(Pattern, Pattern)> {
    let entries = pattern_table(fields, "followed");
    let pairs =
        entries.into_iter().filter_map(|(pattern, (next, span))| Some((pattern, fields.parse_pattern(&next, span)?)));
    pairs.collect()
}

/// The pairs of marks that a rulebook names, each as its two characters.
fn pairs(fields: &mut Fields<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (text, span) in fields.spanned_texts("paired") {
        match Pair::read(&text) {
            Some(pair) => pairs.push(pair),
            None => fields.fault(Fault::new(
                span,
                Wording::new(
                    "一对标点写作两个字符，如“《》”",
                    "a pair is written as its two characters, such as `《》`",
                ),
            )),
        }
    }
    pairs
}

fn replacements(fields: &mut Fields<'_>) -> Vec<Forbidden> {
    let entries = pattern_table(fields, "replace").into_iter();
    entries.map(|(pattern, (right, _))| Forbidden { pattern, right: Some(right) }).collect()
}

/// A table from patterns to texts, each text with its place in the rulebook.
fn pattern_table(fields: &mut Fields<'_>, key: &'static str) -> Vec<(Pattern, (String, Span))> {
    let Some(node) = fields.node(key) else { return Vec::new() };
    let Value::Table(entries) = &node.value else {
        let kind = node.value.kind();
        fields.fault(Fault::new(
            node.span,
            Wording::new(format!("这里应为表，而不是{}", kind.zh), format!("expected a table, not {}", kind.en)),
        ));
        return Vec::new();
    };
    let mut read = Vec::with_capacity(entries.len());
    for entry in entries {
        let pattern = fields.parse_pattern(&entry.key, entry.key_span);
        if let Value::Text(text) = &entry.node.value {
            read.extend(pattern.map(|pattern| (pattern, (text.clone(), entry.node.span))));
        } else {
            let kind = entry.node.value.kind();
            fields.fault(Fault::new(
                entry.node.span,
                Wording::new(
                    format!("这里应为字符串，而不是{}", kind.zh),
                    format!("expected a string, not {}", kind.en),
                ),
            ));
        }
    }
    read
}

/// Ask it.
#[must_use]
pub fn run(params: &Params, context: &Context<'_>) -> Outcome {
    let facts = context.facts;
    if facts.prose.text.trim().is_empty() {
        return Outcome::undetermined(Wording::new("没有读到文字", "no text could be read"));
    }
    let range = match &params.section {
        None => 0..facts.prose.text.len(),
        Some(id) => match facts.section_range(id) {
            Some(range) if !range.is_empty() => range,
            Some(_) | None => {
                return Outcome::not_applicable(Wording::new(
                    format!("没有“{}”一节或该节没有内容", title(facts, id)),
                    format!("section `{id}` is absent or empty"),
                ));
            }
        },
    };
    let range = match params.first {
        None => range,
        Some(first) => range.start..beginning(facts, first).clamp(range.start, range.end),
    };
    let mut hits: Vec<Hit> = kept(params, facts, &range)
        .into_iter()
        .take(MOST_FINDINGS + 1)
        .map(|found| hit(params, facts, found))
        .collect();
    hits.extend(absent(params, facts, &range));
    Outcome::of(hits)
}

/// Where the first blocks end.
fn beginning(facts: &Facts<'_>, first: u32) -> usize {
    let last = facts.prose.pieces.len().min(first as usize);
    last.checked_sub(1).and_then(|last| facts.prose.pieces.get(last)).map_or(0, |piece| piece.range.end)
}

fn title<'a>(facts: &'a Facts<'_>, id: &'a str) -> &'a str {
    facts.vocabulary.section(id).map_or(id, |section| section.title.as_str())
}

/// What is required and nowhere to be found.
fn absent(params: &Params, facts: &Facts<'_>, range: &Range<usize>) -> Option<Hit> {
    let there = |pattern: &Pattern| scan::stands(pattern, facts.scanned(), range);
    if params.require.is_empty() || params.require.iter().any(there) {
        return None;
    }
    let named = |quote: (&str, &str), joint: &str| match &params.what {
        Some(what) => format!("{}{what}{}", quote.0, quote.1),
        None => {
            let names: Vec<&str> = params.require.iter().map(|pattern| pattern.source()).collect();
            format!("{}{}{}", quote.0, names.join(joint), quote.1)
        }
    };
    let (zh, en) = (named(("“", "”"), "”或“"), named(("`", "`"), "` or `"));
    let message = match &params.section {
        Some(id) => {
            let title = title(facts, id);
            Wording::new(format!("“{title}”中没有写{zh}"), format!("“{title}” does not mention {en}"))
        }
        None => Wording::new(format!("没有写{zh}"), format!("the report does not mention {en}")),
    };
    let from = params.section.as_deref().and_then(|id| facts.sections.get(id)).map(|found| found.body);
    let hit = Hit::missing(from.unwrap_or_else(|| facts.whole()), message).value("what", zh.trim_matches(['“', '”']));
    Some(match &params.section {
        Some(id) => hit.subject(id.clone()),
        None => hit,
    })
}

/// The matches that nothing excuses, in text order.
fn kept(params: &Params, facts: &Facts<'_>, range: &Range<usize>) -> Vec<Match> {
    let mut found = scan::matches(params, facts, range);
    if found.is_empty() {
        return found;
    }
    let excused = scan::covered(&params.unless, facts.scanned(), range);
    let quoted = scan::enclosed(&params.not_in, &facts.prose.text, range);
    let mut sentences = Sentences { params, facts, last: 0..0, verdict: true };
    found.retain(|found| {
        !scan::overlaps(&excused, &found.at)
            && !scan::overlaps(&quoted, &found.at)
            && !in_place(params, facts, found.at.start)
            && sentences.allow(found.at.start)
    });
    scan::longest(found)
}

fn in_place(params: &Params, facts: &Facts<'_>, offset: usize) -> bool {
    let Some(piece) = facts.prose.piece_at(offset) else { return false };
    match piece.source {
        Source::Cell(_, _) => params.not_in.contains(&Place::Tables),
        Source::Block(block) => match facts.document.blocks.get(block).map(|block| block.kind) {
            Some(BlockKind::Title | BlockKind::Heading { .. }) => params.not_in.contains(&Place::Headings),
            Some(BlockKind::Paragraph | BlockKind::Table(_)) | None => false,
        },
    }
}

/// Whether sentences allow a match; the last sentence is remembered, since several matches stand in one.
struct Sentences<'a> {
    params: &'a Params,
    facts: &'a Facts<'a>,
    last: Range<usize>,
    verdict: bool,
}

impl Sentences<'_> {
    fn allow(&mut self, offset: usize) -> bool {
        if self.params.context.is_empty() && self.params.unless_context.is_empty() {
            return true;
        }
        if !self.last.contains(&offset) {
            self.last = self.facts.prose.sentence_at(offset);
            let scanned = self.facts.scanned();
            let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| scanned.matches(pattern, &self.last));
            self.verdict =
                (self.params.context.is_empty() || any(&self.params.context)) && !any(&self.params.unless_context);
        }
        self.verdict
    }
}

/// The longest quotation in a message, in characters.
const QUOTED: usize = 30;

fn hit(params: &Params, facts: &Facts<'_>, found: Match) -> Hit {
    let span = facts.prose.source(found.at);
    let slice = facts.document.slice(span);
    let mut written: String = slice.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = written.char_indices().nth(QUOTED) {
        written.truncate(at);
        written.push('…');
    }
    let message = match (&found.right, &params.what) {
        (Some(right), _) if found.doubled || written == right.repeat(2) => {
            Wording::new(format!("“{right}”重复"), format!("“{right}” is written twice"))
        }
        (Some(right), _) if right.is_empty() => {
            Wording::new(format!("“{written}”多余"), format!("“{written}” is too much"))
        }
        (Some(right), _) => {
            Wording::new(format!("“{written}”应为“{right}”"), format!("“{written}” should be “{right}”"))
        }
        (None, Some(what)) => Wording::same(format!("{what}：“{written}”")),
        (None, None) => Wording::new(format!("不应出现“{written}”"), format!("“{written}” should not stand here")),
    };
    let mut hit = Hit::at(span, message).value("match", written);
    if let Some(right) = found.right {
        hit = hit.value("right", right.clone());
        hit.proposed = Some(right);
    }
    match &params.section {
        Some(id) => hit.subject(id.clone()),
        None => hit,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{ask, compile, sites};
    use crate::fact::Given;
    use crate::fact::vocabulary::Vocabulary;

    /// Ask, and check that exactly these stretches are found.
    fn finds(toml: &str, text: &str, expected: &[&str]) {
        let outcome = ask("phrase", toml, &Vocabulary::default(), &Given::default(), text);
        assert_eq!(sites(text, &outcome), expected, "{toml}\n{text}");
    }

    #[test]
    fn the_group_at_is_found_and_its_surroundings_serve_again() {
        let toml = r#"forbid = ['(?:^|[^A-Za-z])(?P<at>[xX]{2,})(?:[^A-Za-z]|$)']"#;
        finds(toml, "由ＸＸ镇XX局和xx办负责,见hexxgk。", &["ＸＸ", "XX", "xx"]);
    }

    #[test]
    fn a_match_in_unless_or_in_a_title_or_out_of_context_is_left_alone() {
        finds(
            r#"forbid = ["xxx"]
unless = ['www\.[a-z.]+']"#,
            "登录www.xxx.gov.cn,或致函xxx。",
            &["xxx"],
        );
        finds("forbid = [\"办法\"]\nnot_in = [\"titles\"]", "按《公开办法》改进办法。", &["办法"]);
        finds("forbid = [\"满意\"]\ncontext = [\"申请\"]", "群众满意。申请人满意。", &["满意"]);
        finds("forbid = [\"满意\"]\nunless_context = [\"申请\"]", "群众满意。申请人满意。", &["满意"]);
    }

    #[test]
    fn of_overlapping_matches_the_longest_counts() {
        finds("forbid = [\"填写\", '\\(填写[^()]*\\)', \"网址\"]", "见(填写网址)。", &["(填写网址)"]);
    }

    #[test]
    fn a_replacement_may_name_groups() {
        let toml = r#"replace = { '\[([0-9]{4})\]([0-9]+号)' = "〔$1〕$2" }"#;
        let text = "按某府发［2010］90号文件";
        let outcome = ask("phrase", toml, &Vocabulary::default(), &Given::default(), text);
        assert_eq!(sites(text, &outcome), ["［2010］90号"]);
        assert_eq!(outcome.hits[0].proposed.as_deref(), Some("〔2010〕90号"));
    }

    #[test]
    fn doubled_words_unless_white_space_parts_them() {
        finds("doubled = 3", "进一步进一步加强信息公开信息公开工作。", &["进一步进一步", "信息公开信息公开"]);
        finds("doubled = 3", "二、信息公开情况 信息公开情况如下。二〇〇二〇〇。哈哈哈哈哈哈", &[]);
    }

    #[test]
    fn what_is_required_is_missing_once() {
        let ask = |text| {
            ask("phrase", r#"require = ["信息处理费", "收费"]"#, &Vocabulary::default(), &Given::default(), text)
        };
        assert_eq!(ask("本年未收取信息处理费。").hits.len(), 0);
        assert_eq!(ask("无。").hits.len(), 1);
    }

    #[test]
    fn a_rule_that_asks_nothing_and_a_wrong_replacement_are_faults() {
        assert_eq!(compile("phrase", "unless = [\"a\"]", &Vocabulary::default()).1.len(), 1);
        assert_eq!(compile("phrase", "replace = { a = 1 }", &Vocabulary::default()).1.len(), 1);
    }
}
