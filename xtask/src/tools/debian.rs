//! What tests need of the system, from Debian's packages when it is missing and may be installed.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::progress;
use crate::run;

/// The interpreters that the signing examples for halls (docs/tickets) are tried with: the program
/// and its package. `java` runs a source file, which takes a JDK.
const LANGUAGES: [(&str, &str); 3] = [
    ("python3", "python3"),
    ("php", "php-cli"),
    ("java", "default-jdk-headless"),
];

/// Finds Python, PHP and Java, or installs those that are missing.
///
/// # Errors
/// One is missing and cannot be installed here.
pub fn languages() -> Result<()> {
    let missing: Vec<&str> = LANGUAGES
        .iter()
        .filter(|(program, _)| on_path(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    install(&missing, "the signing examples are tried in each language")
}

/// Finds Python with its `venv`, or installs both.
///
/// # Errors
/// One is missing and cannot be installed here.
pub fn python() -> Result<()> {
    let whole = Command::new("python3")
        .args([
            "-c",
            "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))",
        ])
        .output();
    if whole.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    install(
        &["python3", "python3-venv"],
        "Python 3.11 or newer, requests to the edge are generated with it",
    )
}

/// Finds a C++ compiler, which libFuzzer is built with, or installs one.
///
/// # Errors
/// There is none and it cannot be installed here.
pub fn cpp_compiler() -> Result<()> {
    if env::var_os("CXX").is_some() || on_path("c++").is_some() {
        return Ok(());
    }
    install(&["g++"], "libFuzzer is built with it")
}

/// Finds a font for Chinese, or installs one: without it the browser lays out boxes.
///
/// # Errors
/// There is none and it cannot be installed here.
pub fn chinese_font() -> Result<()> {
    let list = Command::new("fc-list").arg(":lang=zh-cn").output();
    if list.is_ok_and(|list| !list.stdout.is_empty()) || cfg!(target_os = "macos") {
        return Ok(());
    }
    install(&["fonts-noto-cjk"], "pages are measured in Chinese")
}

/// Installs `packages` through apt, as root.
///
/// # Errors
/// This is not Debian, or not root, or apt fails.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if !nix::unistd::geteuid().is_root() || on_path("apt-get").is_none() {
        return Err(Failure::new(
            format!("missing: {names} ({why})"),
            format!("Install it (Debian: apt-get install {names})"),
        ));
    }
    progress::step(&format!("apt-get install {names}"), || {
        apt(&["update"])?;
        apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
    })
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run::succeed("apt-get", apt).map(drop)
}

/// Where `program` is found on `PATH`.
#[must_use]
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
