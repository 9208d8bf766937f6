// From a request to the record that is kept, with the same rules as our edge.

import { z } from "zod";
import { offers, version } from "./catalogue";
import type { Config, Hall } from "./config";
import { Refusal } from "./problem";
import { redact } from "./redaction";
import type { Claims } from "./ticket";

const Request = z.strictObject({
  ticket: z.string().max(4096),
  level: z.int().min(1).max(5).optional(),
  indicators: z.array(z.string()).max(8).default([]),
  comment: z.string().default(""),
  catalogue: z.string().optional(),
  consent: z.strictObject({ contact: z.boolean().default(false), publish: z.boolean().default(false) }).optional(),
  lang: z.enum(["zh", "en"]).optional(),
});

export type Request = z.infer<typeof Request>;

export function parsed(body: unknown): Request {
  const { success, data, error } = Request.safeParse(body);
  if (!success) throw new Refusal("malformed_request", { detail: z.prettifyError(error) });
  return data;
}

function check(request: Request, comment: string) {
  const { level, indicators, catalogue } = request;
  const broken: { pointer: string; code: string }[] = [];
  if (level === undefined) broken.push({ pointer: "/level", code: "level_required" });
  else {
    indicators.forEach((code, i) => {
      if (!offers(level, code)) broken.push({ pointer: `/indicators/${i}`, code: "indicator_not_offered" });
      else if (indicators.indexOf(code) < i) broken.push({ pointer: `/indicators/${i}`, code: "indicator_repeated" });
    });
    if (level <= 2 && !indicators.length && !comment) broken.push({ pointer: "/indicators", code: "reason_required" });
  }
  if (comment.length > 500 && [...comment].length > 500) broken.push({ pointer: "/comment", code: "comment_too_long" });
  if (catalogue !== undefined && catalogue !== version && indicators.length && !broken.length)
    broken.push({ pointer: "/indicators", code: "indicator_not_offered" });
  if (broken.length) throw new Refusal("rule_broken", { violations: broken });
}

const encoder = new TextEncoder();
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function mac(config: Config, purpose: string, text: string) {
  const tag = await crypto.subtle.sign("HMAC", await config.receiptKey, encoder.encode(`${purpose}\0${text}`));
  return new Uint8Array(tag);
}

/** UUID of version 8: the time of service, then a hash of what may be rated once. */
export async function idOf(claims: Claims) {
  const step = `${claims.iss}/${claims.case}/${claims.step}/${claims.rnd}`;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(step)));
  const time = (claims.svt * 1000).toString(16).padStart(12, "0");
  hash[0] = (hash[0]! & 0x0f) | 0x80;
  hash[2] = (hash[2]! & 0x3f) | 0x80;
  const all = time + hex(hash.subarray(0, 10));
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-${all.slice(12, 16)}-${all.slice(16, 20)}-${all.slice(20)}`;
}

function receiptOf(tag: Uint8Array) {
  let receipt = "";
  for (const byte of tag.subarray(0, 20)) receipt += ALPHABET[byte & 31];
  return receipt;
}

export const grouped = (receipt: string) => receipt.match(/.{4}/g)!.join("-");

/** What is stored, complete; `id` may exist once. */
export async function record(
  config: Config,
  hall: Hall,
  claims: Claims,
  request: Request,
  origin: string | undefined,
  receivedAt: number,
) {
  const comment = request.comment.normalize("NFC").trim();
  check(request, comment);
  const text = redact(comment);
  const indicators = request.indicators.toSorted();
  const consent = { contact: request.consent?.contact ?? false, publish: request.consent?.publish ?? false };
  const id = await idOf(claims);
  const [receipt, digest] = await Promise.all([
    mac(config, "receipt", id),
    mac(config, "content", JSON.stringify([request.level, indicators, text, consent])),
  ]);
  return {
    key: { hall: claims.iss, caseNo: claims.case, stepNo: claims.step, round: claims.rnd },
    hallArea: hall.areaCode,
    id,
    receipt: receiptOf(receipt),
    digest: hex(digest),
    matter: {
      step: claims.kind,
      itemCode: claims.item,
      itemName: claims.name,
      agencyCode: claims.org,
      agencyName: claims.agency,
      areaCode: claims.area,
      serviceAt: claims.svt * 1000,
    },
    level: request.level!,
    indicators,
    catalogue: version,
    comment: text || null,
    channel: claims.ch,
    lang: request.lang ?? "zh",
    consentContact: consent.contact,
    consentPublish: consent.publish,
    identity: null,
    flags: text === comment ? [] : ["redacted"],
    origin: origin ?? null,
    ticketId: claims.jti,
    ticketIssuedAt: claims.iat * 1000,
    receivedAt,
  };
}

export type Evaluation = Awaited<ReturnType<typeof record>>;
