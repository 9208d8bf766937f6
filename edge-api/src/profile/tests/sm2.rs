use super::*;

/// The key pair of the examples in GM/T 0003.5-2012.
const PRIVATE: &str = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
const PUBLIC: &str = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
                      CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
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
