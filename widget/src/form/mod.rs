//! What is on the sheet, and how it changes.
//!
//! [`State`] is everything a citizen sees, as data. It changes only through its own
//! methods, which are pure and natively tested; the parts read it through [`Form`],
//! the reactive handle, and the browser rim carries out what must happen outside.

mod check;
mod date;
mod draft;
mod outcome;
mod settings;
mod state;
mod told;
mod wire;

pub use check::{Fault, reason_id};
pub use date::{day, minute};
pub use draft::Draft;
pub use outcome::{Kept, Outcome, Submitted};
pub use settings::{Settings, Theme};
pub use state::{Phase, Redraw, State};
pub use told::{Acceptance, Invitation, InvitationState, Matter, Refusal};
pub use wire::body;

use crate::parts::text::{Words, words};
use contract::lang::Lang;
use leptos::prelude::{Notify, ReadUntracked, RwSignal, Track, Update, Write};
use leptos::reactive::signal::guards::{Plain, ReadGuard};
use leptos::reactive::traits::UntrackableGuard as _;
use std::ops::DerefMut;

/// The state of one sheet as the parts see it.
///
/// Three signals, so that typing does not rebuild the sheet: `state` is what bound
/// attributes and words follow; `scene` counts the changes of structure (another
/// phase, language or catalogue) and `alarm` those of the list of faults, which is
/// read out whenever it is drawn.
#[derive(Clone, Copy)]
pub struct Form {
    state: RwSignal<State>,
    scene: RwSignal<u32>,
    alarm: RwSignal<u32>,
}

impl Form {
    /// A sheet with this state. Must be called under a reactive owner, which it lives
    /// as long as.
    #[must_use]
    pub fn new(state: State) -> Self {
        Self {
            state: RwSignal::new(state),
            scene: RwSignal::new(0),
            alarm: RwSignal::new(0),
        }
    }

    /// Reads the state and follows it.
    pub fn with<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.follow();
        self.peek(read)
    }

    /// Reads the state as it is now.
    pub fn peek<T>(self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.reader())
    }

    /// Changes the state; the sheet is rebuilt when the change says so.
    pub fn change(self, change: impl FnOnce(&mut State) -> Redraw) {
        let mut state = self.writer();
        let before = state.faults.clone();
        let redraw = change(&mut state);
        let alarm = before != state.faults;
        drop(state);
        self.notify(alarm, redraw);
    }

    // The four below are not generic and not inlined: with the signals' own generic
    // accessors, every place that reads the state would have a copy of them.

    #[inline(never)]
    fn follow(self) {
        self.state.track();
    }

    #[inline(never)]
    fn reader(self) -> ReadGuard<State, Plain<State>> {
        self.state.read_untracked()
    }

    #[inline(never)]
    fn writer(&self) -> impl DerefMut<Target = State> {
        // The notice is `notify`'s, once nobody holds the state any more.
        let mut writer = self.state.write();
        writer.untrack();
        writer
    }

    #[inline(never)]
    fn notify(self, alarm: bool, redraw: Redraw) {
        self.state.notify();
        if alarm {
            count_up(self.alarm);
        }
        if redraw == Redraw::Scene {
            count_up(self.scene);
        }
    }

    /// Follows the structure of the sheet.
    pub fn follow_scene(self) {
        self.scene.track();
    }

    /// Follows the list of faults.
    pub fn follow_alarm(self) {
        self.alarm.track();
    }

    /// The language now.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.peek(|state| state.settings.lang)
    }

    /// The words in the language now.
    #[must_use]
    pub fn words(self) -> &'static Words {
        words(self.lang())
    }
}

#[inline(never)]
fn count_up(signal: RwSignal<u32>) {
    signal.update(|count| *count = count.wrapping_add(1));
}
