//! What a PDF file may cost, asked before it is read: its reader inflates streams whole and fills tables of widths code
//! by code, and knows no limit for either. Declared lengths are not believed: a stream is measured from where it begins.

use crate::read::ReadError;
use aho_corasick::AhoCorasick;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object};
use std::io::{Cursor, Read};

/// The most bytes of a stream, inflated.
const LARGEST_STREAM: u64 = 64 << 20;
/// The most bytes of a picture, inflated; pictures are not read.
const LARGEST_PICTURE: u64 = 256 << 20;
/// The most bytes of all streams but pictures, inflated.
const LARGEST_SUM: u64 = 256 << 20;
/// The most filters of a stream that make more of it, one over the other.
const MOST_FILTERS: usize = 3;
/// How far back from its stream a dictionary is looked at, in bytes.
const LONGEST_DICTIONARY: usize = 16 << 10;
/// The most codes that the widths of one font name, and those of all fonts.
const MOST_WIDTHS: u64 = 1 << 17;
const MOST_WIDTHS_IN_ALL: u64 = 20_000_000;
/// How deep dictionaries are looked into.
const DEEPEST: usize = 6;

/// How a stream is packed.
#[derive(Clone, Copy, Debug, Default)]
struct Packing {
    hexadecimal: bool,
    base85: bool,
    /// How many times it is deflated; 0 where nothing is said of it.
    deflated: usize,
    lzw: bool,
    runs: bool,
    picture: bool,
}

/// Refuse streams that are too large once they are inflated.
///
/// # Errors
/// Where one of them, or all together, exceed the limit.
pub fn streams(bytes: &[u8]) -> Result<(), ReadError> {
    let Ok(marks) = AhoCorasick::new(["endstream", "stream"]) else { return Ok(()) };
    let mut sum = 0;
    for mark in marks.find_iter(bytes).filter(|mark| mark.pattern().as_usize() == 1) {
        let before = &bytes[mark.start().saturating_sub(LONGEST_DICTIONARY)..mark.start()];
        let Some(dictionary) = before.trim_ascii_end().strip_suffix(b">>") else { continue };
        let begins = dictionary.windows(3).rposition(|three| three == b"obj").unwrap_or(0);
        let rest = &bytes[mark.end()..];
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let data = rest.strip_prefix(b"\n").unwrap_or(rest);
        measure(data, packing(&unescaped(&dictionary[begins..])), &mut sum)?;
    }
    Ok(())
}

