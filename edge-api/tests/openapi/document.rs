//! The document: schemas from the types, operations from `operations`.

use contract::problem::Code;
use contract::{api, lang::Lang, problem};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::operations::{ANY, Body, HTML, NONE, OPERATIONS, Operation};
use crate::{links, points};

/// The whole description.
pub fn document() -> Value {
    let mut schemas = Schemas::new();
    let mut paths = Map::new();
    let all = OPERATIONS.iter().chain(points::OPERATIONS);
    for operation in all.chain(links::OPERATIONS) {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = describe(operation, &mut schemas);
    }
    schemas.name(Body::Problem);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Haochaping edge API",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            "description": "Rate one step of one case of a government service. \
                            A refusal is application/problem+json (RFC 9457) with a stable code."
        },
        "paths": paths,
        "components": {
            "schemas": schemas.finish(),
            "securitySchemes": {
                "hallKey": { "type": "http", "scheme": "bearer", "description": "A hall's API key." },
                "metricsKey": { "type": "http", "scheme": "bearer", "description": "Whoever reads numbers." },
                "operationsKey": { "type": "http", "scheme": "bearer", "description": "The operators' key." }
            }
        }
    })
}

fn describe(operation: &Operation, schemas: &mut Schemas) -> Value {
    let mut responses = Map::new();
    for (status, media_type, body, text) in operation.answers {
        let response = responses
            .entry(status.to_string())
            .or_insert_with(|| json!({ "description": text, "content": {} }));
        if *media_type != NONE {
            response["content"][*media_type] = json!({ "schema": schemas.of(*body) });
        }
    }
    let mut statuses: Vec<u16> = operation
        .refusals
        .iter()
        .map(|code| code.status())
        .collect();
    statuses.sort_unstable();
    statuses.dedup();
    for status in statuses {
        let codes: Vec<&Code> = operation
            .refusals
            .iter()
            .filter(|code| code.status() == status)
            .collect();
        let text: Vec<String> = codes
            .iter()
            .map(|code| format!("`{}`: {}", code.as_str(), code.title(Lang::En)))
            .collect();
        let mut response = json!({ "description": text.join("; "), "content": {} });
        for media_type in operation.refused_as(status) {
            let body = match *media_type {
                HTML => Body::Text,
                ANY => Body::Bytes,
                _ => Body::Problem,
            };
            response["content"][*media_type] = json!({ "schema": schemas.of(body) });
        }
        if matches!(status, 429 | 503) {
            response["headers"] = json!({
                "Retry-After": {
                    "description": "Seconds after which asking again makes sense.",
                    "schema": { "type": "integer" }
                }
            });
        }
        responses.insert(status.to_string(), response);
    }
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|(place, name, required, text)| {
            json!({
                "in": place, "name": name, "required": required, "description": text,
                "schema": parameter(operation.path, name)
            })
        })
        .collect();
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "responses": responses,
    });
    if !parameters.is_empty() {
        described["parameters"] = Value::Array(parameters);
    }
    if !operation.bodies.is_empty() {
        let content: Map<String, Value> = operation
            .bodies
            .iter()
            .map(|(media_type, body)| {
                (
                    (*media_type).to_owned(),
                    json!({ "schema": schemas.of(*body) }),
                )
            })
            .collect();
        described["requestBody"] = json!({ "required": true, "content": content });
    }
    if let Some(scheme) = operation.security {
        described["security"] = json!([{ scheme: [] }]);
    }
    described
}

/// A parameter's schema; nothing but the bounds that are refused beyond.
fn parameter(path: &str, name: &str) -> Value {
    match name {
        "ticket" => {
            json!({ "type": "string", "format": "ticket", "maxLength": contract::limits::TICKET_BYTES })
        }
        "code" if path.starts_with("/s/") => json!({ "type": "string", "format": "link-code" }),
        "code" => json!({ "type": "string", "format": "point-code" }),
        "id" => json!({ "type": "string", "format": "point-id" }),
        "receipt" => json!({ "type": "string", "format": "receipt" }),
        "profile" => {
            json!({ "type": "string", "format": "profile", "pattern": "^[a-z0-9-]{1,40}$" })
        }
        "version" => json!({ "type": "string", "examples": ["v1"] }),
        "file" => json!({ "type": "string", "examples": ["loader.js"] }),
        _ => json!({ "type": "string" }),
    }
}

