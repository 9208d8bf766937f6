//! What becomes of records after one attempt; pure.
//!
//! A platform may answer for a body as a whole. Then a refusal, or a duplicate, is about some
//! record of it, and nobody knows which: so none is settled, the body is halved, and a record
//! is judged when it stands alone. So one bad record holds up the others only for a moment.

use std::time::Duration;

use haochaping_edge::outbox::backoff;
use haochaping_edge::profile::{Understood, Verdict};

/// First and longest wait of a record that is sent again.
const WAIT_MS: (u32, u32) = (10_000, 3_600_000);

/// What came of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// An answer, by the profile's rules.
    Answered {
        /// HTTP status.
        status: u16,
        /// What it means.
        understood: Understood,
    },
    /// No answer, and the body never left: a name that does not resolve, a connection refused.
    NotSent(&'static str),
    /// The platform gave no token, so the body never left.
    NoToken(String),
    /// No answer, though the body may have arrived: the time ran out, the connection broke.
    Unanswered(&'static str),
}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The platform has it; whether it had it before.
    Sent {
        /// Whether the platform said that it was there already.
        before: bool,
    },
    /// The platform never will, with its code.
    Refused(String),
    /// The profile cannot say it, with what it cannot say.
    NotCarried(String),
    /// It is sent again.
    Again {
        /// Why.
        code: String,
        /// After this time.
        after: Duration,
        /// With how many others at most, itself counted; as before where there is none.
        at_most: Option<i16>,
    },
}

impl Fate {
    /// Its state in the outbox.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        match self {
            Self::Sent { .. } => "sent",
            Self::Refused(_) => "refused",
            Self::NotCarried(_) => "not_carried",
            Self::Again { .. } => "waiting",
        }
    }

    /// The code that is kept with it.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Sent { before: false } => None,
            Self::Sent { before: true } => Some("duplicate"),
            Self::Refused(code) | Self::NotCarried(code) | Self::Again { code, .. } => Some(code),
        }
    }

    /// Milliseconds until it is sent again.
    #[must_use]
    pub fn after_ms(&self) -> i64 {
        match self {
            Self::Again { after, .. } => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
            _ => 0,
        }
    }

    /// With how many others at most it is sent again, if that changed.
    #[must_use]
    pub const fn at_most(&self) -> Option<i16> {
        match self {
            Self::Again { at_most, .. } => *at_most,
            _ => None,
        }
    }
}

/// What becomes of each record of a body, in its order. `attempts` counts for each how often
/// it has been sent, this time too; `random` spreads the waits.
#[must_use]
pub fn settle(attempt: &Attempt, attempts: &[i32], random: u32) -> Vec<Fate> {
    let several = attempts.len() > 1;
    let half = i16::try_from(attempts.len().div_ceil(2)).unwrap_or(i16::MAX);
    let again = |code: &str, count: i32, halved: bool| Fate::Again {
        code: code.to_owned(),
        after: wait(count, random),
        at_most: (several && halved).then_some(half),
    };
    let apart = |code: &str| Fate::Again {
        code: code.to_owned(),
        after: Duration::ZERO,
        at_most: Some(half),
    };
    let each = |fate: &dyn Fn(i32) -> Fate| attempts.iter().map(|count| fate(*count)).collect();
    match attempt {
        Attempt::NotSent(code) => each(&|count| again(code, count, false)),
        Attempt::NoToken(code) => each(&|count| again(code, count, false)),
        Attempt::Unanswered(code) => each(&|count| again(code, count, count > 1)),
        Attempt::Answered { status, understood } => match understood {
            Understood::Each(verdicts) => verdicts
                .iter()
                .zip(attempts)
                .map(|(verdict, count)| alone(verdict, *count, &again))
                .collect(),
            Understood::Whole(verdict) if !several => each(&|count| alone(verdict, count, &again)),
            Understood::Whole(verdict) => match verdict {
                Verdict::Taken => each(&|_| Fate::Sent { before: false }),
                Verdict::Duplicate => each(&|_| apart("duplicate_among_others")),
                Verdict::Refused(code) => each(&|_| apart(code)),
                // With a token given a moment ago: whoever stands before the platform may mean
                // what some record says.
                Verdict::TokenRefused(code) => each(&|count| again(code, count, count > 1)),
                // A platform that is away says nothing about the body; one that goes on
                // failing may fail because of it.
                Verdict::Retry(code) => each(&|count| {
                    again(
                        code,
                        count,
                        *status == 200 || is_about_the_body(*status) || count > 1,
                    )
                }),
            },
        },
    }
}

fn alone(verdict: &Verdict, count: i32, again: &impl Fn(&str, i32, bool) -> Fate) -> Fate {
    match verdict {
        Verdict::Taken => Fate::Sent { before: false },
        Verdict::Duplicate => Fate::Sent { before: true },
        Verdict::Refused(code) => Fate::Refused(code.clone()),
        Verdict::Retry(code) | Verdict::TokenRefused(code) => again(code, count, false),
    }
}

const fn is_about_the_body(status: u16) -> bool {
    matches!(status, 400 | 409 | 413 | 415 | 422)
}

/// Whether the platform says that the token counts no more, whatever the body holds.
#[must_use]
pub const fn refuses_token(attempt: &Attempt) -> bool {
    matches!(
        attempt,
        Attempt::Answered {
            understood: Understood::Whole(Verdict::TokenRefused(_)),
            ..
        }
    )
}

/// Whether the platform itself seems to be away, so that the next attempt is made later and
/// with one record.
#[must_use]
pub fn is_away(attempt: &Attempt) -> bool {
    match attempt {
        Attempt::NotSent(_) | Attempt::NoToken(_) | Attempt::Unanswered(_) => true,
        Attempt::Answered { .. } if refuses_token(attempt) => true,
        Attempt::Answered { status, understood } => match understood {
            Understood::Whole(Verdict::Retry(_)) => *status != 200 && !is_about_the_body(*status),
            _ => false,
        },
    }
}

fn wait(count: i32, random: u32) -> Duration {
    let count = u32::try_from(count).unwrap_or(1).max(1);
    let (base, cap) = WAIT_MS;
    // Half of it is certain, so that a record that fails is not tried at once.
    let most = backoff::wait_ms(count, base, cap, u32::MAX);
    let part = backoff::wait_ms(count, base, cap, random);
    Duration::from_millis(most / 2 + part / 2)
}

/// Puts records that are due into bodies: at most `most` each, and none with more than its
/// records bear.
#[must_use]
pub fn bodies<T>(due: Vec<T>, most: usize, at_most: impl Fn(&T) -> Option<i16>) -> Vec<Vec<T>> {
    let bound = |record: &T| {
        let own = at_most(record).and_then(|it| usize::try_from(it).ok());
        own.unwrap_or(most).clamp(1, most.max(1))
    };
    let mut bodies: Vec<(usize, Vec<T>)> = Vec::new();
    for record in due {
        let bound = bound(&record);
        let open = bodies
            .iter_mut()
            .find(|(its, body)| *its == bound && body.len() < bound);
        match open {
            Some((_, body)) => body.push(record),
            None => bodies.push((bound, vec![record])),
        }
    }
    bodies.into_iter().map(|(_, body)| body).collect()
}

#[cfg(test)]
#[path = "settling_tests.rs"]
mod tests;
