//! Any text as a receipt, the code of a link, a code of a case, or a time.

use contract::case::{AgencyCode, AreaCode, CaseNo, ItemCode};
use contract::limits::CASE_NO_CHARS;
use contract::link::LinkCode;
use contract::receipt::Receipt;
use haochaping_edge::clock;
use haochaping_edge::config::Origin;

/// A code that was read has its shape and reads itself again.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(receipt) = Receipt::parse(text) {
        let shown = receipt.as_str();
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4; 5]);
        assert!(!shown.contains(['I', 'L', 'O', 'U']));
        assert_eq!(Receipt::parse(shown).as_ref(), Ok(&receipt));
        let _ = receipt.shard();
    }
    if let Ok(link) = LinkCode::parse(text) {
        assert_eq!(link.as_str().len(), 16);
        assert!(!link.as_str().contains(['I', 'L', 'O', 'U']));
        assert!(link.shard(7) < 7);
        assert_eq!(LinkCode::parse(link.as_str()), Ok(link));
    }
    if let Ok(area) = AreaCode::parse(text) {
        assert_eq!(area.as_str().len(), 12);
        assert!(area.covers(&area));
        assert_eq!(AreaCode::parse(area.as_str()), Ok(area));
    }
    if let Ok(item) = ItemCode::parse(text) {
        assert!(matches!(item.as_str().len(), 31 | 33));
        assert_eq!(item.agency().len(), 18);
        assert_eq!(
            ItemCode::parse(item.as_str()).map(|i| i.warnings()),
            Ok(item.warnings())
        );
    }
    if let Ok(agency) = AgencyCode::parse(text) {
        assert_eq!(AgencyCode::parse(agency.as_str()), Ok(agency));
    }
    if let Ok(case) = CaseNo::parse(text) {
        assert!((1..=CASE_NO_CHARS).contains(&case.as_str().len()));
        assert!(!case.as_str().contains(char::is_whitespace));
        assert_eq!(CaseNo::parse(case.as_str()), Ok(case));
    }
    if let Some(moment) = clock::parse(text) {
        assert_eq!(
            clock::parse(&clock::rfc3339(moment)),
            Some(moment),
            "{text}"
        );
    }
    if let Some(origin) = Origin::parse(text) {
        // It goes into headers as it is.
        assert!(origin.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
        assert!(!origin.as_str().contains(['*', ';', ',', '\'', '"', '/']) || text.contains("://"));
        assert_eq!(Origin::parse(origin.as_str()), Some(origin));
    }
}
