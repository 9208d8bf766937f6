//! Short links that are opened, beside the hosted pages that they lead to.

use std::time::Duration;

use reqwest::redirect::Policy;
use xtask::failure::{Failure, OrFail, Result};

use super::Options;
use super::contender::Running;
use super::load::{Load, Pace};
use super::requests::Requests;
use super::round::{ASKED, USUAL, turns};
use crate::report::Table;

/// A row, and the status of its good answer: a link leads on, a page is there.
const ROWS: [(&str, u16); 2] = [("short link", 303), ("hosted page", 200)];

/// Samples, round by round.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: [Samples; ROWS.len()],
}

#[derive(Debug, Default)]
struct Samples {
    rate: Vec<f64>,
    cpu: Vec<f64>,
    p99: Vec<f64>,
}

impl Sheet {
    /// Opens some of these links without end, then their pages, or the other way round.
    ///
    /// # Errors
    /// A link leads elsewhere than to a hosted page, or an answer is not as it should be.
    pub async fn measure(
        &mut self,
        running: &Running,
        options: &Options,
        links: &[String],
        round: usize,
    ) -> Result<()> {
        let links: Vec<String> = links.iter().take(ASKED).cloned().collect();
        let pages = pages(running, &links).await?;
        let paths = [links, pages];
        for at in turns(&[0, 1], round) {
            let (name, status) = ROWS[at];
            let load = Load {
                address: running.address(),
                process: running.process()?,
                connections: USUAL,
                pace: Pace::Closed,
                warm_up: options.warm_up(),
                window: Duration::from_secs_f64(options.seconds),
                status,
            };
            let measured = load.run(Requests::get(paths[at].clone())).await?;
            let (rate, cpu) = (measured.rate, measured.cpu_micros());
            let share = measured.generator * 100.0;
            eprintln!("    {name}: {rate:.0}/s, {cpu:.0} µs, generator {share:.0} % of a core");
            self.rows[at].rate.push(rate);
            self.rows[at].cpu.push(cpu);
            self.rows[at].p99.push(measured.millis(0.99));
        }
        Ok(())
    }

    /// What was measured.
    #[must_use]
    pub fn tables(self) -> [Table; 3] {
        let against = ROWS[1].0;
        let table = |id, title: &str, unit, less| {
            let title = format!("Opening a short link, {USUAL} connections: {title}");
            Table::new(id, &title, unit, less).against(against)
        };
        let mut rate = table("link-open-rate", "answers a second", "1/s", false);
        let mut cpu = table("link-open-cpu", "processor time for one", "µs", true);
        let mut p99 = table("link-open-p99", "p99", "ms", true);
        for ((name, _), samples) in ROWS.into_iter().zip(self.rows) {
            rate = rate.row(name, "", samples.rate);
            cpu = cpu.row(name, "", samples.cpu);
            p99 = p99.row(name, "", samples.p99);
        }
        [rate, cpu, p99]
    }
}

/// Where the links lead to.
async fn pages(running: &Running, links: &[String]) -> Result<Vec<String>> {
    let client = reqwest::Client::builder().redirect(Policy::none()).build();
    let client = client.or_fail("no client for short links", "Report this")?;
    let mut pages = Vec::with_capacity(links.len());
    for link in links {
        let answer = client.get(format!("http://{}{link}", running.address()));
        let answer = answer.send().await;
        let answer = answer.or_fail("a short link does not open", "See the server's log")?;
        let place = answer.headers().get("location");
        let place = place.and_then(|place| place.to_str().ok());
        let page = place.filter(|place| place.starts_with("/r/"));
        pages.push(page.map(str::to_owned).ok_or_else(|| {
            Failure::new(
                format!(
                    "a short link leads to no hosted page, but is answered {}",
                    answer.status()
                ),
                "The measurement is void: see the server's log",
            )
        })?);
    }
    Ok(pages)
}
