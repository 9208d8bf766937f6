// Who may rate: the ticket's signature, its claims, the origin of the page.

import { errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Config, Hall } from "./config";
import { Refusal } from "./problem";

const Claims = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  iat: z.int().min(0),
  nbf: z.int().optional(),
  exp: z.int().max(253_402_300_799),
  jti: z.string().min(1).max(64),
  case: z.string().min(1).max(50),
  step: z.int().min(1).max(99),
  kind: z.enum(["consult", "apply", "supplement", "pay", "collect", "conclude"]),
  svt: z.int().min(0),
  item: z.string().regex(/^[0-9A-Z]{31,33}$/),
  name: z.string().min(1).max(200),
  org: z.string().regex(/^[0-9A-Z]{18}$/),
  agency: z.string().min(1).max(200),
  area: z.string().regex(/^\d{12}$/),
  rnd: z.int().min(1).max(2),
  ch: z.int().min(1).max(7),
});

export type Claims = z.infer<typeof Claims>;

const SKEW = 120;
const DAY = 86_400;

export async function verified(config: Config, ticket: string, origin: string | undefined): Promise<[Claims, Hall]> {
  let hall: Hall | undefined;
  let payload: unknown;
  try {
    const verification = await jwtVerify(
      ticket,
      (header, token) => {
        // The hall's id is read before the signature is checked, only to find its key.
        const { iss } = JSON.parse(atob(token.payload.replaceAll("-", "+").replaceAll("_", "/")));
        hall = config.halls.get(iss);
        const key = hall?.keys.get(header.kid ?? "");
        if (!key) throw new Refusal("ticket_invalid");
        return key;
      },
      { algorithms: ["HS256"], audience: config.audience, clockTolerance: SKEW },
    );
    payload = verification.payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refusal("ticket_expired");
    throw new Refusal("ticket_invalid");
  }
  const { success, data: claims } = Claims.safeParse(payload);
  const now = Date.now() / 1000;
  if (
    !hall ||
    !success ||
    claims.rnd > config.rounds ||
    claims.exp - claims.iat > (config.ticketDays + 1) * DAY ||
    claims.iat > now + SKEW ||
    claims.svt > now + SKEW ||
    !claims.area.startsWith(hall.areaCode.replace(/0+$/, ""))
  ) {
    throw new Refusal("ticket_invalid");
  }
  if (now - claims.svt > config.ticketDays * DAY + SKEW) throw new Refusal("ticket_expired");
  if (origin && origin !== config.publicUrl && !hall.origins.has(origin)) throw new Refusal("origin_not_allowed");
  return [claims, hall];
}
