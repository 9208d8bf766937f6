//! One table as an SVG: a bar a contender, a line from its least to its most.

use svg::Document;
use svg::node::Text as Words;
use svg::node::element::{Line, Rectangle, Style, Text, Title};

use super::page::number;
use super::{Row, Table};

const WIDTH: f64 = 760.0;
const NAMES: f64 = 190.0;
const BARS: f64 = 400.0;
const TOP: f64 = 58.0;
const ROW: f64 = 34.0;
const BAR: f64 = 18.0;

// Follows the reader's theme; the ink passes 4.5:1 on both grounds.
const STYLE: &str = "
text { font: 14px system-ui, 'Noto Sans', sans-serif; fill: #1f2328 }
.title { font-weight: 600 } .minor { fill: #59636e; font-size: 12px }
.bar { fill: #8c959f } .ours { fill: #0969da } .range { stroke: #1f2328; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .minor { fill: #9198a1 } .bar { fill: #6e7681 } .ours { fill: #4493f8 }
  .range { stroke: #e6edf3 }
}";

/// Draws a summarized table. The first row is ours and coloured so.
pub(super) fn draw(table: &Table) -> String {
    let most = table
        .rows
        .iter()
        .map(|row| row.summary.max)
        .fold(0.0, f64::max);
    let scale = if most > 0.0 { BARS / most } else { 0.0 };
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let height = f64::from(rows).mul_add(ROW, TOP + 10.0);
    let direction = if table.less_is_better {
        "less is better"
    } else {
        "more is better"
    };
    let mut document = Document::new()
        .set("viewBox", (0, 0, WIDTH, height))
        .set("width", WIDTH)
        .set("height", height)
        .set("role", "img")
        .add(Title::new(table.title.as_str()))
        .add(Style::new(STYLE))
        .add(words(0.0, 18.0, "title", &table.title))
        .add(words(
            0.0,
            38.0,
            "minor",
            &format!(
                "{}, {direction}; bar: median, line: least to most",
                table.unit
            ),
        ));
    let mut y = TOP;
    for (place, row) in table.rows.iter().enumerate() {
        document = add(document, row, place == 0, y, scale);
        y += ROW;
    }
    format!("{document}\n")
}

fn add(document: Document, row: &Row, ours: bool, y: f64, scale: f64) -> Document {
    let middle = y + BAR / 2.0;
    let document = document.add(words(0.0, middle + 5.0, "", &row.name));
    let summary = row.summary;
    if !summary.median.is_finite() {
        return document.add(words(NAMES, middle + 5.0, "minor", "not measured"));
    }
    let bar = Rectangle::new()
        .set("class", if ours { "ours" } else { "bar" })
        .set("x", NAMES)
        .set("y", y)
        .set("width", round(summary.median * scale))
        .set("height", BAR);
    let range = Line::new()
        .set("class", "range")
        .set("x1", round(summary.min.mul_add(scale, NAMES)))
        .set("x2", round(summary.max.mul_add(scale, NAMES)))
        .set("y1", middle)
        .set("y2", middle);
    let mut said = number(summary.median);
    if summary.ratio.is_finite() {
        said = format!("{said} ({}×)", number(summary.ratio));
    }
    document.add(bar).add(range).add(words(
        round(summary.max.mul_add(scale, NAMES + 8.0)),
        middle + 5.0,
        "",
        &said,
    ))
}

fn words(x: f64, y: f64, class: &str, said: &str) -> Text {
    let text = Text::new("").set("x", x).set("y", y).add(Words::new(said));
    if class.is_empty() {
        text
    } else {
        text.set("class", class)
    }
}

fn round(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_line_fits_and_text_is_escaped() {
        let mut table = Table::new("t", "a < b", "ms", true)
            .against("limit")
            .row("ours", "", vec![10.0, 20.0, 30.0])
            .row("limit", "", vec![5.0, 10.0, 15.0]);
        table.summarize();
        let drawn = draw(&table);
        assert!(drawn.contains("a &lt; b"), "{drawn}");
        assert!(
            drawn.contains(">20 (2×)<") || drawn.contains("\n20 (2×)\n"),
            "{drawn}"
        );
        assert!(
            drawn.contains(&format!("x2=\"{}\"", NAMES + BARS)),
            "{drawn}"
        );
    }
}
