//! Whether a value is well-formed: telephone numbers, e-mail addresses, postcodes.

use super::label::Field;
use crate::finding::Wording;
use crate::language::zh::contact as zh;
use std::ops::Range;

/// What is wrong with a value, and where in it; none where nothing is, or where it is no value of the kind at all.
pub fn fault(field: Field, value: &str) -> Option<(Range<usize>, Wording)> {
    match field {
        Field::Phone | Field::Fax => phones(value),
        Field::Email => email(value),
        Field::Postcode => postcode(value),
        Field::Address | Field::Site => None,
    }
}

/// Whether a text looks like the value of a field and like nothing else.
pub fn fits(field: Field, value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    match field {
        Field::Phone | Field::Fax => {
            digits >= 7 && value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '+'))
        }
        Field::Postcode => digits == 6 && value.starts_with(|c: char| c.is_ascii_digit()),
        Field::Email => value.contains('@') && value.starts_with(|c: char| c.is_ascii_alphanumeric()),
        Field::Address => value.ends_with(zh::PLACES) || value.contains('号') && !value.contains(','),
        Field::Site => value.contains('.') && value.starts_with(|c: char| c.is_ascii_alphabetic()),
    }
}

fn unfilled(text: &str) -> bool {
    let blank = |c: char| zh::BLANKS.contains(&c);
    text.chars().zip(text.chars().skip(1)).any(|(left, right)| blank(left) && blank(right))
}

/// Every number of a value; the first that cannot be one.
fn phones(value: &str) -> Option<(Range<usize>, Wording)> {
    let mut at = 0;
    let mut earlier = false;
    while at < value.len() {
        let rest = &value[at..];
        let start = rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(' || zh::BLANKS.contains(&c))?;
        let from = at + start;
        let length = number_length(&value[from..]);
        let number = value[from..from + length].trim_end_matches([' ', '-', '—', '(', '+']);
        let behind = value[from + number.len()..].chars().next();
        let range = from..from + number.len();
        at = from + length.max(1);
        if number.is_empty() || !number.contains(|c: char| c.is_ascii_digit() || zh::BLANKS.contains(&c)) {
            continue;
        }
        if unfilled(number) {
            let wording =
                Wording::new(format!("号码没有填写:{number}"), format!("the number is not filled in: {number}"));
            return Some((range, wording));
        }
        if behind.is_some_and(|c| zh::COUNTERS.contains(&c)) || behind == Some('号') {
            return None;
        }
        if let Some(wording) = phone(number, earlier) {
            return Some((range, wording));
        }
        earlier = true;
    }
    None
}

/// The length of the number at the beginning of a text, extension included.
fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let digit_next = next.is_some_and(|c| c.is_ascii_digit() || c == '(' || is_dash(c));
        let fits = c.is_ascii_digit()
            || is_dash(c)
            || matches!(c, '(' | ')' | '+')
            || zh::BLANKS.contains(&c)
            || (c == ' ' && digit_next);
        let extension = zh::EXTENSIONS.iter().any(|word| text[at..].starts_with(word));
        if !fits && !extension && !zh::EXTENSIONS.iter().any(|word| text[..at].ends_with(word) || word.contains(c)) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '─' | '－' | '~')
}

/// Whether a value is one telephone number without an area code.
pub fn is_local(value: &str) -> bool {
    let value = value.trim();
    matches!(value.len(), 7 | 8)
        && value.starts_with(|c: char| matches!(c, '2'..='8'))
        && value.chars().all(|c| c.is_ascii_digit())
}

