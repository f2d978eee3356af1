//! Bytes to text: byte order marks, UTF-16 told by its zero bytes, UTF-8, then GB18030 or Big5 by what the decoded text
//! looks like. Says what it guessed and what it could not decode; refuses bytes that are no text.

use super::ReadError;
use crate::document::Note;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; the byte order mark of a UTF-8 file stays as U+FEFF so that offsets are those of the file.
    pub text: String,
    /// The encoding's name in outputs.
    pub encoding: &'static str,
    /// What was guessed or lost.
    pub notes: Vec<Note>,
}

/// How much of a file is looked at to tell its encoding, in bytes.
const SAMPLE: usize = 256 * 1024;

/// Decode a file.
///
/// # Errors
/// Where the bytes are text in no encoding that is known: binary data, for the most part.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let decoded = if bytes.starts_with(b"\xef\xbb\xbf") {
        utf8(bytes)
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        with(UTF_16LE, "utf-16le", rest, false)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        with(UTF_16BE, "utf-16be", rest, false)
    } else if let Some((encoding, name)) = utf16_without_mark(bytes) {
        with(encoding, name, bytes, true)
    } else if is_mostly_utf8(bytes) {
        utf8(bytes)
    } else {
        let (encoding, name) = legacy(bytes);
        with(encoding, name, bytes, true)
    };
    if is_text(&decoded) { Ok(decoded) } else { Err(ReadError::Undecodable) }
}

/// Decode a file in an encoding that it names itself.
#[must_use]
pub fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    match encoding {
        // GBK and GB2312 are parts of GB18030.
        encoding if encoding == encoding_rs::GBK || encoding == GB18030 => with(GB18030, "gb18030", bytes, false),
        encoding if encoding == BIG5 => with(BIG5, "big5", bytes, false),
        encoding if encoding == UTF_16LE => with(UTF_16LE, "utf-16le", bytes, false),
        encoding if encoding == UTF_16BE => with(UTF_16BE, "utf-16be", bytes, false),
        other => with(other, other.name(), bytes, false),
    }
}

fn utf8(bytes: &[u8]) -> Decoded {
    let mut notes = Vec::new();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            notes.push(Note::Undecodable(u32::try_from(broken).unwrap_or(u32::MAX)));
            String::from_utf8_lossy(bytes).into_owned()
        }
    };
    Decoded { text, encoding: "utf-8", notes }
}

fn with(encoding: &'static Encoding, name: &'static str, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if guessed {
        notes.push(Note::EncodingDetected(name));
    }
    if broken {
        let count = text.matches('\u{fffd}').count();
        notes.push(Note::Undecodable(u32::try_from(count).unwrap_or(u32::MAX)));
    }
    Decoded { text: text.into_owned(), encoding: name, notes }
}

/// Whether the bytes are UTF-8 but for a few broken places: at most one to twenty characters beyond ASCII.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let mut broken = 0_usize;
    let mut sound = 0_usize;
    for chunk in bytes.utf8_chunks() {
        if !chunk.invalid().is_empty() {
            broken += 1;
        }
        // A character beyond ASCII has one leading byte, 0xC2 or above.
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xc2).count();
    }
    broken == 0 || sound >= broken * 20
}

/// UTF-16 without a byte order mark: it has zero bytes, and one of the two byte orders makes text of it.
fn utf16_without_mark(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if bytes.len() < 4 || !sample.contains(&0) {
        return None;
    }
    let (mut little, mut big, mut all) = (0_usize, 0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        all += 1;
        little += usize::from(is_plausible(u16::from_le_bytes([pair[0], pair[1]])));
        big += usize::from(is_plausible(u16::from_be_bytes([pair[0], pair[1]])));
    }
    let enough = |count: usize| count * 10 >= all * 9;
    if enough(little) && little > big {
        return Some((UTF_16LE, "utf-16le"));
    }
    (enough(big) && big > little).then_some((UTF_16BE, "utf-16be"))
}

fn is_plausible(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xa0..=0xff | 0x2010..=0x203b | 0x3000..=0x301f | 0x4e00..=0x9fff | 0xff01..=0xff5e)
}

