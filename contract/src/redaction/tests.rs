use super::{Kind, redact};
use proptest::prelude::*;

/// A valid identity number for tests: area and serial that are not given out.
fn identity_number(birth: &str, serial: &str) -> String {
    let body = format!("990101{birth}{serial}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(d, w)| u32::from(d - b'0') * w)
        .sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize];
    format!("{body}{check}")
}

fn luhn(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, d)| {
            let d = u32::from(d - b'0') * if i % 2 == 0 { 2 } else { 1 };
            if d > 9 { d - 9 } else { d }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

#[test]
fn every_kind_is_found_however_it_is_written() {
    let id = identity_number("19600229", "123");
    let with_x = (0..1000)
        .map(|n| identity_number("19750501", &format!("{n:03}")))
        .find(|n| n.ends_with('X'))
        .unwrap();
    let card = luhn("622202020000123456");
    for (text, kind) in [
        (id.clone(), Kind::IdentityNumber),
        (with_x.clone(), Kind::IdentityNumber),
        (with_x.to_lowercase(), Kind::IdentityNumber),
        (
            format!("{} {} {}", &id[..6], &id[6..14], &id[14..]),
            Kind::IdentityNumber,
        ),
        ("13800138000".into(), Kind::Mobile),
        ("+86 138 0013 8000".into(), Kind::Mobile),
        ("008613800138000".into(), Kind::Mobile),
        ("１３８００１３８０００".into(), Kind::Mobile),
        ("138.0013.8000".into(), Kind::Mobile),
        ("138\u{a0}0013\u{a0}8000".into(), Kind::Mobile),
        ("138\u{2011}0013\u{2011}8000".into(), Kind::Mobile),
        ("138\n00138000".into(), Kind::Mobile),
        ("013800138000".into(), Kind::Mobile),
        ("138 00 13 80 00".into(), Kind::Mobile),
        ("+86 23 6315 1234".into(), Kind::Landline),
        ("0086-10-66668888".into(), Kind::Landline),
        ("023-63151234".into(), Kind::Landline),
        ("（023）6315 1234".into(), Kind::Landline),
        ("0855-8223344".into(), Kind::Landline),
        ("01066668888".into(), Kind::Landline),
        (card.clone(), Kind::BankCard),
        (luhn("622202020000123"), Kind::BankCard),
        (
            card.as_bytes()
                .chunks(4)
                .map(|c| std::str::from_utf8(c).unwrap())
                .collect::<Vec<_>>()
                .join(" "),
            Kind::BankCard,
        ),
        ("zhang.san+1@mail.example.cn".into(), Kind::Email),
        ("12345678＠qq.com".into(), Kind::Email),
        ("ａｂｃ＠ｑｑ．ｃｏｍ".into(), Kind::Email),
    ] {
        let r = redact(&format!("我是{text}，请联系"));
        assert_eq!(r.found, [kind], "{text} → {}", r.text);
        assert!(!r.text.chars().any(|c| c.is_ascii_digit()), "{}", r.text);
        assert!(
            r.text.starts_with("我是") && r.text.ends_with("，请联系"),
            "{}",
            r.text
        );
    }
}

#[test]
fn what_is_nobodys_number_stays() {
    for text in [
        "2026-11-22 10:30 到大厅",
        "排队3小时，第128号，交了15元",
        "办件编号 5001032026110900012345",
        "拨打12345没人接",
        "400-810-8888",
        "138001380001",
        "1380013800",
        "身高175cm 尺码12XL",
        "123456789012345678",
        "a@b",
        "价格@10.5",
    ] {
        assert_eq!(redact(text).text, text);
        assert!(redact(text).found.is_empty());
    }
}

#[test]
fn what_follows_an_address_is_not_its() {
    assert_eq!(redact("abc@qq.com2号窗口").text, "【邮箱】2号窗口");
    assert_eq!(redact("abc@qq.com-13800138000").text, "【邮箱】-【手机号】");
    assert_eq!(redact("a@mail.example.cn.").text, "【邮箱】.");
    assert_eq!(redact("1 38-0013-8000a@b.cn").text, "1 【邮箱】");
}

#[test]
fn an_x_behind_a_number_does_not_keep_it() {
    let id = identity_number("19600229", "123");
    assert_eq!(redact(&format!("{id}X")).text, "【证件号】X");
    assert_eq!(redact("11010519491231002Xabc").text, "【证件号】abc");
    for (text, hidden) in [
        ("微信13800138000x", "微信【手机号】x"),
        ("138 0013 8000Ｘ，回电", "【手机号】Ｘ，回电"),
        ("13800138000X 13900139000", "【手机号】X 【手机号】"),
        ("023-63151234X。", "【电话】X。"),
        ("138X 0013 8000", "138X 0013 8000"),
    ] {
        assert_eq!(redact(text).text, hidden);
    }
}

#[test]
fn several_numbers_in_one_text() {
    let r = redact("13800138000 13900139000，或 a@b.cn；023-63151234。");
    assert_eq!(r.text, "【手机号】 【手机号】，或 【邮箱】；【电话】。");
}

proptest! {
    #[test]
    fn redacting_twice_changes_nothing_and_never_grows(text in "[0-9Xx@.a-c +\\-（）\\u{4e00}-\\u{4e05}０-９]{0,80}") {
        let once = redact(&text);
        prop_assert!(once.text.chars().count() <= text.chars().count());
        let twice = redact(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.found.is_empty());
        prop_assert_eq!(once.hides(), !once.found.is_empty());
        prop_assert_eq!(twice.hides(), once.hides());
    }

    #[test]
    fn a_mobile_number_between_words_never_survives(second in 3u8..=9, rest in "[0-9]{9}", before in "[\\u{4e00}-\\u{4e20}，。a-z]{0,9}", after in "[\\u{4e00}-\\u{4e20}，。]{0,9}") {
        let number = format!("1{second}{rest}");
        let r = redact(&format!("{before}{number}{after}"));
        prop_assert!(!r.text.contains(&number));
    }

    #[test]
    fn any_identity_number_is_hidden(year in 1900u32..2100, month in 1u32..=12, day in 1u32..=28, serial in 0u32..1000) {
        let id = identity_number(&format!("{year}{month:02}{day:02}"), &format!("{serial:03}"));
        prop_assert_eq!(redact(&id).found, vec![Kind::IdentityNumber]);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = redact(&text);
    }
}
