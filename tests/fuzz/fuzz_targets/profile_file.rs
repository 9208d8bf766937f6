//! See `haochaping_fuzz::profile_file`.
#![cfg_attr(fuzzing, no_main)]

haochaping_fuzz::target!(profile_file);
