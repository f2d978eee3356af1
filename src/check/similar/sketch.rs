//! A report's sketch: a few hashes of what it says, so that of many reports those that share text are told without
//! comparing each with each. Two that share none are no copies; two that share some have to be compared.

use super::FEWEST;
use super::shingle::{Letters, Text};
use crate::document::Document;
use crate::fact::fold::Folded;
use crate::fact::organ::Organ;

/// Hashes kept of a paragraph: of two paragraphs that are alike to four fifths, most are the same.
const KEPT: usize = 6;

/// How many hashes two reports share at least where one repeats a paragraph of the other.
pub const SHARED: usize = 3;

/// The most hashes of a report, in bytes eight times as many.
const MOST: usize = 600;

/// The sketch of a report, in order: the least hashes of each paragraph's runs of letters, numbers and names masked.
#[must_use]
pub fn of(document: &Document, prose: &Folded, organs: &[Organ]) -> Vec<u64> {
    let text = Text { document, prose, organs };
    let mut sketch = Vec::new();
    for paragraph in text.paragraphs(&(0..prose.text.len())) {
        let letters = Letters::of(text, paragraph);
        if letters.len() < FEWEST {
            continue;
        }
        let mut hashes: Vec<u64> = letters.runs().map(|(_, run)| mixed(run)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        sketch.extend(hashes.into_iter().take(KEPT));
        if sketch.len() >= MOST {
            break;
        }
    }
    sketch.sort_unstable();
    sketch.dedup();
    sketch
}

/// A hash of a run in which all its bits count: two rounds of multiplying and folding.
fn mixed(run: u128) -> u64 {
    let folded = (run as u64) ^ ((run >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let once = (folded ^ (folded >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (once ^ (once >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn sketch(text: &str) -> Vec<u64> {
        let document = Document::passage("a.txt", text);
        let prose = Folded::new(&document);
        let organs = crate::fact::organ::scan(&prose, Language::Zh);
        of(&document, &prose, &organs)
    }

    #[test]
    fn a_paragraph_among_others_is_known_again_whatever_its_numbers() {
        let copied = "一是个别科室报送滞后,信息更新不够及时,群众查阅不便;二是公开形式不够丰富,图表和解读偏少。今后要按季通报\
            各科室报送情况,完善考核办法,把2013年的任务分解到人。";
        let one = sketch(&format!(
            "全局上下围绕防汛抗旱和农村饮水安全推进公开,专栏按目录重新编排,逐项明确了更新责任和时限要求。\n{copied}"
        ));
        let other = sketch(&format!(
            "{}\n便民大厅增设了查阅终端,聘请五名监督员定期评议,评议意见逐条研究后在公告栏答复来访群众。",
            copied.replace("2013", "2014")
        ));
        let alien = sketch(
            "经办人员更换频繁,业务还不熟练,答复文书不够规范,下一年将分批组织培训,统一文书式样,逐村检查公开栏并限期整改。",
        );
        let shared = |a: &[u64], b: &[u64]| a.iter().filter(|hash| b.binary_search(hash).is_ok()).count();
        assert!(shared(&one, &other) >= SHARED, "{}", shared(&one, &other));
        assert_eq!(shared(&one, &alien), 0);
    }
}
