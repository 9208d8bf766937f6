use super::*;
use crate::case::{AgencyCode, AreaCode, CaseNo, ItemCode, StepKind, StepNo};
use crate::channel::Channel;
use crate::problem::Code;
use crate::round::Round;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use proptest::prelude::*;

const NOW: i64 = 1_795_000_000;
const TERMS: Terms<'static> = Terms {
    audience: "haochaping.cq",
    now: NOW,
    skew: 60,
    longest: 31 * 86_400,
};

fn claims() -> Claims {
    Claims {
        iss: "yuzhong".into(),
        aud: "haochaping.cq".into(),
        iat: NOW - 10,
        nbf: None,
        exp: NOW + 86_400,
        jti: "t-1".into(),
        case: CaseNo::parse("5001032026110900012").unwrap(),
        step: StepNo::try_from(1).unwrap(),
        kind: StepKind::Conclude,
        svt: NOW - 3600,
        item: ItemCode::parse("11110000000021135M2000117008000").unwrap(),
        name: "食品经营许可".into(),
        org: AgencyCode::parse("11110000000021135M").unwrap(),
        agency: "区市场监管局".into(),
        area: AreaCode::parse("500103").unwrap(),
        rnd: Round::First,
        ch: Channel::Web,
        desk: None,
        scan: None,
        rec: None,
    }
}

struct Ring {
    shared: HmacKey,
    own: Ed25519Verifier,
}

impl KeyRing for Ring {
    fn key(&self, hall: &str, kid: &str) -> Option<&dyn Verifier> {
        match (hall, kid) {
            ("yuzhong", "k1") => Some(&self.shared),
            ("yuzhong", "k2") => Some(&self.own),
            _ => None,
        }
    }
}

fn shared() -> HmacKey {
    HmacKey::new(&[1; 32]).unwrap()
}

fn own() -> Ed25519Signer {
    Ed25519Signer::new(&[2; 32]).unwrap()
}

fn ring() -> Ring {
    Ring {
        shared: shared(),
        own: Ed25519Verifier::new(&own().public()).unwrap(),
    }
}

fn check(ticket: &str) -> Result<Claims, Refusal> {
    verify(ticket, &ring(), &TERMS)
}

#[test]
fn both_kinds_of_keys_sign_tickets_that_hold() {
    assert_eq!(
        check(&sign(&claims(), "k1", &shared()).unwrap()),
        Ok(claims())
    );
    assert_eq!(check(&sign(&claims(), "k2", &own()).unwrap()), Ok(claims()));
}

