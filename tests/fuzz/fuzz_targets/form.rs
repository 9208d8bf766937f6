//! See `haochaping_fuzz::form`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(form);
