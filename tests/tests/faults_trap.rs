//! A trap in the wasm ends one request and nothing else: the next one finds a fresh instance,
//! the outbox object is made again, what was acknowledged arrives.
//!
//! The same build runs with one module more in front of `entry.js`, which on `/trap` calls the
//! wasm with an address outside its memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use haochaping_tests::load::{Acknowledged, assert_one_row_each, evaluation, rate, until};
use haochaping_tests::ticket::case_no;
use reqwest::Client;
use serde_json::Value;
use xtask::stack::{Port, Stack, claim};
use xtask::{project, tools};

const TRAP: &str = r#"
import Entry, { Outbox } from "./entry.js";
import { Outbox as Built } from "./index.js";

export { Outbox };
export default class extends Entry {
  fetch(request) {
    if (request.url.endsWith("/trap")) Built.prototype.wantsAlarm.call({ __wbg_ptr: 0xfffffff0 });
    return super.fetch(request);
  }
}
"#;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The build and its workerd.capnp, with the trap in front; returns the path of the latter.
fn trapped(folder: &Path) -> PathBuf {
    let edge = project::root().join("edge-api");
    for part in ["build", "deploy", "outbox"] {
        fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    for file in xtask::build::edge::FILES {
        fs::copy(
            edge.join("build").join(file),
            folder.join("build").join(file),
        )
        .expect("a copy");
    }
    fs::write(folder.join("build/trap.js"), TRAP).expect("the trap");
    let text = fs::read_to_string(edge.join("deploy/workerd.capnp")).expect("workerd.capnp");
    let modules = "modules = [\n";
    assert!(text.contains(modules), "workerd.capnp lists its modules");
    let with_trap =
        format!("{modules}    ( name = \"trap.js\", esModule = embed \"../build/trap.js\" ),\n");
    let path = folder.join("deploy/workerd.capnp");
    fs::write(&path, text.replacen(modules, &with_trap, 1)).expect("workerd.capnp");
    path
}

/// The edge with the trap, and where it answers.
struct Trapped {
    _running: Running,
    url: String,
    client: Client,
}

impl Trapped {
    fn start(name: &str, stack: &Stack) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let port = claim(Port::Free, "the trapped edge", "--edge-port").expect("a port");
        let path =
            |name: &str, folder: &Path| format!("--directory-path={name}={}", folder.display());
        let modules = tools::ensure().expect("tools").modules;
        let child = Command::new(modules.workerd())
            .arg("serve")
            .arg(trapped(&folder))
            .arg("config")
            .arg(format!("--socket-addr=http=127.0.0.1:{port}"))
            .arg(path("outbox", &folder.join("outbox")))
            .arg(path("widget", &folder))
            .arg(format!(
                "--external-addr=central={}",
                stack.database.address()
            ))
            .envs(stack.edge.environment())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("workerd");
        let running = Running(child);
        until("the trapped edge", || {
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        Self {
            _running: running,
            url: format!("http://127.0.0.1:{port}"),
            client: Client::new(),
        }
    }

    async fn status(&self, path: &str) -> u16 {
        let answer = self.client.get(format!("{}{path}", self.url)).send().await;
        answer.expect("an answer").status().as_u16()
    }

    async fn rate(&self, case: &str) -> String {
        let answer = rate(&self.client, &self.url, &evaluation(case)).await;
        let (status, body) = answer.expect("an answer");
        assert_eq!(status, 202, "{body}");
        body["receipt"].as_str().expect("a receipt").to_owned()
    }
}

fn stack(name: &str) -> Stack {
    Stack::fresh(name, false, Value::Null, Value::Null).expect("a stack")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trap_ends_one_request_only() {
    let stack = stack("trap-requests");
    let edge = Trapped::start("trap-requests", &stack);
    let mut acknowledged = Acknowledged::new();
    for round in 0..4 {
        let case = case_no();
        let receipt = edge.rate(&case).await;
        assert_eq!(edge.status("/trap").await, 500, "round {round}");
        // In turn, a reader or an evaluation comes first after it.
        if round % 2 == 0 {
            assert_eq!(edge.status(&format!("/v1/receipts/{receipt}")).await, 200);
        }
        assert_eq!(edge.rate(&case).await, receipt, "the same again");
        acknowledged.insert(case, receipt.replace('-', ""));
    }
    assert_one_row_each(&stack.database, &acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trap_during_a_pass_to_the_centre_holds_nothing_up() {
    let stack = stack("trap-pass");
    let edge = Trapped::start("trap-pass", &stack);
    let runtime = tokio::runtime::Handle::current();
    let mut acknowledged = Acknowledged::new();
    // The runtime calls again after an alarm that failed, ever later and a few times only.
    for _ in 0..6 {
        let held = stack.database.with(|centre| {
            let mut held = centre.transaction().expect("a transaction");
            held.batch_execute("LOCK TABLE haochaping.evaluations IN ACCESS EXCLUSIVE MODE")
                .expect("the lock");
            let case = case_no();
            let receipt = runtime.block_on(edge.rate(&case)).replace('-', "");
            acknowledged.insert(case, receipt);
            let sql = "SELECT count(*) FROM pg_locks WHERE NOT granted";
            until("the edge to wait for the lock", || {
                held.query_one(sql, &[]).expect("a count").get::<_, i64>(0) > 0
            });
            assert_eq!(runtime.block_on(edge.status("/trap")), 500);
            held.commit().expect("the lock released");
            Ok(())
        });
        held.expect("the centre");
    }
    // Nobody calls the edge any more.
    assert_one_row_each(&stack.database, &acknowledged);
}
