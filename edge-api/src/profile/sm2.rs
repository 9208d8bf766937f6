//! SM2 public-key encryption in the forms that are met, and the “signature” made of it.

use std::collections::BTreeMap;

use sm2::elliptic_curve::sec1::FromSec1Point as _;
use sm2::pke::{DecryptingKey, EncryptingKey, Mode};
use sm2::{NonZeroScalar, PublicKey, Sec1Point};
use subtle::ConstantTimeEq as _;

use super::format::{Arrangement, Covered, Signed, Sm2};
use super::moment;
use super::node::Node;
use super::refusal::{BodyCode, BodyRefusal, NotCarried};
use crate::config::Refused;

/// Values that profiles name and operators set: keys, marks, words. By name.
pub type Named = BTreeMap<String, String>;

const NOT_SET_UP: &str = "the operator has to set this up";

impl From<Arrangement> for Mode {
    fn from(arrangement: Arrangement) -> Self {
        match arrangement {
            Arrangement::C1c3c2 => Self::C1C3C2,
            Arrangement::C1c2c3 => Self::C1C2C3,
        }
    }
}

/// Our key, where it is set and is one.
fn opening(sm2: &Sm2, named: &Named) -> Option<DecryptingKey> {
    let bytes = unhex(named.get(&sm2.opens)?)?;
    let scalar = NonZeroScalar::try_from(bytes.as_slice()).ok()?;
    Some(DecryptingKey::new_with_mode(scalar, sm2.arrangement.into()))
}

/// Their key, where it is set and is one.
fn sealing(sm2: &Sm2, named: &Named) -> Option<EncryptingKey> {
    let mut point = unhex(named.get(&sm2.seals)?)?;
    if point.len() == 64 {
        point.insert(0, 4);
    }
    let point = Sec1Point::from_bytes(&point).ok()?;
    let key = Option::<PublicKey>::from(PublicKey::from_sec1_point(&point))?;
    Some(EncryptingKey::new_with_mode(key, sm2.arrangement.into()))
}

/// Checks that both keys are set and are keys.
///
/// # Errors
/// The name of the one that is not.
pub(super) fn check(sm2: &Sm2, named: &Named) -> Result<(), Refused> {
    if opening(sm2, named).is_none() {
        return Err(Refused {
            field: sm2.opens.clone(),
            reason: "must be an SM2 private key, 64 hexadecimal digits".to_owned(),
        });
    }
    check_sealing(sm2, named)
}

/// Checks that the other side's key is set and is one.
///
/// # Errors
/// Its name, if it is not.
pub(super) fn check_sealing(sm2: &Sm2, named: &Named) -> Result<(), Refused> {
    if sealing(sm2, named).is_none() {
        return Err(Refused {
            field: sm2.seals.clone(),
            reason: "must be an SM2 public key, 128 hexadecimal digits, with 04 before them or not"
                .to_owned(),
        });
    }
    Ok(())
}

/// Opens hexadecimal ciphertext.
pub(super) fn open(sm2: &Sm2, named: &Named, text: &str) -> Result<Vec<u8>, BodyRefusal> {
    let not_set_up = || BodyRefusal::new(BodyCode::NotSetUp, sm2.opens.clone(), NOT_SET_UP);
    let key = opening(sm2, named).ok_or_else(not_set_up)?;
    let wrong = || {
        BodyRefusal::new(
            BodyCode::Decryption,
            "",
            "this was not encrypted to our key in the profile's arrangement",
        )
    };
    let sent = unhex(text.trim()).ok_or_else(wrong)?;
    // Without its 04 a ciphertext may still begin with these digits, so both readings
    // are tried; the digest inside tells which is right.
    let whole = Some(sent.as_slice()).filter(|bytes| bytes.first() == Some(&4));
    let added: Vec<u8> = [&[4], sent.as_slice()].concat();
    [whole, Some(&added)]
        .into_iter()
        .flatten()
        .find_map(|bytes| key.decrypt(bytes).ok())
        .ok_or_else(wrong)
}

