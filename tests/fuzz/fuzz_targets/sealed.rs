//! See `haochaping_fuzz::sealed`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(sealed);
