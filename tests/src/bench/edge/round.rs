//! One contender's turn in one round: fresh process, empty outbox, every cell, and at the end the
//! count of what it has on disk against what it acknowledged.

use std::time::Duration;

use hyper::body::Bytes;
use serde_json::Value;
use xtask::failure::{OrFail, Result};

use super::contender::Running;
use super::load::{Load, Measured, Pace};
use super::requests::{Hall, Requests};
use super::sheet::{Heading, Sheet};
use super::{Options, Part};

/// Connections of the cells that do not vary them.
pub const USUAL: usize = 64;
/// Connections of an open loop: enough to keep its pace when answers are late.
const MANY: usize = 256;
/// Shares of the closed loop's best rate that the open loop runs at.
const SHARES: [f64; 2] = [0.5, 0.8];
/// Unrelated requests a second, few beside the writing.
const UNRELATED: f64 = 200.0;
/// Tickets made for a second of one connection, and of many: beyond any rate seen.
const TICKETS: [f64; 2] = [2_500.0, 15_000.0];
/// Pages and receipts that are asked for in turns.
pub const ASKED: usize = 500;

/// One turn.
pub struct Turn<'a> {
    /// How the whole is run.
    pub options: &'a Options,
    /// Who.
    pub running: &'a mut Running,
    /// Signs the tickets.
    pub hall: &'a mut Hall,
    /// Takes the samples.
    pub sheet: &'a mut Sheet,
    acknowledged: u64,
}

impl<'a> Turn<'a> {
    /// A turn that has acknowledged nothing yet.
    pub fn new(
        options: &'a Options,
        running: &'a mut Running,
        hall: &'a mut Hall,
        sheet: &'a mut Sheet,
    ) -> Self {
        Self {
            options,
            running,
            hall,
            sheet,
            acknowledged: 0,
        }
    }

    /// Runs all cells.
    ///
    /// # Errors
    /// A cell broke, or the counts differ.
    pub async fn run(mut self) -> Result<()> {
        let receipts = self.first().await?;
        if self.options.has(Part::Acceptances) {
            let mut best: f64 = 0.0;
            for connections in self.options.connections.clone() {
                best = best.max(self.closed(connections).await?);
            }
            for share in SHARES {
                self.open(share, best * share).await?;
            }
        }
        if self.options.has(Part::Reads) {
            self.reads(&receipts).await?;
        }
        if self.options.has(Part::Mixed) {
            self.mixed().await?;
        }
        if self.running.contender.keeps() {
            self.running.verify(self.acknowledged).await?;
        }
        Ok(())
    }

    fn load(&self, connections: usize, pace: Pace, status: u16) -> Result<Load> {
        Ok(Load {
            address: self.running.address(),
            process: self.running.process()?,
            connections,
            pace,
            warm_up: self.options.warm_up(),
            window: Duration::from_secs_f64(self.options.seconds),
            status,
        })
    }

    fn evaluations(&mut self, load: &Load) -> Result<Requests> {
        if !self.running.contender.keeps() {
            return Ok(Requests::circling(self.hall.evaluations(ASKED)?));
        }
        let seconds = (load.warm_up + load.window).as_secs_f64();
        let rate = match (load.pace, load.connections) {
            (Pace::Open(rate), _) => rate + MANY as f64,
            (Pace::Closed, 1) => TICKETS[0],
            (Pace::Closed, _) => TICKETS[1],
        };
        Ok(Requests::once(
            self.hall.evaluations((rate * seconds) as usize)?,
        ))
    }

    async fn accept(&mut self, load: Load) -> Result<Measured> {
        let requests = self.evaluations(&load)?;
        let measured = load.run(requests).await?;
        self.acknowledged += measured.all;
        Ok(measured)
    }

    /// Lets the runtime compile what is hot; the receipts it gave.
    async fn first(&mut self) -> Result<Vec<Bytes>> {
        let load = self.load(USUAL, Pace::Closed, 202)?;
        Ok(self.accept(load).await?.bodies)
    }

    async fn closed(&mut self, connections: usize) -> Result<f64> {
        let load = self.load(connections, Pace::Closed, 202)?;
        let measured = self.accept(load).await?;
        let with = format!("{connections} connections, closed loop");
        let title = format!("Acceptances a second, {with}");
        self.add(
            &format!("accept-{connections}"),
            &title,
            "1/s",
            false,
            measured.rate,
        );
        if connections == USUAL {
            self.cost("accept", "acceptance", &measured);
            self.latencies(
                "accept-closed",
                &format!("an acceptance, {with}"),
                &measured,
            );
            if self.running.contender.keeps() {
                let title = "Bytes written to disk for an acceptance, log included";
                self.add("accept-written", title, "B", true, measured.written());
            }
        }
        let resident = measured.usage.resident as f64 / f64::from(1 << 20);
        let title = "Resident memory under load";
        if connections == MANY {
            self.add("resident", title, "MiB", true, resident);
        }
        Ok(measured.rate)
    }

