//! The rulebooks that the program carries: the files of `rules/`, embedded.

/// Id and text of each, those that others extend first.
pub const RULEBOOKS: &[(&str, &str)] = &[
    ("cn-common", include_str!("../../rules/cn-common.toml")),
    ("cn-2008", include_str!("../../rules/cn-2008.toml")),
    ("cn-2008-haikou", include_str!("../../rules/cn-2008-haikou.toml")),
    ("cn-711", include_str!("../../rules/cn-711.toml")),
    ("cn-2019", include_str!("../../rules/cn-2019.toml")),
    ("cn-2021", include_str!("../../rules/cn-2021.toml")),
    ("us-foia", include_str!("../../rules/us-foia.toml")),
];
