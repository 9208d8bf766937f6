//! Signs the claims on standard input as a ticket (JWT, HS256).
//!
//! `HALL_TICKET_KID` names the key, `HALL_TICKET_SECRET` is the secret agreed with the
//! city. Unlike the other languages' examples this one checks the claims first.

use haochaping_contract::ticket::{HmacKey, sign};
use std::{env, error::Error, io};

fn main() -> Result<(), Box<dyn Error>> {
    let claims = serde_json::from_reader(io::stdin())?;
    let key = HmacKey::new(env::var("HALL_TICKET_SECRET")?.as_bytes())?;
    print!("{}", sign(&claims, &env::var("HALL_TICKET_KID")?, &key)?);
    Ok(())
}