/// Names as they are meant: `/Fl#61te` is `/Flate`.
fn unescaped(dictionary: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(dictionary.len());
    let mut at = 0;
    while let Some(byte) = dictionary.get(at) {
        let code = dictionary.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *byte == b'#') {
            Some(meant) => {
                plain.push(meant);
                at += 3;
            }
            None => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    plain
}

/// What a dictionary says of its stream. Where a filter is named elsewhere, it may be any.
fn packing(dictionary: &[u8]) -> Packing {
    let text = String::from_utf8_lossy(dictionary);
    let names = text.split('/').skip(1).map(|part| {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(part.len());
        (&part[..end], part[end..].trim_ascii())
    });
    let mut packing = Packing::default();
    for (name, behind) in names {
        match name {
            "FlateDecode" | "Fl" => packing.deflated += 1,
            "LZWDecode" | "LZW" => packing.lzw = true,
            "RunLengthDecode" | "RL" => packing.runs = true,
            "ASCIIHexDecode" | "AHx" => packing.hexadecimal = true,
            "ASCII85Decode" | "A85" => packing.base85 = true,
            "Filter" | "F" if behind.starts_with(|c: char| c.is_ascii_digit()) || behind.contains(" R") => {
                packing.deflated = packing.deflated.max(1) + 1;
            }
            "Image" => packing.picture = true,
            _ => {}
        }
    }
    packing
}

/// Hold a stream against the limits; the data may go on behind it.
fn measure(data: &[u8], packing: Packing, sum: &mut u64) -> Result<(), ReadError> {
    let limit = if packing.picture { LARGEST_PICTURE } else { LARGEST_STREAM };
    let over = Err(ReadError::OverLimit { name: "size of a stream", limit });
    let filters = packing.deflated + usize::from(packing.lzw) + usize::from(packing.runs);
    if filters > MOST_FILTERS {
        return Err(ReadError::OverLimit { name: "filters of a stream", limit: MOST_FILTERS as u64 });
    }
    let decoded = if packing.hexadecimal {
        Some(hexadecimal(data))
    } else if packing.base85 {
        Some(base85(data))
    } else {
        None
    };
    let data = decoded.as_deref().unwrap_or(data);
    let mut size = 0;
    for times in 1..=packing.deflated.max(1) {
        let (mut reader, mut inflated): (Box<dyn Read + '_>, u64) = (Box::new(data), 0);
        for _ in 0..times {
            reader = inflating(reader);
        }
        let mut buffer = vec![0; 1 << 15];
        while let Ok(read) = reader.read(&mut buffer)
            && read > 0
        {
            inflated += read as u64;
            if inflated > limit {
                return over;
            }
        }
        size = size.max(inflated);
    }
    if packing.lzw {
        size = size.max(lzw(data, limit));
    }
    if packing.runs {
        size =
            size.max(1).saturating_mul(if packing.deflated > 0 || packing.lzw { 64 } else { 1 }).max(runs(data, limit));
    }
    if size > limit {
        return over;
    }
    if !packing.picture {
        *sum += size;
        if *sum > LARGEST_SUM {
            return Err(ReadError::OverLimit { name: "size of all streams", limit: LARGEST_SUM });
        }
    }
    Ok(())
}

/// Inflate, with or without the two bytes at the head.
fn inflating<'d>(mut reader: Box<dyn Read + 'd>) -> Box<dyn Read + 'd> {
    let mut head = [0; 2];
    if reader.read_exact(&mut head).is_err() {
        return Box::new(std::io::empty());
    }
    let headed = head[0] & 0x0f == 8 && u16::from_be_bytes(head) % 31 == 0;
    let whole = Cursor::new(head).chain(reader);
    if headed { Box::new(ZlibDecoder::new(whole)) } else { Box::new(DeflateDecoder::new(whole)) }
}

/// How long it is unpacked, to a limit: codes of 9 to 12 bits, each for as many bytes as it was made of.
fn lzw(data: &[u8], limit: u64) -> u64 {
    let (mut lengths, mut last) = (vec![1_u64; 258], 0);
    let (mut size, mut bits, mut held) = (0, 0_u32, 0_u64);
    for byte in data {
        held = held << 8 | u64::from(*byte);
        bits += 8;
        // Whether the width grows a code early or not, the narrower reading packs more.
        let width = match lengths.len() {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if bits < width {
            continue;
        }
        bits -= width;
        let code = usize::try_from(held >> bits & ((1 << width) - 1)).unwrap_or(0);
        match code {
            256 => {
                lengths.truncate(258);
                last = 0;
            }
            257 => break,
            _ => {
                let length = lengths.get(code).copied().unwrap_or(last + 1);
                if last > 0 && lengths.len() < 4096 {
                    lengths.push(last + 1);
                }
                (last, size) = (length, size + length);
            }
        }
        if size > limit {
            break;
        }
    }
    size
}

/// How long runs are unpacked, to a limit.
fn runs(data: &[u8], limit: u64) -> u64 {
    let (mut at, mut size) = (0, 0);
    while let Some(length) = data.get(at).filter(|length| **length != 128 && size <= limit) {
        let (packed, long) = if *length < 128 {
            (2 + usize::from(*length), u64::from(*length) + 1)
        } else {
            (2, 257 - u64::from(*length))
        };
        at += packed;
        size += long;
    }
    size
}

fn hexadecimal(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|two| two[0] << 4 | two.get(1).copied().unwrap_or(0)).collect()
}

