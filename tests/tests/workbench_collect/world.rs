//! The stack, a workbench, and one whose edge is away.

use std::sync::OnceLock;
use std::sync::mpsc::channel;

use haochaping_tests::load::until;
use haochaping_tests::workbench::{Browser, PASSWORD};
use haochaping_tests::world::{Answer, send};
use reqwest::Client;
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, Database, Stack, Workbench, WorkbenchOptions};

/// Where everything is.
pub struct World {
    pub workbench: Workbench,
    /// Beside the same centre, with an edge that does not answer.
    pub cut_off: Workbench,
    /// The central database, as its owner.
    pub database: Database,
    /// What all of it stands beside.
    pub stack: Stack,
}

/// The stack of this run, started by whoever comes first.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let (give, take) = channel();
        // It lives on a thread of its own, since the threads of the tests come and go.
        std::thread::spawn(move || {
            let stack = Stack::fresh("collect", false, Value::Null, Value::Null).expect("a stack");
            let start = |options| Workbench::start(&stack, &options).expect("a workbench");
            let away = WorkbenchOptions {
                config: json!({ "edge": "http://127.0.0.1:9" }),
                ..WorkbenchOptions::default()
            };
            let world = World {
                workbench: start(WorkbenchOptions::default()),
                cut_off: start(away),
                database: stack.database.clone(),
                stack,
            };
            give.send(world).expect("somebody waits");
            loop {
                std::thread::park();
            }
        });
        take.recv().expect("a stack")
    })
}

/// Somebody with these roles who has signed in to `workbench`.
pub async fn signed_in(workbench: &Workbench, alias: &str, roles: &str) -> Browser {
    world()
        .workbench
        .add_account(alias, roles, PASSWORD)
        .expect("an account");
    let mut browser = Browser::new(&workbench.url());
    let answer = browser.sign_in(alias, PASSWORD).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    browser
}

/// What `alias` collected, by number, once there are `count`.
pub fn rows(alias: &str, count: usize) -> Vec<Value> {
    let sql = "SELECT (to_jsonb(e) || jsonb_build_object('scored', haochaping.is_scored(flags, certainty)))::text
               FROM haochaping.evaluations e WHERE hall_id = $1 AND recorded_by = $2 ORDER BY case_no";
    let read = || -> Vec<String> {
        let read = world().database.with(|client| {
            let rows = client.query(sql, &[&DEMO_HALL, &alias]).expect("rows");
            Ok(rows.iter().map(|row| row.get(0)).collect())
        });
        read.expect("the centre")
    };
    until("the rows", || read().len() >= count);
    let rows = read();
    assert_eq!(rows.len(), count, "{rows:?}");
    rows.iter()
        .map(|text| serde_json::from_str(text).expect("a row"))
        .collect()
}

/// What the trail says that `alias` did here, oldest first.
pub fn trail(alias: &str) -> Vec<(String, String)> {
    let sql = "SELECT action, target_id FROM workbench.audit
               WHERE alias = $1 AND action LIKE 'collect.%' ORDER BY id";
    let read = world().database.with(|client| {
        let rows = client.query(sql, &[&alias]).expect("rows");
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    });
    read.expect("the centre")
}

/// The value of a hidden input of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().expect("a value").to_owned()
}

/// Chooses a file in the form for tables and sends it.
pub async fn upload(browser: &mut Browser, file: &[u8]) -> Answer {
    let csrf = browser.csrf("/collect/upload").await;
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--edge\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    let cookies: Vec<String> = browser
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let request = Client::builder()
        .redirect(Policy::none())
        .build()
        .expect("a client")
        .post(format!("{}/collect/upload", browser.base))
        .header("cookie", cookies.join("; "))
        .header("origin", &browser.base)
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(body);
    send(request).await
}

/// What the tables of `alias` hold: line, state, and whether text is kept.
pub fn staged(alias: &str) -> Vec<(i32, String, bool)> {
    let sql = "SELECT line, state, opinion IS NOT NULL FROM workbench.upload_rows
               JOIN workbench.uploads u ON u.id = upload_id JOIN workbench.accounts a ON a.id = u.account_id
               WHERE a.alias = $1 ORDER BY u.id, line";
    let read = world().database.with(|client| {
        let rows = client.query(sql, &[&alias]).expect("rows");
        let told = |row: &tokio_postgres::Row| (row.get(0), row.get(1), row.get(2));
        Ok(rows.iter().map(told).collect())
    });
    read.expect("the centre")
}
