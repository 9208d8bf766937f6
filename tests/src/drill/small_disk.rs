//! A disk that can be filled and emptied, for one process, also without root.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use xtask::stack::{Edge, Launch};

/// Size in MiB: the outbox of a drill fits several times.
const SIZE: u32 = 64;

/// How the disk is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// A file system of its own (tmpfs) in a mount namespace, for root, or in a user namespace
    /// besides.
    Namespace,
    /// A limit on the size of files, where the system allows no namespace: writes fail as on a
    /// full disk, though with another error.
    FileSize,
}

/// The disk.
pub struct SmallDisk {
    means: Means,
    folder: PathBuf,
    holder: Option<Child>,
}

impl Means {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Namespace => "a tmpfs in a mount namespace",
            Self::FileSize => "a limit on file sizes (RLIMIT_FSIZE)",
        }
    }
}

impl SmallDisk {
    /// Makes it at `folder`; none where the system does not allow these means.
    #[must_use]
    pub fn make(means: Means, folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).expect("a folder");
        let holder = match means {
            Means::Namespace => Some(hold(folder)?),
            Means::FileSize => {
                let there = Command::new("prlimit").arg("--version").output();
                there.ok().filter(|said| said.status.success())?;
                None
            }
        };
        Some(Self {
            means,
            folder: folder.to_owned(),
            holder,
        })
    }

    /// How to start workerd so that it has this disk.
    #[must_use]
    pub fn launch(&self) -> Launch {
        let through = match &self.holder {
            Some(holder) => {
                let target = holder.id().to_string();
                let mut enter = vec!["nsenter", "--mount", "--target", &target];
                if !is_root() {
                    enter.extend(["--user", "--preserve-credentials"]);
                }
                enter.into_iter().map(str::to_owned).collect()
            }
            // A write beyond the limit shall fail, and not end the process.
            None => ["env", "--ignore-signal=XFSZ"].map(str::to_owned).to_vec(),
        };
        Launch {
            through,
            ..Launch::default()
        }
    }

    /// Fills it to the last byte.
    pub fn fill(&self, edge: &Edge) {
        match &self.holder {
            Some(holder) => {
                let mut filler = File::options();
                let filler = filler.create(true).append(true).open(self.filler(holder));
                let mut filler = filler.expect("a file on the small disk");
                let block = vec![0_u8; 4096];
                while filler.write_all(&block).is_ok() {}
            }
            None => limit(edge, "1"),
        }
    }

    /// Takes away what fills it.
    pub fn free(&self, edge: &Edge) {
        match &self.holder {
            Some(holder) => fs::remove_file(self.filler(holder)).expect("the filler"),
            None => limit(edge, "unlimited"),
        }
    }

    fn filler(&self, holder: &Child) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", holder.id()));
        let inside = self.folder.strip_prefix("/").expect("an absolute path");
        root.join(inside).join("filler")
    }

    /// In words.
    #[must_use]
    pub const fn means(&self) -> &'static str {
        self.means.name()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Some(holder) = &mut self.holder {
            // It ends by itself when its input does; so it does when this process is killed.
            drop(holder.stdin.take());
            let _ = holder.wait();
        }
    }
}

/// A process that keeps a mount namespace with a tmpfs at `folder` until its input ends.
fn hold(folder: &Path) -> Option<Child> {
    let mut unshare = Command::new("unshare");
    unshare.arg("--mount");
    if !is_root() {
        unshare.arg("--map-root-user");
    }
    let script =
        format!("mount -t tmpfs -o size={SIZE}m,mode=755 small \"$0\" && echo made && exec cat");
    let mut holder = unshare
        .args(["sh", "-c", &script])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut said = String::new();
    let stdout = holder.stdout.take()?;
    // An error is an empty line: nothing was made.
    let _ = BufReader::new(stdout).read_line(&mut said);
    if said.trim() == "made" {
        return Some(holder);
    }
    let _ = holder.wait();
    None
}

/// Sets the largest size of a file that the edge may write, in bytes; the hard limit stays.
fn limit(edge: &Edge, size: &str) {
    let id = edge.id().expect("an edge that runs");
    let set = Command::new("prlimit")
        .args(["--pid", &id.to_string()])
        .arg(format!("--fsize={size}:"))
        .status();
    assert!(set.expect("prlimit").success(), "no limit set");
}

fn is_root() -> bool {
    let own = fs::metadata("/proc/self").expect("/proc");
    std::os::unix::fs::MetadataExt::uid(&own) == 0
}
