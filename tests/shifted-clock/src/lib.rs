//! Preloaded (`LD_PRELOAD`), shifts the wall clock of a program while it runs: the file that
//! `SHIFTED_CLOCK` names holds eight bytes, nanoseconds to add, in the machine's byte order.
//!
//! Made for workerd, where faketime stands still: its allocator asks for the time before the
//! C library is ready for what faketime does then. Here nothing is allocated or locked, and
//! the time itself comes straight from the kernel. Clocks that do not tell the time of day
//! are left alone, so timers keep their pace, as they do when an operator sets a clock.

#![cfg(target_os = "linux")]

use std::ptr;
use std::sync::atomic::{AtomicI64, AtomicPtr, Ordering};

use libc::{c_int, c_void, clockid_t, time_t, timespec, timeval};

const SECOND: i64 = 1_000_000_000;

/// The mapped file; null until it could be mapped.
static SHIFT: AtomicPtr<AtomicI64> = AtomicPtr::new(ptr::null_mut());

/// Nanoseconds to add now.
fn shift() -> i64 {
    let mut mapped = SHIFT.load(Ordering::Acquire);
    if mapped.is_null() {
        mapped = map();
        SHIFT.store(mapped, Ordering::Release);
    }
    // SAFETY: mapped for good, 8 bytes, aligned to a page.
    unsafe { mapped.as_ref() }.map_or(0, |shift| shift.load(Ordering::Relaxed))
}

fn map() -> *mut AtomicI64 {
    // SAFETY: plain calls of the C library with a literal and with what they returned.
    unsafe {
        let path = libc::getenv(c"SHIFTED_CLOCK".as_ptr());
        if path.is_null() {
            return ptr::null_mut();
        }
        let file = libc::open(path, libc::O_RDONLY | libc::O_CLOEXEC);
        if file < 0 {
            return ptr::null_mut();
        }
        let mapped = libc::mmap(
            ptr::null_mut(),
            8,
            libc::PROT_READ,
            libc::MAP_SHARED,
            file,
            0,
        );
        libc::close(file);
        if mapped == libc::MAP_FAILED {
            return ptr::null_mut();
        }
        mapped.cast()
    }
}

/// As the C library's.
///
/// # Safety
/// `time` points to a `timespec`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(clock: clockid_t, time: *mut timespec) -> c_int {
    // SAFETY: the caller's pointer is handed on.
    let said = unsafe { libc::syscall(libc::SYS_clock_gettime, clock, time) };
    if said == 0 && matches!(clock, libc::CLOCK_REALTIME | libc::CLOCK_REALTIME_COARSE) {
        // SAFETY: the kernel has just written it.
        let time = unsafe { &mut *time };
        let nanoseconds = time.tv_sec * SECOND + time.tv_nsec + shift();
        time.tv_sec = nanoseconds.div_euclid(SECOND);
        time.tv_nsec = nanoseconds.rem_euclid(SECOND);
    }
    c_int::try_from(said).unwrap_or(-1)
}

/// As the C library's.
///
/// # Safety
/// `time` points to a `timeval` or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gettimeofday(time: *mut timeval, _zone: *mut c_void) -> c_int {
    let now = now();
    // SAFETY: the caller's pointer.
    if let Some(time) = unsafe { time.as_mut() } {
        time.tv_sec = now.tv_sec;
        time.tv_usec = now.tv_nsec / 1_000;
    }
    0
}

/// As the C library's.
///
/// # Safety
/// `time` points to a `time_t` or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn time(time: *mut time_t) -> time_t {
    let now = now().tv_sec;
    // SAFETY: the caller's pointer.
    if let Some(time) = unsafe { time.as_mut() } {
        *time = now;
    }
    now
}

fn now() -> timespec {
    let mut now = timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: a pointer to a local.
    unsafe { clock_gettime(libc::CLOCK_REALTIME, &raw mut now) };
    now
}
