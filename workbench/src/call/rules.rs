//! What becomes of a call: pure, no clock and no database.

/// How often nobody may answer before a case is left alone. A citizen who does not take a
/// call three times does not want it.
pub const ATTEMPTS: u8 = 3;
/// Minutes before a number that nobody answered is called again.
pub const AGAIN_AFTER_MINUTES: u32 = 120;
/// Minutes for which a call is an operator's own; then another may take it.
pub const HELD_MINUTES: u32 = 30;

/// Minutes for which an evaluation may be on its way from the edge to the centre.
pub const ARRIVES_MINUTES: u32 = 10;
/// Days after which a call that nobody made ends: as long as a citizen may rate.
pub const KEPT_DAYS: u32 = 30;

/// What an operator says of a call that ended without a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody answered, or the line was busy.
    NoAnswer,
    /// The citizen does not want to rate: their right, and no rating of any level.
    Declined,
    /// It is not the citizen's number.
    WrongNumber,
    /// The operator cannot call now.
    GivenBack,
}

/// How a call ended for good. Nothing leaves these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The rating was recorded.
    Rated,
    /// The step had been rated before, through whatever channel.
    RatedElsewhere,
    /// The citizen did not want to.
    Declined,
    /// Not the citizen's number, or none.
    WrongNumber,
    /// Called as often as is allowed.
    Unreachable,
    /// The time for rating had passed.
    Expired,
}

/// What is next for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Waits again, for so many minutes and with so many attempts behind it.
    Waits {
        /// Not called before so many minutes have gone.
        minutes: u32,
        /// How often nobody answered.
        attempts: u8,
    },
    /// Over.
    Ends(End),
}

impl End {
    /// The state as it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rated => "rated",
            Self::RatedElsewhere => "rated_elsewhere",
            Self::Declined => "declined",
            Self::WrongNumber => "wrong_number",
            Self::Unreachable => "unreachable",
            Self::Expired => "expired",
        }
    }
}

/// What is next after `outcome`, when nobody had answered `attempts` times before.
#[must_use]
pub const fn after(outcome: Outcome, attempts: u8) -> Next {
    match outcome {
        Outcome::Declined => Next::Ends(End::Declined),
        Outcome::WrongNumber => Next::Ends(End::WrongNumber),
        Outcome::GivenBack => Next::Waits {
            minutes: 0,
            attempts,
        },
        Outcome::NoAnswer => {
            let attempts = attempts.saturating_add(1);
            if attempts >= ATTEMPTS {
                Next::Ends(End::Unreachable)
            } else {
                Next::Waits {
                    minutes: AGAIN_AFTER_MINUTES,
                    attempts,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_more_often_than_is_allowed() {
        let mut attempts = 0;
        let mut calls = 1;
        while let Next::Waits {
            minutes,
            attempts: next,
        } = after(Outcome::NoAnswer, attempts)
        {
            assert_eq!((minutes, next), (AGAIN_AFTER_MINUTES, attempts + 1));
            attempts = next;
            calls += 1;
        }
        assert_eq!(calls, ATTEMPTS);
        assert_eq!(
            after(Outcome::NoAnswer, u8::MAX),
            Next::Ends(End::Unreachable)
        );
    }

    #[test]
    fn giving_back_costs_the_citizen_no_attempt() {
        for attempts in 0..ATTEMPTS {
            assert_eq!(
                after(Outcome::GivenBack, attempts),
                Next::Waits {
                    minutes: 0,
                    attempts
                }
            );
        }
    }

    #[test]
    fn a_refusal_ends_it_and_never_as_a_rating() {
        assert_eq!(after(Outcome::Declined, 0), Next::Ends(End::Declined));
        assert_eq!(after(Outcome::WrongNumber, 2), Next::Ends(End::WrongNumber));
    }
}
