//! See `haochaping_fuzz::ticket_altered`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(ticket_altered);
