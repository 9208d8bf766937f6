//! Signs as a PDF, one page each.
//!
//! The font is not in the file: it names SimHei with the character collection Adobe-GB1, which
//! is on Chinese systems, and for which every reader and printer of such systems has a
//! replacement. A font in the file would weigh megabytes for any name that a hall may have.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::Unsigned;
use super::code::Run;
use super::sheet::{HEIGHT, Sheet, Sign, WIDTH};

/// Most signs in one file.
pub const MOST: usize = 500;

/// How hard pages are packed, 1 to 10: the usual middle.
const PACKING: u8 = 6;

const FONT: Name<'static> = Name(b"SimHei");
/// Name of the font within a page.
const F: Name<'static> = Name(b"F");

/// Draws the signs in their order; `title` is what readers show as the file's name.
///
/// # Errors
/// [`Unsigned`]: too many, or an address is too long.
pub fn draw(title: &str, signs: &[Sign]) -> Result<Vec<u8>, Unsigned> {
    if signs.len() > MOST {
        return Err(Unsigned::TooMany);
    }
    let mut next = 0;
    let mut number = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, pages, info, font) = (number(), number(), number(), number());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages).lang(TextStr("zh-CN"));
    pdf.document_info(info).title(TextStr(title));
    write_font(&mut pdf, font, number(), number());
    let mut kids = Vec::new();
    for sign in signs {
        let sheet = Sheet::of(sign)?;
        let (page, content) = (number(), number());
        let mut written = pdf.page(page);
        written
            .parent(pages)
            .media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .contents(content);
        written.resources().fonts().pair(F, font);
        written.finish();
        let painted = miniz_oxide::deflate::compress_to_vec_zlib(&paint(&sheet), PACKING);
        pdf.stream(content, &painted).filter(Filter::FlateDecode);
        kids.push(page);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(pages).kids(kids).count(count);
    Ok(pdf.finish())
}

fn write_font(pdf: &mut Pdf, font: Ref, cid_font: Ref, descriptor: Ref) {
    pdf.type0_font(font)
        .base_font(FONT)
        .encoding_predefined(Name(b"UniGB-UTF16-H"))
        .descendant_font(cid_font);
    let mut cid = pdf.cid_font(cid_font);
    cid.subtype(CidFontType::Type2)
        .base_font(FONT)
        .system_info(SystemInfo {
            registry: Str(b"Adobe"),
            ordering: Str(b"GB1"),
            supplement: 4,
        })
        .font_descriptor(descriptor)
        .default_width(1000.0);
    // The collection's Latin characters, as wide as `text` takes them for.
    cid.widths().same(1, 95, 500.0).same(814, 907, 500.0);
    cid.finish();
    pdf.font_descriptor(descriptor)
        .name(FONT)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(-12.0, -156.0, 996.0, 859.0))
        .italic_angle(0.0)
        .ascent(859.0)
        .descent(-141.0)
        .cap_height(683.0)
        .stem_v(110.0);
}

fn paint(sheet: &Sheet) -> Vec<u8> {
    let mut content = Content::new();
    let (left, bottom) = sheet.code_at;
    let side = sheet.code.whole() - sheet.code.size();
    let quiet = f32::from(side) / 2.0 * sheet.module;
    let top = f32::from(sheet.code.size()).mul_add(sheet.module, bottom + quiet);
    for Run { x, y, length } in sheet.code.runs() {
        content.rect(
            f32::from(x).mul_add(sheet.module, left + quiet),
            f32::from(y + 1).mul_add(-sheet.module, top),
            f32::from(length) * sheet.module,
            sheet.module,
        );
    }
    content.fill_nonzero();
    for words in &sheet.words {
        let units = words.line.words.encode_utf16();
        let bytes: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
        content
            .begin_text()
            .set_font(F, words.line.size)
            .next_line(words.x, words.y)
            .show(Str(&bytes))
            .end_text();
    }
    content.finish().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(window: &str) -> Sign {
        Sign {
            address: format!("https://pj.cq.gov.cn/q/7KQ2M9XD4H{window}"),
            hall: "渝中区政务服务大厅".into(),
            window: format!("{window} 号窗口"),
            agency: "重庆市公安局渝中区分局".into(),
            staff: Some("工号 0317".into()),
        }
    }

    #[test]
    fn a_hall_is_one_file_of_a_page_a_window() {
        let signs: Vec<Sign> = (1..=40).map(|n| sign(&format!("{n:02}"))).collect();
        let pdf = draw("渝中区政务服务大厅", &signs).expect("a PDF");
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.starts_with("%PDF-1."));
        assert!(text.contains("/Count 40"));
        assert_eq!(text.matches("/Type /Page\n").count(), 40);
        if let Ok(kept) = std::env::var("HAOCHAPING_WRITE_SIGNS") {
            std::fs::write(kept, &pdf).expect("the file");
        }
    }

    #[test]
    fn more_than_a_file_takes_is_refused() {
        let signs = vec![sign("01"); MOST + 1];
        assert_eq!(draw("", &signs), Err(Unsigned::TooMany));
    }
}
