//! When a platform may be asked: no oftener than its operator allows, and not once the process
//! is to end.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Leave to ask a platform once. Each request takes one, so none goes without.
pub struct Turn(());

/// Gives turns.
pub struct Pace {
    ticks: Interval,
    stop: watch::Receiver<bool>,
}

impl Pace {
    /// At most `per_second` turns a second, until `stop` turns true.
    pub fn new(per_second: u32, stop: watch::Receiver<bool>) -> Self {
        let mut ticks = interval(Duration::from_secs(1) / per_second.max(1));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { ticks, stop }
    }

    /// Waits for the next turn; none once the process is to end.
    pub async fn turn(&mut self) -> Option<Turn> {
        self.ticks.tick().await;
        (!*self.stop.borrow()).then_some(Turn(()))
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn turns_come_at_most_so_often_and_missed_ones_are_not_made_up() {
        let (_stop, stopped) = watch::channel(false);
        let mut pace = Pace::new(4, stopped);
        let started = Instant::now();
        for turn in 0..5 {
            assert!(pace.turn().await.is_some());
            assert_eq!(started.elapsed().as_millis(), turn * 250);
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
        let late = Instant::now();
        for _ in 0..3 {
            assert!(pace.turn().await.is_some());
        }
        assert_eq!(late.elapsed().as_millis(), 500);
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_to_end_asks_nobody_any_more() {
        let (stop, stopped) = watch::channel(false);
        let mut pace = Pace::new(10, stopped);
        assert!(pace.turn().await.is_some());
        stop.send_replace(true);
        assert!(pace.turn().await.is_none());
    }
}
