//! See `haochaping_fuzz::config`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(config);
