//! The cookie by which a device is told from the others that sit behind a hall's one
//! address: a random number that the edge made and signed. It says nothing of the
//! device, is sent to the scanned pages only, ends after a day and is kept nowhere.

use contract::ticket::{HmacKey, Signer as _};
use subtle::ConstantTimeEq as _;

/// Name of the cookie.
const NAME: &str = "hcp_device";
/// Seconds for which a browser keeps it.
const AGE: u32 = 86_400;
/// Hexadecimal digits of the number.
const DIGITS: usize = 24;
/// Bytes of the signature that are kept: too many to try.
const SIGNED: usize = 16;
/// What is signed begins so; no ticket does.
const PURPOSE: &str = "haochaping device v1\n";

/// A device's number, whose signature was checked or just made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Device(String);

impl Device {
    /// The device of ninety-six random bits.
    #[must_use]
    pub fn of(random: [u8; 12]) -> Self {
        Self(hex(&random))
    }

    /// The device that a `Cookie` header names; none when there is no such cookie, or
    /// one that was not made here.
    #[must_use]
    pub fn read(cookies: &str, key: &HmacKey) -> Option<Self> {
        let value = cookies.split(';').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            (name.trim() == NAME).then(|| value.trim())
        })?;
        let (number, signature) = value.split_once('.')?;
        if number.len() != DIGITS || !number.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let device = Self(number.to_owned());
        let good = device.signature(key).as_bytes().ct_eq(signature.as_bytes());
        bool::from(good).then_some(device)
    }

    /// `Set-Cookie` for it; `secure` where the edge is reached by https.
    #[must_use]
    pub fn cookie(&self, key: &HmacKey, secure: bool) -> String {
        let secure = if secure { "; Secure" } else { "" };
        format!(
            "{NAME}={}.{}; Path=/p/; Max-Age={AGE}; HttpOnly; SameSite=Lax{secure}",
            self.0,
            self.signature(key)
        )
    }

    fn signature(&self, key: &HmacKey) -> String {
        let whole = key.sign(format!("{PURPOSE}{}", self.0).as_bytes());
        hex(whole.get(..SIGNED).unwrap_or_default())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Device, HmacKey};

    fn key(byte: u8) -> HmacKey {
        HmacKey::new(&[byte; 32]).unwrap()
    }

    fn sent(cookie: &str) -> &str {
        cookie.split(';').next().unwrap()
    }

    #[test]
    fn a_cookie_comes_back_as_the_same_device() {
        let device = Device::of([7; 12]);
        let cookie = device.cookie(&key(1), true);
        assert!(cookie.ends_with("; Path=/p/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure"));
        let all = format!("theme=dark; {}; a=b", sent(&cookie));
        assert_eq!(Device::read(&all, &key(1)), Some(device));
        assert_eq!(Device::read(&all, &key(2)), None, "another edge's");
    }

    #[test]
    fn nobody_makes_one_up() {
        let cookie = Device::of([7; 12]).cookie(&key(1), false);
        let other = sent(&cookie).replacen("07", "08", 1);
        assert_eq!(Device::read(&other, &key(1)), None);
        for wrong in [
            "",
            "hcp_device",
            "hcp_device=",
            "hcp_device=.",
            "hcp_device=07",
        ] {
            assert_eq!(Device::read(wrong, &key(1)), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_survived(text in any::<String>()) {
            prop_assert_eq!(Device::read(&text, &key(1)), None);
        }
    }
}
