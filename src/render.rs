//! Writers: audits to terminal text, JSON and one-line forms. Spans become places and excerpts in `view`, once for all.
