//! Many records in many bodies, good and bad mixed: each has its own result, and the edge's
//! memory stays where the first bodies brought it. 100 000 of them, whose numbers stand in
//! docs/profiles.md; `IMPORT_RECORDS=5000` for a quick look.

use std::env;
use std::time::Instant;

use haochaping_tests::bench::edge::usage::Usage;
use haochaping_tests::national::record;
use serde_json::{Value, json};

use crate::world::{GOLDEN, HALL, import, world};

/// Records of one body.
const BODY: usize = 500;
/// What the edge may have resident, MiB: its systemd unit gives it 768 before it slows it.
pub const MOST_MIB: u64 = 512;

/// Memory of the edge.
pub fn resident_mib() -> u64 {
    let usage = Usage::of(world().process).expect("the edge's memory");
    usage.resident >> 20
}

/// What becomes of record `no`: most are good, some a system's default, some wrong, some there
/// before.
fn one(no: usize) -> (Value, &'static str) {
    let at = GOLDEN - 60 - i64::try_from(no % 80_000).expect("a small number");
    let mut record = record(
        &format!("N-{no}"),
        u8::try_from(no % 5 + 1).expect("a level"),
        at,
    );
    match no % 20 {
        3 => {
            record["satisfaction"] = json!("9");
            (record, "refused")
        }
        7 => {
            record["assessTime"] = json!("2099-01-01 00:00:00");
            (record, "refused")
        }
        11 => {
            record["isDefault"] = json!("1");
            (record, "accepted")
        }
        13 => (one(no - 1).0, "duplicate"),
        17 => {
            record["userName"] = json!("李雷");
            record["mobile"] = json!("13800138000");
            record["anonymityFlag"] = json!("2");
            record["writingEvaluation"] = json!("很".repeat(400));
            (record, "accepted")
        }
        _ => (record, "accepted"),
    }
}

#[tokio::test]
async fn each_has_its_result_and_memory_stays_bounded() {
    let count = env::var("IMPORT_RECORDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let count: usize = count.unwrap_or(100_000);
    let (mut accepted, mut first, mut peak) = (0, 0, 0);
    let began = Instant::now();
    for from in (0..count).step_by(BODY) {
        let (records, expected): (Vec<Value>, Vec<&str>) = (from..from + BODY).map(one).unzip();
        let answer = import(
            HALL,
            "national-form",
            "application/json",
            json!(records).to_string(),
        )
        .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let said = answer.json();
        let told: Vec<&str> = said["results"]
            .as_array()
            .expect("results")
            .iter()
            .map(|result| result["status"].as_str().expect("a status"))
            .collect();
        assert_eq!(told, expected, "from {from}");
        accepted += expected.iter().filter(|it| **it == "accepted").count();
        let resident = resident_mib();
        peak = peak.max(resident);
        if from == 4 * BODY {
            first = resident;
        }
    }
    let took = began.elapsed();
    assert!(peak < MOST_MIB, "{peak} MiB resident");
    let sql = "SELECT count(*) FROM haochaping.evaluations WHERE hall_id = $1";
    haochaping_tests::load::until("the rows", || {
        let read = world().database.with(|client| {
            Ok(client
                .query_one(sql, &[&HALL])
                .expect("a count")
                .get::<_, i64>(0))
        });
        usize::try_from(read.expect("the centre")) == Ok(accepted)
    });
    println!(
        "{count} records, {accepted} accepted in {took:.1?}; resident {first} MiB after 2 500, at most {peak} MiB; all rows after {:.1?}",
        began.elapsed()
    );
}
