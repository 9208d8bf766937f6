//! Passwords: Argon2id with the library's parameters, which are OWASP's (19 MiB, two passes).

use std::sync::Arc;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// Checks at once: each takes a processor and 19 MiB.
const AT_ONCE: usize = 2;
/// A check that waits longer for its turn is refused: whoever floods the page must not fill
/// the memory.
const PATIENCE: Duration = Duration::from_secs(5);

/// Too many passwords are being checked.
#[derive(Debug, PartialEq, Eq)]
pub struct Busy;

/// Why a password is no good as a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than [`Password::LEAST`] characters.
    Short,
    /// More than [`Password::MOST`] bytes.
    Long,
    /// The alias, or a few characters, again and again.
    Simple,
}

impl Weak {
    /// What to do, Chinese and English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Short => (
                "密码至少 12 个字符",
                "a password needs at least 12 characters",
            ),
            Self::Long => ("密码太长", "a password has at most 256 bytes"),
            Self::Simple => (
                "密码过于简单，请勿重复工号或个别字符",
                "a password needs more than the alias or one character again",
            ),
        }
    }
}

/// A password as it was typed; shows nothing of itself.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Fewest characters of a new password.
    pub const LEAST: usize = 12;
    /// Most bytes of a password.
    pub const MOST: usize = 256;

    /// A password that was typed to sign in; any.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// A new password.
    ///
    /// # Errors
    /// It is too short, too long, or no more than the alias again.
    pub fn new(text: &str, alias: &str) -> Result<Self, Weak> {
        if text.chars().count() < Self::LEAST {
            return Err(Weak::Short);
        }
        if text.len() > Self::MOST {
            return Err(Weak::Long);
        }
        let mut kinds: Vec<char> = text.chars().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let repeats = text.to_lowercase().replace(&alias.to_lowercase(), "");
        if kinds.len() < 4 || repeats.chars().count() < 4 {
            return Err(Weak::Simple);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Hashes and checks passwords, a few at a time, off the threads that answer requests.
pub struct Guard {
    turns: Arc<Semaphore>,
    /// Hash that no password has: for names that are no account, so that the answer takes as long.
    nobody: String,
}

impl Guard {
    /// Prepares it.
    ///
    /// # Errors
    /// This machine gives no random bytes.
    pub fn new() -> Result<Self, String> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| format!("no random bytes: {error}"))?;
        Ok(Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: hash(&random)?,
        })
    }

    /// The hash to keep.
    ///
    /// # Errors
    /// This machine gives no random bytes or no memory.
    pub async fn hash(&self, password: Password) -> Result<String, String> {
        let _turn = self.turns.acquire().await.map_err(|e| e.to_string())?;
        spawn_blocking(move || hash(password.0.as_bytes()))
            .await
            .map_err(|error| error.to_string())?
    }

    /// Whether this is the password of the account with this hash. `None` is nobody, takes as
    /// long and is never right.
    ///
    /// # Errors
    /// Too many are being checked.
    pub async fn is_right(&self, password: Password, kept: Option<String>) -> Result<bool, Busy> {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.nobody.clone());
        let Ok(Ok(_turn)) = timeout(PATIENCE, self.turns.acquire()).await else {
            return Err(Busy);
        };
        let fits = spawn_blocking(move || fits(&password, &kept)).await;
        Ok(known && fits.unwrap_or(false))
    }
}

fn hash(password: &[u8]) -> Result<String, String> {
    Argon2::default()
        .hash_password(password)
        .map(|hash| hash.to_string())
        .map_err(|error| format!("password not hashed: {error}"))
}

fn fits(password: &Password, kept: &str) -> bool {
    // More than anybody may have chosen is not worth the time.
    password.0.len() <= Password::MOST
        && PasswordHash::new(kept).is_ok_and(|kept| {
            Argon2::default()
                .verify_password(password.0.as_bytes(), &kept)
                .is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::{Busy, Guard, Password};

    #[tokio::test]
    async fn only_the_right_password_of_somebody_is_right() {
        let guard = Guard::new().unwrap();
        let password = Password::new("correct horse battery", "op-07").unwrap();
        let kept = guard.hash(password.clone()).await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        let typo = Password::typed("correct horse batterY");
        for (password, kept, right) in [
            (password.clone(), Some(kept.clone()), true),
            (typo, Some(kept), false),
            (password.clone(), None, false),
            (password, Some("not a hash".to_owned()), false),
        ] {
            assert_eq!(guard.is_right(password, kept).await, Ok(right));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_too_long_for_a_turn_is_told() {
        let guard = Guard::new().unwrap();
        let turns = guard.turns.acquire_many(2).await.unwrap();
        let asked = guard.is_right(Password::typed("x"), None).await;
        assert_eq!(asked, Err(Busy));
        drop(turns);
        assert_eq!(guard.is_right(Password::typed("x"), None).await, Ok(false));
    }

    #[test]
    fn a_new_password_is_not_easily_guessed() {
        for bad in [
            "short",
            "aaaaaaaaaaaaaaa",
            "op-07op-07op-07",
            &"x1y2z3".repeat(50),
        ] {
            assert!(Password::new(bad, "op-07").is_err(), "{bad}");
        }
        assert!(Password::new("十二个汉字的口令也算够长啦", "op-07").is_ok());
    }
}
