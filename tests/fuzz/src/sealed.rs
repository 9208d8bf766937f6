//! Any text as a sealed identity, and any identity sealed.

use std::sync::OnceLock;

use contract::identity::Identity;
use contract::identity::seal::{OpeningKey, SealingKey};

use crate::world;

/// A sealed identity of the evaluation [`ID`], made once.
const KNOWN: &str = include_str!("../corpus/sealed/known");
const ID: &str = "01a1edbd-c780-8f75-a9d7-f633b32b6445";
const KID: &str = "demo-city-1";

struct Keys {
    opening: OpeningKey,
    sealing: SealingKey,
}

fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| Keys {
        opening: OpeningKey::parse(KID, &world::demo_key("/sealing/privateKey")).expect("a key"),
        sealing: world::config().sealing.key.clone(),
    })
}

/// Only what was sealed opens, for its own evaluation alone; what is sealed from this text
/// opens as it was, and not once a byte of it differs.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let keys = keys();
    if keys.opening.open(text, ID).is_ok() {
        assert_eq!(text, KNOWN, "nobody sealed this");
    }
    assert!(keys.opening.open(text, "another").is_err());
    let _ = SealingKey::parse(KID, text);
    let _ = OpeningKey::parse(text, text);

    let (name, phone) = text.split_once('\n').unwrap_or((text, ""));
    let identity = Identity {
        name: name.to_owned(),
        phone: phone.to_owned(),
        ..Identity::default()
    };
    let sealed = keys.sealing.seal(&identity, text).expect("sealed");
    assert!(sealed.is_ascii() && sealed.split('.').count() == 4);
    let opened = keys.opening.open(&sealed, text);
    assert!(opened == Ok(identity), "opens as another");
    // The place follows from the input, so that a finding can be repeated.
    let mut altered = sealed.into_bytes();
    let place = data.iter().map(|byte| usize::from(*byte)).sum::<usize>() % altered.len();
    altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
    let altered = String::from_utf8_lossy(&altered);
    assert!(
        keys.opening.open(&altered, text).is_err(),
        "altered at {place}"
    );
}
