//! What npm packages with native programs call this machine.

use std::env::consts::{ARCH, OS};

use crate::failure::{Failure, Result};

/// The platform part of package names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform {
    /// As `@esbuild/…` and `@embedded-postgres/…` spell it.
    pub common: &'static str,
    /// As `@cloudflare/workerd-…` spells it.
    pub workerd: &'static str,
}

/// This machine's names.
///
/// # Errors
/// The packages have no programs for this system or processor.
pub fn here() -> Result<Platform> {
    named(OS, ARCH)
}

fn named(os: &str, arch: &str) -> Result<Platform> {
    let (common, workerd) = match (os, arch) {
        ("linux", "x86_64") => ("linux-x64", "linux-64"),
        ("linux", "aarch64") => ("linux-arm64", "linux-arm64"),
        ("macos", "x86_64") => ("darwin-x64", "darwin-64"),
        ("macos", "aarch64") => ("darwin-arm64", "darwin-arm64"),
        _ => {
            return Err(Failure::new(
                format!("workerd and PostgreSQL are not packaged for {os} on {arch}"),
                "Use Linux (glibc 2.35 or newer) or macOS on x86-64 or arm64",
            ));
        }
    };
    Ok(Platform { common, workerd })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_by_package() {
        let platform = named("linux", "x86_64").unwrap();
        assert_eq!(
            (platform.common, platform.workerd),
            ("linux-x64", "linux-64")
        );
        assert!(named("windows", "x86_64").is_err());
    }
}
