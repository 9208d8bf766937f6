//! What a report carries beside its body.

use super::check::Profile;
use super::refusal::NotCarried;
use super::sm2::Named;

/// The headers that a request has beside its content type, with the token where the profile
/// wants one.
///
/// # Errors
/// The name of the first value that is not set up, or `token`.
pub fn headers(
    profile: &Profile,
    named: &Named,
    token: Option<&str>,
) -> Result<Vec<(String, String)>, NotCarried> {
    let headers = profile
        .document()
        .upstream
        .iter()
        .flat_map(|it| &it.headers);
    headers
        .map(|header| {
            let missing = NotCarried::new;
            let secret = match &header.named {
                None if header.token => {
                    token.ok_or_else(|| missing("token", "the platform has to give one"))?
                }
                None => "",
                Some(name) => named
                    .get(name)
                    .ok_or_else(|| missing(name, "the operator has to set this up"))?,
            };
            Ok((header.name.clone(), format!("{}{secret}", header.value)))
        })
        .collect()
}
