//! `haochaping-workbench <command>`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use haochaping_workbench::account::command as account;
use haochaping_workbench::app::App;
use haochaping_workbench::config::Config;
use haochaping_workbench::onward::command as onward;
use haochaping_workbench::serve;

/// Where the hall's staff sign in.
#[derive(Parser)]
#[command(name = "haochaping-workbench", version)]
struct Arguments {
    #[command(flatten)]
    documents: Documents,
    #[command(subcommand)]
    command: Command,
}

/// The two documents.
#[derive(Args)]
struct Documents {
    /// The configuration
    #[arg(long, global = true, default_value = "workbench.config.json")]
    config: PathBuf,
    /// The secrets, readable by the service alone
    #[arg(long, global = true, default_value = "workbench.secrets.json")]
    secrets: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until SIGTERM
    Serve,
    /// Say whether the documents are in order
    Check,
    /// How reporting to upper platforms stands, and what becomes of what was not taken
    #[command(subcommand)]
    Onward(onward::Command),
    /// Add, list and disable accounts
    #[command(subcommand)]
    Account(account::Command),
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(said) => {
            if !said.is_empty() {
                println!("{said}");
            }
            ExitCode::SUCCESS
        }
        Err(line) => {
            eprintln!("haochaping-workbench: {line}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<String, String> {
    let config = config(&arguments.documents)?;
    match arguments.command {
        Command::Serve => serve::serve(config).await.map(|()| String::new()),
        Command::Check => App::open(config).map(|_| "both documents are in order".to_owned()),
        Command::Onward(command) => onward::run(&App::open(config)?, command).await,
        Command::Account(command) => account::run(&App::open(config)?, command).await,
    }
}

fn config(documents: &Documents) -> Result<Config, String> {
    let read = |option: &str, path: &Path| {
        std::fs::read_to_string(path)
            .map_err(|error| format!("{option}: cannot read {}: {error}", path.display()))
    };
    let document = read("--config", &documents.config)?;
    let secrets = read("--secrets", &documents.secrets)?;
    Config::parse(&document, &secrets).map_err(|refused| refused.to_string())
}
