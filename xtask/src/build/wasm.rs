//! From a crate to the WebAssembly that pages run, with the glue that wasm-bindgen writes.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::import_names;
use super::widget::{read, write};
use crate::failure::{OrFail, Result};
use crate::project;
use crate::run;
use crate::tools::Tools;

/// Every wasm feature that the floor of supported browsers has (Chrome 96, Firefox 90, Safari
/// 15.1). Named one by one: `--all-features` emits proposals that they refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// A crate that is shipped as WebAssembly.
pub(super) struct Module {
    package: &'static str,
    features: &'static [&'static str],
    /// Of its wasm and its glue.
    pub(super) name: &'static str,
}

/// The form.
pub(super) const FORM: Module = Module {
    package: "haochaping-widget",
    features: &["--no-default-features", "--features", "csr"],
    name: "engine",
};

/// The form of a terminal.
pub(super) const KIOSK: Module = Module {
    package: "haochaping-widget",
    features: &["--no-default-features", "--features", "kiosk"],
    name: "kiosk-engine",
};

/// What a page needs to speak with an app.
pub(super) const BRIDGE: Module = Module {
    package: "haochaping-bridge",
    features: &[],
    name: "bridge",
};

impl Module {
    /// Where its glue lies after a build.
    pub(super) fn glue(&self, stage: &Path) -> PathBuf {
        stage.join(format!("glue/{}.js", self.name))
    }

    /// The module, optimized, with its glue left in `stage`.
    pub(super) fn build(&self, tools: &Tools, stage: &Path) -> Result<Vec<u8>> {
        let target = project::root().join("target/widget");
        self.compile(&target)?;
        let mut bindgen = Command::new(&tools.wasm_bindgen);
        bindgen
            .arg(target.join(format!(
                "wasm32-unknown-unknown/widget/{}.wasm",
                self.package.replace('-', "_")
            )))
            .args([
                "--target",
                "web",
                "--out-name",
                self.name,
                "--no-typescript",
            ])
            .args(["--omit-default-module-path", "--remove-name-section"])
            .args(["--remove-producers-section", "--out-dir"])
            .arg(stage.join("glue"));
        run::succeed("wasm-bindgen", bindgen)?;

        let optimized = stage.join(format!("{}.wasm", self.name));
        let mut wasm_opt = Command::new("node");
        wasm_opt
            .arg(tools.modules.wasm_opt())
            .args(WASM_FEATURES)
            .args([
                "-Oz",
                "--strip-debug",
                "--strip-producers",
                "--strip-target-features",
            ])
            .arg(stage.join(format!("glue/{}_bg.wasm", self.name)))
            .arg("-o")
            .arg(&optimized);
        run::succeed("wasm-opt", wasm_opt)?;
        let glue = self.glue(stage);
        let names = (
            read(&optimized)?,
            String::from_utf8_lossy(&read(&glue)?).into_owned(),
        );
        let (wasm, short) = import_names::shorten(&names.0, &names.1).or_fail(
            format!("{} does not fit {}", project::shown(&glue), project::shown(&optimized)),
            "wasm-bindgen names its imports otherwise than before: look at xtask/src/build/import_names.rs",
        )?;
        write(&glue, short.as_bytes())?;
        Ok(wasm)
    }

    fn compile(&self, target: &Path) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["rustc", "--lib", "--package", self.package])
            .args(["--profile", "widget"])
            .args(self.features)
            // Only the library that is linked for the web, not the one that other crates use.
            .args([
                "--crate-type",
                "cdylib",
                "--target",
                "wasm32-unknown-unknown",
            ])
            // Where this machine keeps its sources is nobody's business, and makes two builds
            // differ.
            .arg("--config")
            .arg(format!(
                "target.wasm32-unknown-unknown.rustflags=[{}]",
                serde_json::Value::from(format!(
                    "--remap-path-prefix={}=cargo",
                    cargo_home().display()
                )),
            ))
            .arg("--target-dir")
            .arg(target)
            .current_dir(project::root())
            .env_remove("CARGO_TARGET_DIR");
        run::succeed("cargo for the widget", cargo).map(drop)
    }
}

/// Where cargo keeps what it has downloaded.
fn cargo_home() -> PathBuf {
    std::env::var_os("CARGO_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"),
        PathBuf::from,
    )
}
