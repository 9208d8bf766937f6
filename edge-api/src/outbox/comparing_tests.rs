//! Whatever was delivered and lost is named, and nothing else.

use std::collections::{BTreeSet, HashMap};

use contract::api::reconciliation::{Disagreement, Finding};
use proptest::prelude::*;

use super::comparing::{Batch, KeptRow, Place, Said, batches, digest, rows};
use super::entry::Kind;
use super::protocol::Standing;

fn kept(seq: i64, standing: Standing) -> KeptRow {
    KeptRow {
        seq,
        kind: Kind::Evaluation,
        standing,
        digest: format!("d{seq}"),
        place: Place::default(),
        settled_at: 0,
        cause: String::new(),
    }
}

fn numbers(findings: &[Finding], what: Disagreement) -> BTreeSet<i64> {
    findings
        .iter()
        .filter(|finding| finding.what == what)
        .flat_map(|finding| finding.first..=finding.last)
        .map(|seq| i64::try_from(seq).unwrap())
        .collect()
}

/// Batches of `size` consecutive numbers, as the centre would have written them.
fn stored(seqs: &[i64], size: usize) -> Vec<Batch> {
    seqs.chunks(size)
        .map(|lot| {
            let digests: Vec<String> = lot.iter().map(|seq| format!("d{seq}")).collect();
            let rows: Vec<(i64, &str)> = lot
                .iter()
                .copied()
                .zip(digests.iter().map(String::as_str))
                .collect();
            Batch {
                kind: 2,
                seqs: lot.iter().map(|&seq| (seq, seq + 1)).collect(),
                digest: digest(&rows),
            }
        })
        .collect()
}

fn here(seqs: impl IntoIterator<Item = i64>) -> HashMap<i64, (Kind, String)> {
    seqs.into_iter()
        .map(|seq| (seq, (Kind::Evaluation, format!("d{seq}"))))
        .collect()
}

#[test]
fn the_digest_is_that_of_the_centre() {
    // SELECT encode(sha256(convert_to(string_agg(concat_ws(' ', seq, line), E'\n' ORDER BY seq), 'UTF8')), 'hex')
    // FROM (VALUES (7::bigint, 'a'), (8, 'b')) AS rows (seq, line)
    assert_eq!(
        digest(&[(7, "a"), (8, "b")]),
        "e1bebd9e7eb155821adc234fd0aa4f6080f8ea4c4067831c51fecece1fdaedbf"
    );
}

#[test]
fn rows_that_the_centre_says_nothing_of_are_not_missing() {
    let page = [kept(1, Standing::Central), kept(2, Standing::Central)];
    assert_eq!(rows(&page, &HashMap::from([(1, Said::Same)])), None);
}

#[test]
fn each_disagreement_has_its_name() {
    let page: Vec<KeptRow> = (1..=6).map(|seq| kept(seq, Standing::Central)).collect();
    let said = HashMap::from([
        (1, Said::Same),
        (2, Said::Absent),
        (3, Said::Absent),
        (4, Said::OtherContent),
        (5, Said::Absent),
        (6, Said::RowGone),
    ]);
    let compared = rows(&page, &said).unwrap();
    let found: Vec<_> = compared
        .findings
        .iter()
        .map(|finding| (finding.what, finding.first, finding.last, finding.rows))
        .collect();
    assert_eq!(
        found,
        [
            (Disagreement::Missing, 2, 3, 2),
            (Disagreement::OtherContent, 4, 4, 1),
            (Disagreement::Missing, 5, 5, 1),
            (Disagreement::RowGone, 6, 6, 1),
        ]
    );
    assert_eq!(compared.missing, [2, 3, 5]);
    assert_eq!(compared.counts.contradicting, 2);
}

#[test]
fn another_kind_under_the_same_number_is_found() {
    let mut batch = stored(&[4, 5], 2);
    batch[0].kind = 1;
    let (unknown, findings) = batches(&batch, &here([4, 5]), 0);
    assert_eq!((unknown, findings[0].what), (0, Disagreement::OtherDigest));
}

fn standings() -> impl Strategy<Value = Standing> {
    prop_oneof![
        6 => Just(Standing::Central),
        1 => Just(Standing::Waiting),
        1 => Just(Standing::SetAside),
        1 => Just(Standing::Duplicate),
    ]
}

proptest! {
    #[test]
    fn what_was_delivered_and_lost_is_named_and_nothing_else(
        rows_here in prop::collection::vec((standings(), any::<bool>()), 0..60),
    ) {
        let page: Vec<KeptRow> = (1_i64..)
            .zip(&rows_here)
            .map(|(seq, (standing, _))| kept(seq, *standing))
            .collect();
        let said: HashMap<i64, Said> = (1_i64..)
            .zip(&rows_here)
            .map(|(seq, (_, there))| (seq, if *there { Said::Same } else { Said::Absent }))
            .collect();
        let lost: BTreeSet<i64> = (1_i64..)
            .zip(&rows_here)
            .filter(|(_, (standing, there))| *standing == Standing::Central && !there)
            .map(|(seq, _)| seq)
            .collect();
        let compared = rows(&page, &said).unwrap();
        prop_assert_eq!(&compared.missing.iter().copied().collect::<BTreeSet<_>>(), &lost);
        prop_assert_eq!(numbers(&compared.findings, Disagreement::Missing), lost);
        let c = compared.counts;
        prop_assert_eq!(c.kept, rows_here.len() as u64);
        prop_assert_eq!(c.kept, c.in_centre + c.missing + c.waiting + c.set_aside + c.duplicates);
    }

    #[test]
    fn batches_agree_with_what_sent_them_however_it_was_pruned(
        last in 1_i64..80, size in 1_usize..12, pruned in 0_i64..80,
    ) {
        let seqs: Vec<i64> = (1..=last).collect();
        let kept = here(seqs.iter().copied().filter(|&seq| seq > pruned));
        prop_assert_eq!(batches(&stored(&seqs, size), &kept, pruned), (0, Vec::new()));
    }

    #[test]
    fn numbers_that_were_given_elsewhere_are_unknown_here(
        last in 1_i64..80, size in 1_usize..12, copy in 0_i64..80,
    ) {
        let seqs: Vec<i64> = (1..=last).collect();
        let (unknown, findings) = batches(&stored(&seqs, size), &here(1..=copy), 0);
        let expected: BTreeSet<i64> = (copy + 1..=last).collect();
        prop_assert_eq!(unknown, expected.len() as u64);
        prop_assert_eq!(numbers(&findings, Disagreement::UnknownHere), expected);
    }

    #[test]
    fn a_number_that_was_given_twice_is_found_in_its_batch(
        last in 1_i64..80, size in 1_usize..12, pick in any::<prop::sample::Index>(),
    ) {
        let seqs: Vec<i64> = (1..=last).collect();
        let mut kept = here(seqs.iter().copied());
        let twice = seqs[pick.index(seqs.len())];
        kept.insert(twice, (Kind::Evaluation, "another".to_owned()));
        let (_, findings) = batches(&stored(&seqs, size), &kept, 0);
        prop_assert_eq!(findings.len(), 1);
        prop_assert_eq!(findings[0].what, Disagreement::OtherDigest);
        prop_assert!(numbers(&findings, Disagreement::OtherDigest).contains(&twice));
    }
}
