//! Every input that is kept: seeds, what the fuzzer found worth keeping, and what once broke
//! something.

use std::fs;
use std::path::Path;

use haochaping_fuzz::TARGETS;

/// Bytes that all kept inputs have together at most.
const KEPT: u64 = 300 * 1024;

#[test]
fn every_kept_input_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut folders: Vec<String> = fs::read_dir(&corpus)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    assert_eq!(folders, TARGETS.map(|(name, _)| name));
    let mut bytes = 0;
    for (name, check) in TARGETS {
        let mut files: Vec<_> = fs::read_dir(corpus.join(name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        assert!(!files.is_empty(), "no inputs of {name}");
        for file in &files {
            let input = fs::read(file).unwrap();
            bytes += input.len() as u64;
            let held = std::panic::catch_unwind(|| check(&input));
            assert!(held.is_ok(), "{} breaks {name}", file.display());
        }
        println!("{name}: {} inputs", files.len());
    }
    assert!(bytes <= KEPT, "{bytes} bytes are kept, more than {KEPT}");
}
