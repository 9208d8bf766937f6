//! The words of this room, one struct a language: a missing word does not compile.

mod en;
mod zh;

use contract::lang::Lang;

/// The words of one language, named after where they stand.
pub struct Texts {
    /// Heading: entry.
    pub title: &'static str,
    /// Under it.
    pub lead: &'static str,
    /// Label: where it was collected.
    pub collection: &'static str,
    /// Label: on which day.
    pub day: &'static str,
    /// Hint below the day.
    pub day_hint: &'static str,
    /// Label: level.
    pub level: &'static str,
    /// Hint below the level.
    pub level_hint: &'static str,
    /// Label: reasons.
    pub reasons: &'static str,
    /// Label: comment.
    pub comment: &'static str,
    /// Hint below the comment.
    pub comment_hint: &'static str,
    /// Heading: what it is about.
    pub about: &'static str,
    /// Button: enter.
    pub enter: &'static str,
    /// Said where nothing is chosen.
    pub choose: &'static str,
    /// Said when something has to be put right.
    pub correct: &'static str,
    /// Said when it is stored.
    pub entered: &'static str,
    /// Said when it was stored before.
    pub again: &'static str,
    /// Said when the same was entered a short while ago.
    pub same: &'static str,
    /// Box: another one that says the same.
    pub another: &'static str,
    /// Said when it was stored before with other content.
    pub earlier: &'static str,
    /// Said when the edge does not answer.
    pub away: &'static str,
    /// Said when the edge refuses the hall.
    pub refused: &'static str,
    /// Link: one opinion at a time.
    pub one: &'static str,
    /// Heading and link: a table.
    pub upload: &'static str,
    /// Label: file.
    pub file: &'static str,
    /// Hint below it.
    pub file_hint: &'static str,
    /// Heading: which reasons a table may give.
    pub reasons_list: &'static str,
    /// How they are written there.
    pub reasons_hint: &'static str,
    /// Button: read the file.
    pub look: &'static str,
    /// Heading: what was read.
    pub preview: &'static str,
    /// Filter: every row.
    pub all: &'static str,
    /// Button: enter what is good; `{}` is how many.
    pub confirm: &'static str,
    /// Said when nothing is left to enter.
    pub nothing_waits: &'static str,
    /// Link: rows that are wrong.
    pub wrong_rows: &'static str,
    /// Button: throw the table away.
    pub discard: &'static str,
    /// How long it is kept.
    pub kept: &'static str,
    /// Said when some were entered before.
    pub were_known: &'static str,
    /// Said when the edge did not take all.
    pub some_away: &'static str,
    /// Said when it is being entered.
    pub being_entered: &'static str,
    /// Column: line.
    pub line: &'static str,
    /// Column: state.
    pub state: &'static str,
    /// Column: column that is wrong.
    pub column: &'static str,
    /// Column: what is wrong, or what became of it.
    pub why: &'static str,
    /// Column: reasons.
    pub reason: &'static str,
    /// Column: words.
    pub words: &'static str,
    /// Link: next page.
    pub more: &'static str,
    /// States of a row, by their word in the database, in the order of the filter.
    pub states: [(&'static str, &'static str); 7],
    /// Heading and link: figures.
    pub figures: &'static str,
    /// Under it.
    pub figures_lead: &'static str,
    /// Filter: first day.
    pub from: &'static str,
    /// Filter: last day.
    pub to: &'static str,
    /// Row and column: sum.
    pub total: &'static str,
}

/// The words of a language.
#[must_use]
pub const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &zh::TEXTS,
        Lang::En => &en::TEXTS,
    }
}
