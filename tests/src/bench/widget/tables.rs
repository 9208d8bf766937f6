//! Samples as tables, and what had to be reached.

use super::samples::{Contender, Sample, Samples};
use crate::report::{Bound, Report, Table};

const OURS: &str = "ours";
const LIMIT: &str = "vanilla";
/// Files of the form proper: what `cargo xtask size` holds to 75 KiB.
const FORM: [&str; 2] = ["engine.js", "engine.wasm"];

/// A profile's name and words.
const PROFILES: [(&str, &str); 3] = [
    ("plain", "no throttling"),
    ("fast-4g", "fast 4G, CPU ×4"),
    ("slow-4g", "slow 4G, CPU ×6"),
];

/// Tables and verdicts of a run.
#[must_use]
pub fn report(samples: &Samples) -> Report {
    let mut report = Report::new("widget");
    report.parameter("Chromium", &samples.chromium);
    let rounds = samples.samples.len() / samples.contenders.len().max(1);
    for (profile, words) in measured(samples) {
        let first = time_table(
            samples,
            profile,
            words,
            "first",
            "First radio that answers",
            |s| s.at.answered,
        );
        let reached = |report: &mut Report, other: &str, limit: f64| {
            let (ours, to) = (title(samples, OURS), title(samples, other));
            let ratio = first.ratio(&ours, &to);
            // Without one of the two there was nothing to reach.
            if !ratio.is_nan() {
                let what = format!("first radio against {to}, {words}");
                report.target(&what, Bound::AtMost, limit, "×", ratio);
            }
        };
        reached(&mut report, LIMIT, 1.15);
        reached(&mut report, "surveyjs", 0.5);
        reached(&mut report, "posthog", 0.5);
        report.tables.push(first);
        report.tables.push(time_table(
            samples,
            profile,
            words,
            "form",
            "Whole form after a choice",
            |s| s.at.form.unwrap_or(f64::NAN),
        ));
        report.tables.push(time_table(
            samples,
            profile,
            words,
            "busy",
            "Long tasks until the form",
            |s| s.busy_until(s.complete()),
        ));
    }
    report.parameter("samples of each contender", rounds);
    bytes(samples, &mut report);
    memory(samples, &mut report);
    report
}

fn measured(samples: &Samples) -> impl Iterator<Item = (&'static str, &'static str)> {
    let known = |profile: &str| samples.samples.iter().any(|s| s.profile == profile);
    PROFILES
        .into_iter()
        .filter(move |(profile, _)| known(profile))
}

fn title(samples: &Samples, name: &str) -> String {
    let known = samples.contenders.iter().find(|c| c.name == name);
    known.map(|c| c.title.clone()).unwrap_or_default()
}

/// One row a contender, from one figure a sample; samples without it do not count, and contenders
/// without any have no row.
fn table(samples: &Samples, profile: &str, empty: Table, figure: impl Fn(&Sample) -> f64) -> Table {
    let all = &samples.samples;
    samples.contenders.iter().fold(
        empty,
        |table,
         Contender {
             name,
             title,
             leaves_out,
         }| {
            let own = all
                .iter()
                .filter(|s| s.contender == *name && s.profile == profile);
            let figures: Vec<f64> = own.map(&figure).filter(|figure| !figure.is_nan()).collect();
            if figures.is_empty() {
                return table;
            }
            table.row(title, leaves_out, figures)
        },
    )
}

fn time_table(
    samples: &Samples,
    profile: &str,
    words: &str,
    id: &str,
    what: &str,
    figure: impl Fn(&Sample) -> f64,
) -> Table {
    let empty = Table::new(
        &format!("{id}-{profile}"),
        &format!("{what}: {words}"),
        "ms",
        true,
    )
    .against(&title(samples, OURS));
    table(samples, profile, empty, figure)
}

/// Bytes do not depend on the profile but for what happens to be under way; the slowest line tells
/// best what was needed.
fn bytes(samples: &Samples, report: &mut Report) {
    let Some((profile, _)) = measured(samples).last() else {
        return;
    };
    let make = |id: &str, what: &str, figure: &dyn Fn(&Sample) -> f64| {
        let empty = Table::new(id, what, "bytes", true).against(&title(samples, OURS));
        table(samples, profile, empty, figure)
    };
    let first = make(
        "bytes-first",
        "On the wire until a level can be chosen",
        &|s| s.bytes_until(s.at.first),
    );
    let form = make("bytes-form", "On the wire until the whole form", &|s| {
        s.bytes_until(s.complete())
    });
    let sent = make("bytes-submitted", "On the wire until submitted", &|s| {
        s.at.submitted.map_or(f64::NAN, |at| s.bytes_until(at))
    });
    let ours = title(samples, OURS);
    report.target(
        "on the wire until a level can be chosen",
        Bound::AtMost,
        4096.0,
        "bytes",
        first.median(&ours),
    );
    let files: u64 = samples
        .files
        .iter()
        .filter(|(path, _)| FORM.iter().any(|name| path.ends_with(name)))
        .map(|(_, bytes)| bytes)
        .sum();
    let files = f64::from(u32::try_from(files).unwrap_or(u32::MAX));
    report.target(
        "form: wasm, glue, styles and texts",
        Bound::AtMost,
        76_800.0,
        "bytes",
        files,
    );
    report.target(
        "form: wasm, glue, styles and texts, what is reached for",
        Bound::AtMost,
        46_080.0,
        "bytes",
        files,
    );
    report.tables.extend([first, form, sent]);
}

fn memory(samples: &Samples, report: &mut Report) {
    let Some(times) = samples.memory.first().map(|memory| memory.times) else {
        return;
    };
    let make = |id: &str, what: String, figure: &dyn Fn(&super::samples::Memory) -> f64| {
        let empty = Table::new(id, &what, "KiB", true).against(&title(samples, OURS));
        samples.memory.iter().fold(empty, |table, memory| {
            table.row(
                &title(samples, &memory.contender),
                "",
                vec![figure(memory) / 1024.0],
            )
        })
    };
    report.tables.push(make(
        "heap",
        format!("Heap after {times} mounts and removals"),
        &|memory| memory.after.total(),
    ));
    report.tables.push(make(
        "heap-growth",
        format!("Heap that {times} mounts and removals left behind"),
        &|memory| (memory.after.total() - memory.before.total()).max(0.0),
    ));
}
