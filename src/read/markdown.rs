//! To be written.

use super::ReadError;
use crate::document::Document;

/// Read it.
///
/// # Errors
/// Where it cannot be decoded.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let _ = (path, bytes);
    Err(ReadError::Undecodable)
}
