//! What can be rated: one step of one case.
//!
//! A case (办件) is one application for a service item (事项). It has up to 99 steps
//! (办件服务: 咨询, 申报, …), and each may be rated on its own.

mod agency;
mod applicant;
mod area;
mod case_no;
mod desk;
mod item;
mod kind;
mod step;

pub use agency::AgencyCode;
pub use applicant::ApplicantKind;
pub use area::AreaCode;
pub use case_no::CaseNo;
pub use desk::Desk;
pub use item::{ItemCode, ItemWarning};
pub use kind::ItemKind;
pub use step::{StepKind, StepNo};

/// A code or number that is not well formed; says what it must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl core::fmt::Display for Malformed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.0)
    }
}

impl core::error::Error for Malformed {}

/// Gives a checked string type its conversions and its wire form (a plain string).
macro_rules! checked_string {
    ($name:ident) => {
        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::case::Malformed;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::case::Malformed;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use checked_string;

#[cfg(test)]
mod tests;
