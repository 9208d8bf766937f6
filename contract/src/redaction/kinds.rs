//! Which strings of digits are numbers of a person.

use super::Kind;

/// The kind of a number, from its places (digits, the last may be `X`) and the
/// lengths of the groups it was written in; `None` when it is nobody's number.
pub(super) fn kind_of(places: &[u8], groups: &[usize]) -> Option<Kind> {
    if is_identity_number(places) && groups.len() <= 4 {
        return Some(Kind::IdentityNumber);
    }
    if places.contains(&b'X') {
        return None;
    }
    if is_mobile(without_prefix(places)) && groups.len() <= 7 {
        return Some(Kind::Mobile);
    }
    if is_bank_card(places) && in_fours(groups) {
        return Some(Kind::BankCard);
    }
    if is_landline(places, groups) || is_landline_from_abroad(places, groups) {
        return Some(Kind::Landline);
    }
    None
}

/// Whether `digits` is a mobile number of the mainland: 11 digits, 13… to 19….
pub(crate) fn is_mobile(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'3'..=b'9', ..]) && digits.len() == 11
}

/// Whether `places` is a resident identity number by GB 11643: 17 digits with a
/// possible date of birth and the check place of ISO 7064 MOD 11-2.
pub(crate) fn is_identity_number(places: &[u8]) -> bool {
    let ([area @ b'1'..=b'9', rest @ ..], 18) = (places, places.len()) else {
        return false;
    };
    let number = |from: usize, to: usize| {
        places
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .fold(0u32, |n, d| n * 10 + u32::from(d.wrapping_sub(b'0')))
    };
    let (year, month, day) = (number(6, 10), number(10, 12), number(12, 14));
    if !(1900..=2099).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return false;
    }
    // The weight of place i is 2^(17-i) mod 11, so the sum folds from the left.
    let sum = rest.iter().take(16).fold(u32::from(area - b'0'), |sum, d| {
        (sum * 2 + u32::from(d.wrapping_sub(b'0'))) % 11
    });
    let check = match (12 - sum * 2 % 11) % 11 {
        10 => b'X',
        n => b'0' + u8::try_from(n).unwrap_or_default(),
    };
    rest.last() == Some(&check)
}

/// Without the country code, or the 0 that was dialled before mobile numbers of other cities.
fn without_prefix(digits: &[u8]) -> &[u8] {
    match digits {
        [b'0', b'0', b'8', b'6', rest @ ..] | [b'8', b'6', rest @ ..] if rest.len() == 11 => rest,
        [b'0', rest @ ..] if rest.len() == 11 => rest,
        all => all,
    }
}

/// 16 to 19 digits with the check digit of ISO/IEC 7812, as cards in use begin
/// (62… UnionPay, 3, 4, 5, 9).
fn is_bank_card(digits: &[u8]) -> bool {
    if !(16..=19).contains(&digits.len()) || !matches!(digits, [b'3'..=b'6' | b'9', ..]) {
        return false;
    }
    let sum = digits.iter().rev().enumerate().fold(0u32, |sum, (i, d)| {
        let digit = u32::from(d.wrapping_sub(b'0'));
        sum + match (i % 2, digit) {
            (0, d) => d,
            (_, d) if d > 4 => d * 2 - 9,
            (_, d) => d * 2,
        }
    });
    sum % 10 == 0
}

fn in_fours(groups: &[usize]) -> bool {
    match groups.split_last() {
        Some((last, [])) => *last >= 16,
        Some((last, before)) => *last <= 4 && before.iter().all(|g| *g == 4),
        None => false,
    }
}

/// `0` + area code of 2 or 3 digits + 7 or 8 digits of which the first is 2 to 9.
pub(crate) fn is_landline(digits: &[u8], groups: &[usize]) -> bool {
    let area = match digits {
        // Three places: 010 and 02x; all others have four.
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return false,
    };
    let local = digits.get(area..).unwrap_or_default();
    (7..=8).contains(&local.len())
        && matches!(local, [b'2'..=b'9', ..])
        && (groups.len() == 1 || (groups.len() <= 3 && groups.first() == Some(&area)))
}

/// The same after the country code, where the area code has no 0: `86 23 6315 1234`.
fn is_landline_from_abroad(digits: &[u8], groups: &[usize]) -> bool {
    let (area, groups) = match (digits, groups) {
        ([b'0', b'0', b'8', b'6', area @ ..], [4, groups @ ..])
        | ([b'8', b'6', area @ ..], [2, groups @ ..]) => (area, groups),
        _ => return false,
    };
    let national = [b"0", area].concat();
    match groups.split_first() {
        Some((first, rest)) => is_landline(&national, &[&[first + 1], rest].concat()),
        None => false,
    }
}
