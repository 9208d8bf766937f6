//! Every word of the hall's pages, one struct a language: a missing word does not compile.

mod en;
mod zh;

use contract::lang::Lang;

/// The words of one language, named after where they stand.
pub struct Texts {
    /// Value of the `lang` attribute of the page.
    pub tag: &'static str,
    /// Notice that the hall and its cases are made up.
    pub demo: &'static str,
    /// Link past the header to the page's content.
    pub skip: &'static str,
    /// Name of the main navigation.
    pub nav: &'static str,
    /// Navigation: start page.
    pub home: &'static str,
    /// Navigation and title: the citizen's cases.
    pub my_cases: &'static str,
    /// Navigation and title: rows as they arrive.
    pub central: &'static str,
    /// Navigation and title: embeddings.
    pub developers: &'static str,
    /// Switch to the other language, in that language.
    pub other_lang: &'static str,
    /// Its `lang` attribute.
    pub other_lang_tag: &'static str,
    /// Turns the elder mode on.
    pub elder_on: &'static str,
    /// Turns the elder mode off.
    pub elder_off: &'static str,
    /// Label of the search field.
    pub search_label: &'static str,
    /// Button of the search form.
    pub search: &'static str,
    /// Heading over all service items.
    pub items: &'static str,
    /// Heading over what a search found.
    pub found: &'static str,
    /// Said when a search finds nothing.
    pub found_nothing: &'static str,
    /// Opens a service item.
    pub apply: &'static str,
    /// Sentence above the button on a service item's page.
    pub apply_hint: &'static str,
    /// Said once an application was received.
    pub applied: &'static str,
    /// Label: agency.
    pub agency: &'static str,
    /// Label: item code.
    pub item_code: &'static str,
    /// Label: promised working days.
    pub promise: &'static str,
    /// Unit: working days.
    pub working_days: &'static str,
    /// Label: case number.
    pub case_no: &'static str,
    /// Heading over the steps of a case.
    pub steps: &'static str,
    /// The one action of a rateable step.
    pub rate: &'static str,
    /// The action once the first evaluation exists.
    pub rate_again: &'static str,
    /// State: evaluated.
    pub rated: &'static str,
    /// State: evaluated twice.
    pub rated_twice: &'static str,
    /// State: period over.
    pub expired: &'static str,
    /// Case state: pending.
    pub pending: &'static str,
    /// Case state: accepted.
    pub accepted: &'static str,
    /// Case state: concluded.
    pub concluded: &'static str,
    /// Heading over an embedded form.
    pub rate_heading: &'static str,
    /// Link to the hosted page, also the fallback inside the element.
    pub hosted: &'static str,
    /// Back to the case list.
    pub back: &'static str,
    /// Title of an error page.
    pub not_found: &'static str,
    /// What to do on an error page.
    pub not_found_hint: &'static str,
    /// Developer page: introduction.
    pub dev_intro: &'static str,
    /// Developer page: heading over the embeddings.
    pub dev_embeddings: &'static str,
    /// Developer page: opens the page that runs a snippet.
    pub dev_open: &'static str,
    /// Developer page: heading over the two ways to a ticket.
    pub dev_ticket: &'static str,
    /// Developer page: the edge answers with a ticket.
    pub dev_report: &'static str,
    /// Developer page: the hall signs its own ticket.
    pub dev_sign: &'static str,
    /// Developer page: heading over the last answers of the edge.
    pub dev_answers: &'static str,
    /// Developer page: nothing reported yet.
    pub dev_no_answers: &'static str,
    /// Embedding: inline, name and purpose.
    pub inline: (&'static str, &'static str),
    /// Embedding: dialog.
    pub dialog: (&'static str, &'static str),
    /// Embedding: page inside an app.
    pub app: (&'static str, &'static str),
    /// Embedding: strict content security policy.
    pub strict: (&'static str, &'static str),
    /// Embedding: hostile styles.
    pub hostile: (&'static str, &'static str),
    /// Embedding: shared terminal.
    pub terminal: (&'static str, &'static str),
    /// Embedding: tablet at a counter.
    pub kiosk: (&'static str, &'static str),
    /// Staff's screen: title.
    pub counter: &'static str,
    /// Staff's screen: what it is for.
    pub counter_note: &'static str,
    /// Staff's screen: opens the tablet.
    pub counter_tablet: &'static str,
    /// Staff's screen: hands over a ticket.
    pub counter_ask: &'static str,
    /// Staff's screen: clears the tablet.
    pub counter_clear: &'static str,
    /// Staff's screen: the citizen has rated.
    pub counter_done: &'static str,
    /// Staff's screen: the citizen has gone without.
    pub counter_idle: &'static str,
    /// Staff's screen: the tablet is free.
    pub counter_next: &'static str,
    /// Embedding: link without any script.
    pub link: (&'static str, &'static str),
    /// Embedding: text message.
    pub message: (&'static str, &'static str),
    /// Text message: before the link.
    pub message_body: &'static str,
    /// Text message: before the last day.
    pub message_until: &'static str,
    /// Strict page: what the page forbids.
    pub strict_note: &'static str,
    /// Hostile page: what the page does.
    pub hostile_note: &'static str,
    /// Terminal page: what the terminal never keeps.
    pub terminal_note: &'static str,
    /// App page: title bar.
    pub app_title: &'static str,
    /// App page: leave.
    pub app_back: &'static str,
    /// Central view: introduction.
    pub central_intro: &'static str,
    /// Central view: no rows match.
    pub central_empty: &'static str,
    /// Central view: connection states live, reconnecting, not reachable.
    pub central_live: &'static str,
    /// Central view: stream broken.
    pub central_retry: &'static str,
    /// Central view: the database cannot be read.
    pub central_down: &'static str,
    /// Filter: level.
    pub level: &'static str,
    /// Filter: channel.
    pub channel: &'static str,
    /// Filter: everything.
    pub all: &'static str,
    /// Filter: levels 2 and 1.
    pub negative: &'static str,
    /// Filter button.
    pub filter: &'static str,
    /// Column: accepted at.
    pub accepted_at: &'static str,
    /// Column: service item and step.
    pub matter: &'static str,
    /// Column: reasons.
    pub indicators: &'static str,
    /// Column: comment.
    pub comment: &'static str,
    /// Column: round.
    pub round: &'static str,
    /// Column: contact and publication consents.
    pub consents: &'static str,
    /// Consent to be called back.
    pub consent_contact: &'static str,
    /// Consent to publish.
    pub consent_publish: &'static str,
    /// Name of the scrolling table region.
    pub table: &'static str,
}

/// The words of `lang`.
pub fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &zh::TEXTS,
        Lang::En => &en::TEXTS,
    }
}
