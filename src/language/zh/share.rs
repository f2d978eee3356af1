//! How Chinese prose ties a percentage to the count before it.

/// What stands between a count and its share of a whole, at its beginning.
pub const TIES: &[&str] = &["占", "所占", "约占", "比例为", "比例"];
