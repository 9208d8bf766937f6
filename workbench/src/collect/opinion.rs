//! One opinion as it was typed, judged by the rules of the profile that it is sent by.

use contract::level::Level;
use haochaping_edge::profile::{
    self, Canonical, Profile, RecordCode, RecordRefusal, Surroundings, Target,
};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::Deserialize;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Number that the form was given when it was shown.
    pub number: String,
    /// Where it was collected.
    pub collection: String,
    /// The day, `2026-11-22`.
    pub day: String,
    /// The level, `1` to `5`.
    pub level: String,
    /// Reasons that are ticked, also of levels that were chosen before.
    pub indicator: Vec<String>,
    /// What was written or said.
    pub comment: String,
    /// Name of the agency.
    pub agency: String,
    /// Name of the matter.
    pub item: String,
    /// Whether it is another one that says the same: `1` where that is ticked; none where it
    /// was not asked.
    pub another: Option<String>,
}

/// Something that has to be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where.
    pub target: Target,
    /// What is wrong.
    pub code: RecordCode,
}

impl Typed {
    /// Reads it: all that is missing, or the first other thing that is wrong.
    ///
    /// # Errors
    /// What has to be put right.
    pub fn read(
        &self,
        profile: &Profile,
        surroundings: &Surroundings<'_>,
    ) -> Result<Canonical, Vec<Wrong>> {
        let missing: Vec<Wrong> = [
            (Target::Collection, &self.collection),
            (Target::RatedAt, &self.day),
            (Target::Level, &self.level),
        ]
        .into_iter()
        .filter(|(_, text)| text.is_empty())
        .map(|(target, _)| Wrong {
            target,
            code: RecordCode::FieldMissing,
        })
        .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let Some(midnight) = midnight(&self.day) else {
            return Err(vec![Wrong {
                target: Target::RatedAt,
                code: RecordCode::Malformed,
            }]);
        };
        let told = [
            (Target::Number, self.number.clone()),
            (Target::Collection, self.collection.clone()),
            (Target::RatedAt, midnight.to_string()),
            (Target::Level, self.level.clone()),
            (Target::Indicators, self.reasons().join(",")),
            (Target::Comment, self.comment.clone()),
            (Target::AgencyName, self.agency.clone()),
            (Target::ItemName, self.item.clone()),
        ];
        let targets = told.clone().map(|(target, _)| target);
        profile::entered(profile, surroundings, told)
            .map_err(|refusal| vec![wrong(profile, &targets, &refusal)])
    }

    /// The reasons of the chosen level: those of another were ticked before it was changed.
    fn reasons(&self) -> Vec<&str> {
        self.indicator
            .iter()
            .map(String::as_str)
            .filter(|code| !self.level.is_empty() && code.starts_with(&self.level))
            .collect()
    }

    /// Whether it is ticked that this is another one that says the same.
    #[must_use]
    pub fn is_another(&self) -> bool {
        self.another.as_deref() == Some("1")
    }

    /// Whether this level is chosen.
    #[must_use]
    pub fn chose(&self, level: &Level) -> bool {
        self.level == level.value().to_string()
    }
}

/// When the day began in China, milliseconds since 1970.
fn midnight(day: &str) -> Option<i64> {
    let date: Date = day.parse().ok()?;
    let zone = TimeZone::fixed(Offset::constant(8));
    let began = date.to_zoned(zone).ok()?;
    Some(began.timestamp().as_millisecond())
}

fn wrong(profile: &Profile, targets: &[Target], refusal: &RecordRefusal) -> Wrong {
    let named = |target: &&Target| profile.name_of(**target) == Some(refusal.field.as_str());
    Wrong {
        target: targets
            .iter()
            .find(named)
            .copied()
            .unwrap_or(Target::Number),
        code: refusal.code,
    }
}

#[cfg(test)]
mod tests {
    use contract::case::AreaCode;
    use contract::catalogue::Catalogue;
    use contract::recorded::Recorder;
    use haochaping_edge::profile::{Entering, Named};

    use super::*;

    const PROFILE: &str = include_str!("../../../edge-api/profiles/collected-json/profile.json");

    fn read(change: impl FnOnce(&mut Typed)) -> Result<Canonical, Vec<Wrong>> {
        let mut typed = Typed {
            number: "7KQ2M9XD4HTB".into(),
            collection: "forum".into(),
            day: "2026-11-20".into(),
            level: "2".into(),
            indicator: vec!["207".into(), "510".into()],
            comment: "打13800138000找我".into(),
            ..Typed::default()
        };
        change(&mut typed);
        let profile = Profile::parse(PROFILE).unwrap();
        let surroundings = Surroundings {
            catalogue: &Catalogue::national().unwrap(),
            area: Some(&AreaCode::parse("500103").unwrap()),
            named: &Named::new(),
            now: 1_795_312_800_000,
            entering: Some(Entering {
                collector: &Recorder::parse("co-02").unwrap(),
            }),
        };
        typed.read(&profile, &surroundings)
    }

    #[test]
    fn what_was_typed_is_an_opinion_of_who_signed_in() {
        let Ok(Canonical::Evaluation(read)) = read(|_| {}) else {
            panic!("refused");
        };
        assert_eq!(
            read.case_no.as_str(),
            "COLLECTED#forum-20261120-7KQ2M9XD4HTB"
        );
        assert_eq!(read.collected.unwrap().by.as_str(), "co-02");
        assert_eq!(read.indicators, ["207"], "none of another level");
        assert_eq!(read.comment, "打【手机号】找我");
    }

    #[test]
    fn no_level_is_chosen_by_itself_and_all_that_is_missing_is_told() {
        let told = read(|typed| {
            typed.level.clear();
            typed.collection.clear();
            typed.day.clear();
        });
        let targets: Vec<Target> = told.unwrap_err().iter().map(|it| it.target).collect();
        assert_eq!(
            targets,
            [Target::Collection, Target::RatedAt, Target::Level]
        );
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let first = |change: fn(&mut Typed)| {
            let wrong = read(change).unwrap_err().remove(0);
            (wrong.target, wrong.code)
        };
        assert_eq!(
            first(|typed| typed.day = "2026-12-24".into()),
            (Target::RatedAt, RecordCode::TimeInFuture)
        );
        assert_eq!(
            first(|typed| typed.day = "20 November".into()),
            (Target::RatedAt, RecordCode::Malformed)
        );
        assert_eq!(
            first(|typed| typed.comment = "长".repeat(501)),
            (Target::Comment, RecordCode::TooLong)
        );
        assert_eq!(
            first(|typed| typed.level = "6".into()),
            (Target::Level, RecordCode::Malformed)
        );
        assert_eq!(
            first(|typed| typed.number = "a b".into()),
            (Target::Number, RecordCode::Malformed)
        );
    }
}
