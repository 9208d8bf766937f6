use super::*;
use proptest::prelude::*;

const NOW: i64 = 1_795_000_000_000;

fn place(id: &str) -> Place {
    Place {
        hall: "hall".into(),
        id: id.into(),
    }
}

fn key(byte: u8) -> HmacKey {
    HmacKey::new(&[byte; 32]).unwrap()
}

#[test]
fn a_kiosk_hears_of_a_session_once_and_of_an_old_one_never() {
    let mut sessions = Sessions::default();
    let first = sessions.open(place("w-1"), Some("a.b.c".into()), NOW);
    assert_eq!(sessions.after(&place("w-1"), 0, NOW), Some(&first));
    assert_eq!(sessions.after(&place("w-1"), first.number, NOW), None);
    assert_eq!(sessions.after(&place("w-2"), 0, NOW), None);
    assert_eq!(sessions.after(&place("w-1"), 0, NOW + AGE_MS), None);
    // The clock was set back: the next one is later all the same.
    let second = sessions.open(place("w-1"), None, NOW - 5_000);
    assert!(second.number > first.number);
    assert_eq!(
        sessions.after(&place("w-1"), first.number, NOW),
        Some(&second)
    );
}

#[test]
fn the_oldest_gives_way() {
    let mut sessions = Sessions::default();
    for n in 0..=MOST {
        let at = NOW + i64::try_from(n).unwrap();
        sessions.open(place(&n.to_string()), None, at);
    }
    assert_eq!(sessions.0.len(), MOST);
    assert!(sessions.after(&place("0"), 0, NOW).is_none());
    assert!(sessions.after(&place("1"), 0, NOW).is_some());
}

#[test]
fn events_are_what_browsers_read() {
    assert_eq!(events(None), "retry: 500\n\n");
    let session = |ticket: Option<&str>| Session {
        number: 7,
        ticket: ticket.map(str::to_owned),
    };
    assert_eq!(
        events(Some(&session(Some("a.b.c")))),
        "retry: 500\nid: 7\nevent: ticket\ndata: a.b.c\n\n"
    );
    assert_eq!(
        events(Some(&session(None))),
        "retry: 500\nid: 7\nevent: next\ndata:\n\n"
    );
}

proptest! {
    #[test]
    fn an_address_opens_its_own_place_only(code in "[0-9A-Z]{12}", hall in "[a-z-]{1,20}", id in "[a-zA-Z0-9-]{1,20}", at in 0usize..80) {
        let place = Place { hall, id };
        let sealed = place.seal(&code, &key(1));
        prop_assert!(sealed.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')));
        prop_assert_eq!(Place::open(&sealed, &key(1)), Some((place, code)));
        prop_assert_eq!(Place::open(&sealed, &key(2)), None);
        let mut bytes = sealed.into_bytes();
        let at = at % bytes.len();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        prop_assert_eq!(Place::open(&changed, &key(1)), None);
    }

    #[test]
    fn no_text_stops_opening(text in "\\PC{0,80}") {
        let _ = Place::open(&text, &key(1));
    }
}