fn base85(data: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::new();
    let (mut value, mut count) = (0_u32, 0);
    for byte in data.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if count == 0 => decoded.extend([0; 4]),
            b'!'..=b'u' => {
                value = value.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    decoded.extend(value.to_be_bytes());
                    (value, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    decoded
}

/// Refuse what only an opened file tells: widths of more codes than a font has, and encrypted streams that are too large.
///
/// # Errors
/// Where a limit is exceeded.
pub fn objects(pdf: &Pdf, encrypted: bool) -> Result<(), ReadError> {
    let (mut widths, mut sum) = (0, 0);
    for object in pdf.objects() {
        if let (Object::Stream(stream), true) = (&object, encrypted) {
            let count = |filter| stream.filters().iter().filter(|other| **other == filter).count();
            let picture = stream
                .dict()
                .get::<Object<'_>>("Subtype")
                .is_some_and(|kind| matches!(&kind, Object::Name(name) if name.as_str() == "Image"));
            let packing = Packing {
                hexadecimal: count(Filter::AsciiHexDecode) > 0,
                base85: count(Filter::Ascii85Decode) > 0,
                deflated: count(Filter::FlateDecode),
                lzw: count(Filter::LzwDecode) > 0,
                runs: count(Filter::RunLengthDecode) > 0,
                picture,
            };
            measure(&stream.raw_data(), packing, &mut sum)?;
        }
        inside(&object, 0, &mut widths)?;
    }
    Ok(())
}

/// Look for fonts in an object.
fn inside(object: &Object<'_>, depth: usize, widths: &mut u64) -> Result<(), ReadError> {
    match object {
        Object::Dict(dict) if depth < DEEPEST => {
            for (key, more) in [("W", 1), ("W2", 3)] {
                if let Some(array) = dict.get::<Array<'_>>(key) {
                    *widths += codes(&array, more)?;
                }
            }
            if *widths > MOST_WIDTHS_IN_ALL {
                return Err(ReadError::OverLimit { name: "widths of all fonts", limit: MOST_WIDTHS_IN_ALL });
            }
            direct(dict).iter().try_for_each(|object| inside(object, depth + 1, widths))
        }
        Object::Array(array) if depth < DEEPEST => {
            let parts = array.raw_iter().filter_map(|part| match part {
                hayro_interpret::hayro_syntax::object::MaybeRef::NotRef(object) => Some(object),
                hayro_interpret::hayro_syntax::object::MaybeRef::Ref(_) => None,
            });
            parts
                .filter(|part| matches!(part, Object::Dict(_) | Object::Array(_)))
                .take(1000)
                .try_for_each(|part| inside(&part, depth + 1, widths))
        }
        Object::Dict(_) | Object::Array(_) | Object::Stream(_) => Ok(()),
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) | Object::String(_) | Object::Name(_) => Ok(()),
    }
}

/// The values of a dictionary that stand in it.
fn direct<'d>(dict: &Dict<'d>) -> Vec<Object<'d>> {
    let values = dict.entries().filter_map(|(_, value)| match value {
        hayro_interpret::hayro_syntax::object::MaybeRef::NotRef(object) => Some(object),
        hayro_interpret::hayro_syntax::object::MaybeRef::Ref(_) => None,
    });
    values.filter(|value| matches!(value, Object::Dict(_) | Object::Array(_))).collect()
}

/// How many codes an array of widths names: `first [width …]` or `first last width`, `more` numbers for each.
fn codes(array: &Array<'_>, more: usize) -> Result<u64, ReadError> {
    let mut count = 0_u64;
    let mut parts = array.iter::<Object<'_>>();
    while let (Some(first), Some(next)) = (parts.next(), parts.next()) {
        let (Object::Number(first), next) = (first, next) else { break };
        count += match next {
            Object::Array(widths) => widths.raw_iter().count() as u64,
            Object::Number(last) => {
                (0..more).for_each(|_| drop(parts.next()));
                u64::try_from(last.as_i64().saturating_sub(first.as_i64())).unwrap_or(0) + 1
            }
            Object::Null(_)
            | Object::Boolean(_)
            | Object::String(_)
            | Object::Name(_)
            | Object::Dict(_)
            | Object::Stream(_) => break,
        };
        if count > MOST_WIDTHS {
            return Err(ReadError::OverLimit { name: "widths of a font", limit: MOST_WIDTHS });
        }
    }
    Ok(count)
}
