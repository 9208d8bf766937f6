//! Reading a body no further than its limit.

/// Bytes that are set aside before anything has arrived.
const START: usize = 1_024;

/// A body grew past its limit; nothing of it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// Bytes that are allowed.
    pub limit: usize,
}

/// Gathers a body piece by piece.
#[derive(Debug)]
pub struct Gathered {
    bytes: Vec<u8>,
    limit: usize,
}

impl Gathered {
    /// Starts; refuses at once what announces more than is allowed. It starts small
    /// whatever is announced and grows with what arrives: a sender's word costs no
    /// memory.
    ///
    /// # Errors
    /// [`TooLarge`] when `Content-Length` is over the limit.
    pub fn start(limit: usize, announced: Option<u64>) -> Result<Self, TooLarge> {
        let fits = |length| usize::try_from(length).is_ok_and(|length| length <= limit);
        if !announced.is_none_or(fits) {
            return Err(TooLarge { limit });
        }
        Ok(Self {
            bytes: Vec::with_capacity(limit.min(START)),
            limit,
        })
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// [`TooLarge`] when the limit is passed.
    pub fn add(&mut self, piece: &[u8]) -> Result<(), TooLarge> {
        if self.bytes.len().saturating_add(piece.len()) > self.limit {
            return Err(TooLarge { limit: self.limit });
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// The whole body.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::{Gathered, TooLarge};

    #[test]
    fn the_announcement_is_enough_to_refuse() {
        assert_eq!(
            Gathered::start(16, Some(17)).unwrap_err(),
            TooLarge { limit: 16 }
        );
    }

    #[test]
    fn a_false_announcement_does_not_help() {
        let mut body = Gathered::start(16, Some(1)).unwrap();
        body.add(&[0; 16]).unwrap();
        assert_eq!(body.add(&[0]), Err(TooLarge { limit: 16 }));
    }

    #[test]
    fn an_announcement_alone_takes_no_memory() {
        let body = Gathered::start(1 << 20, Some(1 << 20)).unwrap();
        assert!(body.bytes.capacity() <= 4_096, "{}", body.bytes.capacity());
    }

    #[test]
    fn up_to_the_limit_is_kept() {
        let mut body = Gathered::start(4, None).unwrap();
        body.add(b"ab").unwrap();
        body.add(b"cd").unwrap();
        assert_eq!(body.finish(), b"abcd");
    }
}
