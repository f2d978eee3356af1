//! `hegui notice`: a notice of corrections for each unit that has something to correct, as a Word file.
//!
//! Findings are what it is for and make no exit code: 0 where all was evaluated, whether or not there is anything to
//! correct; 2 where nothing was trusted or a file could not be written; 3 where something was not evaluated; 4 where
//! there was nothing to check.

use super::options::day;
use super::output::{self, Unwritten};
use super::survey::{Subjects, Survey};
use super::{Exit, complain, library};
use crate::batch::tally::Tally;
use crate::batch::{self, Entry};
use crate::config::Least;
use crate::finding::{Severity, Wording};
use crate::language::Language;
use crate::read::package::Package;
use crate::render::notice::template::Template;
use crate::render::notice::{self, Case, Letter, Notice};
use crate::render::wording::{pick, say};
use crate::render::{OutputFormat, Style, plain, roster, word};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args, Debug, Clone)]
pub(super) struct Options {
    #[command(flatten)]
    subjects: Subjects,
    /// 通知存放的文件夹 · The folder for the notices
    #[arg(long, value_name = "DIR", required_unless_present = "print_template")]
    out: Option<PathBuf>,
    /// 署名的机关 · The office that signs
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// 重新报送的期限 · Until when the report is to be handed in again
    #[arg(long, value_name = "DATE", value_parser = day)]
    deadline: Option<jiff::civil::Date>,
    /// 落款日期;默认今天 · The day of the notices; today if not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<jiff::civil::Date>,
    /// 通知的模板(.docx) · A template of one's own: a Word file with placeholders
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// 把内置模板写成文件,供修改 · Write the built-in template to a file, to be changed
    #[arg(long, value_name = "FILE")]
    print_template: Option<PathBuf>,
    /// 列入通知的最低级别 · Findings from this severity on [warning]
    #[arg(long, value_enum, value_name = "LEVEL")]
    min_severity: Option<Least>,
    /// 覆盖已有的文件 · Overwrite files that are there
    #[arg(long)]
    force: bool,
}

/// Run it.
pub(super) fn run(options: &Options) -> Exit {
    let Some(mut configured) = options.subjects.configured() else { return Exit::Usage };
    let mut options = options.clone();
    options.subjects = options.subjects.filled(&configured);
    let options = &options;
    if let Some(path) = &options.print_template {
        return print_template(options, path);
    }
    let language = options.subjects.common.language();
    let letter = Letter {
        office: options.office.clone(),
        date: options.date.unwrap_or_else(|| jiff::ZonedDateTime::now().date()),
        deadline: options.deadline,
        language,
    };
    let Some(template) = template(options, &letter) else { return Exit::Usage };
    let Some(courses) = configured.courses() else { return Exit::Usage };
    let found = options.subjects.found(&configured);
    let survey = match options.subjects.survey(&configured, courses, found) {
        Ok(survey) => survey,
        Err(exit) => return exit,
    };
    let (cases, tally) = judged(options, &survey, language);
    let notices = notice::notices(&cases);
    match written(options, &template, &letter, &notices) {
        Some(paths) => {
            output::print(&summary(&notices, &paths, &cases, &tally, language));
            let coverage = survey.coverage.as_ref();
            output::print(&coverage.map_or_else(String::new, |coverage| {
                format!("{}\n", plain::line(&roster::summary(coverage, language)))
            }));
        }
        None => return Exit::Usage,
    }
    let open = tally.undetermined > 0 && !options.subjects.allow_undetermined.unwrap_or(false);
    if survey.lost || tally.unreadable > 0 || open {
        Exit::Incomplete
    } else if tally.reports == 0 {
        Exit::Nothing
    } else {
        Exit::Fine
    }
}

/// What each report has to correct, and the totals.
fn judged(options: &Options, survey: &Survey, language: Language) -> (Vec<Case>, Tally) {
    let least = options.min_severity.unwrap_or(Least::Warning).severity();
    let style = Style { least, language, ..options.subjects.common.style(OutputFormat::Text, true) };
    let work = |entry: &Entry| {
        let mut tally = Tally::default();
        tally.add(entry, least);
        let case = match entry {
            Entry::Judged(audit) => Some(notice::case(audit, &style)),
            Entry::Unread(_) | Entry::Exemptions(_) => None,
        };
        (tally, case)
    };
    let (mut cases, mut total) = (Vec::new(), Tally::default());
    survey.run(work, |(tally, case)| {
        total.join(tally);
        cases.extend(case);
        true
    });
    (cases, total)
}

