//! Words in and around the cells of tables: currencies, units of money, scales.

/// Signs and names of currencies before a number.
pub const CURRENCIES: &[&str] = &["US$", "$", "€", "£", "USD", "EUR", "GBP", "RMB", "CNY", "CHF"];

/// Units of money and the power of ten of each.
pub const MONEY: &[(&str, u32)] = &[
    ("dollars", 0),
    ("euro", 0),
    ("euros", 0),
    ("$", 0),
    ("€", 0),
    ("£", 0),
    ("usd", 0),
    ("eur", 0),
    ("gbp", 0),
    ("chf", 0),
    ("rmb", 0),
    ("cny", 0),
];

/// What captions and headers say amounts are in, and the power of ten of each.
pub const STATED: &[(&str, u32)] =
    &[("thousand", 3), ("thousands", 3), ("million", 6), ("millions", 6), ("billion", 9), ("billions", 9)];

/// Words before or behind a scale in a caption.
pub const ASIDE: &[&str] = &["dollarsin", "amountsin", "in", "of", "dollars", "euros"];

/// Words of scale behind a number and the power of ten of each.
pub const MAGNITUDES: &[(&str, u32)] = &[("thousand", 3), ("million", 6), ("billion", 9)];
