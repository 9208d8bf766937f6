//! PostgreSQL refuses to run as root; then it runs as a user without rights.

use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use nix::unistd::{User, geteuid};

use crate::failure::{Failure, OrFail, Result};

/// Users to become, best first; a server that has PostgreSQL has the first, everyone the second.
const NAMES: [&str; 2] = ["postgres", "nobody"];

/// The user that PostgreSQL runs as when this process is root.
#[derive(Debug, Clone)]
pub struct Unprivileged {
    uid: u32,
    gid: u32,
    name: String,
}

impl Unprivileged {
    /// The user to become; none when this process is not root.
    ///
    /// # Errors
    /// This process is root and the system has neither user.
    pub fn when_root() -> Result<Option<Self>> {
        if !geteuid().is_root() {
            return Ok(None);
        }
        for name in NAMES {
            if let Ok(Some(user)) = User::from_name(name) {
                return Ok(Some(Self {
                    uid: user.uid.as_raw(),
                    gid: user.gid.as_raw(),
                    name: user.name,
                }));
            }
        }
        Err(Failure::new(
            "PostgreSQL refuses to run as root and there is no user postgres or nobody",
            "Add one (useradd --system postgres), or run as an ordinary user, or set DATABASE_URL",
        ))
    }

    /// The user's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes `command` run as this user.
    pub fn apply(&self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }

    /// Gives `path` to this user.
    ///
    /// # Errors
    /// Those of the system.
    pub fn own(&self, path: &Path) -> Result<()> {
        chown(path, Some(self.uid), Some(self.gid)).or_fail(
            format!("cannot give {} to {}", path.display(), self.name),
            "Run as an ordinary user, or set DATABASE_URL",
        )
    }

    /// Whether this user can walk down to `path`: every folder above lets it through.
    #[must_use]
    pub fn reaches(&self, path: &Path) -> bool {
        path.ancestors().skip(1).all(|folder| {
            folder.metadata().is_ok_and(|meta| {
                let wanted = if meta.uid() == self.uid {
                    0o100
                } else if meta.gid() == self.gid {
                    0o010
                } else {
                    0o001
                };
                meta.mode() & wanted != 0
            })
        })
    }
}
