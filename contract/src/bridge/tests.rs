use boon::{Compiler, SchemaIndex, Schemas};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Back, Channel, Heard, Host, Member, Message, Refused, Scheme, Sender};

const SCHEMA: &str = include_str!("../../../widget/bridge/envelope.schema.json");
const VECTORS: &str = include_str!("../../../widget/bridge/vectors.json");

struct Schema(Schemas, SchemaIndex);

impl Schema {
    /// One direction of the published schema.
    fn of(direction: &str) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let schema = serde_json::from_str(SCHEMA).unwrap();
        compiler
            .add_resource("urn:haochaping:bridge:1", schema)
            .unwrap();
        let at = format!("urn:haochaping:bridge:1#/$defs/{direction}");
        let index = compiler.compile(&at, &mut schemas).unwrap();
        Self(schemas, index)
    }

    fn allows(&self, value: &Value) -> bool {
        self.0.validate(value, self.1).is_ok()
    }
}

fn vectors() -> Value {
    serde_json::from_str(VECTORS).unwrap()
}

fn schemes() -> Vec<Scheme> {
    let list = vectors()["schemes"].clone();
    let names = list.as_array().unwrap().iter();
    names
        .map(|name| Scheme::parse(name.as_str().unwrap()).unwrap())
        .collect()
}

/// Judges a text as a page does: what is no JSON object has no members.
fn judge(text: &str) -> Heard {
    let value = serde_json::from_str(text).unwrap_or(Value::Null);
    let members: Vec<(&str, Member<'_>)> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| {
            let value = match value {
                Value::Null => Member::Null,
                Value::Bool(truth) => Member::Truth(*truth),
                Value::Number(number) => Member::Number(number.as_f64().unwrap()),
                Value::String(text) => Member::Text(text),
                Value::Array(_) | Value::Object(_) => Member::Other,
            };
            (name.as_str(), value)
        })
        .collect();
    Heard::judge(&members, &schemes())
}

#[test]
fn every_vector_of_what_is_told() {
    let schema = Schema::of("told");
    for vector in vectors()["told"].as_array().unwrap() {
        let said = |member: &str| vector[member].as_str().unwrap();
        let told = Message::of(said("event"), said("said"));
        let told = told.map_or(Value::Null, |message| {
            serde_json::from_str(&message.to_json()).unwrap()
        });
        assert_eq!(told, vector["message"], "{vector}");
        assert!(told.is_null() || schema.allows(&told), "{vector}");
    }
}

#[test]
fn every_vector_of_what_is_heard() {
    let schema = Schema::of("heard");
    for vector in vectors()["heard"].as_array().unwrap() {
        let text = vector["text"].as_str().unwrap();
        let wanted = match vector["heard"].as_str().unwrap() {
            "settings" => Heard::Settings,
            "ignored" => Heard::Ignored,
            code => Heard::Refused(
                [
                    Refused::VersionUnknown,
                    Refused::MessageRefused,
                    Refused::BackRefused,
                ]
                .into_iter()
                .find(|refused| refused.code() == code)
                .unwrap(),
            ),
        };
        assert_eq!(judge(text), wanted, "{vector}");
        if wanted == Heard::Settings {
            assert!(
                schema.allows(&serde_json::from_str(text).unwrap()),
                "{vector}"
            );
        }
    }
}

#[test]
fn a_refusal_travels_under_its_own_code() {
    for refused in [
        Refused::VersionUnknown,
        Refused::MessageRefused,
        Refused::BackRefused,
    ] {
        let told = Message::of("hcp-error", refused.code());
        assert_eq!(told, Some(Message::Error(refused.code().to_owned())));
    }
}

/// Values that look like envelopes often enough.
fn envelope() -> impl Strategy<Value = Value> {
    let leaf = || {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0u64..3).prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            prop_oneof![
                Just("settings"),
                Just("submitted"),
                Just("zh"),
                Just("en"),
                Just("dark"),
                Just("https://a.cn/"),
                Just("yuzhongapp:x"),
                Just("javascript:1"),
            ]
            .prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ]
    };
    let member = prop_oneof![
        4 => Just("elder"), 4 => Just("lang"), 4 => Just("theme"), 4 => Just("back"), 1 => Just("level"),
    ];
    let rest = prop::collection::vec((member, leaf()), 0..4);
    let (version, kind) = (
        prop_oneof![6 => Just(json!(1)), 1 => leaf()],
        prop_oneof![6 => Just(json!("settings")), 1 => leaf()],
    );
    (version, kind, rest).prop_map(|(version, kind, rest)| {
        let mut object = serde_json::Map::new();
        object.insert("haochaping".to_owned(), version);
        object.insert("type".to_owned(), kind);
        object.extend(
            rest.into_iter()
                .map(|(name, value)| (name.to_owned(), value)),
        );
        Value::Object(object)
    })
}

