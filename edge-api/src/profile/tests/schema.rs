//! `profiles/profile.schema.json` is what the types say. To write it anew:
//! `HAOCHAPING_WRITE=1 cargo test -p haochaping-edge --lib profile`.

use std::path::Path;

use crate::profile::format::Document;

#[test]
fn the_schema_of_profiles_is_what_the_types_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles/profile.schema.json");
    let mut schema = schemars::schema_for!(Document);
    schema.insert("title".to_owned(), "Haochaping profile".into());
    let generated = format!("{:#}\n", schema.to_value());
    if std::env::var_os("HAOCHAPING_WRITE").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).is_ok_and(|checked_in| checked_in == generated),
        "edge-api/profiles/profile.schema.json is stale; write it anew with \
         HAOCHAPING_WRITE=1 cargo test -p haochaping-edge --lib profile"
    );
}
