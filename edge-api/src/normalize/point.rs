//! A rating point as a hall registers it.

use contract::api::points::Point;
use contract::limits::{NAME_CHARS, POINT_ITEMS, STAFF_CHARS, WINDOW_CHARS};
use contract::problem::Code;

use super::event;
use crate::config::Hall;
use crate::refusal::Refusal;

/// Checks what the types do not and tidies names, so that the same point twice is equal.
///
/// # Errors
/// `rule_broken` with the field.
pub fn point(hall: &Hall, mut point: Point) -> Result<Point, Refusal> {
    point.window = name(&point.window, "/window", WINDOW_CHARS)?;
    point.agency_name = name(&point.agency_name, "/agencyName", NAME_CHARS)?;
    point.staff = point
        .staff
        .map(|staff| name(&staff, "/staff", STAFF_CHARS))
        .transpose()?;
    if let Some(area) = &point.area_code
        && !hall.area_code.covers(area)
    {
        return Err(broken("/areaCode", "lies outside the hall's own area"));
    }
    if point.items.is_empty() || point.items.len() > POINT_ITEMS {
        let message = format!("1 to {POINT_ITEMS} items are taken");
        return Err(broken("/items", &message));
    }
    let mut seen: Vec<&str> = Vec::with_capacity(point.items.len());
    for (index, item) in point.items.iter().enumerate() {
        if seen.contains(&item.code.as_str()) {
            let pointer = format!("/items/{index}/code");
            return Err(broken(&pointer, "stands in the list already"));
        }
        seen.push(item.code.as_str());
    }
    for (index, item) in point.items.iter_mut().enumerate() {
        item.name = name(&item.name, &format!("/items/{index}/name"), NAME_CHARS)?;
    }
    Ok(point)
}

fn name(text: &str, pointer: &str, most: usize) -> Result<String, Refusal> {
    event::name(text, pointer)
        .ok()
        .filter(|text| text.chars().count() <= most)
        .ok_or_else(|| broken(pointer, &format!("must have 1 to {most} characters")))
}

fn broken(pointer: &str, message: &str) -> Refusal {
    Refusal::from(Code::RuleBroken).detail(format!("{pointer}: {message}"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::point;
    use crate::config::Config;

    fn registered(change: impl FnOnce(&mut Value)) -> Result<String, String> {
        let config = Config::parse(
            include_str!("../../deploy/demo.config.json"),
            include_str!("../../deploy/demo.secrets.json"),
        )
        .unwrap();
        let mut told = json!({
            "id": "w-03", "window": " 3号窗口 ", "agencyCode": "11500103009276185R",
            "agencyName": "渝中区公安分局", "step": "apply", "staff": "工号\u{202e} 0317",
            "items": [{ "code": "11500103009276185R400070900700001", "name": "新生儿出生登记\n" }]
        });
        change(&mut told);
        let told = serde_json::from_value(told).map_err(|error| error.to_string())?;
        point(config.hall("yuzhong-zwfw").unwrap(), told)
            .map(|point| serde_json::to_string(&point).unwrap())
            .map_err(|refusal| refusal.detail.unwrap_or_default().into())
    }

    #[test]
    fn names_are_tidied() {
        let told = registered(|_| {}).unwrap();
        assert!(told.contains(r#""window":"3号窗口""#), "{told}");
        assert!(told.contains(r#""name":"新生儿出生登记""#), "{told}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let item = json!({ "code": "11500103009276185R400070900700001", "name": "a" });
        for (field, value, place) in [
            ("window", json!(""), "/window"),
            ("window", json!("窗".repeat(41)), "/window"),
            ("staff", json!("号".repeat(21)), "/staff"),
            ("agencyName", json!(" \n "), "/agencyName"),
            ("areaCode", json!("500105"), "/areaCode"),
            ("items", json!([]), "/items"),
            ("items", json!(vec![item.clone(); 41]), "/items"),
            ("items", json!([item, item]), "/items/1/code"),
        ] {
            let refused = registered(|told| told[field] = value).unwrap_err();
            assert!(refused.starts_with(place), "{field}: {refused}");
        }
    }
}
