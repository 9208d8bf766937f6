//! Where a citizen rated.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// A channel (渠道, `pf`), 1 to 7, as a number on the wire; names from the national
/// interface form. Profiles that number channels otherwise translate at the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("minimum" = 1, "maximum" = 7)))]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum Channel {
    /// PC端: a web page.
    Web = 1,
    /// 移动端: an app or a page in it.
    Mobile = 2,
    /// 二维码: a code at the window or on paper.
    QrCode = 3,
    /// 政务大厅平板电脑: the tablet at the counter.
    HallTablet = 4,
    /// 政务大厅其他终端: a self-service terminal.
    Terminal = 5,
    /// 电话: a call-back.
    Phone = 6,
    /// 短信: a link in a message.
    Sms = 7,
}

/// A number that is no channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAChannel(pub u8);

impl core::fmt::Display for NotAChannel {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("channel must be a whole number from 1 to 7")
    }
}

impl Channel {
    /// All channels by number.
    pub const ALL: [Self; 7] = [
        Self::Web,
        Self::Mobile,
        Self::QrCode,
        Self::HallTablet,
        Self::Terminal,
        Self::Phone,
        Self::Sms,
    ];

    /// The number, 1 to 7.
    #[must_use]
    pub const fn value(self) -> u8 {
        self as u8
    }

    /// What the channel is called.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Web => ("PC端", "Web"),
            Self::Mobile => ("移动端", "Mobile app"),
            Self::QrCode => ("二维码", "QR code"),
            Self::HallTablet => ("政务大厅平板电脑", "Counter tablet"),
            Self::Terminal => ("政务大厅自助终端", "Self-service terminal"),
            Self::Phone => ("电话", "Telephone"),
            Self::Sms => ("短信", "Text message"),
        };
        lang.pick(zh, en)
    }
}

impl TryFrom<u8> for Channel {
    type Error = NotAChannel;

    fn try_from(value: u8) -> Result<Self, NotAChannel> {
        Self::ALL
            .into_iter()
            .find(|c| c.value() == value)
            .ok_or(NotAChannel(value))
    }
}

impl From<Channel> for u8 {
    fn from(channel: Channel) -> Self {
        channel.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_to_seven_are_channels() {
        for n in 0..=u8::MAX {
            assert_eq!(
                Channel::try_from(n).map(Channel::value).ok(),
                (1..=7).contains(&n).then_some(n)
            );
        }
        assert_eq!(serde_json::to_string(&Channel::QrCode).unwrap(), "3");
    }
}
