//! The schemas of files as people write them. They require less than the schema of a complete brief,
//! because included files and registers may supply the rest; `spravka check` validates the merged brief.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::Brief;
use crate::fields::Shape;

/// The fields of a brief and their kinds.
pub fn fields() -> &'static Shape {
    static FIELDS: LazyLock<Shape> = LazyLock::new(|| Shape::of(&schema()));
    &FIELDS
}

/// The fields of a member and their kinds.
pub fn member_fields() -> Option<&'static Shape> {
    fields().key("sides")?.item()?.key("members")?.item()
}

/// Whether a field of a member may be given by its id in the register of organisations.
pub fn is_in_register(key: &str) -> bool {
    member_fields().and_then(|member| member.key(key)).is_some_and(|field| field.is_in_register)
}

/// The JSON Schema (draft 2020-12) of a complete brief, generated from the model.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Brief).to_value()
}

/// The JSON Schema (draft 2020-12) of a brief file, for editors.
pub fn written_schema() -> Value {
    let mut schema = schema();
    may_lack(&mut schema, "include");
    let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for definition in definitions.into_iter().flat_map(Map::values_mut) {
        let properties = definition.get_mut("properties").and_then(Value::as_object_mut);
        let in_register = |property: &&mut Value| property["x-register"] == "organisations";
        properties.into_iter().flat_map(Map::values_mut).filter(in_register).for_each(by_id);
        may_lack(definition, "person");
        may_lack(definition, "id");
    }
    schema
}

/// The JSON Schema of `people.toml`: the fields of a member, under the id of each person.
pub fn people_schema() -> Value {
    let mut person = written_schema()["$defs"]["Member"].take();
    if let Some(properties) = person.get_mut("properties").and_then(Value::as_object_mut) {
        properties.remove("person");
    }
    if let Some(person) = person.as_object_mut() {
        person.remove("anyOf");
        person.insert("required".to_owned(), json!(["name"]));
    }
    register("spravka people", "The participants of meetings, each under an id.", person)
}

/// The JSON Schema of `organisations.toml`.
pub fn organisations_schema() -> Value {
    let organisation = json!({
        "description": "An organisation.",
        "type": "object",
        "properties": { "name": { "description": "The name, as printed.", "$ref": "#/$defs/Text" } },
        "required": ["name"],
        "additionalProperties": false,
    });
    register("spravka organisations", "Organisations, each under an id.", organisation)
}

/// The schema of a register of such entries, with the definitions of a brief.
fn register(title: &str, description: &str, entry: Value) -> Value {
    let mut schema = written_schema();
    json!({
        "$schema": schema["$schema"].take(),
        "title": title,
        "description": description,
        "type": "object",
        "additionalProperties": entry,
        "$defs": schema["$defs"].take(),
    })
}

/// Makes the required fields of a table optional where `by_way_of` supplies them.
fn may_lack(schema: &mut Value, by_way_of: &str) {
    if schema["properties"][by_way_of].is_null() {
        return;
    }
    let Some(table) = schema.as_object_mut() else { return };
    if let Some(required) = table.remove("required") {
        table.insert("anyOf".to_owned(), json!([{ "required": required }]));
    }
    if let Some(ways) = table.get_mut("anyOf").and_then(Value::as_array_mut) {
        ways.push(json!({ "required": [by_way_of] }));
    }
}

/// Allows an organisation to be given by its id in the register.
fn by_id(property: &mut Value) {
    let Some(property) = property.as_object_mut() else { return };
    let id = json!({ "description": "The id.", "type": "string", "minLength": 1, "x-holds": "name" });
    let way = json!({
        "description": "The id of an organisation in the register `organisations.toml`.",
        "x-expects": "`{ id = \"…\" }`",
        "type": "object",
        "properties": { "id": id },
        "required": ["id"],
        "additionalProperties": false,
    });
    match (property.remove("$ref"), property.get_mut("anyOf").and_then(Value::as_array_mut)) {
        (Some(reference), _) => {
            property.insert("anyOf".to_owned(), json!([{ "$ref": reference }, way]));
        }
        (None, Some(ways)) => ways.push(way),
        (None, None) => {}
    }
}
