//! The Worker's bindings behind the handlers' ports.

use contract::api::reconciliation::ReconciliationRequest;
use worker::Env;

use crate::link;
use crate::outbox::client::{self, Unreachable};
use crate::outbox::protocol::{
    Answer, Compared, EvaluationRecord, EventAnswer, EventRecord, ReceiptState, Stats, StepQuery,
    StepState,
};
use crate::point::session::{Asked, Session};
use crate::point::{Question, Told};
use crate::ports::{Files, Outbox, Unread};

/// Name of the binding with the widget's folder.
const ASSETS: &str = "ASSETS";

/// The bindings of one request.
pub(super) struct Bindings<'a>(pub(super) &'a Env);

impl Outbox for Bindings<'_> {
    async fn admit(&self, shard: u8, record: EvaluationRecord) -> Result<Answer, Unreachable> {
        client::admit(self.0, shard, record).await
    }

    async fn admit_all(
        &self,
        shard: u8,
        records: Vec<EvaluationRecord>,
    ) -> Result<Vec<Answer>, Unreachable> {
        client::admit_all(self.0, shard, records).await
    }

    async fn report(
        &self,
        shard: u8,
        records: Vec<EventRecord>,
    ) -> Result<Vec<EventAnswer>, Unreachable> {
        client::report(self.0, shard, records).await
    }

    async fn step(&self, shard: u8, query: StepQuery) -> Result<StepState, Unreachable> {
        client::step(self.0, shard, query).await
    }

    async fn receipt(&self, shard: u8, receipt: String) -> Result<ReceiptState, Unreachable> {
        client::receipt(self.0, shard, receipt).await
    }

    async fn stats(&self, shard: u8) -> Result<Stats, Unreachable> {
        client::stats(self.0, shard).await
    }

    async fn reconcile(&self, request: ReconciliationRequest) -> Result<Compared, Unreachable> {
        client::reconcile(self.0, request).await
    }

    async fn point(&self, question: Question) -> Result<Told, Unreachable> {
        client::point(self.0, question).await
    }

    async fn link(&self, shard: u8, question: link::Question) -> Result<link::Told, Unreachable> {
        client::link(self.0, shard, question).await
    }

    async fn session(&self, asked: Asked) -> Result<Option<Session>, Unreachable> {
        client::session(self.0, asked).await
    }
}

impl Files for Bindings<'_> {
    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Unread> {
        let unread = |error: worker::Error| Unread(error.to_string());
        let folder = self.0.assets(ASSETS).map_err(unread)?;
        let mut response = folder
            .fetch(format!("https://widget/{path}"), None)
            .await
            .map_err(unread)?;
        match response.status_code() {
            200 => response.bytes().await.map(Some).map_err(unread),
            404 => Ok(None),
            status => Err(Unread(format!("status {status} for {path}"))),
        }
    }
}
