//! An outbox that always gives the answer it was made with, and an empty folder: what the
//! edge's front says must be sound whatever they say.

use contract::api::reconciliation::ReconciliationRequest;
use haochaping_edge::link;
use haochaping_edge::link::record::Keeping;
use haochaping_edge::outbox::client::Unreachable;
use haochaping_edge::outbox::protocol::{
    Answer, Compared, EvaluationRecord, EventAnswer, EventRecord, ReceiptState, Receipted,
    Standing, Stats, StepQuery, StepState,
};
use haochaping_edge::point::session::{Asked, Session, Sessions};
use haochaping_edge::point::{Question, Told};
use haochaping_edge::ports::{Files, Outbox, Unread};

use crate::world::{self, NOW};

/// What the outbox answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Everything is new and taken.
    Open,
    /// Everything was there before.
    Known,
    /// Everything contradicts what was there before.
    Conflict,
    /// No room.
    Full,
    /// Only the centre could tell.
    Unclear,
    /// No answer.
    Silent,
}

impl Mood {
    /// By its name in a request's `X-Outbox`; open when it has none.
    pub fn named(name: &str) -> Self {
        match name {
            "known" => Self::Known,
            "conflict" => Self::Conflict,
            "full" => Self::Full,
            "unclear" => Self::Unclear,
            "silent" => Self::Silent,
            _ => Self::Open,
        }
    }

    fn or_silent<T>(self, answer: T) -> Result<T, Unreachable> {
        if self == Self::Silent {
            return Err(Unreachable {
                cause: "silent".to_owned(),
            });
        }
        Ok(answer)
    }
}

impl Outbox for Mood {
    async fn admit(&self, _: u8, record: EvaluationRecord) -> Result<Answer, Unreachable> {
        self.or_silent(match self {
            Self::Known => Answer::Same {
                accepted_at: NOW,
                receipt: record.receipt,
                standing: Standing::Central,
            },
            Self::Conflict => Answer::Conflict { accepted_at: NOW },
            Self::Full => Answer::Full { retry_after: 30 },
            Self::Unclear => Answer::Unclear { retry_after: 5 },
            Self::Open | Self::Silent => Answer::Accepted { accepted_at: NOW },
        })
    }

    async fn admit_all(
        &self,
        shard: u8,
        records: Vec<EvaluationRecord>,
    ) -> Result<Vec<Answer>, Unreachable> {
        let mut answers = Vec::with_capacity(records.len());
        for record in records {
            answers.push(self.admit(shard, record).await?);
        }
        Ok(answers)
    }

    async fn report(&self, _: u8, all: Vec<EventRecord>) -> Result<Vec<EventAnswer>, Unreachable> {
        let answer = match self {
            Self::Known => EventAnswer::Repeated,
            Self::Conflict => EventAnswer::Conflict { accepted_at: NOW },
            Self::Full => EventAnswer::Full { retry_after: 30 },
            Self::Open | Self::Unclear | Self::Silent => EventAnswer::Accepted,
        };
        self.or_silent(all.iter().map(|_| answer.clone()).collect())
    }

    async fn step(&self, _: u8, _: StepQuery) -> Result<StepState, Unreachable> {
        self.or_silent(match self {
            Self::Known | Self::Conflict => StepState::Evaluated { accepted_at: NOW },
            Self::Unclear => StepState::Unclear,
            Self::Open | Self::Full | Self::Silent => StepState::Open,
        })
    }

    async fn receipt(&self, _: u8, _: String) -> Result<ReceiptState, Unreachable> {
        self.or_silent(match self {
            Self::Known | Self::Conflict => ReceiptState::Known(Box::new(Receipted {
                standing: Standing::Central,
                accepted_at: NOW,
                stored_at: Some(NOW),
                hall: "yuzhong-zwfw".to_owned(),
                step: Some("conclude".to_owned()),
                item_name: Some("食品经营许可".to_owned()),
                agency_name: Some("区市场监管局".to_owned()),
                service_at: Some(NOW),
                level: 1,
                round: 1,
            })),
            Self::Unclear => ReceiptState::Unclear { retry_after: 5 },
            Self::Open | Self::Full | Self::Silent => ReceiptState::Unknown,
        })
    }

    async fn stats(&self, _: u8) -> Result<Stats, Unreachable> {
        let room = u64::from(*self != Self::Full);
        self.or_silent(Stats {
            pending_max: room,
            pending_bytes_max: room,
            ..Stats::default()
        })
    }

    async fn reconcile(&self, _: ReconciliationRequest) -> Result<Compared, Unreachable> {
        self.or_silent(Compared::CentreAway("no centre".to_owned()))
    }

    async fn session(&self, asked: Asked) -> Result<Option<Session>, Unreachable> {
        self.or_silent(match asked {
            Asked::Open(place, ticket) => Some(Sessions::default().open(place, ticket, NOW)),
            Asked::Follow(..) => None,
        })
    }

    async fn link(&self, _: u8, question: link::Question) -> Result<link::Told, Unreachable> {
        self.or_silent(match (self, question) {
            (Self::Unclear, link::Question::Find(_)) => link::Told::Unclear { retry_after: 5 },
            (Self::Full, link::Question::Find(_)) => link::Told::Unknown,
            (_, link::Question::Find(_)) => link::Told::Found(Box::new(world::link())),
            (_, link::Question::Keep(records)) => {
                let keeping = match self {
                    Self::Known => Keeping::There,
                    Self::Conflict => Keeping::Taken,
                    Self::Full => Keeping::Full,
                    Self::Open | Self::Unclear | Self::Silent => Keeping::Made,
                };
                link::Told::Kept(vec![keeping; records.len()])
            }
        })
    }

    async fn point(&self, question: Question) -> Result<Told, Unreachable> {
        let point = Box::new(world::point());
        self.or_silent(match (self, question) {
            (_, Question::All { .. }) => Told::All(vec![*point]),
            (Self::Full, _) => Told::TooMany,
            (Self::Unclear, _) => Told::Unclear { retry_after: 5 },
            (Self::Conflict, _) => Told::Unknown,
            (Self::Open, Question::Change { .. }) => Told::Made(point),
            (Self::Open | Self::Known | Self::Silent, _) => Told::Stands(point),
        })
    }
}

/// A folder without files.
pub struct Empty;

impl Files for Empty {
    async fn read(&self, _: &str) -> Result<Option<Vec<u8>>, Unread> {
        Ok(None)
    }
}
