//! What somebody wrote down of what a citizen said: who did, and where it was collected.

use crate::case::{Malformed, checked_string};
use crate::lang::Lang;
use crate::redaction::redact;
use serde::{Deserialize, Serialize};

/// Characters of an alias at most.
const CHARS: usize = 32;

/// Who recorded an evaluation, by the alias that a hall gave them: 1 to 32 letters, digits
/// and `-_.`, such as `op-07`. Never a name nor a number of a person, since it stands beside
/// an evaluation for ever: who that is, the hall knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recorder(String);

checked_string!(Recorder);

impl Recorder {
    /// Reads an alias; nothing around it is dropped, since it stands in a signature.
    ///
    /// # Errors
    /// When it is empty, too long, has any other character, or a telephone, identity or card
    /// number stands in it.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        if text.is_empty() || text.len() > CHARS || !text.bytes().all(fits) {
            return Err(Malformed("must have 1 to 32 letters, digits or -_."));
        }
        if !redact(text).found.is_empty() {
            return Err(Malformed(
                "must be no telephone, identity or card number of a person",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

/// The number of an opinion among those of one day and one collection: 1 to 20 letters,
/// digits and `-_.`. The same number again is the same opinion.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OpinionNo(String);

checked_string!(OpinionNo);

impl OpinionNo {
    /// Reads a number; blanks around it are dropped.
    ///
    /// # Errors
    /// When it is empty, too long, or has any other character.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let number = text.trim();
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        if number.is_empty() || number.len() > 20 || !number.bytes().all(fits) {
            return Err(Malformed("must have 1 to 20 letters, digits or -_."));
        }
        Ok(Self(number.to_owned()))
    }
}

/// Where opinions were collected that are of no case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Collection {
    /// 意见箱: a box for slips of paper in the hall.
    PaperBox,
    /// 座谈会: people were invited to speak.
    Forum,
    /// 开放日: a day on which the hall is open to visitors.
    OpenDay,
}

impl Collection {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::PaperBox, Self::Forum, Self::OpenDay];

    /// The code on the wire and in storage; stable.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PaperBox => "paper_box",
            Self::Forum => "forum",
            Self::OpenDay => "open_day",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::PaperBox => ("意见箱", "Paper box"),
            Self::Forum => ("座谈会", "Forum"),
            Self::OpenDay => ("开放日", "Open day"),
        };
        lang.pick(zh, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CaseNo;

    #[test]
    fn an_alias_is_no_name() {
        for good in ["op-07", "a", "W_3.b", "20261122-7", &"x".repeat(32)] {
            assert_eq!(Recorder::parse(good).unwrap().as_str(), good);
        }
        for wrong in ["", " op", "op ", "李雷", "a b", "a/b", &"x".repeat(33)] {
            assert!(Recorder::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_alias_is_no_number_of_a_person() {
        for wrong in [
            "13800138000",
            "op-138-0013-8000",
            "023-63151234",
            "11010519491231002X",
        ] {
            let Malformed(why) = Recorder::parse(wrong).unwrap_err();
            assert!(why.contains("telephone"), "{wrong}: {why}");
        }
    }

    #[test]
    fn an_opinion_is_of_no_case() {
        let longest = OpinionNo::parse(&"9".repeat(20)).unwrap();
        for collection in Collection::ALL {
            let case = CaseNo::collected(collection, "20261122", &longest).unwrap();
            assert!(case.is_collected(), "{case}");
        }
        assert!(OpinionNo::parse(&"9".repeat(21)).is_err());
        assert!(OpinionNo::parse("意见 1").is_err());
        assert!(!CaseNo::parse("5001032026110900012").unwrap().is_collected());
    }

    #[test]
    fn the_code_on_the_wire_is_its_text() {
        for collection in Collection::ALL {
            let code = format!("\"{}\"", collection.code());
            assert_eq!(serde_json::to_string(&collection).unwrap(), code);
            assert_eq!(Collection::from_code(collection.code()), Some(collection));
        }
        assert_eq!(Collection::from_code("fax"), None);
    }
}
