//! The frame of every page: head, style sheets, one main part.

use widget::form::Theme;
use widget::page::{Page, title};

use super::bridge::Bridge;
use super::{html::Text, security, style};
use crate::assets::VERSION;
use crate::config::Hall;
use crate::http::Reply;
use crate::normalize::lang_code;

/// The widget may take the form over.
pub(super) struct Takeover<'a> {
    /// `integrity` of the loader.
    pub integrity: &'a str,
    /// The ticket.
    pub ticket: &'a str,
}

/// A page but for its frame.
pub(super) struct Shell<'a> {
    /// HTTP status.
    pub status: u16,
    /// Language and size.
    pub page: &'a Page,
    /// HTML of the sheet.
    pub body: &'a str,
    /// Where the widget may take over.
    pub takeover: Option<Takeover<'a>>,
    /// Whom the page speaks to, where somebody asked.
    pub bridge: Option<Bridge<'a>>,
    /// Who may frame it.
    pub hall: Option<&'a Hall>,
}

impl Shell<'_> {
    /// The page as a reply.
    pub(super) fn reply(&self) -> Reply {
        let settings = self.page.settings;
        let lang = settings.lang.tag();
        let (before, after, script) = self.takeover.as_ref().map_or_else(
            || (String::new(), "", String::new()),
            |takeover| {
                let elder = if settings.elder { " elder" } else { "" };
                let scale = match settings.larger {
                    0 => "",
                    1 => " text-scale=\"1.25\"",
                    2 => " text-scale=\"1.5\"",
                    _ => " text-scale=\"2\"",
                };
                let theme = match settings.theme {
                    Theme::Auto => "",
                    Theme::Light => " theme=\"light\"",
                    Theme::Dark => " theme=\"dark\"",
                };
                (
                    format!(
                        "<haochaping-rating ticket=\"{}\" lang=\"{}\"{elder}{scale}{theme}>\n",
                        Text(takeover.ticket),
                        lang_code(settings.lang),
                    ),
                    "\n</haochaping-rating>",
                    format!(
                        "<script src=\"/widget/{VERSION}/loader.js\" integrity=\"{}\" \
                         crossorigin=\"anonymous\" defer></script>\n",
                        Text(takeover.integrity)
                    ),
                )
            },
        );
        // Before the loader, so that it hears of the form from the first.
        let bridge = self
            .bridge
            .as_ref()
            .map_or_else(String::new, Bridge::script);
        // What the page is, for readers who go by headings; a receipt says so itself.
        let heading = if self.body.contains("<h1") {
            String::new()
        } else {
            format!("<h1 class=\"hcp-vh\">{}</h1>\n", title(settings.lang))
        };
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\" class=\"page\">\n<head>\n\
             <meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <title>{}</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n\
             <link rel=\"stylesheet\" href=\"{}\">\n\
             {bridge}{script}</head>\n<body>\n<main>\n{heading}{before}{}{after}\n</main>\n</body>\n</html>\n",
            title(settings.lang),
            style::path(),
            self.body,
        );
        let mut reply = security::secure(
            Reply::new(self.status, "text/html; charset=utf-8", html)
                .header("Content-Language", lang),
            self.hall,
        );
        reply.vary("Accept-Language");
        reply.note.hall = self.hall.map(|hall| hall.id.clone());
        reply
    }
}
