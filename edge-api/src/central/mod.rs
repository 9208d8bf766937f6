//! The centre: PostgreSQL, spoken to over one kept connection.
//!
//! | part | does |
//! |---|---|
//! | [`session`] | the connection: opened when needed, kept, limited in time |
//! | [`insert`] | stores many rows in one statement, each at most once |
//! | [`evaluations`], [`events`] | that statement and its parameters |
//! | [`columns`] | rows as one array a column |
//! | [`lookup`] | asks for what the outbox no longer keeps; has partitions made |
//! | [`points`] | keeps the rating points of all edges |
//! | [`links`] | keeps the short links of all edges |
//! | [`compare`] | asks what it has of an outbox, for reconciliation |
//! | [`fault`] | tells a refused content from everything else that can fail |
//!
//! The tables are in `edge-api/migrations`. An edge's login may insert and look
//! up, so nothing here updates or deletes.

mod columns;
pub mod compare;
pub mod evaluations;
pub mod events;
pub mod fault;
pub mod insert;
pub mod links;
pub mod lookup;
pub mod points;
pub mod session;
