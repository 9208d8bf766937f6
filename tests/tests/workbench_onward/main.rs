//! Reporting to an upper platform: real PostgreSQL, real edge, real workbench, and a platform
//! that behaves as the documented interfaces do, and badly. A stack for each, since who is
//! registered gets everything.

mod areas;
mod arriving;
mod city;
mod decided;
mod keeping;
mod pruning;
mod refused;
mod rules;
mod since;
mod stopping;
mod token;
mod vouched;
mod walled_off;
