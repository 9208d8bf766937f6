//! `onward …`: how the outboxes stand, for whoever watches the machine, and what becomes of
//! what was not taken.

use std::fmt::Write as _;

use clap::{Args, Subcommand};

use super::decide::{self, Changed, Decision};
use super::overview::{self, Counts, Group};
use crate::app::App;
use crate::audit::{self, Action};

/// What to do about reporting.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show how each platform's outbox stands
    Status {
        /// Fail if something waits for longer, or was not taken
        #[arg(long)]
        minutes: Option<i64>,
    },
    /// Send once more what a platform did not take
    Again(Which),
    /// Never send what a platform did not take; it is kept, and nobody has to look any more
    Close(Which),
}

/// Which rows, over all halls.
#[derive(Debug, Args)]
pub struct Which {
    /// The platform's id
    #[arg(long)]
    upstream: String,
    /// Only those with this code, as `status` shows it
    #[arg(long)]
    code: Option<String>,
}

/// Runs one of them; returns what to print.
///
/// # Errors
/// The centre does not answer, what `--minutes` asks for is not so, the configuration and the
/// centre know other platforms, or nobody knows the one that is named.
pub async fn run(app: &App, command: Command) -> Result<String, String> {
    match command {
        Command::Status { minutes } => status(app, minutes).await,
        Command::Again(which) => change(app, &which, Decision::Again).await,
        Command::Close(which) => change(app, &which, Decision::Close).await,
    }
}

fn away(error: &dyn std::fmt::Display) -> String {
    format!("the centre does not answer: {error}")
}

/// Changes rows and writes into each hall's trail that the command line did.
async fn change(app: &App, which: &Which, decision: Decision) -> Result<String, String> {
    let Which { upstream, code } = which;
    let mut client = app.pool.get().await.map_err(|error| away(&error))?;
    let asked = async {
        let transaction = client.transaction().await?;
        let registered = decide::registered(&transaction).await?;
        if !registered.iter().any(|(id, _)| id == upstream) {
            return Ok(None);
        }
        let changed = decide::decide(&transaction, upstream, code.as_deref(), decision).await?;
        let action = match decision {
            Decision::Again => Action::OnwardAgain,
            Decision::Close => Action::OnwardClose,
        };
        for part in &changed {
            let target = format!("{upstream} ({})", part.count);
            audit::write_command(&transaction, hall(app, part), action, "upstream", &target)
                .await?;
        }
        transaction.commit().await?;
        Ok::<_, tokio_postgres::Error>(Some(changed))
    };
    let Some(changed) = asked.await.map_err(|error| away(&error))? else {
        return Err(format!(
            "--upstream: the centre knows no platform {upstream}"
        ));
    };
    let count: i64 = changed.iter().map(|part| part.count).sum();
    Ok(match decision {
        Decision::Again => format!("{upstream}: {count} are waiting again"),
        Decision::Close => format!("{upstream}: {count} are closed"),
    })
}

/// Whose trail tells of it: the evaluations' hall; where they are not there any more, a hall of
/// their area, or the area itself.
fn hall<'a>(app: &'a App, part: &'a Changed) -> &'a str {
    let of_area = || {
        let mut halls = app.config.halls.iter();
        halls.find(|hall| hall.area_code.as_str() == part.area_code)
    };
    part.hall
        .as_deref()
        .or_else(|| of_area().map(|hall| hall.id.as_str()))
        .unwrap_or(&part.area_code)
}

async fn status(app: &App, minutes: Option<i64>) -> Result<String, String> {
    let client = app.pool.get().await.map_err(|error| away(&error))?;
    let (mut told, mut fine) = (String::new(), true);
    for platform in app.platforms.iter() {
        let id = &platform.upstream.id;
        let asked = async {
            let counts = overview::counts(&client, id).await?;
            let groups = overview::groups(&client, id).await?;
            Ok::<_, tokio_postgres::Error>((counts, groups))
        };
        let (counts, groups) = asked.await.map_err(|error| away(&error))?;
        fine &= minutes.is_none_or(|minutes| is_fine(&counts, minutes));
        told.push_str(&lines(id, &counts, &groups));
    }
    if app.platforms.is_empty() {
        told.push_str("nothing is reported: the configuration has no upstreams\n");
    }
    let registered = decide::registered(&client)
        .await
        .map_err(|error| away(&error))?;
    let configured: Vec<&str> = app
        .platforms
        .iter()
        .map(|it| it.upstream.id.as_str())
        .collect();
    let differing = differing(&configured, &registered);
    fine &= differing.is_empty();
    told.push_str(&differing);
    let told = told.trim_end().to_owned();
    if fine { Ok(told) } else { Err(told) }
}

