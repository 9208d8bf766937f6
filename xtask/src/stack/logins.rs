//! Who edge, hall and workbench are at a server of one's own.

use super::database::Database;
use crate::failure::{OrFail, Result};

/// What a server of one's own lets them log in with; it listens on 127.0.0.1 only.
const EDGE_LOGIN: &str = "demo_edge";
const READER_LOGIN: &str = "demo_reader";
const WORKBENCH_LOGIN: &str = "demo_workbench";

/// They log in with the roles that the migrations made for them, so that a missing grant
/// shows here and not at a city's centre.
pub struct Logins {
    /// Stores and looks up.
    pub edge: Database,
    /// Reads everything but identities.
    pub reader: Database,
    /// Signs staff in; reads evaluations.
    pub workbench: Database,
}

impl Logins {
    /// Makes the logins unless they are there.
    ///
    /// # Errors
    /// The database refuses.
    pub fn make(owner: &Database) -> Result<Self> {
        let pairs = [
            (EDGE_LOGIN, "haochaping_edge"),
            (READER_LOGIN, "haochaping_reader"),
            (WORKBENCH_LOGIN, "haochaping_workbench"),
        ];
        owner.with(|client| {
            for (login, role) in pairs {
                client
                    .batch_execute(&format!(
                        "DO $$ BEGIN
                           IF to_regrole('{login}') IS NULL THEN
                             CREATE ROLE {login} LOGIN PASSWORD '{login}' IN ROLE {role};
                           END IF;
                         END $$"
                    ))
                    .or_fail(
                        format!("cannot make the login {login}"),
                        "See PostgreSQL's log",
                    )?;
            }
            Ok(())
        })?;
        Ok(Self {
            edge: owner.logged_in_as(EDGE_LOGIN, EDGE_LOGIN),
            reader: owner.logged_in_as(READER_LOGIN, READER_LOGIN),
            workbench: owner.logged_in_as(WORKBENCH_LOGIN, WORKBENCH_LOGIN),
        })
    }
}
