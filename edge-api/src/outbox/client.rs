//! How the front speaks to an outbox: sends one [`Command`], reads one [`Reply`].
//! Which shard keeps a case is the contract's `receipt::shard_of`.

use contract::api::reconciliation::ReconciliationRequest;
use worker::Env;
use worker::js_sys::Promise;
use worker::wasm_bindgen::JsValue;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen_futures::JsFuture;

use super::protocol::{
    Answer, Command, Compared, EvaluationRecord, EventAnswer, EventRecord, ReceiptState, Reply,
    Stats, StepQuery, StepState,
};
use crate::{link, point};

/// Name of the Durable Object binding.
pub const BINDING: &str = "OUTBOX";

#[wasm_bindgen(wasm_bindgen = worker::wasm_bindgen)]
extern "C" {
    /// The methods of `entry.js` that the runtime lets others call.
    type OutboxStub;

    #[wasm_bindgen(method, catch)]
    fn ask(this: &OutboxStub, shard: u8, command: &str) -> Result<Promise, JsValue>;
}

/// The outbox did not answer as agreed; what it was asked to store may or may
/// not be stored, and asking again is safe.
#[derive(Debug)]
pub struct Unreachable {
    /// For the log: no content, no personal data.
    pub cause: String,
}

impl std::fmt::Display for Unreachable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "outbox did not answer: {}", self.cause)
    }
}

impl std::error::Error for Unreachable {}

fn unreachable(cause: impl std::fmt::Display) -> Unreachable {
    Unreachable {
        cause: cause.to_string(),
    }
}

/// Stores one evaluation; returns after it is on disk.
///
/// # Errors
/// [`Unreachable`] when the outbox failed: answer 503, the same content may be sent again.
pub async fn admit(env: &Env, shard: u8, record: EvaluationRecord) -> Result<Answer, Unreachable> {
    match ask(env, shard, &Command::Evaluation(Box::new(record))).await? {
        Reply::Evaluation(answer) => Ok(answer),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Stores imported evaluations of one shard; one answer each, in order.
///
/// # Errors
/// [`Unreachable`] when the outbox failed; repeating is harmless.
pub async fn admit_all(
    env: &Env,
    shard: u8,
    records: Vec<EvaluationRecord>,
) -> Result<Vec<Answer>, Unreachable> {
    match ask(env, shard, &Command::Evaluations { records }).await? {
        Reply::Evaluations(answers) => Ok(answers),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Stores service events of one shard; one answer each, in order.
///
/// # Errors
/// [`Unreachable`] when the outbox failed; repeating is harmless.
pub async fn report(
    env: &Env,
    shard: u8,
    records: Vec<EventRecord>,
) -> Result<Vec<EventAnswer>, Unreachable> {
    match ask(env, shard, &Command::Events { records }).await? {
        Reply::Events(answers) => Ok(answers),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Has this step been rated?
///
/// # Errors
/// [`Unreachable`] when the outbox failed.
pub async fn step(env: &Env, shard: u8, query: StepQuery) -> Result<StepState, Unreachable> {
    match ask(env, shard, &Command::Step(query)).await? {
        Reply::Step(state) => Ok(state),
        _ => Err(unreachable("reply to another question")),
    }
}

/// How does the evaluation with this receipt (20 characters) stand?
///
/// # Errors
/// [`Unreachable`] when the outbox failed.
pub async fn receipt(env: &Env, shard: u8, receipt: String) -> Result<ReceiptState, Unreachable> {
    match ask(env, shard, &Command::Receipt { receipt }).await? {
        Reply::Receipt(state) => Ok(state),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Numbers for `/metrics` and `/readyz`.
///
/// # Errors
/// [`Unreachable`] when the outbox failed.
pub async fn stats(env: &Env, shard: u8) -> Result<Stats, Unreachable> {
    match ask(env, shard, &Command::Stats).await? {
        Reply::Stats(stats) => Ok(stats),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Compares a page of the shard that `request` names with the centre.
///
/// # Errors
/// [`Unreachable`] when the outbox failed.
pub async fn reconcile(env: &Env, request: ReconciliationRequest) -> Result<Compared, Unreachable> {
    let shard = request.shard;
    match ask(env, shard, &Command::Reconcile(request)).await? {
        Reply::Reconciled(compared) => Ok(compared),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Changes or finds rating points; a change is on disk when this returns.
///
/// # Errors
/// [`Unreachable`] when the outbox failed.
pub async fn point(env: &Env, question: point::Question) -> Result<point::Told, Unreachable> {
    match ask(
        env,
        point::record::SHARD,
        &Command::Point(Box::new(question)),
    )
    .await?
    {
        Reply::Point(told) => Ok(told),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Keeps links of one shard, or finds one; what is kept is on disk when this returns.
///
/// # Errors
/// [`Unreachable`] when the outbox failed; repeating is harmless.
pub async fn link(
    env: &Env,
    shard: u8,
    question: link::Question,
) -> Result<link::Told, Unreachable> {
    match ask(env, shard, &Command::Link(question)).await? {
        Reply::Link(told) => Ok(told),
        _ => Err(unreachable("reply to another question")),
    }
}

/// Opens a session at a point, or waits a while for the next one.
///
/// # Errors
/// [`Unreachable`] when the outbox failed.
pub async fn session(
    env: &Env,
    asked: point::session::Asked,
) -> Result<Option<point::session::Session>, Unreachable> {
    match ask(env, point::record::SHARD, &Command::Session(asked)).await? {
        Reply::Session(session) => Ok(session),
        _ => Err(unreachable("reply to another question")),
    }
}

async fn ask(env: &Env, shard: u8, command: &Command) -> Result<Reply, Unreachable> {
    let command = serde_json::to_string(command).map_err(unreachable)?;
    let stub: OutboxStub = env
        .durable_object(BINDING)
        .and_then(|namespace| namespace.get_by_name(&format!("outbox-{shard}")))
        .map_err(unreachable)?
        .into_rpc();
    let asked = stub.ask(shard, &command).map_err(told)?;
    let reply = JsFuture::from(asked).await.map_err(told)?;
    let reply = reply
        .as_string()
        .ok_or_else(|| unreachable("reply is no text"))?;
    serde_json::from_str(&reply).map_err(unreachable)
}

fn told(thrown: JsValue) -> Unreachable {
    unreachable(worker::Error::from(thrown))
}
