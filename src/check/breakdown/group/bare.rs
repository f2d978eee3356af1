//! Divisions that no word announces: `清理文件126件,主动公开31件,依申请公开25件,不予公开70件`. Amounts of one unit in a row are
//! parts only where their names are of one kind (a family of names, a head that the total has too) or a colon stands
//! before them; anything else in a row is left alone.

use super::{Announced, Group, MANY, Scene};
use crate::fact::family;
use crate::language::zh::unit::{self, Kind};
use crate::language::zh::{partition, sum};
use crate::reading::clause::{self, Fine};
use crate::reading::numeral::{Form, Number};
use rust_decimal::Decimal;
use std::ops::Range;

/// An amount with the words around it.
#[derive(Debug)]
pub(super) struct Row {
    /// Its index in the numbers.
    pub(super) at: usize,
    /// Its name: the words before it, back to the stop before.
    pub(super) lead: Range<usize>,
    /// The stop between the amount before and this one, where nothing else but its name stands between them.
    pub(super) joined: Option<char>,
    /// The end of the number, other measures of the same thing (31宗1467亩) included.
    end: usize,
}

/// What makes amounts in a row the parts of one whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kin<'t> {
    Family(family::Kin),
    Head(&'t str),
    Colon,
}

/// The longest text between a total and its first part, in characters.
const APART: usize = 60;
/// The longest text before a first part that opens its sentence, in characters.
const OPENING: usize = 24;

