use serde_json::{Value, json};

use crate::config::Config;
use crate::onward::Platform;

/// The demo's documents with one platform, the list of the project's profiles beside them.
fn documents() -> (Value, Value) {
    let read = |text| serde_json::from_str::<Value>(text).unwrap();
    let mut document = read(include_str!("../../deploy/demo.config.json"));
    let mut secrets = read(include_str!("../../deploy/demo.secrets.json"));
    document["upstreams"] = json!([{
        "id": "city", "profile": "p", "url": "https://pj.example.gov.cn/x?results=records",
        "certainties": ["ticket"], "since": "2026-01-01T00:00:00+08:00",
    }]);
    secrets["upstreams"] = json!({ "city": { "api-key": "not published" } });
    (document, secrets)
}

fn config(document: &Value, secrets: &Value) -> Result<Config, String> {
    Config::parse(&document.to_string(), &secrets.to_string()).map_err(|it| it.to_string())
}

fn refusal(document: &Value, secrets: &Value) -> String {
    config(document, secrets).err().unwrap_or_default()
}

#[test]
fn what_is_not_said_has_a_default() {
    let (document, secrets) = documents();
    let config = config(&document, &secrets).unwrap();
    let upstream = &config.upstreams[0];
    assert_eq!(
        (upstream.batch, upstream.per_second, upstream.keep_sent_days),
        (100, 10, 90)
    );
    assert_eq!((upstream.timeout.as_secs(), upstream.active), (10, true));
    assert_eq!(upstream.since, 1_767_196_800_000);
    assert_eq!(upstream.halls, None);
}

#[test]
fn each_fault_names_its_field() {
    for (name, value) in [
        ("id", json!("City")),
        ("id", json!("")),
        ("url", json!("ftp://pj.example.gov.cn/")),
        ("url", json!("https://user:secret@pj.example.gov.cn/")),
        ("url", json!("/x")),
        ("caFile", json!(7)),
        ("tokenUrl", json!("/get-token")),
        ("tokenUrl", json!("https://user:secret@pj.example.gov.cn/")),
        ("tokenUrl", json!("http://pj.example.gov.cn/get-token")),
        ("halls", json!(["nowhere"])),
        ("areaPrefix", json!("50x")),
        ("certainties", json!([])),
        ("certainties", json!(["ticket", "collected"])),
        ("certainties", json!(["ticket", "point"])),
        ("since", json!("2026-01-01")),
        ("batch", json!(0)),
        ("batch", json!(2001)),
        ("timeoutSeconds", json!(121)),
        ("perSecond", json!(0)),
        ("keepSentDays", json!(6)),
    ] {
        let (mut document, mut secrets) = documents();
        document["upstreams"][0][name] = value.clone();
        if name == "id" {
            secrets["upstreams"] = json!({});
        }
        let line = refusal(&document, &secrets);
        assert!(
            line.starts_with(&format!("upstreams[0].{name}: ")),
            "{name} {value}: {line}"
        );
        assert!(!line.contains("secret@"), "{line}");
    }
}

#[test]
fn ids_are_unique_and_secrets_belong_to_one() {
    let (mut document, secrets) = documents();
    let again = document["upstreams"][0].clone();
    document["upstreams"].as_array_mut().unwrap().push(again);
    assert!(refusal(&document, &secrets).starts_with("upstreams[1].id: "));
    let (document, mut secrets) = documents();
    secrets["upstreams"]["province"] = json!({});
    assert!(refusal(&document, &secrets).starts_with("secrets.upstreams.province: "));
    for value in ["", "a\nb", "密"] {
        secrets["upstreams"] = json!({ "city": { "api-key": value } });
        let line = refusal(&document, &secrets);
        assert!(
            line.starts_with("secrets.upstreams.city.api-key: "),
            "{line}"
        );
    }
}

