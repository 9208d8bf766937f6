//! Folders of stacks that live no longer than a test.

use std::fs;
use std::path::PathBuf;

use nix::sys::signal::kill;
use nix::unistd::Pid;

use super::native;
use crate::project;

/// A folder that goes when its stack goes, unless a panic (a failed test) unwinds.
#[derive(Debug)]
pub struct Temporary(pub PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            // Left-overs lie under target/ and harm nobody.
            let _ = fs::remove_dir_all(&self.0);
            native::sweep_outside();
        }
    }
}

/// Removes what killed or failed test runs left under `target/stacks`: folders named
/// `<name>-<process id>-<number>` whose process is gone.
pub fn sweep() {
    let Ok(entries) = fs::read_dir(project::root().join("target/stacks")) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.rsplit('-').nth(1).and_then(|id| id.parse().ok());
        let gone =
            owner.is_some_and(|id| kill(Pid::from_raw(id), None) == Err(nix::errno::Errno::ESRCH));
        if gone {
            // Left-overs lie under target/ and harm nobody.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    native::sweep_outside();
}
