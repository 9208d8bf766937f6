//! `custom-elements.json`, schema 2.1.0.

use serde_json::{Value, json};

use super::Api;

const MODULE: &str = "index.mjs";

/// The manifest, as JSON text.
pub fn of(api: &Api) -> String {
    let attributes: Vec<Value> = api
        .attributes
        .iter()
        .map(|one| {
            json!({
                "name": one.name,
                "fieldName": one.property,
                "description": one.summary,
                "type": { "text": one.type_text() },
                "default": one.default.to_string(),
            })
        })
        .collect();
    let fields = api.attributes.iter().map(|one| {
        json!({
            "kind": "field",
            "name": one.property,
            "description": one.summary,
            "type": { "text": one.type_text() },
            "default": one.default.to_string(),
            "attribute": one.name,
            "reflects": true,
        })
    });
    let methods = api.methods.iter().map(|method| {
        let parameters: Vec<Value> = method
            .parameters
            .iter()
            .map(|one| json!({ "name": one.name, "type": { "text": one.r#type }, "optional": one.optional }))
            .collect();
        json!({
            "kind": "method",
            "name": method.name,
            "description": method.summary,
            "parameters": parameters,
            "return": { "type": { "text": "void" } },
        })
    });
    let members: Vec<Value> = fields.chain(methods).collect();
    let events: Vec<Value> = api
        .events
        .iter()
        .map(|event| {
            let detail: Vec<String> = event
                .detail
                .iter()
                .map(|field| format!("{}: {}", field.name, field.r#type))
                .collect();
            let detail = if detail.is_empty() {
                "null".to_owned()
            } else {
                format!("{{ {} }}", detail.join("; "))
            };
            json!({
                "name": event.name,
                "description": event.summary,
                "type": { "text": format!("CustomEvent<{detail}>") },
            })
        })
        .collect();
    let properties: Vec<Value> = api
        .css_properties
        .iter()
        .map(|one| json!({ "name": one.name, "default": one.default, "description": one.summary }))
        .collect();
    let named = |all: &[super::Named]| -> Vec<Value> {
        all.iter()
            .map(|one| json!({ "name": one.name, "description": one.summary }))
            .collect()
    };
    let manifest = json!({
        "schemaVersion": "2.1.0",
        "modules": [{
            "kind": "javascript-module",
            "path": MODULE,
            "declarations": [{
                "kind": "class",
                "name": api.class,
                "tagName": api.tag,
                "customElement": true,
                "description": api.summary,
                "superclass": { "name": "HTMLElement" },
                "attributes": attributes,
                "members": members,
                "events": events,
                "cssProperties": properties,
                "cssParts": named(&api.parts),
                "slots": named(&api.slots),
            }],
            "exports": [{
                "kind": "custom-element-definition",
                "name": api.tag,
                "declaration": { "name": api.class, "module": MODULE },
            }],
        }],
    });
    format!("{manifest:#}\n")
}
