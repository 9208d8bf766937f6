//! The one edge that every target asks: the demo's configuration at a fixed time.

use std::sync::OnceLock;

use contract::case::{AgencyCode, AreaCode, CaseNo, ItemCode, StepKind, StepNo};
use contract::channel::Channel;
use contract::round::Round;
use contract::ticket::{Claims, HmacKey, Terms, sign};
use haochaping_edge::config::{Config, Hall};
use haochaping_edge::link;
use haochaping_edge::point::Record;
use serde_json::Value;

use crate::import_batch::FILES;

/// Now, in milliseconds since 1970.
pub const NOW: i64 = 1_795_000_000_000;
/// The configuration.
pub const DOCUMENT: &str = include_str!("../../../edge-api/deploy/demo.config.json");
/// Its secrets.
pub const SECRETS: &str = include_str!("../../../edge-api/deploy/demo.secrets.json");

const HALL: &str = "yuzhong-zwfw";

/// The edge's configuration.
pub fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let profiles = FILES.map(|(profile, _)| profile).join(",");
        let config = Config::parse(DOCUMENT, SECRETS).expect("the demo's documents");
        let config = config.with_profiles(&format!("[{profiles}]"));
        config.expect("the project's profiles")
    })
}

/// The hall that signs.
pub fn hall() -> &'static Hall {
    config().hall(HALL).expect("the demo's hall")
}

/// A key of the demo that is not the edge's own: `sealing/privateKey`, `halls/…/apiKey`.
pub fn demo_key(pointer: &str) -> String {
    let keys = include_str!("../../../edge-api/deploy/demo.keys.json");
    let keys: Value = serde_json::from_str(keys).expect("JSON");
    let key = keys.pointer(pointer).and_then(Value::as_str);
    key.expect("a key").to_owned()
}

/// The claims of a ticket that holds now.
pub fn claims() -> Claims {
    let now = NOW / 1_000;
    Claims {
        iss: HALL.into(),
        aud: "haochaping.cq".into(),
        iat: now - 1_000,
        nbf: None,
        exp: now + 86_400,
        jti: "t-1".into(),
        case: CaseNo::parse("5001032026110900012").expect("a case number"),
        step: StepNo::try_from(1).expect("a step"),
        kind: StepKind::Conclude,
        svt: now - 10_000,
        item: ItemCode::parse("11110000000021135M2000117008000").expect("an item code"),
        name: "食品经营许可".into(),
        org: AgencyCode::parse("11110000000021135M").expect("an agency code"),
        agency: "区市场监管局".into(),
        area: AreaCode::parse("500103001").expect("an area"),
        rnd: Round::First,
        ch: Channel::Web,
        desk: None,
        scan: None,
        rec: None,
    }
}

/// A rating point, whatever it is asked by.
pub fn point() -> Record {
    let json = r#"{"hall":"yuzhong-zwfw","hallArea":"500103000000","code":"7KQ2M9XD4HTB","open":true,
        "revision":1,"point":{"id":"w-03","window":"3号窗口","agencyCode":"11110000000021135M",
        "agencyName":"区市场监管局","staff":"0317","step":"apply","asks":"case_no","items":[
        {"code":"11110000000021135M2000117008000","name":"食品经营许可"}]}}"#;
    serde_json::from_str(json).expect("a point")
}

/// A ticket that holds now.
pub fn ticket() -> &'static str {
    static TICKET: OnceLock<String> = OnceLock::new();
    TICKET.get_or_init(|| signed(&claims()))
}

/// A ticket that holds now, for a text message.
pub fn message() -> &'static str {
    static TICKET: OnceLock<String> = OnceLock::new();
    let ch = Channel::Sms;
    TICKET.get_or_init(|| signed(&Claims { ch, ..claims() }))
}

/// The link of that ticket.
pub fn link() -> link::Record {
    let until = Some(NOW + 1_000);
    link::offer::offer(config(), hall(), message(), until, NOW).expect("a link")
}

fn signed(claims: &Claims) -> String {
    let secret = demo_key("/halls/yuzhong-zwfw/ticketSecret");
    let key = HmacKey::new(secret.as_bytes()).expect("a key");
    sign(claims, "demo-yuzhong-1", &key).expect("a ticket")
}

/// What tickets are held against.
pub fn terms() -> Terms<'static> {
    Terms {
        audience: &config().audience,
        now: NOW / 1_000,
        skew: 120,
        longest: 31 * 86_400,
    }
}
