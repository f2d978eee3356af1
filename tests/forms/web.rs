//! Pages as government sites publish them, and as Word saves them.

use super::source::{Grid, Piece};

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn rows(grid: &Grid, cell: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for row in 0..grid.rows {
        out.push_str("<tr>");
        for held in grid.cells.iter().filter(|cell| cell.row == row) {
            let span = |name: &str, count: usize| if count > 1 { format!(" {name}={count}") } else { String::new() };
            let text = if held.text.is_empty() { "&nbsp;".to_owned() } else { escaped(&held.text) };
            let (down, across) = (span("rowspan", held.down), span("colspan", held.across));
            out.push_str(&format!("<td{down}{across}>{}</td>", cell(&text)));
        }
        out.push_str("</tr>\n");
    }
    out
}

/// A site's page: navigation, an index of the document, the article in a table that lays out, share buttons, a footer
/// that names another organ.
pub fn site(pieces: &[Piece]) -> String {
    let title: String = pieces
        .iter()
        .filter_map(|piece| if let Piece::Title(text) = piece { Some(escaped(text)) } else { None })
        .collect();
    let mut article = String::new();
    for piece in pieces {
        article.push_str(&match piece {
            Piece::Title(text) => format!("<p style=\"text-align:center\"><strong>{}</strong></p>", escaped(text)),
            Piece::Heading(_, text) => format!("<p style=\"text-indent:2em\"><strong>{}</strong></p>", escaped(text)),
            Piece::Paragraph(text) => format!("<p>&nbsp;&nbsp;&nbsp; {}</p>", escaped(text)),
            Piece::Table(grid) => {
                format!("<table border=1><tbody>{}</tbody></table>", rows(grid, |text| format!("<p>{text}</p>")))
            }
        });
        article.push('\n');
    }
    let links = |count: usize| -> String {
        (0..count).map(|at| format!("<li><a href='/{at}.html'>政务公开栏目{at}</a></li>")).collect()
    };
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}_银杏市人民政府</title><style>p{{margin:0}}</style>\
         <script>if (1 < 2) {{ document.write('<p>银杏市财政局</p>') }}</script></head><body>\
         <div class=top><h3>银杏市人民政府</h3><ul>{}</ul></div><div class=path>您现在的位置：<a href='/'>首页</a> &gt; \
         <a href='/n'>政府信息公开年报</a></div><table width=1000><tr><td><ul>{}</ul></td><td>\
         <table class=index><tr><td>索引号：</td><td>014400/2025-00012</td><td>发布机构：</td><td>银杏市大数据中心</td></tr>\
         <tr><td>发文日期：</td><td>2030-03-05</td><td>文　　号：</td><td>无</td></tr></table>\
         <div class=title>{title}</div><div class=info>发布时间：2030-03-05 08:30　来源：银杏市大数据中心　浏览次数：\
         <span id=n>317</span></div><div id=zoom>{article}</div><div class=share>分享到：<a href='#'>微信</a><a href='#'>微博</a>\
         </div><div><a href='javascript:print()'>【打印本页】</a><a href='javascript:close()'>【关闭窗口】</a></div></td></tr>\
         </table><div class=foot><p>主办：银杏市人民政府办公室　承办：银杏市大数据中心</p><p>银ICP备05000001号　\
         网站标识码：9900000001</p><p>联系电话：0999-8000001</p></div></body></html>",
        links(12),
        links(8)
    )
}

/// A page as Word saves it: its own paragraphs and attributes, digits in spans of their own.
pub fn saved(pieces: &[Piece]) -> String {
    let mut body = String::new();
    for piece in pieces {
        body.push_str(&match piece {
            Piece::Title(text) => format!("<p class=MsoNormal align=center><b>{}</b></p>", foreign(text)),
            Piece::Heading(_, text) => {
                format!("<p class=MsoNormal style='text-indent:32.0pt'><b>{}</b></p>", foreign(text))
            }
            Piece::Paragraph(text) => {
                format!("<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{}</p>", foreign(text))
            }
            Piece::Table(grid) => format!(
                "<div align=center><table class=MsoNormalTable border=1 cellspacing=0 style='mso-yfti-tbllook:1184'>{}\
                 </table></div>",
                rows(grid, |text| format!(
                    "<p class=MsoNormal align=center><span lang=EN-US>{text}<o:p></o:p></span></p>"
                ))
            ),
        });
        body.push_str("\r\n");
    }
    format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta http-equiv=Content-Type content=\"text/html; \
         charset=gb2312\"><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><style><!-- p.MsoNormal \
         {{mso-style-parent:\"\"}} --></style></head><body lang=ZH-CN><div class=WordSection1>{body}</div></body></html>"
    )
}

/// Letters and digits as Word marks them.
fn foreign(text: &str) -> String {
    let mut out = String::from("<span style='font-family:仿宋'>");
    let mut inside = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() != inside {
            inside = !inside;
            out.push_str(if inside { "<span lang=EN-US>" } else { "</span>" });
        }
        out.push_str(&escaped(&c.to_string()));
    }
    out.push_str(if inside { "</span>" } else { "" });
    out.push_str("<span lang=EN-US><o:p></o:p></span></span>");
    out
}
