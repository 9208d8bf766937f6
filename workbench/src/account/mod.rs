//! Who may sign in: an alias of one hall with a set of roles.

pub mod command;
mod password;
pub mod store;

use contract::case::Malformed;
use contract::recorded::Recorder;

pub use password::{Busy, Guard, Password, Weak};

/// What somebody may do. A set: a supervisor who also telephones has both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Calls citizens and records what they say.
    Operator,
    /// Enters collected opinions.
    Collector,
    /// Sees to lists, the trail and what is reported onward.
    Supervisor,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Operator, Self::Collector, Self::Supervisor];

    /// The word in the database and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Collector => "collector",
            Self::Supervisor => "supervisor",
        }
    }

    /// The role that a code names.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A name that may stand beside an evaluation for ever, so what may be a [`Recorder`]; `op-07`,
/// never a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias(Recorder);

impl Alias {
    /// Reads an alias.
    ///
    /// # Errors
    /// What it must be like.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        Recorder::parse(text).map(Self)
    }

    /// What a typed alias is counted and looked up by: small letters, since large and small ones
    /// are the same; nothing for what can be no alias. Of ASCII alone, so that this process and
    /// the database never take two spellings for one, or one for two.
    #[must_use]
    pub fn folded(typed: &str) -> String {
        Self::parse(typed).map_or_else(|_| String::new(), |it| it.as_str().to_ascii_lowercase())
    }

    /// The alias as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// An account that may work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: i64,
    /// The hall it works for.
    pub hall_id: String,
    /// What it is called.
    pub alias: String,
    /// What it may do.
    pub roles: Vec<Role>,
}

impl Account {
    /// Whether it has this role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

#[cfg(test)]
mod tests {
    use super::{Alias, Role};

    #[test]
    fn an_alias_is_no_persons_name() {
        for good in ["op-07", "A", "a.b_c-1", &"x".repeat(32)] {
            assert_eq!(Alias::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "张三", "op 7", "op/7", "13800138000", &"x".repeat(33)] {
            assert!(Alias::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_can_be_no_alias_is_nobodys() {
        assert_eq!(Alias::folded("Op-07"), "op-07");
        // The Kelvin sign: small, it is the k of ASCII, but only for those who fold Unicode.
        for nobodys in ["", "张三", "o\u{212A}-07", "op-07 ", "13800138000"] {
            assert_eq!(Alias::folded(nobodys), "", "{nobodys}");
        }
    }

    #[test]
    fn codes_lead_back() {
        for role in Role::ALL {
            assert_eq!(Role::of(role.code()), Some(role));
        }
        assert_eq!(Role::of("admin"), None);
    }
}
