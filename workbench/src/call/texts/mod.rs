//! Words of the telephone desk.

mod en;
mod spoken;
mod zh;

use contract::lang::Lang;

pub use spoken::{levels, opening};

/// Every word that the pages of this folder show.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub title: &'static str,
    pub lists: &'static str,
    pub due: &'static str,
    pub later: &'static str,
    pub held: &'static str,
    pub rated: &'static str,
    pub ended: &'static str,
    pub next: &'static str,
    pub nothing: &'static str,
    pub nothing_yet: &'static str,
    pub matter: &'static str,
    pub step: &'static str,
    pub when: &'static str,
    pub case_no: &'static str,
    pub attempt: &'static str,
    pub number: &'static str,
    pub no_number: &'static str,
    pub read_out: &'static str,
    pub only_five: &'static str,
    pub answer: &'static str,
    pub reasons: &'static str,
    pub comment: &'static str,
    pub comment_hint: &'static str,
    pub record: &'static str,
    pub without: &'static str,
    pub no_answer: &'static str,
    pub declined: &'static str,
    pub wrong_number: &'static str,
    pub give_back: &'static str,
    pub recorded: &'static str,
    pub away: &'static str,
    pub unasked: &'static str,
    pub again: &'static str,
    pub stands: &'static str,
    pub elsewhere: &'static str,
    pub expired: &'static str,
    pub refused: &'static str,
    pub gone: &'static str,
    pub correct: &'static str,
    pub list_title: &'static str,
    pub file: &'static str,
    pub file_hint: &'static str,
    pub add: &'static str,
    pub added: &'static str,
    pub known: &'static str,
    pub wrong: &'static str,
    pub place: &'static str,
    pub why: &'static str,
    pub wrong_phone: &'static str,
    pub same_file: &'static str,
    pub title_needed: &'static str,
    pub given: &'static str,
    pub by: &'static str,
    pub none_yet: &'static str,
}

/// The words in `lang`.
#[must_use]
pub const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &zh::TEXTS,
        Lang::En => &en::TEXTS,
    }
}