/// What is wrong with one number. `earlier` where another stands before it under the same label, so that a few digits
/// vary its end.
fn phone(number: &str, earlier: bool) -> Option<Wording> {
    let main = zh::EXTENSIONS.iter().filter_map(|word| number.find(word)).min().map_or(number, |at| &number[..at]);
    let main = main.trim();
    let country = main.trim_start_matches('(').starts_with("+") || main.trim_start_matches('(').starts_with("0086");
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let all = digits(main);
    let all = if country { all.trim_start_matches("00").trim_start_matches("86") } else { all.as_str() };
    let groups: Vec<String> = main
        .split(|c: char| is_dash(c) || matches!(c, ' ' | '(' | ')'))
        .map(digits)
        .filter(|part| !part.is_empty())
        .collect();
    let service = matches!(all.len(), 3..=6) && all.starts_with(['1', '9']);
    let mobile = all.len() == 11 && all.starts_with('1');
    let free = matches!(all.len(), 10) && (all.starts_with("400") || all.starts_with("800"));
    if service || mobile || free || (earlier && all.len() <= 5) {
        return None;
    }
    let short = || {
        Wording::new(format!("电话号码位数不足:{number}"), format!("too few digits for a telephone number: {number}"))
    };
    let long = || {
        Wording::new(format!("电话号码位数过多:{number}"), format!("too many digits for a telephone number: {number}"))
    };
    let first = groups.first().map_or("", String::as_str);
    if first.starts_with('0') && matches!(first.len(), 3 | 4) && !country && groups.len() >= 2 {
        // An area code of its own: the next group is the number, what follows an extension or another number.
        let parts: String = groups[1..].concat();
        return match groups[1].len() {
            7 | 8 => None,
            _ if matches!(parts.len(), 7 | 8) => None,
            9.. => Some(long()),
            _ => Some(short()),
        };
    }
    match all.len() {
        0..=6 => Some(short()),
        7 | 8 => None,
        9 if all.starts_with('0') => Some(short()),
        9..=12 => None,
        _ if groups.len() > 1 => None,
        _ => Some(long()),
    }
}

/// What is wrong with an address for e-mail.
fn email(value: &str) -> Option<(Range<usize>, Wording)> {
    let said = |c: char| c.is_alphanumeric() && !zh::BLANKS.contains(&c);
    if unfilled(value) && !value.contains(said) {
        let wording = Wording::new("邮箱没有填写", "the address is not filled in");
        return Some((0..value.len(), wording));
    }
    let inside =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@' | ',' | '%' | '。' | '&');
    let Some(at) = value.find('@') else {
        let token: &str = value.split(|c: char| !inside(c)).find(|part| part.len() >= 5)?;
        let token = token.trim_end_matches(['.', ',', '。']);
        let host = [".com", ".cn", ".net", ".org"].iter().any(|end| token.ends_with(end));
        let address = host
            && !token.starts_with("www")
            && !value.contains('/')
            && !value.contains("(at)")
            && !value.contains('#');
        if !address {
            return None;
        }
        let start = value.find(token)?;
        let wording = Wording::new(format!("邮箱缺少“@”:{token}"), format!("the address has no @: {token}"));
        return Some((start..start + token.len(), wording));
    };
    let left = value[..at].trim_end().rfind(|c| !inside(c));
    let start = left.map_or(0, |left| left + value[left..].chars().next().map_or(1, char::len_utf8));
    let behind = &value[at + 1..];
    let skip = behind.len() - behind.trim_start_matches(' ').len();
    let length = behind[skip..].find(|c| !inside(c)).unwrap_or(behind.len() - skip);
    let end = at + 1 + skip + length;
    let token = value[start..end].trim_end_matches([',', '.', '。', '-', '&', '_']);
    let wrong = email_fault(&token.replace(' ', ""))?;
    Some((start..start + token.len(), Wording::new(format!("{}:{token}", wrong.zh), format!("{}: {token}", wrong.en))))
}

