//! The peers, installed by their lockfile and bundled.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use xtask::failure::{OrFail, Result};
use xtask::tools::{Modules, npm};
use xtask::{project, run};

use super::contender::Contender;

/// The peers' folder, from the project's root.
pub(super) const FOLDER: &str = "tests/bench/edge";

/// What the peers are started from.
#[derive(Debug)]
pub struct Bundle {
    typescript: PathBuf,
    empty: PathBuf,
    /// The packages that the TypeScript peer is made of, with their versions.
    pub versions: String,
}

impl Bundle {
    /// Installs and bundles.
    ///
    /// # Errors
    /// npm or esbuild fails.
    pub fn make(modules: &Modules) -> Result<Self> {
        npm::ensure_in(FOLDER)?;
        let source = project::root().join(FOLDER);
        let made = project::root().join("target/bench/edge/typescript");
        let remedy = "Check the folder's permissions and free space";
        fs::create_dir_all(&made).or_fail("cannot make the peer's folder", remedy)?;
        let mut esbuild = Command::new(modules.esbuild());
        esbuild
            .arg(source.join("typescript/src/index.ts"))
            .args(["--bundle", "--minify", "--format=esm", "--target=es2024"])
            .arg("--external:cloudflare:workers")
            .arg(format!("--outfile={}", made.join("index.js").display()));
        run::succeed("esbuild of the TypeScript peer", esbuild)?;
        let typescript = made.join("workerd.capnp");
        fs::copy(source.join("typescript/workerd.capnp"), &typescript)
            .or_fail("cannot copy the peer's workerd.capnp", remedy)?;
        Ok(Self {
            typescript,
            empty: source.join("empty/workerd.capnp"),
            versions: versions(&source.join("package.json"))?,
        })
    }

    pub(super) fn config(&self, contender: Contender) -> PathBuf {
        match contender {
            Contender::Empty => self.empty.clone(),
            _ => self.typescript.clone(),
        }
    }
}

fn versions(manifest: &std::path::Path) -> Result<String> {
    let text =
        fs::read_to_string(manifest).or_fail("no package.json of the peers", "Restore it")?;
    let manifest: serde_json::Value =
        serde_json::from_str(&text).or_fail("the peers' package.json is no JSON", "Correct it")?;
    let packages = manifest["dependencies"].as_object();
    let named = packages.into_iter().flatten();
    let named = named.map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or("?")));
    Ok(named.collect::<Vec<_>>().join(", "))
}
