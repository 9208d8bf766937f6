//! See `haochaping_fuzz::event`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(event);
