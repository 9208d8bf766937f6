//! A ticket that was signed, and what a forger may do to it.

use arbitrary::{Arbitrary, Unstructured};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use contract::ticket::{Claims, Ed25519Signer, HmacKey, Signer, sign, verify};

use crate::world;

/// One change. Places are taken modulo the length.
#[derive(Arbitrary, Debug)]
enum Edit {
    Replace(u16, u8),
    Insert(u16, u8),
    Delete(u16),
    /// Cuts the ticket off.
    Truncate(u16),
    /// Takes a part (header, claims, signature) of the other hall's ticket.
    Part(u8),
    /// Writes another header in front.
    Header(String),
    /// Changes a byte of the claims inside their base64.
    Claims(u16, u8),
    /// Changes a byte of the signature inside its base64.
    Signature(u16, u8),
    /// Repeats a part.
    Repeat(u8),
}

#[derive(Arbitrary, Debug)]
struct Forgery {
    /// Which of the two tickets is altered: HS256 or EdDSA.
    second: bool,
    jti: u8,
    edits: Vec<Edit>,
}

/// A ticket that differs in any byte from both that were signed does not verify.
pub fn check(data: &[u8]) {
    let Ok(forgery) = Forgery::arbitrary(&mut Unstructured::new(data)) else {
        return;
    };
    let signed = [first(forgery.jti), second(forgery.jti)];
    let (mine, other) = match forgery.second {
        false => (&signed[0], &signed[1]),
        true => (&signed[1], &signed[0]),
    };
    let mut altered = mine.clone();
    for edit in forgery.edits.iter().take(8) {
        altered = alter(&altered, other, edit);
    }
    let result = verify(&altered, world::config(), &world::terms());
    if signed.contains(&altered) {
        assert!(result.is_ok(), "{result:?}");
    } else {
        assert!(result.is_err(), "an altered ticket holds: {altered}");
    }
}

fn first(jti: u8) -> String {
    let secret = world::demo_key("/halls/yuzhong-zwfw/ticketSecret");
    let key = HmacKey::new(secret.as_bytes()).expect("a key");
    signed("yuzhong-zwfw", "demo-yuzhong-1", jti, &key)
}

fn second(jti: u8) -> String {
    let private = world::demo_key("/halls/jiangbei-zwfw/ticketPrivateKey");
    let key = Ed25519Signer::new(&B64.decode(private).expect("base64")).expect("a key");
    signed("jiangbei-zwfw", "demo-jiangbei-1", jti, &key)
}

fn signed(hall: &str, kid: &str, jti: u8, key: &dyn Signer) -> String {
    let claims = Claims {
        iss: hall.to_owned(),
        jti: format!("t-{jti}"),
        ..world::claims()
    };
    sign(&claims, kid, key).expect("a ticket")
}

fn alter(ticket: &str, other: &str, edit: &Edit) -> String {
    let mut bytes = ticket.as_bytes().to_vec();
    let at = |place: u16, length: usize| usize::from(place) % length.max(1);
    match edit {
        Edit::Replace(place, byte) => {
            let place = at(*place, bytes.len());
            if let Some(old) = bytes.get_mut(place) {
                *old = *byte;
            }
        }
        Edit::Insert(place, byte) => bytes.insert(at(*place, bytes.len()), *byte),
        Edit::Delete(place) => {
            if !bytes.is_empty() {
                bytes.remove(at(*place, bytes.len()));
            }
        }
        Edit::Truncate(length) => bytes.truncate(usize::from(*length)),
        Edit::Part(part) => return with_part(ticket, *part, |i| parts(other).get(i).cloned()),
        Edit::Header(text) => return with_part(ticket, 0, |_| Some(B64.encode(text))),
        Edit::Claims(place, byte) => return within(ticket, 1, *place, *byte),
        Edit::Signature(place, byte) => return within(ticket, 2, *place, *byte),
        Edit::Repeat(part) => {
            return with_part(ticket, *part, |i| {
                let part = parts(ticket).get(i)?.clone();
                Some(format!("{part}.{part}"))
            });
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn parts(ticket: &str) -> Vec<String> {
    ticket.split('.').map(str::to_owned).collect()
}

fn with_part(ticket: &str, part: u8, new: impl Fn(usize) -> Option<String>) -> String {
    let mut parts = parts(ticket);
    let index = usize::from(part) % parts.len();
    if let Some(new) = new(index) {
        parts[index] = new;
    }
    parts.join(".")
}

/// Changes one byte of what a part decodes to.
fn within(ticket: &str, part: u8, place: u16, byte: u8) -> String {
    with_part(ticket, part, |index| {
        let mut bytes = B64.decode(parts(ticket).get(index)?).ok()?;
        let length = bytes.len().max(1);
        *bytes.get_mut(usize::from(place) % length)? = byte;
        Some(B64.encode(bytes))
    })
}
