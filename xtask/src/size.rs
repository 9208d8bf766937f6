//! `cargo xtask size`: what a page loads and what the edge runs, against their budgets.

use std::fs;
use std::path::Path;

use crate::build::{compress, edge, widget};
use crate::failure::{Failure, OrFail, Result};
use crate::project;

/// 1 KB is 1024 bytes here.
const KB: usize = 1024;
/// Cloudflare takes a Worker of 3 MB, packed with gzip, on its free plan.
const WORKER: usize = 3 * KB * KB;

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

/// How the bytes that a budget limits are packed.
#[derive(Debug, Clone, Copy)]
enum Packed {
    Gzip,
    Brotli,
}

/// A sum of files that must stay under a limit, in packed bytes.
struct Budget {
    name: &'static str,
    size: Size,
    packed: Packed,
    limit: usize,
}

impl Budget {
    /// What browsers load: servers send brotli.
    fn page(name: &'static str, size: Size, limit: usize) -> Self {
        let packed = Packed::Brotli;
        Self {
            name,
            size,
            packed,
            limit,
        }
    }

    fn weight(&self) -> usize {
        match self.packed {
            Packed::Gzip => self.size.gzip,
            Packed::Brotli => self.size.brotli,
        }
    }

    fn packing(&self) -> &'static str {
        match self.packed {
            Packed::Gzip => "gzip",
            Packed::Brotli => "brotli",
        }
    }

    fn excess(&self) -> Option<usize> {
        let excess = self.weight().saturating_sub(self.limit);
        (excess > 0).then_some(excess)
    }
}

/// Prints raw, gzip and brotli bytes of every file of widget and Worker and of each budget.
///
/// # Errors
/// Widget or edge is not built, or a budget is exceeded.
pub fn run() -> Result<()> {
    let of = |name: &str| read(&widget::folder().join(name));
    let loader = of("loader.js")?;
    let engine = of("engine.js")?;
    let wasm = of("engine.wasm")?;
    let style = of("widget.css")?;
    let module = of("loader.mjs")?;
    let bridge = of("bridge.js")?;
    let kiosk_loader = of("kiosk.js")?;
    let kiosk_engine = of("kiosk-engine.js")?;
    let kiosk_wasm = of("kiosk-engine.wasm")?;
    let snippet = snippet()?;
    let mut worker = Vec::new();
    for path in edge::outputs() {
        worker.push((project::shown(&path), read(&path)?));
    }

    heading();
    for (name, size) in [
        ("loader.js", loader),
        ("engine.js (glue and style)", engine),
        ("engine.wasm", wasm),
        ("widget.css (without scripts)", style),
        ("loader.mjs (for bundlers)", module),
        ("kiosk.js", kiosk_loader),
        ("kiosk-engine.js (glue and style)", kiosk_engine),
        ("kiosk-engine.wasm", kiosk_wasm),
        ("bridge.js (in apps that ask)", bridge),
        ("snippet in the page", snippet),
    ] {
        line(name, size, "");
    }
    for (name, size) in &worker {
        line(name, *size, "");
    }
    println!();
    let worker = worker
        .iter()
        .fold(Size::default(), |sum, (_, size)| sum + *size);
    let budgets = [
        Budget::page("loader", loader, 3 * KB + KB / 2),
        Budget::page("loader.mjs", module, 3 * KB + KB / 2),
        Budget::page("until a level can be chosen", loader + snippet, 4 * KB),
        Budget::page("the form: wasm, glue, style, words", engine + wasm, 75 * KB),
        Budget::page("the bridge", bridge, 17 * KB),
        Budget::page("widget.css", style, 3 * KB),
        // Loaded once a day by a device that stands in a hall.
        Budget::page(
            "a kiosk, all it loads",
            kiosk_loader + kiosk_engine + kiosk_wasm,
            86 * KB,
        ),
        Budget {
            name: "the Worker",
            size: worker,
            packed: Packed::Gzip,
            limit: WORKER,
        },
    ];
    heading();
    for budget in &budgets {
        let mark = budget.excess().map_or("ok", |_| "OVER");
        line(
            budget.name,
            budget.size,
            &format!("{} ≤ {} {mark}", budget.packing(), budget.limit),
        );
    }
    verdict(&budgets)
}

fn verdict(budgets: &[Budget]) -> Result<()> {
    let over: Vec<String> = budgets
        .iter()
        .filter_map(|budget| Some(format!("{} by {} bytes", budget.name, budget.excess()?)))
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
    read(&project::root().join("widget/package/snippets/plain.html"))
}

fn read(path: &Path) -> Result<Size> {
    let bytes = fs::read(path).or_fail(
        format!("cannot read {}", project::shown(path)),
        "Run `cargo xtask build`",
    )?;
    measure(&bytes)
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
        let budget = |brotli| {
            let size = Size {
                brotli,
                gzip: 200,
                ..Size::default()
            };
            Budget::page("loader", size, 100)
        };
        assert!(verdict(&[budget(100)]).is_ok());
        let failure = verdict(&[budget(101)]).unwrap_err().to_string();
        assert!(failure.contains("loader by 1 bytes"), "{failure}");
    }
}
