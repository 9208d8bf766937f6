// The hosted page: a form that posts without any script.

import { html } from "hono/html";
import { views } from "./catalogue";
import type { Claims } from "./ticket";

export const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types haochaping",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Cache-Control": "no-store",
};

export const page = (ticket: string, claims: Claims, rated: boolean) => html`<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>评价本次服务</title>
    <link rel="stylesheet" href="/page/style.css" />
  </head>
  <body>
    <main>
      <dl>
        <dt>事项</dt>
        <dd>${claims.name}</dd>
        <dt>部门</dt>
        <dd>${claims.agency}</dd>
        <dt>时间</dt>
        <dd>${new Date(claims.svt * 1000).toISOString()}</dd>
      </dl>
      ${rated
        ? html`<p role="status">您已评价过本次服务。</p>`
        : html`<form method="post" action="/r/${ticket}">
            <fieldset>
              <legend>您对本次服务满意吗？</legend>
              ${views.zh.levels.map(
                ({ level, label, indicators }) => html`<p>
                  <label><input type="radio" name="level" value="${level}" required />${label}</label>
                  <span
                    >${indicators.map(
                      ({ code, label }) =>
                        html`<label><input type="checkbox" name="indicator" value="${code}" />${label}</label>`,
                    )}</span
                  >
                </p>`,
              )}
            </fieldset>
            <label>补充说明<textarea name="comment" maxlength="500"></textarea></label>
            <button>提交评价</button>
          </form>`}
    </main>
  </body>
</html>`;
