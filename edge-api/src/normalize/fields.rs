//! A form post, field by field: what a page without any script sends.

use contract::identity::{Consent, Identity};
use contract::lang::Lang;
use contract::level::Level;

use super::{Malformed, json};

/// Fields of the form as a citizen filled them in, right or wrong, so that the
/// page can show them again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// `ticket`; the hosted page has it in its address.
    pub ticket: Option<String>,
    /// `level`, one of 5 … 1.
    pub level: Option<Level>,
    /// `indicator`, once a reason; reasons of other levels that were ticked
    /// before the citizen changed their mind are left out.
    pub indicators: Vec<String>,
    /// `comment`
    pub comment: String,
    /// `name`
    pub name: String,
    /// `phone`
    pub phone: String,
    /// `named=on`: the hosted page's switch to leave name and contact.
    pub named: bool,
    /// `consentContact=on`, `consentPublish=on`
    pub consent: Consent,
    /// `catalogue`
    pub catalogue: Option<String>,
    /// `lang`
    pub lang: Option<Lang>,
}

impl Filled {
    /// What the hosted page meant: when its switch is off, the fields under it are
    /// not seen, and whatever still stands in them was not to be sent.
    #[must_use]
    pub fn as_seen(self) -> Self {
        if self.named {
            return self;
        }
        Self {
            name: String::new(),
            phone: String::new(),
            consent: Consent::default(),
            ..self
        }
    }

    /// Name and contact, when they were switched on or either was filled in; an
    /// empty pair of fields is an anonymous evaluation.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        let given = self.named || !self.name.trim().is_empty() || !self.phone.trim().is_empty();
        given.then(|| Identity {
            name: self.name.clone(),
            phone: self.phone.clone(),
            ..Identity::default()
        })
    }
}

/// Reads `application/x-www-form-urlencoded`.
///
/// # Errors
/// [`Malformed`] at an unknown field, a field given twice, or a value that the
/// form cannot have sent.
pub fn fields(body: &[u8]) -> Result<Filled, Malformed> {
    let mut filled = Filled::default();
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in form_urlencoded::parse(body) {
        let refuse = |message: &str| Malformed {
            pointer: format!("/{}", json::name(&name)),
            message: message.to_owned(),
        };
        if value.contains('\u{fffd}') {
            return Err(refuse("the text is not UTF-8"));
        }
        if name != "indicator" {
            if seen.iter().any(|known| *known == name) {
                return Err(refuse("this field is given twice"));
            }
            seen.push(name.clone().into_owned());
        }
        match name.as_ref() {
            "ticket" => filled.ticket = Some(value.into_owned()),
            "level" => {
                let level = value
                    .parse::<u8>()
                    .ok()
                    .and_then(|number| Level::try_from(number).ok());
                filled.level =
                    Some(level.ok_or_else(|| refuse("level must be a whole number from 1 to 5"))?);
            }
            "indicator" => filled.indicators.push(value.into_owned()),
            "comment" => filled.comment = value.into_owned(),
            "name" => filled.name = value.into_owned(),
            "phone" => filled.phone = value.into_owned(),
            "named" => filled.named = ticked(&value).ok_or_else(|| refuse(TICK))?,
            "consentContact" => {
                filled.consent.contact = ticked(&value).ok_or_else(|| refuse(TICK))?
            }
            "consentPublish" => {
                filled.consent.publish = ticked(&value).ok_or_else(|| refuse(TICK))?
            }
            "catalogue" => filled.catalogue = Some(value.into_owned()),
            "lang" => filled.lang = Lang::from_tag(&value),
            _ => return Err(refuse("there is no such field")),
        }
    }
    if let Some(level) = filled.level {
        let digit = char::from(b'0' + level.value());
        filled
            .indicators
            .retain(|code| code.starts_with(digit) || !code.starts_with(['1', '2', '3', '4', '5']));
    }
    Ok(filled)
}

const TICK: &str = "a ticked box sends “on”";

fn ticked(value: &str) -> Option<bool> {
    (value == "on").then_some(true)
}

#[cfg(test)]
mod tests {
    use super::{Level, fields};

    #[test]
    fn a_whole_form() {
        let filled = fields(
            "level=2&indicator=207&indicator=208&comment=%E6%85%A2&name=%E6%9D%8E%E9%9B%B7\
             &phone=13800138000&consentContact=on"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(filled.level, Some(Level::Dissatisfied));
        assert_eq!(filled.indicators, ["207", "208"]);
        assert_eq!(filled.comment, "慢");
        assert!(filled.consent.contact && !filled.consent.publish);
        assert_eq!(filled.identity().unwrap().name, "李雷");
    }

    #[test]
    fn an_empty_form_is_anonymous_and_has_no_level() {
        let filled = fields(b"comment=&name=&phone=+").unwrap();
        assert_eq!(filled.level, None);
        assert!(filled.identity().is_none());
    }

    #[test]
    fn a_switch_turned_off_again_takes_name_and_consent_with_it() {
        let body = b"level=5&name=a&phone=13800138000&consentContact=on&consentPublish=on";
        let off = fields(body).unwrap().as_seen();
        assert!(off.identity().is_none() && !off.consent.contact && !off.consent.publish);
        let on = fields(&[body.as_slice(), b"&named=on"].concat())
            .unwrap()
            .as_seen();
        assert!(on.identity().is_some() && on.consent.contact);
        let empty = fields(b"level=5&named=on&name=&phone=").unwrap().as_seen();
        assert!(
            empty.identity().is_some(),
            "switched on and left empty is told as a mistake"
        );
    }

    #[test]
    fn reasons_ticked_for_another_level_are_left_out_and_strange_ones_refused_later() {
        let filled = fields(b"level=5&indicator=207&indicator=510&indicator=999").unwrap();
        assert_eq!(filled.indicators, ["510", "999"]);
    }

    #[test]
    fn what_the_form_cannot_send() {
        for (body, pointer) in [
            ("level=6", "/level"),
            ("level=", "/level"),
            ("level=5&level=1", "/level"),
            ("rating=5", "/rating"),
            ("consentContact=yes", "/consentContact"),
            ("comment=%ff", "/comment"),
        ] {
            assert_eq!(
                fields(body.as_bytes()).err().unwrap().pointer,
                pointer,
                "{body}"
            );
        }
    }
}
