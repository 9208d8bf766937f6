//! Tests of [`super::delivery`].

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::delivery::{Delivery, FRAME, Outcome, Row, Settled, Skipped};
use super::entry::Kind;
use super::protocol::Standing;
use super::skipping::Skips;
use crate::central::fault::Fault;

fn rows(of: &[(bool, usize)]) -> Vec<Row> {
    (1_i64..)
        .zip(of)
        .map(|(seq, &(event, size))| Row {
            seq,
            kind: if event { Kind::Event } else { Kind::Evaluation },
            accepted_at: seq,
            content: "x".repeat(size),
        })
        .collect()
}

#[test]
fn one_bad_row_among_many_costs_two_tries_a_halving() {
    let mut delivery = Delivery::new(rows(&[(false, 1); 200]), 200, 64_000, &Skips::default());
    let (mut tries, mut aside) = (0, Vec::new());
    while let Some(lot) = delivery.next_lot() {
        tries += 1;
        let bad = lot.rows.iter().any(|row| row.seq == 77);
        let said = if bad {
            Err(Fault::Content("22P05".into()))
        } else {
            Ok(vec![Outcome::There; lot.rows.len()])
        };
        let settled = delivery.settle(lot, said).unwrap();
        aside.extend(
            settled
                .into_iter()
                .filter(|s| s.standing == Standing::SetAside),
        );
    }
    assert_eq!(aside.len(), 1);
    assert_eq!(
        (aside[0].seq, aside[0].cause.as_deref()),
        (77, Some("22P05"))
    );
    assert!(tries <= 17, "{tries} tries");
}

proptest! {
    /// Every lot keeps to its limits and to one kind, and no row is lost or doubled.
    #[test]
    fn lots_hold_every_row_once(
        of in prop::collection::vec((any::<bool>(), 0_usize..900), 0..120),
        most_rows in 1_usize..50, most_bytes in 200_usize..4_000,
    ) {
        let mut delivery = Delivery::new(rows(&of), most_rows, most_bytes, &Skips::default());
        let mut seen = Vec::new();
        while let Some(lot) = delivery.next_lot() {
            let size: usize = lot.rows.iter().map(|row| row.content.len() + FRAME).sum();
            prop_assert!(!lot.rows.is_empty() && lot.rows.len() <= most_rows);
            prop_assert!(size <= most_bytes || lot.rows.len() == 1);
            prop_assert!(lot.rows.iter().all(|row| row.kind == lot.kind));
            seen.extend(lot.rows.iter().map(|row| row.seq));
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, (1..).take(of.len()).collect::<Vec<i64>>());
    }

    /// Whatever rows are bad and whenever the centre goes away, passes end with
    /// exactly the bad rows set aside and each other row there once. Bad rows that
    /// are left among themselves wait until one gets through.
    #[test]
    fn passes_end_with_only_the_bad_rows_aside(
        of in prop::collection::vec((any::<bool>(), 0_usize..300), 1..60),
        bad in prop::collection::btree_set(1_i64..60, 0..12),
        away in prop::collection::vec(any::<bool>(), 0..60),
        most_rows in 1_usize..20,
    ) {
        let mut away = away.into_iter();
        let mut waiting = rows(&of);
        let mut standing: BTreeMap<i64, Standing> = BTreeMap::new();
        while waiting.iter().any(|row| !bad.contains(&row.seq)) {
            let mut delivery = Delivery::new(waiting.clone(), most_rows, 64_000, &Skips::default());
            let (settled, _) = pass(&mut delivery, |seqs| {
                if away.next() == Some(true) {
                    Some(Fault::Elsewhere("08006".into()))
                } else {
                    seqs.iter().any(|seq| bad.contains(seq)).then(|| Fault::Content("23514".into()))
                }
            });
            for settled in settled {
                prop_assert!(standing.insert(settled.seq, settled.standing).is_none());
            }
            waiting.retain(|row| !standing.contains_key(&row.seq));
        }
        for (seq, standing) in standing {
            let expected =
                if bad.contains(&seq) { Standing::SetAside } else { Standing::Central };
            prop_assert_eq!(standing, expected);
        }
    }

    /// Rows that are refused for an unclear reason never keep the others waiting, and
    /// are never set aside, wherever they stand.
    #[test]
    fn others_get_past_what_is_refused(
        count in 1_usize..300,
        bad in prop::collection::btree_set(1_i64..300, 0..150),
        most_rows in 1_usize..200,
    ) {
        let mut skips = Skips::default();
        let mut waiting = rows(&vec![(false, 1); count]);
        let mut passes = 0;
        while waiting.iter().any(|row| !bad.contains(&row.seq)) {
            passes += 1;
            prop_assert!(passes < 60, "{} wait", waiting.len());
            let due: Vec<Row> = waiting.clone();
            let mut delivery = Delivery::new(due, most_rows, 64_000, &skips);
            let (settled, fault) = pass(&mut delivery, |seqs| {
                seqs.iter().any(|seq| bad.contains(seq)).then(|| Fault::Refused("P0001".into()))
            });
            skips.note(fault.is_some());
            for skipped in delivery.take_skipped() {
                prop_assert!(bad.contains(&skipped.seq));
                skips.skip(skipped.seq, 0, 10, 100, 0);
            }
            for settled in settled {
                prop_assert_eq!(settled.standing, Standing::Central);
                waiting.retain(|row| row.seq != settled.seq);
            }
        }
    }
}

