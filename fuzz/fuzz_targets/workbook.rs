//! What a fuzzer makes of bytes for one target; the entry is shared with `tests/fuzz.rs`.
#![no_main]

#[path = "../entry.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::Target::Workbook.run(bytes));
