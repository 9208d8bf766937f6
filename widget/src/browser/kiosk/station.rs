//! Drives the turns of one kiosk: what happens on the page goes into [`Turn`], what a
//! step asks for goes onto the sheet and out to the page.

use super::super::event::tell;
use super::super::host::Attributes;
use super::super::sheet::Sheet;
use super::super::{dom, send};
use super::hearing;
use crate::form::{Outcome, Phase};
use crate::kiosk::{Input, Screen, Times, Turn};
use crate::parts::kiosk::{END, Frame, MORE, MORE_ID};
use crate::parts::levels::QUESTION_ID;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;

/// The heading of every outcome.
const HEADING_ID: &str = "hcp-heading";
/// How often a resting screen counts anew what waits to be submitted.
const COUNT_MS: u32 = 2_000;

/// One kiosk.
pub struct Station {
    sheet: Rc<Sheet>,
    frame: Frame,
    turn: RefCell<Turn>,
    timer: RefCell<Option<Timeout>>,
    focusing: RefCell<Option<Timeout>>,
    /// Where the focus was before the question.
    left_at: RefCell<Option<String>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Station {
    /// Begins: with the ticket that the element has, or at rest.
    pub fn open(sheet: &Rc<Sheet>, frame: Frame) -> Rc<Self> {
        let station = Rc::new(Self {
            sheet: Rc::clone(sheet),
            frame,
            turn: RefCell::new(Turn::new(times(sheet.host()))),
            timer: RefCell::default(),
            focusing: RefCell::default(),
            left_at: RefCell::default(),
            listeners: RefCell::default(),
        });
        sheet.stand_on(&station);
        station.listeners.replace(hearing::listen(&station));
        let first = if sheet.has_ticket() {
            Input::Ticket(true)
        } else {
            Input::Time
        };
        station.take(first);
        station
    }

    /// The host has put another ticket on the element, or taken it away (empty).
    pub fn ticket(self: &Rc<Self>, ticket: String) {
        let some = !ticket.is_empty();
        self.sheet.set_ticket(ticket);
        self.take(Input::Ticket(some));
    }

    /// The attributes for the times have changed.
    pub fn retime(&self, host: &HtmlElement) {
        self.turn.borrow_mut().set_times(times(host));
    }

    /// A button was pressed. Answers whether it was the kiosk's.
    pub fn pressed(self: &Rc<Self>, act: &str) -> bool {
        match act {
            MORE => self.take(Input::More),
            END => self.take(Input::Next),
            _ => return false,
        }
        true
    }

    /// The sheet may stand elsewhere now.
    pub fn look(self: &Rc<Self>, phase: &Phase) {
        self.take(match phase {
            Phase::Sending => Input::Sending,
            Phase::Open => Input::Open,
            Phase::Closed(Outcome::Submitted(_) | Outcome::Queued(_)) => Input::Done,
            Phase::Closed(_) => Input::Closed,
        });
    }

    pub(super) fn take(self: &Rc<Self>, input: Input) {
        let before = self.turn.borrow().screen();
        let step = self.turn.borrow_mut().step(input, now());
        let after = self.turn.borrow().screen();
        if before != Screen::Asking && after == Screen::Asking {
            self.left_at
                .replace(dom::focused_id(self.sheet.container()));
        }
        if step.clear {
            self.left_at.take();
            if after == Screen::Resting {
                self.sheet.set_ticket(String::new());
            }
            self.sheet.wipe();
        }
        self.show();
        // Another step may have come in between: an evaluation of this ticket lies in the vault.
        match (before, self.turn.borrow().screen()) {
            (Screen::Asking, Screen::Asking) => {}
            (_, Screen::Asking) => self.focus_soon(MORE_ID.to_owned()),
            (_, Screen::Serving) if step.clear => self.focus_soon(QUESTION_ID.to_owned()),
            (Screen::Asking, Screen::Serving) => {
                if let Some(id) = self.left_at.take() {
                    self.focus_soon(id);
                }
            }
            // After a submission the sheet does so itself.
            (Screen::Resting | Screen::Serving, Screen::Parting) => {
                self.focus_soon(HEADING_ID.to_owned());
            }
            _ => {}
        }
        self.schedule();
        let host = self.sheet.host();
        if step.clear && after == Screen::Resting {
            // It comes back here as an empty ticket, which changes nothing any more.
            let _ = host.remove_attribute("ticket");
        }
        for word in step.words {
            tell(host, "hcp-kiosk", &[("state", word.name().into())]);
        }
    }

    fn show(&self) {
        let turn = self.turn.borrow();
        let left = turn.left(now()).unwrap_or_default();
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        self.frame.show(turn.screen(), left, send::count());
    }

    fn schedule(self: &Rc<Self>) {
        let turn = self.turn.borrow();
        let wait = match turn.wait(now()) {
            Some(wait) => Some(u32::try_from(wait).unwrap_or(u32::MAX)),
            None => (turn.screen() == Screen::Resting).then_some(COUNT_MS),
        };
        drop(turn);
        let station = Rc::downgrade(self);
        self.timer.replace(wait.map(|wait| {
            Timeout::new(wait, move || {
                if let Some(station) = station.upgrade() {
                    station.take(Input::Time);
                }
            })
        }));
    }

    /// Moves the focus once the screen is drawn.
    fn focus_soon(&self, id: String) {
        let container = self.sheet.container().clone();
        self.focusing.replace(Some(Timeout::new(0, move || {
            dom::focus_quietly(&container, &id);
        })));
    }
}

fn times(host: &HtmlElement) -> Times {
    Times::of(
        host.get_attribute("idle").as_deref(),
        host.get_attribute("thanks").as_deref(),
    )
}

/// Milliseconds of a clock that nobody sets.
fn now() -> u64 {
    let now = web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |clock| clock.now());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive; whole milliseconds are enough"
    )]
    let now = now as u64;
    now
}

impl Sheet {
    /// The station that this sheet stands on.
    pub(in crate::browser) fn station(&self) -> Option<Rc<Station>> {
        self.station_link().borrow().upgrade()
    }

    fn stand_on(&self, station: &Rc<Station>) {
        self.station_link().replace(Rc::downgrade(station));
    }

    /// Has the station, if there is one, look at how the sheet stands now.
    pub(in crate::browser) fn look(&self) {
        if let Some(station) = self.station() {
            station.look(&self.phase());
        }
    }

    /// Everything of the citizen goes, their language and size of text too; for a
    /// ticket, the edge is asked what it rates.
    fn wipe(self: &Rc<Self>) {
        let settings = Attributes::of(self.host()).settings(self.host());
        self.begin_with(settings);
    }
}
