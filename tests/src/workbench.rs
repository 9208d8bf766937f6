//! The workbench, a browser's worth of cookies, and somebody who signs in.

use std::sync::OnceLock;
use std::sync::mpsc::channel;

use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use xtask::stack::{Database, Stack, Workbench, WorkbenchOptions};

use crate::world::{Answer, send};

/// The password of everybody in these tests.
pub const PASSWORD: &str = "one password of tests";

/// Where everything is.
pub struct Office {
    pub workbench: Workbench,
    pub edge: String,
    /// The central database, as its owner.
    pub database: Database,
}

impl Office {
    /// Adds an account of the demo's hall with [`PASSWORD`].
    pub fn add(&self, alias: &str, roles: &str) {
        self.workbench
            .add_account(alias, roles, PASSWORD)
            .expect("an account");
    }

    /// Runs a command of the workbench that must succeed.
    pub fn command(&self, arguments: &[&str], input: &str) -> String {
        self.workbench.command(arguments, input).expect("a success")
    }

    /// Runs a statement as the owner of the database; how many rows it touched.
    pub fn owner(&self, sql: &str) -> u64 {
        let touched = self.database.with(|client| Ok(client.execute(sql, &[])));
        touched.expect("the centre").expect("a statement")
    }

    /// What the trail tells of an account, oldest first: who, what, to which.
    pub fn trail_of(&self, alias: &str) -> Vec<(String, String, String)> {
        let rows = self.database.with(|client| {
            Ok(client.query(
                "SELECT alias, action, target_id FROM workbench.audit
                 WHERE alias = $1 OR (target_kind = 'account' AND target_id = $1) ORDER BY id",
                &[&alias],
            ))
        });
        let rows = rows.expect("the centre").expect("a trail");
        rows.iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect()
    }

    /// Adds an account and signs in.
    pub async fn signed_in(&self, alias: &str, roles: &str) -> Browser {
        self.add(alias, roles);
        let mut browser = Browser::new(&self.workbench.url());
        let answer = browser.sign_in(alias, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser
    }
}

/// The workbench of this run with a stack, started by whoever comes first. It lives on a
/// thread of its own, since the threads of the tests come and go.
pub fn office() -> &'static Office {
    static OFFICE: OnceLock<Office> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let (give, take) = channel();
        std::thread::spawn(move || {
            let stack =
                Stack::fresh("workbench", false, Value::Null, Value::Null).expect("a stack");
            let workbench = Workbench::start(&stack, &two_halls()).expect("a workbench");
            let office = Office {
                workbench,
                edge: stack.edge.url(),
                database: stack.database.clone(),
            };
            give.send(office).expect("somebody waits");
            // Parking keeps the stack.
            loop {
                std::thread::park();
            }
        });
        take.recv().expect("a workbench")
    })
}

/// The second hall whose staff work here.
pub const OTHER_HALL: &str = "jiangbei-zwfw";

/// The demo's hall and [`OTHER_HALL`].
pub fn two_halls() -> WorkbenchOptions {
    let hall = |id: &str, name: &str, area: &str| json!({ "id": id, "name": name, "areaCode": area, "ticketKey": "demo-yuzhong-1" });
    let secret = "demo-key-that-nobody-ever-sends-anything-with";
    WorkbenchOptions {
        config: json!({ "halls": [
            hall(xtask::stack::DEMO_HALL, "渝中区网上办事大厅（演示）", "500103000000"),
            hall(OTHER_HALL, "江北区网上办事大厅（演示）", "500105000000"),
        ] }),
        secrets: json!({ "halls": { (OTHER_HALL): { "ticketSecret": secret, "apiKey": secret } } }),
        ..WorkbenchOptions::default()
    }
}

/// Cookies and the address of one workbench.
pub struct Browser {
    pub base: String,
    pub cookies: Vec<(String, String)>,
    /// What the browser says of where a form comes from.
    pub origin: Vec<(&'static str, String)>,
    client: Client,
}

impl Browser {
    /// A browser that has been nowhere.
    pub fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            cookies: Vec::new(),
            origin: vec![("origin", base.to_owned())],
            client: Client::builder()
                .redirect(Policy::none())
                // A workbench that was killed leaves dead connections.
                .pool_max_idle_per_host(0)
                .build()
                .expect("a client"),
        }
    }

    /// Another window of the same browser.
    pub fn window(&self) -> Self {
        self.at(&self.base)
    }

    /// The same browser at another workbench of the same centre.
    pub fn at(&self, base: &str) -> Self {
        Self {
            base: base.to_owned(),
            cookies: self.cookies.clone(),
            origin: vec![("origin", base.to_owned())],
            client: self.client.clone(),
        }
    }

    /// `GET` of a path; redirects are shown, not followed.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    /// Sends a form as it is.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut url = reqwest::Url::parse("http://x/").expect("an address");
        url.query_pairs_mut().extend_pairs(fields);
        let body = url.query().unwrap_or_default().to_owned();
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Sends a form with a file in it.
    pub async fn send_file(&mut self, path: &str, form: reqwest::multipart::Form) -> Answer {
        let mut request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("cookie", self.cookies())
            .multipart(form);
        for (name, value) in &self.origin {
            request = request.header(*name, value);
        }
        send(request).await
    }

    /// Fills in the form of the page `page` as somebody would: with its `csrf`.
    pub async fn fill_in(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf(page).await;
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    fn cookies(&self) -> String {
        let pairs = self.cookies.iter().map(|(n, v)| format!("{n}={v}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let mut known = self.cookies.iter();
        known.find_map(|(own, value)| (own == name).then_some(value.as_str()))
    }

    /// What the forms of a page carry.
    pub async fn csrf(&mut self, page: &str) -> String {
        let answer = self.get(page).await;
        let text = answer.text();
        let mark = "name=\"csrf\" value=\"";
        let at = text.find(mark).unwrap_or_else(|| panic!("no form: {text}")) + mark.len();
        text[at..].split('"').next().expect("a value").to_owned()
    }

    /// Signs in to the demo's hall.
    pub async fn sign_in(&mut self, alias: &str, password: &str) -> Answer {
        self.sign_in_to(xtask::stack::DEMO_HALL, alias, password)
            .await
    }

    /// Signs in to a hall.
    pub async fn sign_in_to(&mut self, hall: &str, alias: &str, password: &str) -> Answer {
        let fields = [("hall", hall), ("alias", alias), ("password", password)];
        self.fill_in("/sign-in", "/sign-in", &fields).await
    }

    async fn ask(&mut self, method: Method, path: &str, body: Option<String>) -> Answer {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .header("cookie", self.cookies());
        if let Some(body) = body {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body);
            for (name, value) in &self.origin {
                request = request.header(*name, value);
            }
        }
        let answer = send(request).await;
        for line in answer.headers.get_all("set-cookie") {
            let line = line.to_str().expect("a plain cookie");
            let (name, rest) = line.split_once('=').expect("a cookie");
            let value = rest.split(';').next().expect("a value");
            self.cookies.retain(|(known, _)| known != name);
            if !rest.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }
}
