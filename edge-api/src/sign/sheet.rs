//! What stands where on the A5 sign of one window. Lengths are points (1/72 inch), from the
//! bottom left corner.
//!
//! Nothing on it hints at an answer: the five levels stand in one line, alike. The smallest
//! words are 14 points, those that are needed at least 22.

use super::Unsigned;
use super::code::Code;
use super::text::{Line, ems, fit};
use contract::lang::Lang;
use contract::level::Level;

/// Width of A5 upright.
pub const WIDTH: f32 = 419.53;
/// Height of A5 upright.
pub const HEIGHT: f32 = 595.28;

const MARGIN: f32 = 36.0;
const INSIDE: f32 = WIDTH - 2.0 * MARGIN;
/// Side of the code, quiet zone included: 98 mm.
const CODE: f32 = 278.0;
const SMALLEST: f32 = 14.0;

const TITLE: &str = "请您评价本次服务";
const TITLE_IN_ENGLISH: &str = "Please rate this service";
const HOW: &str = "手机扫码评价";
const VOLUNTARY: &str = "评价自愿，怎么评由您决定。";

/// What a sign says besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Where the code leads.
    pub address: String,
    /// Name of the hall.
    pub hall: String,
    /// The window, as it is called there.
    pub window: String,
    /// The agency that serves at it.
    pub agency: String,
    /// Alias or number of who serves, if the hall shows one.
    pub staff: Option<String>,
}

/// Words at a place; `x` is where they begin, `y` their base line.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// From the left.
    pub x: f32,
    /// From the bottom.
    pub y: f32,
    /// Words and size.
    pub line: Line,
}

/// A sign ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// All words.
    pub words: Vec<Words>,
    /// The code.
    pub code: Code,
    /// Left bottom corner of the code, quiet zone included.
    pub code_at: (f32, f32),
    /// Side of one module.
    pub module: f32,
}

impl Sheet {
    /// Lays out a sign.
    ///
    /// # Errors
    /// [`Unsigned::AddressTooLong`].
    pub fn of(sign: &Sign) -> Result<Self, Unsigned> {
        let code = Code::new(&sign.address)?;
        let module = CODE / f32::from(code.whole());
        let mut page = Page::from_top();
        page.centred(&sign.hall, 18.0, SMALLEST);
        page.centred(&sign.window, 30.0, 22.0);
        page.gap(12.0);
        page.centred(TITLE, 38.0, 38.0);
        page.centred(TITLE_IN_ENGLISH, 16.0, 16.0);
        let code_at = ((WIDTH - CODE) / 2.0, page.y - CODE);
        page.y -= CODE;
        page.centred(HOW, 26.0, 26.0);
        page.gap(4.0);
        page.centred(&levels(), 16.0, SMALLEST);
        page.gap(4.0);
        page.centred(VOLUNTARY, 16.0, SMALLEST);
        page.gap(6.0);
        let mut foot = sign.agency.clone();
        if let Some(staff) = &sign.staff {
            foot = format!("{foot}　{staff}");
        }
        page.centred(&foot, SMALLEST, SMALLEST);
        Ok(Self {
            words: page.words,
            code,
            code_at,
            module,
        })
    }
}

fn levels() -> String {
    Level::ALL.map(|level| level.label(Lang::Zh)).join(" ")
}

struct Page {
    y: f32,
    words: Vec<Words>,
}

impl Page {
    fn from_top() -> Self {
        Self {
            y: HEIGHT - 24.0,
            words: Vec::new(),
        }
    }

    fn gap(&mut self, points: f32) {
        self.y -= points;
    }

    fn centred(&mut self, words: &str, wanted: f32, least: f32) {
        for line in fit(words, INSIDE, wanted, least) {
            self.y -= line.size * 1.2;
            let x = (WIDTH - ems(&line.words) * line.size) / 2.0;
            // A line's descenders take about a fifth of it.
            let y = self.y + line.size * 0.2;
            self.words.push(Words { x, y, line });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(hall: &str, window: &str, agency: &str) -> Sign {
        Sign {
            address: "https://pj.cq.gov.cn/q/7KQ2M9XD4HTB".into(),
            hall: hall.into(),
            window: window.into(),
            agency: agency.into(),
            staff: Some("工号 0317".into()),
        }
    }

    #[test]
    fn the_longest_names_stay_on_the_sheet_and_off_the_code() {
        let name = "重庆市渝中区人民政府政务服务和公共资源交易管理办公室".repeat(4);
        let sheet = Sheet::of(&sign(&name, &name, &name)).expect("a sheet");
        let (left, bottom) = sheet.code_at;
        assert!(left >= MARGIN);
        for words in &sheet.words {
            let width = ems(&words.line.words) * words.line.size;
            assert!(
                words.x >= MARGIN - 0.1 && words.x + width <= WIDTH - MARGIN + 0.1,
                "{words:?}"
            );
            assert!(words.y >= 12.0, "below the sheet: {words:?}");
            let above = words.y - words.line.size * 0.2 >= bottom + CODE - 0.1;
            let below = words.y + words.line.size <= bottom + 0.1;
            assert!(above || below, "over the code: {words:?}");
        }
    }

    #[test]
    fn the_five_levels_stand_in_one_line() {
        let sheet = Sheet::of(&sign("大厅", "3 号窗口", "公安局")).expect("a sheet");
        let lines: Vec<&Line> = sheet.words.iter().map(|words| &words.line).collect();
        let line = lines.iter().find(|line| line.words.contains("满意"));
        assert_eq!(
            line.map(|line| line.words.as_str()),
            Some("非常满意 满意 基本满意 不满意 非常不满意")
        );
        assert!(lines.iter().all(|line| line.size >= SMALLEST));
    }
}
