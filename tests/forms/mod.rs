//! One report in every form that an office may receive it in. The source is what was read of a sample; each writer is a
//! file. Nothing here judges.

pub mod paged;
#[cfg(feature = "xlsx")]
pub mod sheet;
pub mod source;
pub mod typed;
pub mod web;
pub mod word;

/// A form of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A text with tables typed with `|`.
    Bars,
    /// A text with tables pasted a cell a line.
    Cells,
    /// A text with tables pasted a row a line.
    Rows,
    /// Markdown.
    Markdown,
    /// A page of a site.
    Site,
    /// A page that Word wrote, in GB18030.
    Saved,
    /// A Word file with styles and automatic numbers.
    Styled,
    /// A Word file with bold paragraphs for headings, words parted over runs, changes tracked.
    Bold,
    /// PDF, header rows repeated on each page.
    Pdf,
    /// OFD.
    Ofd,
    /// A workbook.
    #[cfg(feature = "xlsx")]
    Workbook,
}

impl Form {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Bars,
        Self::Cells,
        Self::Rows,
        Self::Markdown,
        Self::Site,
        Self::Saved,
        Self::Styled,
        Self::Bold,
        Self::Pdf,
        Self::Ofd,
        #[cfg(feature = "xlsx")]
        Self::Workbook,
    ];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Bars | Self::Cells | Self::Rows => "txt",
            Self::Markdown => "md",
            Self::Site | Self::Saved => "html",
            Self::Styled | Self::Bold => "docx",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            #[cfg(feature = "xlsx")]
            Self::Workbook => "xlsx",
        }
    }

    /// Write a report.
    pub fn write(self, pieces: &[source::Piece]) -> Vec<u8> {
        match self {
            Self::Bars | Self::Cells | Self::Rows => typed::text(pieces, self).into_bytes(),
            Self::Markdown => typed::markdown(pieces).into_bytes(),
            Self::Site => web::site(pieces).into_bytes(),
            Self::Saved => encoding_rs::GB18030.encode(&web::saved(pieces)).0.into_owned(),
            Self::Styled => word::styled(pieces),
            Self::Bold => word::bold(pieces),
            Self::Pdf => paged::pdf(pieces),
            Self::Ofd => paged::ofd(pieces),
            #[cfg(feature = "xlsx")]
            Self::Workbook => sheet::xlsx(pieces),
        }
    }
}
