//! The turn of a citizen: from the ticket to the clean screen.
//!
//! ```text
//!             ticket                 idle
//! Resting ──────────► Serving ───────────────► Asking ── time ──► Resting (idle, next)
//!    ▲                 │   ▲ ▲────── more ───────┘
//!    │          submit ▼   │ open
//!    │               Sending
//!    │                 │ done, closed
//!    └── time ────── Parting ── open ──► Serving
//!   (next)
//! ```
//!
//! `Next` leads to Resting from everywhere, `Hidden` from everywhere but Sending.

use super::Times;

/// What is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Nobody's: waits for a ticket.
    #[default]
    Resting,
    /// The form.
    Serving,
    /// The form, while it is being submitted. Nothing is cleared under it.
    Sending,
    /// The form behind the question whether the citizen is still there.
    Asking,
    /// Thanks, or why this cannot be rated.
    Parting,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The host has put a ticket on the element, or (`false`) taken it away.
    Ticket(bool),
    /// The citizen has touched the form.
    Touched,
    /// “I need more time.”
    More,
    /// The form was submitted.
    Sending,
    /// The form can be filled in: refused, neither sent nor kept, or asked for anew.
    Open,
    /// It is stored for good, or kept until it can be sent.
    Done,
    /// This ticket cannot be rated.
    Closed,
    /// The next citizen, please: by the staff, by the citizen, or because the page goes.
    Next,
    /// Nobody sees the screen any more: it is locked, or the device sleeps. Who comes next
    /// wakes it.
    Hidden,
    /// Time has passed.
    Time,
}

/// What the host is told; never more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The citizen has rated.
    Done,
    /// The citizen has gone without rating.
    Idle,
    /// The screen is clean: the next one, please.
    Next,
}

impl Word {
    /// As the event spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Idle => "idle",
            Self::Next => "next",
        }
    }
}

/// What a step asks of the rim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whether everything of the citizen is to be wiped off the sheet.
    pub clear: bool,
    /// What the host is told, in this order, after that.
    pub words: &'static [Word],
}

/// Whose turn it is, and until when.
#[derive(Clone, Debug)]
pub struct Turn {
    times: Times,
    screen: Screen,
    /// When the screen changes by itself; of no meaning while resting or sending.
    until: u64,
    /// Whether the citizen has rated: then no form opens again.
    done: bool,
}

const NOTHING: Step = Step {
    clear: false,
    words: &[],
};

impl Turn {
    /// Nobody's turn.
    #[must_use]
    pub const fn new(times: Times) -> Self {
        Self {
            times,
            screen: Screen::Resting,
            until: 0,
            done: false,
        }
    }

    /// Takes other times; a period that runs already ends as it was begun.
    pub const fn set_times(&mut self, times: Times) {
        self.times = times;
    }

    /// What is on the screen.
    #[must_use]
    pub const fn screen(&self) -> Screen {
        self.screen
    }

    /// Whole seconds left of a countdown that is shown; `None` where none is.
    #[must_use]
    pub fn left(&self, now: u64) -> Option<u64> {
        matches!(self.screen, Screen::Asking | Screen::Parting)
            .then(|| self.until.saturating_sub(now).div_ceil(1000))
    }

    /// Milliseconds until [`Input::Time`] is to be given again: the end of the period,
    /// or the countdown's next second. `None` while only an event changes anything.
    #[must_use]
    pub fn wait(&self, now: u64) -> Option<u64> {
        let rest = self.until.saturating_sub(now);
        match self.screen {
            Screen::Resting | Screen::Sending => None,
            Screen::Serving => Some(rest),
            Screen::Asking | Screen::Parting => Some(match rest % 1000 {
                0 => rest.min(1000),
                part => part,
            }),
        }
    }

    /// Takes what happens.
    pub fn step(&mut self, input: Input, now: u64) -> Step {
        use Screen::{Asking, Parting, Resting, Sending, Serving};
        match (input, self.screen) {
            (Input::Ticket(true), _) => {
                self.done = false;
                self.serve(now);
                Step {
                    clear: true,
                    words: &[],
                }
            }
            (Input::Ticket(false) | Input::Next, Serving | Sending | Asking | Parting)
            | (Input::Hidden, Serving | Asking | Parting) => self.rest(&[Word::Next]),
            (Input::Touched, Serving)
            | (Input::More, Serving | Asking)
            | (Input::Open, Sending) => {
                self.serve(now);
                NOTHING
            }
            (Input::Open, Parting) if !self.done => {
                self.serve(now);
                NOTHING
            }
            (Input::Touched | Input::More | Input::Done, Parting) => self.part(now, &[]),
            (Input::Sending, Serving | Asking) => {
                self.screen = Sending;
                NOTHING
            }
            (Input::Done, Serving | Sending | Asking) => {
                self.done = true;
                self.part(now, &[Word::Done])
            }
            (Input::Closed, Serving | Sending | Asking) => self.part(now, &[]),
            // The device slept past the question and its answer: who woke it is another.
            (Input::Time, Serving) if now >= self.until.saturating_add(self.times.asking) => {
                self.rest(&[Word::Idle, Word::Next])
            }
            (Input::Time, Serving) if now >= self.until => {
                self.screen = Asking;
                // From now, not from when it was due: a timer that comes a little late takes
                // nothing off the time to answer.
                self.until = now.saturating_add(self.times.asking);
                NOTHING
            }
            (Input::Time, Asking) if now >= self.until => self.rest(&[Word::Idle, Word::Next]),
            (Input::Time, Parting) if now >= self.until => self.rest(&[Word::Next]),
            (_, Resting | Serving | Sending | Asking | Parting) => NOTHING,
        }
    }

    const fn serve(&mut self, now: u64) {
        self.screen = Screen::Serving;
        self.until = now.saturating_add(self.times.idle);
    }

    const fn part(&mut self, now: u64, words: &'static [Word]) -> Step {
        self.screen = Screen::Parting;
        self.until = now.saturating_add(self.times.thanks);
        Step {
            clear: false,
            words,
        }
    }

    const fn rest(&mut self, words: &'static [Word]) -> Step {
        self.screen = Screen::Resting;
        Step { clear: true, words }
    }
}

#[cfg(test)]
mod tests;
