//! What the layout needs: language, words, and who is signed in.

use contract::lang::Lang;

use super::texts::{Texts, texts};
use super::{Place, Visit, places};
use crate::session::Signed;

/// The frame of one page; every template has it as `v`.
pub struct View {
    /// Language of the page.
    pub lang: Lang,
    /// The words that pages share.
    pub t: &'static Texts,
    /// The visit.
    pub visit: Visit,
    /// Who is signed in.
    pub who: Option<Who>,
}

/// Who is signed in, as the head of the page shows it.
pub struct Who {
    /// Alias.
    pub alias: String,
    /// Name of the hall.
    pub hall: String,
    /// What forms carry as `csrf`.
    pub csrf: String,
    /// Where they may go.
    pub places: Vec<Place>,
}

impl View {
    /// The frame for nobody.
    #[must_use]
    pub fn new(visit: Visit) -> Self {
        Self {
            lang: visit.lang,
            t: texts(visit.lang),
            visit,
            who: None,
        }
    }

    /// The frame for somebody.
    #[must_use]
    pub fn signed(visit: Visit, signed: &Signed) -> Self {
        let who = Who {
            alias: signed.account.alias.clone(),
            hall: signed.hall.name.clone(),
            csrf: signed.csrf.clone(),
            places: places::of(&signed.account),
        };
        Self {
            who: Some(who),
            ..Self::new(visit)
        }
    }

    /// What forms carry as `csrf`; empty for nobody.
    #[must_use]
    pub fn csrf(&self) -> &str {
        self.who.as_ref().map_or("", |who| who.csrf.as_str())
    }

    /// Whether this page is that place or lies within it.
    #[must_use]
    pub fn at(&self, path: &str) -> bool {
        let here = self.visit.path.as_str();
        here == path
            || (path != "/"
                && here
                    .strip_prefix(path)
                    .is_some_and(|rest| rest.starts_with('/')))
    }

    /// This page in the other language.
    #[must_use]
    pub fn switch(&self) -> String {
        self.visit.with(&[("lang", self.t.other_lang_tag)])
    }

    /// The Chinese or the English one of two texts.
    #[must_use]
    pub const fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(zh, en)
    }
}
