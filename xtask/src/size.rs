//! `cargo xtask size`: what a page loads, against its budgets.

use std::fs;

use crate::build::{compress, widget};
use crate::failure::{Failure, OrFail, Result};
use crate::project;

/// 1 KB is 1024 bytes here.
const KB: usize = 1024;

/// Bytes of one file or of several together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl std::ops::Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// A sum of files that must stay under a limit, in brotli bytes.
struct Budget {
    name: &'static str,
    size: Size,
    limit: usize,
}

/// Prints raw, gzip and brotli bytes of every file of the widget and of each budget.
///
/// # Errors
/// The widget is not built, or a budget is exceeded.
pub fn run() -> Result<()> {
    let of = |name: &str| -> Result<Size> {
        let path = widget::folder().join(name);
        let bytes = fs::read(&path).or_fail(
            format!("cannot read {}", project::shown(&path)),
            "Run cargo xtask build first",
        )?;
        measure(&bytes)
    };
    let loader = of("loader.js")?;
    let engine = of("engine.js")?;
    let wasm = of("engine.wasm")?;
    let snippet = snippet()?;

    heading();
    for (name, size) in [
        ("loader.js", loader),
        ("engine.js (glue and style)", engine),
        ("engine.wasm", wasm),
        ("widget.css (without scripts)", of("widget.css")?),
        ("loader.mjs (for bundlers)", of("loader.mjs")?),
        ("snippet in the page", snippet),
    ] {
        line(name, size, "");
    }
    println!();
    let budgets = [
        Budget {
            name: "loader",
            size: loader,
            limit: 3 * KB + KB / 2,
        },
        Budget {
            name: "until a level can be chosen",
            size: loader + snippet,
            limit: 4 * KB,
        },
        Budget {
            name: "the form: wasm, glue, style, words",
            size: engine + wasm,
            limit: 75 * KB,
        },
    ];
    heading();
    for budget in &budgets {
        let mark = if budget.size.brotli > budget.limit {
            "OVER"
        } else {
            "ok"
        };
        line(
            budget.name,
            budget.size,
            &format!("≤ {} {mark}", budget.limit),
        );
    }
    verdict(&budgets)
}

fn verdict(budgets: &[Budget]) -> Result<()> {
    let over: Vec<String> = budgets
        .iter()
        .filter(|budget| budget.size.brotli > budget.limit)
        .map(|budget| {
            format!(
                "{} by {} bytes",
                budget.name,
                budget.size.brotli - budget.limit
            )
        })
        .collect();
    if over.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("over budget: {}", over.join(", ")),
        "Make it smaller, or argue for another budget in ARCHITECTURE.md",
    ))
}

/// What a page must hold for one form: the shortest of the snippets that the package shows.
fn snippet() -> Result<Size> {
    let path = project::root().join("widget/package/snippets/plain.html");
    let text = fs::read(&path).or_fail(
        format!("cannot read {}", project::shown(&path)),
        "Check out the whole project",
    )?;
    measure(&text)
}

fn measure(bytes: &[u8]) -> Result<Size> {
    Ok(Size {
        raw: bytes.len(),
        gzip: compress::gzip(bytes)?.len(),
        brotli: compress::brotli(bytes)?.len(),
    })
}

fn heading() {
    println!("{:<36}{:>9}{:>9}{:>9}", "", "raw", "gzip", "brotli");
}

fn line(name: &str, size: Size, note: &str) {
    let text = format!(
        "{name:<36}{:>9}{:>9}{:>9}  {note}",
        size.raw, size.gzip, size.brotli
    );
    println!("{}", text.trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_over_fails_with_its_name() {
        let budget = |brotli| Budget {
            name: "loader",
            size: Size {
                brotli,
                ..Size::default()
            },
            limit: 100,
        };
        assert!(verdict(&[budget(100)]).is_ok());
        let failure = verdict(&[budget(101)]).unwrap_err().to_string();
        assert!(failure.contains("loader by 1 bytes"), "{failure}");
    }
}
