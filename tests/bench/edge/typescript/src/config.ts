// The two documents that our edge is started with, as far as this job needs them.

import type { Outbox } from "./outbox";

export interface Env {
  OUTBOX: DurableObjectNamespace<Outbox>;
  HAOCHAPING_CONFIG: string;
  HAOCHAPING_SECRETS: string;
}

export interface Hall {
  id: string;
  areaCode: string;
  origins: Set<string>;
  keys: Map<string, Promise<CryptoKey>>;
}

export interface Config {
  edgeId: string;
  publicUrl: string;
  audience: string;
  ticketDays: number;
  rectifyWorkingDays: number;
  rounds: number;
  metricsKey: string;
  halls: Map<string, Hall>;
  receiptKey: Promise<CryptoKey>;
}

const encoder = new TextEncoder();

const hmacKey = (secret: string, usage: KeyUsage) =>
  crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [usage]);

let read: Config | undefined;

/** Read once an isolate. */
export function config(env: Env): Config {
  if (read) return read;
  const document = JSON.parse(env.HAOCHAPING_CONFIG);
  const secrets = JSON.parse(env.HAOCHAPING_SECRETS);
  const halls = new Map<string, Hall>();
  for (const hall of document.halls) {
    const keys = Object.entries<string>(secrets.ticketKeys[hall.id] ?? {});
    halls.set(hall.id, {
      id: hall.id,
      areaCode: hall.areaCode,
      origins: new Set<string>(hall.origins),
      keys: new Map(keys.map(([kid, secret]) => [kid, hmacKey(secret, "verify")])),
    });
  }
  read = { ...document, metricsKey: secrets.metricsKey, halls, receiptKey: hmacKey(secrets.receiptKey, "sign") };
  return read!;
}
