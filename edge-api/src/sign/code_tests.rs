use proptest::prelude::*;

use super::super::Unsigned;
use super::{Code, MOST_BYTES, QUIET};

fn decoded(png: &[u8]) -> String {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .expect("a PNG");
    let mut packed = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut packed).expect("pixels");
    let bytes = info.line_size;
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(
        info.width as usize,
        info.height as usize,
        |x, y| match packed[y * bytes + x / 8] >> (7 - x % 8) & 1 {
            0 => 0,
            _ => 255,
        },
    );
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "codes in the picture");
    grids[0].decode().expect("a code").1
}

#[test]
fn another_decoder_reads_the_address_from_the_picture() {
    let address = "https://pj.cq.gov.cn/q/7KQ2-M9XD-4HTB";
    let png = Code::new(address).expect("a code").png(6).expect("a PNG");
    assert_eq!(decoded(&png), address);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_address_comes_back(path in "[A-Za-z0-9/_-]{1,100}", scale in 3u16..8) {
        let address = format!("https://pj.example.gov.cn/{path}");
        let png = Code::new(&address).expect("a code").png(scale).expect("a PNG");
        prop_assert_eq!(decoded(&png), address);
    }
}

#[test]
fn an_address_that_makes_the_code_too_fine_is_refused() {
    let longest = "a".repeat(MOST_BYTES);
    assert_eq!(Code::new(&longest).expect("a code").size(), 53);
    assert_eq!(
        Code::new(&format!("{longest}a")),
        Err(Unsigned::AddressTooLong)
    );
}

#[test]
fn the_drawing_has_every_dark_module_once() {
    let code = Code::new("https://pj.cq.gov.cn/q/7KQ2").expect("a code");
    let dark = (0..code.size())
        .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
        .filter(|&(x, y)| code.is_dark(x, y))
        .count();
    let drawn: usize = code.runs().map(|run| usize::from(run.length)).sum();
    assert_eq!(drawn, dark);
    let svg = code.svg("评价 <1 号窗口> & 2");
    assert_eq!(svg.matches('M').count(), code.runs().count());
    assert!(svg.contains("评价 &lt;1 号窗口> &amp; 2"), "{svg}");
    // The first finder pattern begins right after the quiet zone.
    assert!(
        svg.contains(&format!("d=\"M{QUIET} {QUIET}h7v1h-7z")),
        "{svg}"
    );
}