#[test]
fn the_wire_form_is_pinned() {
    let ticket = sign(&claims(), "k1", &shared()).unwrap();
    let parts: Vec<String> = ticket
        .split('.')
        .take(2)
        .map(|p| String::from_utf8(B64.decode(p).unwrap()).unwrap())
        .collect();
    assert_eq!(parts[0], r#"{"alg":"HS256","kid":"k1","typ":"JWT"}"#);
    assert_eq!(
        parts[1],
        r#"{"iss":"yuzhong","aud":"haochaping.cq","iat":1794999990,"exp":1795086400,"jti":"t-1","case":"5001032026110900012","step":1,"kind":"conclude","svt":1794996400,"item":"11110000000021135M2000117008000","name":"食品经营许可","org":"11110000000021135M","agency":"区市场监管局","area":"500103000000","rnd":1,"ch":1}"#
    );
}

/// The first example of RFC 7515, appendix A.1, whose key is published there.
#[test]
fn signs_as_the_rfc_does() {
    let key = B64
        .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
        .unwrap();
    let signed = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let signature = HmacKey::new(&key).unwrap().sign(signed.as_bytes());
    assert_eq!(
        B64.encode(signature),
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    );
}

/// RFC 8037, appendix A.4, with the key of A.1.
#[test]
fn signs_with_ed25519_as_the_rfc_does() {
    let key = Ed25519Signer::new(
        &B64.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
            .unwrap(),
    )
    .unwrap();
    assert_eq!(
        B64.encode(key.public()),
        "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    );
    let signature = key.sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
    assert_eq!(
        B64.encode(signature),
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    );
}

#[test]
fn tickets_that_do_not_hold_say_why_inside_and_little_outside() {
    let signed = |change: &dyn Fn(&mut Claims)| {
        let mut changed = claims();
        change(&mut changed);
        check(&sign(&changed, "k1", &shared()).unwrap()).unwrap_err()
    };
    assert_eq!(
        signed(&|c| c.aud = "haochaping.cd".into()),
        Refusal::OtherAudience
    );
    assert_eq!(signed(&|c| c.iss = "nanan".into()), Refusal::UnknownKey);
    assert_eq!(signed(&|c| c.nbf = Some(NOW + 61)), Refusal::NotYetValid);
    assert_eq!(signed(&|c| c.iat = NOW + 61), Refusal::NotYetValid);
    assert_eq!(signed(&|c| c.exp = c.iat + 32 * 86_400), Refusal::Overlong);
    assert!(matches!(
        signed(&|c| {
            c.iat = NOW - 999;
            c.exp = NOW - 60;
        }),
        Refusal::Expired(_)
    ));
    assert_eq!(
        check(&sign(&claims(), "k1", &HmacKey::new(&[9; 32]).unwrap()).unwrap()),
        Err(Refusal::Forged)
    );
    assert_eq!(
        check(&sign(&claims(), "k9", &shared()).unwrap()),
        Err(Refusal::UnknownKey)
    );
    // A public key taken as a shared secret, the classic confusion.
    let confused = HmacKey::new(&own().public()).unwrap();
    assert_eq!(
        check(&sign(&claims(), "k2", &confused).unwrap()),
        Err(Refusal::OtherAlgorithm)
    );
    for refusal in [
        Refusal::Forged,
        Refusal::UnknownKey,
        Refusal::OtherAudience,
        Refusal::OtherAlgorithm,
    ] {
        assert_eq!(refusal.code(), Code::TicketInvalid);
    }
}

#[test]
fn a_clock_may_be_off_by_the_skew() {
    let mut early = claims();
    early.iat = NOW + 60;
    assert!(check(&sign(&early, "k1", &shared()).unwrap()).is_ok());
    let mut late = claims();
    late.exp = NOW - 59;
    late.iat = NOW - 999;
    assert!(check(&sign(&late, "k1", &shared()).unwrap()).is_ok());
}

#[test]
fn unsigned_tickets_and_unknown_members_are_refused() {
    let payload = B64.encode(serde_json::to_vec(&claims()).unwrap());
    for header in [
        r#"{"alg":"none","kid":"k1"}"#,
        r#"{"alg":"HS256","kid":"k1","crit":["b64"],"b64":false}"#,
        r#"{"alg":"HS256"}"#,
    ] {
        let ticket = format!("{}.{payload}.", B64.encode(header));
        assert_eq!(
            check(&ticket).unwrap_err().code(),
            Code::TicketInvalid,
            "{header}"
        );
    }
    let mut wide = serde_json::to_value(claims()).unwrap();
    wide["phone"] = "13800138000".into();
    let ticket = format!(
        "{}.{}.",
        B64.encode(r#"{"alg":"HS256","kid":"k1"}"#),
        B64.encode(wide.to_string())
    );
    assert!(matches!(check(&ticket), Err(Refusal::Malformed(_))));
}

#[test]
fn claims_out_of_bounds_are_not_signed() {
    for change in [
        (|c: &mut Claims| c.name = String::new()) as fn(&mut Claims),
        |c| c.name = "名".repeat(201),
        |c| c.agency = "a\nb".into(),
        |c| c.jti = "x".repeat(65),
        |c| c.exp = c.iat,
        |c| c.svt = -1,
        |c| c.case = CaseNo::parse("COLLECTED#forum-20261122-1").unwrap(),
    ] {
        let mut changed = claims();
        change(&mut changed);
        assert!(matches!(
            sign(&changed, "k1", &shared()),
            Err(SignError::Claims(_))
        ));
    }
}

#[test]
fn only_what_is_said_on_the_telephone_is_recorded() {
    let recorded = |change: &dyn Fn(&mut Claims)| {
        let mut changed = claims();
        changed.ch = Channel::Phone;
        changed.rec = serde_json::from_str(r#"{"by":"op-07"}"#).unwrap();
        change(&mut changed);
        let broken = changed.check().map_err(|error| error.claim);
        // Whatever a hall's own program signs, the same rule holds for who reads it.
        let text = serde_json::to_vec(&changed).unwrap();
        let header = B64.encode(r#"{"alg":"HS256","kid":"k1"}"#);
        let signed = format!("{header}.{}", B64.encode(text));
        let signature = B64.encode(shared().sign(signed.as_bytes()));
        assert_eq!(
            check(&format!("{signed}.{signature}")).is_ok(),
            broken.is_ok()
        );
        broken
    };
    assert_eq!(recorded(&|_| {}), Ok(()));
    assert_eq!(recorded(&|c| c.ch = Channel::Web), Err("rec"));
    let scan = r#"{"point":"w-03"}"#;
    let scanned = |c: &mut Claims| c.scan = serde_json::from_str(scan).unwrap();
    assert_eq!(recorded(&scanned), Err("rec"));
    for wrong in [
        r#"{}"#,
        r#"{"by":""}"#,
        r#"{"by":"李雷"}"#,
        r#"{"by":"a","name":"b"}"#,
    ] {
        assert!(serde_json::from_str::<Recording>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn weak_and_short_keys_are_refused() {
    assert!(HmacKey::new(&[0; 31]).is_err());
    assert!(Ed25519Verifier::new(&[0; 32]).is_err());
    assert!(Ed25519Verifier::new(&[0; 31]).is_err());
    assert!(Ed25519Signer::new(&[0; 33]).is_err());
}

proptest! {
    #[test]
    fn one_changed_byte_makes_it_invalid(at in any::<prop::sample::Index>(), to in 0x21u8..0x7f) {
        let ticket = sign(&claims(), "k2", &own()).unwrap();
        let mut bytes = ticket.clone().into_bytes();
        let i = at.index(bytes.len());
        prop_assume!(bytes[i] != to);
        bytes[i] = to;
        prop_assert!(check(&String::from_utf8(bytes).unwrap()).is_err());
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        prop_assert!(check(&text).is_err());
    }
}
