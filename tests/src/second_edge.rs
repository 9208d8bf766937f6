//! A second edge beside the one of a stack, with an outbox of its own and the same centre.

use serde_json::json;
use xtask::stack::{Edge, EdgeOptions, Port, Stack};
use xtask::tools::npm;

/// Starts it under the id `edge-other`.
///
/// # Panics
/// It does not start.
#[must_use]
pub fn second_edge(stack: &Stack) -> Edge {
    let mut config = stack.edge.config().clone();
    config["edgeId"] = json!("edge-other");
    let folder = stack
        .edge
        .data()
        .parent()
        .expect("the stack's folder")
        .to_owned();
    let secrets = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../edge-api/deploy/demo.secrets.json"
    );
    let secrets = std::fs::read_to_string(secrets).expect("the demo's secrets");
    let options = EdgeOptions {
        port: Port::Free,
        data: folder.join("outbox-other"),
        log: folder.join("log/edge-other.log"),
        config,
        secrets: serde_json::from_str(&secrets).expect("JSON"),
        database: stack.database.logged_in_as("demo_edge", "demo_edge"),
    };
    Edge::start(&npm::ensure().expect("packages"), options).expect("a second edge")
}
