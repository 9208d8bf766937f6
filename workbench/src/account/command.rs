//! `account …`: how an administrator adds accounts and takes them away.

use std::io::Read as _;

use clap::{Args, Subcommand};

use super::{Alias, Password, Role, store};
use crate::app::App;
use crate::audit::{self, Action};
use crate::log;

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add an account; reads its password from standard input
    Add {
        /// Which account
        #[command(flatten)]
        name: Name,
        /// What it may do, separated by commas
        #[arg(long, value_delimiter = ',', required = true)]
        roles: Vec<Role>,
        /// Where its password comes from
        #[command(flatten)]
        password: FromStdin,
    },
    /// List every account with its hall, roles and state
    List,
    /// End the account's sessions and let it sign in no more; the trail keeps it
    Disable(Name),
    /// Let a disabled account sign in again
    Enable(Name),
    /// Give the account other roles
    Roles {
        /// Which account
        #[command(flatten)]
        name: Name,
        /// What it may do from now on, separated by commas
        #[arg(long, value_delimiter = ',', required = true)]
        roles: Vec<Role>,
    },
    /// Give the account another password, read from standard input; ends its sessions
    Password {
        /// Which account
        #[command(flatten)]
        name: Name,
        /// Where its password comes from
        #[command(flatten)]
        password: FromStdin,
    },
}

/// Which account.
#[derive(Debug, Args)]
pub struct Name {
    /// Id of the hall in the configuration
    #[arg(long)]
    hall: String,
    /// 1 to 32 letters, digits, - _ . such as op-07; never a person's name or number
    #[arg(long)]
    alias: String,
}

/// Where the password comes from.
#[derive(Debug, Args)]
pub struct FromStdin {
    /// Read the password from standard input; an argument would show in the list of processes
    #[arg(long, required = true)]
    password_stdin: bool,
}

/// Runs one of them; returns what to print.
///
/// # Errors
/// One line on what is wrong; then nothing was changed.
pub async fn run(app: &App, command: Command) -> Result<String, String> {
    match command {
        Command::Add { name, roles, .. } => add(app, &name, &roles, &typed()?).await,
        Command::List => list(app).await,
        Command::Disable(name) => change(app, &name, Action::AccountDisable, Change::Disable).await,
        Command::Enable(name) => change(app, &name, Action::AccountEnable, Change::Enable).await,
        Command::Roles { name, roles } => {
            change(app, &name, Action::AccountRoles, Change::Roles(roles)).await
        }
        Command::Password { name, .. } => {
            let hash = hashed(app, &typed()?, &name.alias).await?;
            change(app, &name, Action::AccountPassword, Change::Password(hash)).await
        }
    }
}

enum Change {
    Disable,
    Enable,
    Roles(Vec<Role>),
    Password(String),
}

async fn add(app: &App, name: &Name, roles: &[Role], password: &str) -> Result<String, String> {
    let Name { hall, alias } = name;
    if app.config.hall(hall).is_none() {
        return Err(format!("--hall: the configuration has no hall {hall}"));
    }
    let parsed = Alias::parse(alias).map_err(|why| format!("--alias: {why}"))?;
    if alias.eq_ignore_ascii_case(audit::COMMAND) {
        return Err(format!(
            "--alias: {alias} is how the trail calls this command"
        ));
    }
    let hash = hashed(app, password, alias).await?;
    let mut client = app.pool.get().await.map_err(away)?;
    let tx = client.transaction().await.map_err(away)?;
    if store::add(&tx, hall, &parsed, roles, &hash)
        .await
        .map_err(away)?
        .is_none()
    {
        return Err(format!(
            "{hall} has an account {alias} already, perhaps disabled"
        ));
    }
    audit::write_command(&tx, hall, Action::AccountAdd, "account", alias)
        .await
        .map_err(away)?;
    tx.commit().await.map_err(away)?;
    Ok(format!("added {alias} of {hall}"))
}

async fn list(app: &App) -> Result<String, String> {
    let client = app.pool.get().await.map_err(away)?;
    let lines = store::list(&client).await.map_err(away)?;
    let line = |listed: &store::Listed| {
        let roles: Vec<&str> = listed
            .account
            .roles
            .iter()
            .map(|role| role.code())
            .collect();
        let state = if listed.disabled {
            "disabled"
        } else {
            "active"
        };
        let account = &listed.account;
        format!(
            "{}\t{}\t{}\t{state}",
            account.hall_id,
            account.alias,
            roles.join(",")
        )
    };
    Ok(lines.iter().map(line).collect::<Vec<_>>().join("\n"))
}

async fn change(app: &App, name: &Name, action: Action, change: Change) -> Result<String, String> {
    let Name { hall, alias } = name;
    let mut client = app.pool.get().await.map_err(away)?;
    let tx = client.transaction().await.map_err(away)?;
    let all = store::list(&tx).await.map_err(away)?;
    let account = all
        .into_iter()
        .map(|listed| listed.account)
        .find(|account| account.hall_id == *hall && account.alias.eq_ignore_ascii_case(alias))
        .ok_or(format!("{hall} has no account {alias}"))?;
    let done = match change {
        Change::Disable => store::disable(&tx, account.id).await,
        Change::Enable => store::enable(&tx, account.id).await,
        Change::Roles(roles) => store::set_roles(&tx, account.id, &roles)
            .await
            .map(|()| true),
        Change::Password(hash) => store::set_password(&tx, account.id, &hash)
            .await
            .map(|()| true),
    };
    if !done.map_err(away)? {
        return Err(format!("{alias} of {hall} is so already"));
    }
    audit::write_command(&tx, hall, action, "account", &account.alias)
        .await
        .map_err(away)?;
    tx.commit().await.map_err(away)?;
    Ok(format!("{}: {} of {hall}", action.code(), account.alias))
}

async fn hashed(app: &App, password: &str, alias: &str) -> Result<String, String> {
    let password = Password::new(password, alias).map_err(|weak| weak.words().1)?;
    app.guard.hash(password).await
}

fn typed() -> Result<String, String> {
    let mut text = String::new();
    std::io::stdin()
        .take(4096)
        .read_to_string(&mut text)
        .map_err(|error| format!("standard input: {error}"))?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

fn away(error: impl std::error::Error) -> String {
    format!("the central database: {}", log::first_cause(&error))
}
