//! The report's own agency, and how another organ's name stands to it.

use crate::fact::organ;
use crate::language::zh::agency::{self as zh, Kind, kind};
use crate::language::zh::organ as names;

/// The report's own agency.
#[derive(Clone, Debug)]
pub struct Own {
    /// Its full name.
    pub agency: String,
    /// Its place, all levels said: 云溪市青山镇.
    pub place: String,
    /// Its name without the place.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
}

/// How another organ stands to the report's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The same, or not to be told apart.
    Same,
    /// Of another place on the same level.
    Elsewhere,
    /// Perhaps of another place: two cities, of which one may lie in the other.
    PerhapsElsewhere,
    /// Another bureau of the same place.
    OtherBureau,
    /// A superior, a subordinate, a government: rightly named anywhere.
    Related,
}

impl Own {
    /// The agency of a full name.
    pub fn new(agency: &str) -> Self {
        let organ = organ::scan_text(agency).into_iter().next_back();
        let whole = organ.filter(|organ| organ.at.end == agency.len());
        let cut = whole.map_or(0, |organ| organ.name.start);
        let cut = if cut == 0 { places(agency).last().map_or(0, |place| place.1) } else { cut };
        let (place, name) = agency.split_at_checked(cut).unwrap_or(("", agency));
        Self { agency: agency.to_owned(), place: place.to_owned(), name: name.to_owned(), kind: kind(agency) }
    }

    /// Whether this is a bureau, a committee or a department: one of many in its place.
    pub fn is_bureau(&self) -> bool {
        match self.kind {
            Kind::Bureau | Kind::Committee | Kind::Department => {
                !self.name.contains("管理委员会") && !self.name.contains("管委会")
            }
            Kind::Customs | Kind::Center => true,
            Kind::Office
            | Kind::Town
            | Kind::Township
            | Kind::Street
            | Kind::Government
            | Kind::School
            | Kind::Institute
            | Kind::Other => false,
        }
    }

    /// How a body stands to it of which the whole name is given, no more and no less: as a signature or a label has it.
    pub fn standing_of(&self, whole: &str) -> Standing {
        // 国家税务总局云溪市税务局: what a vertical body's name begins with is no place.
        let whole = whole.strip_prefix(names::VERTICAL).unwrap_or(whole);
        let agency = self.agency.strip_prefix(names::VERTICAL).unwrap_or(&self.agency);
        if agency.contains(whole) || whole.contains(agency) {
            return Standing::Same;
        }
        let cut = places(whole).last().map_or(0, |place| place.1);
        let (place, name) = whole.split_at_checked(cut).unwrap_or(("", whole));
        match conflict(&self.place, place, true) {
            Some(true) => return Standing::Elsewhere,
            // Of two cities one may lie in the other, but not with the same body of both for one report.
            Some(false) if name == self.name => return Standing::Elsewhere,
            Some(false) => return Standing::PerhapsElsewhere,
            None => {}
        }
        let proper = match self.kind {
            Kind::Customs | Kind::School | Kind::Institute => kind(whole) == self.kind,
            Kind::Committee => is_zone(agency) && is_zone(whole),
            Kind::Bureau
            | Kind::Department
            | Kind::Office
            | Kind::Town
            | Kind::Township
            | Kind::Street
            | Kind::Government
            | Kind::Center
            | Kind::Other => false,
        };
        if proper && !like(agency, whole) { Standing::Elsewhere } else { self.standing(place, name) }
    }

    /// How an organ with this place and name stands to it. The place may have words before it that are none of it.
    pub fn standing(&self, place: &str, name: &str) -> Standing {
        let whole = format!("{place}{name}");
        if self.agency.ends_with(&whole) || whole.ends_with(&self.agency) || self.agency.starts_with(&whole) {
            return Standing::Same;
        }
        match conflict(&self.place, place, false) {
            Some(true) => return Standing::Elsewhere,
            Some(false) => return Standing::PerhapsElsewhere,
            None => {}
        }
        if like(&self.name, name) {
            return Standing::Same;
        }
        let government = names::GOVERNMENTS.iter().any(|end| name.contains(end)) || name.contains("政府");
        let own_level = places(&self.place).last().map(|place| place.2);
        let level = places(place).last().map(|place| place.2);
        if self.is_bureau() && !government && level.is_some() && level == own_level {
            Standing::OtherBureau
        } else {
            Standing::Related
        }
    }
}

