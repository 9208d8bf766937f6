//! The deployable edge: Worker, widget, deploy files, migrations and workerd, in one archive.
//!
//! ```text
//! haochaping-edge-<version>/
//!   LICENSE
//!   workerd             the runtime, for this platform
//!   build/              the Worker
//!   deploy/             workerd.capnp, wrangler.toml, systemd unit, the demo's configuration
//!   widget/<version>/   what pages load
//!   migrations/         the central schema
//!   profiles/           how outside systems spell what they send; build/ has them in one list
//! ```

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, Header};

use super::files;
use crate::build::edge;
use crate::failure::{Failure, OrFail, Result};
use crate::project;
use crate::tools::{Modules, platform};

/// Examples of profiles, which tests read.
const GOLDEN: &str = "golden";
/// Where wrangler.toml finds the widget in the project, and in the archive.
const WIDGET_IN_PROJECT: &str = "\"../../widget/dist\"";
const WIDGET_IN_ARCHIVE: &str = "\"../widget\"";

/// Writes the archive into `dist` and returns its path.
pub(super) fn pack(modules: &Modules, dist: &Path) -> Result<PathBuf> {
    let name = format!("haochaping-edge-{}", env!("CARGO_PKG_VERSION"));
    let path = dist.join(format!("{name}-{}.tar.gz", platform::here()?.common));
    let what = || format!("cannot write {}", project::shown(&path));
    let remedy = "Check permissions and free space";
    let file = File::create(&path).or_fail(what(), remedy)?;
    let mut archive = Builder::new(GzEncoder::new(file, Compression::default()));
    for (inside, content, executable) in contents(modules)? {
        add(
            &mut archive,
            &format!("{name}/{inside}"),
            &content,
            executable,
        )
        .or_fail(what(), remedy)?;
    }
    archive
        .into_inner()
        .and_then(GzEncoder::finish)
        .and_then(|mut file| file.flush())
        .or_fail(what(), remedy)?;
    Ok(path)
}

/// Path in the archive, content, whether it is a program.
type Entry = (String, Vec<u8>, bool);

fn contents(modules: &Modules) -> Result<Vec<Entry>> {
    let root = project::root();
    let mut entries = vec![
        ("LICENSE".to_owned(), read(&root.join("LICENSE"))?, false),
        ("workerd".to_owned(), read(&modules.workerd())?, true),
    ];
    for name in edge::FILES {
        let content = read(&root.join("edge-api/build").join(name))?;
        entries.push((format!("build/{name}"), content, false));
    }
    for (inside, folder) in [
        ("deploy", "edge-api/deploy"),
        ("migrations", "edge-api/migrations"),
        ("profiles", "edge-api/profiles"),
        ("widget", "widget/dist"),
    ] {
        let folder = root.join(folder);
        for path in files(&folder)? {
            let below = path
                .strip_prefix(&folder)
                .or_fail("a file outside its folder", "Report this")?;
            if below.components().any(|part| part.as_os_str() == GOLDEN) {
                continue;
            }
            let mut content = read(&path)?;
            if below == Path::new("wrangler.toml") {
                content = relocate(&content)?;
            }
            entries.push((format!("{inside}/{}", below.display()), content, false));
        }
    }
    Ok(entries)
}

/// wrangler.toml with the widget's folder as it lies in the archive.
fn relocate(wrangler: &[u8]) -> Result<Vec<u8>> {
    let text = String::from_utf8_lossy(wrangler);
    if !text.contains(WIDGET_IN_PROJECT) {
        return Err(Failure::new(
            format!("wrangler.toml does not name {WIDGET_IN_PROJECT}"),
            "Correct package/edge.rs to the folder that it names",
        ));
    }
    Ok(text
        .replace(WIDGET_IN_PROJECT, WIDGET_IN_ARCHIVE)
        .into_bytes())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).or_fail(
        format!("cannot read {}", project::shown(path)),
        "Run `cargo xtask build`",
    )
}

/// Owner, mode and time are fixed, so that the same content gives the same archive.
fn add(
    archive: &mut Builder<impl Write>,
    path: &str,
    content: &[u8],
    executable: bool,
) -> std::io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(if executable { 0o755 } else { 0o644 });
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    archive.append_data(&mut header, path, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrangler_finds_the_widget_in_the_archive() {
        let path = project::root().join("edge-api/deploy/wrangler.toml");
        let moved = relocate(&fs::read(path).unwrap()).unwrap();
        assert!(
            String::from_utf8(moved)
                .unwrap()
                .contains("directory = \"../widget\"")
        );
    }

    #[test]
    fn the_same_content_gives_the_same_archive() {
        let make = || {
            let mut archive = Builder::new(Vec::new());
            add(&mut archive, "a/b", b"content", true).unwrap();
            archive.into_inner().unwrap()
        };
        assert_eq!(make(), make());
    }
}
