//! See `haochaping_fuzz::codes`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(codes);
