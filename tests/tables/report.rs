//! Whole reports for the years from 2019 on, in which everything agrees, printed in the forms that reports have.

use super::{Cells, Form, ROWS, grid_text, requests_grid};

/// The fifteen numbers of table 4.
pub type Disputes = [u32; 15];

/// What a report says and holds.
#[derive(Clone)]
pub struct Report {
    /// The year reported on.
    pub year: i32,
    /// The agency's full name.
    pub agency: &'static str,
    /// Table 3: 25 rows from 2021 on, 23 before.
    pub requests: Cells,
    /// Table 4.
    pub disputes: Disputes,
    /// What chapter one says of the requests.
    pub said: String,
}

/// A report in which everything agrees, with numbers that depend on `seed`.
pub fn clean(year: i32, seed: u32) -> Report {
    let mut requests = super::clean(seed);
    if year < 2021 {
        // The format of 2019 has one row for what is otherwise handled.
        let rest: Vec<Vec<String>> = requests.drain(20..23).collect();
        let sum = |column: usize| rest.iter().filter_map(|row| row[column].parse::<u32>().ok()).sum::<u32>();
        requests.insert(20, (0..7).map(|column| sum(column).to_string()).collect());
    }
    let mut disputes = [0; 15];
    for block in 0..3 {
        let parts = [seed % 7 + 3, (seed + block) % 3, seed % 2 + block, 2];
        for (at, part) in parts.iter().enumerate() {
            disputes[block as usize * 5 + at] = *part;
        }
        disputes[block as usize * 5 + 4] = parts.iter().sum();
    }
    let (new, carried) = (&requests[0][6], &requests[1][6]);
    let said = format!("全年新收政府信息公开申请{new}件，上年结转{carried}件，均按规定程序办理。");
    Report { year, agency: "榆溪市数据资源管理局", requests, disputes, said }
}

impl Report {
    /// The labels of the rows of table 3.
    pub fn rows(&self) -> Vec<&'static [&'static str]> {
        let mut rows = ROWS.to_vec();
        if self.year < 2021 {
            rows.splice(20..23, [&["三、本年度办理结果", "（六）其他处理"] as &[&str]]);
        }
        rows
    }

    /// The report as text; Markdown where the form asks for it.
    pub fn print(&self, form: Form) -> String {
        let year = self.year;
        let basis = if year < 2021 { "国办公开办函〔2019〕60号" } else { "国办公开办函〔2021〕30号" };
        let mut text = format!("{}{year}年政府信息公开工作年度报告\n\n", self.agency);
        text.push_str(&format!(
            "本报告依据《中华人民共和国政府信息公开条例》和{basis}文件编制，统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与本局办公室联系（地址：榆溪市滨河路12号；邮编：719000；电话：0912-3456789）。\n\n"
        ));
        text.push_str("一、总体情况\n\n（一）主动公开。门户网站专栏按目录更新，重点领域信息做到逐项对照发布。\n\n");
        text.push_str(&format!("（二）依申请公开。{}\n\n", self.said));
        text.push_str("（三）政府信息管理。文件公开属性在起草时确定，历年文件完成清理归档。\n\n");
        text.push_str("（四）政府信息公开平台建设。网站、政务新媒体同步发布，查阅点配备了自助终端。\n\n");
        text.push_str("（五）监督保障。公开工作列入年度工作考核，开展社会评议，未发生需要责任追究的情形。\n\n");
        text.push_str("二、主动公开政府信息情况\n\n");
        text.push_str(&grid_text(&self.disclosed(), form));
        text.push_str("\n三、收到和处理政府信息公开申请情况\n\n");
        text.push_str(&grid_text(&requests_grid(&self.rows(), &self.requests, form), form));
        text.push_str("\n四、政府信息公开行政复议、行政诉讼情况\n\n");
        text.push_str(&grid_text(&self.disputes_grid(form), form));
        text.push_str("\n五、存在的主要问题及改进情况\n\n");
        text.push_str("存在的主要问题：一是部分事项标准不够统一；二是解读形式比较单一。改进情况：逐项修订标准目录；增加图解和问答。\n\n");
        text.push_str("六、其他需要报告的事项\n\n");
        text.push_str(&match self.requests.get(21).filter(|_| year >= 2021) {
            Some(unpaid) if unpaid[6] != "0" => {
                format!("本年度发出信息处理费收费通知{}件，总金额{}0元，申请人逾期均未缴纳。\n", unpaid[6], unpaid[6])
            }
            Some(_) => "本年度未发出信息处理费收费通知，未收取信息处理费。\n".to_owned(),
            None => "没有其他需要报告的事项。\n".to_owned(),
        });
        text
    }

    /// Table 2: blocks under each other.
    fn disclosed(&self) -> Vec<Vec<String>> {
        let blocks: &[&[&[&str]]] = if self.year < 2021 {
            &[
                &[
                    &["第二十条第（一）项"],
                    &["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
                    &["规章", "0", "0", "0"],
                    &["规范性文件", "4", "4", "17"],
                ],
                &[
                    &["第二十条第（五）项"],
                    &["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
                    &["行政许可", "12", "+1", "386"],
                    &["其他对外管理服务事项", "9", "0", "120"],
                ],
                &[
                    &["第二十条第（六）项"],
                    &["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
                    &["行政处罚", "41", "-2", "57"],
                    &["行政强制", "3", "0", "1"],
                ],
                &[&["第二十条第（八）项"], &["信息内容", "上一年项目数量", "本年增/减"], &["行政事业性收费", "2", "0"]],
                &[
                    &["第二十条第（九）项"],
                    &["信息内容", "采购项目数量", "采购总金额"],
                    &["政府集中采购", "6", "251000元"],
                ],
            ]
        } else {
            &[
                &[
                    &["第二十条第（一）项"],
                    &["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
                    &["规章", "0", "0", "0"],
                    &["行政规范性文件", "4", "1", "17"],
                ],
                &[&["第二十条第（五）项"], &["信息内容", "本年处理决定数量"], &["行政许可", "386"]],
                &[&["第二十条第（六）项"], &["信息内容", "本年处理决定数量"], &["行政处罚", "57"], &["行政强制", "1"]],
                &[&["第二十条第（八）项"], &["信息内容", "本年收费金额（单位：万元）"], &["行政事业性收费", "12.8"]],
            ]
        };
        let rows = blocks.iter().flat_map(|block| block.iter());
        rows.map(|row| {
            let mut cells: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
            cells.resize(4, String::new());
            cells
        })
        .collect()
    }

    fn disputes_grid(&self, form: Form) -> Vec<Vec<String>> {
        let leaves = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        let repeated = form == Form::Repeated;
        let spread = |label: &str, count: usize| -> Vec<String> {
            let mut cells = vec![label.to_owned()];
            cells.resize(count, if repeated { label.to_owned() } else { String::new() });
            cells
        };
        let outer = [spread("行政复议", 5), spread("行政诉讼", 10)].concat();
        let own = |repeat: bool| leaves.iter().map(move |leaf| if repeat { (*leaf).to_owned() } else { String::new() });
        let middle: Vec<String> =
            own(true).chain(spread("未经复议直接起诉", 5)).chain(spread("复议后起诉", 5)).collect();
        let last: Vec<String> = own(repeated).chain(own(true)).chain(own(true)).collect();
        vec![outer, middle, last, self.disputes.iter().map(u32::to_string).collect()]
    }
}