impl<'a> Scene<'a, '_> {
    /// The divisions of the sentence that no word announces, those already found left out.
    pub(super) fn bare(&self, groups: &[Group<'a>]) -> Vec<Group<'a>> {
        let amounts = self.index(self.sentence.start)..self.index(self.sentence.end);
        let mut units: Vec<&str> = Vec::new();
        for at in amounts.filter(|at| self.is_amount(*at)).take(MANY) {
            let unit = measure(self.unit(&self.numbers[at]));
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        let mut found = Vec::new();
        for unit in units {
            let rows = self.rows(self.sentence.clone(), unit);
            let mut from = 0;
            while from < rows.len() {
                let Some((kin, to)) = self.run(&rows, from) else {
                    from += 1;
                    continue;
                };
                let division = self.division(&rows, from..to, kin, groups);
                // What stands first behind a colon may be the total of the rest.
                from = if kin == Kin::Colon && division.is_none() { from + 1 } else { to };
                found.extend(division);
            }
        }
        found
    }

    /// The amounts of a unit in a sentence, differences to other times left out.
    pub(super) fn rows(&self, sentence: Range<usize>, unit: &str) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut behind = sentence.start;
        for at in self.index(sentence.start)..self.index(sentence.end) {
            let same = self.is_amount(at) && measure(self.unit(&self.numbers[at])) == unit;
            if !same || self.numbers[at].whole.end > sentence.end {
                continue;
            }
            let (start, end) = self.extent(at);
            let gap = &self.text[behind.min(start)..start];
            let name = clause::last(gap, Fine::Item);
            let name = name.strip_prefix(['和', '及']).filter(|_| name.len() == gap.len()).unwrap_or(name);
            if sum::is_change(name) {
                continue;
            }
            let lead = start - name.len()..start;
            let stop = gap.chars().next().filter(|c| matches!(c, ',' | ';' | '、' | '和' | '及'));
            let bare = !rows.is_empty() && !name.contains(|c: char| c.is_ascii_digit());
            let joined = stop.filter(|stop| bare && gap.len() == stop.len_utf8() + name.len());
            rows.push(Row { at, lead, joined, end });
            behind = end;
        }
        rows
    }

    /// Where a number begins and ends with what touches it: other measures of the same thing, brackets around it alone.
    fn extent(&self, at: usize) -> (usize, usize) {
        let whole = |at: usize| self.numbers[at].whole.clone();
        let (mut start, mut end) = (whole(at).start, whole(at).end);
        let mut before = at;
        while before > 0 && whole(before - 1).end == start {
            before -= 1;
            start = whole(before).start;
        }
        let mut behind = at;
        while behind + 1 < self.numbers.len() && whole(behind + 1).start == end {
            behind += 1;
            end = whole(behind).end;
        }
        if self.text[..start].ends_with('(') && self.text[end..].starts_with(')') {
            (start, end) = (start - 1, end + 1);
        }
        (start, end + remark(&self.text[end..self.sentence.end.max(end)]))
    }

    fn name(&self, row: &Row) -> &str {
        self.text[row.lead.clone()].trim_start_matches("其中")
    }

    /// The words around a row's number, up to the next stop.
    fn clause(&self, row: &Row) -> &str {
        let behind = &self.text[row.end..];
        let end = behind.find([',', ';', '。', ':', '\n']).unwrap_or(behind.len());
        &self.text[row.lead.start..row.end + end]
    }

    /// The run of parts that begins at a row: what makes them parts, and where it ends.
    fn run<'t>(&'t self, rows: &[Row], from: usize) -> Option<(Kin<'t>, usize)> {
        let names = || rows[from + 1..].iter().take_while(|row| row.joined.is_some()).map(|row| self.name(row));
        let first = self.name(&rows[from]);
        let second = names().next()?;
        let mut family = self.families.of(first);
        let mut length = 1;
        for name in names() {
            let both = family & self.families.of(name);
            if both == 0 || name == first {
                break;
            }
            family = both;
            length += 1;
        }
        if length >= 2 && family != family::ANY {
            return Some((Kin::Family(family), from + length));
        }
        let nominal = |name: &str| !name.is_empty() && !sum::begins_anew(name) && !sum::speaks_of_total(name);
        // A single character such as 税 and 费 tells only of money, a measure of one thing.
        let counted = unit::kind(self.unit(&self.numbers[rows[from].at])) == Kind::Count;
        if let Some(head) = partition::shared_head(first, second, if counted { 2 } else { 1 }) {
            let like = |name: &&str| nominal(name) && (name.ends_with(head) && *name != head || sum::is_rest(name));
            let length = if like(&first) { 1 + names().take_while(like).count() } else { 0 };
            if length >= 2 {
                return Some((Kin::Head(head), from + length));
            }
        }
        let colon = self.text[..rows[from].lead.start].ends_with(':');
        let length = 1 + names().take_while(|name| nominal(name)).count();
        (colon && nominal(first) && length >= 2).then_some((Kin::Colon, from + length))
    }

    /// The division that a run of parts makes, where a total for it is said.
    fn division(&self, rows: &[Row], run: Range<usize>, kin: Kin<'_>, groups: &[Group<'a>]) -> Option<Group<'a>> {
        let known = |at: usize| groups.iter().find(|group| group.has(&self.numbers[at]));
        let (first, last) = (rows.get(run.start)?, rows.get(run.end - 1)?);
        if rows[run.clone()].iter().any(|row| known(row.at).is_some()) {
            return None;
        }
        let goes_on = rows.get(run.end).is_some_and(|next| next.joined.is_some() && next.joined == last.joined);
        if rows.get(run.end).is_some_and(|next| sum::speaks_of_total(self.name(next))) {
            return None;
        }
        let tail = &self.text[last.end..self.sentence.end];
        let ends = tail.is_empty() || tail.starts_with([';', ',', ')']);
        if sum::leaves_open(tail) || kin == Kin::Colon && (goes_on || !ends) {
            return None;
        }
        let (total, rivals) = match run.start.checked_sub(1).and_then(|before| rows.get(before)) {
            Some(before) => match known(before.at) {
                Some(group) if group.ends_with(&self.numbers[before.at]) && self.follows(before, first, ';') => {
                    (group.total, Vec::new())
                }
                Some(group) if !group.is_total(&self.numbers[before.at]) => return None,
                _ => self.total_before(rows, run.clone(), kin)?,
            },
            None => self.total_of_earlier(first, rows.get(run.start + 1)?, kin)?,
        };
        let parts = self.parts_of(&rows[run]);
        let vague = |number: &Number| number.approximate;
        let leads = || parts.iter().map(|part| &self.text[part.lead.clone()]);
        let dealing = leads().any(sum::is_dealing);
        // Persons and money are not published by channels.
        let persons = unit::is_of_persons(self.unit(total)) || unit::kind(self.unit(total)) != Kind::Count;
        let channels = !dealing && !persons && leads().any(sum::is_channel);
        let summed = leads().any(sum::speaks_of_total);
        if vague(total) || parts.iter().any(|part| vague(part.number)) || channels || summed {
            return None;
        }
        let pair = matches!(kin, Kin::Family(families) if self.families.is_pair(families));
        let from = self.numbers.partition_point(|number| number.at.start <= total.at.start);
        let told = self.numbers[from..].iter().take_while(|number| number.at.start < first.lead.end);
        let told = told.into_iter().any(|number| tells(number, parts.len()));
        let open = goes_on
            || !(pair || told || kin == Kin::Colon || parts.len() >= 3 || sum::is_rest(&self.text[last.lead.clone()]));
        Some(Group { total, parts, announced: Announced::Bare, open, channels: false, rivals, entire: true })
    }

    /// Whether nothing but a stop and a name stand between two rows.
    fn follows(&self, before: &Row, row: &Row, stop: char) -> bool {
        let gap = &self.text[before.end..row.lead.end];
        gap.starts_with(stop) && row.joined == Some(stop)
    }

    /// The amount before a run as its total, and the others that may be it.
    fn total_before(&self, rows: &[Row], run: Range<usize>, kin: Kin<'_>) -> Option<(&'a Number, Vec<Decimal>)> {
        let parts = run.len();
        let run = run.start;
        let before = rows.get(run - 1)?;
        let gap = &self.text[before.end..rows[run].lead.start];
        let clause = &self.text[before.lead.start..rows[run].lead.start];
        let apart = gap.chars().count() > APART || sum::turns_away(gap);
        let stray = (before.at + 1..rows[run].at).any(|at| {
            let number = &self.numbers[at];
            let touches = number.whole.start < before.end || number.whole.end > rows[run].lead.end;
            let changed = sum::is_change(clause::last(self.upto(number), Fine::Item));
            self.is_amount(at) && !touches && kin != Kin::Colon && !changed && !tells(number, parts)
        });
        let headed = match kin {
            Kin::Head(head) => partition::has_head(clause, head),
            Kin::Family(_) | Kin::Colon => true,
        };
        let summed = kin != Kin::Colon && sum::totals(&self.text[before.lead.clone()]) && self.has_parts(rows, run - 1);
        // An amount that is itself one of a row is no total, save behind a semicolon that begins anew.
        let anew = before.joined == Some(';') && rows[run].joined != Some(';');
        let inside = kin != Kin::Colon && (before.joined.is_some() && !anew || rows[run].joined == Some(';'));
        if inside || apart || stray || !headed || summed || sum::is_change(&self.text[before.lead.clone()]) {
            return None;
        }
        let values = |rows: &[Row]| -> Vec<Decimal> { rows.iter().map(|row| self.numbers[row.at].value).collect() };
        let mut rivals: Vec<Decimal> = values(&rows[..run - 1]).into_iter().rev().collect();
        let last = values(&self.rows(self.before.clone(), measure(self.unit(&self.numbers[before.at]))));
        rivals.extend(together(&values(&rows[..run])).into_iter().chain(together(&last)));
        rivals.extend(last);
        // 由58个整合为22个: what follows may be those that went.
        if self.name(before).ends_with(['为', '至', '到']) {
            rivals.extend(rivals.first().map(|from| (*from - self.numbers[before.at].value).abs()));
        }
        Some((&self.numbers[before.at], rivals))
    }

    /// Whether the amount before a total of several (两项合计) is one of its parts.
    fn has_parts(&self, rows: &[Row], total: usize) -> bool {
        total >= 2 && rows.get(total - 1).is_some_and(|row| self.families.of(self.name(row)) != 0)
    }

    /// The words of the sentence up to a number.
    fn upto(&self, number: &Number) -> &str {
        &self.text[self.sentence.start.min(number.whole.start)..number.whole.start]
    }

    /// The total that a sentence before says, for parts that open theirs: only where their family is one of dealings
    /// that reports divide, or the total has their head.
    fn total_of_earlier(&self, first: &Row, second: &Row, kin: Kin<'_>) -> Option<(&'a Number, Vec<Decimal>)> {
        let opening = &self.text[self.sentence.start..first.lead.start];
        let digits = opening.contains(|c: char| c.is_ascii_digit());
        if digits || opening.chars().count() > OPENING || sum::turns_away(opening) {
            return None;
        }
        let rows = self.rows(self.earlier.clone(), measure(self.unit(&self.numbers[first.at])));
        let mut plain = rows.iter().filter(|row| !self.name(row).contains("结转"));
        let head = match kin {
            Kin::Head(head) => Some(head),
            Kin::Family(_) => partition::shared_head(self.name(first), self.name(second), 2),
            Kin::Colon => None,
        };
        let total = match kin {
            Kin::Family(families) if self.families.is_of_dealings(families) => {
                plain.rfind(|row| sum::is_dealing(self.clause(row)))
            }
            Kin::Family(_) | Kin::Head(_) | Kin::Colon => {
                plain.rfind(|row| head.is_some_and(|head| partition::has_head(self.name(row), head)))
            }
        }?;
        let values: Vec<Decimal> = rows.iter().map(|row| self.numbers[row.at].value).collect();
        let mut rivals = together(&values);
        rivals.extend(values);
        Some((&self.numbers[total.at], rivals))
    }
}

/// The length of a remark in brackets directly behind an amount that says no number: (涉及商业秘密).
fn remark(behind: &str) -> usize {
    let inside = behind.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inside
        .filter(|(inside, _)| !inside.contains(|c: char| c.is_ascii_digit()))
        .map_or(0, |(inside, _)| inside.len() + 2)
}

/// Whether a number says how many parts there are: 分两批.
fn tells(number: &Number, parts: usize) -> bool {
    number.form == Form::Numeral && number.value == Decimal::from(parts)
}

/// The sums that several amounts may be meant as: of all, and of each two that follow each other.
fn together(values: &[Decimal]) -> Vec<Decimal> {
    let mut sums: Vec<Decimal> =
        values.windows(2).filter_map(|pair| pair.first()?.checked_add(*pair.last()?)).collect();
    if values.len() > 2 {
        sums.extend(values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value)));
    }
    sums
}

/// The unit that amounts are summed in: 人次 are 人.
pub(super) fn measure(unit: &str) -> &str {
    match unit {
        "人次" => "人",
        unit => unit,
    }
}
