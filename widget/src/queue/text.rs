//! The jobs as one text, and back.

use super::{Book, Job, VERSION};

/// A text that is no book of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a later version: to be left alone.
    Later,
    /// Damaged: nothing in it can be told.
    Damaged,
}

impl Book {
    /// Reads the stored text; without one, the book is empty.
    ///
    /// # Errors
    /// [`Unreadable`], and then the caller must not overwrite a later version.
    pub fn read(text: Option<&str>) -> Result<Self, Unreadable> {
        let Some(text) = text else {
            return Ok(Self::default());
        };
        let mut lines = text.split('\n');
        let version = lines.next().and_then(|line| line.parse::<u32>().ok());
        match version {
            Some(VERSION) => {}
            Some(version) if version > VERSION => return Err(Unreadable::Later),
            _ => return Err(Unreadable::Damaged),
        }
        let jobs: Option<Vec<Job>> = lines.map(read_job).collect();
        jobs.map(Self::of).ok_or(Unreadable::Damaged)
    }

    /// The text to be stored.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = VERSION.to_string();
        for job in self.jobs() {
            out.push('\n');
            for number in [
                job.made,
                job.due,
                job.asked,
                job.lease,
                u64::from(job.tries),
            ] {
                out.push_str(&number.to_string());
                out.push('\t');
            }
            let refused = job.refused.as_deref().unwrap_or_default();
            for (i, text) in [refused, &job.endpoint, &job.ticket, &job.body]
                .into_iter()
                .enumerate()
            {
                if i > 0 {
                    out.push('\t');
                }
                // No field has a tab or a line break by its own rules; a text that does
                // must not make two jobs of one.
                out.extend(
                    text.chars()
                        .map(|c| if matches!(c, '\t' | '\n') { ' ' } else { c }),
                );
            }
        }
        out
    }
}

fn read_job(line: &str) -> Option<Job> {
    let mut fields = line.split('\t');
    let mut number = || fields.next()?.parse::<u64>().ok();
    let (made, due, asked, lease) = (number()?, number()?, number()?, number()?);
    let tries = u32::try_from(number()?).ok()?;
    let mut text = || Some(fields.next()?.to_owned());
    let refused = Some(text()?).filter(|code| !code.is_empty());
    let (endpoint, ticket, body) = (text()?, text()?, text()?);
    fields.next().is_none().then_some(Job {
        endpoint,
        ticket,
        body,
        made,
        due,
        asked,
        lease,
        tries,
        refused,
    })
}
