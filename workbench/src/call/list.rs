//! A list of cases to call about, as a supervisor brings it: CSV or XLSX, read by the
//! profile `workbench/profiles/call-list.json`.

use contract::api::events::ServiceEvent;
use contract::case::AreaCode;
use contract::catalogue::Catalogue;
use contract::identity;
use haochaping_edge::clock;
use haochaping_edge::config::Refused;
use haochaping_edge::profile::{
    self, Aside, BodyRefusal, Canonical, Named, Profile, RecordRefusal, Surroundings,
};

/// Names that the column of the number is met with.
pub const NUMBER: [&str; 2] = ["联系电话", "手机号"];

/// A case to call about.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What is to be rated.
    pub event: ServiceEvent,
    /// When the service was rendered, milliseconds since 1970.
    pub service_at: i64,
    /// The number to call.
    pub number: String,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The profile refuses it.
    Read(RecordRefusal),
    /// There is no number here, or it is none.
    Number(String),
}

/// Reads a file; one result each row, in order.
///
/// # Errors
/// When no rows can be told apart.
pub fn read(
    profile: &Profile,
    catalogue: &Catalogue,
    area: &AreaCode,
    content_type: &str,
    body: &[u8],
    now: i64,
) -> Result<Vec<Result<Listed, Wrong>>, BodyRefusal> {
    let named = Named::new();
    let surroundings = Surroundings {
        catalogue,
        area: Some(area),
        named: &named,
        now,
        entering: None,
    };
    let rows = profile::read(profile, &surroundings, content_type, body)?;
    let numbers = profile::aside(profile, &surroundings, content_type, body, &NUMBER)?;
    Ok(rows
        .into_iter()
        .zip(numbers)
        .map(|(row, number)| listed(row, number))
        .collect())
}

fn listed(row: Result<Canonical, RecordRefusal>, number: Aside) -> Result<Listed, Wrong> {
    let Canonical::ServiceEvent(event) = row.map_err(Wrong::Read)? else {
        return Err(Wrong::Number(number.place));
    };
    // The profile has read this time and written it as we spell it.
    let service_at = clock::parse(&event.service_time).unwrap_or_default();
    let Aside { place, text } = number;
    let number = text
        .map(|number| number.chars().map(half_width).collect())
        .filter(|number: &String| identity::is_phone(number))
        .ok_or(Wrong::Number(place))?;
    Ok(Listed {
        event: *event,
        service_at,
        number,
    })
}

/// A character as a telephone is dialled: input methods write digits and signs full-width.
fn half_width(c: char) -> char {
    const AHEAD: u32 = 0xFEE0;
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - AHEAD).unwrap_or(c),
        _ => c,
    }
}

/// The profile of lists.
///
/// # Errors
/// Never as the file is; a test reads it.
pub fn profile() -> Result<Profile, Refused> {
    Profile::parse(include_str!("../../profiles/call-list.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "办件编号,环节序号,办理环节,办理时间,实施编码,事项名称,部门代码,部门名称,联系电话";
    const ROW: &str = "C-1,1,办结,2026-11-20 10:00,11500103009276185R400070900700001,新生儿出生登记,11500103009276185R,渝中区公安分局,138 0013 8000";
    /// 2026-11-22 00:00 in Chongqing.
    const NOW: i64 = 1_795_276_800_000;

    fn rows(lines: &[&str]) -> Vec<Result<Listed, Wrong>> {
        let file = [&[HEAD], lines].concat().join("\r\n");
        let catalogue = Catalogue::national().unwrap();
        let area = AreaCode::parse("500103000000").unwrap();
        read(
            &profile().unwrap(),
            &catalogue,
            &area,
            "text/csv",
            format!("\u{feff}{file}").as_bytes(),
            NOW,
        )
        .unwrap()
    }

    #[test]
    fn a_row_is_a_step_and_a_number() {
        let rows = rows(&[ROW]);
        let listed = rows[0].as_ref().unwrap();
        assert_eq!(listed.event.case_no.as_str(), "C-1");
        assert_eq!(listed.event.item_name, "新生儿出生登记");
        assert_eq!(listed.number, "138 0013 8000");
        assert_eq!(listed.service_at, NOW - 38 * 3_600_000);
    }

    #[test]
    fn a_date_is_read_as_the_tables_of_opinions_write_it() {
        for day in [
            "2026-11-20",
            "2026-11-20 00:00",
            "2026/11/20",
            "2026年11月20日",
            "2026.11.20",
            "46346",
        ] {
            let rows = rows(&[&ROW.replace("2026-11-20 10:00", day)]);
            let at = rows[0].as_ref().unwrap().service_at;
            assert_eq!(at, NOW - 48 * 3_600_000, "{day}");
        }
        for day in ["11/20", "11月20日", "20.11.2026"] {
            let rows = rows(&[&ROW.replace("2026-11-20 10:00", day)]);
            assert!(rows[0].is_err(), "{day}");
        }
    }

    #[test]
    fn a_number_is_read_in_full_width_digits() {
        let rows = rows(&[&ROW.replace("138 0013 8000", "１３８　００１３－８０００")]);
        assert_eq!(rows[0].as_ref().unwrap().number, "138 0013-8000");
    }

    #[test]
    fn a_wrong_number_is_told_at_the_column_it_stands_in() {
        let catalogue = Catalogue::national().unwrap();
        let area = AreaCode::parse("500103000000").unwrap();
        for (cells, column) in [(",123", "手机号"), ("123,", "联系电话"), (",", "联系电话")]
        {
            let row = ROW.replace("138 0013 8000", cells);
            let file = format!("{HEAD},手机号\r\n{row}\r\n");
            let profile = profile().unwrap();
            let read = read(
                &profile,
                &catalogue,
                &area,
                "text/csv; charset=utf-8",
                file.as_bytes(),
                NOW,
            );
            let place = format!("line 2, column {column}");
            assert_eq!(
                read.unwrap()[0].as_ref().unwrap_err(),
                &Wrong::Number(place)
            );
        }
    }

    #[test]
    fn empty_lines_are_counted_as_an_editor_counts_them() {
        let rows = rows(&[ROW, "", "", &ROW.replace("138 0013 8000", "")]);
        let place = "line 5, column 联系电话".to_owned();
        assert_eq!(rows[1].as_ref().unwrap_err(), &Wrong::Number(place));
    }

    #[test]
    fn each_wrong_row_is_told_and_keeps_no_other_out() {
        let future = ROW.replace("2026-11-20", "2026-11-23");
        let rows = rows(&[
            &ROW.replace("138 0013 8000", ""),
            &ROW.replace("138 0013 8000", "1380013"),
            &future,
            &ROW.replace("办结", "办完"),
            &ROW.replace("C-1", ""),
            ROW,
        ]);
        let place = |row: &Result<Listed, Wrong>| match row {
            Err(Wrong::Number(place)) => format!("no number: {place}"),
            Err(Wrong::Read(refusal)) => refusal.place.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(place(&rows[0]), "no number: line 2, column 联系电话");
        assert_eq!(place(&rows[1]), "no number: line 3, column 联系电话");
        assert_eq!(place(&rows[2]), "line 4, column 办理时间");
        assert_eq!(place(&rows[3]), "line 5, column 办理环节");
        assert_eq!(place(&rows[4]), "line 6, column 办件编号");
        assert!(rows[5].is_ok());
    }
}
