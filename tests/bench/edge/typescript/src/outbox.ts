// The outbox: one Durable Object with SQLite. What arrives within a few milliseconds shares one
// commit; the runtime holds every answer back until that commit is on disk.

import { DurableObject } from "cloudflare:workers";
import type { Env } from "./config";
import type { Evaluation } from "./evaluation";

const GROUP_MS = 3;
const GROUP_MAX = 256;

export type Answer =
  | { answer: "accepted"; acceptedAt: number }
  | { answer: "same"; acceptedAt: number; receipt: string }
  | { answer: "conflict"; acceptedAt: number };

interface Waiting {
  evaluation: Evaluation;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

type Kept = { id: string; digest: string; receipt: string; accepted_at: number };

export class Outbox extends DurableObject<Env> {
  #sql: SqlStorage;
  #group: Waiting[] = [];

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, receipt TEXT NOT NULL,
        accepted_at INTEGER NOT NULL, stored_at INTEGER, content TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS outbox_receipt ON outbox (receipt);
      CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (seq) WHERE stored_at IS NULL;`);
  }

  accept(evaluation: Evaluation): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#group.push({ evaluation, resolve, reject });
      if (this.#group.length === 1) setTimeout(() => this.#commit(), GROUP_MS);
      else if (this.#group.length >= GROUP_MAX) this.#commit();
    });
  }

  #commit() {
    const group = this.#group;
    if (!group.length) return;
    this.#group = [];
    try {
      const answers = this.ctx.storage.transactionSync(() => this.#store(group));
      group.forEach(({ resolve }, i) => resolve(answers[i]!));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  #store(group: Waiting[]): Answer[] {
    const now = Date.now();
    const ids = JSON.stringify(group.map(({ evaluation }) => evaluation.id));
    const kept = new Map<string, Kept>();
    const known = this.#sql.exec<Kept>(
      "SELECT id, digest, receipt, accepted_at FROM outbox WHERE id IN (SELECT value FROM json_each(?))",
      ids,
    );
    for (const row of known) kept.set(row.id, row);
    const fresh: unknown[] = [];
    const answers = group.map(({ evaluation }): Answer => {
      const { id, digest, receipt } = evaluation;
      const earlier = kept.get(id);
      if (!earlier) {
        kept.set(id, { id, digest, receipt, accepted_at: now });
        fresh.push([id, digest, receipt, JSON.stringify(evaluation)]);
        return { answer: "accepted", acceptedAt: now };
      }
      const acceptedAt = earlier.accepted_at;
      return earlier.digest === digest
        ? { answer: "same", acceptedAt, receipt: earlier.receipt }
        : { answer: "conflict", acceptedAt };
    });
    if (fresh.length) {
      this.#sql.exec(
        `INSERT INTO outbox (id, digest, receipt, accepted_at, content)
         SELECT value ->> 0, value ->> 1, value ->> 2, ?, value ->> 3 FROM json_each(?)`,
        now,
        JSON.stringify(fresh),
      );
    }
    return answers;
  }

  rated(id: string): number | null {
    const [row] = this.#sql.exec<Kept>("SELECT accepted_at FROM outbox WHERE id = ?", id);
    return row?.accepted_at ?? null;
  }

  byReceipt(receipt: string): { acceptedAt: number; storedAt: number | null } | null {
    const rows = this.#sql.exec<{ accepted_at: number; stored_at: number | null }>(
      "SELECT accepted_at, stored_at FROM outbox WHERE receipt = ?",
      receipt,
    );
    const [row] = rows;
    return row ? { acceptedAt: row.accepted_at, storedAt: row.stored_at } : null;
  }

  count(): number {
    return this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM outbox").one().n;
  }
}
