//! Builds the targets with cargo-fuzz, which knows the flags that libFuzzer needs.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::{OrFail, Result};
use crate::progress;
use crate::project;
use crate::run;
use crate::tools::{crates, debian};

/// Builds every target; the folder of the programs.
///
/// The pinned toolchain is a stable one: coverage needs none but stable flags. The address
/// sanitizer is not stable, though its runtime comes with the toolchain, so that build alone
/// asks for unstable flags. Nobody's `unsafe` is ours (the lints deny it), which is why it is
/// not the rule.
///
/// # Errors
/// cargo-fuzz or a C++ compiler is missing and cannot be installed, or the build failed.
pub fn programs(address: bool) -> Result<PathBuf> {
    let tool = crates::ensure(&crates::CARGO_FUZZ)?;
    debian::cpp_compiler()?;
    let sanitizer = if address { "address" } else { "none" };
    let folder = project::root().join("target/fuzz").join(sanitizer);
    let mut build = Command::new(tool);
    build
        .args(["build", "--fuzz-dir", "tests/fuzz", "--debug-assertions"])
        .args(["--sanitizer", sanitizer])
        .arg("--target-dir")
        .arg(&folder)
        // The release profile is made for small and fast wasm; here the build counts as well.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "2")
        .current_dir(project::root());
    if address {
        build.env("RUSTC_BOOTSTRAP", "1");
    }
    progress::step("cargo fuzz build", || {
        run::succeed("cargo fuzz build", build)
    })?;
    Ok(folder.join(host()?).join("release"))
}

fn host() -> Result<String> {
    let mut rustc = Command::new("rustc");
    rustc.arg("-vV").current_dir(project::root());
    run::succeed("asking rustc for its platform", rustc)?
        .stdout
        .lines()
        .find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
        .or_fail(
            "rustc -vV names no host",
            "Install Rust from https://rustup.rs",
        )
}
