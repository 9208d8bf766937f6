//! The edge's clock steps back and forth by an hour.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::stack::{Database, Plan, Stack};

use super::Drill;
use super::findings::Findings;
use super::ground::{Ground, postgres};
use super::kill_central::again;
use crate::clock::Clock;
use crate::load::{Crowd, Diary, PATIENCE, evaluation, rate};
use crate::ticket::{case_no, claims, now, signed};

pub const DRILL: Drill = Drill {
    name: "clock",
    breaks: "the edge's clock set an hour ahead, back, an hour behind, back",
    run,
};

const HOUR: i64 = 3_600;

fn run(ground: &Ground) -> Findings {
    let rounds = ground.pick(10, 1);
    let mut findings = Findings::default().with("rounds", rounds);
    let mut clock = None;
    let mut stack = Stack::prepared("drill-clock", |folder| {
        let (made, launch) = Clock::make(folder.join("clock"));
        clock = Some(made);
        Ok(Plan {
            launch,
            ..Plan::default()
        })
    })
    .expect("a stack");
    let clock = clock.expect("a clock");
    let edge = stack.edge.url();
    let _entered = ground.enter();
    let crowd = Crowd::paced(&edge, 16, 100);
    crowd.wait_for(40);
    let mut broken = Vec::new();
    for _ in 0..rounds {
        for shift in [HOUR, 0, -HOUR, 0] {
            broken.push(crowd.age());
            set(&mut stack, &clock, shift);
            tickets(ground, &edge, shift, &mut findings);
            if shift < 0 {
                // The crowd's tickets are of the true time: too new for this clock.
                sleep(Duration::from_secs(1));
                continue;
            }
            arrives(&crowd, &stack.database, &mut findings);
        }
    }
    let diary = stalled(ground, &mut stack, &clock, crowd, &mut findings);
    findings.breaks = broken.len() as u64 + 2;
    findings.outages.push(diary.longest_outage().as_secs_f64());
    findings.hear(&diary);
    ground.settle(&stack, &diary, &mut findings);
    findings.notes.push(
        "the edge was started again after every step back; an hour ahead: a ticket that ends within the hour is refused (ticket_expired); an hour behind: a ticket of \
         this hour is refused (ticket_not_yet_valid), an older one is taken"
            .into(),
    );
    findings
}

/// Sets the clock, and starts the edge again when that was back: workerd's timers follow the
/// clock, so those of an outbox stand still until it is where it was.
fn set(stack: &mut Stack, clock: &Clock, seconds: i64) {
    if clock.set(seconds) {
        stack.edge.kill9();
        stack.edge.run().expect("the edge again");
    }
}

/// The centre goes away, the clock goes an hour ahead, rows and their next tries are written
/// down with its time, everybody goes home, the clock goes back, and the centre returns: all
/// arrives although no citizen wakes the edge any more, only whoever watches it.
fn stalled(
    ground: &Ground,
    stack: &mut Stack,
    clock: &Clock,
    crowd: Crowd,
    findings: &mut Findings,
) -> Diary {
    postgres(stack).stop();
    clock.set(HOUR);
    crowd.wait_for(60);
    sleep(Duration::from_secs(2));
    let diary = ground.wait(crowd.go_home());
    set(stack, clock, 0);
    again(postgres(stack));
    let began = Instant::now();
    while stored(&stack.database) < diary.acknowledged.len() && began.elapsed() < PATIENCE {
        let _ = ground.sample(&stack.edge.url(), "haochaping_outbox_pending_rows");
        sleep(Duration::from_millis(200));
    }
    findings.demand(
        began.elapsed() < PATIENCE,
        "what waited while the clock was set back did not arrive within a minute",
    );
    findings.catch_ups.push(began.elapsed().as_secs_f64());
    diary
}

/// What is acknowledged after a step of the clock arrives at once.
fn arrives(crowd: &Crowd, database: &Database, findings: &mut Findings) {
    let began = Instant::now();
    crowd.wait_for(30);
    let wanted = crowd.count();
    while stored(database) < wanted && began.elapsed() < PATIENCE {
        sleep(Duration::from_millis(20));
    }
    findings.demand(
        began.elapsed() < PATIENCE,
        "rows stood still after a step of the clock",
    );
    findings.catch_ups.push(began.elapsed().as_secs_f64());
}

fn stored(database: &Database) -> usize {
    let sql = "SELECT count(*) FROM haochaping.evaluation_keys";
    let count = database.with(|client| {
        let row = client.query_one(sql, &[]).expect("a count");
        Ok(row.get::<_, i64>(0))
    });
    usize::try_from(count.expect("the centre")).unwrap_or_default()
}

/// Tickets that end or begin within the hour are taken or not by the edge's clock.
fn tickets(ground: &Ground, edge: &str, shift: i64, findings: &mut Findings) {
    let ends_soon = json!({ "iat": now() - 2 * HOUR, "exp": now() + HOUR / 2 });
    let new = json!({ "iat": now() - 60, "exp": now() + 24 * HOUR });
    let old = json!({ "iat": now() - 2 * HOUR, "exp": now() + 24 * HOUR });
    let cases = match shift {
        HOUR => [(ends_soon, "ticket_expired"), (old, "")],
        0 => [(ends_soon, ""), (new, "")],
        _ => [(new, "ticket_not_yet_valid"), (old, "")],
    };
    for (times, wanted) in cases {
        let said = ground.wait(refusal(ground, edge, &times));
        findings.demand(
            said == wanted,
            format!("with the clock {shift} s off a ticket of {times} is answered {said:?} instead of {wanted:?}"),
        );
    }
}

/// The code that a ticket of these times is refused with; empty when it is taken.
async fn refusal(ground: &Ground, edge: &str, times: &Value) -> String {
    let case = case_no();
    let mut claims = claims(&case);
    for name in ["iat", "exp"] {
        claims[name] = times[name].clone();
    }
    claims["svt"] = json!(now() - 3 * HOUR);
    let mut evaluation = evaluation(&case);
    evaluation["ticket"] = json!(signed(&claims));
    match rate(ground.client(), edge, &evaluation).await {
        Some((202, _)) => String::new(),
        Some((_, body)) => body["code"].as_str().unwrap_or_default().to_owned(),
        None => "no answer".to_owned(),
    }
}
