//! The stack: an edge with the profiles of the project and the invented one of
//! docs/profiles.md, and a hall for each golden file, so that none meets another's cases.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use haochaping_tests::clock::Clock;
use haochaping_tests::load::until;
use haochaping_tests::ticket::now;
use haochaping_tests::world::{Answer, send};
use reqwest::Client;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use xtask::project;
use xtask::stack::{Database, Plan, Stack};

/// The time of the golden files, Unix seconds.
pub const GOLDEN: i64 = 1_795_312_800;

/// The hall of whoever needs no golden file.
pub const HALL: &str = "import-hall";
/// The profile of docs/profiles.md.
pub const NEWCOMER: &str = "hexi-nightly";

/// One golden file.
#[derive(Debug, Clone)]
pub struct Golden {
    /// Its hall.
    pub hall: String,
    /// Its profile.
    pub profile: String,
    /// What is sent.
    pub body: PathBuf,
    /// What `golden/<case>.json` says.
    pub expected: Value,
}

/// Where everything is.
pub struct World {
    pub edge: String,
    pub database: Database,
    pub log: PathBuf,
    pub process: u32,
    pub golden: Vec<Golden>,
}

thread_local! {
    static WORLD: OnceCell<&'static World> = const { OnceCell::new() };
}

/// The stack of this test, which runs on a thread of its own: what tests count, and the places
/// for imports that they hold, must not be another's.
pub fn world() -> &'static World {
    WORLD.with(|world| *world.get_or_init(started))
}

fn started() -> &'static World {
    let (send, receive) = channel();
    // It lives on a thread of its own, since the threads of the tests come and go.
    std::thread::spawn(move || {
        let golden = golden();
        let mut clock = None;
        let stack = Stack::prepared("imports", |folder| {
            let (made, mut launch) = Clock::make(folder.join("clock"));
            made.set(GOLDEN - now());
            clock = Some(made);
            launch.bundle = Some(bundle(&folder.join("bundle")));
            let (config, secrets) = documents(&golden);
            Ok(Plan {
                config,
                secrets,
                launch,
                ..Plan::default()
            })
        })
        .expect("a stack");
        let world = World {
            edge: stack.edge.url(),
            database: stack.database.clone(),
            log: stack.edge.log().to_path_buf(),
            process: stack.edge.id().expect("a process"),
            golden,
        };
        send.send(world).expect("somebody waits");
        loop {
            std::thread::park();
        }
    });
    Box::leak(Box::new(receive.recv().expect("a stack")))
}

