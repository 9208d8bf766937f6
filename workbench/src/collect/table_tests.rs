use contract::case::AreaCode;
use contract::catalogue::Catalogue;
use contract::recorded::Recorder;
use haochaping_edge::profile::{Entering, Named};

use super::*;
use crate::collect::mending::{Faulty, lines};

const TABLE: &str = include_str!("../../../edge-api/profiles/collected-table/profile.json");
const RECORD: &str = include_str!("../../../edge-api/profiles/collected-json/profile.json");

fn read_file(file: &[u8]) -> Result<Vec<Row>, BodyCode> {
    let profile = |text| Profile::parse(text).unwrap();
    let surroundings = Surroundings {
        catalogue: &Catalogue::national().unwrap(),
        area: Some(&AreaCode::parse("500103").unwrap()),
        named: &Named::new(),
        now: 1_795_312_800_000,
        entering: Some(Entering {
            collector: &Recorder::parse("co-02").unwrap(),
        }),
    };
    read(&profile(TABLE), &profile(RECORD), &surroundings, file)
}

const NAMES: &str = "编号,收集方式,收集日期,满意度,意见\r\n";

fn rows(lines: &[&str]) -> Vec<Row> {
    read_file(format!("\u{feff}{NAMES}{}\r\n", lines.join("\r\n")).as_bytes()).unwrap()
}

fn code(row: &Row) -> &str {
    match &row.what {
        What::Good { .. } => "good",
        What::Repeated => "same",
        What::Wrong { code, .. } => code,
    }
}

