//! Each test takes the published demo configuration and breaks one thing.

use super::Config;
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../deploy/demo.config.json");
const SECRETS: &str = include_str!("../../deploy/demo.secrets.json");

type Change = fn(&mut Value, &mut Value);

fn with(change: impl FnOnce(&mut Value, &mut Value)) -> Result<Config, String> {
    let mut document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let mut secrets: Value = serde_json::from_str(SECRETS).unwrap();
    change(&mut document, &mut secrets);
    Config::parse(&document.to_string(), &secrets.to_string()).map_err(|refused| refused.field)
}

fn refused_field(change: impl FnOnce(&mut Value, &mut Value)) -> String {
    match with(change) {
        Ok(_) => panic!("was accepted"),
        Err(field) => field,
    }
}

#[test]
fn the_demo_configuration_is_good() {
    let config = Config::parse(DOCUMENT, SECRETS).unwrap();
    assert_eq!(config.halls.len(), 2);
    let hall = config
        .hall_of_key("demo-key-yuzhong-zwfw-not-secret-01")
        .unwrap();
    assert_eq!(hall.id, "yuzhong-zwfw");
    assert!(config.hall_of_key("demo-key-of-nobody").is_none());
    assert!(config.is_metrics_key("demo-metrics-key-known-to-everybody-0001"));
    assert!(config.knows_origin("http://127.0.0.1:8788"));
    assert!(
        config.knows_origin("http://127.0.0.1:8787"),
        "its own hosted page"
    );
    assert!(!config.knows_origin("https://elsewhere.example"));
}

#[test]
fn a_wrong_value_is_refused_by_its_path() {
    let cases: [(&str, Change); 15] = [
        ("publicUrl", |d, _| {
            d["publicUrl"] = json!("https://a.cn/path")
        }),
        ("halls", |d, _| d["halls"] = json!([])),
        ("halls[1].id", |d, _| {
            d["halls"][1]["id"] = json!("yuzhong-zwfw")
        }),
        ("halls[0].areaCode", |d, _| {
            d["halls"][0]["areaCode"] = json!("5001")
        }),
        ("halls[0].origins[1]", |d, _| {
            d["halls"][0]["origins"][1] = json!("*")
        }),
        ("halls[0].appSchemes[0]", |d, _| {
            d["halls"][0]["appSchemes"] = json!(["javascript"])
        }),
        ("halls[0].apiKeysSha256[0]", |d, _| {
            d["halls"][0]["apiKeysSha256"][0] = json!("plain")
        }),
        ("halls[1].ticketKeys[0].publicKey", |d, _| {
            d["halls"][1]["ticketKeys"][0]["publicKey"] = json!("AA");
        }),
        ("secrets.ticketKeys.yuzhong-zwfw.demo-yuzhong-1", |_, s| {
            s["ticketKeys"] = json!({})
        }),
        ("secrets.ticketKeys.yuzhong-zwfw.old", |_, s| {
            s["ticketKeys"]["yuzhong-zwfw"]["old"] = json!("0123456789abcdef0123456789abcdef");
        }),
        ("secrets.receiptKey", |_, s| {
            s["receiptKey"] = json!("short")
        }),
        ("sealing.publicKey", |d, _| {
            d["sealing"]["publicKey"] = json!("***")
        }),
        ("ticketDays", |d, _| d["ticketDays"] = json!(0)),
        ("outbox.shards", |d, _| d["outbox"]["shards"] = json!(0)),
        ("limits.ticket", |d, _| {
            d["limits"]["ticket"]["burst"] = json!(0)
        }),
    ];
    for (field, change) in cases {
        assert_eq!(refused_field(change), field);
    }
}

#[test]
fn an_unknown_or_misspelled_field_is_refused() {
    assert_eq!(
        refused_field(|d, _| d["tickteDays"] = json!(3)),
        "tickteDays"
    );
    assert_eq!(
        refused_field(|d, _| d["halls"][0]["orgins"] = json!([])),
        "halls[0].orgins"
    );
    assert_eq!(
        refused_field(|_, s| s["recieptKey"] = json!("")),
        "secrets.recieptKey"
    );
}

