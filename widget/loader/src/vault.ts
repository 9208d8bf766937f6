/**
 * The kiosk's outbox on the disk: one text, encrypted with a key that no script can read
 * out (AES-GCM, non-extractable, kept by the browser in IndexedDB).
 *
 * One page at a time has it: a second one waits until the first is gone, so that neither
 * writes over what the other keeps.
 */

const NAME = "haochaping.vault";
const STORE = "kept";
const ALGORITHM = "AES-GCM";
/** What the text is, so that no other ciphertext passes for it. */
const CONTEXT = new TextEncoder().encode("haochaping.queue.1");

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export class Vault {
  private database!: IDBDatabase;
  private key!: CryptoKey;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * The text, once this page alone has the vault; `undefined` when there is none. Rejects
   * where the browser keeps nothing: no secure context, storage switched off.
   */
  async open(): Promise<string | undefined> {
    await alone();
    // Else a browser that is short of room may drop it. Not waited for: some ask the user first.
    navigator.storage?.persist?.().catch(() => {});
    this.database = await opened();
    const kept = await this.get<CryptoKey>("key");
    this.key = kept ?? (await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]));
    if (!kept) await this.put("key", this.key);
    const sealed = await this.get<Sealed>("text");
    if (!sealed) return undefined;
    try {
      const text = await crypto.subtle.decrypt(this.parameters(sealed.iv), this.key, sealed.data);
      return new TextDecoder().decode(text);
    } catch {
      // Of another key or damaged: nobody can read it any more.
      return undefined;
    }
  }

  /** Puts a text in its place, or takes it away; resolves once that is on the disk. */
  write(text?: string): Promise<void> {
    const written = this.last.then(() => this.replace(text));
    this.last = written.catch(() => {});
    return written;
  }

  private async replace(text?: string): Promise<void> {
    if (text === undefined) return this.put("text", undefined);
    // A nonce must never come twice under one key: 96 random bits, far below 2³² writes.
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(this.parameters(iv), this.key, new TextEncoder().encode(text));
    return this.put("text", { iv, data } satisfies Sealed);
  }

  private parameters(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: ALGORITHM, iv, additionalData: CONTEXT };
  }

  private get<T>(name: string): Promise<T | undefined> {
    const request = this.database.transaction(STORE).objectStore(STORE).get(name);
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result as T | undefined);
      request.onerror = () => reject(request.error);
    });
  }

  private put(name: string, value: unknown): Promise<void> {
    // Strict: complete means on the disk, not on its way there.
    const transaction = this.database.transaction(STORE, "readwrite", { durability: "strict" });
    const store = transaction.objectStore(STORE);
    if (value === undefined) store.delete(name);
    else store.put(value, name);
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

/** Resolves when no other page has the vault; this one has it until it goes. */
function alone(): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(NAME, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(reject);
  });
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
