//! See `haochaping_fuzz::redaction`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(redaction);
