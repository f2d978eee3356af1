//! The grammar of expressions. Names stay names here; what they mean is `resolve`'s.

use super::{Comparison, Logic, Operator};
use crate::finding::Wording;
use rust_decimal::Decimal;
use std::ops::Range;
use std::str::FromStr;

/// The deepest nesting that is read.
const DEEPEST: usize = 64;

/// The most names, numbers and signs of an expression: a sum of so many terms is a tree as deep.
const MOST_TOKENS: usize = 1000;

/// A part of an expression as written.
#[derive(Debug)]
pub enum Tree {
    /// A number.
    Number(Decimal),
    /// A dotted name.
    Name(String, Range<usize>),
    /// A sign.
    Negative(Box<Tree>),
    /// Arithmetic.
    Binary(Operator, Box<Tree>, Box<Tree>),
    /// Comparison.
    Compare(Comparison, Box<Tree>, Box<Tree>),
    /// A function and its arguments.
    Call(String, Range<usize>, Vec<Tree>),
    /// Parts that are true or false, joined; where each stands.
    Logic(Logic, Vec<(Tree, Range<usize>)>),
}

/// What is wrong with an expression.
#[derive(Debug)]
pub struct Bad {
    /// Bytes of the expression.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Wording,
    /// What to do.
    pub help: Wording,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(Decimal),
    Name(String),
    Sign(&'static str),
    End,
}

/// Parse an expression.
pub fn parse(source: &str) -> Result<Tree, Bad> {
    let tokens = scan(source)?;
    if let Some((_, at)) = tokens.get(MOST_TOKENS) {
        return Err(Bad {
            at: at.clone(),
            message: Wording::new(
                format!("表达式过长（超过 {MOST_TOKENS} 个名称、数和符号）"),
                format!("the expression is too long (over {MOST_TOKENS} names, numbers and signs)"),
            ),
            help: Wording::new("用 sum(…) 或分成几条规则", "use sum(…), or make several rules of it"),
        });
    }
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let tree = parser.statement()?;
    match parser.peek() {
        Token::End => Ok(tree),
        Token::Sign(sign) if COMPARISONS.iter().any(|(name, _)| name == sign) => Err(parser.bad(
            Wording::new("只能有一个比较号", "only one comparison is allowed"),
            Wording::new("拆成两条规则", "make two rules of it"),
        )),
        Token::Number(_) | Token::Name(_) | Token::Sign(_) => Err(parser.unexpected("运算符", "an operator")),
    }
}

const SIGNS: [&str; 16] = ["!=", "<=", ">=", "≠", "≤", "≥", "==", "=", "<", ">", "+", "-", "*", "/", "(", ")"];

const COMPARISONS: [(&str, Comparison); 10] = [
    ("=", Comparison::Equal),
    ("==", Comparison::Equal),
    ("!=", Comparison::Unequal),
    ("≠", Comparison::Unequal),
    ("<", Comparison::Less),
    ("<=", Comparison::AtMost),
    ("≤", Comparison::AtMost),
    (">", Comparison::More),
    (">=", Comparison::AtLeast),
    ("≥", Comparison::AtLeast),
];

fn scan(source: &str) -> Result<Vec<(Token, Range<usize>)>, Bad> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if c.is_ascii_digit() {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_').unwrap_or(rest.len());
            let number = Decimal::from_str(&rest[..length].replace('_', "")).map_err(|_| Bad {
                at: at..at + length,
                message: Wording::new("不是数", "not a number"),
                help: Wording::default(),
            })?;
            tokens.push((Token::Number(number), at..at + length));
            at += length;
        } else if c.is_ascii_alphabetic() || c == '_' {
            let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '-');
            let mut length = rest.find(|c: char| !name(c)).unwrap_or(rest.len());
            // A minus sign is one; ids are snake_case.
            length = rest[..length].find('-').unwrap_or(length);
            tokens.push((Token::Name(rest[..length].to_owned()), at..at + length));
            at += length;
        } else if let Some(sign) = SIGNS.iter().chain(&[","]).find(|sign| rest.starts_with(**sign)) {
            tokens.push((Token::Sign(sign), at..at + sign.len()));
            at += sign.len();
        } else {
            return Err(Bad {
                at: at..at + c.len_utf8(),
                message: Wording::new(format!("不认识的符号 `{c}`"), format!("unknown character `{c}`")),
                help: Wording::new("可用 = != < <= > >= + - * / ( ) ,", "use = != < <= > >= + - * / ( ) ,"),
            });
        }
    }
    tokens.push((Token::End, source.len()..source.len()));
    Ok(tokens)
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    fn take(&mut self) -> (Token, Range<usize>) {
        let last = self.tokens.len() - 1;
        let taken = self.tokens[self.at.min(last)].clone();
        self.at = (self.at + 1).min(last);
        taken
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        if found {
            self.take();
        }
        found
    }

    fn bad(&self, message: Wording, help: Wording) -> Bad {
        let at = self.tokens.get(self.at).map_or(0..0, |(_, at)| at.clone());
        Bad { at, message, help }
    }

    fn unexpected(&self, zh: &str, en: &str) -> Bad {
        self.bad(Wording::new(format!("这里应为{zh}"), format!("expected {en} here")), Wording::default())
    }

    /// A word of the language at this place.
    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Name(name) if name == word);
        if found {
            self.take();
        }
        found
    }

    /// `if a then b`, or parts joined by `or`.
    fn statement(&mut self) -> Result<Tree, Bad> {
        if !self.word("if") {
            return self.joined(Logic::Or, "or");
        }
        self.deeper()?;
        let condition = self.placed(|parser| parser.joined(Logic::Or, "or"))?;
        if !self.word("then") {
            return Err(self.unexpected(" `then`", "`then`"));
        }
        let then = self.placed(Self::statement)?;
        self.depth -= 1;
        Ok(Tree::Logic(Logic::If, vec![condition, then]))
    }

    fn joined(&mut self, logic: Logic, word: &str) -> Result<Tree, Bad> {
        let part = |parser: &mut Self| match logic {
            Logic::Or => parser.joined(Logic::And, "and"),
            Logic::And | Logic::If | Logic::Not => parser.denied(),
        };
        let mut parts = vec![self.placed(part)?];
        while self.word(word) {
            parts.push(self.placed(part)?);
        }
        if parts.len() > 1 { Ok(Tree::Logic(logic, parts)) } else { Ok(parts.remove(0).0) }
    }

    fn denied(&mut self) -> Result<Tree, Bad> {
        if !self.word("not") {
            return self.comparison();
        }
        self.deeper()?;
        let inner = self.placed(Self::denied)?;
        self.depth -= 1;
        Ok(Tree::Logic(Logic::Not, vec![inner]))
    }

    /// A part with the place where it stands.
    fn placed(&mut self, part: impl Fn(&mut Self) -> Result<Tree, Bad>) -> Result<(Tree, Range<usize>), Bad> {
        let start = self.tokens.get(self.at).map_or(0, |(_, at)| at.start);
        let tree = part(self)?;
        let end = self.tokens.get(self.at.saturating_sub(1)).map_or(start, |(_, at)| at.end);
        Ok((tree, start..end.max(start)))
    }

    fn deeper(&mut self) -> Result<(), Bad> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.bad(Wording::new("嵌套过深", "nested too deeply"), Wording::default()));
        }
        Ok(())
    }

    fn comparison(&mut self) -> Result<Tree, Bad> {
        let left = self.sum()?;
        let found = match self.peek() {
            Token::Sign(sign) => COMPARISONS.iter().find(|(name, _)| name == sign).map(|(_, found)| *found),
            Token::Number(_) | Token::Name(_) | Token::End => None,
        };
        let Some(comparison) = found else { return Ok(left) };
        self.take();
        let right = self.sum()?;
        Ok(Tree::Compare(comparison, Box::new(left), Box::new(right)))
    }

    fn sum(&mut self) -> Result<Tree, Bad> {
        let mut left = self.product()?;
        loop {
            let operator = if self.eat("+") {
                Operator::Add
            } else if self.eat("-") {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            left = Tree::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Tree, Bad> {
        let mut left = self.factor()?;
        loop {
            let operator = if self.eat("*") {
                Operator::Multiply
            } else if self.eat("/") {
                Operator::Divide
            } else {
                return Ok(left);
            };
            left = Tree::Binary(operator, Box::new(left), Box::new(self.factor()?));
        }
    }

    fn factor(&mut self) -> Result<Tree, Bad> {
        self.deeper()?;
        let tree = self.factor_inside();
        self.depth -= 1;
        tree
    }

    fn factor_inside(&mut self) -> Result<Tree, Bad> {
        if self.eat("-") {
            return Ok(Tree::Negative(Box::new(self.factor()?)));
        }
        if self.eat("(") {
            let tree = self.statement()?;
            return if self.eat(")") { Ok(tree) } else { Err(self.unexpected(" `)`", "`)`")) };
        }
        match self.peek().clone() {
            Token::Number(number) => {
                self.take();
                Ok(Tree::Number(number))
            }
            Token::Name(name) => {
                let (_, at) = self.take();
                if !self.eat("(") {
                    return Ok(Tree::Name(name, at));
                }
                let mut arguments = vec![self.statement()?];
                while self.eat(",") {
                    arguments.push(self.statement()?);
                }
                if self.eat(")") { Ok(Tree::Call(name, at, arguments)) } else { Err(self.unexpected(" `)`", "`)`")) }
            }
            Token::Sign(_) | Token::End => Err(self.unexpected("名称或数", "a name or a number")),
        }
    }
}
