//! Which way leads to the host, and which senders are heard.

use super::Message;

/// A way out of the page, as it shows itself there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// `window.haochaping.postMessage(text)`: Android, HarmonyOS, a Flutter channel.
    Object,
    /// A message port that the app has handed over: Android, HarmonyOS.
    Port,
    /// `webkit.messageHandlers.haochaping`: iOS.
    Webkit,
    /// `flutter_inappwebview.callHandler`.
    InAppWebView,
    /// `ReactNativeWebView.postMessage`.
    ReactNative,
    /// `wx.miniProgram.postMessage`; delivered when the citizen leaves.
    WeChat,
    /// `my.postMessage`.
    Alipay,
    /// `uni.postMessage` or `uni.webView.postMessage`.
    UniApp,
    /// The page around this one.
    Frame,
}

/// What a page was asked to speak with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host(&'static str, &'static [Channel]);

use Channel::{Alipay, Frame, InAppWebView, Object, Port, ReactNative, UniApp, WeChat, Webkit};

/// Every host by its name, with its channels, the first found is taken.
const HOSTS: [Host; 10] = [
    Host(
        "auto",
        &[
            ReactNative,
            InAppWebView,
            Webkit,
            Object,
            WeChat,
            Alipay,
            UniApp,
            Port,
            Frame,
        ],
    ),
    Host("android", &[Object, Port]),
    Host("ios", &[Webkit]),
    Host("harmony", &[Object, Port]),
    Host("flutter", &[InAppWebView, Object]),
    Host("react-native", &[ReactNative]),
    Host("wechat", &[WeChat]),
    Host("alipay", &[Alipay]),
    Host("uni-app", &[UniApp]),
    Host("iframe", &[Frame]),
];

/// Every channel by its name in the page's script.
const CHANNELS: [(&str, Channel); 9] = [
    ("object", Object),
    ("port", Port),
    ("webkit", Webkit),
    ("inappwebview", InAppWebView),
    ("react-native", ReactNative),
    ("wechat", WeChat),
    ("alipay", Alipay),
    ("uni-app", UniApp),
    ("frame", Frame),
];

impl Host {
    /// The host of this name: `auto`, `android`, `ios`, `harmony`, `flutter`,
    /// `react-native`, `wechat`, `alipay`, `uni-app`, `iframe`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        HOSTS.into_iter().find(|host| host.0 == name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// The channel to use, of those that were found on the page.
    ///
    /// Inside a frame only the page around it is spoken to: the objects of an app are seen
    /// in every frame, and whose frame this is only an origin can tell.
    #[must_use]
    pub fn channel(self, found: &[Channel], framed: bool) -> Option<Channel> {
        self.1
            .iter()
            .copied()
            .find(|channel| (*channel == Frame) == framed && found.contains(channel))
    }
}

impl Channel {
    /// The channel of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let named = CHANNELS.iter().find(|(known, _)| *known == name);
        named.map(|(_, channel)| *channel)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        let named = CHANNELS.iter().find(|(_, channel)| *channel == self);
        named.map_or("", |(name, _)| *name)
    }

    /// Whether a message goes this way: WeChat keeps all of them until the citizen leaves,
    /// so only those that say how it ended are worth keeping.
    #[must_use]
    pub const fn takes(self, message: &Message) -> bool {
        match self {
            WeChat => message.is_final(),
            _ => true,
        }
    }
}

/// Who sent a message that reached the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The page around this one.
    Parent,
    /// Another window or frame.
    Window,
    /// No window at all: the app itself.
    App,
}

impl Sender {
    /// Whether it is heard. In a frame only the page around it, from one of `allowed`
    /// origins; elsewhere only the app, whose messages have no origin.
    #[must_use]
    pub fn is_heard(self, framed: bool, origin: &str, allowed: &[&str]) -> bool {
        match self {
            Self::Parent => framed && allowed.contains(&origin),
            Self::App => !framed && origin.is_empty(),
            Self::Window => false,
        }
    }
}
