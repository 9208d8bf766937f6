//! demo-site

fn main() {}
