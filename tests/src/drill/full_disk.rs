//! The disk of the outbox fills up.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use xtask::stack::{Plan, Stack};

use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use super::small_disk::{Means, SmallDisk};
use crate::load::{Crowd, PATIENCE, until};

pub const DRILL: Drill = Drill {
    name: "full-disk",
    breaks: "no space left for the outbox",
    run,
};

/// How long may pass between room on the disk and the next 202.
const BACK: Duration = Duration::from_secs(20);

fn run(ground: &Ground) -> Findings {
    let (times, full_for) = (ground.pick(8, 2), Duration::from_secs(ground.pick(10, 2)));
    let mut findings = Findings::default()
        .with("times", times)
        .with("seconds full", full_for.as_secs());
    let mut disk = None;
    let mut stack = Stack::prepared("drill-full-disk", |folder| {
        let outbox = folder.join("outbox");
        let made = [Means::Namespace, Means::FileSize]
            .into_iter()
            .find_map(|means| SmallDisk::make(means, &outbox));
        let made = made.expect("a namespace (unshare --mount) or prlimit, to make a disk small");
        let launch = made.launch();
        disk = Some(made);
        Ok(Plan {
            launch,
            config: json!({ "outbox": { "retryAfter": 5 } }),
            ..Plan::default()
        })
    })
    .expect("a stack");
    let disk = disk.expect("a disk");
    findings = findings.with("disk", disk.means());

    let edge = stack.edge.url();
    let _entered = ground.enter();
    let crowd = Crowd::paced(&edge, 16, 100);
    let (mut broken, mut killed) = (Vec::new(), 0);
    for time in 0..times {
        crowd.wait_for(60);
        broken.push(crowd.age());
        let before = crowd.refused(503);
        disk.fill(&stack.edge);
        until("the edge to refuse", || crowd.refused(503) >= before + 20);
        if time % 2 == 1 {
            // A process that starts with a full disk has to get through it as well.
            killed += 1;
            stack.edge.kill9();
            stack.edge.run().expect("the edge again");
        }
        sleep(full_for);
        disk.free(&stack.edge);
        let (freed, count) = (Instant::now(), crowd.count());
        while crowd.count() == count && freed.elapsed() < PATIENCE {
            sleep(Duration::from_millis(20));
        }
        findings.demand(
            freed.elapsed() < BACK,
            format!(
                "the edge refuses still {} s after there is room",
                BACK.as_secs()
            ),
        );
        ground.note_catch_up(&stack, &mut findings);
    }
    let diary = ground.reckon(&stack, crowd, &broken, &mut findings);
    // Whoever insists while the disk is full for long asks too often in the end.
    let told = [429, 503];
    let other: Vec<_> = diary
        .refusals
        .keys()
        .filter(|code| !told.contains(*code))
        .collect();
    findings.demand(other.is_empty(), format!("answered with {other:?}"));
    findings.notes.push(format!(
        "took ratings again by itself each time; killed and started {killed} times while the disk was full"
    ));
    findings
}
