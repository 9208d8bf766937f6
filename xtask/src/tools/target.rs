//! The wasm target of the pinned Rust toolchain.

use std::path::Path;
use std::process::Command;

use crate::failure::{OrFail, Result};
use crate::progress;
use crate::project;
use crate::run;

/// The target that widget and edge are built for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target to the toolchain unless it is there.
///
/// # Errors
/// `rustc` cannot be asked, or rustup cannot add the target.
pub fn ensure() -> Result<()> {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--print", "sysroot"])
        .current_dir(project::root());
    let sysroot = run::succeed("asking rustc for its folder", rustc)?.stdout;
    let installed = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM);
    if installed.is_dir() {
        return Ok(());
    }
    progress::step(&format!("rustup target add {WASM}"), || {
        let mut rustup = Command::new("rustup");
        rustup
            .args(["target", "add", WASM])
            .current_dir(project::root());
        run::succeed("adding the wasm target", rustup)
            .map(drop)
            .or_fail(
                "no wasm target",
                format!(
                    "Install rustup from https://rustup.rs, then run: rustup target add {WASM}"
                ),
            )
    })
}
