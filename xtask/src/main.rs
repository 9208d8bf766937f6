//! `cargo xtask <command>`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::failure::Result;
use xtask::{
    bench, build, demo, doctor, drill, fuzz, generate, migrate, package, reconcile, size, test,
    unseal,
};

/// Jobs of the Haochaping project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start everything on this machine and keep it running
    Demo(demo::Options),
    /// Check and test everything, from formatting to browser
    Test(test::Options),
    /// Measure widget or edge against its peers, in the same run
    Bench(bench::Options),
    /// Build widget and edge, optimized, installing missing tools first
    Build(build::Options),
    /// Say whether a host page lets the widget run, and what to change
    Doctor(doctor::Options),
    /// Break parts of the stack under load and count what is missing afterwards
    Drill(drill::Options),
    /// Pack the widget for npm and the edge for deployment into dist/
    Package,
    /// Show every shipped file raw, gzip and brotli against its budget; fail over budget
    Size,
    /// Look for inputs that break what must hold for any input
    Fuzz(fuzz::Options),
    /// Write what describes the element from widget/api.json
    Generate(generate::Options),
    /// Bring the central database to the newest schema
    Migrate {
        /// Instead of the environment variable DATABASE_URL
        #[arg(long)]
        database_url: Option<String>,
    },
    /// Say whether central storage still has what edges delivered, and have sent again what it lacks
    Reconcile(reconcile::Options),
    /// Open one sealed identity with the city's private key, or make the key pair
    Unseal(unseal::Options),
}

fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_quiet() {
                eprintln!("error: {failure}");
            }
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<()> {
    match command {
        Command::Demo(options) => demo::command(&options),
        Command::Test(options) => test::command(&options),
        Command::Bench(options) => bench::command(&options),
        Command::Doctor(options) => doctor::command(&options),
        Command::Drill(options) => drill::command(&options),
        Command::Package => package::command(),
        Command::Build(options) => build::command(&options),
        Command::Size => size::run(),
        Command::Fuzz(options) => fuzz::command(&options),
        Command::Generate(options) => generate::run(&options),
        Command::Migrate { database_url } => migrate::command(database_url),
        Command::Reconcile(options) => reconcile::command(&options),
        Command::Unseal(options) => unseal::command(options),
    }
}
