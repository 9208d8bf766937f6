//! `POST /v1/import/{profile}` on real workerd with real PostgreSQL, one stack for all. Its
//! clock is that of the golden files.

mod batch;
mod collected;
mod golden;
mod hostile;
mod many;
mod newcomer;
mod world;
