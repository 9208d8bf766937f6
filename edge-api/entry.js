// What the runtime loads. The Worker itself is Rust (build/index.js is made of it); here stands
// what costs least in JavaScript: waiting. See ARCHITECTURE.md, "Where a rule of ours gave way".
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import Built, { Outbox as BuiltOutbox } from "./index.js";
import profiles from "./profiles.json";

// Where Rust looks for the profiles of this deployment: a text, a JSON list of them.
globalThis.HAOCHAPING_PROFILES = profiles;

// worker-build exports proxies. These are the Rust functions and the Rust class behind them.
// After a panic or a trap the first call makes a fresh instance of the wasm, but with arguments
// that lie in the old one: so that first call is always `alive`, which has none.
const rust = Built.prototype;
const Kept = BuiltOutbox.prototype.constructor;
// Counts the instances; objects of an earlier one are of no use.
const life = globalThis.__worker_init_state;

// Its address, at a host that moves the path nowhere.
const EVALUATIONS = /^https?:\/\/[\w.:[\]-]+\/v1\/evaluations$/;
// How long a body is waited for, ms.
let patience;
// After how many ms whoever had to close a group is taken for gone: far beyond any setting.
const ABANDONED = 250;
// Most characters in one group, so that memory stays small.
const MOST_TEXT = 1 << 20;
// After how many ms a pass to the centre begins again whose instance ended.
const AGAIN = 1000;
// Longest body that is read in one piece. A longer one, or one of unknown length, is read piece
// by piece and no further than its limit.
const WHOLE = 16384;

// Why what waited in Rust goes on no more.
const ENDED = new Error("the wasm was started anew");

export default class extends WorkerEntrypoint {
  fetch(request) {
    rust.alive();
    const head = request.method === "POST" ? headOfEvaluation(request) : null;
    return head === null ? rust.fetch.call(this, request) : accept(this.env, request, head);
  }
}

// The head of an evaluation that can go the short way, else null.
function headOfEvaluation({ url, headers }) {
  if (!EVALUATIONS.test(url)) return null;
  const length = headers.get("content-length");
  if (length === null || !(Number(length) <= WHOLE)) return null;
  const head = `${headers.get("content-type") ?? ""}\n${headers.get("accept-language") ?? ""}`;
  const origin = headers.get("origin");
  return origin === null ? head : `${head}\n${origin}`;
}

async function accept(env, request, head) {
  const body = await bodyOf(request, (patience ??= rust.patience(env)));
  rust.alive();
  const said = rust.checkEvaluation(env, head, body, body === null);
  if (!said.startsWith("w")) return reply(said);
  const [shard, held, record] = said.slice(1).split("\n");
  const answer = await store(env, Number(shard), record);
  rust.alive();
  return reply(rust.answerEvaluation(env, head, held, answer));
}

// The body; nothing when the sender broke off, null when it did not come in time.
async function bodyOf(request, patience) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patience, null);
  });
  const whole = request.arrayBuffer().then((body) => new Uint8Array(body), () => undefined);
  const body = await Promise.race([whole, late]);
  clearTimeout(timer);
  return body;
}

async function store(env, shard, record) {
  try {
    const outbox = env.OUTBOX.getByName(`outbox-${shard}`);
    const answer = await outbox.admit(shard, record);
    if (answer !== "?") return answer;
    // Only the centre can tell.
    const reply = await outbox.ask(shard, `{"evaluation":${record}}`);
    return JSON.stringify(JSON.parse(reply).evaluation);
  } catch (error) {
    return `!${error.message}`;
  }
}

function reply(said) {
  const end = said.indexOf("\n\n");
  const [status, ...lines] = said.slice(0, end).split("\n");
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(": ");
    headers[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return new Response(said.slice(end + 2), { status: Number(status), headers });
}

// The Durable Object. Its methods are called from elsewhere in the house only.
export class Outbox extends DurableObject {
  #kept;
  #life;
  #group;
  #waiting = new Set();

  // The Rust object; what it held in memory may be lost at any moment.
  #rust() {
    rust.alive();
    if (this.#kept === undefined || this.#life !== life.instanceId) {
      this.#kept = new Kept(this.ctx, this.env);
      this.#life = life.instanceId;
      for (const reject of this.#waiting) reject(ENDED);
    }
    return this.#kept;
  }

  // What Rust waits for while its instance ends, it would wait for without end.
  #wait(begin) {
    const kept = this.#rust();
    let give;
    const ended = new Promise((_, reject) => this.#waiting.add((give = reject)));
    return Promise.race([begin(kept), ended]).finally(() => this.#waiting.delete(give));
  }

  // Stores one evaluation. Those that arrive within a few milliseconds share one commit: it
  // blocks the only thread of the process. Nothing of a group is promised before.
  admit(shard, record) {
    let group = this.#group;
    if (group === undefined) {
      const { groupMs, groupMax } = this.#rust();
      group = this.#group = { most: groupMax, records: [], waiting: [], text: 0, since: Date.now() };
      setTimeout(() => this.#close(shard, group), groupMs);
    }
    group.records.push(record);
    group.text += record.length;
    const answer = new Promise((resolve, reject) => group.waiting.push({ resolve, reject }));
    const full = group.records.length >= group.most || group.text >= MOST_TEXT;
    if (full || Date.now() - group.since > ABANDONED) this.#close(shard, group);
    return answer;
  }

  async #close(shard, group) {
    if (this.#group !== group) return;
    this.#group = undefined;
    const { records, waiting } = group;
    try {
      const answers = (await this.#commit(shard, records.join("\n"))).split("\n");
      waiting.forEach(({ resolve }, at) => resolve(answers[at]));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  async #commit(shard, records) {
    const kept = this.#rust();
    try {
      return kept.admit(shard, records);
    } finally {
      // What nothing wakes up for is not acknowledged. A failure may have stored a part.
      if (kept.wantsAlarm()) await this.#wait((kept) => kept.wake());
    }
  }

  ask(shard, command) {
    return this.#wait((kept) => kept.ask(shard, command));
  }

  async alarm() {
    try {
      await this.#wait((kept) => kept.alarm());
    } catch (error) {
      if (error !== ENDED) throw error;
      // Thrown, the runtime would count it: it calls again ever later and a few times only.
      await this.ctx.storage.setAlarm(Date.now() + AGAIN);
    }
  }
}
