//! The words that pages share, one struct a language: a missing word does not compile.
//! Each room keeps its own words beside its pages.

mod en;
mod zh;

use contract::lang::Lang;

use crate::account::Role;

/// The words of one language, named after where they stand.
pub struct Texts {
    /// Value of the `lang` attribute of the page.
    pub tag: &'static str,
    /// Name of the workbench.
    pub name: &'static str,
    /// Link past the header to the page's content.
    pub skip: &'static str,
    /// Name of the main navigation.
    pub nav: &'static str,
    /// Navigation: start page.
    pub home: &'static str,
    /// Switch to the other language, in that language.
    pub other_lang: &'static str,
    /// Its `lang` attribute.
    pub other_lang_tag: &'static str,
    /// Heading and button: sign in.
    pub sign_in: &'static str,
    /// Button: sign out.
    pub sign_out: &'static str,
    /// Label: hall.
    pub hall: &'static str,
    /// Label: alias.
    pub alias: &'static str,
    /// Hint below the alias.
    pub alias_hint: &'static str,
    /// Label: password.
    pub password: &'static str,
    /// Said when alias or password is wrong.
    pub sign_in_wrong: &'static str,
    /// Said after too many attempts; `{}` is a number of minutes.
    pub sign_in_wait: &'static str,
    /// Said when the form for signing in is from an earlier visit.
    pub sign_in_again: &'static str,
    /// Said when the session ended by itself.
    pub session_over: &'static str,
    /// Heading and button: another password.
    pub password_change: &'static str,
    /// Label: the password until now.
    pub password_old: &'static str,
    /// Label: the new password.
    pub password_new: &'static str,
    /// Label: the new password again.
    pub password_again: &'static str,
    /// Hint below the new password.
    pub password_hint: &'static str,
    /// Said when the two differ.
    pub password_differs: &'static str,
    /// Said when the password until now is wrong.
    pub password_old_wrong: &'static str,
    /// Said once it was changed.
    pub password_changed: &'static str,
    /// Greeting of the start page; `{}` is the alias.
    pub signed_in_as: &'static str,
    /// Label: roles.
    pub roles: &'static str,
    /// Role: operator.
    pub operator: &'static str,
    /// Role: collector.
    pub collector: &'static str,
    /// Role: supervisor.
    pub supervisor: &'static str,
    /// Said when no room is open to these roles.
    pub no_place: &'static str,
    /// Heading: role lacking.
    pub not_allowed: &'static str,
    /// What to do then; `{}` is the role.
    pub needs_role: &'static str,
    /// Heading: form from elsewhere or of an earlier session.
    pub form_stale: &'static str,
    /// What to do then.
    pub form_stale_then: &'static str,
    /// Heading: form that no page sends.
    pub form_wrong: &'static str,
    /// What to do then.
    pub form_wrong_then: &'static str,
    /// Heading: no such page.
    pub not_found: &'static str,
    /// What to do then.
    pub not_found_then: &'static str,
    /// Heading: the centre does not answer.
    pub away: &'static str,
    /// What to do then.
    pub away_then: &'static str,
    /// Heading: more is asked than can be answered.
    pub busy: &'static str,
    /// What to do then.
    pub busy_then: &'static str,
    /// Heading: a fault of ours.
    pub broken: &'static str,
    /// What to do then.
    pub broken_then: &'static str,
    /// Heading: trail.
    pub audit: &'static str,
    /// Column: time.
    pub time: &'static str,
    /// Column: what was done.
    pub action: &'static str,
    /// Column: to what.
    pub target: &'static str,
    /// Filter: everything.
    pub all: &'static str,
    /// Button: apply the filter.
    pub filter: &'static str,
    /// Said when nothing passes the filter.
    pub nothing: &'static str,
    /// Link to older entries.
    pub older: &'static str,
    /// Link back to the newest.
    pub newest: &'static str,
    /// Who: the command line.
    pub command: &'static str,
    /// Label: agency.
    pub agency: &'static str,
    /// Label: matter.
    pub item: &'static str,
    /// Label: receipt.
    pub receipt: &'static str,
    /// Link: empty table.
    pub template: &'static str,
    /// What may stand in each column of a table.
    pub columns: &'static str,
    /// Said when no file was chosen.
    pub file_needed: &'static str,
}

impl Texts {
    /// What a role is called.
    #[must_use]
    pub const fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Operator => self.operator,
            Role::Collector => self.collector,
            Role::Supervisor => self.supervisor,
        }
    }
}

/// The words of a language.
#[must_use]
pub const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &zh::TEXTS,
        Lang::En => &en::TEXTS,
    }
}
