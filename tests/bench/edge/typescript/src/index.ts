// The same job as our edge, written as people would: Hono for routes, jose for tickets, zod for
// shapes, a Durable Object with SQLite for what was accepted.

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { views } from "./catalogue";
import { config, type Env } from "./config";
import { grouped, idOf, parsed, record } from "./evaluation";
import { HEADERS, page } from "./page";
import { Refusal, answer } from "./problem";
import { type Claims, verified } from "./ticket";

export { Outbox } from "./outbox";

const outbox = (env: Env) => env.OUTBOX.getByName("outbox-0");
const NEVER_KEPT = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

const app = new Hono<{ Bindings: Env }>();

app.use(async (c, next) => {
  const began = Date.now();
  await next();
  const line = { kind: "request", edge: config(c.env).edgeId, id: crypto.randomUUID(), method: c.req.method };
  console.log(JSON.stringify({ ...line, route: c.req.routePath, status: c.res.status, ms: Date.now() - began }));
});

app.use("/v1/*", cors({ origin: (origin, c) => (known(c.env, origin) ? origin : null) }));

const known = (env: Env, origin: string) => [...config(env).halls.values()].some((hall) => hall.origins.has(origin));

app.onError((error, c) => {
  if (error instanceof Refusal) return answer(c, error);
  console.error(JSON.stringify({ kind: "error", cause: String(error) }));
  return answer(c, new Refusal("internal"));
});

app.notFound((c) => answer(c, new Refusal("not_found")));

app.get("/healthz", (c) => c.json({ status: "ok" }, 200, NEVER_KEPT));

const tooLarge = () => {
  throw new Refusal("too_large");
};

app.post("/v1/evaluations", bodyLimit({ maxSize: 16 * 1024, onError: tooLarge }), async (c) => {
  const settings = config(c.env);
  if (!c.req.header("Content-Type")?.startsWith("application/json")) throw new Refusal("unsupported_type");
  const body = await c.req.json().catch(() => {
    throw new Refusal("malformed_request");
  });
  const request = parsed(body);
  const origin = c.req.header("Origin");
  const [claims, hall] = await verified(settings, request.ticket, origin);
  const evaluation = await record(settings, hall, claims, request, origin, Date.now());
  const said = await outbox(c.env).accept(evaluation);
  if (said.answer === "conflict") {
    throw new Refusal("already_evaluated", { evaluatedAt: new Date(said.acceptedAt).toISOString() });
  }
  const receipt = grouped(said.answer === "same" ? said.receipt : evaluation.receipt);
  const negative = evaluation.level <= 2;
  const accepted = {
    receipt,
    receiptUrl: `${settings.publicUrl}/v1/receipts/${receipt}`,
    acceptedAt: new Date(said.acceptedAt).toISOString(),
    negative,
    ...(negative && { rectifyWorkingDays: settings.rectifyWorkingDays }),
  };
  return c.json(accepted, 202, NEVER_KEPT);
});

const STEPS = { consult: "咨询", apply: "申报", supplement: "补正", pay: "缴费", collect: "领取", conclude: "办结" };

const form = (claims: Claims, ratedAt: number | null, rectifyWorkingDays: number, additional: boolean) => ({
  state: ratedAt === null ? "open" : "already_evaluated",
  matter: {
    itemName: claims.name,
    agencyName: claims.agency,
    step: claims.kind,
    stepLabel: STEPS[claims.kind],
    serviceTime: new Date(claims.svt * 1000).toISOString(),
  },
  round: claims.rnd,
  channel: claims.ch,
  catalogue: views.zh,
  rules: { commentChars: 500, indicators: 8, rectifyWorkingDays, additional },
  ...(ratedAt !== null && { evaluatedAt: new Date(ratedAt).toISOString() }),
});

app.get("/v1/form", async (c) => {
  const settings = config(c.env);
  const [claims] = await verified(settings, c.req.query("ticket") ?? "", c.req.header("Origin"));
  const rated = await outbox(c.env).rated(await idOf(claims));
  const body = form(claims, rated, settings.rectifyWorkingDays, settings.rounds > 1);
  return c.json(body, 200, { ...NEVER_KEPT, "Content-Language": "zh" });
});

app.get("/v1/receipts/:receipt", async (c) => {
  const receipt = c.req.param("receipt");
  const kept = await outbox(c.env).byReceipt(receipt.replaceAll("-", ""));
  if (!kept) throw new Refusal("not_found");
  const state = {
    receipt,
    state: kept.storedAt === null ? "accepted" : "stored",
    acceptedAt: new Date(kept.acceptedAt).toISOString(),
    ...(kept.storedAt !== null && { storedAt: new Date(kept.storedAt).toISOString() }),
  };
  return c.json(state, 200, { ...NEVER_KEPT, Vary: "Accept" });
});

app.get("/r/:ticket", async (c) => {
  const ticket = c.req.param("ticket");
  const [claims] = await verified(config(c.env), ticket, undefined);
  const rated = await outbox(c.env).rated(await idOf(claims));
  return c.html(page(ticket, claims, rated !== null), 200, HEADERS);
});

// What the bench counts after it killed and started this again.
app.get("/count", async (c) => {
  if (c.req.header("Authorization") !== `Bearer ${config(c.env).metricsKey}`) throw new Refusal("unauthorized");
  return c.json(await outbox(c.env).count());
});

export default app;