/// The template, the built-in one where none is named.
fn template(options: &Options, letter: &Letter) -> Option<Template> {
    let common = &options.subjects.common;
    let (name, parts) = match &options.template {
        None => {
            (pick(letter.language, "内置模板", "built-in template").to_owned(), Ok(notice::builtin(letter.language)))
        }
        Some(path) => (path.display().to_string(), parts(path)),
    };
    let told = |wrong: &Wording| complain(common, &format!("{name}:{}", wrong.zh), &format!("{name}: {}", wrong.en));
    match parts.map(|parts| Template::new(parts, letter)) {
        Ok(Ok(template)) => Some(template),
        Ok(Err(wrong)) => {
            wrong.iter().for_each(told);
            None
        }
        Err(wrong) => {
            told(&wrong);
            None
        }
    }
}

/// The parts of a Word file.
fn parts(path: &Path) -> Result<word::Parts, Wording> {
    let bytes = library::bytes(path).map_err(|error| {
        Wording::new(format!("无法读取模板({error})"), format!("the template cannot be read ({error})"))
    })?;
    Package::open(&bytes).and_then(|mut package| package.all()).map_err(|error| batch::explain(&error))
}

/// Write all notices; none where one of them must not be written. Returns their paths.
fn written(options: &Options, template: &Template, letter: &Letter, notices: &[Notice]) -> Option<Vec<PathBuf>> {
    let common = &options.subjects.common;
    let folder = options.out.as_ref()?;
    let mut taken = Vec::new();
    let paths: Vec<PathBuf> =
        notices.iter().map(|notice| folder.join(notice::name(notice, letter.language, &mut taken))).collect();
    let refused = paths.iter().filter_map(|path| Some((path, output::may_write(path, options.force).err()?)));
    let refused: Vec<_> = refused.collect();
    for (path, error) in &refused {
        error.complain(path, common);
    }
    if !refused.is_empty() {
        return None;
    }
    if let Err(error) = std::fs::create_dir_all(folder) {
        Unwritten::Failed(error).complain(folder, common);
        return None;
    }
    for (notice, path) in notices.iter().zip(&paths) {
        let bytes = template.fill(notice, letter).map_err(Unwritten::Failed);
        if let Err(error) = bytes.and_then(|bytes| output::write_whole(path, &bytes, options.force)) {
            error.complain(path, common);
            return None;
        }
    }
    Some(paths)
}

/// A line a notice, and what became of the other reports.
fn summary(notices: &[Notice], paths: &[PathBuf], cases: &[Case], tally: &Tally, language: Language) -> String {
    let mut out = String::new();
    for (notice, path) in notices.iter().zip(paths) {
        let all = [Severity::Error, Severity::Warning, Severity::Info];
        let counts = all.map(|severity| (severity, notice.count(severity))).into_iter().filter(|(_, count)| *count > 0);
        let counts = counts.map(|(severity, count)| format!("{} {count}", notice::weight(severity, language)));
        let counts: Vec<String> = counts.collect();
        let year = notice.year.map_or_else(String::new, |year| format!(" {year}"));
        let (agency, path) = (&notice.agency, path.display());
        let shown = match language {
            Language::Zh => format!("{agency}{year}:{} → {path}", counts.join(",")),
            Language::En => format!("{agency}{year}: {} → {path}", counts.join(", ")),
        };
        out.push_str(&plain::line(&shown));
        out.push('\n');
    }
    let fine = cases.iter().filter(|case| case.items.is_empty() && case.open == 0).count();
    let open = cases.iter().filter(|case| case.open > 0).count();
    let (reports, sent, unread) = (tally.reports, notices.len(), tally.unreadable);
    out.push_str(&match language {
        Language::Zh => {
            format!("报告 {reports} 份,通知 {sent} 份;无须更正 {fine} 份,未能全部判定 {open} 份,未能读取 {unread} 份\n")
        }
        Language::En => format!(
            "{reports} reports, {sent} notices; {fine} with nothing to correct, {open} not fully evaluated, {unread} unreadable\n"
        ),
    });
    out
}

fn print_template(options: &Options, path: &Path) -> Exit {
    let common = &options.subjects.common;
    let language = common.language();
    let bytes = word::bytes(&notice::builtin(language)).map_err(Unwritten::Failed);
    match bytes.and_then(|bytes| output::write_whole(path, &bytes, options.force)) {
        Ok(()) => {
            println!("{} {}", say(&Wording::new("已写入", "wrote"), language), path.display());
            Exit::Fine
        }
        Err(error) => error.complain(path, common),
    }
}
