//! What is wrong with a profile is told with its place.

use super::all;
use crate::profile::Profile;

/// A small profile in which everything is right.
const GOOD: &str = r#"{
    "format": 1, "name": "a", "title": "A", "basis": "none", "records": "evaluations",
    "most": 10, "contentTypes": ["application/json"], "charset": "utf-8",
    "envelope": [{"json": {}}], "zone": "+08:00",
    "fields": [
        {"to": "caseNo", "name": "case"},
        {"to": "level", "name": "level", "codes": [{"code": "5", "means": "5"}]},
        {"to": "ratedAt", "name": "at", "times": ["yyyyMMdd"]}
    ],
    "assume": [
        {"to": "stepNo", "value": "1", "because": "x"},
        {"to": "round", "value": "1", "because": "x"},
        {"to": "channel", "value": "1", "because": "x"}
    ],
    "otherFields": "refuse",
    "reply": {"contentType": "text/plain", "charset": "utf-8", "taken": "", "refused": ""}
}"#;

#[test]
fn places_of_what_is_wrong() {
    Profile::parse(GOOD).unwrap();
    for (from, to, place, says) in [
        (r#""format": 1"#, r#""format": 2"#, "format", "must be 1"),
        (r#""name": "a""#, r#""name": "A""#, "name", "small letters"),
        (r#""most": 10"#, r#""most": 2001"#, "most", "1 to 2000"),
        (r#""zone": "+08:00""#, r#""zone": "CST""#, "zone", "offset"),
        (
            r#"["application/json"]"#,
            r#"["text/csv; charset=gbk"]"#,
            "contentTypes[0]",
            "without parameters",
        ),
        (r#"[{"json": {}}]"#, "[]", "envelope", "at least a syntax"),
        (
            r#"{"json": {}}"#,
            r#"{"json": {}}, {"xml": {}}"#,
            "envelope[1]",
            "nothing above",
        ),
        (
            r#"{"json": {}}"#,
            r#"{"at": {"path": "/a"}}"#,
            "envelope[0]",
            "must be a syntax",
        ),
        (
            r#"{"json": {}}"#,
            r#"{"json": {}}, {"at": {"path": "a"}}"#,
            "envelope[1].at.path",
            "pointer",
        ),
        (
            r#"{"json": {}}"#,
            r#"{"csv": {"separator": "；"}}"#,
            "envelope[0].csv.separator",
            "ASCII",
        ),
        (
            r#"{"json": {}}"#,
            r#"{"yaml": {}}"#,
            "envelope[0]",
            "unknown variant",
        ),
        (
            r#""to": "caseNo""#,
            r#""to": "caseNumber""#,
            "fields[0].to",
            "unknown variant",
        ),
        (
            r#""name": "case""#,
            r#""name": "case", "code": []"#,
            "fields[0].code",
            "unknown field",
        ),
        (
            r#""name": "case""#,
            r#""name": "case", "words": true"#,
            "fields[0].words",
            "for indicators",
        ),
        (
            r#""name": "case""#,
            r#""name": "level""#,
            "fields",
            "level stands in it twice",
        ),
        (
            r#""name": "case""#,
            r#""name": " case""#,
            "fields",
            "blanks",
        ),
        (
            r#""name": "case""#,
            r#""name": "case", "times": ["yyyyMMdd"]"#,
            "fields[0].times",
            "only for times",
        ),
        (
            r#", "codes": [{"code": "5", "means": "5"}]"#,
            "",
            "fields[1].codes",
            "needs a code table",
        ),
        (
            r#""means": "5""#,
            r#""means": "6""#,
            "fields[1].codes[0].means",
            "not a value",
        ),
        (
            r#", "means": "5""#,
            "",
            "fields[1].codes[0]",
            "must mean something",
        ),
        (
            r#", "means": "5""#,
            r#", "default": true"#,
            "fields[1].codes[0]",
            "only a channel",
        ),
        (
            r#""yyyyMMdd""#,
            r#""yyyyMMdd mm""#,
            "fields[2].times[0]",
            "pattern",
        ),
        (
            r#"{"to": "caseNo", "name": "case"},"#,
            "",
            "fields",
            "none says caseNo",
        ),
        (
            r#"{"to": "stepNo", "value": "1""#,
            r#"{"to": "stepNo", "value": "100""#,
            "assume[0].value",
            "not a value",
        ),
        (
            r#"{"to": "round", "value": "1""#,
            r#"{"to": "level", "value": "5""#,
            "assume[1].to",
            "never assumed",
        ),
        (
            r#"{"to": "round", "value": "1", "because": "x""#,
            r#"{"to": "round", "value": "1", "because": " ""#,
            "assume[1].because",
            "why",
        ),
        (
            r#""records": "evaluations""#,
            r#""records": "serviceEvents""#,
            "fields[1].to",
            "do not say",
        ),
        (r#", "refused": """#, "", "reply", "missing field `refused`"),
    ] {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let refused = Profile::parse(&text).unwrap_err();
        assert_eq!(refused.field, place, "{to}: {refused}");
        assert!(refused.reason.contains(says), "{to}: {refused}");
    }
}

#[test]
fn what_an_operator_has_to_set_is_named() {
    for found in all() {
        let mut set: Vec<&str> = found.named.keys().map(String::as_str).collect();
        set.sort_unstable();
        assert_eq!(found.profile.named(), set, "{}", found.profile.name());
    }
}