/// GB18030 or Big5, by which of the two makes likelier Chinese of the bytes: a Big5 file decodes as GB18030 without an
/// error, into rare and private-use characters. Text that is mostly ASCII may be Western.
fn legacy(bytes: &[u8]) -> (&'static Encoding, &'static str) {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    if high * 20 < sample.len() {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(sample, true);
        if detector.guess(None, chardetng::Utf8Detection::Deny) == WINDOWS_1252 {
            return (WINDOWS_1252, "windows-1252");
        }
    }
    if likelihood(BIG5, sample) > likelihood(GB18030, sample) { (BIG5, "big5") } else { (GB18030, "gb18030") }
}

/// How much of a decoding is frequent Chinese, in thousandths of its characters beyond ASCII; what no writer types
/// counts against it.
fn likelihood(encoding: &'static Encoding, sample: &[u8]) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut score, mut all) = (0_i64, 0_i64);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        score += match c {
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => -3,
            '\u{80}'..='\u{9f}' => -3,
            '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3ffff}' => -1,
            c if FREQUENT.contains(c) => 1,
            _ => 0,
        };
    }
    if all == 0 { 0 } else { score * 1000 / all }
}

/// The most frequent characters and marks of Chinese prose, simplified and traditional.
const FREQUENT: &str = "，。、；：（）“”《》的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發\
年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裏如水化高自二理起小物现現实實加量都两兩体體制\
机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又\
利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系系军軍信息情况況报報告";

/// Whether a decoding is text: few control characters, few replacements.
fn is_text(decoded: &Decoded) -> bool {
    let lost: u32 = decoded.notes.iter().map(|note| if let Note::Undecodable(count) = note { *count } else { 0 }).sum();
    let (mut control, mut all) = (0_usize, 0_usize);
    for c in decoded.text.chars() {
        all += 1;
        let strange = matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}');
        control += usize::from(strange);
    }
    control * 50 <= all && (lost as usize) * 20 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "二〇一二年，我局主动公开政府信息45条，其中概况信息2条。\n　　特此报告。\n";
    const TRADITIONAL: &str = "二零一二年，本局主動公開政府資訊45條，其中機構資訊2條，沒有收到申請。\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    fn told(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn encodings_are_told() {
        let cases: Vec<(Vec<u8>, &str, &str)> = vec![
            (SIMPLIFIED.into(), SIMPLIFIED, "utf-8"),
            (GB18030.encode(SIMPLIFIED).0.into_owned(), SIMPLIFIED, "gb18030"),
            (GB18030.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "gb18030"),
            (BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "big5"),
            (utf16(SIMPLIFIED, false), SIMPLIFIED, "utf-16le"),
            (utf16(SIMPLIFIED, true), SIMPLIFIED, "utf-16be"),
            ([&[0xff, 0xfe], utf16(SIMPLIFIED, false).as_slice()].concat(), SIMPLIFIED, "utf-16le"),
            ([&[0xfe, 0xff], utf16(SIMPLIFIED, true).as_slice()].concat(), SIMPLIFIED, "utf-16be"),
            (b"plain ascii".to_vec(), "plain ascii", "utf-8"),
            (
                b"the agency\x92s report, 5 \x96 7 days in all of the cases that it had".to_vec(),
                "the agency\u{2019}s report, 5 \u{2013} 7 days in all of the cases that it had",
                "windows-1252",
            ),
            (Vec::new(), "", "utf-8"),
        ];
        for (bytes, text, name) in cases {
            assert_eq!(told(&bytes), (text.to_owned(), name));
        }
    }

    #[test]
    fn the_mark_of_utf8_stays() {
        assert_eq!(told("\u{feff}报告".as_bytes()), ("\u{feff}报告".to_owned(), "utf-8"));
    }

    #[test]
    fn a_few_broken_bytes_are_replaced_and_counted() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.notes), ("utf-8", vec![Note::Undecodable(1)]));
        assert!(decoded.text.ends_with('\u{fffd}'));
        // A replacement character that the file itself holds is the file's own.
        assert!(decode("报告\u{fffd}".as_bytes()).unwrap().notes.is_empty());
    }

    #[test]
    fn binary_data_is_refused() {
        let noise: Vec<u8> = (0..4096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\x01\x02\x03"[..], &[0; 64], &noise] {
            assert_eq!(decode(bytes), Err(ReadError::Undecodable));
        }
    }
}
