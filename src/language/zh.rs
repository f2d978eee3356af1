//! Chinese: numerals, units, enumerators, organs, list words. One file a topic.