/// Sends all lots of a pass; `refuse` says what the centre has against rows of these
/// numbers. What was settled, and how the pass failed.
fn pass(
    delivery: &mut Delivery,
    mut refuse: impl FnMut(&[i64]) -> Option<Fault>,
) -> (Vec<Settled>, Option<Fault>) {
    let mut all = Vec::new();
    while let Some(lot) = delivery.next_lot() {
        let seqs: Vec<i64> = lot.rows.iter().map(|row| row.seq).collect();
        let said = refuse(&seqs).map_or_else(|| Ok(vec![Outcome::There; seqs.len()]), Err);
        match delivery.settle(lot, said) {
            Ok(settled) => all.extend(settled),
            Err(fault) => return (all, Some(fault)),
        }
    }
    let (settled, fault) = delivery.finish();
    all.extend(settled);
    (all, fault)
}

fn patience_lost() -> Skips {
    let mut skips = Skips::default();
    (0..3).for_each(|_| skips.note(true));
    skips
}

#[test]
fn a_refusal_of_every_row_sets_none_aside() {
    for (fault, skips) in [
        (Fault::Content("23514".into()), Skips::default()),
        (Fault::Content("23514".into()), patience_lost()),
        (Fault::Refused("42501".into()), patience_lost()),
    ] {
        for count in [3, 200] {
            let of = vec![(false, 1); count];
            let mut delivery = Delivery::new(rows(&of), 200, 64_000, &skips);
            let mut statements = 0;
            let (settled, failed) = pass(&mut delivery, |_| {
                statements += 1;
                Some(fault.clone())
            });
            assert_eq!(settled, []);
            assert!(matches!(failed, Some(Fault::Refused(_))));
            assert_eq!(delivery.take_skipped(), []);
            assert!(statements <= 65, "{statements} statements");
        }
    }
}

#[test]
fn a_table_that_takes_nothing_blocks_no_other() {
    let of = [vec![(true, 1); 100], vec![(false, 1); 10]].concat();
    let mut delivery = Delivery::new(rows(&of), 200, 64_000, &patience_lost());
    let (settled, failed) = pass(&mut delivery, |seqs| {
        seqs.iter()
            .any(|seq| *seq <= 100)
            .then(|| Fault::Refused("42P01".into()))
    });
    assert_eq!(settled.len(), 10);
    assert!(failed.is_some());
}

#[test]
fn one_row_that_is_refused_is_skipped_after_some_patience() {
    let refuse = |seqs: &[i64]| seqs.contains(&7).then(|| Fault::Refused("P0001".into()));
    let mut skips = Skips::default();
    for _ in 0..3 {
        let mut delivery = Delivery::new(rows(&[(false, 1); 20]), 200, 64_000, &skips);
        let (settled, fault) = pass(&mut delivery, refuse);
        assert_eq!(
            (settled, fault),
            (vec![], Some(Fault::Refused("P0001".into())))
        );
        skips.note(true);
    }
    let mut delivery = Delivery::new(rows(&[(false, 1); 20]), 200, 64_000, &skips);
    let (settled, fault) = pass(&mut delivery, refuse);
    assert_eq!((settled.len(), fault), (19, None));
    let skipped = Skipped {
        seq: 7,
        cause: "P0001".into(),
    };
    assert_eq!(delivery.take_skipped(), [skipped]);

    // From then on it goes alone, after the others, and needs no patience.
    skips.note(false);
    skips.skip(7, 0, 10, 100, 0);
    let mut delivery = Delivery::new(rows(&[(false, 1); 20]), 200, 64_000, &skips);
    let (settled, fault) = pass(&mut delivery, refuse);
    assert_eq!((settled.len(), fault), (19, None));
    assert_eq!(delivery.take_skipped().len(), 1);
}
