//! TLS between workbench and centre, with a server that speaks it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use haochaping_tests::authority::Authority;
use serde_json::{Value, json};
use xtask::stack::{Database, Stack, Workbench, WorkbenchOptions};

/// Gives the server a certificate for `name` and turns TLS on. The server writes the files
/// itself: it alone may read its key.
fn turn_on(database: &Database, authority: &Authority, name: &str) {
    let (certificate, key) = authority.certificate(name);
    let written = |file: &str, text: &str| {
        let text = STANDARD.encode(text);
        format!("COPY (SELECT '{text}') TO PROGRAM 'umask 077 && base64 -d > {file}';")
    };
    let turned = database.with(|client| {
        for sql in [
            written("tls.key", &key).as_str(),
            &written("tls.crt", &certificate),
            "ALTER SYSTEM SET ssl_key_file = 'tls.key'",
            "ALTER SYSTEM SET ssl_cert_file = 'tls.crt'",
            "ALTER SYSTEM SET ssl = on",
            "SELECT pg_reload_conf()",
        ] {
            client.batch_execute(sql).expect(sql);
        }
        Ok(())
    });
    turned.expect("the centre");
}

fn options(database: &Database, ca: Option<&str>) -> WorkbenchOptions {
    let address = format!(
        "{}?sslmode=require",
        database
            .logged_in_as("demo_workbench", "demo_workbench")
            .url()
    );
    WorkbenchOptions {
        config: json!({ "databaseCa": ca }),
        secrets: json!({ "database": address }),
        ..WorkbenchOptions::default()
    }
}

#[tokio::test]
async fn the_centre_is_reached_by_tls_if_its_certificate_is_right_and_not_at_all_if_not() {
    let stack = Stack::fresh("workbench-tls", false, Value::Null, Value::Null).expect("a stack");
    let database = &stack.database;
    let pem = stack.edge.log().with_file_name("ca.pem");
    let file = pem.to_str().expect("a path");
    let authority = Authority::new();
    std::fs::write(&pem, authority.pem()).expect("a file");

    let refused = |says: &str, options: &WorkbenchOptions| {
        let listed = Workbench::once(&stack, options, &["account", "list"]);
        let line = listed.expect_err(says).to_string();
        assert!(line.contains(says), "{line}");
    };
    refused("does not support TLS", &options(database, Some(file)));
    turn_on(database, &authority, "127.0.0.1");
    refused("UnknownIssuer", &options(database, None));
    refused(
        "databaseCa: /nowhere",
        &options(database, Some("/nowhere/ca.pem")),
    );

    let workbench = Workbench::start(&stack, &options(database, Some(file))).expect("TLS");
    workbench.command(&["account", "list"], "").expect("TLS");
    let encrypted = database.with(|client| {
        let row = client.query_one(
            "SELECT bool_and(ssl), count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
             WHERE application_name = 'haochaping-workbench'",
            &[],
        );
        let row = row.expect("a row");
        Ok((row.get::<_, Option<bool>>(0), row.get::<_, i64>(1) > 0))
    });
    assert_eq!(encrypted.expect("the centre"), (Some(true), true));
    drop(workbench);

    turn_on(database, &authority, "another.example");
    refused("not valid for name", &options(database, Some(file)));
}
