use super::*;

/// The key pair of the examples in GM/T 0003.5-2012.
const PRIVATE: &str = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
const PUBLIC: &str = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
                      CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
/// “评价” to this key, encrypted by another library: C1C3C2, C1C2C3, and a C1C3C2 without
/// leading 04 that begins with these digits all the same.
const BY_OTHERS: [(Arrangement, &str); 3] = [
    (
        Arrangement::C1c3c2,
        "044020023241080e0e2a5c9f5242b569d6e22238d9e3956399f80d0ce8a255fa49aa4b3fbfb413ec3616787f3b\
     49fb83947d66d40d45906e008954ba4b88bf39985c45d99b9207a631d43a430761d801adc47c06daf6dc29f1a5\
     c8965f30739053daa753cb9d80",
    ),
    (
        Arrangement::C1c2c3,
        "6d8a3b7cc160e17adc9722c2447d323e1e6c14e989728958c331ada2cc35d30a9f569c812ee8b6a458a1873200\
     34a9deee0bd23cebe988e1ff8bb2dbe2713e6ba4724039e27baa3f8480ec3461252e11490ea96de70baafedab6\
     e6cb418c025627cf00f6bc33",
    ),
    (
        Arrangement::C1c3c2,
        "044e7326e4e7d930892c0f21858617d58f848a92007b29692b86d65bc1b7e049961f05b00aecf60442388d269c\
     6ec1ab27d5b1d5434e9bdf06d2abfb2077e1d91c98fa4ae94f6cf83dff7a89d89d097be55df68527e422649037\
     099a1dd74af1c99a944f86c9",
    ),
];

fn named() -> Named {
    let squeeze = |text: &str| text.replace(' ', "");
    [
        ("ours".to_owned(), PRIVATE.to_owned()),
        ("theirs".to_owned(), squeeze(PUBLIC)),
    ]
    .into()
}

fn form(arrangement: Arrangement, leading04: bool) -> Sm2 {
    Sm2 {
        arrangement,
        leading04,
        capitals: true,
        opens: "ours".to_owned(),
        seals: "theirs".to_owned(),
    }
}

#[test]
fn every_form_opens_again_and_only_in_its_arrangement() {
    for arrangement in [Arrangement::C1c3c2, Arrangement::C1c2c3] {
        for leading04 in [true, false] {
            let sm2 = form(arrangement, leading04);
            let sealed = seal(&sm2, &named(), "评价 evaluation").unwrap();
            assert_eq!(sealed.len(), 2 * (usize::from(leading04) + 64 + 32 + 17));
            assert_eq!(sealed, sealed.to_ascii_uppercase());
            let either = form(arrangement, !leading04);
            assert_eq!(
                open(&either, &named(), &sealed).unwrap(),
                "评价 evaluation".as_bytes()
            );
            let other = match arrangement {
                Arrangement::C1c3c2 => Arrangement::C1c2c3,
                Arrangement::C1c2c3 => Arrangement::C1c3c2,
            };
            let refused = open(&form(other, leading04), &named(), &sealed).unwrap_err();
            assert_eq!(refused.code, BodyCode::Decryption);
        }
    }
}

#[test]
fn what_another_library_encrypted_opens() {
    for (arrangement, text) in BY_OTHERS {
        let opened = open(&form(arrangement, true), &named(), text).unwrap();
        assert_eq!(opened, "评价".as_bytes());
    }
}

#[test]
fn what_is_no_ciphertext_or_no_key() {
    let sm2 = form(Arrangement::C1c3c2, true);
    for text in [
        "",
        "0",
        "04",
        "zz",
        "0400",
        &"04".repeat(97),
        &"ff".repeat(200),
    ] {
        let refused = open(&sm2, &named(), text).unwrap_err();
        assert_eq!(refused.code, BodyCode::Decryption, "{text}");
    }
    for key in ["", "00", "zz", &"00".repeat(32), &"ff".repeat(32)] {
        let named = [
            ("ours".to_owned(), key.to_owned()),
            ("theirs".to_owned(), key.to_owned()),
        ]
        .into();
        let (_, text) = BY_OTHERS[0];
        assert_eq!(
            open(&sm2, &named, text).unwrap_err().code,
            BodyCode::NotSetUp
        );
        assert_eq!(seal(&sm2, &named, "x").unwrap_err().what, "theirs");
    }
}