#[test]
fn each_row_is_told_for_itself() {
    let rows = rows(&[
        "B-1,意见箱,2026-11-20,不满意,打13800138000",
        "B-2,意见箱,2026-11-20,,没打分",
        "B-3,网上,2026-11-20,满意,",
        "B-1,意见箱,2026-11-20,不满意,打13800138000",
        "B-1,意见箱,2026-11-20,满意,",
        ",座谈会,2026/11/2,满意,没有编号",
    ]);
    let told: Vec<(i32, &str)> = rows.iter().map(|row| (row.line, code(row))).collect();
    let expected = [
        (2, "good"),
        (3, "field_missing"),
        (4, "code_unknown"),
        (5, "same"),
        (6, "repeated"),
        (7, "good"),
    ];
    assert_eq!(told, expected);
    let What::Good { key, opinion } = &rows[5].what else {
        panic!("{rows:?}");
    };
    let number = key.strip_prefix("COLLECTED#forum-20261102-").unwrap();
    assert!(number.bytes().all(|it| it.is_ascii_lowercase()), "{key}");
    assert!(opinion.contains(r#""collector":"co-02""#), "{opinion}");
}

#[test]
fn nothing_that_is_kept_holds_a_number_of_a_person() {
    let rows = rows(&[
        "B-1,意见箱,2026-11-20,不满意,打13800138000",
        "B-2,意见箱,2026-11-20,13800138000,打13800138000",
    ]);
    let kept = format!("{rows:?}");
    assert!(
        !kept.contains("138") && kept.contains("【手机号】"),
        "{kept}"
    );
    let What::Wrong { field, cells, .. } = &rows[1].what else {
        panic!("{rows:?}");
    };
    assert_eq!(field, "满意度");
    assert_eq!(cells[0], ("编号".to_owned(), "B-2".to_owned()));
}

#[test]
fn what_is_no_table_says_why() {
    assert_eq!(read_file(b"\xff\xfe\x00"), Err(BodyCode::Charset));
    assert_eq!(read_file(b"PK\x03\x04 nothing"), Err(BodyCode::Syntax));
    assert_eq!(read_file(NAMES.as_bytes()), Err(BodyCode::NoRecords));
    let long = "B-1,意见箱,2026-11-20,满意,\r\n".repeat(2_001);
    let many = format!("\u{feff}{NAMES}{long}");
    assert_eq!(read_file(many.as_bytes()), Err(BodyCode::TooManyRecords));
    assert_eq!(read_file(&vec![b'a'; 5 << 20]), Err(BodyCode::TooLarge));
}

#[test]
fn both_encodings_are_read_with_and_without_a_mark() {
    let text = format!("{NAMES}B-1,意见箱,2026-11-20,不满意,太慢\r\n");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let marked = format!("\u{feff}{text}");
    for file in [text.as_bytes(), marked.as_bytes(), &gb] {
        assert_eq!(code(&read_file(file).unwrap()[0]), "good");
    }
}

#[test]
fn several_bodies_become_one() {
    let bodies = ["[{\"a\":1}]", " [{\"b\":[2]}] \n"];
    assert_eq!(joined(bodies.into_iter()), b"[{\"a\":1},{\"b\":[2]}]");
}

#[test]
fn correcting_one_row_leaves_the_numbers_of_the_others() {
    let key = |row: &Row| match &row.what {
        What::Good { key, .. } => Some(key.clone()),
        What::Repeated | What::Wrong { .. } => None,
    };
    let keys = |lines: &[&str]| -> Vec<Option<String>> { rows(lines).iter().map(key).collect() };
    let slips = [
        ",意见箱,2026-11-20,满意,",
        ",意见箱,2026-11-20,,太慢",
        ",意见箱,2026-11-20,满意,",
    ];
    let before = keys(&slips);
    let mut mended = slips;
    mended[1] = ",意见箱,2026-11-20,不满意,太慢";
    let after = keys(&mended);
    assert_eq!(before[1], None);
    assert_eq!([&after[0], &after[2]], [&before[0], &before[2]]);
    let every: std::collections::HashSet<_> = after.iter().flatten().collect();
    assert_eq!(every.len(), 3, "{after:?}");

    // The same days as another program saves them.
    let other = slips.map(|line| line.replace("2026-11-20", "2026/11/20"));
    assert_eq!(keys(&other.each_ref().map(String::as_str)), before);
}

#[test]
fn a_reason_in_words_and_its_code_are_the_same_opinion() {
    let names = "收集方式,收集日期,满意度,原因\r\n";
    let row = |reasons: &str| {
        let line = format!("意见箱,2026-11-20,不满意,{reasons}\r\n");
        let rows = read_file(format!("\u{feff}{names}{line}").as_bytes());
        rows.unwrap().remove(0).what
    };
    let What::Good { key, opinion } = row("没有提供材料样本、服务态度生硬") else {
        panic!("it is good");
    };
    assert_eq!(row("207;214"), What::Good { key, opinion });
    for other in ["没有材料样本", "其他", "没有提供材料样本 服务态度生硬"] {
        let What::Wrong { field, code, .. } = row(other) else {
            panic!("{other} is guessed");
        };
        assert_eq!((&*field, &*code), ("原因", "indicator_unknown"), "{other}");
    }
}

#[test]
fn an_opinion_is_of_its_day_however_the_day_is_written() {
    let rows = rows(&[
        ",意见箱,2026-11-03,满意,",
        ",座谈会,2026-11-03 15:00,满意,",
        ",开放日,46329.625,满意,",
        "B-1,意见箱,2026年11月3日,满意,",
        "B-2,意见箱,2026.11.3,满意,",
    ]);
    for row in rows {
        let What::Good { key, opinion } = &row.what else {
            panic!("{row:?}");
        };
        assert!(key.contains("-20261103-"), "{key}");
        assert!(opinion.contains("2026-11-03"), "{opinion}");
    }
}

#[test]
fn rows_that_were_taken_away_come_back_with_what_was_put_right() {
    let told = rows(&[
        "B-1,意见箱,11/3,满意,\"=1+1\"",
        "B-2,意见箱,2026-11-03,满意,慢,多出",
        "B-3,意见箱,2026-11-03,,短",
    ]);
    let faulty = told.into_iter().map(|row| match row.what {
        What::Wrong { field, cells, .. } => Faulty {
            cells,
            field,
            why: "第2行：格式不对。可写作2026/11/3、2026-11-03".into(),
        },
        other => panic!("{other:?}"),
    });
    let lines = lines(&[], &faulty.collect::<Vec<_>>());
    assert!(lines[1].contains("'=1+1"), "{lines:?}");
    let mended = lines
        .join("\r\n")
        .replace("\"11/3\"", "2026/11/3")
        .replace(",\"多出\"", "")
        .replace("\"2026-11-03\",\"\",\"短\"", "2026-11-03,不满意,短");
    let again = read_file(format!("\u{feff}{mended}\r\n").as_bytes()).unwrap();
    let codes: Vec<&str> = again.iter().map(code).collect();
    assert_eq!(codes, ["good", "good", "good"], "{mended}");
}
