//! The centre is restored from a backup that was taken while everybody rated.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use xtask::reconcile::{Wish, reconcile};

use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use crate::backup;
use crate::load::{Crowd, rows, until};
use crate::metrics::secret;

pub const DRILL: Drill = Drill {
    name: "restore",
    breaks: "the centre put back to a backup that was taken under load, under load",
    run,
};

/// So many rows at least are in the centre and not in the backup.
const LOST: usize = 100;
/// How long rows that are sent again are given to arrive.
const ARRIVE: Duration = Duration::from_secs(300);

fn run(ground: &Ground) -> Findings {
    let rounds = ground.pick(5, 1);
    let between = Duration::from_secs(ground.pick(20, 3));
    let mut findings = Findings::default()
        .with("restored", rounds)
        .with("seconds between backup and restore", between.as_secs());
    let stack = ground.stack(json!({}));
    let edge = stack.edge.url();
    let _entered = ground.enter();
    let crowd = Crowd::paced(&edge, 16, 200);
    crowd.wait_for(40);
    let (mut broken, mut lost) = (Vec::new(), 0);
    for _ in 0..rounds {
        backup::take(&stack.database);
        let kept = rows(&stack.database).len();
        sleep(between);
        // The backup cut the edge off for a moment.
        until("rows that the backup does not have", || {
            rows(&stack.database).len() >= kept + LOST
        });
        broken.push(crowd.age());
        backup::restore(&stack.database);
        let restored = Instant::now();
        let compared = reconciled(&edge, true);
        findings.catch_ups.push(restored.elapsed().as_secs_f64());
        findings.demand(
            compared.counts.filled > 0,
            "nothing had to be sent again, so the drill shows nothing",
        );
        findings.demand(
            compared.counts.missing == 0 && !compared.is_contradicted(),
            format!(
                "after the filling: {:?} {:?}",
                compared.counts, compared.findings
            ),
        );
        lost += compared.counts.filled;
    }
    ground.reckon(&stack, crowd, &broken, &mut findings);
    let second = reconciled(&edge, true);
    findings.demand(
        second.counts.filled == 0 && second.counts.missing == 0 && !second.is_contradicted(),
        format!("a second comparison finds {:?}", second.findings),
    );
    findings.notes.push(format!(
        "{lost} rows were named as missing and sent again; a comparison after that found nothing"
    ));
    findings
}

/// The only outbox of the edge, compared as `cargo xtask reconcile` does.
fn reconciled(edge: &str, fill: bool) -> xtask::reconcile::Outcome {
    let wish = Wish {
        fill,
        requeue_set_aside: false,
        wait: ARRIVE,
    };
    // The blocking client may not run on a thread of the asynchronous runtime.
    let compared = std::thread::scope(|scope| {
        let compared = scope.spawn(|| reconcile(edge, &secret("operationsKey"), wish));
        compared.join().expect("no panic")
    });
    let mut outcomes = compared.expect("an answer");
    assert_eq!(outcomes.len(), 1, "one shard");
    outcomes.remove(0)
}
