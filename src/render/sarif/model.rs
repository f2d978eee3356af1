//! The wire form of SARIF 2.1.0 (OASIS standard, errata 01), as far as hegui writes it. Keys are those of the standard.

use serde::Serialize;
use std::collections::BTreeMap;

/// `result`, 3.27.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found<'a> {
    pub rule_id: &'a str,
    pub level: &'static str,
    pub message: Message,
    pub locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    pub partial_fingerprints: BTreeMap<&'static str, String>,
    pub suppressions: Vec<Suppression<'a>>,
    pub properties: Bag<'a>,
}

/// `message`, 3.11.
#[derive(Serialize)]
pub struct Message {
    pub text: String,
}

/// `location`, 3.28.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    pub physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

/// `physicalLocation`, 3.29.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// `artifactLocation`, 3.4.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactLocation {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
}

/// `region`, 3.30. Columns in characters, as the run's `columnKind` says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    pub start_line: u32,
    pub start_column: u32,
    pub end_line: u32,
    pub end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Message>,
}

/// `logicalLocation`, 3.33: where there are no lines, and for cells of tables.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogicalLocation {
    pub name: String,
    pub fully_qualified_name: String,
    pub kind: &'static str,
}

/// `suppression`, 3.35: an exemption.
#[derive(Serialize)]
pub struct Suppression<'a> {
    pub kind: &'static str,
    pub status: &'static str,
    pub justification: String,
    pub properties: Given<'a>,
}

/// Who gave an exemption, and until when.
#[derive(Serialize)]
pub struct Given<'a> {
    pub source: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// The property bag of a result: what the JSON contract has and SARIF has no key for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bag<'a> {
    pub instance: &'a str,
    pub check: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub subject: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub basis: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    pub missing: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<&'a str>,
    pub rulebook: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<&'a str>,
}

/// `tool`, 3.18.
#[derive(Serialize)]
pub struct Tool {
    pub driver: Driver,
}

/// `toolComponent`, 3.19.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Driver {
    pub name: &'static str,
    pub semantic_version: &'static str,
    pub information_uri: &'static str,
    pub rules: Vec<Descriptor>,
    pub notifications: Vec<Descriptor>,
}

/// `reportingDescriptor`, 3.49.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    pub id: String,
    pub short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<RuleBag>,
}

/// `reportingConfiguration`, 3.50.
#[derive(Serialize)]
pub struct Configuration {
    pub enabled: bool,
    pub level: &'static str,
}

/// The property bag of a rule.
#[derive(Serialize)]
pub struct RuleBag {
    pub tags: Vec<&'static str>,
    pub basis: String,
    pub rulebook: String,
    #[serde(rename = "problem.severity")]
    pub severity: &'static str,
}

/// `invocation`, 3.20.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    pub execution_successful: bool,
    pub exit_code: u8,
    pub exit_code_description: &'static str,
    pub tool_execution_notifications: Vec<Notification>,
}

/// `notification`, 3.58.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    pub descriptor: Reference,
    pub level: &'static str,
    pub message: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_rule: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
}

/// `reportingDescriptorReference`, 3.52.
#[derive(Serialize)]
pub struct Reference {
    pub id: String,
}
