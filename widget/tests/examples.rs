//! Every example of every part, in both languages and modes, holds together as HTML:
//! what refers to an id finds it, once; every control has its label; nothing is inline.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "../examples/sheets/example.rs"]
mod example;

use contract::lang::Lang;
use std::collections::BTreeSet;

/// The values of an attribute, in the order of the text.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.match_indices(&start)
        .map(|(at, _)| html[at + start.len()..].split('"').next().unwrap())
        .collect()
}

fn every_sheet(check: impl Fn(&str, &str)) {
    let mut count = 0;
    for (part, example) in example::all() {
        for lang in [Lang::Zh, Lang::En] {
            for elder in [false, true] {
                let name = format!("{part}/{} {lang:?} elder={elder}", example.name);
                check(&name, &example.sheet(lang, elder));
                count += 1;
            }
        }
    }
    assert!(count > 100, "only {count} sheets");
}

#[test]
fn ids_are_there_once_and_every_reference_finds_its_own() {
    every_sheet(|name, html| {
        let ids = values(html, "id");
        let known: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{name}: an id twice in {ids:?}");
        for attribute in [
            "for",
            "aria-describedby",
            "aria-labelledby",
            "aria-controls",
        ] {
            for id in values(html, attribute)
                .into_iter()
                .flat_map(str::split_whitespace)
            {
                assert!(known.contains(id), "{name}: {attribute} {id}");
            }
        }
        for href in values(html, "href") {
            assert!(
                href.strip_prefix('#').is_none_or(|id| known.contains(id)),
                "{name}: {href}"
            );
        }
    });
}

#[test]
fn every_control_has_a_label_of_its_own() {
    every_sheet(|name, html| {
        let labelled: BTreeSet<_> = values(html, "for").into_iter().collect();
        for control in ["<input", "<textarea"] {
            for (at, _) in html.match_indices(control) {
                let tag = html[at..].split('>').next().unwrap();
                let id = values(tag, "id");
                assert!(
                    id.first().is_some_and(|id| labelled.contains(id)),
                    "{name}: {tag}"
                );
            }
        }
    });
}

#[test]
fn nothing_is_inline_and_no_mark_is_left() {
    every_sheet(|name, html| {
        for unwanted in [
            " style=",
            "<script",
            "<style",
            "<!",
            " onclick",
            "javascript:",
        ] {
            assert!(!html.contains(unwanted), "{name}: {unwanted}");
        }
    });
}

#[test]
fn english_sheets_have_no_chinese_but_names_and_the_switch() {
    for (part, example) in example::all() {
        let html = example.sheet(Lang::En, false);
        let own: String = ["食品经营许可（新办）", "区市场监督管理局", "中文", "李雷"]
            .into_iter()
            .fold(html, |html, name| html.replace(name, ""));
        if part == "comment" {
            continue; // what the citizen writes is in their own language
        }
        let chinese: String = own
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
            .collect();
        assert!(chinese.is_empty(), "{part}/{}: {chinese}", example.name);
    }
}

#[test]
fn names_of_examples_are_unique_and_say_what_they_show() {
    let all = example::all();
    let names: BTreeSet<_> = all
        .iter()
        .map(|(part, e)| (*part, e.name.clone()))
        .collect();
    assert_eq!(names.len(), all.len());
    assert!(all.iter().all(|(_, example)| example.about.ends_with('.')));
}
