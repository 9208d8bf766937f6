//! A refusal as a page: what is wrong, what to do, and the number of the
//! request for whoever has to look into it.

use super::html::Text;
use super::shell::Page;
use super::text::words;
use super::view::View;
use crate::clock;
use crate::config::Config;
use crate::http::{Reply, Request};
use crate::refusal::Refusal;

/// Shows a refusal.
#[must_use]
pub fn refused(config: &Config, request: &Request, refusal: Refusal) -> Reply {
    let view = View::of(request);
    let words = words(view.lang);
    let title = refusal.code.title(view.lang);
    let when = refusal.evaluated_at.map_or_else(String::new, |moment| {
        format!(
            "<p>{} {}</p>\n",
            words.evaluated_at,
            clock::local_minute(moment)
        )
    });
    let main = format!(
        "<section class=\"page-sheet\">\n<h1>{title}</h1>\n{when}\
         <p class=\"page-soft\">{} <code>{}</code></p>\n</section>",
        words.reference,
        Text(&request.id)
    );
    let hall = refusal.hall.as_deref().and_then(|id| config.hall(id));
    let mut reply = Page {
        status: refusal.code.status(),
        view,
        title,
        path: None,
        main: &main,
        loader: None,
        hall,
    }
    .reply();
    refusal.mark(&mut reply);
    reply
}
