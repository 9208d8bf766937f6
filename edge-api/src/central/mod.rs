//! The centre: PostgreSQL, spoken to over one kept connection.

pub mod fault;
pub mod insert;
pub mod lookup;
pub mod session;
