//! Text of the source as a reader sees it: entities decoded, white space collapsed, each piece with where it begins.

use html5gum::{Token, Tokenizer};
use std::ops::Range;

/// A stretch of text that stands in one line of the source and, an entity apart, is verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the source.
    pub at: usize,
    /// Its text.
    pub text: String,
}

impl Piece {
    /// Whether it is nothing but white space.
    #[must_use]
    pub fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// The longest entity that is looked for, in bytes.
const LONGEST: usize = 34;

/// The pieces of a text of the source.
#[must_use]
pub fn pieces(source: &str, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let text = source.get(range.clone()).unwrap_or_default();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let begins = range.start + at;
        if let Some(long) = entity(rest) {
            pieces.push(Piece { at: begins, text: decode(&rest[..long]) });
            at += long;
            continue;
        }
        let is_break = |c: char| c.is_ascii_whitespace();
        let first = rest.chars().next().unwrap_or(' ');
        if is_break(first) {
            let long = rest.len() - rest.trim_start_matches(is_break).len();
            pieces.push(Piece { at: begins, text: " ".to_owned() });
            at += long;
            continue;
        }
        let from = first.len_utf8();
        let stop = rest[from..].find(|c: char| c == '&' || is_break(c)).map_or(rest.len(), |stop| from + stop);
        pieces.push(Piece { at: begins, text: rest[..stop].to_owned() });
        at += stop;
    }
    pieces
}

/// The length of the entity that a text begins with.
fn entity(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('&')?;
    let stop = inner.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &inner.as_bytes()[..stop];
    let named = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    named.then_some(stop + 2)
}

fn decode(entity: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(entity) {
        let Ok(token) = token;
        if let Token::String(value) = token {
            text.push_str(&String::from_utf8_lossy(&value));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_know_where_they_begin() {
        let source = "共&nbsp;12 条\n&lt;x&gt; A&B &unknown; &#x4e2d;";
        let found: Vec<(usize, String)> = pieces(source, 0..source.len()).into_iter().map(|p| (p.at, p.text)).collect();
        let text: String = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(text, "共\u{a0}12 条 <x> A&B &unknown; 中");
        for (at, piece) in found.iter().filter(|(_, piece)| piece.chars().all(char::is_alphanumeric) && piece != "中")
        {
            assert!(source[*at..].starts_with(piece), "{piece}");
        }
    }
}
