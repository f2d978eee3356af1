//! A tree packed into bytes: the built-in rulebooks, parsed when the program was built (`build.rs`), are read from
//! it without parsing TOML anew.
//!
//! A node is its span (where it begins behind the place before, and its length), a tag and its value; numbers are of
//! variable length, seven bits a byte; texts and lists begin with their length.

use crate::span::Span;
use crate::spanned::{Entry, Node, Value};

/// Pack a tree.
#[must_use]
pub fn write(node: &Node) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_node(node, &mut bytes);
    bytes
}

/// Read a packed tree; none where the bytes are not what `write` makes.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Node> {
    let mut rest = bytes;
    let node = take_node(&mut rest)?;
    rest.is_empty().then_some(node)
}

fn put_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn put_length(length: usize, bytes: &mut Vec<u8>) {
    put_number(u32::try_from(length).unwrap_or(u32::MAX), bytes);
}

fn put_text(text: &str, bytes: &mut Vec<u8>) {
    put_length(text.len(), bytes);
    bytes.extend_from_slice(text.as_bytes());
}

fn put_span(span: Span, bytes: &mut Vec<u8>) {
    put_number(span.start, bytes);
    put_number(span.end - span.start, bytes);
}

fn put_node(node: &Node, bytes: &mut Vec<u8>) {
    put_span(node.span, bytes);
    match &node.value {
        Value::Text(text) => {
            bytes.push(0);
            put_text(text, bytes);
        }
        Value::Number(written) => {
            bytes.push(1);
            put_text(written, bytes);
        }
        Value::Flag(flag) => bytes.push(if *flag { 3 } else { 2 }),
        Value::Date(date) => {
            bytes.push(4);
            put_text(&date.to_string(), bytes);
        }
        Value::List(items) => {
            bytes.push(5);
            put_length(items.len(), bytes);
            items.iter().for_each(|item| put_node(item, bytes));
        }
        Value::Table(entries) => {
            bytes.push(6);
            put_length(entries.len(), bytes);
            for entry in entries {
                put_text(&entry.key, bytes);
                put_span(entry.key_span, bytes);
                put_node(&entry.node, bytes);
            }
        }
    }
}

fn take_byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    Some(*first)
}

fn take_number(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let byte = take_byte(rest)?;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn take_text(rest: &mut &[u8]) -> Option<String> {
    let length = take_number(rest)? as usize;
    let (text, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    std::str::from_utf8(text).ok().map(str::to_owned)
}

fn take_span(rest: &mut &[u8]) -> Option<Span> {
    let start = take_number(rest)?;
    Some(Span { start, end: start.checked_add(take_number(rest)?)? })
}

fn take_node(rest: &mut &[u8]) -> Option<Node> {
    let span = take_span(rest)?;
    let value = match take_byte(rest)? {
        0 => Value::Text(take_text(rest)?),
        1 => Value::Number(take_text(rest)?),
        2 => Value::Flag(false),
        3 => Value::Flag(true),
        4 => Value::Date(take_text(rest)?.parse().ok()?),
        5 => {
            let items = take_number(rest)?;
            Value::List((0..items).map(|_| take_node(rest)).collect::<Option<_>>()?)
        }
        6 => {
            let entries = take_number(rest)?;
            let mut entry =
                || Some(Entry { key: take_text(rest)?, key_span: take_span(rest)?, node: take_node(rest)? });
            Value::Table((0..entries).map(|_| entry()).collect::<Option<_>>()?)
        }
        _ => return None,
    };
    Some(Node { span, value })
}

#[cfg(test)]
mod tests {
    use crate::packed;
    use crate::spanned::parse;

    #[test]
    fn a_tree_is_read_as_it_was_written() {
        let text = "a = 'x'\nb = [1, 2.5, true, false]\n[c]\nd = 2019-05-15\n[[e]]\nf = { g = '政府' }\n";
        let (node, faults) = parse(text);
        assert!(faults.is_empty());
        let bytes = packed::write(&node);
        assert_eq!(format!("{:?}", packed::read(&bytes)), format!("{:?}", Some(node)));
        assert!(packed::read(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn the_built_in_rulebooks_are_packed_as_they_are_parsed() {
        for book in crate::rulebook::builtin::RULEBOOKS {
            let packed = packed::read(book.packed).map(|node| format!("{node:?}"));
            assert_eq!(packed, Some(format!("{:?}", parse(book.text).0)), "{}", book.id);
        }
    }
}
