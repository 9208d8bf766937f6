//! The page of a receipt.

use contract::api::receipts::EvaluationState;

use super::html::Text;
use super::shell::Page;
use super::text::words;
use super::view::View;
use crate::clock;
use crate::config::Config;
use crate::http::{Reply, Request};
use crate::routes::receipts::show::Found;

/// Shows how an evaluation stands.
#[must_use]
pub fn receipt(config: &Config, request: &Request, found: &Found) -> Reply {
    let view = View::of(request);
    let words = words(view.lang);
    let state = match found.state.state {
        EvaluationState::Accepted => words.accepted,
        EvaluationState::Stored => words.stored,
        EvaluationState::Duplicate => words.duplicate,
        EvaluationState::SetAside => words.set_aside,
    };
    let accepted_at = clock::parse(&found.state.accepted_at).map(clock::local_minute);
    let rows = [
        (words.code, found.state.receipt.as_str()),
        (words.state, state),
        (words.item, &found.item_name),
        (words.agency, &found.agency_name),
        (
            words.accepted_at,
            accepted_at.as_deref().unwrap_or(&found.state.accepted_at),
        ),
    ];
    let rows: String = rows
        .into_iter()
        .map(|(name, value)| format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", Text(value)))
        .collect();
    let main = format!(
        "<section class=\"page-sheet\">\n<h1>{}</h1>\n<dl class=\"page-facts\">\n{rows}</dl>\n\
         <p class=\"page-soft\">{}</p>\n</section>",
        words.receipt, words.keep
    );
    Page {
        status: 200,
        view,
        title: words.receipt,
        path: Some(&request.path),
        main: &main,
        loader: None,
        hall: config.hall(&found.hall),
    }
    .reply()
}
