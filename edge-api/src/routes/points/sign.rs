//! What a hall prints: `GET /v1/points/{id}/code.svg`, `…/code.png`, `…/sign.pdf`, and
//! `GET /v1/signs.pdf` with the sign of every open point, a page each.

use contract::problem::Code;

use super::{address, hall, show, slow_down};
use crate::app::Edge;
use crate::config::document::Bucket;
use crate::config::{Config, Hall};
use crate::http::{Reply, Request};
use crate::point::{Question, Record, Told};
use crate::ports::Outbox;
use crate::refusal::Refusal;
use crate::sign::Unsigned;
use crate::sign::code::Code as Picture;
use crate::sign::pdf;
use crate::sign::sheet::Sign;

/// Pixels of one module of a PNG: about six hundred a side, enough for a hand's breadth
/// of paper.
const SCALE: u16 = 16;

/// A file that a point has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The code as a drawing.
    Svg,
    /// The code as a picture.
    Png,
    /// The A5 sign.
    Pdf,
}

impl File {
    /// The file of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "code.svg" => Some(Self::Svg),
            "code.png" => Some(Self::Png),
            "sign.pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Its route, for log and metrics.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Svg => "/v1/points/{id}/code.svg",
            Self::Png => "/v1/points/{id}/code.png",
            Self::Pdf => "/v1/points/{id}/sign.pdf",
        }
    }
}

/// Answers `GET /v1/points/{id}/{file}`.
///
/// # Errors
/// `unauthorized`, `not_found` (also for a closed point, whose sign would lead nowhere),
/// `too_many_requests`, `unavailable`.
pub async fn one<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    id: &str,
    file: File,
) -> Result<Reply, Refusal> {
    let hall = hall(edge, request)?;
    let record = show::find(edge, hall, id).await?;
    if !record.open {
        return Err(Refusal::from(Code::NotFound)
            .detail("this point is closed")
            .hall(&hall.id));
    }
    let (media_type, body) = draw(edge.config, hall, &record, file)
        .map_err(|unsigned| Refusal::internal(unsigned).hall(&hall.id))?;
    Ok(printable(Reply::new(200, media_type, body), hall))
}

/// How often a hall may have all its signs: 500 of them are half a second's work, during which
/// nobody's rating is taken.
const ALL: Bucket = Bucket {
    burst: 3,
    per_minute: 3,
};

/// Answers `GET /v1/signs.pdf`.
///
/// # Errors
/// `unauthorized`, `not_found` when no point is open, `too_many_requests`, `unavailable`.
pub async fn all<O: Outbox, F>(edge: &Edge<'_, O, F>, request: &Request) -> Result<Reply, Refusal> {
    let hall = hall(edge, request)?;
    slow_down(edge, hall, "signs", ALL, request.received_at)?;
    let retry = edge.config.outbox.retry_after;
    let question = Question::All {
        hall: hall.id.clone(),
        hall_area: hall.area_code.as_str().to_owned(),
    };
    let told = edge.outbox.point(question).await;
    let records = match told.map_err(|error| Refusal::unavailable(error, retry).hall(&hall.id))? {
        Told::All(records) if !records.is_empty() => records,
        Told::All(_) | Told::Unknown => {
            return Err(Refusal::from(Code::NotFound)
                .detail("this hall has no open point")
                .hall(&hall.id));
        }
        _ => return Err(Refusal::internal("outbox answered another question").hall(&hall.id)),
    };
    let signs: Vec<Sign> = records
        .iter()
        .take(pdf::MOST)
        .map(|record| sign(edge.config, hall, record))
        .collect();
    let body = pdf::draw(&hall.name, &signs)
        .map_err(|unsigned| Refusal::internal(unsigned).hall(&hall.id))?;
    Ok(printable(Reply::new(200, "application/pdf", body), hall))
}

fn printable(reply: Reply, hall: &Hall) -> Reply {
    reply.header("Cache-Control", "no-store").hall(&hall.id)
}

fn draw(
    config: &Config,
    hall: &Hall,
    record: &Record,
    file: File,
) -> Result<(&'static str, Vec<u8>), Unsigned> {
    let code = || Picture::new(&address(config, record));
    Ok(match file {
        File::Svg => {
            let said = format!("{} · {}", hall.name, record.point.window);
            ("image/svg+xml", code()?.svg(&said).into_bytes())
        }
        File::Png => ("image/png", code()?.png(SCALE)?),
        File::Pdf => {
            let sign = sign(config, hall, record);
            let title = format!("{} {}", sign.hall, sign.window);
            ("application/pdf", pdf::draw(&title, &[sign])?)
        }
    })
}

fn sign(config: &Config, hall: &Hall, record: &Record) -> Sign {
    Sign {
        address: address(config, record),
        hall: hall.name.clone(),
        window: record.point.window.clone(),
        agency: record.point.agency_name.clone(),
        staff: record.point.staff.clone(),
    }
}
