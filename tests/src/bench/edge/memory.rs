//! Resident memory of the edge under a steady load for minutes, forwarding to the centre.

use std::time::Duration;

use xtask::failure::{Failure, Result};

use super::Bench;
use super::centre::Centre;
use super::contender::Contender;
use super::load::{Load, Pace};
use super::requests::{Hall, Requests};
use super::usage::Usage;
use crate::report::Table;

/// Acceptances a second: a fifth or less of what the edge takes, a whole city's busiest hour
/// many times over; 600 000 in ten minutes.
const RATE: f64 = 1_000.0;
/// Between two looks at the memory.
const LOOK: Duration = Duration::from_secs(1);

/// Samples of three equal stretches, MiB: the first fills caches, the second and the third must
/// be alike.
///
/// # Errors
/// Something does not start, or rows are missing.
pub async fn measure(bench: &Bench, minutes: f64) -> Result<Table> {
    let folder = bench.folder.join("memory");
    let mut centre = Centre::start(&bench.modules, &folder)?;
    let edge = folder.join("edge");
    let mut running = bench.start(Contender::Ours, &edge, Some(centre.fresh()?))?;
    let process = running.process()?;
    let load = Load {
        address: running.address(),
        process,
        connections: 64,
        pace: Pace::Open(RATE),
        warm_up: Duration::from_secs(1),
        window: Duration::from_secs_f64(minutes * 60.0),
        status: 202,
    };
    let working = load.run(Requests::fresh(Hall::demo()?));
    let watching = watch(process, load.window);
    let (measured, samples) = tokio::join!(working, watching);
    let (measured, samples) = (measured?, samples?);
    running.verify(measured.all).await?;
    let third = samples.len() / 3;
    if third == 0 {
        return Err(Failure::new(
            "too short to tell",
            "Give more --memory-minutes",
        ));
    }
    let title = format!(
        "Resident memory through {minutes} minutes at {RATE} acceptances a second, forwarding"
    );
    Ok(Table::new("memory", &title, "MiB", true)
        .against(MIDDLE)
        .row(LAST, "", samples[2 * third..3 * third].to_vec())
        .row(MIDDLE, "", samples[third..2 * third].to_vec())
        .row("first third", "", samples[..third].to_vec()))
}

/// What the last third must not exceed by much.
pub const MIDDLE: &str = "middle third";
/// What must not be more than the middle one.
pub const LAST: &str = "last third";

async fn watch(process: u32, window: Duration) -> Result<Vec<f64>> {
    let mut samples = Vec::new();
    let began = tokio::time::Instant::now();
    while began.elapsed() < window {
        samples.push(Usage::of(process)?.resident as f64 / f64::from(1 << 20));
        tokio::time::sleep(LOOK).await;
    }
    Ok(samples)
}
