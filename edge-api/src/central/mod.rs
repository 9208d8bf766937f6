//! The centre: PostgreSQL, spoken to over one kept connection.

pub mod fault;
