//! Reading sheets beside the threads that answer pages: one of 2000 rows takes as long as many
//! pages, and several at once must not keep everybody waiting.

use tokio::sync::Semaphore;

use crate::page::Failure;

/// Sheets that are read at once; the next wait their turn.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What `read` gives, once it is its turn.
///
/// # Errors
/// [`Failure::Broken`] when it ends without giving anything.
pub async fn turn<T: Send + 'static>(
    read: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let turn = TURNS.acquire().await.map_err(|_| Failure::Broken)?;
    // It is kept until the sheet is read, also when whoever brought it has gone away.
    let reading = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        read()
    });
    reading.await.map_err(|_| Failure::Broken)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn pages_are_answered_while_sheets_are_read_and_two_at_once() {
        let (give, take) = channel::<()>();
        let (give_other, take_other) = channel::<()>();
        let first = tokio::spawn(turn(move || take.recv().is_ok()));
        let second = tokio::spawn(turn(move || take_other.recv().is_ok()));
        while TURNS.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        // The only thread of this runtime is free, and a third would have to wait.
        assert!(TURNS.try_acquire().is_err());
        give.send(()).unwrap();
        give_other.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(true));
        assert_eq!(second.await.unwrap(), Ok(true));
        assert_eq!(turn(|| 7).await, Ok(7));
    }
}