/// Whether a committee manages a zone: one of a proper name.
fn is_zone(name: &str) -> bool {
    name.ends_with("管委会") || name.ends_with("管理委员会")
}

/// Whether one name may be a short form of the other: its characters come in the other in the same order.
pub fn like(left: &str, right: &str) -> bool {
    let within = |short: &str, long: &str| {
        let mut long = long.chars();
        short.chars().all(|c| long.any(|other| other == c))
    };
    let bare = |name: &str| name.trim_end_matches(['局', '委', '厅', '办']).replace("委员会", "").replace("网站", "");
    let (left, right) = (bare(left), bare(right));
    within(&left, &right) || within(&right, &left)
}

/// The places of a chain: start, end and level (1 province to 4 town) of each.
pub fn places(chain: &str) -> Vec<(usize, usize, u8)> {
    let mut places = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = chain[at..].chars().next() {
        let rest = &chain[at..];
        let end = names::PLACES.iter().find(|end| rest.starts_with(**end));
        // 市 of 市北区 begins a name: a place's end is not what its name begins with.
        let far = at > start || rest.chars().count() == 1;
        match end {
            Some(end) if far => {
                let level = match *end {
                    "省" | "自治区" | "特别行政区" => 1,
                    "市" | "州" | "盟" | "自治州" | "地区" => 2,
                    "镇" | "乡" | "街道" | "苏木" | "民族乡" => 4,
                    _ => 3,
                };
                at += end.len();
                places.push((start, at, level));
                start = at;
            }
            Some(_) | None => at += c.len_utf8(),
        }
    }
    places
}

/// Whether two chains name different places on one level; false inside where both are cities, which may lie in one
/// another. `whole` says that the other chain has no words before it that are none of it.
pub fn conflict(own: &str, other: &str, whole: bool) -> Option<bool> {
    let (own_places, other_places) = (places(own), places(other));
    let mut weak = false;
    for (start, end, level) in &other_places {
        let name = &other[*start..*end];
        let Some((from, to, _)) = own_places.iter().find(|place| place.2 == *level) else { continue };
        let own_name = &own[*from..*to];
        // Words before the name that are none of it make it long, unless another place stands before it.
        let named = |name: &str| {
            let length = name.chars().count();
            (2..=4).contains(&length) && !zh::NOT_NAMES.iter().any(|word| name.starts_with(word))
        };
        let named = |name: &str, led: bool| named(name) || (led && name.chars().count() >= 2);
        if !named(name, whole || *start > 0)
            || !named(own_name, true)
            || name.ends_with(own_name)
            || own_name.ends_with(name)
        {
            continue;
        }
        // 开发区 and the like stand beside counties on their level.
        if name.ends_with("新区") || name.ends_with("发区") || name.ends_with("园区") || name.ends_with("景区")
        {
            continue;
        }
        if *level >= 3 {
            return Some(true);
        }
        weak = *level == 2;
    }
    weak.then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standings() {
        let own = Own::new("云溪县林业局");
        for (place, name, standing) in [
            ("云溪县", "林业局", Standing::Same),
            ("县", "林业局", Standing::Same),
            ("青石县", "林业局", Standing::Elsewhere),
            ("云溪县", "民政局", Standing::OtherBureau),
            ("县", "民政局", Standing::OtherBureau),
            ("县", "人民政府", Standing::Related),
            ("市", "民政局", Standing::Related),
            ("积极向云溪县", "林业局", Standing::Same),
        ] {
            assert_eq!(own.standing(place, name), standing, "{place}{name}");
        }
        let town = Own::new("云溪县白石镇人民政府");
        assert_eq!(town.standing("青石县", "人民政府"), Standing::Elsewhere);
        assert_eq!(town.standing("云溪县", "林业局"), Standing::Related);
        assert_eq!(Own::new("云溪市人民政府").standing("安澜市", "人民政府"), Standing::PerhapsElsewhere);
    }
}
