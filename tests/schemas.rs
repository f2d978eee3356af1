//! The published JSON Schemas: they are what the program prints, they and the readers of the files know the same keys
//! and words, and what the program writes is as they say.

use hegui::finding::Fault;
use hegui::rulebook::builtin::RULEBOOKS;
use hegui::rulebook::load::{Library, LoadError, Source};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A key or word that nobody knows and that is like none that anybody knows.
const UNKNOWN: &str = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    std::fs::read_to_string(root().join("schemas").join(format!("{name}.schema.json"))).expect("a schema")
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&text(name)).expect("JSON")
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::meta::validate(schema).expect("a schema of draft 2020-12");
    jsonschema::draft202012::new(schema).expect("a schema that can be used")
}

/// A TOML file as editors check it.
fn as_json(toml: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(flag) => flag.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, convert(value))).collect(),
        }
    }
    convert(toml::Value::Table(toml.parse().expect("TOML")))
}

fn wrong(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_program_prints_what_is_published() {
    for name in ["config", "rulebook", "report"] {
        let done = Command::new(env!("CARGO_BIN_EXE_hegui")).args(["schema", name]).output().expect("hegui runs");
        assert_eq!(String::from_utf8(done.stdout).expect("UTF-8"), text(name));
        validator(&schema(name));
    }
}

#[test]
fn every_rulebook_is_as_the_schema_says_and_a_misspelt_one_is_not() {
    let validator = validator(&schema("rulebook"));
    for book in RULEBOOKS {
        assert_eq!(wrong(&validator, &as_json(book.text)), Vec::<String>::new(), "{}", book.id);
    }
    let right = "edition = 1\nrulebook = { id = \"a\", version = \"1\", title = \"A\" }\n\
                 [[rule]]\nid = \"r\"\nseverity = \"info\"\ncheck.section = { require = [\"a\"] }\npass = [{ text = \"a\" }]\n";
    assert_eq!(wrong(&validator, &as_json(right)), Vec::<String>::new());
    for (word, slip) in [
        ("edition = 1", "edition = 2"),
        ("version", "versoin"),
        ("\"r\"", "\"R\""),
        ("severity", "severtiy"),
        ("\"info\"", "\"off\""),
        ("check.section", "check.sektion"),
        ("require", "requires"),
        ("text", "texts"),
    ] {
        let slipped = right.replace(word, slip);
        assert!(!validator.is_valid(&as_json(&slipped)), "{slipped}");
    }
}

#[test]
fn configurations_are_as_the_schema_says() {
    let validator = validator(&schema("config"));
    for language in [hegui::language::Language::Zh, hegui::language::Language::En] {
        let template = hegui::config::template::text(language);
        let all: Vec<&str> = template.lines().map(|line| line.strip_prefix("#:").unwrap_or(line)).collect();
        assert_eq!(wrong(&validator, &as_json(&all.join("\n"))), Vec::<String>::new());
    }
    for slip in [
        "fail_on = \"error\"",
        "fail-on = \"eror\"",
        "[severity]\nown-agency = \"off\"",
        "[severity]\nown-agency = { level = \"off\" }",
        "[[override]]\npaths = [\"a\"]",
        "outputs = \"jsn\"",
        "limits = { max-size = \"64 apples\" }",
    ] {
        assert!(!validator.is_valid(&as_json(slip)), "{slip}");
        assert!(!hegui::config::read(slip).1.is_empty() || slip.starts_with("outputs"), "{slip}");
    }
}

/// What stands behind "known:" in the help of a fault about `UNKNOWN`; nothing where there is no such fault.
fn known(faults: &[Fault]) -> Option<BTreeSet<String>> {
    let fault = faults.iter().find(|fault| fault.message.en.contains(UNKNOWN))?;
    let names = fault.help.en.strip_prefix("known: ").unwrap_or_default();
    Some(names.split_whitespace().map(str::to_owned).collect())
}

fn faults_of_config(toml: &str) -> Vec<Fault> {
    hegui::config::read(toml).1
}

fn faults_of_rulebook(toml: &str) -> Vec<Fault> {
    let head = "edition = 1\nrulebook = { id = \"a\", version = \"1\", title = \"A\" }\n";
    let whole = if toml.contains("rulebook") { toml.to_owned() } else { format!("{head}{toml}") };
    let mut library = Library::default();
    let loaded = library.add(Source { name: "a".to_owned(), text: whole }).and_then(|id| library.get(&id).map(|_| ()));
    match loaded {
        Err(LoadError::Faulty(files)) => files.into_iter().flat_map(|file| file.faults).collect(),
        Err(LoadError::Unknown { .. }) | Ok(()) => Vec::new(),
    }
}

/// A table of a file.
struct Table {
    /// Which schema describes it.
    name: &'static str,
    /// Where in it.
    pointer: String,
    /// A file that has one, with `@` in it.
    toml: String,
    /// Its reader.
    faults: fn(&str) -> Vec<Fault>,
}

fn tables() -> Vec<Table> {
    let table = |name, faults, pointer: &str, toml: &str| Table {
        name,
        pointer: pointer.to_owned(),
        toml: toml.to_owned(),
        faults,
    };
    let config = |pointer: &str, toml: &str| table("config", faults_of_config, pointer, toml);
    let rulebook = |pointer: &str, toml: &str| table("rulebook", faults_of_rulebook, pointer, toml);
    let mut tables = vec![
        config("", "@ = 1"),
        config("/properties/limits", "limits = { @ = 1 }"),
        config("/properties/override/items", "[[override]]\n@ = 1"),
        config("/$defs/severity/additionalProperties/anyOf/1", "severity = { a = { @ = 1 } }"),
        rulebook("", "edition = 1\n@ = 1\n[rulebook]\nid = \"a\"\nversion = \"1\"\ntitle = \"A\""),
        rulebook(
            "/properties/rulebook",
            "edition = 1\nrulebook = { id = \"a\", version = \"1\", title = \"A\", @ = 1 }",
        ),
        rulebook("/properties/basis/additionalProperties", "basis = { a = { @ = 1 } }"),
        rulebook("/properties/skeleton", "skeleton = { @ = 1 }"),
        rulebook("/properties/body/items", "body = [{ @ = 1 }]"),
        rulebook("/properties/section/items", "section = [{ @ = 1 }]"),
        rulebook("/properties/table/items", "table = [{ @ = 1 }]"),
        rulebook(
            "/properties/table/items/properties/columns/additionalProperties/anyOf/1",
            "table = [{ columns = { a = { @ = 1 } } }]",
        ),
        rulebook("/properties/figure/items", "figure = [{ @ = 1 }]"),
        rulebook("/$defs/rule", "rule = [{ @ = 1 }]"),
        rulebook("/$defs/rule/properties/when", "rule = [{ when = { @ = 1 } }]"),
        rulebook("/$defs/rule/properties/excused", "rule = [{ excused = { @ = 1 } }]"),
        rulebook("/$defs/rule/properties/check", "rule = [{ check = { @ = {} } }]"),
        rulebook("/$defs/example", "rule = [{ pass = [{ @ = 1 }] }]"),
    ];
    for kind in hegui::check::Check::KINDS {
        let pointer = format!("/$defs/rule/properties/check/properties/{kind}");
        tables.push(rulebook(&pointer, &format!("rule = [{{ check = {{ {kind} = {{ @ = 1 }} }} }}]")));
    }
    tables
}

#[test]
fn readers_and_schemas_know_the_same_keys() {
    for Table { name, pointer, toml, faults } in tables() {
        let schema = schema(name);
        let described = &schema.pointer(&pointer).unwrap_or_else(|| panic!("{name} {pointer}"))["properties"];
        let described: BTreeSet<String> = described.as_object().expect("keys").keys().cloned().collect();
        let found = faults(&toml.replace('@', UNKNOWN));
        assert_eq!(
            known(&found),
            Some(described),
            "schemas/{name}.schema.json {pointer} (right) and its reader (left)"
        );
    }
}

#[test]
fn readers_and_schemas_know_the_same_words() {
    let mut asked = 0;
    for Table { name, pointer, toml, faults } in tables() {
        let schema = schema(name);
        let properties = schema.pointer(&pointer).expect("a table")["properties"].as_object().expect("keys").clone();
        for (key, value) in properties {
            // One word, or one or several of them.
            let words = value.get("enum").or_else(|| value.pointer("/anyOf/0/enum"));
            let Some(words) = words.and_then(Value::as_array) else { continue };
            let described: BTreeSet<String> =
                words.iter().map(|word| word.as_str().expect("a word").to_owned()).collect();
            let found = faults(&toml.replace("@ = 1", &format!("{key} = \"{UNKNOWN}\"")));
            assert_eq!(known(&found), Some(described), "schemas/{name}.schema.json {pointer} {key} and its reader");
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked}");
}

#[test]
fn the_configuration_takes_every_format() {
    let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
        .args(["check", "--format", UNKNOWN])
        .env_clear()
        .output()
        .expect("hegui runs");
    let said = String::from_utf8(done.stderr).expect("UTF-8");
    let names = said.split_once("known:").expect("a list").1.lines().next().expect("a line");
    let validator = validator(&schema("config"));
    let mut count = 0;
    for name in names.split_whitespace() {
        count += 1;
        for output in [name.to_owned(), format!("{name}=out/a")] {
            assert_eq!(wrong(&validator, &json!({ "outputs": [output] })), Vec::<String>::new());
        }
    }
    let described =
        schema("config").pointer("/$defs/output/anyOf/0/enum").and_then(|names| names.as_array().map(Vec::len));
    assert_eq!(described, Some(count), "a format is missing in or of $defs/output of schemas/config.schema.json");
}

/// A schema that takes no key that it does not name.
fn closed(schema: &mut Value) {
    if let Value::Object(map) = schema {
        if map.contains_key("properties") {
            map.insert("additionalProperties".to_owned(), Value::Bool(false));
        }
        map.values_mut().for_each(closed);
    } else if let Value::Array(list) = schema {
        list.iter_mut().for_each(closed);
    }
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn what_is_written_as_json_is_as_the_schema_says() {
    let mut schema = schema("report");
    closed(&mut schema);
    let validator = validator(&schema);
    let mut outputs = Vec::new();
    for path in files(&root().join("tests/cases")).into_iter().filter(|path| path.ends_with("stdout")) {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        if text.starts_with("{\"schema\"") && text.contains("\"reports\":[\n") {
            outputs.push((path.display().to_string(), text));
        }
    }
    assert!(outputs.len() > 1);
    let done = Command::new(env!("CARGO_BIN_EXE_hegui"))
        .args(["check", "--format", "json", "samples", "none.txt", "src"])
        .current_dir(root())
        .output()
        .expect("hegui runs");
    outputs.push(("samples".to_owned(), String::from_utf8(done.stdout).expect("UTF-8")));
    for (name, text) in outputs {
        let json: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(wrong(&validator, &json), Vec::<String>::new(), "{name}");
    }
}
