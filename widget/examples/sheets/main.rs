//! Writes every example of every part as a page, in Chinese and English, plain and in
//! elder mode, for browser tests and for looking at:
//!
//! ```text
//! cargo run -p haochaping-widget --features ssr --example sheets -- target/sheets
//! ```
//!
//! Beside the pages, `index.json` lists them: `[{"file","part","name","about","lang","elder"}]`.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod example;

use contract::lang::Lang;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "target/sheets".into()),
    );
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("widget.css"), haochaping_widget::STYLE)?;
    let mut index = Vec::new();
    for (part, example) in example::all() {
        for (lang, elder) in [
            (Lang::Zh, false),
            (Lang::Zh, true),
            (Lang::En, false),
            (Lang::En, true),
        ] {
            let tag = lang.pick("zh", "en");
            let mode = if elder { "-elder" } else { "" };
            let file = format!("{part}.{}.{tag}{mode}.html", example.name);
            let sheet = example.sheet(lang, elder);
            let page = format!(
                "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{part}: {}</title>\
                 <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"widget.css\">\
                 </head><body><main><h1 class=\"hcp-vh\">{}</h1>{sheet}</main></body></html>\n",
                lang.tag(),
                example.name,
                haochaping_widget::page::title(lang),
            );
            std::fs::write(folder.join(&file), page)?;
            index.push(serde_json::json!({
                "file": file, "part": part, "name": example.name, "about": example.about,
                "lang": tag, "elder": elder,
            }));
        }
    }
    std::fs::write(
        folder.join("index.json"),
        serde_json::to_string_pretty(&index)?,
    )?;
    println!("{} pages in {}", index.len(), folder.display());
    Ok(())
}