fn email_fault(token: &str) -> Option<Wording> {
    let (local, domain) = token.split_once('@')?;
    if domain.contains('@') {
        // Two addresses behind one another: a@b.com,c@d.com
        let two = domain.split([',', '。']).count() > 1;
        return (!two).then(|| Wording::new("邮箱有多余的“@”", "the address has more than one @"));
    }
    if local.is_empty() {
        return Some(Wording::new("邮箱“@”前没有用户名", "nothing stands before the @"));
    }
    if local.contains([',', '。']) || domain.contains([',', '。']) {
        return Some(Wording::new("邮箱中的“.”误作逗号或句号", "a comma or a full stop stands where a dot should"));
    }
    let parts: Vec<&str> = domain.split('.').collect();
    if parts.len() < 2 {
        return Some(Wording::new("邮箱域名不完整", "the address's domain is incomplete"));
    }
    let last = parts.last().copied().unwrap_or_default();
    let letters = last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic());
    if parts.iter().any(|part| part.is_empty()) || !letters {
        return Some(Wording::new("邮箱域名有误", "the address's domain is malformed"));
    }
    None
}

/// A postcode has six digits.
fn postcode(value: &str) -> Option<(Range<usize>, Wording)> {
    let start = value.find(|c: char| c.is_ascii_digit() || zh::BLANKS.contains(&c))?;
    let part = &value[start..];
    let length = part.find(|c: char| !c.is_ascii_digit() && !zh::BLANKS.contains(&c)).unwrap_or(part.len());
    let code = &part[..length];
    let filled = code.chars().all(|c| c.is_ascii_digit());
    // 528 400 and the like: spaces between.
    let goes_on =
        part[length..].starts_with([' ', '-']) && part[length + 1..].starts_with(|c: char| c.is_ascii_digit());
    if (filled && (length == 6 || goes_on)) || start > 6 {
        return None;
    }
    let wording = if filled {
        Wording::new(format!("邮政编码应为6位数字:{code}"), format!("a postcode has six digits: {code}"))
    } else {
        Wording::new(format!("邮政编码没有填写:{code}"), format!("the postcode is not filled in: {code}"))
    };
    Some((start..start + length, wording))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(field: Field, value: &str) -> Option<&str> {
        fault(field, value).map(|(range, _)| &value[range])
    }

    #[test]
    fn telephone_numbers() {
        for good in [
            "0796—8203322",
            "0416-2290120-802",
            "+86-443-6129499",
            "0454-7775051转8894",
            "0342 8914550",
            "400-810-5566",
            "12345",
            "0746-7173281、7173282",
            "(0529)7623598",
            "010-66012345",
            "8203322",
            "13800138000",
            "0796-8203322(传真)",
            "04162290120",
            "0086-10-66012345",
            "0796-8203322/8203323",
            "021-6601 2345",
            "0763-3366123,3366124",
        ] {
            assert_eq!(wrong(Field::Phone, good), None, "{good}");
        }
        for (bad, at) in [
            ("0416-22901", "0416-22901"),
            ("0737-XXXXXXX", "0737-XXXXXXX"),
            ("0416-229012089", "0416-229012089"),
            ("82033", "82033"),
        ] {
            assert_eq!(wrong(Field::Phone, bad), Some(at), "{bad}");
        }
    }

    #[test]
    fn addresses_for_mail() {
        for good in [
            "lyj@yunxi.gov.cn",
            "a.b_c-1@163.com",
            "a@b.com,c@d.com",
            "http://www.yunxi.gov.cn/xinxiang",
            "a@b.com (办公室)",
        ] {
            assert_eq!(wrong(Field::Email, good), None, "{good}");
        }
        for bad in
            ["bgs@sina", "bgs@yunxi,gov.cn", "bgs@@163.com", "bgs163.com", "@163.com", "bgs@163.c", "bgs@163。com"]
        {
            assert_eq!(wrong(Field::Email, bad), Some(bad), "{bad}");
        }
    }

    #[test]
    fn postcodes() {
        assert_eq!(wrong(Field::Postcode, "527300"), None);
        assert_eq!(wrong(Field::Postcode, "52730"), Some("52730"));
        assert_eq!(wrong(Field::Postcode, "5273000"), Some("5273000"));
        assert_eq!(wrong(Field::Postcode, "XXXXXX"), Some("XXXXXX"));
    }
}
