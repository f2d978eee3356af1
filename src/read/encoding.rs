//! Bytes to text: byte order marks, then UTF-8, then detection among GB18030, Big5 and UTF-16.
