use super::{File, Method, Miss, Route, find};

#[test]
fn every_route_is_found() {
    assert_eq!(find(Method::Get, "/healthz"), Ok(Route::Healthz));
    assert_eq!(find(Method::Head, "/v1/form"), Ok(Route::Form));
    assert_eq!(
        find(Method::Post, "/v1/evaluations"),
        Ok(Route::Evaluations)
    );
    assert_eq!(
        find(Method::Options, "/v1/evaluations"),
        Ok(Route::Preflight)
    );
    assert_eq!(
        find(Method::Get, "/v1/receipts/ABC"),
        Ok(Route::Receipt("ABC"))
    );
    assert_eq!(
        find(Method::Post, "/v1/import/of-a-hall"),
        Ok(Route::Import("of-a-hall"))
    );
    assert_eq!(find(Method::Get, "/r/a.b.c"), Ok(Route::Page("a.b.c")));
    assert_eq!(find(Method::Post, "/r/a.b.c"), Ok(Route::PagePost("a.b.c")));
    assert_eq!(find(Method::Post, "/v1/points"), Ok(Route::Points));
    assert_eq!(find(Method::Get, "/v1/points/w.1"), Ok(Route::Point("w.1")));
    assert_eq!(
        find(Method::Post, "/v1/points/w/closing"),
        Ok(Route::PointClosing("w"))
    );
    assert_eq!(
        find(Method::Head, "/v1/points/w/sign.pdf"),
        Ok(Route::PointFile {
            id: "w",
            file: File::Pdf
        })
    );
    assert_eq!(
        find(Method::Post, "/v1/points/w/sessions"),
        Ok(Route::PointSessions("w"))
    );
    assert_eq!(
        find(Method::Get, "/v1/streams/a.b"),
        Ok(Route::Stream("a.b"))
    );
    assert_eq!(find(Method::Post, "/v1/links"), Ok(Route::Links));
    assert_eq!(find(Method::Head, "/s/C"), Ok(Route::ShortLink("C")));
    assert_eq!(find(Method::Get, "/p/C"), Ok(Route::Scan("C")));
    assert_eq!(find(Method::Post, "/p/C"), Ok(Route::ScanPost("C")));
    assert_eq!(find(Method::Get, "/receipt"), Ok(Route::LookUp));
    assert_eq!(find(Method::Post, "/receipt"), Ok(Route::LookUpPost));
    // As people copy them: the page says what is wrong.
    assert_eq!(find(Method::Get, "/s/C/"), Ok(Route::ShortLink("C")));
    assert_eq!(find(Method::Get, "/s/"), Ok(Route::ShortLink("")));
    assert_eq!(find(Method::Get, "/p/"), Ok(Route::Scan("")));
    assert_eq!(find(Method::Get, "/r/a.b.c/"), Ok(Route::Page("a.b.c")));
    assert_eq!(
        find(Method::Get, "/widget/0.1.0/engine.wasm"),
        Ok(Route::Widget {
            version: "0.1.0",
            file: "engine.wasm"
        })
    );
}

#[test]
fn what_is_not_there() {
    for path in [
        "/",
        "/v1",
        "/v1/receipts/",
        "/v1/receipts/a/b",
        "/v1/import/",
        "/v1/import/a/b",
        "/r/a/b",
        "/widget/x",
        "/s/a/b",
        "/p/a/b",
        "/v1/points/",
        "/v1/points//closing",
        "/v1/points/w/",
        "/v1/points/w/x",
        "/v1/points/w/closing/x",
    ] {
        assert_eq!(find(Method::Get, path), Err(Miss::NotFound), "{path}");
    }
    assert_eq!(
        find(Method::Get, "/v1/evaluations"),
        Err(Miss::Method("POST, OPTIONS"))
    );
    assert_eq!(
        find(Method::Post, "/healthz"),
        Err(Miss::Method("GET, HEAD"))
    );
    assert_eq!(
        find(Method::Other, "/r/x"),
        Err(Miss::Method("GET, HEAD, POST"))
    );
}
