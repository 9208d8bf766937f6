//! What had to be reached.

use super::contender::Contender;
use super::memory::{LAST, MIDDLE};
use crate::report::{Bound, Report};

/// By how much the last third may exceed the middle one: twice what a page cache and a garbage
/// collector were seen to wander, far less than any leak a request would come to.
const FLAT: f64 = 1.05;

/// Adds every target whose table was measured.
pub fn add(report: &mut Report) {
    let (ours, typescript, empty) = (
        Contender::Ours.name(),
        Contender::Typescript.name(),
        Contender::Empty.name(),
    );
    let wanted = [
        (
            "accept-64",
            Some((ours, typescript)),
            Bound::AtLeast,
            1.0,
            "acceptances a second against TypeScript",
        ),
        (
            "accept-64",
            Some((ours, empty)),
            Bound::AtLeast,
            0.4,
            "acceptances a second against the empty handler",
        ),
        (
            "unrelated-p99",
            None,
            Bound::AtMost,
            25.0,
            "p99 of an unrelated GET under full write load",
        ),
        (
            "memory",
            Some((LAST, MIDDLE)),
            Bound::AtMost,
            FLAT,
            "memory, last third against the middle one",
        ),
        (
            "drain",
            Some((ours, "COPY")),
            Bound::AtLeast,
            0.3,
            "a drained backlog against COPY",
        ),
    ];
    for (id, ratio, bound, limit, what) in wanted {
        let Some(table) = report.tables.iter().find(|table| table.id == id) else {
            continue;
        };
        let (measured, unit) = match ratio {
            Some((of, to)) => (table.ratio(of, to), "×"),
            None => (table.median(ours), "ms"),
        };
        report.target(what, bound, limit, unit, measured);
    }
}
