//! Values that an operator has to set, by the names that a profile gives them.

use super::Profile;
use crate::config::Refused;
use crate::profile::format::{Covered, Layer, Part};
use crate::profile::sm2::{self, Named};

impl Profile {
    /// Names of the values that an operator has to set for it.
    #[must_use]
    pub fn named(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for layer in &self.document.envelope {
            match layer {
                Layer::Sm2(sm2) => names.extend([sm2.opens.as_str(), &sm2.seals]),
                Layer::Signed(signed) => {
                    names.extend([signed.sm2.opens.as_str(), &signed.sm2.seals]);
                    names.extend(signed.over.iter().filter_map(|part| match part {
                        Covered::Named(name) => Some(name.as_str()),
                        Covered::Path(_) => None,
                    }));
                }
                Layer::At(pointer) => {
                    names.extend(pointer.with.iter().filter_map(|set| set.named.as_deref()));
                }
                Layer::Json(_) | Layer::Form(_) | Layer::Xml(_) | Layer::Csv(_) => {}
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Checks that the keys among the values that it names are keys.
    ///
    /// # Errors
    /// The name of the one that is not; never its value.
    pub fn check_named(&self, named: &Named) -> Result<(), Refused> {
        for layer in &self.document.envelope {
            match layer {
                Layer::Sm2(sm2) => sm2::check(sm2, named)?,
                Layer::Signed(signed) => sm2::check(&signed.sm2, named)?,
                Layer::At(_) | Layer::Json(_) | Layer::Form(_) | Layer::Xml(_) | Layer::Csv(_) => {}
            }
        }
        Ok(())
    }

    /// Names of the values that an operator has to set before it can report: those of the
    /// envelope but our own private keys, those of the headers, and those that a token is asked
    /// for with.
    #[must_use]
    pub fn outward_named(&self) -> Vec<&str> {
        let mut opens = Vec::new();
        for layer in &self.document.envelope {
            match layer {
                Layer::Sm2(sm2) => opens.push(&sm2.opens),
                Layer::Signed(signed) => opens.push(&signed.sm2.opens),
                Layer::At(_) | Layer::Json(_) | Layer::Form(_) | Layer::Xml(_) | Layer::Csv(_) => {}
            }
        }
        let headers = self.document.upstream.iter().flat_map(|it| &it.headers);
        let mut names = self.named();
        names.retain(|name| !opens.iter().any(|key| key == name));
        names.extend(headers.filter_map(|header| header.named.as_deref()));
        let parameters = self.token().into_iter().flat_map(|it| &it.parameters);
        names.extend(
            parameters
                .flat_map(|it| &it.of)
                .filter_map(|part| match part {
                    Part::Named(name) => Some(name.as_str()),
                    Part::Value(_) | Part::Time(_) => None,
                }),
        );
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Checks that the keys to seal with among the values that it names are keys.
    ///
    /// # Errors
    /// The name of the one that is not; never its value.
    pub fn check_outward(&self, named: &Named) -> Result<(), Refused> {
        for layer in &self.document.envelope {
            match layer {
                Layer::Sm2(sm2) => sm2::check_sealing(sm2, named)?,
                Layer::Signed(signed) => sm2::check_sealing(&signed.sm2, named)?,
                Layer::At(_) | Layer::Json(_) | Layer::Form(_) | Layer::Xml(_) | Layer::Csv(_) => {}
            }
        }
        Ok(())
    }
}
