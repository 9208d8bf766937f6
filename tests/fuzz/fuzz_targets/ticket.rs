//! See `haochaping_fuzz::ticket`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(ticket);
