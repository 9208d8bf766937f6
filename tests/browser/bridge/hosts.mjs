/**
 * Apps around the form, as far as a page sees them: what each puts on `window`, and how it
 * sends something in. Everything behind the page is real.
 */

const ANDROID = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent: "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36",
};
const IPHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
};

/** How most apps send something in: they run a script in the page. */
const byCall = (text) => globalThis.haochapingBridge.receive(text);

/**
 * `put` runs in the page before anything else and adds to `window.told` what the app gets;
 * `answer` runs in the page and is the app sending a text.
 */
export const HOSTS = {
  android: {
    screen: ANDROID,
    // WebViewCompat.addWebMessageListener: what the app answers arrives on the object.
    put: () => {
      globalThis.haochaping = { onmessage: null, postMessage: (text) => globalThis.told.push(JSON.parse(text)) };
    },
    answer: (text) => globalThis.haochaping.onmessage({ data: text }),
  },
  "android, by addJavascriptInterface": {
    host: "android",
    screen: ANDROID,
    put: () => {
      globalThis.haochaping = Object.freeze({ postMessage: (text) => globalThis.told.push(JSON.parse(text)) });
    },
    answer: byCall,
  },
  "android, by WebMessagePort": {
    host: "android",
    screen: ANDROID,
    put: () => {
      const { port1, port2 } = new MessageChannel();
      globalThis.appsEnd = port1;
      port1.onmessage = ({ data }) => globalThis.told.push(JSON.parse(data));
      addEventListener("DOMContentLoaded", () =>
        // What WebView.postWebMessage makes: no window, no origin.
        dispatchEvent(new MessageEvent("message", { data: "haochaping", ports: [port2] })),
      );
    },
    answer: (text) => globalThis.appsEnd.postMessage(text),
  },
  ios: {
    screen: IPHONE,
    put: () => {
      const haochaping = { postMessage: (text) => globalThis.told.push(JSON.parse(text)) };
      globalThis.webkit = { messageHandlers: { haochaping } };
    },
    answer: byCall,
  },
  harmony: {
    screen: ANDROID,
    put: () => {
      globalThis.haochaping = { postMessage: (text) => globalThis.told.push(JSON.parse(text)) };
    },
    answer: byCall,
  },
  "flutter, webview_flutter": {
    host: "flutter",
    screen: IPHONE,
    put: () => {
      globalThis.haochaping = { postMessage: (text) => globalThis.told.push(JSON.parse(text)) };
    },
    answer: byCall,
  },
  "flutter, flutter_inappwebview": {
    host: "flutter",
    screen: ANDROID,
    // The object is there from the start, its method only later.
    put: () => {
      globalThis.flutter_inappwebview = {};
      addEventListener("load", () => {
        globalThis.flutter_inappwebview.callHandler = (name, text) => {
          if (name === "haochaping") globalThis.told.push(JSON.parse(text));
        };
        dispatchEvent(new Event("flutterInAppWebViewPlatformReady"));
      });
    },
    answer: byCall,
  },
  "react-native": {
    screen: IPHONE,
    put: () => {
      globalThis.ReactNativeWebView = { postMessage: (text) => globalThis.told.push(JSON.parse(text)) };
    },
    answer: byCall,
  },
  "uni-app": {
    screen: ANDROID,
    put: () => {
      addEventListener("load", () => {
        globalThis.uni = { webView: { postMessage: ({ data }) => globalThis.told.push(data) } };
        document.dispatchEvent(new Event("UniAppJSBridgeReady"));
      });
    },
    answer: byCall,
  },
  alipay: {
    screen: ANDROID,
    put: () => {
      globalThis.my = { postMessage: (data) => globalThis.told.push(data) };
    },
    answer: (text) => globalThis.my.onMessage(JSON.parse(text)),
  },
  wechat: {
    screen: IPHONE,
    last: true,
    put: () => {
      globalThis.wx = { miniProgram: { postMessage: ({ data }) => globalThis.told.push(data) } };
    },
  },
  "wechat, without its SDK": {
    host: "wechat",
    screen: IPHONE,
    last: true,
    put: () => {
      globalThis.__wxjs_environment = "miniprogram";
      globalThis.WeixinJSBridge = {
        invoke: (call, { name, arg }) => call === "invokeMiniProgramAPI" && name === "postMessage" && globalThis.told.push(arg),
      };
    },
  },
};

/** Puts an app around every page that is opened from now on. */
export async function surround(page, { put }) {
  await page.addInitScript(() => (globalThis.told = []));
  await page.addInitScript(put);
}

/** What the app was told so far. */
export const told = (page) => page.evaluate(() => globalThis.told);

/** An envelope from the host. */
export const settings = (members) => JSON.stringify({ haochaping: 1, type: "settings", ...members });

/**
 * The form that scripts have put in the place of the hosted page's own, which stays inside
 * the element.
 */
export const formIn = (where) => where.locator("div > .hcp");
