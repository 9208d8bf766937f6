//! The edge is killed under load, again and again.

use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use crate::load::Crowd;

pub const DRILL: Drill = Drill {
    name: "kill-edge",
    breaks: "SIGKILL to workerd",
    run,
};

fn run(ground: &Ground) -> Findings {
    let (kills, citizens) = (ground.pick(50, 4), 24);
    let mut findings = Findings::default()
        .with("kills", kills)
        .with("citizens", citizens);
    let mut stack = ground.stack(json!({}));
    let _entered = ground.enter();
    let crowd = Crowd::gather(&stack.edge.url(), citizens);
    let mut broken = Vec::new();
    for kill in 0..kills {
        crowd.wait_for(60);
        // At another moment of a group, a statement, an answer each time.
        sleep(Duration::from_millis(kill * 7 % 50));
        broken.push(crowd.age());
        stack.edge.kill9();
        stack.edge.run().expect("the edge again");
        ground.note_catch_up(&stack, &mut findings);
    }
    crowd.wait_for(60);
    ground.reckon(&stack, crowd, &broken, &mut findings);
    findings
}
