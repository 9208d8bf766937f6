//! See `haochaping_fuzz::import_batch`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(import_batch);
