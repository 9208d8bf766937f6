//! Reasons in one text, as codes with commas between them.

use contract::catalogue::Catalogue;

use crate::profile::format::Field;

/// The parts of a text between the separators of the field, and commas. Where the field takes
/// words, a part that is the wording of a reason becomes its code; what is neither is left as it
/// is, to be refused as the code that it is not.
pub fn codes(field: &Field, catalogue: &Catalogue, raw: &str) -> String {
    let mut parts: Vec<&str> = raw.split(',').collect();
    for separator in &field.separators {
        parts = parts
            .iter()
            .flat_map(|part| part.split(separator.as_str()))
            .collect();
    }
    let code = |part: &str| -> String {
        let reason = field.words.then(|| catalogue.worded(part)).flatten();
        reason.map_or(part, |it| it.code.as_str()).to_owned()
    };
    let codes: Vec<String> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .map(code)
        .collect();
    codes.join(",")
}
