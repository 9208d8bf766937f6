//! XLSX files that nobody means well with.

use super::hostile::{NOW, outermost, refused};
use super::read;
use crate::profile::format::Layer;
use crate::profile::{BodyCode, limits};

#[test]
fn office_files() {
    let workbook = r#"<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>"#;
    let relations =
        r#"<Relationships><Relationship Id="rId1" Target="worksheets/s.xml"/></Relationships>"#;
    let office = |sheet: &str, strings: &str| {
        zip(&[
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/s.xml", sheet),
            ("xl/sharedStrings.xml", strings),
        ])
    };
    let row = |cells: &str| format!("<row>{cells}</row>");
    let text = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let sheet = |rows: &str| format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    for found in outermost(|layer| matches!(layer, Layer::Csv(_))) {
        let bomb = office(&" ".repeat(17 * 1024 * 1024), "<sst/>");
        assert!(bomb.len() < 200_000);
        assert_eq!(refused(&found, &bomb), BodyCode::TooLarge);
        let long = format!("<sst><si><t>{}</t></si></sst>", "好".repeat(2_000));
        let again = row(&r#"<c t="s"><v>0</v></c>"#.repeat(100)).repeat(200);
        assert_eq!(
            refused(&found, &office(&sheet(&again), &long)),
            BodyCode::TooMany
        );
        let far = sheet(r#"<row><c r="XFD1"><v>1</v></c></row>"#);
        assert_eq!(refused(&found, &office(&far, "<sst/>")), BodyCode::TooMany);
        let many = sheet(&row(&text("a")).repeat(limits::RECORDS + 2));
        assert_eq!(
            refused(&found, &office(&many, "<sst/>")),
            BodyCode::TooManyRecords
        );
        let entity = format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", sheet(""));
        assert_eq!(
            refused(&found, &office(&entity, "<sst/>")),
            BodyCode::Doctype
        );
        assert_eq!(
            refused(&found, &office(&sheet(""), "<sst/>")),
            BodyCode::NoRecords
        );
        let whole = office(&sheet(&row(&text("a")).repeat(2)), "<sst/>");
        let content_type = found.profile.document().content_types[0].clone();
        read(&found, &content_type, &whole, NOW, None).unwrap();
        for end in [4, 40, whole.len() / 2, whole.len() - 1] {
            assert_eq!(refused(&found, &whole[..end]), BodyCode::Syntax, "{end}");
        }
        assert_eq!(refused(&found, &zip(&[("a", "b")])), BodyCode::Syntax);
    }
}

/// An archive of deflated files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let four = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    for (name, text) in files {
        let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6);
        let mut entry = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        entry.extend(four(packed.len()));
        entry.extend(four(text.len()));
        entry.extend([u8::try_from(name.len()).unwrap(), 0, 0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&entry);
        directory.extend([0; 10]);
        directory.extend(four(out.len()));
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&entry);
        out.extend(name.as_bytes());
        out.extend(packed);
    }
    let begin = out.len();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = u8::try_from(files.len()).unwrap();
    out.extend([count, 0, count, 0]);
    out.extend(four(directory.len()));
    out.extend(four(begin));
    out.extend([0, 0]);
    out
}
