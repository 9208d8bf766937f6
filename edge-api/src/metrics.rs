//! Numbers of one isolate for `GET /metrics`: answers by route and status, and
//! what the outbox says of itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::outbox::protocol::Stats;

/// Answers counted so far. Bounded: routes and statuses are few and our own.
#[derive(Debug, Default)]
pub struct Metrics {
    answers: BTreeMap<(&'static str, u16), u64>,
}

impl Metrics {
    /// Counts an answer.
    pub fn count(&mut self, route: &'static str, status: u16) {
        *self.answers.entry((route, status)).or_default() += 1;
    }

    /// The text that Prometheus reads (version 0.0.4). `outbox` has one entry a
    /// shard; `None` = the shard did not answer.
    #[must_use]
    pub fn text(&self, edge: &str, outbox: &[Option<Stats>]) -> String {
        let mut text = String::new();
        family(
            &mut text,
            "haochaping_answers_total",
            "counter",
            "Answers by route and status.",
        );
        for ((route, status), count) in &self.answers {
            let _ = writeln!(
                text,
                "haochaping_answers_total{{edge=\"{edge}\",route=\"{route}\",status=\"{status}\"}} {count}"
            );
        }
        family(
            &mut text,
            "haochaping_outbox_up",
            "gauge",
            "1 when the outbox shard answers.",
        );
        for (shard, stats) in outbox.iter().enumerate() {
            let up = u8::from(stats.is_some());
            let _ = writeln!(
                text,
                "haochaping_outbox_up{{edge=\"{edge}\",shard=\"{shard}\"}} {up}"
            );
        }
        for (name, kind, help, value) in OUTBOX {
            family(&mut text, name, kind, help);
            for (shard, stats) in outbox.iter().enumerate() {
                if let Some(stats) = stats {
                    let value = value(stats);
                    let _ = writeln!(text, "{name}{{edge=\"{edge}\",shard=\"{shard}\"}} {value}");
                }
            }
        }
        text
    }
}

type Value = fn(&Stats) -> u64;

const OUTBOX: [(&str, &str, &str, Value); 11] = [
    (
        "haochaping_outbox_pending_rows",
        "gauge",
        "Rows that wait for the centre.",
        |s| s.pending,
    ),
    (
        "haochaping_outbox_pending_bytes",
        "gauge",
        "Bytes of those rows.",
        |s| s.pending_bytes,
    ),
    (
        "haochaping_outbox_pending_rows_max",
        "gauge",
        "Most rows that may wait.",
        |s| s.pending_max,
    ),
    (
        "haochaping_outbox_forwarded_rows",
        "gauge",
        "Forwarded rows still kept.",
        |s| s.forwarded,
    ),
    (
        "haochaping_outbox_set_aside_rows",
        "gauge",
        "Rows the centre refuses by content.",
        |s| s.set_aside,
    ),
    (
        "haochaping_outbox_skipped_rows",
        "gauge",
        "Waiting rows the centre refuses for now.",
        |s| s.skipped,
    ),
    (
        "haochaping_outbox_duplicate_rows",
        "gauge",
        "Evaluations the centre had already.",
        |s| s.duplicates,
    ),
    (
        "haochaping_outbox_pending_links",
        "gauge",
        "Short links that wait for the centre.",
        |s| s.links,
    ),
    (
        "haochaping_outbox_oldest_pending_milliseconds",
        "gauge",
        "Age of the oldest waiting row.",
        |s| s.oldest_pending_ms,
    ),
    (
        "haochaping_outbox_failures",
        "gauge",
        "Failed tries since the centre last answered.",
        |s| u64::from(s.failures),
    ),
    (
        "haochaping_outbox_database_bytes",
        "gauge",
        "Size of the outbox's database.",
        |s| s.database_bytes,
    ),
];

fn family(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

#[cfg(test)]
mod tests {
    use super::{Metrics, Stats};

    #[test]
    fn a_silent_shard_is_told_apart_from_an_empty_one() {
        let mut metrics = Metrics::default();
        metrics.count("/healthz", 200);
        metrics.count("/healthz", 200);
        let text = metrics.text(
            "edge-1",
            &[
                Some(Stats {
                    pending: 7,
                    ..Stats::default()
                }),
                None,
            ],
        );
        for line in [
            "haochaping_answers_total{edge=\"edge-1\",route=\"/healthz\",status=\"200\"} 2",
            "haochaping_outbox_up{edge=\"edge-1\",shard=\"0\"} 1",
            "haochaping_outbox_up{edge=\"edge-1\",shard=\"1\"} 0",
            "haochaping_outbox_pending_rows{edge=\"edge-1\",shard=\"0\"} 7",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("pending_rows{edge=\"edge-1\",shard=\"1\"}"));
    }
}
