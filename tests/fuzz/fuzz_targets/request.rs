//! See `haochaping_fuzz::request`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(request);
