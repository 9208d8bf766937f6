//! The demo's configuration and secrets, fitted to one stack.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::failure::{OrFail, Result};
use crate::project;

/// The addresses as `demo.config.json` writes them.
const WRITTEN_EDGE: &str = ":8787";
const WRITTEN_HALL: &str = ":8788";

/// Reads a document of the demo with the addresses of this stack in place of the written ones.
///
/// # Errors
/// The file is missing or no JSON.
pub fn document(name: &str, edge: u16, hall: u16) -> Result<Value> {
    let path = Path::new("edge-api/deploy").join(name);
    let text = fs::read_to_string(project::root().join(&path)).or_fail(
        format!("cannot read {}", path.display()),
        "Restore it from git",
    )?;
    serde_json::from_str(&readdress(&text, edge, hall))
        .or_fail(format!("{} is no JSON", path.display()), "Correct it")
}

fn readdress(text: &str, edge: u16, hall: u16) -> String {
    // Through a middle form, so that an edge on 8788 is not taken for a hall.
    text.replace(WRITTEN_EDGE, ":{edge}")
        .replace(WRITTEN_HALL, &format!(":{hall}"))
        .replace(":{edge}", &format!(":{edge}"))
}

/// JSON merge patch, RFC 7396: objects are merged, null removes, everything else replaces.
pub fn merge(target: &mut Value, patch: &Value) {
    let Some(changes) = patch.as_object() else {
        if !patch.is_null() {
            *target = patch.clone();
        }
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Some(fields) = target.as_object_mut() else {
        return;
    };
    for (name, change) in changes {
        if change.is_null() {
            fields.remove(name);
        } else {
            merge(fields.entry(name.clone()).or_insert(Value::Null), change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_are_exchanged() {
        let text = r#"{"a":"http://127.0.0.1:8787","b":"http://localhost:8788"}"#;
        assert_eq!(
            readdress(text, 8788, 9),
            r#"{"a":"http://127.0.0.1:8788","b":"http://localhost:9"}"#
        );
    }

    #[test]
    fn patches_merge() {
        let mut config = json!({"a": {"b": 1, "c": 2}, "d": [1]});
        merge(&mut config, &json!({"a": {"b": 3, "c": null}, "d": [2, 3]}));
        assert_eq!(config, json!({"a": {"b": 3}, "d": [2, 3]}));
        merge(&mut config, &Value::Null);
        assert_eq!(config, json!({"a": {"b": 3}, "d": [2, 3]}));
    }
}
