//! What a web team copies: every file shown here is the file that runs.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::embed::Embedding;
use super::html;
use crate::app::App;
use crate::edge::Told;
use crate::visit::Visit;

/// A file of the hall, as it was compiled in.
#[derive(Clone, Copy)]
struct File {
    path: &'static str,
    text: &'static str,
}

macro_rules! file {
    ($path:literal) => {
        File {
            path: $path,
            text: include_str!(concat!("../../", $path)),
        }
    };
}

struct Example {
    slug: &'static str,
    path: String,
    name: &'static str,
    purpose: &'static str,
    files: &'static [File],
}

#[derive(Template)]
#[template(path = "developers.html")]
struct Developers {
    v: Visit,
    examples: Vec<Example>,
    report: File,
    sign: File,
    answers: Vec<Told>,
}

const fn files(kind: Embedding) -> &'static [File] {
    match kind {
        Embedding::Inline => &[
            file!("templates/snippets/inline.html"),
            file!("templates/snippets/page.csp"),
        ],
        Embedding::Dialog => &[
            file!("templates/snippets/dialog.html"),
            file!("static/dialog.js"),
        ],
        Embedding::App => &[file!("templates/snippets/app.html")],
        Embedding::Strict => &[
            file!("templates/snippets/strict.html"),
            file!("templates/snippets/strict.csp"),
        ],
        Embedding::Hostile => &[
            file!("templates/snippets/inline.html"),
            file!("static/hostile.css"),
        ],
        Embedding::Terminal => &[file!("templates/snippets/terminal.html")],
        Embedding::Kiosk => &[
            file!("templates/snippets/kiosk.html"),
            file!("static/kiosk.js"),
            file!("static/counter.js"),
        ],
        Embedding::Link => &[file!("templates/snippets/link.html")],
        Embedding::Message => &[
            file!("templates/snippets/message.html"),
            file!("src/edge/link.rs"),
        ],
    }
}

/// `GET /developers`.
pub async fn show(State(app): State<Arc<App>>, v: Visit) -> Response {
    let examples = Embedding::ALL
        .into_iter()
        .map(|kind| {
            let (name, purpose) = kind.words(v.t);
            let path = format!("/embed/{}", kind.slug());
            Example {
                slug: kind.slug(),
                path,
                name,
                purpose,
                files: files(kind),
            }
        })
        .collect();
    let answers = app.told.read().await.clone();
    html(&Developers {
        v,
        examples,
        report: file!("src/edge/report.rs"),
        sign: file!("src/edge/sign.rs"),
        answers,
    })
}
