//! Every contender of the widget's benchmark can still be rated, so that the benchmark cannot rot.

use haochaping_tests::bench::widget::{Options, take};

#[test]
fn every_contender_is_rated_by_a_trusted_click_and_takes_the_answer() {
    let samples = take(&Options::smoke()).unwrap_or_else(|failure| panic!("{failure}"));
    let names: Vec<&str> = samples.contenders.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "ours",
            "vanilla",
            "surveyjs",
            "posthog",
            "formbricks",
            "sentry"
        ]
    );
    for name in names {
        let sample = samples
            .samples
            .iter()
            .find(|sample| sample.contender == name)
            .unwrap_or_else(|| panic!("{name} was not sampled"));
        let at = sample.at;
        assert!(
            !sample.clicks.is_empty(),
            "{name}: no trusted click arrived"
        );
        assert!(
            0.0 < at.first && at.first <= at.answered && at.first < at.chosen,
            "{name}: {at:?}"
        );
        // By hand there is a first screen only.
        assert_eq!(at.submitted.is_some(), name != "vanilla", "{name}: {at:?}");
        assert!(
            sample.bytes_until(at.first) > 500.0,
            "{name} came from nowhere"
        );
        assert!(samples.memory.iter().any(|m| m.contender == name), "{name}");
    }
}
