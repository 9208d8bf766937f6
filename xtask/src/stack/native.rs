//! Where PostgreSQL's programs and data lie, so that the user it runs as can reach them.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::unprivileged::Unprivileged;
use crate::failure::{Failure, OrFail, Result};
use crate::fingerprint;
use crate::lock;
use crate::progress;
use crate::project;

/// The folder that root uses when the project lies where nobody else may look, such as `/root`.
/// Not `/var/lib/haochaping`: that belongs to an edge installed with the systemd unit.
const OUTSIDE: &str = "/var/lib/haochaping-dev";

/// Beside a data folder there: the path inside the project that it stands for.
const STANDS_FOR: &str = "stands-for";

/// Programs and data of one server.
#[derive(Debug, Clone)]
pub struct Native {
    /// Holds `bin`, `lib`, `share`.
    pub programs: PathBuf,
    /// The data folder.
    pub data: PathBuf,
}

/// Places a server: inside the project, or, when `user` cannot reach that, under
/// `/var/lib/haochaping-dev`, with a copy of the programs.
///
/// # Errors
/// The outside folder cannot be made or belongs to someone else.
pub fn place(programs: &Path, data: &Path, user: Option<&Unprivileged>) -> Result<Native> {
    let inside = Native {
        programs: programs.to_path_buf(),
        data: data.to_path_buf(),
    };
    let Some(user) = user else { return Ok(inside) };
    if user.reaches(&programs.join("bin/postgres")) && user.reaches(&existing(data).join("x")) {
        return Ok(inside);
    }
    let name = fingerprint::of(&[], &data.display().to_string())?;
    let short: String = name.chars().take(12).collect();
    let outside = Path::new(OUTSIDE);
    let copied = Native {
        programs: outside.join("postgres"),
        data: outside.join(format!("data-{short}")),
    };
    let version = fs::metadata(programs.join("bin/postgres")).map(|meta| meta.len());
    let kept = fs::metadata(copied.programs.join("bin/postgres")).map(|meta| meta.len());
    progress::note(&format!(
        "user {} cannot reach {}; PostgreSQL lives in {OUTSIDE}",
        user.name(),
        project::root().display()
    ));
    let _lock = lock::hold("postgres-programs")?;
    own_folder(outside)?;
    fs::write(
        copied.data.with_extension(STANDS_FOR),
        data.as_os_str().as_encoded_bytes(),
    )
    .or_fail(format!("cannot write into {OUTSIDE}"), "Check free space")?;
    if version.ok() != kept.ok() {
        copy(programs, &copied.programs)?;
    }
    Ok(copied)
}

/// Removes data folders outside the project whose place inside is gone.
pub fn sweep_outside() {
    let Ok(entries) = fs::read_dir(OUTSIDE) else {
        return;
    };
    for note in entries.flatten().map(|entry| entry.path()) {
        if note.extension().is_none_or(|kind| kind != STANDS_FOR) {
            continue;
        }
        let Ok(inside) = fs::read_to_string(&note) else {
            continue;
        };
        if Path::new(&inside)
            .parent()
            .is_none_or(|folder| !folder.is_dir())
        {
            // Only tidying: what cannot be removed now is tried again next time.
            let _ = fs::remove_dir_all(note.with_extension(""));
            let _ = fs::remove_file(&note);
        }
    }
}

/// The nearest folder above `path` that exists.
fn existing(path: &Path) -> &Path {
    path.ancestors()
        .find(|folder| folder.is_dir())
        .unwrap_or(path)
}

fn own_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).or_fail(
        format!("cannot make {}", folder.display()),
        "Run as an ordinary user, or set DATABASE_URL",
    )?;
    let owner = fs::symlink_metadata(folder).map(|meta| (meta.is_dir(), meta.uid()));
    if owner.ok() != Some((true, 0)) {
        return Err(Failure::new(
            format!("{} does not belong to root", folder.display()),
            "Remove it",
        ));
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).or_fail(
        format!("cannot open {} to others", folder.display()),
        "Check its permissions",
    )
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let deep = || -> std::io::Result<()> {
        fs::create_dir_all(to)?;
        fs::set_permissions(to, fs::Permissions::from_mode(0o755))?;
        Ok(())
    };
    let what = || format!("cannot copy {} to {}", from.display(), to.display());
    deep().or_fail(what(), "Check free space")?;
    for entry in fs::read_dir(from).or_fail(what(), "Check permissions")? {
        let entry = entry.or_fail(what(), "Check permissions")?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().or_fail(what(), "Check permissions")?;
        if kind.is_dir() {
            copy(&source, &target)?;
            continue;
        }
        let place = || -> std::io::Result<()> {
            if target.symlink_metadata().is_ok() {
                fs::remove_file(&target)?;
            }
            if kind.is_symlink() {
                return symlink(fs::read_link(&source)?, &target);
            }
            fs::copy(&source, &target)?;
            let mode = source.metadata()?.mode();
            let open = if mode & 0o100 == 0 { 0o644 } else { 0o755 };
            fs::set_permissions(&target, fs::Permissions::from_mode(open))
        };
        place().or_fail(what(), "Check free space")?;
    }
    Ok(())
}
