//! Median, least and most of samples, and their ratio to a reference.

use serde::{Deserialize, Serialize};

/// What many samples come to; NaN (`null` in JSON) without any.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The middle sample.
    #[serde(deserialize_with = "or_nan")]
    pub median: f64,
    /// The least.
    #[serde(deserialize_with = "or_nan")]
    pub min: f64,
    /// The most.
    #[serde(deserialize_with = "or_nan")]
    pub max: f64,
    /// Median of the ratios to the reference, round by round.
    #[serde(deserialize_with = "or_nan")]
    pub ratio: f64,
}

impl Default for Summary {
    fn default() -> Self {
        Self::of(&[], &[])
    }
}

impl Summary {
    /// Sums up `samples`, beside those of the `reference`.
    #[must_use]
    pub fn of(samples: &[f64], reference: &[f64]) -> Self {
        Self {
            median: median(samples.to_vec()),
            min: samples.iter().copied().fold(f64::NAN, f64::min),
            max: samples.iter().copied().fold(f64::NAN, f64::max),
            ratio: ratio(samples, reference),
        }
    }
}

/// Median of the ratios round by round; of the medians when the rounds do not match.
pub(super) fn ratio(samples: &[f64], reference: &[f64]) -> f64 {
    if samples.len() == reference.len() {
        let pairs = samples.iter().zip(reference);
        return median(pairs.map(|(sample, other)| sample / other).collect());
    }
    median(samples.to_vec()) / median(reference.to_vec())
}

/// Six digits: what follows is noise, and JSON brings so few back as they were written.
pub(super) fn rounded(sample: f64) -> f64 {
    format!("{sample:.5e}").parse().unwrap_or(sample)
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    let middle = samples.len() / 2;
    match (samples.get(middle), samples.len() % 2) {
        (None, _) => f64::NAN,
        (Some(high), 0) => (samples[middle - 1] + high) / 2.0,
        (Some(median), _) => *median,
    }
}

// JSON has no NaN: serde_json writes null.
pub(super) fn or_nan<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_odd_and_even() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    fn ratios_are_taken_round_by_round() {
        // The machine was ten times slower in the second round, for both.
        assert_eq!(ratio(&[2.0, 20.0, 2.0], &[1.0, 10.0, 1.0]), 2.0);
        assert_eq!(ratio(&[4.0], &[1.0, 2.0, 3.0]), 2.0);
    }

    #[test]
    fn a_rounded_sample_comes_back_from_json_as_it_was_written() {
        assert_eq!(rounded(12_345.678_9), 12_345.7);
        assert_eq!(rounded(0.0), 0.0);
        assert!(rounded(f64::NAN).is_nan());
        for number in 1..20_000_u32 {
            let sample = rounded(f64::from(number).sqrt() * 37.0);
            let json = serde_json::to_string(&sample).expect("JSON");
            let read: f64 = serde_json::from_str(&json).expect("a number");
            assert_eq!(read.to_bits(), sample.to_bits(), "{json}");
        }
    }

    #[test]
    fn no_samples_are_no_number_in_json_too() {
        let json = serde_json::to_string(&Summary::default()).expect("JSON");
        assert_eq!(
            json,
            r#"{"median":null,"min":null,"max":null,"ratio":null}"#
        );
        let read: Summary = serde_json::from_str(&json).expect("a summary");
        assert!(read.median.is_nan());
    }
}
