//! The edge: checks tickets, normalizes evaluations, keeps them durably, forwards
//! them to the centre, and shows the hosted page.
//!
//! | module | does |
//! |---|---|
//! | [`config`] | what an operator decides, checked before the first request |
//! | [`router`], [`app`], [`routes`] | from request to reply |
//! | [`normalize`] | from what was sent to the record that is stored; pure |
//! | [`profile`] | what outside systems send and expect, by files; pure |
//! | [`page`], [`assets`] | the hosted page and the widget's files |
//! | [`point`] | the codes at windows, and the ticket that a scan gives |
//! | [`link`] | the short links in text messages |
//! | [`sign`] | the QR code and the A5 sign of a window; pure |
//! | [`busy`], [`cors`], [`rate`], [`refusal`] | who may ask, how often, and how it is told no |
//! | [`outbox`], [`central`] | durable keeping and forwarding |
//! | [`rim`] | the Worker's own types; everything else is free of them |

pub mod app;
pub mod assets;
pub mod busy;
pub mod central;
pub mod clock;
pub mod config;
pub mod cors;
pub mod gate;
pub mod haste;
pub mod http;
pub mod link;
pub mod log;
pub mod metrics;
pub mod normalize;
pub mod outbox;
pub mod page;
pub mod point;
pub mod ports;
pub mod profile;
pub mod rate;
pub mod refusal;
pub mod rim;
pub mod router;
pub mod routes;
pub mod sign;

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    rim::fetch(request, env, context).await
}
