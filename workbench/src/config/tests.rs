use serde_json::{Value, json};

use super::Config;

fn documents() -> (Value, Value) {
    let read = |text| serde_json::from_str(text).unwrap();
    (
        read(include_str!("../../deploy/demo.config.json")),
        read(include_str!("../../deploy/demo.secrets.json")),
    )
}

fn refusal(document: &Value, secrets: &Value) -> String {
    Config::parse(&document.to_string(), &secrets.to_string())
        .err()
        .map(|refused| refused.to_string())
        .unwrap_or_default()
}

#[test]
fn the_demo_is_read() {
    let (document, secrets) = documents();
    let config = Config::parse(&document.to_string(), &secrets.to_string()).unwrap();
    assert_eq!(config.listen.port(), 8790);
    assert_eq!(
        config.hall("yuzhong-zwfw").unwrap().ticket_kid,
        "demo-yuzhong-1"
    );
    assert!(!config.is_secure());
}

#[test]
fn each_fault_names_its_field() {
    for (pointer, value, says) in [
        ("/listen", json!("8790"), "listen:"),
        ("/publicUrl", json!("http://127.0.0.1:8790/x"), "publicUrl:"),
        ("/edge", json!("127.0.0.1:8787"), "edge:"),
        ("/audience", json!("a b"), "audience:"),
        ("/halls", json!([]), "halls:"),
        ("/halls/0/areaCode", json!("50x"), "halls[0].areaCode:"),
        ("/halls/0/id", json!("other"), "secrets.halls.other:"),
        ("/halls/0/name", json!(" "), "halls[0].name:"),
        ("/environment", json!("test"), "environment:"),
        ("/profiles", Value::Null, "profiles: collect needs"),
    ] {
        let (mut document, secrets) = documents();
        *document.pointer_mut(pointer).unwrap() = value;
        let line = refusal(&document, &secrets);
        assert!(line.starts_with(says), "{pointer}: {line}");
    }
}

#[test]
fn each_fault_of_a_secret_names_its_field_and_not_its_value() {
    for (pointer, value, says) in [
        ("/callKey", json!("c2hvcnQ="), "secrets.callKey:"),
        (
            "/halls/yuzhong-zwfw/apiKey",
            json!("shh"),
            "secrets.halls.yuzhong-zwfw.apiKey:",
        ),
        (
            "/halls/yuzhong-zwfw/ticketSecret",
            json!(17),
            "secrets.halls.yuzhong-zwfw.ticketSecret:",
        ),
    ] {
        let (document, mut secrets) = documents();
        *secrets.pointer_mut(pointer).unwrap() = value.clone();
        let line = refusal(&document, &secrets);
        assert!(line.starts_with(says), "{pointer}: {line}");
        let value = value.to_string();
        assert!(!line.contains(value.trim_matches('"')), "{line}");
    }
}

#[test]
fn an_unknown_field_and_a_hall_of_secrets_alone_are_refused() {
    let (mut document, secrets) = documents();
    document["lisen"] = json!(1);
    assert!(refusal(&document, &secrets).contains("lisen"));

    let (document, mut secrets) = documents();
    secrets["halls"]["x"] = secrets["halls"]["yuzhong-zwfw"].clone();
    assert!(refusal(&document, &secrets).starts_with("secrets.halls.x:"));

    let (mut document, secrets) = documents();
    let again = document["halls"][0].clone();
    document["halls"].as_array_mut().unwrap().push(again);
    assert!(refusal(&document, &secrets).starts_with("halls[1].id:"));
}

#[test]
fn production_refuses_plain_addresses_and_published_keys() {
    let (mut document, mut secrets) = documents();
    document["environment"] = json!("production");
    assert!(refusal(&document, &secrets).starts_with("publicUrl:"));
    document["publicUrl"] = json!("https://gzt.example.gov.cn");
    for edge in ["http://pj.example.gov.cn", "http://10.0.0.7:8787"] {
        document["edge"] = json!(edge);
        assert!(refusal(&document, &secrets).starts_with("edge:"), "{edge}");
    }
    for edge in [
        "https://pj.example.gov.cn",
        "http://localhost:8787",
        "http://[::1]:8787",
        "http://127.0.0.1",
    ] {
        document["edge"] = json!(edge);
        let line = refusal(&document, &secrets);
        assert!(line.starts_with("halls[0].ticketKey:"), "{edge}: {line}");
    }
    document["halls"][0]["ticketKey"] = json!("k1");
    let hall = "secrets.halls.yuzhong-zwfw";
    for (field, value) in [
        ("ticketSecret", "0123456789abcdef0123456789abcdef"),
        ("apiKey", "0123456789abcdef0123456789abcdeg"),
    ] {
        assert!(refusal(&document, &secrets).starts_with(&format!("{hall}.{field}:")));
        secrets["halls"]["yuzhong-zwfw"][field] = json!(value);
    }
    assert!(refusal(&document, &secrets).starts_with("secrets.callKey:"));
    secrets["callKey"] = json!("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    assert!(refusal(&document, &secrets).starts_with("secrets.database:"));
    secrets["database"] = json!("postgres://w:long@127.0.0.1/haochaping");
    assert_eq!(refusal(&document, &secrets), "");
}

#[test]
fn production_reaches_another_machine_by_tls_only() {
    let (_, secrets) = documents();
    let with = |address: &str| {
        let mut secrets = secrets.clone();
        secrets["database"] = json!(address);
        let mut document = documents().0;
        document["environment"] = json!("production");
        document["publicUrl"] = json!("https://gzt.example.gov.cn");
        document["halls"][0]["ticketKey"] = json!("k1");
        secrets["callKey"] = json!("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        for field in ["ticketSecret", "apiKey"] {
            secrets["halls"]["yuzhong-zwfw"][field] = json!("0123456789abcdef0123456789abcdef");
        }
        refusal(&document, &secrets)
    };
    for good in [
        "postgres://w:p@10.0.0.5/haochaping?sslmode=require",
        "postgres://w:p@127.0.0.1/haochaping",
        "postgres://w:p@[::1]/haochaping",
        "host=/run/postgresql user=w dbname=haochaping",
    ] {
        assert_eq!(with(good), "", "{good}");
    }
    for bad in [
        "postgres://w:p@10.0.0.5/haochaping",
        "postgres://w:p@10.0.0.5/haochaping?sslmode=prefer",
        "postgres://w:p@127.0.0.1,10.0.0.5/haochaping",
        "postgres://w:demo_workbench@127.0.0.1/haochaping",
        "mysql://w:p@127.0.0.1/haochaping",
        "",
    ] {
        let line = with(bad);
        assert!(line.starts_with("secrets.database:"), "{bad}: {line}");
        assert!(!line.contains("10.0.0.5"), "{line}");
    }
}
