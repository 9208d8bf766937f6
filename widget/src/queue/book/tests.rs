use super::super::{ROOM, Unreadable};
use super::*;
use proptest::prelude::*;

const NOW: u64 = 1_795_000_000_000;
const EDGE: &str = "https://edge.example";

fn job(ticket: &str) -> Job {
    Job {
        lease: 0,
        ..Job::new(EDGE.into(), ticket.into(), r#"{"level":2}"#.into(), NOW)
    }
}

fn book(tickets: &[&str]) -> Book {
    let mut book = Book::default();
    for ticket in tickets {
        book.add(job(ticket), ROOM).unwrap();
    }
    book
}

#[test]
fn the_stored_text_is_this() {
    let text = "1\n1795000000000\t1795000000000\t0\t0\t0\t\thttps://edge.example\ta\t{\"level\":2}";
    assert_eq!(book(&["a"]).write(), text);
    assert_eq!(Book::read(Some(text)).unwrap().write(), text);
}

#[test]
fn a_later_version_is_left_alone_and_a_damaged_text_is_told() {
    assert_eq!(Book::read(Some("2\nnew")).unwrap_err(), Unreadable::Later);
    for text in [
        "",
        "x",
        "0",
        "1\n",
        "1\n1\t2",
        "1\n1\t1\t1\t1\t1\t\te\tt\tb\tmore",
    ] {
        assert_eq!(
            Book::read(Some(text)).unwrap_err(),
            Unreadable::Damaged,
            "{text}"
        );
    }
    assert!(Book::read(None).unwrap().is_empty());
}

#[test]
fn a_tab_or_line_break_never_makes_two_jobs_of_one() {
    let mut book = Book::default();
    book.add(
        Job::new(EDGE.into(), "a\tb".into(), "c\nd".into(), NOW),
        ROOM,
    )
    .unwrap();
    let again = Book::read(Some(&book.write())).unwrap();
    assert_eq!(again.jobs.len(), 1);
}

#[test]
fn one_ticket_has_one_job() {
    let mut book = book(&["a"]);
    book.add(Job::new(EDGE.into(), "a".into(), "改了".into(), NOW), ROOM)
        .unwrap();
    assert_eq!(book.jobs.len(), 1);
    assert_eq!(book.find(EDGE, "a").unwrap().body, "改了");
    assert!(book.find("https://other.example", "a").is_none());
}

#[test]
fn a_full_book_refuses_and_stays_as_it_was() {
    let names: Vec<String> = (0..ROOM.jobs).map(|n| n.to_string()).collect();
    let mut full = book(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let before = full.write();
    assert_eq!(full.add(job("one more"), ROOM), Err(Full));
    assert_eq!(full.write(), before);
    let mut heavy = Book::default();
    let large = Job::new(EDGE.into(), "t".into(), "长".repeat(ROOM.bytes), NOW);
    assert_eq!(heavy.add(large, ROOM), Err(Full));
    assert!(heavy.is_empty());
}

#[test]
fn a_leased_job_is_nobody_elses_until_the_lease_runs_out() {
    let mut book = book(&["a"]);
    assert!(book.take(NOW).is_some());
    assert!(book.take(NOW).is_none(), "two tabs must not send the same");
    assert_eq!(book.next(NOW), Some(NOW + LEASE));
    assert!(
        book.take(NOW + LEASE).is_some(),
        "a tab that died holds it no longer"
    );
}

#[test]
fn tries_survive_a_reload() {
    let mut book = book(&["a"]);
    book.put_off(EDGE, "a", NOW, None, 0.5);
    let again = Book::read(Some(&book.write())).unwrap();
    assert_eq!(again.find(EDGE, "a").unwrap().tries, 1);
    assert_eq!(again.next(NOW), book.next(NOW));
}

#[test]
fn a_connection_hurries_what_had_none_but_not_what_the_edge_put_off() {
    let mut book = book(&["offline", "asked"]);
    book.put_off(EDGE, "offline", NOW, None, 0.9);
    book.put_off(EDGE, "asked", NOW, Some(120), 0.0);
    book.hurry(NOW + 1);
    assert_eq!(book.take(NOW + 1).unwrap().ticket, "offline");
    assert!(book.take(NOW + 1).is_none());
    assert!(book.next(NOW + 1).unwrap() > NOW + 20_000);
    book.remove(EDGE, "offline");
    assert!(book.take(NOW + 119_000).is_none());
    assert!(book.take(NOW + 121_000).is_some());
}

#[test]
fn what_is_counted_is_what_is_still_to_be_sent() {
    let mut book = book(&["a", "b", "c"]);
    book.refuse(EDGE, "a", "ticket_expired", "评价期限已过");
    assert!(book.take(NOW).is_some(), "being sent is not sent");
    assert_eq!(book.waiting(), 2);
}

#[test]
fn only_what_can_never_be_otherwise_is_final() {
    for (code, finally) in [
        ("already_evaluated", true),
        ("ticket_expired", true),
        ("ticket_invalid", false),
        ("origin_not_allowed", false),
        ("rule_broken", false),
    ] {
        assert_eq!(super::super::is_final(code), finally, "{code}");
        assert!(
            contract::problem::Code::ALL
                .iter()
                .any(|known| known.as_str() == code)
        );
    }
}

#[test]
fn a_refused_job_waits_for_its_citizen_and_is_not_sent() {
    let mut book = book(&["a"]);
    book.refuse(EDGE, "a", "ticket_expired", "评价期限已过");
    assert!(book.take(NOW + LEASE).is_none());
    assert_eq!(book.next(NOW), None);
    assert!(
        Book::read(Some(&book.write()))
            .unwrap()
            .find(EDGE, "a")
            .unwrap()
            .refusal()
            .is_some_and(|r| r.code == "ticket_expired")
    );
    book.purge(NOW + AGE);
    assert!(book.is_empty());
}

#[test]
fn a_clock_that_was_set_back_holds_nothing_for_ever() {
    let mut book = book(&["a"]);
    book.put_off(EDGE, "a", NOW, None, 0.5);
    assert!(
        book.take(NOW - 2 * AGE).is_some(),
        "due lies absurdly far ahead"
    );
    assert!(book.take(NOW - 2 * AGE + LEASE).is_some());
}

#[derive(Clone, Debug)]
enum Step {
    Add(u8),
    Take,
    PutOff(u8, Option<u64>),
    Refuse(u8),
    Remove(u8),
    Hurry,
    Purge,
    Reload,
    Wait(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0u8..30).prop_map(Step::Add),
        4 => Just(Step::Take),
        2 => (0u8..30, proptest::option::of(0u64..900)).prop_map(|(t, after)| Step::PutOff(t, after)),
        1 => (0u8..30).prop_map(Step::Refuse),
        2 => (0u8..30).prop_map(Step::Remove),
        1 => Just(Step::Hurry),
        1 => Just(Step::Purge),
        2 => Just(Step::Reload),
        3 => (0u64..120_000).prop_map(Step::Wait),
    ];
    proptest::collection::vec(step, 0..80)
}

proptest! {
    /// Whatever happens: within the bounds, one job a ticket, nothing sent twice at a
    /// time, nothing sent early, nothing lost but by being sent, refused or too old.
    #[test]
    fn the_book_keeps_its_promises(steps in steps()) {
        let mut book = Book::default();
        let mut now = NOW;
        let mut held: Vec<(String, u64)> = Vec::new();
        for step in steps {
            match step {
                Step::Add(t) => {
                    let count = book.jobs.len();
                    let known = book.find(EDGE, &t.to_string()).is_some();
                    match book.add(Job { lease: 0, made: now, due: now, ..job(&t.to_string()) }, ROOM) {
                        Ok(()) => prop_assert_eq!(book.jobs.len(), count + usize::from(!known)),
                        Err(Full) => prop_assert_eq!(book.jobs.len(), count),
                    }
                    held.retain(|(ticket, _)| *ticket != t.to_string());
                }
                Step::Take => if let Some(job) = book.take(now) {
                    prop_assert!(job.due <= now && job.refused.is_none());
                    prop_assert!(
                        !held.iter().any(|(ticket, until)| *ticket == job.ticket && *until > now)
                    );
                    held.push((job.ticket, now + LEASE));
                },
                Step::PutOff(t, after) => {
                    book.put_off(EDGE, &t.to_string(), now, after, 0.5);
                    held.retain(|(ticket, _)| *ticket != t.to_string());
                }
                Step::Refuse(t) => book.refuse(EDGE, &t.to_string(), "too_large", "提交的内容过大"),
                Step::Remove(t) => {
                    book.remove(EDGE, &t.to_string());
                    held.retain(|(ticket, _)| *ticket != t.to_string());
                }
                Step::Hurry => book.hurry(now),
                Step::Purge => book.purge(now),
                Step::Reload => {
                    let text = book.write();
                    book = Book::read(Some(&text)).unwrap();
                    prop_assert_eq!(book.write(), text);
                }
                Step::Wait(ms) => now += ms,
            }
            prop_assert!(book.jobs.len() <= ROOM.jobs && book.write().len() <= ROOM.bytes + 8 * 1024);
            let mut tickets: Vec<_> = book.jobs.iter().map(|j| j.ticket.clone()).collect();
            tickets.sort();
            tickets.dedup();
            prop_assert_eq!(tickets.len(), book.jobs.len());
            if let Some(at) = book.next(now) {
                prop_assert!(at > now || book.clone().take(now).is_some());
            }
        }
    }

    #[test]
    fn no_text_stops_reading(text in "\\PC{0,200}") {
        let _ = Book::read(Some(&text));
    }
}
