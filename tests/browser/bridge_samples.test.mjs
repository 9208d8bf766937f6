/**
 * The files that docs/in-app.md hands to app teams, run as they stand: each is given what its
 * own framework gives it, and speaks with the real page.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { transformSync } from "esbuild";
import { formIn, HOSTS, surround, told } from "./bridge/hosts.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { eventually } from "./journey/expect.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

const read = (name) =>
  readFileSync(new URL(`../../docs/in-app/${name}`, import.meta.url), "utf8")
    .replaceAll("https://pj.example.gov.cn", EDGE)
    .replaceAll("https://zwfw.example.gov.cn", HALL);

/** What a mini-program's file hands to `Page`, ready to be called. */
function miniProgram(name, globals) {
  let page;
  new Function("Page", ...Object.keys(globals), read(name))((given) => (page = given), ...Object.values(globals));
  page.setData = (data) => Object.assign(page.data, data);
  return page;
}

const submitted = (page) => eventually(() => told(page), (all) => all.some(({ type }) => type === "submitted"), "submitted");

async function rate(page) {
  const citizen = new Citizen(formIn(page));
  await citizen.choose(5);
  await citizen.submit();
  await citizen.receipt();
}

test("wechat.js: the address shows the form for elders and in the dark, and what was rated is heard at the end", () =>
  onScreen(HOSTS.wechat.screen, async (page) => {
    const { ticket } = await reportStep();
    const program = miniProgram("wechat.js", { wx: { getAppBaseInfo: () => ({ theme: "dark", fontSizeSetting: 23 }) } });
    const emitted = [];
    program.getOpenerEventChannel = () => ({ emit: (name) => emitted.push(name) });
    program.onLoad({ ticket });
    await surround(page, HOSTS.wechat);
    await page.goto(program.data.address);
    await page.locator("haochaping-rating[elder][theme=dark] div > .hcp-elder.hcp-dark").waitFor();
    await rate(page);
    program.hear({ detail: { data: await submitted(page) } });
    assert.deepEqual(emitted, ["rated"]);
  }));

test("alipay.js: elder mode is sent in when the page of the hall is ready, and closing leads back", () =>
  onScreen(HOSTS.alipay.screen, async (page) => {
    const { ticket } = await reportStep();
    let sent;
    let left = 0;
    const program = miniProgram("alipay.js", {
      my: {
        createWebViewContext: () => ({ postMessage: (message) => (sent = message) }),
        getSystemInfoSync: () => ({ fontSizeSetting: 23 }),
        navigateBack: () => (left += 1),
      },
    });
    program.onLoad({ caseNo: "1" });
    await surround(page, HOSTS.alipay);
    await page.route(program.data.address, (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: `<!doctype html><meta charset="utf-8"><script defer src="${EDGE}/widget/v1/bridge.js" data-host="alipay"></script>
<script defer src="${EDGE}/widget/v1/loader.js"></script><haochaping-rating endpoint="${EDGE}" ticket="${ticket}"></haochaping-rating>`,
      }),
    );
    await page.goto(program.data.address);
    const [ready] = await eventually(() => told(page), (all) => all.length > 0, "ready");
    program.hear({ detail: ready });
    await page.evaluate((message) => globalThis.my.onMessage(message), sent);
    await page.locator("haochaping-rating[elder]").waitFor();
    program.hear({ detail: { haochaping: 1, type: "closed" } });
    assert.equal(left, 1);
  }));

test("Rating.tsx: settings when the page is ready, done when it is submitted, nothing from elsewhere", () =>
  onScreen(HOSTS["react-native"].screen, async (page) => {
    const { ticket } = await reportStep();
    const { code } = transformSync(read("Rating.tsx"), { loader: "tsx", format: "cjs", jsxFactory: "draw" });
    const injected = [];
    const modules = {
      react: { useRef: () => ({ current: { injectJavaScript: (script) => injected.push(script) } }) },
      "react-native": { PixelRatio: { getFontScale: () => 1.5 }, useColorScheme: () => "dark" },
      "react-native-webview": { WebView: "WebView" },
    };
    const module = { exports: {} };
    new Function("require", "module", "exports", "draw", code)((name) => modules[name], module, module.exports, (_, props) => props);
    let done = 0;
    const view = module.exports.Rating({ ticket, onDone: () => (done += 1), onClose: () => {} });
    const deliver = (message, url = view.source.uri) => view.onMessage({ nativeEvent: { data: JSON.stringify(message), url } });
    deliver({ haochaping: 1, type: "submitted" }, "https://evil.example/");
    assert.equal(done, 0);

    await surround(page, HOSTS["react-native"]);
    await page.goto(view.source.uri);
    const [ready] = await eventually(() => told(page), (all) => all.length > 0, "ready");
    deliver(ready);
    await page.evaluate(injected[0]);
    await page.locator("haochaping-rating[elder][theme=dark]").waitFor();
    await rate(page);
    (await submitted(page)).forEach((message) => deliver(message));
    assert.equal(done, 1);
  }));

test("every file names the object and the address that the page knows", () => {
  for (const [name, host, way] of [
    ["RatingActivity.kt", "android", /addWebMessageListener\(view, "haochaping"/],
    ["RatingViewController.swift", "ios", /add\(self, name: "haochaping"\)/],
    ["Rating.ets", "harmony", /name: 'haochaping'/],
    ["rating.dart", "flutter", /addJavaScriptChannel\('haochaping'/],
  ]) {
    const text = read(name);
    assert.match(text, way);
    assert.match(text, new RegExp(`bridge["']?(,|:|=|", value:)\\s*["']?${host}`), name);
    assert.match(text, /haochaping["']?[\])]?.*1/, name);
  }
});
