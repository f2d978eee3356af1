//! The built-in rulebooks load without a fault, and each of their examples ends as it must.

use hegui::audit::example::{self, Ended};
use hegui::rulebook::load::{Library, LoadError};

#[test]
fn built_in_rulebooks_hold_their_examples() {
    let mut library = Library::builtin();
    let ids: Vec<String> = library.ids().into_iter().map(str::to_owned).collect();
    let mut wrong = Vec::new();
    for id in ids {
        let book = match library.get(&id) {
            Ok(book) => book,
            Err(LoadError::Faulty(files)) => {
                for file in files {
                    for fault in file.faults {
                        let line = file.source.text[..fault.span.start as usize].matches('\n').count() + 1;
                        wrong.push(format!("{}:{line}: {} {}", file.source.name, fault.message.en, fault.help.en));
                    }
                }
                continue;
            }
            Err(unknown @ LoadError::Unknown { .. }) => panic!("{unknown:?}"),
        };
        let text = library.source(&id).expect("its source").text.clone();
        for run in example::run(&book, true) {
            if run.ended != Ended::Passed {
                let line = text[..run.span.start as usize].matches('\n').count() + 1;
                wrong.push(format!("{id}:{line}: {} {}: {}", run.rule, run.ended.name(), run.got.en));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
