//! The only place that knows the Worker's types: turns its request into ours,
//! hands it over, and turns our reply into its response.

mod bindings;
pub mod direct;
mod entry;
mod inbound;
mod outbound;
mod state;

pub use entry::fetch;
pub use state::configuration;
