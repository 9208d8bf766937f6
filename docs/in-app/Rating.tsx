// The rating page in a React Native app, with react-native-webview.
import { useRef } from "react";
import { PixelRatio, useColorScheme } from "react-native";
import { WebView, type WebViewMessageEvent } from "react-native-webview";

const EDGE = "https://pj.example.gov.cn";

/** `ticket` comes from your server; see docs/tickets.md. */
export function Rating({ ticket, onDone, onClose }: { ticket: string; onDone(): void; onClose(): void }) {
  const view = useRef<WebView>(null);
  const theme = useColorScheme() === "dark" ? "dark" : "light";

  function hear({ nativeEvent }: WebViewMessageEvent) {
    const told = JSON.parse(nativeEvent.data) as { haochaping?: number; type?: string };
    if (told.haochaping !== 1 || !nativeEvent.url.startsWith(`${EDGE}/`)) return;
    if (told.type === "ready") {
      const settings = { haochaping: 1, type: "settings", elder: PixelRatio.getFontScale() >= 1.3, theme };
      // A text in a script has to be quoted twice; the last value must be true on iOS.
      view.current?.injectJavaScript(`haochapingBridge.receive(${JSON.stringify(JSON.stringify(settings))}); true;`);
    } else if (told.type === "submitted") onDone();
    else if (told.type === "closed") onClose();
  }

  return (
    <WebView
      ref={view}
      source={{ uri: `${EDGE}/r/${ticket}?bridge=react-native` }}
      originWhitelist={[EDGE]}
      domStorageEnabled
      onMessage={hear}
    />
  );
}
