// Refusals, RFC 9457.

import type { Context } from "hono";

const STATUS = {
  malformed_request: 400,
  ticket_invalid: 401,
  unauthorized: 401,
  origin_not_allowed: 403,
  not_found: 404,
  already_evaluated: 409,
  ticket_expired: 410,
  too_large: 413,
  unsupported_type: 415,
  rule_broken: 422,
  internal: 500,
} as const;

export type Code = keyof typeof STATUS;

export class Refusal extends Error {
  constructor(
    readonly code: Code,
    readonly more: Record<string, unknown> = {},
  ) {
    super(code);
  }
}

export function answer(c: Context, refusal: Refusal) {
  const { code, more } = refusal;
  const status = STATUS[code];
  const body = { type: `urn:haochaping:problem:${code}`, title: code, status, code, ...more };
  return c.body(JSON.stringify(body), status, {
    "Content-Type": "application/problem+json",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  });
}
