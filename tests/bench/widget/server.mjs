/**
 * One server for everybody: the hall's pages on one origin, all scripts and backends on another,
 * as a hall and its vendor are. Files are compressed once with brotli at its highest level and
 * carry the same headers, whoever made them. What a contender does not answer itself is passed on
 * to the edge, which only ours asks.
 */

import { createServer, request as send } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";
import { createHash } from "node:crypto";

const SHARED = {
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Timing-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
};
const TYPES = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", wasm: "application/wasm", json: "application/json" };
const PREFLIGHT = { ...SHARED, "Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "*", "Access-Control-Max-Age": "600" };

const packed = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

/** A file as it is sent: `{ body, headers }`. */
export function file(path, bytes) {
  const body = packed(bytes);
  return {
    body,
    headers: {
      ...SHARED,
      "Content-Type": TYPES[path.split(".").pop()],
      "Content-Encoding": "br",
      "Content-Length": body.length,
      "Cache-Control": "public, max-age=31536000, immutable",
      Vary: "Accept-Encoding",
      ETag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    },
  };
}

const listen = (handler, port = 0) =>
  new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 60_000 }, handler);
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });

/**
 * Starts both origins. `files` maps paths to files, `answers` is a list of
 * `{ method, path, json }` whose path is a regular expression; `pages` maps a path to a function
 * that gives its HTML. Answers with `{ hall, vendor, pages, unknown, close }`.
 */
export async function serve({ hallPort, edge, files, answers }) {
  const pages = new Map();
  const unknown = [];
  const hall = await listen((request, response) => {
    const html = pages.get(request.url);
    if (!html) return void response.writeHead(404, SHARED).end();
    const body = packed(Buffer.from(html));
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Encoding": "br", "Content-Length": body.length, "Cache-Control": "no-store" }).end(body);
  }, hallPort);
  const vendor = await listen((request, response) => {
    const path = request.url.split("?")[0];
    const known = files.get(path);
    if (known) return void response.writeHead(200, known.headers).end(known.body);
    if (path.startsWith("/v1/")) return void passOn(edge, request, response);
    const answer = answers.find(({ method, path: pattern }) => pattern.test(path) && (method === request.method || request.method === "OPTIONS"));
    if (!answer) {
      unknown.push(`${request.method} ${request.url}`);
      return void response.writeHead(404, SHARED).end();
    }
    if (request.method === "OPTIONS") return void response.writeHead(204, PREFLIGHT).end();
    request.resume().on("end", () => {
      const body = packed(Buffer.from(JSON.stringify(answer.json)));
      response.writeHead(200, { ...SHARED, "Content-Type": "application/json", "Content-Encoding": "br", "Content-Length": body.length }).end(body);
    });
  });
  const close = () => [hall, vendor].forEach((server) => (server.close(), server.closeAllConnections()));
  const origin = (server) => `http://127.0.0.1:${server.address().port}`;
  return { hall: origin(hall), vendor: origin(vendor), pages, unknown, close };
}

function passOn(edge, request, response) {
  const { host, port, hostname } = new URL(edge);
  const onward = send({ hostname, port, path: request.url, method: request.method, headers: { ...request.headers, host } }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.writeHead(502, SHARED).end());
  request.pipe(onward);
}