/// Every golden file of the project.
fn golden() -> Vec<Golden> {
    let mut cases = Vec::new();
    for folder in sorted(&project::root().join("edge-api/profiles")) {
        if !folder.is_dir() {
            continue;
        }
        let files = sorted(&folder.join("golden"));
        for file in &files {
            let name = file.file_name().expect("a name").to_string_lossy();
            let Some(case) = name.strip_suffix(".json").filter(|it| !it.contains('.')) else {
                continue;
            };
            let start = format!("{case}.in.");
            let body = files.iter().find(|path| {
                let name = path.file_name().expect("a name").to_string_lossy();
                name.starts_with(&start)
            });
            let Some(body) = body else { continue };
            cases.push(Golden {
                hall: format!("golden-{}", cases.len()),
                profile: folder.file_name().expect("a name").to_string_lossy().into(),
                body: body.clone(),
                expected: read(file),
            });
        }
    }
    cases
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The build with one profile more: what docs/operating.md has a deployer do.
fn bundle(folder: &Path) -> PathBuf {
    let edge = project::root().join("edge-api");
    for part in ["build", "deploy"] {
        fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    for file in xtask::build::edge::FILES {
        let part = |folder: &Path| folder.join("build").join(file);
        fs::copy(part(&edge), part(folder)).expect("a copy");
    }
    let capnp = |folder: &Path| folder.join("deploy/workerd.capnp");
    fs::copy(capnp(&edge), capnp(folder)).expect("a copy");
    let list = folder.join("build/profiles.json");
    let mut profiles = read(&list);
    let files = profiles.as_array_mut().expect("a list");
    files.push(serde_json::from_str(&documented("profile")).expect("a profile"));
    fs::write(&list, profiles.to_string()).expect("the list");
    folder.to_path_buf()
}

/// What stands in docs/profiles.md after `<!-- example: NAME -->`.
pub fn documented(name: &str) -> String {
    let page = fs::read_to_string(project::root().join("docs/profiles.md")).expect("the page");
    let marker = format!("<!-- example: {name} -->\n```json\n");
    let (_, after) = page.split_once(&marker).expect("the example");
    after.split_once("\n```\n").expect("its end").0.to_owned()
}

/// The key of a hall.
pub fn key(hall: &str) -> String {
    format!("key-of-{hall}-for-tests-only-0000")
}

fn documents(golden: &[Golden]) -> (Value, Value) {
    let demo = read(&project::root().join("edge-api/deploy/demo.config.json"));
    let mut halls = demo["halls"].as_array().expect("halls").clone();
    let mut values = Map::new();
    let mut profiles: Vec<&str> = golden.iter().map(|it| it.profile.as_str()).collect();
    profiles.dedup();
    profiles.push(NEWCOMER);
    let keys = read(&project::root().join("edge-api/deploy/demo.secrets.json"));
    let keys = keys["profileValues"]["yuzhong-zwfw"].clone();
    halls.push(hall(HALL, "500103", &profiles));
    values.insert(HALL.into(), keys.clone());
    for case in golden {
        let area = area(&case.expected).unwrap_or_else(|| "500103000000".to_owned());
        halls.push(hall(&case.hall, &area, &[&case.profile]));
        values.insert(case.hall.clone(), keys.clone());
    }
    let many = json!({ "burst": 1_000_000, "perMinute": 6_000_000 });
    (
        json!({ "halls": halls, "limits": { "hall": many, "bodySeconds": 3 } }),
        json!({ "profileValues": values }),
    )
}

fn hall(id: &str, area: &str, profiles: &[&str]) -> Value {
    let digest = Sha256::digest(key(id));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({ "id": id, "name": id, "areaCode": area, "apiKeysSha256": [digest], "profiles": profiles })
}

/// The first area that a golden file's records are of.
fn area(expected: &Value) -> Option<String> {
    let records = expected["records"].as_array()?;
    records.iter().find_map(|record| {
        let taken = &record["taken"];
        let area = taken.pointer("/evaluation/matter/areaCode");
        let area = area.or_else(|| taken.pointer("/serviceEvent/areaCode"));
        area?.as_str().map(str::to_owned)
    })
}

/// Sends a body to a profile with a hall's key.
pub async fn import(
    hall: &str,
    target: &str,
    content_type: &str,
    body: impl Into<reqwest::Body>,
) -> Answer {
    let request = Client::new()
        .post(format!("{}/v1/import/{target}", world().edge))
        .bearer_auth(key(hall))
        .header("content-type", content_type)
        .body(body);
    send(request).await
}

/// The rows of a hall, by case, step and round, once there are `count`.
pub fn rows(hall: &str, count: usize) -> Vec<Value> {
    let sql = "SELECT (to_jsonb(e) || jsonb_build_object(
                   'rated_ms', (extract(epoch FROM rated_at) * 1000)::bigint,
                   'service_ms', (extract(epoch FROM service_at) * 1000)::bigint,
                   'scored', haochaping.is_scored(flags, certainty)))::text
               FROM haochaping.evaluations e WHERE hall_id = $1 ORDER BY case_no, step_no, round";
    let read = || -> Vec<String> {
        let read = world().database.with(|client| {
            let rows = client.query(sql, &[&hall]).expect("rows");
            Ok(rows.iter().map(|row| row.get(0)).collect())
        });
        read.expect("the centre")
    };
    until("the rows", || read().len() >= count);
    let texts = read();
    assert_eq!(texts.len(), count, "rows of {hall}");
    texts
        .iter()
        .map(|text| serde_json::from_str(text).expect("a row"))
        .collect()
}