/// Encrypts to the other side, as hexadecimal digits.
pub(super) fn seal(sm2: &Sm2, named: &Named, text: &str) -> Result<String, NotCarried> {
    let key = sealing(sm2, named).ok_or_else(|| NotCarried::new(sm2.seals.clone(), NOT_SET_UP))?;
    let sealed = key
        .encrypt(&mut getrandom::SysRng, text.as_bytes())
        .map_err(|_| NotCarried::new("sm2", "encrypting failed"))?;
    let sent = match sealed.split_first() {
        Some((4, rest)) if !sm2.leading04 => rest,
        _ => sealed.as_slice(),
    };
    Ok(hex(sent, sm2.capitals))
}

/// Checks the signature of an envelope and that it is fresh.
pub(super) fn verify(
    signed: &Signed,
    zone: time::UtcOffset,
    named: &Named,
    envelope: &Node,
    now: i64,
) -> Result<(), BodyRefusal> {
    let missing =
        |path: &str| BodyRefusal::new(BodyCode::Signature, path, "the signature needs this");
    let text = |path: &str| envelope.at(path).and_then(Node::text);
    let sent = text(&signed.path).ok_or_else(|| missing(&signed.path))?;
    let wrong = || {
        BodyRefusal::new(
            BodyCode::Signature,
            &signed.path,
            "this signature is not over what it should be, or not encrypted to our key",
        )
    };
    let opened = open(&signed.sm2, named, sent).map_err(|refusal| match refusal.code {
        BodyCode::Decryption => wrong(),
        _ => refusal,
    })?;
    let mut expected = String::new();
    for part in &signed.over {
        expected.push_str(match part {
            Covered::Path(path) => text(path).ok_or_else(|| missing(path))?,
            Covered::Named(name) => named
                .get(name)
                .ok_or_else(|| BodyRefusal::new(BodyCode::NotSetUp, name, NOT_SET_UP))?,
        });
    }
    if !bool::from(opened.ct_eq(expected.as_bytes())) {
        return Err(wrong());
    }
    let time = &signed.time;
    let at = text(&time.path)
        .and_then(|text| moment::read(text.trim(), &time.pattern, zone))
        .ok_or_else(|| missing(&time.path))?;
    if at.abs_diff(now) > u64::from(time.seconds) * 1_000 {
        return Err(BodyRefusal::new(
            BodyCode::Stale,
            &time.path,
            "sign again with the present time",
        ));
    }
    Ok(())
}

/// Signs an envelope.
pub(super) fn sign(
    signed: &Signed,
    zone: time::UtcOffset,
    named: &Named,
    envelope: &mut Node,
    now: i64,
) -> Result<(), NotCarried> {
    let broken = |path: &str| NotCarried::new(path, "the envelope has no place for this");
    let second = now.div_euclid(1_000) * 1_000;
    let time = moment::write(second, &signed.time.pattern, zone)
        .ok_or_else(|| broken(&signed.time.path))?;
    envelope
        .put(&signed.time.path, Node::Text(time))
        .ok_or_else(|| broken(&signed.time.path))?;
    let mut over = String::new();
    for part in &signed.over {
        over.push_str(match part {
            Covered::Path(path) => envelope
                .at(path)
                .and_then(Node::text)
                .ok_or_else(|| broken(path))?,
            Covered::Named(name) => named
                .get(name)
                .ok_or_else(|| NotCarried::new(name, NOT_SET_UP))?,
        });
    }
    let sign = seal(&signed.sm2, named, &over)?;
    envelope
        .put(&signed.path, Node::Text(sign))
        .ok_or_else(|| broken(&signed.path))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// Hexadecimal digits.
pub(super) fn hex(bytes: &[u8], capitals: bool) -> String {
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    if capitals {
        text.to_ascii_uppercase()
    } else {
        text
    }
}

#[cfg(test)]
#[path = "tests/sm2.rs"]
mod tests;
