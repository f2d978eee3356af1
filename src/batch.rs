//! Many reports: walking paths, reading and judging in parallel, results in stable order.
//!
//! One bad file never stops the batch: what could not be read is an entry of its own. Nothing here is printed.

pub mod archive;
pub mod convert;
pub mod course;
pub mod figures;
pub mod judge;
pub mod keep;
pub mod limits;
pub mod pair;
pub mod paths;
pub mod roster;
pub mod sibling;
pub mod source;
pub mod stream;
pub mod tally;
pub mod walk;
pub mod worker;

use crate::audit::Audit;
use crate::document::Format;
use crate::finding::Wording;
use crate::read::ReadError;
use serde::{Deserialize, Serialize};

/// What became of an input.
#[derive(Clone, Debug)]
pub enum Entry {
    /// It was read and judged.
    Judged(Box<Audit>),
    /// It was not.
    Unread(Unread),
    /// No report but a file of exemptions, of which something is to be said: its text as a document, its entries that
    /// ended or were not needed as findings. Stands behind the reports and is not counted among them.
    Exemptions(Box<Audit>),
}

impl Entry {
    /// The path as it was given or found.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Judged(audit) | Self::Exemptions(audit) => &audit.document.path,
            Self::Unread(unread) => &unread.path,
        }
    }
}

/// An input that was not judged.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unread {
    /// The path as it was given or found.
    pub path: String,
    /// Its format, where its name tells.
    pub format: Option<Format>,
    /// Why.
    pub error: Wording,
}

/// Says that the program itself failed on a file.
#[must_use]
pub fn failed() -> Wording {
    Wording::new(
        "程序内部错误;请把此文件报告给 hegui 的开发者",
        "internal error; please report this file to the developers of hegui",
    )
}

/// Why a file could not be read, in words.
#[must_use]
pub fn explain(error: &ReadError) -> Wording {
    match error {
        ReadError::UnknownFormat => Wording::new(
            "不支持的文件类型;可检查 .txt .md .html .docx .pdf .ofd .xlsx .zip,以及 .doc .wps .odt .rtf .xls .et(需要 LibreOffice)",
            "unknown kind of file; .txt .md .html .docx .pdf .ofd .xlsx .zip can be checked, .doc .wps .odt .rtf .xls .et through LibreOffice",
        ),
        ReadError::Undecodable => {
            Wording::new("无法解码为文本;请另存为 UTF-8 编码的文本文件", "not decodable as text; save it as UTF-8 text")
        }
        ReadError::OverLimit { name, limit } => {
            Wording::new(format!("超出限制 {name}({limit})"), format!("over the limit {name} ({limit})"))
        }
        ReadError::Damaged { what } => Wording::new(
            format!("文件已损坏或不完整({what});请用原编辑软件打开后另存,再重新提交"),
            format!("damaged or incomplete ({what}); open it in the program that made it and save it again"),
        ),
        ReadError::Encrypted => Wording::new(
            "文件设有密码;请取消密码保护后再提交",
            "protected by a password; remove the protection and submit it again",
        ),
        ReadError::NotThisFormat => Wording::new(
            "文件内容与扩展名不符;请另存为扩展名所示的格式",
            "not of the kind that its name says; save it in the format of its ending",
        ),
    }
}
