//! Single values of a configuration: each takes the path of its field, to name it
//! in a refusal.

use contract::bridge::Scheme;
use contract::ticket::HmacKey;

use super::document::{Bucket, Environment};
use super::{KeyDigest, Origin, Refused, published};

/// Shortest secret: as long as the digest it keys (RFC 7518 §3.2).
const SECRET_BYTES: usize = 32;

pub(super) fn origins(entries: &[String], at: &str) -> Result<Vec<Origin>, Refused> {
    entries
        .iter()
        .enumerate()
        .map(|(index, text)| origin(text, format!("{at}[{index}]")))
        .collect()
}

pub(super) fn origin(text: &str, field: String) -> Result<Origin, Refused> {
    Origin::parse(text).ok_or_else(|| Refused {
        field,
        reason: "write an origin: scheme, host in small letters, port if it is not the usual \
                 one, no path, no slash at the end, no wildcard"
            .to_owned(),
    })
}

pub(super) fn schemes(entries: &[String], at: &str) -> Result<Vec<Scheme>, Refused> {
    let scheme = |(index, text): (usize, &String)| {
        Scheme::parse(text).ok_or_else(|| Refused {
            field: format!("{at}[{index}]"),
            reason: "write a scheme that only the hall's app has registered, in small letters and \
                     without a colon; none of the web's or the system's"
                .to_owned(),
        })
    };
    entries.iter().enumerate().map(scheme).collect()
}

pub(super) fn hmac(environment: Environment, text: &str, field: &str) -> Result<HmacKey, Refused> {
    HmacKey::new(secret(environment, text, field)?).map_err(|error| refused(field, error))
}

pub(super) fn secret<'a>(
    environment: Environment,
    text: &'a str,
    field: &str,
) -> Result<&'a [u8], Refused> {
    published::text(environment, text, field)?;
    if text.len() < SECRET_BYTES {
        return refuse(
            field,
            "at least 32 bytes are needed; make them with a random generator",
        );
    }
    Ok(text.as_bytes())
}

pub(super) fn digest(text: &str, field: &str) -> Result<KeyDigest, Refused> {
    let nibble = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|n| u8::try_from(n).ok())
    };
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(nibble(high)? << 4 | nibble(low)?),
            _ => None,
        })
        .collect();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .map(KeyDigest::new)
        .ok_or_else(|| Refused {
            field: field.to_owned(),
            reason: "the SHA-256 of the key in 64 hexadecimal digits is expected".to_owned(),
        })
}

pub(super) fn name(text: &str, field: &str) -> Result<(), Refused> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.is_empty() || text.len() > 64 || !text.chars().all(plain) {
        return refuse(
            field,
            "1 to 64 letters, digits, dots, dashes or underscores are expected",
        );
    }
    Ok(())
}

pub(super) fn range(value: u32, low: u32, high: u32, field: &str) -> Result<(), Refused> {
    if value < low || value > high {
        return refuse(field, &format!("a number from {low} to {high} is expected"));
    }
    Ok(())
}

pub(super) fn bucket(bucket: Bucket, field: &str) -> Result<(), Refused> {
    if bucket.burst == 0 || bucket.per_minute == 0 {
        return refuse(field, "burst and perMinute must be more than 0");
    }
    Ok(())
}

pub(super) fn refuse<T>(field: &str, reason: &str) -> Result<T, Refused> {
    Err(refused(field, reason))
}

pub(super) fn refused(field: &str, reason: impl ToString) -> Refused {
    Refused {
        field: field.to_owned(),
        reason: reason.to_string(),
    }
}
