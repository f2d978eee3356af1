//! PDF: what a page draws is gathered by a device of our own and assembled as any page of a fixed layout. Refuses files
//! that need a password, are broken or exceed limits.

mod device;
mod guard;

use super::{ReadError, page};
use crate::document::{Document, Format};
use device::{Gathered, Gatherer};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is said of a file that cannot be made out.
const DAMAGED: ReadError = ReadError::Damaged { what: "PDF" };
/// The most pages of a file.
const MOST_PAGES: usize = 2000;
/// The most signs, rulings and other things drawn in a file; a clip or a group counts as a hundred.
const MOST_DRAWN: usize = 10_000_000;
/// The most objects that lie within each other.
const MOST_NESTED: usize = 5000;
/// The stack that a file is read with, in bytes: its objects may lie within each other.
const STACK: usize = 256 << 20;

/// Read a PDF file.
///
/// # Errors
/// Where it needs a password, is broken or exceeds a limit.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let pages = std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().stack_size(STACK);
        let pages = reader.spawn_scoped(scope, || catch_unwind(AssertUnwindSafe(|| pages(bytes))));
        match pages.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(Ok(pages))) => pages,
            Ok(Ok(Err(_)) | Err(_)) | Err(_) => Err(DAMAGED),
        }
    })?;
    Ok(page::document(path, Format::Pdf, pages, Vec::new()))
}

/// The pages of a file, as drawn.
fn pages(bytes: &[u8]) -> Result<Vec<page::Page>, ReadError> {
    if !bytes.get(..bytes.len().min(1024)).is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-")) {
        return Err(ReadError::NotThisFormat);
    }
    if depth(bytes) > MOST_NESTED {
        return Err(ReadError::OverLimit { name: "nested", limit: MOST_NESTED as u64 });
    }
    guard::streams(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => DAMAGED,
    })?;
    guard::objects(&pdf, bytes.windows(8).any(|word| word == b"/Encrypt"))?;
    let all = pdf.pages();
    if all.is_empty() {
        return Err(DAMAGED);
    }
    if all.len() > MOST_PAGES {
        return Err(ReadError::OverLimit { name: "pages", limit: MOST_PAGES as u64 });
    }
    let cache = InterpreterCache::new();
    let mut left = MOST_DRAWN;
    let mut pages = Vec::with_capacity(all.len());
    for (at, source) in all.iter().enumerate() {
        let (width, height) = source.render_dimensions();
        let transform = Affine::new(source.initial_transform(true).as_coeffs());
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, area, &cache, pdf.xref(), InterpreterSettings::default());
        let mut gatherer = Gatherer::new(width, height, left);
        let ended = catch_unwind(AssertUnwindSafe(|| interpret_page(source, &mut context, &mut gatherer)));
        let Gathered { page, left: rest } = gatherer.finish(u32::try_from(at + 1).unwrap_or(u32::MAX));
        left = rest;
        if left == 0 {
            return Err(ReadError::OverLimit { name: "drawn", limit: MOST_DRAWN as u64 });
        }
        if ended.is_err() {
            return Err(DAMAGED);
        }
        pages.push(page);
    }
    Ok(pages)
}

/// How deep objects lie within each other, as far as the bytes tell; the bytes of streams hardly count.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut most) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        at += 1;
        match rest {
            [b'<', b'<', ..] => {
                depth += 1;
                at += 1;
            }
            [b'>', b'>', ..] => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            [b'[', ..] => depth += 1,
            [b']', ..] => depth = depth.saturating_sub(1),
            [b'e', ..] if rest.starts_with(b"endobj") || rest.starts_with(b"endstream") => depth = 0,
            _ => {}
        }
        most = most.max(depth);
    }
    most
}
