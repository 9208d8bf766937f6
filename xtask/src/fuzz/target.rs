//! One target: runs its program over the kept inputs and those it found before.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::failure::{OrFail, Result};
use crate::project;
use crate::run;

/// Bytes of the longest input: more than any body but a batch of events.
const LONGEST: &str = "-max_len=8192";
/// Seconds after which an input has hung, and megabytes after which it is too much: both far
/// beyond what an edge would spend on a request.
const BOUNDS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=1024"];

/// What a run told.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    name: String,
    executions: u64,
    /// The input that broke it; an empty path when it ended badly without one.
    broken_by: Option<PathBuf>,
}

impl Run {
    /// Whether something did not hold.
    #[must_use]
    pub fn broke(&self) -> bool {
        self.broken_by.is_some()
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name, executions, ..
        } = self;
        let Some(input) = &self.broken_by else {
            return write!(f, "{name}: {executions} executions, all held");
        };
        let input = project::shown(input);
        write!(
            f,
            "{name}: broken by {input}\n    to see it again: cp {input} tests/fuzz/corpus/{name}/ \
             && cargo test -p haochaping-fuzz"
        )
    }
}

/// Every target, by its folder of kept inputs.
///
/// # Errors
/// The folder cannot be read.
pub fn names() -> Result<Vec<String>> {
    let folder = project::root().join("tests/fuzz/corpus");
    let entries = fs::read_dir(&folder).or_fail(
        format!("cannot read {}", project::shown(&folder)),
        "Restore it from git",
    )?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// Runs a target for `length` and prints what it said when something broke.
///
/// # Errors
/// The program cannot be started, or a folder cannot be made.
pub fn run(programs: &Path, name: &str, length: Duration) -> Result<Run> {
    let (kept, found) = (kept(name), found(name)?);
    let artifacts = found.with_file_name(format!("{name}-"));
    let mut program = Command::new(programs.join(name));
    program
        .arg(&found)
        .arg(&kept)
        .arg(format!("-max_total_time={}", length.as_secs().max(1)))
        .arg(format!("-artifact_prefix={}", artifacts.display()))
        .args(BOUNDS)
        .args([LONGEST, "-print_final_stats=1", "-verbosity=0"])
        .current_dir(project::root());
    let finished = run::finish(&format!("fuzzing {name}"), program)?;
    let told = told(name, &finished.lines, finished.status.success());
    if told.broke() {
        eprint!("{}", finished.tail());
    }
    Ok(told)
}

/// Copies to the kept inputs the found ones that reach code which no kept one reaches.
///
/// # Errors
/// The program cannot be started or fails.
pub fn keep(programs: &Path, name: &str) -> Result<()> {
    let mut program = Command::new(programs.join(name));
    program
        .arg("-set_cover_merge=1")
        .args(BOUNDS)
        .arg(kept(name))
        .arg(found(name)?)
        .current_dir(project::root());
    run::succeed(&format!("keeping inputs of {name}"), program).map(drop)
}

fn kept(name: &str) -> PathBuf {
    project::root().join("tests/fuzz/corpus").join(name)
}

/// Where a target puts what it finds worth trying again; not part of the project.
fn found(name: &str) -> Result<PathBuf> {
    let folder = project::root().join("target/fuzz/found").join(name);
    fs::create_dir_all(&folder).or_fail(
        format!("cannot make {}", project::shown(&folder)),
        "Check the folder's permissions and free space",
    )?;
    Ok(folder)
}

fn told(name: &str, lines: &[String], well: bool) -> Run {
    let after = |start: &str| {
        let line = lines.iter().rev().find_map(|line| line.split_once(start));
        line.map(|(_, rest)| rest.trim().to_owned())
    };
    let executions = after("stat::number_of_executed_units:")
        .and_then(|number| number.parse().ok())
        .unwrap_or(0);
    let input = after("Test unit written to ").map(PathBuf::from);
    let broken_by = match (input, well && executions > 0) {
        (None, true) => None,
        (input, _) => Some(input.unwrap_or_default()),
    };
    Run {
        name: name.to_owned(),
        executions,
        broken_by,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_run_that_held_says_how_often() {
        let said = lines("Done 12 runs in 2 second(s)\nstat::number_of_executed_units: 12\n");
        let run = told("form", &said, true);
        assert!(!run.broke());
        assert_eq!(run.to_string(), "form: 12 executions, all held");
    }

    #[test]
    fn a_run_that_broke_names_its_input() {
        let said = lines(
            "thread panicked\nartifact_prefix='x'; Test unit written to target/form-crash-1\n\
             stat::number_of_executed_units: 7",
        );
        let run = told("form", &said, false);
        assert_eq!(
            run.broken_by.as_deref(),
            Some(Path::new("target/form-crash-1"))
        );
        assert!(
            run.to_string()
                .contains("cp target/form-crash-1 tests/fuzz/corpus/form/")
        );
    }

    #[test]
    fn a_run_that_ended_otherwise_did_not_hold() {
        assert!(told("form", &lines("killed"), false).broke());
        assert!(told("form", &lines("nothing was run"), true).broke());
    }
}
