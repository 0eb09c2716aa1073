//! Breaks the constraints of a schema.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// The keywords that constrain a value. Others describe it.
const CONSTRAINTS: [&str; 14] = [
    "type",
    "enum",
    "const",
    "minLength",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "minItems",
    "items",
    "required",
    "additionalProperties",
    "minProperties",
    "properties",
];
const COMBINATIONS: [&str; 3] = ["$ref", "anyOf", "oneOf"];
const DESCRIPTIONS: [&str; 6] = ["$schema", "$defs", "title", "description", "default", "writeOnly"];

/// One value that breaks one constraint, and where it is put.
pub struct Broken {
    pub path: Vec<Value>,
    pub constraint: String,
    pub value: Value,
    /// The whole file with the value in it.
    pub file: Value,
}

/// Visits every value of a good file, and every alternative of each.
pub struct Breaker<'a> {
    schema: &'a Value,
    pub found: Vec<Broken>,
    /// The constraints that were broken.
    pub seen: BTreeSet<String>,
    /// The definitions that were broken in every way already. Where they are used again, one way shows
    /// that they hold there.
    known: BTreeSet<String>,
}

impl<'a> Breaker<'a> {
    /// Breaks every constraint of a schema, one at a time, in a file that fits it.
    pub fn of(schema: &'a Value, good: &Value) -> Self {
        let mut breaker = Self { schema, found: Vec::new(), seen: BTreeSet::new(), known: BTreeSet::new() };
        breaker.value(schema, good, good, &[]);
        breaker
    }

    /// `file` is the whole file, which has `value` at `path`.
    fn value(&mut self, schema: &Value, file: &Value, value: &Value, path: &[Value]) {
        let is_known = schema["$ref"].as_str().is_some_and(|name| !self.known.insert(name.to_owned()));
        let schema = resolve(self.schema, schema).clone();
        if is_known {
            let value = json!([value]);
            let file = with(file, path, value.clone());
            self.found.push(Broken { path: path.to_vec(), constraint: "type".to_owned(), value, file });
            return;
        }
        for keyword in schema.as_object().into_iter().flat_map(Map::keys) {
            let known = [&CONSTRAINTS[..], &COMBINATIONS, &DESCRIPTIONS].concat();
            assert!(
                known.contains(&keyword.as_str()) || keyword.starts_with("x-"),
                "no case for `{keyword}`"
            );
        }
        for alternative in
            ["anyOf", "oneOf"].into_iter().flat_map(|key| schema[key].as_array().cloned()).flatten()
        {
            if alternative["type"] != "null"
                && alternative["required"].is_null() | alternative["type"].is_string()
            {
                let sample = self.sample(&alternative, value);
                self.value(&alternative, &with(file, path, sample.clone()), &sample, path);
            }
        }
        self.constraints(&schema, file, value, path);
        for (key, inner) in value.as_object().into_iter().flatten() {
            let known = &schema["properties"][key];
            let inner_schema = if known.is_null() { &schema["additionalProperties"] } else { known };
            if inner_schema.is_object() {
                self.value(inner_schema, file, inner, &[path, &[json!(key)]].concat());
            }
        }
        for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
            if schema["items"].is_object() {
                self.value(&schema["items"], file, inner, &[path, &[json!(index)]].concat());
            }
        }
    }

    /// A value that fits an alternative: the one that is written, or another.
    fn sample(&self, alternative: &Value, written: &Value) -> Value {
        let schema = resolve(self.schema, alternative);
        if let Some(first) = schema["anyOf"].get(0) {
            return self.sample(first, written);
        }
        if let Some(first) = schema["oneOf"].get(0) {
            return if written.is_string() { written.clone() } else { self.sample(first, written) };
        }
        if !schema["const"].is_null() {
            return schema["const"].clone();
        }
        match (schema["type"].as_str(), written) {
            (Some("string"), Value::String(_))
            | (Some("array"), Value::Array(_))
            | (Some("integer" | "number"), Value::Number(_))
            | (Some("boolean"), Value::Bool(_)) => written.clone(),
            (Some("object"), Value::Object(table)) if fits(schema, table) => written.clone(),
            (Some("object"), _) => self.sample_table(schema),
            (Some("integer"), _) => json!(1),
            (Some("boolean"), _) => json!(true),
            (Some("array"), _) => json!([]),
            (Some("string"), _) => self.sample_text(schema),
            other => panic!("no sample for {other:?}"),
        }
    }

    fn sample_text(&self, schema: &Value) -> Value {
        let words = [("file", "guests.csv"), ("name", "mfa"), ("date", "2026-03-15"), ("rank", "1-1")];
        let word = words.iter().find(|(holds, _)| schema["x-holds"] == *holds);
        json!(word.map_or("Слово", |(_, word)| word))
    }

    fn sample_table(&self, schema: &Value) -> Value {
        let properties = schema["properties"].as_object().expect("a table of keys");
        let required = schema["required"].as_array().cloned().unwrap_or_else(|| vec![json!("ru")]);
        let key = |key: &Value| {
            let key = key.as_str().expect("a key");
            (key.to_owned(), self.sample(&properties[key], &Value::Null))
        };
        required.iter().map(key).collect::<Map<_, _>>().into()
    }

    /// Breaks each constraint of a schema.
    fn constraints(&mut self, schema: &Value, file: &Value, value: &Value, path: &[Value]) {
        let keys =
            schema.as_object().into_iter().flatten().filter(|(key, _)| CONSTRAINTS.contains(&key.as_str()));
        for (constraint, limit) in keys {
            self.seen.insert(constraint.clone());
            for broken in breaks(constraint, limit, value) {
                let file = with(file, path, broken.clone());
                let constraint = constraint.clone();
                self.found.push(Broken { path: path.to_vec(), constraint, value: broken, file });
            }
        }
    }
}