/// What the configuration and the centre do not agree upon, a line each.
fn differing(configured: &[&str], registered: &[(String, bool)]) -> String {
    let mut told = String::new();
    for (id, active) in registered {
        if *active && !configured.contains(&id.as_str()) {
            let _ = writeln!(
                told,
                "{id}: is not configured, and its outbox goes on filling: configure it with \"active\": false, start once, then remove it"
            );
        }
    }
    for id in configured {
        if !registered.iter().any(|(known, _)| known == id) {
            let _ = writeln!(
                told,
                "{id}: is configured and not registered: nothing enters its outbox until the workbench is started"
            );
        }
    }
    told
}

/// Whether nobody has to look at it.
fn is_fine(counts: &Counts, minutes: i64) -> bool {
    counts.refused == 0
        && counts.not_carried == 0
        && counts.oldest_minutes.is_none_or(|oldest| oldest <= minutes)
}

fn lines(id: &str, counts: &Counts, groups: &[Group]) -> String {
    let Counts {
        waiting,
        oldest_minutes,
        sent_today,
        there_before,
        refused,
        not_carried,
    } = counts;
    let mut told = format!("{id}: waiting {waiting}");
    if let Some(oldest) = oldest_minutes {
        // Writing into a text does not fail.
        let _ = write!(told, " (oldest {oldest} min)");
    }
    let _ = writeln!(
        told,
        ", sent today {sent_today} ({there_before} were there before), refused {refused}, not carried {not_carried}"
    );
    for group in groups {
        let status = group.status.map_or("-".to_owned(), |it| it.to_string());
        let next = group.next_at.as_deref().unwrap_or("-");
        let (state, code, count) = (&group.state, &group.code, group.count);
        let _ = writeln!(told, "  {state}\t{code}\t{status}\t{count}\t{next}");
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: Counts = Counts {
        waiting: 3,
        oldest_minutes: Some(12),
        sent_today: 40,
        there_before: 2,
        refused: 0,
        not_carried: 0,
    };

    #[test]
    fn it_is_fine_until_somebody_has_to_look() {
        assert!(is_fine(&COUNTS, 12) && !is_fine(&COUNTS, 11));
        let refused = Counts {
            refused: 1,
            ..COUNTS
        };
        let lost = Counts {
            not_carried: 1,
            ..COUNTS
        };
        assert!(!is_fine(&refused, 99) && !is_fine(&lost, 99));
    }

    #[test]
    fn a_platform_that_only_one_of_both_knows_is_told() {
        let registered = [
            ("city".to_owned(), true),
            ("gone".to_owned(), true),
            ("off".to_owned(), false),
        ];
        let told = differing(&["city", "new"], &registered);
        assert!(told.starts_with("gone: is not configured"), "{told}");
        assert!(told.contains("new: is configured and not registered"));
        assert_eq!(told.lines().count(), 2);
        assert_eq!(differing(&["city", "gone"], &registered), "");
    }

    #[test]
    fn a_line_a_platform_and_one_a_cause() {
        let group = Group {
            state: "waiting".into(),
            code: "http_503".into(),
            status: Some(503),
            count: 2,
            next_at: Some("2026-11-22 10:00:00".into()),
        };
        assert_eq!(
            lines("city", &COUNTS, &[group]),
            "city: waiting 3 (oldest 12 min), sent today 40 (2 were there before), refused 0, not carried 0\n  \
             waiting\thttp_503\t503\t2\t2026-11-22 10:00:00\n"
        );
    }
}
