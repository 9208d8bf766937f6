//! Any text as a profile file.

use haochaping_edge::profile::{self, Named, Outcome, Profile, Surroundings};

use crate::world;

const BODIES: [&[u8]; 5] = [b"", b"{}", b"[{}]", b"<a><b>1</b></a>", b"a,b\n1,2\n"];

/// A profile that is taken reads, writes and answers without harm, whatever it says.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(profile) = Profile::parse(text) else {
        return;
    };
    let content_type = profile.content_type();
    // It goes into a header as it is.
    let plain = |byte: u8| (b' '..=b'~').contains(&byte);
    assert!(content_type.bytes().all(plain), "{content_type:?}");
    let _ = (profile.title(), profile.basis(), profile.carries().count());
    let named: Named = profile
        .named()
        .into_iter()
        .map(|name| (name.to_owned(), "0".repeat(63) + "1"))
        .collect();
    let surroundings = Surroundings {
        catalogue: &world::config().catalogue,
        area: None,
        named: &named,
        now: world::NOW,
        entering: None,
    };
    for body in BODIES {
        if let Ok(records) = profile::read(&profile, &surroundings, &content_type, body) {
            let taken: Vec<_> = records.into_iter().flatten().collect();
            let _ = profile::write(&profile, &named, &taken, world::NOW);
        }
    }
    for refused in [0, 1] {
        let outcome = Outcome {
            accepted: 1,
            refused,
            code: "syntax",
            detail: "<\"&'>",
        };
        let _ = profile::reply(&profile, &outcome);
    }
}