fn fits(schema: &Value, table: &Map<String, Value>) -> bool {
    let has = |key: &Value| table.contains_key(key.as_str().unwrap_or_default());
    schema["required"].as_array().is_none_or(|keys| keys.iter().all(has))
        && (schema["additionalProperties"] != false
            || table.keys().all(|key| !schema["properties"][key].is_null()))
}

/// Values that break one constraint of a good value, and no other if that is possible.
fn breaks(constraint: &str, limit: &Value, good: &Value) -> Vec<Value> {
    let number = |by: i64| json!(limit.as_i64().expect("a whole number") + by);
    match constraint {
        "type" => {
            let fields: Vec<_> = good.as_object().into_iter().flat_map(Map::values).cloned().collect();
            let kinds =
                [json!("Слово"), json!(7), json!(1.5), json!(true), json!({ "strange": 1 }), json!([7])];
            kinds.into_iter().chain([json!([good]), fields.into()]).collect()
        }
        "enum" | "const" => vec![json!("strange"), json!(false)],
        "minLength" => vec![json!("")],
        "pattern" => {
            vec![json!("javascript:alert(1)"), json!("https://"), json!("99:99"), json!("1-"), json!("#12")]
        }
        "format" => vec![json!("2026-02-30"), json!("15.03.2026")],
        "minimum" => vec![number(-1), number(-5_000_000_000)],
        "maximum" => vec![number(1), number(5_000_000_000)],
        "minItems" | "items" => vec![json!([]), json!([{ "strange": 1 }]), json!([[]])],
        "minProperties" => vec![json!({})],
        "required" => limit
            .as_array()
            .expect("keys")
            .iter()
            .map(|key| {
                let mut table = good.as_object().cloned().unwrap_or_default();
                table.remove(key.as_str().expect("a key"));
                table.into()
            })
            .collect(),
        "additionalProperties" | "properties" => {
            let mut table = good.as_object().cloned().unwrap_or_default();
            table.insert("strange".to_owned(), json!("x"));
            vec![table.into()]
        }
        other => panic!("no way to break `{other}`"),
    }
}

fn with(values: &Value, path: &[Value], new: Value) -> Value {
    let mut changed = values.clone();
    let at = path.iter().fold(&mut changed, |values, step| match step {
        Value::String(key) => &mut values[key],
        index => &mut values[index.as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index")],
    });
    *at = new;
    changed
}

/// Follows the references of a schema.
fn resolve<'a>(whole: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolve(whole, whole.pointer(&reference[1..]).expect("a definition")),
        None => schema,
    }
}

/// Every constraint that a schema has.
pub fn constraints_of(schema: &Value, found: &mut BTreeSet<String>) {
    for (key, inner) in schema.as_object().into_iter().flatten() {
        found.extend(CONSTRAINTS.contains(&key.as_str()).then(|| key.clone()));
        match key.as_str() {
            "properties" | "$defs" => {
                inner.as_object().into_iter().flatten().for_each(|(_, inner)| constraints_of(inner, found));
            }
            "anyOf" | "oneOf" => {
                inner.as_array().into_iter().flatten().for_each(|inner| constraints_of(inner, found));
            }
            "items" | "additionalProperties" => constraints_of(inner, found),
            _ => {}
        }
    }
}
