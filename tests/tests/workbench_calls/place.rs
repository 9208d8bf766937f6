//! A stack with a workbench, a supervisor's list, and what lies in the database.

use haochaping_tests::workbench::{Browser, PASSWORD};
use haochaping_tests::world::Answer;
use reqwest::multipart::{Form, Part};
use serde_json::Value;
use xtask::stack::{Database, Stack, Workbench, WorkbenchOptions};

pub const NUMBER: &str = "13800138000";

pub struct Place {
    pub workbench: Workbench,
    pub stack: Stack,
}

impl Place {
    pub fn new(name: &str) -> Self {
        let stack = Stack::fresh(name, false, Value::Null, Value::Null).expect("a stack");
        let options = WorkbenchOptions::default();
        let workbench = Workbench::start(&stack, &options).expect("a workbench");
        Self { workbench, stack }
    }

    pub async fn signed_in(&self, alias: &str, roles: &str) -> Browser {
        let added = self.workbench.add_account(alias, roles, PASSWORD);
        added.expect("an account");
        let mut browser = Browser::new(&self.workbench.url());
        assert_eq!(browser.sign_in(alias, PASSWORD).await.status, 303);
        browser
    }

    /// The column of a call, as text.
    pub fn call(&self, case: &str, column: &str) -> Option<String> {
        let sql = format!("SELECT {column}::text FROM workbench.calls WHERE case_no = $1");
        let read = self.stack.database.with(|client| {
            let row = client.query_one(&sql, &[&case]).expect("one call");
            Ok(row.get(0))
        });
        read.expect("the centre")
    }

    pub fn owner(&self, sql: &str) -> u64 {
        run(&self.stack.database, sql).expect(sql)
    }

    /// The same statement as the workbench itself logs in; why it was refused.
    pub fn refused(&self, sql: &str) -> String {
        let own = self
            .stack
            .database
            .logged_in_as("demo_workbench", "demo_workbench");
        run(&own, sql).expect_err(sql)
    }
}

fn run(database: &Database, sql: &str) -> Result<u64, String> {
    let outcome = database.with(|client| Ok(client.execute(sql, &[])));
    let reason = |code: Option<&str>| code.unwrap_or("none").to_owned();
    outcome
        .expect("the centre")
        .map_err(|error| reason(error.code().map(|code| code.code())))
}

/// A list of these cases, as a supervisor fills it in.
pub fn sheet(cases: &[&str]) -> String {
    let head = "办件编号,环节序号,办理环节,办理时间,实施编码,事项名称,部门代码,部门名称,联系电话";
    let yesterday = time::UtcDateTime::now() - time::Duration::hours(16);
    let (date, hour) = (yesterday.date(), yesterday.hour());
    let row = |case: &&str| {
        format!(
            "{case},1,办结,{date} {hour:02}:00,11500103009276185R400070900700001,新生儿出生登记,\
             11500103009276185R,渝中区公安分局,{NUMBER}"
        )
    };
    let rows: Vec<String> = cases.iter().map(row).collect();
    format!("\u{feff}{head}\r\n{}\r\n", rows.join("\r\n"))
}

/// Brings a list; the page that answers.
pub async fn bring(chief: &mut Browser, cases: &[&str]) -> String {
    let answer = send(chief, sheet(cases).into_bytes()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().to_owned()
}

/// Sends a file as a list.
pub async fn send(chief: &mut Browser, file: Vec<u8>) -> Answer {
    let csrf = chief.csrf("/call-lists").await;
    let file = Part::bytes(file).file_name("list.csv");
    let form = Form::new()
        .text("csrf", csrf)
        .text("title", "a list")
        .part("file", file);
    chief.send_file("/call-lists", form).await
}

/// Takes the next call; its number here and its page.
pub async fn take(operator: &mut Browser) -> (String, String) {
    let page = operator.get("/call").await;
    if page.text().contains("action=\"/call/next\"") {
        let taken = operator.fill_in("/call", "/call/next", &[]).await;
        assert_eq!(taken.status, 303, "{}", taken.text());
    }
    let page = operator.get("/call").await.text().to_owned();
    let call = after(&page, "name=\"call\" value=\"").unwrap_or_else(|| panic!("no call: {page}"));
    (call, page)
}

/// The case that a page is about.
pub fn case_of(page: &str) -> String {
    after(page, "<dd class=\"num code\">").expect("a case")
}

fn after(page: &str, mark: &str) -> Option<String> {
    let (_, rest) = page.split_once(mark)?;
    rest.split(['"', '<']).next().map(str::to_owned)
}
