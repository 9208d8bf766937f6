//! The frame of every page: head, switches for language and size, one main part.

use super::html::Text;
use super::text::words;
use super::view::View;
use super::{security, style};
use crate::assets::VERSION;
use crate::config::Hall;
use crate::http::Reply;
use crate::normalize::lang_code;

/// What a page shows.
pub(super) struct Page<'a> {
    /// HTTP status.
    pub status: u16,
    /// Language and size.
    pub view: View,
    /// Title of the tab.
    pub title: &'a str,
    /// Path that the switches lead back to; `None` = this page came from a form
    /// post and has no address of its own.
    pub path: Option<&'a str>,
    /// HTML of the main part.
    pub main: &'a str,
    /// `integrity` of the loader, where the widget may take over.
    pub loader: Option<&'a str>,
    /// Who may frame it.
    pub hall: Option<&'a Hall>,
}

impl Page<'_> {
    /// The page as a reply.
    pub(super) fn reply(&self) -> Reply {
        let words = words(self.view.lang);
        let class = if self.view.elder {
            "page page-elder"
        } else {
            "page"
        };
        let lang = self.view.lang.tag();
        let title = Text(self.title);
        let style = style::path();
        let loader = self.loader.map_or_else(String::new, |integrity| {
            format!(
                "<script src=\"/widget/{VERSION}/loader.js\" integrity=\"{}\" \
                 crossorigin=\"anonymous\" defer></script>\n",
                Text(integrity)
            )
        });
        let switches = self.path.map_or_else(String::new, |path| {
            let (other, size) = (self.view.other_lang(), self.view.other_size());
            format!(
                "<nav class=\"page-switches\" aria-label=\"{}\">\n\
                 <a href=\"{path}{}\" hreflang=\"{}\" lang=\"{}\">{}</a>\n\
                 <a href=\"{path}{}\">{}</a>\n</nav>\n",
                words.switches,
                Text(&other.query()),
                lang_code(other.lang),
                other.lang.tag(),
                words.other_lang,
                Text(&size.query()),
                if self.view.elder {
                    words.usual
                } else {
                    words.larger
                },
                path = Text(path),
            )
        });
        let main = self.main;
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\" class=\"{class}\">\n<head>\n\
             <meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <title>{title}</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n\
             <link rel=\"stylesheet\" href=\"/widget/{VERSION}/widget.css\">\n\
             <link rel=\"stylesheet\" href=\"{style}\">\n\
             {loader}</head>\n<body>\n{switches}<main>\n{main}\n</main>\n</body>\n</html>\n"
        );
        let mut reply = security::secure(
            Reply::new(self.status, "text/html; charset=utf-8", html)
                .header("Content-Language", lang),
            self.hall,
        );
        reply.vary("Accept-Language");
        if let Some(hall) = self.hall {
            reply.note.hall = Some(hall.id.clone());
        }
        reply
    }
}
