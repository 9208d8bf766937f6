/**
 * The ways out of a page, by what is found on `window` and never by what a browser calls
 * itself. Names are those of contract/src/bridge/channel.rs.
 */

type Post = (message: unknown) => unknown;

/** What apps put on `window`; each may be missing. */
interface Hosts {
  haochaping?: { postMessage?: Post; onmessage?: unknown };
  webkit?: { messageHandlers?: { haochaping?: { postMessage: Post } } };
  flutter_inappwebview?: { callHandler?(name: string, text: string): unknown };
  ReactNativeWebView?: { postMessage?: Post };
  wx?: { miniProgram?: { postMessage?: Post } };
  __wxjs_environment?: string;
  WeixinJSBridge?: { invoke(name: string, options: unknown, done: () => void): void };
  my?: { postMessage?: Post; onMessage?: unknown };
  uni?: { postMessage?: Post; webView?: { postMessage?: Post } };
}

const hosts = self as unknown as Hosts;

/** What a page's frame may be told to: origins of the pages that may be around it. */
let around: string[] = [];
let port: MessagePort | undefined;

/** Keeps the port that an app has handed over. */
export function keep(given: MessagePort, receive: (data: unknown) => void): void {
  port = given;
  given.onmessage = ({ data }) => receive(data);
}

/** Sets the origins that a frame speaks to. */
export function allow(origins: string[]): void {
  around = origins;
}

/** How each channel sends; `undefined` where it is not there. */
const WAYS: Record<string, () => ((text: string) => unknown) | undefined> = {
  object: () => hosts.haochaping?.postMessage && ((text) => hosts.haochaping?.postMessage?.(text)),
  port: () => port && ((text) => port?.postMessage(text)),
  webkit: () => {
    const handler = hosts.webkit?.messageHandlers?.haochaping;
    return handler && ((text) => handler.postMessage(text));
  },
  inappwebview: () => {
    const app = hosts.flutter_inappwebview;
    return app?.callHandler && ((text) => app.callHandler?.("haochaping", text));
  },
  "react-native": () => {
    const app = hosts.ReactNativeWebView;
    return app?.postMessage && ((text) => app.postMessage?.(text));
  },
  // The page's own SDK, else what WeChat itself puts there and the SDK calls.
  wechat: () => {
    const sdk = hosts.wx?.miniProgram;
    const own = hosts.__wxjs_environment === "miniprogram" && hosts.WeixinJSBridge;
    if (sdk?.postMessage) return (text) => sdk.postMessage?.({ data: JSON.parse(text) });
    return own
      ? (text) => own.invoke("invokeMiniProgramAPI", { name: "postMessage", arg: JSON.parse(text) }, () => {})
      : undefined;
  },
  alipay: () => hosts.my?.postMessage && ((text) => hosts.my?.postMessage?.(JSON.parse(text))),
  "uni-app": () => {
    const sdk = hosts.uni?.webView?.postMessage ? hosts.uni.webView : hosts.uni;
    return sdk?.postMessage && ((text) => sdk.postMessage?.({ data: JSON.parse(text) }));
  },
  frame: () =>
    parent !== self && around.length > 0
      ? (text) => around.forEach((origin) => parent.postMessage(text, origin))
      : undefined,
};

/** Names of the channels that are there, separated by spaces. */
export const found = (): string =>
  Object.keys(WAYS)
    .filter((name) => WAYS[name]!())
    .join(" ");

/** Sends an envelope by a channel that was found. */
export function send(channel: string, text: string): void {
  WAYS[channel]?.()?.(text);
}

/** Listens where an app answers on the object that it gave. */
export function listen(receive: (data: unknown) => void): void {
  const { haochaping, my } = hosts;
  if (haochaping && "onmessage" in haochaping) haochaping.onmessage = ({ data }: MessageEvent) => receive(data);
  if (my?.postMessage) my.onMessage = receive;
}
