//! `haochaping-rating.d.ts` and `react.d.ts`.

use super::{Api, Event};

/// The declarations: class, events, tag name, JSX.
pub fn of(api: &Api) -> String {
    let Api {
        tag,
        class,
        summary,
        ..
    } = api;
    let fields: String = api
        .attributes
        .iter()
        .map(|one| {
            format!(
                "  /** {} */\n  {}: {};\n",
                one.summary,
                one.property,
                property_type(one)
            )
        })
        .collect();
    let methods: String = api
        .methods
        .iter()
        .map(|method| {
            let parameters: Vec<_> = method
                .parameters
                .iter()
                .map(|one| {
                    format!(
                        "{}{}: {}",
                        one.name,
                        if one.optional { "?" } else { "" },
                        one.r#type
                    )
                })
                .collect();
            format!(
                "  /** {} */\n  {}({}): void;\n",
                method.summary,
                method.name,
                parameters.join(", ")
            )
        })
        .collect();
    let details: String = api.events.iter().map(detail).collect();
    let events: String = api
        .events
        .iter()
        .map(|event| {
            format!(
                "  /** {} */\n  \"{}\": CustomEvent<{}>;\n",
                event.summary,
                event.name,
                detail_name(event)
            )
        })
        .collect();
    let attributes: String = api
        .attributes
        .iter()
        .filter(|one| one.name != "lang")
        .map(|one| {
            format!(
                "  /** {} */\n  \"{}\"?: {} | undefined;\n",
                one.summary,
                one.name,
                jsx_type(one)
            )
        })
        .collect();
    let handlers: String = api
        .events
        .iter()
        .map(|event| {
            format!(
                "  \"on{}\"?: ((event: CustomEvent<{}>) => void) | undefined;\n",
                event.name,
                detail_name(event)
            )
        })
        .collect();
    format!(
        r#"// Generated from widget/api.json by `cargo xtask generate`; changes here are lost.

/** {summary} */
export interface {class} extends HTMLElement {{
{fields}{methods}  addEventListener<K extends keyof {class}EventMap>(
    type: K,
    listener: (this: {class}, event: {class}EventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof {class}EventMap>(
    type: K,
    listener: (this: {class}, event: {class}EventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}}

{details}/** Events of the element; all bubble and cross shadow roots. */
export interface {class}EventMap extends HTMLElementEventMap {{
{events}}}

/** Attributes and event handlers for JSX. */
export interface {class}Attributes {{
{attributes}{handlers}}}

declare global {{
  interface HTMLElementTagNameMap {{
    "{tag}": {class};
  }}
}}
"#
    )
}

/// `react.d.ts`: the same for React's JSX, apart because it needs React's own types.
pub fn for_react(api: &Api) -> String {
    let Api { tag, class, .. } = api;
    format!(
        r#"// Generated from widget/api.json by `cargo xtask generate`; changes here are lost.

import type * as React from "react";
import type {{ {class}, {class}Attributes }} from "./haochaping-rating.d.ts";

type Properties = {class}Attributes & React.HTMLAttributes<{class}>;

declare module "react" {{
  namespace JSX {{
    interface IntrinsicElements {{
      "{tag}": Properties & React.RefAttributes<{class}>;
    }}
  }}
}}

/** The element as a component, for React before 19, which knows no custom events. */
export declare const {class}: React.ForwardRefExoticComponent<Properties & React.RefAttributes<{class}>>;
"#
    )
}

fn property_type(attribute: &super::Attribute) -> String {
    // A reader may find any string there, so that is the type; the values say which are understood.
    if attribute.values.is_empty() {
        attribute.r#type.clone()
    } else {
        format!("{} | (string & {{}})", attribute.type_text())
    }
}

fn jsx_type(attribute: &super::Attribute) -> String {
    attribute.type_text()
}

fn detail_name(event: &Event) -> String {
    if event.detail.is_empty() {
        return "null".to_owned();
    }
    let words = event.name.split('-').skip(1).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect::<String>()
        })
    });
    format!("{}Detail", words.collect::<String>())
}

fn detail(event: &Event) -> String {
    if event.detail.is_empty() {
        return String::new();
    }
    let fields: String = event
        .detail
        .iter()
        .map(|field| {
            format!(
                "  /** {} */\n  {}: {};\n",
                field.summary, field.name, field.r#type
            )
        })
        .collect();
    format!(
        "/** Detail of `{}`. */\nexport interface {} {{\n{fields}}}\n\n",
        event.name,
        detail_name(event)
    )
}