/// Schemas of what is received and of what is sent, which may differ in what is
/// required.
struct Schemas {
    received: SchemaGenerator,
    sent: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12()
                .with(|s| s.definitions_path = "/components/schemas".into())
        };
        Self {
            received: settings().for_deserialize().into_generator(),
            sent: settings().for_serialize().into_generator(),
        }
    }

    fn name(&mut self, body: Body) {
        let _ = self.of(body);
    }

    fn of(&mut self, body: Body) -> Value {
        fn one<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
            generator.subschema_for::<T>().to_value()
        }
        match body {
            Body::Text => json!({ "type": "string" }),
            Body::Bytes | Body::Nothing => json!({}),
            Body::Status => json!({
                "type": "object", "required": ["status"],
                "properties": { "status": { "type": "string" } }
            }),
            Body::EvaluationForm => form(),
            Body::ReceiptForm => json!({
                "type": "object", "properties": { "number": { "type": "string" } }
            }),
            Body::HostedForm => {
                let mut form = form();
                form["required"] = json!([]);
                if let Some(fields) = form["properties"].as_object_mut() {
                    fields.remove("ticket");
                }
                form
            }
            Body::Evaluation => one::<api::evaluations::EvaluationRequest>(&mut self.received),
            Body::Events => {
                let event = one::<api::events::ServiceEvent>(&mut self.received);
                json!({
                    "type": "object", "required": ["events"], "additionalProperties": false,
                    "properties": {
                        "events": {
                            "type": "array", "minItems": 1,
                            "maxItems": contract::limits::EVENTS,
                            "items": { "anyOf": [
                                event,
                                { "description": "Anything else is refused in its own result." }
                            ] }
                        }
                    }
                })
            }
            Body::Accepted => one::<api::evaluations::Accepted>(&mut self.sent),
            Body::Form => one::<api::form::Form>(&mut self.sent),
            Body::Receipt => one::<api::receipts::ReceiptState>(&mut self.sent),
            Body::ImportResults => {
                let results = one::<api::imports::ImportResults>(&mut self.sent);
                json!({ "anyOf": [
                    results,
                    { "description": "The answer of a profile that has one of its own." }
                ] })
            }
            Body::EventResults => one::<api::events::EventResults>(&mut self.sent),
            Body::ReconciliationRequest => {
                one::<api::reconciliation::ReconciliationRequest>(&mut self.received)
            }
            Body::Point => one::<api::points::Point>(&mut self.received),
            Body::PointState => one::<api::points::PointState>(&mut self.sent),
            Body::LinkRequest => one::<api::links::LinkRequest>(&mut self.received),
            Body::LinkResults => one::<api::links::LinkResults>(&mut self.sent),
            Body::SessionRequest => one::<api::points::SessionRequest>(&mut self.received),
            Body::SessionState => one::<api::points::SessionState>(&mut self.sent),
            Body::ScanForm => json!({
                "type": "object", "required": ["item"], "additionalProperties": false,
                "properties": {
                    "item": { "type": "string", "format": "item-code" },
                    "number": { "type": "string", "description": "Of the case or of the queue, if there is one." }
                }
            }),
            Body::Reconciliation => one::<api::reconciliation::Reconciliation>(&mut self.sent),
            Body::Problem => one::<problem::Problem>(&mut self.sent),
        }
    }

    fn finish(mut self) -> Value {
        let mut all = self.received.take_definitions(true);
        all.extend(self.sent.take_definitions(true));
        all.sort_keys();
        Value::Object(all)
    }
}

fn form() -> Value {
    let on = json!({ "type": "string", "enum": ["on"] });
    let text = json!({ "type": "string" });
    json!({
        "type": "object", "required": ["ticket"], "additionalProperties": false,
        "properties": {
            "ticket": parameter("/r/{ticket}", "ticket"), "level": { "type": "integer", "minimum": 1, "maximum": 5 },
            "indicator": { "type": "array", "items": text, "description": "Repeated, once a reason." },
            "comment": text, "name": text, "phone": text,
            "named": on, "consentContact": on, "consentPublish": on, "catalogue": text, "lang": text
        }
    })
}
