//! Headings and enumerators told from numbering: 一、 (一) 1. 1、 (1) ⑴ 第一部分.
