//! `cargo xtask reconcile`: whether central storage still has what edges delivered, and
//! has sent again what it lacks.
//!
//! The edges compare, page by page; this walks through the pages of every outbox and adds
//! them up. It needs no access to central storage.

mod asking;
mod outcome;
mod table;

use std::time::Duration;

use clap::Args;

use crate::failure::{Failure, Result};
pub use asking::{KEY, Wish, reconcile};
pub use outcome::Outcome;

/// Options of the command.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Address of an edge process, http://10.0.0.7:8787; several times for several. Not that of a
    /// balancer, which answers for one of them only
    #[arg(long = "edge", required = true)]
    edges: Vec<String>,
    /// Have rows that central storage lacks sent again, and wait until they have arrived
    #[arg(long)]
    fill: bool,
    /// Have rows that were set aside sent again, once what they were refused for is mended
    #[arg(long)]
    requeue_set_aside: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// How many seconds to wait at most for central storage, and for rows that were sent again
    #[arg(long, default_value_t = 300)]
    wait: u64,
}

/// The command. The key is read from the environment variable `HAOCHAPING_OPERATIONS_KEY`.
///
/// # Errors
/// An edge does not answer, or something is missing in central storage or contradicts it.
pub fn command(options: &Options) -> Result<()> {
    let key = std::env::var(KEY).map_err(|_| {
        Failure::new(
            "no key is given",
            format!("Set {KEY} to operationsKey of the edges' secrets"),
        )
    })?;
    let wish = Wish {
        fill: options.fill,
        requeue_set_aside: options.requeue_set_aside,
        wait: Duration::from_secs(options.wait),
    };
    let mut outcomes = Vec::new();
    for edge in &options.edges {
        outcomes.extend(reconcile(edge, &key, wish)?);
    }
    outcome::forget_those_met(&mut outcomes);
    if options.json {
        let all = serde_json::json!({ "outboxes": outcomes });
        println!("{all:#}");
    } else {
        print!("{}", table::text(&outcomes));
    }
    verdict(&outcomes)
}

fn verdict(outcomes: &[Outcome]) -> Result<()> {
    let missing: u64 = outcomes.iter().map(|one| one.counts.missing).sum();
    let wrong = outcomes.iter().filter(|one| one.is_contradicted()).count();
    if missing > 0 {
        return Err(Failure::new(
            format!("central storage lacks {missing} rows that were delivered"),
            "Run it with --fill; docs/operating.md says more under Reconcile",
        ));
    }
    if wrong > 0 {
        return Err(Failure::new(
            format!("{wrong} outboxes and central storage contradict each other"),
            "See docs/operating.md under Reconcile for what each finding means",
        ));
    }
    Ok(())
}