proptest! {
    #[test]
    fn whatever_text_comes_is_settings_refusal_or_nothing(text in "\\PC{0,200}") {
        prop_assert_eq!(judge(&text), Heard::Ignored);
    }

    #[test]
    fn what_is_taken_the_schema_allows_and_what_it_allows_is_taken(value in envelope()) {
        thread_local!(static SCHEMA: Schema = Schema::of("heard"));
        let allowed = SCHEMA.with(|schema| schema.allows(&value));
        match judge(&value.to_string()) {
            Heard::Settings => prop_assert!(allowed, "{value}"),
            Heard::Refused(Refused::BackRefused) => {}
            Heard::Refused(_) | Heard::Ignored => prop_assert!(!allowed, "{value}"),
        }
    }

    #[test]
    fn whatever_an_event_says_only_a_code_or_a_height_travels(
        event in prop_oneof![
            Just("ready"), Just("size"), Just("hcp-ready"), Just("hcp-error"), Just("hcp-select"),
            Just("hcp-submitted"), Just("hcp-queued"), Just("hcp-close"),
        ],
        said in prop_oneof!["\\PC{0,80}", "[0-9]{1,12}", "[a-z_]{1,70}"],
    ) {
        thread_local!(static SCHEMA: Schema = Schema::of("told"));
        if let Some(message) = Message::of(event, &said) {
            let value = serde_json::from_str(&message.to_json()).unwrap();
            prop_assert!(SCHEMA.with(|schema| schema.allows(&value)), "{value}");
            prop_assert_eq!(judge(&message.to_json()), Heard::Ignored);
        }
    }

    #[test]
    fn back_is_https_or_the_apps_own(scheme in "[a-zA-Z:]{0,12}", rest in "\\PC{0,40}") {
        let text = format!("{scheme}:{rest}");
        if Back::parse(&text, &schemes()).is_some() {
            prop_assert!(text.starts_with("https://") || text.starts_with("yuzhongapp:"));
            prop_assert!(text.is_ascii());
        }
    }
}

#[test]
fn no_hall_can_register_what_runs_code() {
    for never in [
        "javascript",
        "data",
        "https",
        "http",
        "intent",
        "JavaScript",
        "a b",
        "a:",
        "1a",
        "",
    ] {
        assert_eq!(Scheme::parse(never), None, "{never}");
    }
    for own in ["yuzhongapp", "cn.gov.cq.app", "app+1"] {
        assert!(Scheme::parse(own).is_some(), "{own}");
    }
}

#[test]
fn each_host_gets_its_own_channel_and_in_a_frame_only_the_page_around() {
    let all = [
        "object",
        "port",
        "webkit",
        "inappwebview",
        "react-native",
        "wechat",
        "alipay",
        "uni-app",
        "frame",
    ]
    .map(|name| Channel::parse(name).unwrap());
    for (host, channel) in [
        ("android", "object"),
        ("ios", "webkit"),
        ("harmony", "object"),
        ("flutter", "inappwebview"),
        ("react-native", "react-native"),
        ("wechat", "wechat"),
        ("alipay", "alipay"),
        ("uni-app", "uni-app"),
    ] {
        let host = Host::parse(host).unwrap();
        assert_eq!(host.channel(&all, false).map(Channel::name), Some(channel));
        assert_eq!(host.channel(&all, true), None);
        assert_eq!(host.channel(&[Channel::Frame], false), None);
    }
    for host in ["auto", "iframe"] {
        let host = Host::parse(host).unwrap();
        assert_eq!(host.channel(&all, true), Some(Channel::Frame));
        assert_eq!(host.channel(&[Channel::Object], true), None);
        assert_eq!(host.channel(&[Channel::Frame], false), None);
    }
    assert_eq!(Host::parse("AUTO"), None);
}

#[test]
fn only_the_app_and_an_allowed_page_around_are_heard() {
    let allowed = ["https://zwfw.example.gov.cn"];
    let heard = |sender: Sender, framed, origin| sender.is_heard(framed, origin, &allowed);
    assert!(heard(Sender::Parent, true, allowed[0]));
    assert!(heard(Sender::App, false, ""));
    assert!(!heard(Sender::Parent, true, "https://evil.example"));
    assert!(!heard(Sender::Parent, true, "null"));
    assert!(!heard(Sender::Parent, true, ""));
    assert!(!heard(Sender::App, true, ""));
    assert!(!heard(Sender::App, false, allowed[0]));
    assert!(!heard(Sender::Window, true, allowed[0]));
    assert!(!heard(Sender::Window, false, ""));
}

#[test]
fn wechat_keeps_only_what_says_how_it_ended() {
    let takes = |said: &str| Channel::WeChat.takes(&Message::of(said, "1").unwrap());
    assert!(takes("hcp-submitted") && takes("hcp-close") && takes("hcp-error"));
    assert!(!takes("ready") && !takes("size"));
}
