//! Measures against peers, in the same run; `cargo xtask bench` builds and starts this.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use haochaping_tests::bench::{edge, widget};

/// Benchmarks of the Haochaping project.
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Subcommand)]
enum Subject {
    /// The rating element in a browser
    Widget(widget::Options),
    /// The edge under load
    Edge(edge::Options),
    /// Everything, as the reports are made
    All,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().subject {
        Subject::Widget(options) => widget::run(&options),
        Subject::Edge(options) => edge::run(&options),
        Subject::All => {
            widget::run(&widget::Options::full()).and_then(|()| edge::run(&edge::Options::full()))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
