//! Why a body or a record is refused. A refusal names the place and never repeats
//! what stands there: it may be a name or a number of a person.

use std::fmt;

/// Gives an enum of codes its stable text.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $code:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $code,)+
        }

        impl $name {
            /// All codes, for tables and tests.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The code as text; stable.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $text,)+
                }
            }
        }
    };
}

codes! {
    /// Why nothing of a body was read.
    BodyCode {
        /// Not a content type of the profile.
        ContentType = "content_type",
        /// More bytes than a body may have.
        TooLarge = "too_large",
        /// A byte sequence that the charset does not have.
        Charset = "charset",
        /// Not well-formed JSON, XML, CSV or form.
        Syntax = "syntax",
        /// XML with a document type: entities are never defined by what is sent.
        Doctype = "doctype",
        /// Nested too deep.
        TooDeep = "too_deep",
        /// Too many values, columns or parameters.
        TooMany = "too_many",
        /// More records than the profile takes at once.
        TooManyRecords = "too_many_records",
        /// Nothing stands where the profile says the records are.
        NoRecords = "no_records",
        /// A value that the profile names is not set up here.
        NotSetUp = "not_set_up",
        /// What is encrypted cannot be opened with our key.
        Decryption = "decryption",
        /// The signature is missing or wrong.
        Signature = "signature",
        /// The signature is too old, or from the future.
        Stale = "stale",
    }
}

codes! {
    /// Why one record is refused while the others are taken.
    RecordCode {
        /// Not a group of fields at all.
        NotARecord = "not_a_record",
        /// A field that must be there is not, or is empty.
        FieldMissing = "field_missing",
        /// A field that the profile does not know.
        FieldUnknown = "field_unknown",
        /// The same field twice, or two spellings of it.
        FieldRepeated = "field_repeated",
        /// Two fields that say the same thing say different things.
        Contradiction = "contradiction",
        /// A code that is not in the profile's table.
        CodeUnknown = "code_unknown",
        /// A value of another shape than the profile says.
        Malformed = "malformed",
        /// A value longer than what is stored of it.
        TooLong = "too_long",
        /// A time that lies in the future by the edge's clock.
        TimeInFuture = "time_in_future",
        /// A time before there was anything to rate.
        TimeImpossible = "time_impossible",
        /// An area code that no area can have.
        AreaImpossible = "area_impossible",
        /// An area outside the hall's own.
        AreaOutside = "area_outside",
        /// An indicator that no catalogue has.
        IndicatorUnknown = "indicator_unknown",
        /// An indicator of another level than the evaluation's.
        IndicatorOfOtherLevel = "indicator_of_other_level",
    }
}

/// A body of which nothing was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRefusal {
    /// Why.
    pub code: BodyCode,
    /// Where: a byte, a line, a path, or empty for the body as a whole.
    pub place: String,
    /// What to do about it.
    pub detail: &'static str,
}

impl BodyRefusal {
    pub(super) fn new(code: BodyCode, place: impl Into<String>, detail: &'static str) -> Self {
        Self {
            code,
            place: place.into(),
            detail,
        }
    }
}

impl fmt::Display for BodyRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code.as_str())?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(self.detail)
    }
}

impl std::error::Error for BodyRefusal {}

/// One record that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRefusal {
    /// Why.
    pub code: RecordCode,
    /// The field by its name in the profile; empty for the record as a whole.
    pub field: String,
    /// Where: the record's place and the field's name as it was sent.
    pub place: String,
    /// What it must look like.
    pub detail: &'static str,
}

impl fmt::Display for RecordRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.code.as_str(), self.place, self.detail)
    }
}

impl std::error::Error for RecordRefusal {}

/// Something that the profile cannot say, and therefore must not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCarried {
    /// The field of ours, by its name in the profile's `to`; or the step of the
    /// envelope that failed.
    pub what: String,
    /// Why it cannot be said.
    pub detail: &'static str,
}

impl NotCarried {
    pub(super) fn new(what: impl Into<String>, detail: &'static str) -> Self {
        Self {
            what: what.into(),
            detail,
        }
    }
}

impl fmt::Display for NotCarried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.detail)
    }
}

impl std::error::Error for NotCarried {}
