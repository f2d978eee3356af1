//! English: what the checks need of it. One file a topic.
