//! What the browser's half writes down.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A whole run.
#[derive(Debug, Clone, Deserialize)]
pub struct Samples {
    /// Version of the browser.
    pub chromium: String,
    /// Who took part, ours first.
    pub contenders: Vec<Contender>,
    /// Samples of all contenders, in the order they were taken.
    pub samples: Vec<Sample>,
    /// Memory of each.
    pub memory: Vec<Memory>,
    /// Size of each file as sent, by path, without headers.
    pub files: BTreeMap<String, u64>,
}

/// One that takes part.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contender {
    /// Short name.
    pub name: String,
    /// Name and version.
    pub title: String,
    /// What it does less than the others.
    pub leaves_out: String,
}

/// One visit of a contender's page, with nothing in any cache.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// Short name of the contender.
    pub contender: String,
    /// Name of the profile.
    pub profile: String,
    /// Milestones.
    pub at: Milestones,
    /// When trusted clicks or keys arrived, ms.
    pub clicks: Vec<f64>,
    /// Begin and length of the tasks over 50 ms.
    pub long_tasks: Vec<(f64, f64)>,
    /// What was fetched; the page itself first.
    pub requests: Vec<Fetched>,
}

/// Milliseconds since the navigation began.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Milestones {
    /// The control for the best level is laid out and would be hit.
    pub first: f64,
    /// `first`, and as long as the trusted click that was sent then took to change its state.
    pub answered: f64,
    /// That click has changed its state.
    pub chosen: f64,
    /// What follows on a choice is laid out.
    pub form: Option<f64>,
    /// The answer was taken.
    pub submitted: Option<f64>,
}

/// One finished request.
#[derive(Debug, Clone, Deserialize)]
pub struct Fetched {
    /// Address.
    pub url: String,
    /// Headers and encoded body of the answer.
    pub bytes: u64,
    /// When it ended, ms since the navigation began.
    pub ended: f64,
}

/// Bytes in use after everything collectable was collected.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Heap {
    /// JavaScript objects.
    pub script: f64,
    /// Nodes and what belongs to them.
    pub dom: f64,
    /// Buffers, WebAssembly's memory among them.
    pub buffers: f64,
}

/// Memory of one contender.
#[derive(Debug, Clone, Deserialize)]
pub struct Memory {
    /// Short name.
    pub contender: String,
    /// After one mount and removal.
    pub before: Heap,
    /// After `times` more.
    pub after: Heap,
    /// How many.
    pub times: u32,
}

impl Heap {
    /// All of it.
    #[must_use]
    pub fn total(self) -> f64 {
        self.script + self.dom + self.buffers
    }
}

impl Sample {
    /// Bytes that had come over the line at that moment, without the page itself, which is the
    /// hall's.
    #[must_use]
    pub fn bytes_until(&self, moment: f64) -> f64 {
        let fetched = self.requests.iter().skip(1);
        let before = fetched.filter(|request| request.ended <= moment);
        let sum: u64 = before.map(|request| request.bytes).sum();
        f64::from(u32::try_from(sum).unwrap_or(u32::MAX))
    }

    /// Length of the tasks over 50 ms that began before that moment, ms.
    #[must_use]
    pub fn busy_until(&self, moment: f64) -> f64 {
        let tasks = self.long_tasks.iter();
        tasks
            .filter(|(began, _)| *began <= moment)
            .map(|(_, length)| length)
            .fold(0.0, |sum, length| sum + length)
    }

    /// The moment of the last milestone before the answer is sent.
    #[must_use]
    pub fn complete(&self) -> f64 {
        self.at.form.unwrap_or(self.at.chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sample {
        serde_json::from_value(serde_json::json!({
            "contender": "ours", "profile": "plain", "round": 0,
            "at": { "first": 100.0, "answered": 110.0, "chosen": 115.0, "form": 300.0 },
            "clicks": [105.0],
            "longTasks": [[20.0, 60.0], [120.0, 80.0], [400.0, 70.0]],
            "requests": [
                { "url": "http://hall/", "bytes": 900, "ended": 10.0 },
                { "url": "http://vendor/loader.js", "bytes": 4000, "ended": 50.0 },
                { "url": "http://vendor/engine.wasm", "bytes": 67000, "ended": 200.0 }
            ]
        }))
        .expect("a sample")
    }

    #[test]
    fn bytes_are_those_that_had_arrived_without_the_page() {
        assert_eq!(sample().bytes_until(100.0), 4000.0);
        assert_eq!(sample().bytes_until(300.0), 71_000.0);
    }

    #[test]
    fn tasks_count_until_the_form() {
        assert_eq!(sample().busy_until(sample().complete()), 140.0);
    }
}
