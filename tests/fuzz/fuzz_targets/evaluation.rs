//! See `haochaping_fuzz::evaluation`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(evaluation);
