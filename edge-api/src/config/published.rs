//! The demo's keys, which everybody knows: production refuses them, by their name
//! where it shows and by their bytes where it does not.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::document::Environment;
use super::value::{digest, refuse};
use super::{KeyDigest, Refused};

/// What every published secret and key id begins with.
const PREFIX: &str = "demo-";

/// Digests of the published API keys.
const API_KEYS: [&str; 2] = [
    "58bf4de9a1c4a7cea22cc5b110fe4e924e2a39be021680d875d39de82d861e76",
    "fe4a34b70d76ff9cc9419754381c7a3d33684e95ee42ca610100d6c76f355576",
];

/// Public keys whose private halves are published: the city's, a hall's.
const PUBLIC_KEYS: [&str; 2] = [
    "5XX3VnhmJhfaQ30PbBfpLryEvZHLdrauGjgHKCCGsA4",
    "ZPClV5aTdlKASe8hoNf0ihpcgP_xTMv5iewFYFjQRgY",
];

/// Values of profiles that stand in their examples.
const PROFILE_VALUES: [&str; 3] = [
    "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8",
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13",
    "only-for-tests",
];

/// Refuses a value of a profile that everybody can read in an example.
pub(super) fn profile_value(
    environment: Environment,
    value: &str,
    field: &str,
) -> Result<(), Refused> {
    unless(environment, is_published(value), field)
}

/// Whether everybody can read this value of a profile in an example.
#[must_use]
pub fn is_published(value: &str) -> bool {
    let known = PROFILE_VALUES
        .iter()
        .any(|text| text.eq_ignore_ascii_case(value));
    known || value.starts_with(PREFIX)
}

/// Refuses a secret or a name that says of itself that it is published.
pub(super) fn text(environment: Environment, text: &str, field: &str) -> Result<(), Refused> {
    unless(environment, text.starts_with(PREFIX), field)
}

/// Refuses the digest of a published API key, however its text was written.
pub(super) fn api_key(
    environment: Environment,
    key: &KeyDigest,
    field: &str,
) -> Result<(), Refused> {
    let known = API_KEYS
        .iter()
        .any(|text| digest(text, field).is_ok_and(|demo| demo.is(key)));
    unless(environment, known, field)
}

/// Refuses a public key whose private half is published, under any name.
pub(super) fn public_key(environment: Environment, key: &[u8], field: &str) -> Result<(), Refused> {
    let known = PUBLIC_KEYS
        .iter()
        .any(|text| URL_SAFE_NO_PAD.decode(text).is_ok_and(|demo| demo == key));
    unless(environment, known, field)
}

fn unless(environment: Environment, published: bool, field: &str) -> Result<(), Refused> {
    if published && environment == Environment::Production {
        return refuse(
            field,
            "production refuses a published demo key; make your own",
        );
    }
    Ok(())
}
