//! `onward …`: how the outboxes stand, for whoever watches the machine.

use std::fmt::Write as _;

use clap::Subcommand;

use super::overview::{self, Counts, Group};
use crate::app::App;

/// What to do about reporting.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show how each platform's outbox stands
    Status {
        /// Fail if something waits for longer, or was not taken
        #[arg(long)]
        minutes: Option<i64>,
    },
}

/// Runs one of them; returns what to print.
///
/// # Errors
/// The centre does not answer, or what `--minutes` asks for is not so.
pub async fn run(app: &App, command: Command) -> Result<String, String> {
    let Command::Status { minutes } = command;
    let away = |error: &dyn std::fmt::Display| format!("the centre does not answer: {error}");
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
    let told = told.trim_end().to_owned();
    if fine { Ok(told) } else { Err(told) }
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
