//! `docs/element.md`.

use super::Api;

/// The page with one table for each side of the element.
pub fn of(api: &Api) -> String {
    let attributes = rows(api.attributes.iter().map(|one| {
        let values = if one.values.is_empty() {
            one.r#type.clone()
        } else {
            one.values
                .iter()
                .map(|value| format!("`{value}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        [
            format!("`{}`", one.name),
            format!("`{}`", one.property),
            values,
            one.summary.clone(),
        ]
    }));
    let methods = rows(api.methods.iter().map(|one| {
        let parameters: Vec<_> = one
            .parameters
            .iter()
            .map(|parameter| parameter.name.as_str())
            .collect();
        [
            format!("`{}({})`", one.name, parameters.join(", ")),
            one.summary.clone(),
        ]
    }));
    let events = rows(api.events.iter().map(|one| {
        let detail: Vec<_> = one
            .detail
            .iter()
            .map(|field| {
                format!(
                    "`{}` {}: {}",
                    field.name,
                    field.r#type.replace('|', "\\|"),
                    field.summary
                )
            })
            .collect();
        let name = format!(
            "`{}`{}",
            one.name,
            if one.cancelable { ", cancelable" } else { "" }
        );
        [
            name,
            one.summary.clone(),
            if detail.is_empty() {
                "–".to_owned()
            } else {
                detail.join("<br>")
            },
        ]
    }));
    let properties = rows(api.css_properties.iter().map(|one| {
        [
            format!("`{}`", one.name),
            one.default.clone(),
            one.dark.clone(),
            one.summary.clone(),
        ]
    }));
    let parts = rows(
        api.parts
            .iter()
            .map(|one| [format!("`{}`", one.name), one.summary.clone()]),
    );
    let slots = rows(api.slots.iter().map(|one| {
        let name = if one.name.is_empty() {
            "(default)".to_owned()
        } else {
            format!("`{}`", one.name)
        };
        [name, one.summary.clone()]
    }));
    format!(
        "<!-- Generated from widget/api.json by `cargo xtask generate`; changes here are lost. -->\n\
         # `<{tag}>`\n\n{summary}\n\n\
         ## Attributes and properties\n\n| attribute | property | type | |\n|---|---|---|---|\n{attributes}\n\
         ## Methods\n\n| method | |\n|---|---|\n{methods}\n\
         ## Events\n\nAll bubble and cross shadow roots. None carries a comment or personal data.\n\n\
         | event | when | `detail` |\n|---|---|---|\n{events}\n\
         ## Custom properties\n\nSet them on the element or on anything around it. In elder mode the measured colours hold instead.\n\n\
         | property | light | dark | |\n|---|---|---|---|\n{properties}\n\
         ## Parts\n\nFor `::part(…)`.\n\n| part | |\n|---|---|\n{parts}\n\
         ## Slots\n\n| slot | |\n|---|---|\n{slots}",
        tag = api.tag,
        summary = api.summary,
    )
}

fn rows<const N: usize>(cells: impl Iterator<Item = [String; N]>) -> String {
    cells
        .map(|row| format!("| {} |\n", row.join(" | ")))
        .collect()
}