#[test]
fn a_wrong_type_is_refused_by_its_path() {
    assert_eq!(
        refused_field(|d, _| d["halls"][0]["origins"] = json!("x")),
        "halls[0].origins"
    );
}

#[test]
fn production_refuses_published_keys_and_plain_http() {
    assert_eq!(
        refused_field(|d, _| d["environment"] = json!("production")),
        "publicUrl"
    );
    let production = |change: Change| {
        refused_field(|d, s| {
            d["environment"] = json!("production");
            d["publicUrl"] = json!("https://pj.example.gov.cn");
            change(d, s);
        })
    };
    assert_eq!(production(|_, _| {}), "issuer.kid");
    assert_eq!(
        production(|d, _| {
            d["issuer"]["kid"] = json!("edge-1");
            d["sealing"]["kid"] = json!("city-1");
        }),
        "halls[0].apiKeysSha256[0]"
    );
    assert_eq!(
        production(|d, _| {
            d["issuer"]["kid"] = json!("edge-1");
            d["sealing"]["kid"] = json!("city-1");
            d["halls"][0]["apiKeysSha256"] = json!([]);
        }),
        "halls[0].ticketKeys[0].kid"
    );
}

/// The demo turned into a production of its own: every name and key replaced.
fn production(document: &mut Value, secrets: &mut Value) {
    document["environment"] = json!("production");
    document["publicUrl"] = json!("https://pj.example.gov.cn");
    document["issuer"]["kid"] = json!("edge-1");
    // The base point of the curve: a public key that no demo has.
    document["sealing"] = json!({
        "kid": "city-1", "publicKey": "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    });
    for hall in 0..2 {
        document["halls"][hall]["apiKeysSha256"] = json!([]);
        document["halls"][hall]["ticketKeys"] = json!([]);
    }
    *secrets = json!({
        "receiptKey": "a receipt key of at least 32 bytes",
        "metricsKey": "a metrics key of at least 32 bytes",
        "issuerKey": "an issuer key of at least 32 bytes",
    });
}

#[test]
fn production_knows_a_published_key_under_any_name() {
    let demo: Value = serde_json::from_str(DOCUMENT).unwrap();
    let check = |change: &dyn Fn(&mut Value)| {
        let config = with(|d, s| {
            production(d, s);
            change(d);
        });
        config.map(drop)
    };
    assert_eq!(check(&|_| {}), Ok(()));
    for hall in ["0", "1"] {
        let digest = demo.pointer(&format!("/halls/{hall}/apiKeysSha256/0"));
        let digest = digest.and_then(Value::as_str).unwrap();
        for written in [digest.to_owned(), digest.to_ascii_uppercase()] {
            let answer = check(&|d| d["halls"][0]["apiKeysSha256"] = json!([written]));
            assert_eq!(answer, Err("halls[0].apiKeysSha256[0]".to_owned()));
        }
    }
    let sealing = &demo["sealing"]["publicKey"];
    let answer = check(&|d| d["sealing"]["publicKey"] = sealing.clone());
    assert_eq!(answer, Err("sealing.publicKey".to_owned()));
    let mut ticket_key = demo["halls"][1]["ticketKeys"][0].clone();
    ticket_key["kid"] = json!("jiangbei-1");
    let answer = check(&|d| d["halls"][0]["ticketKeys"] = json!([ticket_key]));
    assert_eq!(answer, Err("halls[0].ticketKeys[0].publicKey".to_owned()));
}

#[test]
fn a_refusal_never_quotes_a_secret() {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let secrets = r#"{"receiptKey":"hidden-value","metricsKey":["hidden-value"]}"#;
    let refused = Config::parse(&document.to_string(), secrets).err().unwrap();
    assert_eq!(refused.field, "secrets.metricsKey");
    assert!(!refused.to_string().contains("hidden-value"), "{refused}");
}
