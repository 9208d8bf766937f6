//! Which tickets may have a link.

use contract::problem::Code;
use serde_json::{Value, json};

use super::{DAY, Record, offer};
use crate::config::Config;
use crate::normalize;
use crate::refusal::Refusal;

const NOW: i64 = 1_790_000_000_000;

fn config() -> Config {
    Config::parse(
        include_str!("../../deploy/demo.config.json"),
        include_str!("../../deploy/demo.secrets.json"),
    )
    .unwrap()
}

/// The ticket of an event of `channel` that took place `age` ms ago.
fn ticket(channel: u8, age: i64) -> String {
    let event: Value = json!({
        "caseNo": "A1", "stepNo": 1, "step": "conclude", "itemKind": "01", "itemName": "食品经营许可",
        "itemCode": "11110000000021135M2000117008000", "agencyCode": "11110000000021135M",
        "agencyName": "区市场监管局", "caseStatus": 3, "applicantKind": 1, "channel": channel,
        "serviceTime": crate::clock::rfc3339(NOW - age)
    });
    let (config, event) = (config(), serde_json::from_value(event).unwrap());
    let hall = config.hall("yuzhong-zwfw").unwrap();
    normalize::event(&config, hall, &event, NOW - age + 1_000)
        .unwrap()
        .ticket
}

fn offered(hall: &str, ticket: &str, until: Option<i64>, now: i64) -> Result<Record, Refusal> {
    let config = config();
    offer(&config, config.hall(hall).unwrap(), ticket, until, now)
}

#[test]
fn a_link_holds_as_long_as_its_ticket_and_no_longer() {
    let sent = ticket(7, 1_000);
    let whole = offered("yuzhong-zwfw", &sent, None, NOW).unwrap();
    assert_eq!(whole.expires_at, NOW - 1_000 + 30 * DAY);
    assert_eq!(whole.ticket, sent);
    let short = offered("yuzhong-zwfw", &sent, Some(NOW + DAY), NOW).unwrap();
    assert_eq!(short.expires_at, NOW + DAY);
    let beyond = offered("yuzhong-zwfw", &sent, Some(NOW + 90 * DAY), NOW).unwrap();
    assert_eq!(beyond, whole);
}

#[test]
fn no_link_that_holds_has_the_code_of_one_that_ended() {
    let sent = ticket(7, 1_000);
    let ask = |until, now| offered("yuzhong-zwfw", &sent, until, now).unwrap();
    let short = ask(Some(NOW + DAY), NOW);
    let later = ask(None, NOW + 3 * DAY);
    assert_ne!(later.code, short.code);
    assert!(later.expires_at > NOW + 3 * DAY);
    // Asked again, by a gateway without an answer or at another edge, whenever that is.
    assert_eq!(ask(Some(NOW + DAY), NOW + DAY / 2), short);
    assert_eq!(ask(None, NOW), later);
}

#[test]
fn only_what_the_form_takes_and_a_message_brings_has_a_link() {
    let refused =
        |hall: &str, ticket: &str, now| offered(hall, ticket, None, now).unwrap_err().code;
    let sent = ticket(7, 1_000);
    let mut altered = sent.clone();
    altered.pop();
    let hall = "yuzhong-zwfw";
    assert_eq!(refused(hall, &altered, NOW), Code::TicketInvalid);
    assert_eq!(refused(hall, "", NOW), Code::TicketInvalid);
    assert_eq!(refused("jiangbei-zwfw", &sent, NOW), Code::TicketInvalid);
    assert_eq!(refused(hall, &sent, NOW + 31 * DAY), Code::TicketExpired);
    assert_eq!(refused(hall, &sent, NOW - DAY), Code::TicketNotYetValid);
    for channel in 1..=7 {
        let offered = offered(hall, &ticket(channel, 1_000), None, NOW).map(|_| ());
        let code = offered.err().map(|refusal| refusal.code);
        let message = matches!(channel, 2 | 7);
        assert_eq!(code, (!message).then_some(Code::RuleBroken), "{channel}");
    }
}