#[test]
fn plain_addresses_and_published_values_are_for_a_demo() {
    let (mut document, mut secrets) = documents();
    document["upstreams"][0]["url"] = json!("http://127.0.0.1:9/");
    secrets["upstreams"]["city"]["api-key"] = json!("demo-key");
    assert_eq!(refusal(&document, &secrets), "");
    document["upstreams"][0]["caFile"] = json!("/ca.pem");
    let line = refusal(&document, &secrets);
    assert!(line.starts_with("upstreams[0].caFile: "), "{line}");
    document["environment"] = json!("production");
    document["publicUrl"] = json!("https://gzt.example.gov.cn");
    document["halls"][0]["ticketKey"] = json!("k1");
    secrets["halls"]["yuzhong-zwfw"]["ticketSecret"] = json!("0123456789abcdef0123456789abcdef");
    secrets["halls"]["yuzhong-zwfw"]["apiKey"] = json!("0123456789abcdef0123456789abcdeg");
    secrets["callKey"] = json!("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    let line = refusal(&document, &secrets);
    assert!(line.starts_with("upstreams[0].url: "), "{line}");
    document["upstreams"][0]["url"] = json!("https://pj.example.gov.cn/");
    let line = refusal(&document, &secrets);
    assert!(
        line.starts_with("secrets.upstreams.city.api-key: "),
        "{line}"
    );
}

#[test]
fn a_platform_needs_a_profile_that_reports_and_its_values() {
    let folder = std::env::temp_dir().join(format!("upstream-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("profiles.json");
    let profiles = format!(
        "[{},{}]",
        include_str!("../../../edge-api/profiles/national-form/profile.json"),
        include_str!("../../../edge-api/profiles/csv-export/profile.json"),
    );
    std::fs::write(&path, profiles).unwrap();
    let vouched = |profile: &str, named: Value, file: Value| {
        let (mut document, mut secrets) = documents();
        document["profiles"] = json!(path);
        document["upstreams"][0]["profile"] = json!(profile);
        document["upstreams"][0]["caFile"] = file;
        secrets["upstreams"]["city"] = named;
        Platform::all(&config(&document, &secrets).unwrap()).map(|all| all.len())
    };
    let told = |profile: &str, named: Value| vouched(profile, named, Value::Null);
    let key = json!({ "api-key": "k" });
    assert_eq!(told("national-form", key.clone()), Ok(1));
    let wrong = |profile, named| told(profile, named).unwrap_err();
    assert!(wrong("nothing", key.clone()).starts_with("upstreams[0].profile: no such"));
    assert!(
        wrong("csv-export", key.clone()).starts_with("upstreams[0].profile: this profile has no")
    );
    assert!(
        wrong("national-form", json!({})).starts_with("secrets.upstreams.city.api-key: is missing")
    );
    let more = json!({ "api-key": "k", "tenant": "t" });
    assert!(wrong("national-form", more).starts_with("secrets.upstreams.city.tenant: "));
    // Neither a file that is not there nor one that vouches for nobody.
    let broken = "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----\n";
    for (name, text) in [
        ("none.pem", None),
        ("empty.pem", Some("")),
        ("broken.pem", Some(broken)),
    ] {
        let file = folder.join(name);
        if let Some(text) = text {
            std::fs::write(&file, text).unwrap();
        }
        let line = vouched("national-form", key.clone(), json!(file)).unwrap_err();
        assert!(
            line.starts_with("upstreams[0].caFile: ") && line.contains(name),
            "{line}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_token_is_given_at_the_same_machine_unless_the_operator_says_where() {
    let path = std::env::temp_dir().join(format!("tokens-{}.json", std::process::id()));
    let profiles = format!(
        "[{},{}]",
        include_str!("../../../edge-api/profiles/national-form/profile.json"),
        include_str!("../../../edge-api/profiles/fujian-xml/profile.json"),
    );
    std::fs::write(&path, profiles).unwrap();
    let told = |profile: &str, named: Value, token_url: Value| {
        let (mut document, mut secrets) = documents();
        document["profiles"] = json!(path);
        document["upstreams"][0]["profile"] = json!(profile);
        document["upstreams"][0]["tokenUrl"] = token_url;
        secrets["upstreams"]["city"] = named;
        let all = Platform::all(&config(&document, &secrets).unwrap())?;
        Ok(all[0].token_url.as_ref().map(ToString::to_string))
    };
    let wants = json!({ "app-key": "k", "app-code": "c" });
    let beside = "https://pj.example.gov.cn/get-token".to_owned();
    assert_eq!(
        told("fujian-xml", wants.clone(), Value::Null),
        Ok(Some(beside))
    );
    let elsewhere = "https://rz.example.gov.cn/t?area=35";
    assert_eq!(
        told("fujian-xml", wants, json!(elsewhere)),
        Ok(Some(elsewhere.to_owned()))
    );
    let key = || json!({ "api-key": "k" });
    assert_eq!(told("national-form", key(), Value::Null), Ok(None));
    let line: String = told("national-form", key(), json!(elsewhere)).unwrap_err();
    assert!(line.starts_with("upstreams[0].tokenUrl: "), "{line}");
    std::fs::remove_file(path).unwrap();
}
