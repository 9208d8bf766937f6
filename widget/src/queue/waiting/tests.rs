use super::super::ROOM;
use super::*;
use std::cell::Cell;
use std::rc::Rc;

const NOW: u64 = 1_795_000_000_000;
const EDGE: &str = "https://edge.example";

/// One device that several tabs write to.
#[derive(Clone, Default)]
struct Shared {
    text: Rc<RefCell<Option<String>>>,
    writes: Rc<Cell<u32>>,
    off: bool,
}

impl Device for Shared {
    fn read(&self) -> Result<Option<String>, NotKept> {
        if self.off {
            return Err(NotKept);
        }
        Ok(self.text.borrow().clone())
    }

    fn write(&self, text: Option<&str>) -> Result<(), NotKept> {
        self.writes.set(self.writes.get() + 1);
        self.text.replace(text.map(str::to_owned));
        Ok(())
    }
}

fn tab(device: &Shared) -> Waiting<Shared> {
    Waiting {
        device: device.clone(),
        page: RefCell::default(),
    }
}

fn job(ticket: &str) -> Job {
    Job::new(EDGE.into(), ticket.into(), r#"{"level":2}"#.into(), NOW)
}

fn refusal() -> Refusal {
    Refusal {
        code: "ticket_expired".into(),
        title: "评价期限已过".into(),
        ..Refusal::default()
    }
}

#[test]
fn what_is_kept_nowhere_is_said_to_be_kept_nowhere() {
    let tab = tab(&Shared::default());
    let kept: Vec<_> = (0..=2 * ROOM.jobs)
        .map(|n| tab.keep(&job(&n.to_string()), false))
        .collect();
    assert!(kept[..ROOM.jobs].iter().all(|at| *at == Some(Kept::Device)));
    assert!(
        kept[ROOM.jobs..2 * ROOM.jobs]
            .iter()
            .all(|at| *at == Some(Kept::Page))
    );
    assert_eq!(kept[2 * ROOM.jobs], None);
    let last = job(&(2 * ROOM.jobs).to_string());
    assert_eq!(tab.put_off(&last, false, NOW, None, 0.5), None);
    tab.remove(EDGE, "0");
    assert_eq!(
        tab.put_off(&last, false, NOW, None, 0.5),
        Some(Kept::Device),
        "room was made while it was being sent"
    );
}

#[test]
fn a_person_is_never_written_to_the_device() {
    let device = Shared::default();
    let tab = tab(&device);
    assert_eq!(tab.keep(&job("a"), true), Some(Kept::PageForPrivacy));
    let (taken, own) = tab.take(NOW + 60_000).unwrap();
    assert!(own);
    tab.remove(EDGE, "a");
    assert_eq!(
        tab.put_off(&taken, own, NOW, None, 0.5),
        Some(Kept::PageForPrivacy),
        "not even when it is put back"
    );
    for n in 0..=ROOM.jobs {
        tab.keep(&job(&n.to_string()), true);
    }
    assert_eq!(tab.keep(&job("one more"), true), None);
    assert_eq!(device.writes.get(), 0);
}

#[test]
fn without_storage_it_waits_on_the_page() {
    let tab = tab(&Shared {
        off: true,
        ..Shared::default()
    });
    assert_eq!(tab.keep(&job("a"), false), Some(Kept::Page));
    assert_eq!(
        tab.put_off(&job("a"), false, NOW, None, 0.5),
        Some(Kept::Page)
    );
    assert!(tab.take(NOW + 60_000).is_some());
}

#[test]
fn a_change_that_makes_no_difference_writes_nothing() {
    let device = Shared::default();
    let (a, b) = (tab(&device), tab(&device));
    b.hurry(NOW);
    b.remove(EDGE, "a");
    assert_eq!(device.writes.get(), 0, "an empty book stays unwritten");
    a.keep(&job("a"), false);
    let written = device.writes.get();
    b.hurry(NOW + 1);
    assert!(b.take(NOW + 1).is_none());
    b.remove(EDGE, "other");
    assert_eq!(device.writes.get(), written);
}

#[test]
fn a_job_that_another_tab_wrote_over_is_put_back() {
    let device = Shared::default();
    let a = tab(&device);
    assert_eq!(a.keep(&job("a"), false), Some(Kept::Device));
    // Another tab had read before that and writes after it.
    device.write(None).unwrap();
    assert_eq!(
        a.put_off(&job("a"), false, NOW, None, 0.5),
        Some(Kept::Device)
    );
    let again = a.find(EDGE, "a").unwrap();
    assert_eq!((again.tries, again.lease), (1, 0));
    device.write(None).unwrap();
    a.refuse(&job("a"), false, &refusal());
    assert!(tab(&device).find(EDGE, "a").unwrap().refusal().is_some());
}

#[test]
fn a_refusal_on_the_page_is_found_and_what_only_waits_there_is_not() {
    let tab = tab(&Shared::default());
    tab.keep(&job("a"), true);
    assert!(tab.find(EDGE, "a").is_none());
    tab.refuse(&job("a"), true, &refusal());
    assert!(tab.find(EDGE, "a").unwrap().refusal().is_some());
    assert_eq!(tab.next(NOW), None);
}

#[test]
fn a_later_versions_text_is_left_alone() {
    let device = Shared::default();
    device.write(Some("2\nnew")).unwrap();
    let tab = tab(&device);
    assert_eq!(tab.keep(&job("a"), false), Some(Kept::Page));
    tab.hurry(NOW);
    tab.remove(EDGE, "a");
    assert_eq!(device.read().unwrap().as_deref(), Some("2\nnew"));
}
