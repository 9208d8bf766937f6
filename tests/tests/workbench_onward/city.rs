//! A city's centre with its edge, and what its outbox holds.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use haochaping_tests::platform::Platform;
use haochaping_tests::ticket;
use haochaping_tests::world::send;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::{Stack, Workbench, WorkbenchOptions};

/// The longest that anything is waited for.
const PATIENCE: Duration = Duration::from_secs(150);
/// The demo hall's key at the edge.
const HALL_KEY: &str = "demo-key-yuzhong-zwfw-not-secret-01";
/// The hall's key at the platform.
pub const KEY: &str = "key-of-the-county";

/// A centre with its edge.
pub struct City {
    pub stack: Stack,
}

impl City {
    pub fn start(name: &str) -> Self {
        let stack = Stack::fresh(name, false, Value::Null, Value::Null).expect("a stack");
        Self { stack }
    }

    /// A workbench that reports to `platform` by a profile that tells of each record.
    pub fn workbench(&self, platform: &str, change: Value) -> Workbench {
        self.workbench_with(platform, change, json!({ "api-key": KEY }))
    }

    /// The same, with other values for the profile.
    pub fn workbench_with(&self, platform: &str, change: Value, named: Value) -> Workbench {
        self.workbench_configured(platform, change, named, json!({}))
    }

    /// The same, with another configuration beside the platform.
    pub fn workbench_configured(
        &self,
        platform: &str,
        change: Value,
        named: Value,
        config: Value,
    ) -> Workbench {
        let secrets = json!({ "upstreams": { "city": named } });
        self.workbench_told(platform, change, secrets, config)
    }

    /// The same, with all of its secrets.
    pub fn workbench_told(
        &self,
        platform: &str,
        change: Value,
        secrets: Value,
        mut config: Value,
    ) -> Workbench {
        let mut upstream = json!({
            "id": "city", "profile": "national-form", "url": platform, "certainties": ["ticket", "reported"],
            "since": "2020-01-01T00:00:00+08:00", "batch": 20, "timeoutSeconds": 1, "perSecond": 200,
        });
        for (name, value) in change.as_object().expect("changes") {
            upstream[name] = value.clone();
        }
        config["upstreams"] = json!([upstream]);
        let options = WorkbenchOptions {
            config,
            secrets,
            ..WorkbenchOptions::default()
        };
        Workbench::start(&self.stack, &options).expect("a workbench")
    }

    /// Lets the hall's old system send `count` evaluations, with case numbers that begin with
    /// `prefix`, and waits until the centre has them.
    pub async fn import(&self, prefix: &str, count: usize) {
        let records: Vec<Value> = (0..count)
            .map(|i| {
                json!({
                    "projectNo": format!("{prefix}-{i}"), "serviceNumber": 1, "assessNumber": 1,
                    "satisfaction": i % 5 + 1, "writingEvaluation": "排队两小时", "pf": 2,
                    "assessTime": "2026-01-05 09:30:00", "anonymityFlag": 2, "name": "李雷", "mobile": "13800138000",
                })
            })
            .collect();
        self.send(&records).await;
        let like = format!("{prefix}-%");
        let stored = "SELECT count(*) FROM haochaping.evaluations WHERE case_no LIKE $1";
        self.until("stored", || {
            self.count(stored, &like) == i64::try_from(count).unwrap()
        })
        .await;
    }

    /// Lets the hall's old system send one evaluation.
    pub async fn import_one(&self, record: Value) {
        self.send(&[record]).await;
    }

    async fn send(&self, records: &[Value]) {
        for body in records.chunks(500) {
            let answer = Client::new()
                .post(format!(
                    "{}/v1/import/national-form?results=records",
                    self.stack.edge.url()
                ))
                .bearer_auth(HALL_KEY)
                .json(body);
            let answer = send(answer).await;
            assert_eq!(answer.json()["accepted"], body.len(), "{}", answer.text());
        }
    }

    /// Stores what a case was rated once more, with other values in some columns: as another
    /// hall's edge would.
    pub fn store_like(&self, case: &str, change: &Value) {
        self.change(&format!(
            "DO $$ DECLARE columns text; BEGIN
                 SELECT string_agg(quote_ident(column_name), ', ') INTO columns
                 FROM information_schema.columns
                 WHERE table_schema = 'haochaping' AND table_name = 'evaluations' AND is_generated = 'NEVER';
                 EXECUTE format('INSERT INTO haochaping.evaluations (%1$s) SELECT %1$s FROM (
                     SELECT (jsonb_populate_record(e, %2$L::jsonb || jsonb_build_object(''id'', gen_random_uuid()))).*
                     FROM haochaping.evaluations e WHERE e.case_no = %3$L) other', columns, '{change}', '{case}');
             END $$"
        ));
    }

    /// A citizen rates with a ticket; returns the case number.
    pub async fn rate(&self) -> String {
        let case = ticket::case_no();
        let rating = json!({ "ticket": ticket::ticket(&case), "level": 5, "comment": "很快" });
        let request = Client::new().post(format!("{}/v1/evaluations", self.stack.edge.url()));
        let answer = send(request.json(&rating)).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        let stored = "SELECT count(*) FROM haochaping.evaluations WHERE case_no = $1";
        self.until("stored", || self.count(stored, &case) == 1)
            .await;
        case
    }

    /// How many rows a query with one text counts.
    pub fn count(&self, sql: &str, text: &str) -> i64 {
        self.stack
            .database
            .with(|client| Ok(client.query_one(sql, &[&text]).expect("a count").get(0)))
            .expect("the centre")
    }

    /// Changes the centre as its owner.
    pub fn change(&self, sql: &str) {
        assert_eq!(self.told(sql), "done", "{sql}");
    }

    /// What a statement of the centre's owner is told: `done`, or a code.
    pub fn told(&self, sql: &str) -> String {
        self.stack
            .database
            .with(|client| {
                let code = client.batch_execute(sql).err();
                let code = code.map(|error| error.code().map(|it| it.code().to_owned()));
                Ok(code.map_or_else(|| "done".to_owned(), Option::unwrap_or_default))
            })
            .expect("the centre")
    }

    /// How many rows of the outbox are in a state.
    pub fn outbox(&self, state: &str) -> usize {
        let sql = "SELECT count(*) FROM haochaping.onward WHERE state = $1";
        usize::try_from(self.count(sql, state)).unwrap()
    }

    /// Every evaluation of the centre, by `case/step/round`.
    pub fn evaluations(&self) -> BTreeSet<String> {
        let sql = "SELECT case_no || '/' || step_no || '/' || round FROM haochaping.evaluations";
        self.stack
            .database
            .with(|client| {
                let rows = client.query(sql, &[]).expect("rows");
                Ok(rows.iter().map(|row| row.get(0)).collect())
            })
            .expect("the centre")
    }

    /// Waits until it is so.
    pub async fn until(&self, what: &str, so: impl Fn() -> bool) {
        let started = Instant::now();
        while !so() {
            let waited = started.elapsed();
            let states: Vec<(&str, usize)> = ["waiting", "sent", "refused", "not_carried"]
                .into_iter()
                .map(|state| (state, self.outbox(state)))
                .collect();
            assert!(waited < PATIENCE, "not {what} after {waited:?}: {states:?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until nothing waits, and asserts that the platform has every evaluation.
    pub async fn arrived(&self, platform: &Platform) {
        self.until("sent", || self.outbox("waiting") == 0).await;
        let taken: BTreeSet<String> = platform.taken().into_keys().collect();
        assert_eq!(taken, self.evaluations());
        assert_eq!(self.outbox("sent"), taken.len());
    }
}
