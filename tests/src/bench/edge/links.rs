//! Short links: how fast a hall gets them and how fast they open.
//!
//! Making them is held against the import of as many evaluations: as many in a body, by the same
//! key of the same hall, each durable and with a result of its own. They differ in what is
//! checked and stored. Opening one is held against the hosted page that it leads to.

use std::time::Duration;

use hyper::body::Bytes;
use xtask::failure::Result;

use super::batches::{self, LENGTH};
use super::contender::{Contender, Running};
use super::load::{Load, Measured, Pace};
use super::opened;
use super::requests::{Hall, Requests};
use super::round::{USUAL, turns};
use super::{Bench, Options};
use crate::report::Table;

/// Connections that batches come on: as many imports as are taken at the same time.
const SENDERS: usize = 2;
/// What is made before the clock runs, so that the runtime compiles what is hot.
const FIRST: usize = 2 * LENGTH;

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Links,
    Imported,
    Single,
}

impl Made {
    const ALL: [Self; 3] = [Self::Links, Self::Imported, Self::Single];

    const fn name(self) -> &'static str {
        match self {
            Self::Links => "links",
            Self::Imported => "evaluations, imported",
            Self::Single => "evaluations, one by one",
        }
    }

    const fn leaves_out(self) -> &'static str {
        match self {
            Self::Links => "the rules of an evaluation, hiding numbers, receipts",
            Self::Imported => "tickets, so their signatures: the hall's key vouches for the body",
            Self::Single => "",
        }
    }

    /// How many are in a request.
    const fn length(self) -> usize {
        match self {
            Self::Links | Self::Imported => LENGTH,
            Self::Single => 1,
        }
    }

    fn bodies(self, hall: &mut Hall, count: usize) -> Result<Vec<Bytes>> {
        match self {
            Self::Links => Ok(batches::links(&hall.tickets(count)?)),
            Self::Imported => batches::records(hall, count),
            Self::Single => hall.evaluations(count),
        }
    }

    /// Sends all of `bodies`.
    async fn send(self, running: &Running, bodies: &[Bytes]) -> Result<Measured> {
        let bodies = bodies.to_vec();
        let (requests, connections, status) = match self {
            Self::Links => (batches::of_hall(batches::LINKS, bodies)?, SENDERS, 200),
            Self::Imported => (batches::of_hall(batches::IMPORT, bodies)?, SENDERS, 200),
            Self::Single => (Requests::all(bodies), USUAL, 202),
        };
        let load = Load {
            address: running.address(),
            process: running.process()?,
            connections,
            pace: Pace::Closed,
            warm_up: Duration::ZERO,
            window: Duration::ZERO,
            status,
        };
        load.fill(requests).await
    }
}

/// Samples of one row, round by round.
#[derive(Debug, Default)]
struct Samples {
    rate: Vec<f64>,
    cpu: Vec<f64>,
}

/// Links made beside evaluations taken, and links opened beside hosted pages, in turns.
///
/// # Errors
/// Something does not start, is not answered as it should be, or is not on disk afterwards.
pub async fn measure(bench: &Bench, hall: &mut Hall, options: &Options) -> Result<Vec<Table>> {
    // Whole bodies, so that a short one cannot cost more for each.
    let many = options.links.div_ceil(LENGTH).max(1) * LENGTH;
    let mut made = Made::ALL.map(|_| Samples::default());
    let mut opened = opened::Sheet::default();
    for round in 0..options.rounds {
        for what in turns(&Made::ALL, round) {
            let mut running = bench.start(Contender::Ours, &bench.folder.join("links"), None)?;
            let bodies = what.bodies(hall, FIRST + many)?;
            make(&running, what, &bodies, &mut made[what as usize]).await?;
            if what == Made::Links {
                let links = kept(&mut running, &bodies).await?;
                opened.measure(&running, options, &links, round).await?;
            } else {
                running.verify((FIRST + many) as u64).await?;
            }
            running.discard();
        }
    }
    let table = |id, title: &str, unit, less| {
        let made = format!("{many} short links in batches of {LENGTH}, beside evaluations");
        Table::new(id, &format!("{made}: {title}"), unit, less)
    };
    let mut rate = table("link-made-rate", "made a second", "1/s", false);
    let mut cpu = table("link-made-cpu", "processor time for one", "µs", true);
    for (what, samples) in Made::ALL.into_iter().zip(made) {
        rate = rate.row(what.name(), what.leaves_out(), samples.rate);
        cpu = cpu.row(what.name(), what.leaves_out(), samples.cpu);
    }
    let against = Made::Imported.name();
    let mut tables = vec![rate.against(against), cpu.against(against)];
    tables.extend(opened.tables());
    Ok(tables)
}

/// Sends the bodies, those after the first under the clock.
async fn make(
    running: &Running,
    what: Made,
    bodies: &[Bytes],
    samples: &mut Samples,
) -> Result<()> {
    let (first, rest) = bodies.split_at(FIRST / what.length());
    what.send(running, first).await?;
    let measured = what.send(running, rest).await?;
    let many = rest.len() * what.length();
    match what {
        Made::Links => batches::results(&measured.bodies, "made", many).map(drop)?,
        Made::Imported => batches::results(&measured.bodies, "accepted", many).map(drop)?,
        // The status of each says it.
        Made::Single => {}
    }
    let rate = many as f64 / measured.took.as_secs_f64();
    let cpu = measured.usage.cpu.as_secs_f64() * 1e6 / many as f64;
    let share = measured.generator * 100.0;
    let name = what.name();
    eprintln!("    {name}: {rate:.0}/s, {cpu:.0} µs, generator {share:.0} % of a core");
    samples.rate.push(rate);
    samples.cpu.push(cpu);
    Ok(())
}

/// Paths of the links, once the edge was killed and started again and knows every one.
async fn kept(running: &mut Running, bodies: &[Bytes]) -> Result<Vec<String>> {
    running.kill();
    running.again()?;
    let again = Made::Links.send(running, bodies).await?;
    let links = batches::results(&again.bodies, "repeated", bodies.len() * LENGTH)?;
    links.iter().map(batches::path).collect()
}
