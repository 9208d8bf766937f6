//! The profiles that the edge was built with, as the workbench uses them: to read tables, and
//! to speak to upper platforms.

use std::path::Path;

use haochaping_edge::profile::Profile;
use serde_json::value::RawValue;

/// Reads the list, `build/profiles.json` of the edge; each is checked as the edge does.
///
/// # Errors
/// One line: the file cannot be read, is no list, or which profile is wrong and where.
pub fn read(path: &Path) -> Result<Vec<Profile>, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("profiles: cannot read {}: {error}", path.display()))?;
    let wrong = |reason: &dyn std::fmt::Display| format!("profiles: {}: {reason}", path.display());
    let files: Vec<&RawValue> = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
    files
        .into_iter()
        .map(|file| Profile::parse(file.get()).map_err(|refused| wrong(&refused)))
        .collect()
}