    async fn open(&mut self, share: f64, rate: f64) -> Result<()> {
        let load = self.load(MANY, Pace::Open(rate), 202)?;
        let measured = self.accept(load).await?;
        let percent = share * 100.0;
        let id = format!("accept-open-{percent:.0}");
        let what = format!("an acceptance, open loop at {percent:.0} % of one's own best rate");
        self.latencies(&id, &what, &measured);
        Ok(())
    }

    async fn reads(&mut self, accepted: &[Bytes]) -> Result<()> {
        let tickets = self.hall.tickets(ASKED)?;
        let form = tickets
            .iter()
            .map(|ticket| format!("/v1/form?ticket={ticket}"));
        let page = tickets.iter().map(|ticket| format!("/r/{ticket}"));
        let receipts = receipts(accepted)?;
        let kinds = [
            ("form", "form", form.collect()),
            ("receipt", "receipt", receipts),
            ("page", "hosted page", page.collect()),
        ];
        for (id, name, paths) in kinds {
            let load = self.load(USUAL, Pace::Closed, self.running.contender.read_status())?;
            let measured = load.run(Requests::get(paths)).await?;
            let title = format!("GET of the {name}: answers a second, {USUAL} connections");
            self.add(&format!("{id}-rate"), &title, "1/s", false, measured.rate);
            self.cost(id, &format!("GET of the {name}"), &measured);
            let title = format!("GET of the {name}, {USUAL} connections: p99");
            self.add(
                &format!("{id}-p99"),
                &title,
                "ms",
                true,
                measured.millis(0.99),
            );
        }
        Ok(())
    }

    /// How long an unrelated request takes while as much as possible is written.
    async fn mixed(&mut self) -> Result<()> {
        let writing = self.load(USUAL, Pace::Closed, 202)?;
        let asking = self.load(
            USUAL,
            Pace::Open(UNRELATED),
            self.running.contender.read_status(),
        )?;
        let evaluations = self.evaluations(&writing)?;
        let asked = Requests::get(vec!["/healthz".to_owned()]);
        let (written, asked) = tokio::join!(writing.run(evaluations), asking.run(asked));
        let (written, asked) = (written?, asked?);
        self.acknowledged += written.all;
        self.latencies(
            "unrelated",
            &format!("an unrelated GET while {USUAL} connections write without pause"),
            &asked,
        );
        Ok(())
    }

    fn cost(&mut self, id: &str, what: &str, measured: &Measured) {
        let title = format!("Processor time of the server for one {what}");
        self.add(
            &format!("{id}-cpu"),
            &title,
            "µs",
            true,
            measured.cpu_micros(),
        );
        let who = self.running.contender.name();
        eprintln!(
            "    {who}, {what}: {:.0}/s, {:.0} µs, p99 {:.1} ms, generator {:.0} % of a core",
            measured.rate,
            measured.cpu_micros(),
            measured.millis(0.99),
            measured.generator * 100.0
        );
    }

    fn latencies(&mut self, id: &str, what: &str, measured: &Measured) {
        for (name, quantile) in [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999)] {
            let id = format!("{id}-{}", name.replace('.', ""));
            let title = format!("Time of {what}: {name}");
            self.add(&id, &title, "ms", true, measured.millis(quantile));
        }
    }

    fn add(&mut self, id: &str, title: &str, unit: &'static str, less: bool, sample: f64) {
        let heading = Heading {
            id: id.to_owned(),
            title: title.to_owned(),
            unit,
            less,
        };
        self.sheet.add(heading, self.running.contender, sample);
    }
}

/// Paths of the receipts in these answers; any path for who gives none.
fn receipts(accepted: &[Bytes]) -> Result<Vec<String>> {
    let paths = accepted.iter().take(ASKED).map(|body| {
        if body.is_empty() {
            return Ok("/v1/receipts/0000-0000-0000-0000-0000".to_owned());
        }
        let said: Value =
            serde_json::from_slice(body).or_fail("an acceptance is no JSON", "See it")?;
        let receipt = said["receipt"]
            .as_str()
            .or_fail("an acceptance has no receipt", "See it")?;
        Ok(format!("/v1/receipts/{receipt}"))
    });
    paths.collect()
}

/// Contenders in the order of round `round`: each begins as often as the others.
#[must_use]
pub fn turns<T: Clone>(contenders: &[T], round: usize) -> Vec<T> {
    let mut order = contenders.to_vec();
    let length = order.len().max(1);
    order.rotate_left(round % length);
    order
}
