//! Decides what becomes of each entry of a group, before anything is stored.
//!
//! One key, one content, ever: the first content stands; the same again is told
//! so, other content is refused. A group is decided as if its entries had come
//! one after another, so two taps in the same millisecond get the answers that
//! two taps a minute apart would get.

use std::collections::HashMap;

use super::entry::Entry;
use super::protocol::{Answer, EventAnswer, Standing};

/// What the outbox already keeps under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Digest of its content.
    pub digest: String,
    /// Receipt given for it; empty for an event.
    pub receipt: String,
    /// When it was accepted, ms.
    pub accepted_at: i64,
    /// How it stands.
    pub standing: Standing,
}

/// What may still be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Rows.
    pub rows: u64,
    /// Bytes of content.
    pub bytes: u64,
}

impl Room {
    fn take(&mut self, bytes: u64) -> bool {
        match (self.rows.checked_sub(1), self.bytes.checked_sub(bytes)) {
            (Some(rows), Some(left)) => {
                *self = Self { rows, bytes: left };
                true
            }
            _ => false,
        }
    }
}

/// What becomes of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is to be stored, accepted at this time.
    Store {
        /// ms.
        accepted_at: i64,
    },
    /// The same content is kept already.
    Same(Kept),
    /// Other content is kept already.
    Conflict {
        /// When that was accepted, ms.
        accepted_at: i64,
    },
    /// There is no room for it.
    Full,
}

/// Decides a group: one verdict an entry, in order.
///
/// `kept` holds what the store has under the group's keys, `room` what may still
/// be stored, `now` the time that is written to what is stored.
#[must_use]
pub fn decide(
    entries: &[Entry],
    kept: &HashMap<String, Kept>,
    mut room: Room,
    now: i64,
) -> Vec<Verdict> {
    let mut fresh: HashMap<&str, &Entry> = HashMap::new();
    let mut verdicts = Vec::with_capacity(entries.len());
    for entry in entries {
        let earlier = kept.get(&entry.key).cloned().or_else(|| {
            fresh.get(entry.key.as_str()).map(|first| Kept {
                digest: first.digest.clone(),
                receipt: first.receipt.clone().unwrap_or_default(),
                accepted_at: now,
                standing: Standing::Waiting,
            })
        });
        verdicts.push(match earlier {
            Some(earlier) => against(earlier, &entry.digest),
            None if room.take(entry.bytes()) => {
                fresh.insert(&entry.key, entry);
                Verdict::Store { accepted_at: now }
            }
            None => Verdict::Full,
        });
    }
    verdicts
}

/// The verdict on content with `digest` where `earlier` stands already.
#[must_use]
pub fn against(earlier: Kept, digest: &str) -> Verdict {
    if earlier.digest == digest {
        Verdict::Same(earlier)
    } else {
        Verdict::Conflict {
            accepted_at: earlier.accepted_at,
        }
    }
}

impl Verdict {
    /// As the answer to an evaluation.
    #[must_use]
    pub fn answer(self, retry_after: u32) -> Answer {
        match self {
            Self::Store { accepted_at } => Answer::Accepted { accepted_at },
            Self::Same(Kept {
                receipt,
                accepted_at,
                standing,
                ..
            }) => Answer::Same {
                accepted_at,
                receipt,
                standing,
            },
            Self::Conflict { accepted_at } => Answer::Conflict { accepted_at },
            Self::Full => Answer::Full { retry_after },
        }
    }

    /// As the answer to a service event.
    #[must_use]
    pub fn event_answer(self, retry_after: u32) -> EventAnswer {
        match self {
            Self::Store { .. } => EventAnswer::Accepted,
            Self::Same(_) => EventAnswer::Repeated,
            Self::Conflict { accepted_at } => EventAnswer::Conflict { accepted_at },
            Self::Full => EventAnswer::Full { retry_after },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::entry::Kind;
    use super::*;

    fn entry(key: u8, digest: u8, size: usize) -> Entry {
        Entry {
            kind: Kind::Evaluation,
            key: key.to_string(),
            digest: digest.to_string(),
            receipt: Some(format!("R{key}{digest}")),
            content: "x".repeat(size),
        }
    }

    const ROOM: Room = Room {
        rows: 100,
        bytes: 100_000,
    };

    #[test]
    fn two_equal_taps_in_one_group_are_one_row() {
        let group = [entry(1, 1, 10), entry(1, 1, 10), entry(1, 2, 10)];
        let verdicts = decide(&group, &HashMap::new(), ROOM, 7);
        assert_eq!(verdicts[0], Verdict::Store { accepted_at: 7 });
        assert!(
            matches!(&verdicts[1], Verdict::Same(k) if k.receipt == "R11" && k.accepted_at == 7)
        );
        assert_eq!(verdicts[2], Verdict::Conflict { accepted_at: 7 });
    }

    #[test]
    fn a_full_backlog_still_knows_what_it_keeps() {
        let kept = HashMap::from([(
            "1".to_owned(),
            Kept {
                digest: "1".into(),
                receipt: "R".into(),
                accepted_at: 3,
                standing: Standing::Central,
            },
        )]);
        let none = Room { rows: 0, bytes: 0 };
        let verdicts = decide(
            &[entry(1, 1, 1), entry(1, 2, 1), entry(2, 1, 1)],
            &kept,
            none,
            9,
        );
        assert!(matches!(&verdicts[0], Verdict::Same(k) if k.accepted_at == 3));
        assert_eq!(verdicts[1], Verdict::Conflict { accepted_at: 3 });
        assert_eq!(verdicts[2], Verdict::Full);
    }

    proptest! {
        /// However a sequence of taps is cut into groups, the answers are the same
        /// and no key is stored twice.
        #[test]
        fn grouping_changes_nothing(
            taps in prop::collection::vec((0_u8..6, 0_u8..3, 1_usize..40), 0..40),
            cuts in prop::collection::vec(1_usize..7, 1..10),
            rows in 0_u64..12, bytes in 0_u64..400,
        ) {
            let entries: Vec<Entry> = taps.iter().map(|&(k, d, s)| entry(k, d, s)).collect();
            let run = |sizes: &[usize]| {
                let mut kept: HashMap<String, Kept> = HashMap::new();
                let mut room = Room { rows, bytes };
                let (mut at, mut turn, mut all) = (0, 0, Vec::new());
                while at < entries.len() {
                    let end = (at + sizes[turn % sizes.len()]).min(entries.len());
                    let group = &entries[at..end];
                    let verdicts = decide(group, &kept, room, 5);
                    for (e, v) in group.iter().zip(&verdicts) {
                        if let Verdict::Store { accepted_at } = v {
                            prop_assert!(room.take(e.bytes()), "stored beyond the limit");
                            let earlier = kept.insert(e.key.clone(), Kept {
                                digest: e.digest.clone(),
                                receipt: e.receipt.clone().unwrap_or_default(),
                                accepted_at: *accepted_at,
                                standing: Standing::Waiting,
                            });
                            prop_assert!(earlier.is_none(), "one key stored twice");
                        }
                    }
                    all.extend(verdicts);
                    at = end;
                    turn += 1;
                }
                Ok(all)
            };
            prop_assert_eq!(run(&[1])?, run(&cuts)?);
        }
    }
}
