//! An edge's own clock, which a test sets.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::project;
use xtask::stack::Launch;

/// The clock of one edge.
pub struct Clock(File);

impl Clock {
    /// Makes the file that `shifted-clock` reads, and what workerd is started with for it.
    ///
    /// # Panics
    /// The file cannot be made, or the library not be built.
    #[must_use]
    pub fn make(file: PathBuf) -> (Self, Launch) {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let library = project::target().join("debug/libshifted_clock.so");
        if !library.is_file() {
            build(&library);
        }
        let clock = Self(
            File::options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(true)
                .open(&file)
                .expect("a file"),
        );
        clock.set(0);
        let launch = Launch {
            variables: vec![
                ("LD_PRELOAD".into(), library.display().to_string()),
                ("SHIFTED_CLOCK".into(), file.display().to_string()),
            ],
            ..Launch::default()
        };
        (clock, launch)
    }

    /// Sets the clock so many seconds ahead of the true time; whether that was back.
    ///
    /// # Panics
    /// The file cannot be written.
    pub fn set(&self, seconds: i64) -> bool {
        let shift = seconds * 1_000_000_000;
        let mut before = [0; 8];
        // A new file is empty: the clock was right.
        let _ = self.0.read_at(&mut before, 0);
        self.0
            .write_all_at(&shift.to_ne_bytes(), 0)
            .expect("the clock set");
        shift < i64::from_ne_bytes(before)
    }
}

/// Nothing depends on it, so nobody else builds it.
fn build(library: &Path) {
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--lib"])
        .args(["--package", "haochaping-shifted-clock"])
        .current_dir(project::root())
        .status();
    assert!(
        built.is_ok_and(|status| status.success()) && library.is_file(),
        "{} cannot be built",
        library.display()
    );
}
