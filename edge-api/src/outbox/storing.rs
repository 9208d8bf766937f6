//! Stores what the front hands in: evaluations one by one or as they were imported
//! together, and service events.

use std::time::Duration;

use worker::{Delay, Error, Result};

use super::admission::{Verdict, against};
use super::answering::may_be_removed;
use super::entry::{Entry, evaluation_key};
use super::outbox_do::{Outbox, Parts, now};
use super::protocol::{Answer, EvaluationRecord, EventAnswer, EventRecord, StepKey};
use crate::central::lookup;

impl Outbox {
    pub(super) async fn admit(&self, record: &EvaluationRecord) -> Result<Answer> {
        let answers = self.admit_all(std::slice::from_ref(record)).await?;
        let retry_after = self.parts()?.setup.outbox.retry_after;
        let first = answers.into_iter().next();
        Ok(first.unwrap_or(Answer::Full { retry_after }))
    }

    /// Decides and stores evaluations, in order. Of those that may have been stored and
    /// removed here the centre is asked, in one question.
    pub(super) async fn admit_all(&self, records: &[EvaluationRecord]) -> Result<Vec<Answer>> {
        let Parts {
            setup,
            store,
            session,
        } = self.parts()?;
        let retry_after = setup.outbox.retry_after;
        let keys: Vec<String> = records
            .iter()
            .map(|record| evaluation_key(&record.key))
            .collect();
        let pruned_through = store.tally().pruned_through;
        let mut asked: Vec<(usize, &EvaluationRecord)> = records
            .iter()
            .enumerate()
            .filter(|(_, record)| may_be_removed(record.matter.service_at, pruned_through))
            .collect();
        if !asked.is_empty() {
            let kept = store.find(&keys.iter().map(String::as_str).collect::<Vec<_>>())?;
            asked.retain(|(at, _)| keys.get(*at).is_some_and(|key| !kept.contains_key(key)));
        }
        let mut answers: Vec<Option<Answer>> = vec![None; records.len()];
        if !asked.is_empty() {
            let rows: Vec<(&StepKey, &str)> = asked
                .iter()
                .map(|(_, record)| (&record.key, record.hall_area.as_str()))
                .collect();
            let question = lookup::by_keys(session, &rows);
            let mut found = self.ask_of_step(session, question).await;
            for (row, (at, record)) in asked.iter().enumerate() {
                let answer = match &mut found {
                    None => Some(Answer::Unclear { retry_after }),
                    Some(found) => found
                        .remove(&row)
                        .map(|kept| against(kept, &record.digest).answer(retry_after)),
                };
                if let Some(slot) = answers.get_mut(*at) {
                    *slot = answer;
                }
            }
        }
        let entries = records
            .iter()
            .zip(&answers)
            .filter(|(_, answer)| answer.is_none())
            .map(|(record, _)| Entry::evaluation(record))
            .collect::<serde_json::Result<Vec<Entry>>>()?;
        let mut verdicts = match entries.is_empty() {
            true => Vec::new(),
            false => self.gather(entries).await?,
        }
        .into_iter();
        let answers = answers.into_iter().map(|answer| {
            answer.unwrap_or_else(|| {
                let verdict = verdicts.next().unwrap_or(Verdict::Full);
                verdict.answer(retry_after)
            })
        });
        Ok(answers.collect())
    }

    pub(super) async fn report(&self, records: &[EventRecord]) -> Result<Vec<EventAnswer>> {
        let retry_after = self.parts()?.setup.outbox.retry_after;
        let entries = records
            .iter()
            .map(Entry::event)
            .collect::<serde_json::Result<Vec<Entry>>>()?;
        let verdicts = self.gather(entries).await?;
        Ok(verdicts
            .into_iter()
            .map(|verdict| verdict.event_answer(retry_after))
            .collect())
    }

    /// Puts entries into the group that is being gathered and waits until it is on
    /// disk. Whoever finds it empty closes it a few milliseconds later.
    async fn gather(&self, entries: Vec<Entry>) -> Result<Vec<Verdict>> {
        let settings = &self.parts()?.setup.outbox;
        let (awaited, leads, due) = {
            let mut gathering = self.gathering.borrow_mut();
            let leads = gathering.is_empty();
            let awaited = gathering.join(entries, now());
            (awaited, leads, gathering.is_due(settings, now()))
        };
        if due {
            self.close_group()?;
        } else if leads {
            Delay::from(Duration::from_millis(settings.group_ms.into())).await;
            self.close_group()?;
        }
        awaited
            .await
            .map_err(|_| Error::from("outbox: the group was dropped"))?
            .map_err(Error::from)
    }

    fn close_group(&self) -> Result<()> {
        let Parts { setup, store, .. } = self.parts()?;
        self.gathering.take().close(store, &setup.outbox, now());
        Ok(())
    }
}
